"""Expressions between `{{` and `}}`: jinja2's expression language, fenced in.

An expression reads the data, calculates, compares and applies filters. It calls nothing, sees no attribute but the
fields of records, and cannot make a value that fills the memory. Names and fields are compared without case, blanks,
underscores and hyphens. A name that is not there is an error that lists what is there.

Example:
    >>> language = Language({"period": {"label": "W07"}, "Total sales": 3})
    >>> language.compile("period.label")(language.names), language.compile("total_sales * 2")(language.names)
    ('W07', 6)
    >>> language.compile("totl_sales")(language.names)
    Traceback (most recent call last):
    salessheets.xlsx.template.values.MissingValueError: there is no "totl_sales" in the data. There is: period, Total sales. Did you mean "Total sales"?
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError, TemplateAssertionError, UndefinedError
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from salessheets.core.texts import header_form
from salessheets.xlsx.template import filters
from salessheets.xlsx.template.fields import find, unknown
from salessheets.xlsx.template.values import BadValueError, MissingValueError, plain

LONGEST_EXPRESSION = 2_000
_MOST_ITEMS = 100_000
_LARGEST_POWER = 1_000
_DATE_FIELDS = frozenset({"year", "month", "day", "hour", "minute"})

Evaluate = Callable[[Mapping[str, Any]], Any]
"""A compiled expression: from names to the value."""


class Missing(StrictUndefined):
    """A name or field that is not there; any use of it tells so."""

    __slots__ = ()

    def tell(self) -> NoReturn:
        """Raise what is missing as BadValueError."""
        raise MissingValueError(self._undefined_message)


class _Environment(ImmutableSandboxedEnvironment):
    """jinja2 without calls, without attributes, with small numbers."""

    intercepted_binops = frozenset({"**", "*", "%", "+", "//"})

    def __init__(self) -> None:
        super().__init__(undefined=Missing, optimized=False, autoescape=False)
        self.globals.clear()

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - nothing is
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping):
            return self._field(obj, attribute)
        if isinstance(obj, dt.date) and attribute in _DATE_FIELDS:
            return getattr(obj, attribute)
        if isinstance(obj, Missing):
            return obj
        raise BadValueError(f'"{attribute}" is asked of a value that is no record')

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping) or (isinstance(argument, str) and not isinstance(obj, (list, tuple, str))):
            return self.getattr(obj, str(argument))
        try:
            return plain(obj[argument])
        except (LookupError, TypeError):
            return self.undefined(f"there is no item {argument!r} in the list")

    def _field(self, record: Mapping[str, Any], name: str) -> Any:
        key = find(record, name)
        if key is None:
            return self.undefined(unknown(f'field "{name}"', name, record))
        return plain(record[key])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        for side in (left, right):
            if isinstance(side, Missing):
                side.tell()
        _check_operation(operator, left, right)
        return super().call_binop(context, operator, left, right)


def _check_operation(operator: str, left: Any, right: Any) -> None:
    """Refuse what could fill the memory or make text from a pattern. Raises BadValueError."""
    if operator == "%" and isinstance(left, str):
        raise BadValueError("% formats no text here; use the filters num, money, date or percent")
    if operator == "**" and not (abs(right) <= _LARGEST_POWER and abs(left) <= _LARGEST_POWER * _LARGEST_POWER):
        raise BadValueError("the power is too large")
    for many, times in ((left, right), (right, left)):
        if operator == "*" and hasattr(many, "__len__") and not len(many) * abs(times) <= _MOST_ITEMS:
            raise BadValueError("the repetition is too long")
        if operator == "*" and isinstance(many, int) and many.bit_length() > _LARGEST_POWER * 10:
            raise BadValueError("the product is too large")


class Language:
    """The expression language over one set of data.

    Args:
        data: Names and values.
        locale: For the filters that write text, as babel names it.
        currency: ISO code for `money` without one.

    Raises:
        BadValueError: A locale that is not known.
    """

    def __init__(self, data: Mapping[str, Any], locale: str = "en", currency: str = "") -> None:
        self.names: dict[str, Any] = dict(data)
        self._environment = _Environment()
        self._environment.filters = {**filters.PLAIN, **filters.local(locale, currency)}
        keep = {
            "defined",
            "undefined",
            "none",
            "number",
            "string",
            "odd",
            "even",
            "eq",
            "ne",
            "gt",
            "ge",
            "lt",
            "le",
            "in",
        }
        self._environment.tests = {name: test for name, test in self._environment.tests.items() if name in keep}
        self._folded = {header_form(name): name for name in self.names}
        self._compiled: dict[str, Evaluate] = {}

    def compile(self, source: str) -> Evaluate:
        """Compile one expression.

        Raises:
            BadValueError: It is too long, is no expression, or names a filter that is not there. Calling the result
                raises BadValueError for a missing name and for anything the value cannot be made of.
        """
        if source not in self._compiled:
            self._compiled[source] = self._compile(source)
        return self._compiled[source]

    def _compile(self, source: str) -> Evaluate:
        if len(source) > LONGEST_EXPRESSION:
            raise BadValueError(f"an expression has at most {LONGEST_EXPRESSION} characters")
        try:
            names, expression = self._parse(source)
        except TemplateAssertionError as fault:
            raise BadValueError(self._no_filter(str(fault.message))) from None
        except (TemplateSyntaxError, RecursionError) as fault:
            raise BadValueError(
                f"{{{{ {source} }}}} is no expression ({getattr(fault, 'message', 'too deep')})"
            ) from None

        def evaluate(given: Mapping[str, Any]) -> Any:
            try:
                found = {name: self._look_up(name, given) for name in names}
                return _settled(expression(**{key: value for key, value in found.items() if value is not _NOTHING}))
            except BadValueError:
                raise
            except UndefinedError as fault:
                raise MissingValueError(self._explained(str(fault.message), given)) from None
            except (SecurityError, TypeError, ValueError, ArithmeticError, RecursionError, AttributeError) as fault:
                raise BadValueError(_reason(source, fault)) from None

        return evaluate

    def _parse(self, source: str) -> tuple[list[str], Callable[..., Any]]:
        """The names an expression uses, and its compiled form."""
        parser = Parser(self._environment, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            parser.fail(f"unexpected {parser.stream.current.value!r}")
        if any(True for _ in nodes.Tuple([tree], "load").find_all(nodes.Call)):
            parser.fail("functions cannot be called; use a filter such as | sum('amount')")
        names = sorted({node.name for node in nodes.Tuple([tree], "load").find_all(nodes.Name)})
        if "self" in names:
            parser.fail("self is no name of the data")
        return names, self._environment.compile_expression(source, undefined_to_none=False)

    def _look_up(self, name: str, given: Mapping[str, Any]) -> Any:
        """The value of a name: as given, or by its folded form; _NOTHING when there is none."""
        if name in given:
            return given[name]
        original = self._folded.get(header_form(name))
        if original is None:
            original = find(given, name)
        return given.get(original, _NOTHING) if original is not None else _NOTHING

    def _no_filter(self, message: str) -> str:
        name = message.partition("'")[2].partition("'")[0]
        known = self._environment.filters if "filter" in message else self._environment.tests
        what = "filter" if "filter" in message else "test"
        return unknown(f'{what} "{name}"', name, sorted(known))

    def _explained(self, message: str, given: Mapping[str, Any]) -> str:
        """jinja2's word for a missing name, in the words of `unknown`."""
        if message.endswith("is undefined"):
            name = message.partition("'")[2].rpartition("'")[0]
            return unknown(f'"{name}" in the data', name, given)
        return message


_NOTHING = object()


def _settled(value: Any) -> Any:
    """A plain value; a missing one tells so."""
    if isinstance(value, Missing):
        str(value)
    return plain(value)


def _reason(source: str, fault: Exception) -> str:
    """Why an expression has no value, in plain words."""
    if isinstance(fault, SecurityError):
        return f"{{{{ {source} }}}} is not allowed: {fault}"
    return f"{{{{ {source} }}}} cannot be worked out ({fault})"
