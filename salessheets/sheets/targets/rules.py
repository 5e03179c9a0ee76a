"""The rules on targets."""

from __future__ import annotations

from salessheets.core.findings import Rule, Severity

_HEAD = """
Targets
Target No | Fiscal year | Period | Rep ID | Measure | Counted at | Target | Spread | From       | To         | Takes over from
"""

TARGET_TWICE = Rule(
    "target-given-twice",
    Severity.ERROR,
    "A target is given twice",
    "Two rows set a target for the same period, rep, scope, region, product group, measure and event, for days that overlap. "
    "Reports that add targets up would count both. Delete one, or narrow the two with From and To so that one follows the other.",
    _HEAD
    + """T-1       | 2026        | P03    | R1     | Revenue | Invoice    | 1000   | Even
T-2       | 2026        | P03    | R1     | Revenue | Invoice    | 1200   | Even
""",
)
UNKNOWN_PERIOD = Rule(
    "unknown-period",
    Severity.ERROR,
    "A target's period does not exist",
    "A period is FY for the fiscal year, Q1 to Q4, P01 to P12 for its months, or W01 to W53 for weeks. Not every year has a week "
    "53. Without a period the target is not measured.",
    _HEAD + "T-1       | 2026        | March  | R1     | Revenue | Invoice    | 1000   | Even\n",
)
TARGET_WITHOUT_AMOUNT = Rule(
    "target-without-amount",
    Severity.ERROR,
    "A target says no amount",
    "Target may be blank only where Takes over from names another target: then it is what that one has left. 0 is an amount.",
    _HEAD + "T-1       | 2026        | P03    | R1     | Revenue | Invoice    |        | Even\n",
)
TAKEN_OVER_IN_CIRCLE = Rule(
    "taken-over-in-circle",
    Severity.ERROR,
    "Targets take over from each other in a circle",
    "A target that takes over from another continues it. Following the names from row to row must end at a target that stands by "
    "itself; here it comes back to where it began.",
    _HEAD
    + "T-1       | 2026        | P03    | R1     | Revenue | Invoice    | 1000   | Even   |            |            | T-1\n",
)
OUTSIDE_PERIOD = Rule(
    "outside-period",
    Severity.WARNING,
    "A target's From or To lies outside its period, or nothing is left between them",
    "From and To narrow the period, for somebody who joins or leaves in the middle. A day outside it changes nothing and is "
    "probably a typing error; a To before From leaves a target of 0.",
    _HEAD
    + "T-1       | 2026        | P03    | R1     | Revenue | Invoice    | 1000   | Even   | 2025-03-09 |            |\n",
)
REP_LEFT = Rule(
    "target-after-leaving",
    Severity.WARNING,
    "A target runs on after its rep left",
    "The rep has a Left date, and the target's days go beyond it, so the target can never be reached. Put the last day into To; a "
    "successor's target can take over from this one.",
    """
Reps
Rep ID | Name      | E-mail            | Started    | Left       | Time zone
R1     | Anita Rao | anita@acme.example | 2024-02-01 | 2026-02-15 | Europe/London
"""
    + _HEAD
    + "T-1       | 2026        | P03    | R1     | Revenue | Invoice    | 1000   | Even\n",
)
NO_SEASON = Rule(
    "no-season",
    Severity.HINT,
    "A seasonal target has no year before it to follow",
    "A Seasonal target is spread like the sales of the same rep, region and product group in the same period a year earlier. "
    "There were none, so it is spread over the working days. Choose another Spread, or leave it until next year.",
    _HEAD + "T-1       | 2026        | P03    | R1     | Revenue | Invoice    | 1000   | Seasonal\n",
)
RULES: tuple[Rule, ...] = (
    TARGET_TWICE,
    UNKNOWN_PERIOD,
    TARGET_WITHOUT_AMOUNT,
    TAKEN_OVER_IN_CIRCLE,
    OUTSIDE_PERIOD,
    REP_LEFT,
    NO_SEASON,
)
