"""Letters, mailings and calendars from the same rows."""
