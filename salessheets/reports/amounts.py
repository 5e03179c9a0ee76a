"""Amounts as a report shows them: exact currency units in cells, short and local in sentences, scaled in charts.

Example:
    >>> office = Amounts("EUR", "en_GB")
    >>> office.units(123456), office.short(2_935_867_712), office.short(-1_250_000), office.short(4_550)
    (Decimal('1234.56'), '€29.36M', '-€12.5K', '€46')
    >>> Amounts("INR", "en_IN").short(23_310_000_000), Amounts("INR", "en_IN").scale([5_000_000_00]).named
    ('₹23.31Cr', 'INR lakh')
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from salessheets.core.money import decimals, half_up, in_units

_WESTERN = ((1_000_000, "million"), (1_000, "thousand"))
_INDIAN = ((10_000_000, "crore"), (100_000, "lakh"), (1_000, "thousand"))
_INDIAN_PLACES = frozenset({"IN", "BD", "NP", "PK", "LK"})
_ENOUGH = 10
"""A chart's unit is the largest of which its longest bar holds at least so many."""


@dataclass(frozen=True)
class Scale:
    """The unit of a chart.

    Attributes:
        factor: Currency units in one chart unit.
        named: The unit in words with the currency, e.g. "EUR thousand".
    """

    factor: int
    named: str

    def of(self, amount: Decimal | None) -> float | None:
        """Currency units -> chart units; a blank stays one."""
        return None if amount is None else round(float(amount / self.factor), 6)


@dataclass(frozen=True)
class Amounts:
    """How amounts of the base currency are written.

    Attributes:
        currency: ISO code of the base currency.
        language: The setting Document language, e.g. "en_GB".
    """

    currency: str
    language: str

    @cached_property
    def locale(self) -> str:
        """The language as babel knows it; en_GB for one that it does not know."""
        from babel import Locale, UnknownLocaleError

        try:
            return str(Locale.parse(self.language.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            return "en_GB"

    def units(self, minor: int) -> Decimal:
        """Minor units -> currency units, exact."""
        return in_units(int(minor), self.currency)

    def short(self, minor: int) -> str:
        """An amount for a headline: three or four digits and the local word for thousand or million."""
        from babel.numbers import format_compact_currency

        amount = self.units(minor)
        digits = 2 if abs(amount) >= 1_000_000 else 1 if abs(amount) >= 1_000 else 0
        shown: str = format_compact_currency(
            half_up(amount) if not digits else amount, self.currency, locale=self.locale, fraction_digits=digits
        )
        return shown.replace("\xa0", " ")

    def percent(self, share: float) -> str:
        """A share for a sentence: whole percents."""
        from babel.numbers import format_percent

        shown: str = format_percent(half_up(Decimal(repr(share)), 2), locale=self.locale)
        return shown.replace("\xa0", " ")

    def day(self, day: date) -> str:
        """A day for a sentence."""
        from babel.dates import format_date

        return str(format_date(day, "medium", locale=self.locale))

    def shape(self, day: date, pattern: str) -> str:
        """A day in a pattern of CLDR, e.g. "MMM y"."""
        from babel.dates import format_date

        return str(format_date(day, pattern, locale=self.locale))

    def scale(self, minors: Iterable[int]) -> Scale:
        """The unit that suits the amounts of one chart."""
        longest = max((abs(self.units(minor)) for minor in minors), default=Decimal(0))
        units = _INDIAN if self.locale.partition("_")[2] in _INDIAN_PLACES else _WESTERN
        for factor, word in units:
            if longest >= factor * _ENOUGH:
                return Scale(factor, f"{self.currency} {word}")
        return Scale(1, self.currency)

    @property
    def decimals(self) -> int:
        """Decimals of the base currency."""
        return decimals(self.currency)


def signed_share(part: int, whole: int) -> float | None:
    """How far a part is over its whole, a fraction; None without a whole.

    Example:
        >>> signed_share(90, 100), signed_share(5, 0)
        (-0.1, None)
    """
    return None if whole <= 0 else round(part / whole - 1, 6)


def cut(text: str, most: int) -> str:
    """A name that is too long for its place, with an ellipsis.

    Example:
        >>> cut("Fashionable Bikes and Accessories", 20), cut("Riders", 20)
        ('Fashionable Bikes a…', 'Riders')
    """
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
