"""The terminal: characters that it cannot show, and progress while something takes its time."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

_PLAIN = str.maketrans(
    {
        "✖": "x",
        "▲": "!",
        "●": "-",
        "→": ">",
        "–": "-",
        "—": "-",
        "…": "...",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "×": "x",
        "·": ".",
    }
)


def plain(fault: UnicodeError) -> tuple[str, int]:
    """Codec error handler: a character that the encoding lacks becomes a plain one, or "?".

    Example:
        >>> codecs.register_error("salessheets", plain)
        >>> "✖ Error: “Zürich”".encode("ascii", "salessheets")
        b'x Error: "Z?rich"'
    """
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    lost = fault.object[fault.start : fault.end]
    return "".join(c if c.isascii() else "?" for c in lost.translate(_PLAIN)), fault.end


def degrade(*streams: IO[str]) -> None:
    """Make text streams replace what their encoding lacks. A stream that is no terminal or file stays as it is."""
    codecs.register_error("salessheets", plain)
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="salessheets")


@contextmanager
def progress(*, wanted: bool) -> Iterator[Callable[[str], None] | None]:
    """A line on the terminal that tells the stage at work; None where nobody would see it.

    Args:
        wanted: False for --quiet and --json.
    """
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status("") as line:
        yield lambda stage: line.update(stage.replace("_", " ") + " ...")
