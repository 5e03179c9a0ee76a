"""The use cases: the only place that joins files to rules.

Each function takes a path and plain values, does one job whole, and returns a frozen result; it prints nothing.
"""

from salessheets.app.checking import Checked, check
from salessheets.app.opening import read
from salessheets.app.refreshing import Refreshed, refresh

__all__ = ["Checked", "Refreshed", "check", "read", "refresh"]
