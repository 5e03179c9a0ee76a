"""The pages of the template "Sales against target", one module per page."""
