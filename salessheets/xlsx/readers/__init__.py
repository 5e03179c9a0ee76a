"""The two readings of sheet data, the fast one and the careful one, and what they share."""
