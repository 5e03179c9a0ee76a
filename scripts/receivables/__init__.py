"""The pages of the template "Receivables", one module per page; the look is that of "Sales against target"."""
