"""Targets: what was to be sold, and how far it was reached."""

from __future__ import annotations

from salessheets.sheets.targets.columns import TARGETS

__all__ = ["TARGETS"]
