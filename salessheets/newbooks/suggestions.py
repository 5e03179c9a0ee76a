"""Words offered where any code of a standard may be typed: currencies, countries, languages, time zones."""

from __future__ import annotations

_CURRENCIES = (
    "EUR", "GBP", "USD", "INR", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "AUD", "NZD", "CAD",
    "JPY", "CNY", "SGD", "HKD", "AED", "SAR", "ZAR", "BRL", "MXN", "TRY",
)  # fmt: skip
_COUNTRIES = (
    "GB", "IE", "DE", "AT", "CH", "FR", "BE", "NL", "LU", "ES", "PT", "IT", "DK", "SE", "NO", "FI", "PL", "CZ",
    "IN", "US", "CA", "AU", "NZ", "SG", "JP", "AE", "ZA",
)  # fmt: skip
_LANGUAGES = (
    "en_GB", "en_US", "en_IN", "hi_IN", "de_DE", "de_AT", "de_CH", "fr_FR", "it_IT", "es_ES", "nl_NL", "pl_PL",
    "pt_PT", "sv_SE", "nb_NO", "da_DK",
)  # fmt: skip
_ZONES = (
    "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Warsaw",
    "Asia/Kolkata", "Asia/Dubai", "Asia/Singapore", "Asia/Tokyo", "America/New_York", "America/Chicago",
    "America/Los_Angeles", "Australia/Sydney", "UTC",
)  # fmt: skip

_WORDS = {
    "Currency": _CURRENCIES,
    "Base currency": _CURRENCIES,
    "Billing country": _COUNTRIES,
    "Country": _COUNTRIES,
    "Language": _LANGUAGES,
    "Document language": _LANGUAGES,
    "Time zone": _ZONES,
}


def suggested(header: str, currency: str = "") -> tuple[str, ...]:
    """Words to offer under a header or for a setting, the book's own currency first; () where there are none.

    Example:
        >>> suggested("Currency", "INR")[:3]
        ('INR', 'EUR', 'GBP')
    """
    words = _WORDS.get(header, ())
    if words is _CURRENCIES and currency:
        return (currency, *(word for word in words if word != currency))
    return words
