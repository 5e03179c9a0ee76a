"""Report workbooks from templates: which, with what data, where to."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from salessheets.app.outputs import write_output
from salessheets.core.book import Book
from salessheets.core.findings import Finding, Severity
from salessheets.errors import Refused, SalessheetsError
from salessheets.reports import REPORTS
from salessheets.xlsx.template import fill_template

_log = logging.getLogger("salessheets")


@dataclass(frozen=True)
class Made:
    """What became of the reports.

    Attributes:
        files: Report workbooks written, or already there with the same bytes.
        withheld: Why some were not made, a line for each; "" when all were.
        failed: True when one should have been made but could not.
    """

    files: tuple[Path, ...]
    withheld: str = ""
    failed: bool = False


def template_file(name: str) -> Path:
    """A shipped template under templates/, in an installed package or a checkout.

    Raises:
        Refused: There is none of that name.
    """
    packaged = Path(str(files("salessheets"))) / "templates" / name
    checkout = Path(__file__).parents[2] / "templates" / name
    for path in (packaged, checkout):
        if path.is_file():
            return path
    raise Refused(name, "there is no such template", "Reinstall salessheets.")


def reports_of(
    book: Book,
    workbook: Path,
    out: str | Path | None,
    findings: Iterable[Finding],
    *,
    write: bool,
    force: bool = False,
) -> Made:
    """Fill every report template that the book's data feeds.

    A figure that does not tie stops the reports: better none than a wrong one. A report that was edited by hand is left
    as it is, unless `force` says otherwise; the others are made all the same.
    """
    untied = [
        finding for finding in findings if finding.severity is Severity.ERROR and finding.rule.endswith("not-tie")
    ]
    if untied:
        return Made((), f"{untied[0].wrong} No report was made.")
    folder = output_folder(book, workbook, out)
    fed = [name for name, report in REPORTS.items() if report.fed_by(book)]
    each = [_made(book, workbook, folder, name, write=write, force=force) for name in fed]
    return Made(
        tuple(path for made in each for path in made.files),
        "\n".join(made.withheld for made in each if made.withheld),
        failed=any(made.failed for made in each),
    )


def output_folder(book: Book, workbook: Path, out: str | Path | None) -> Path:
    """Where reports go: the argument as it is, else the setting, relative to the workbook."""
    return Path(out) if out is not None else workbook.parent / book.settings.output_folder


def report_file(book: Book, workbook: Path, folder: Path, name: str) -> Path:
    """Where a report goes: "<workbook> - <title> <as-of day>.xlsx", so that the reports of each day are kept."""
    return folder / f"{workbook.stem} - {REPORTS[name].title} {book.as_of:%Y-%m-%d}.xlsx"


def _made(book: Book, workbook: Path, folder: Path, name: str, *, write: bool, force: bool) -> Made:
    """One report; what stops it is told by its title and stops no other."""
    path, title = report_file(book, workbook, folder, name), REPORTS[name].title
    try:
        if write:
            data: Mapping[str, object] = REPORTS[name].data(book, workbook.stem)
            write_output(path, fill_template(_template(workbook, name), data), force=force)
    except SalessheetsError as fault:
        return Made((), f"The report “{title}” was not made. {fault}", failed=True)
    except Exception as fault:  # noqa: BLE001 - the workbook is refreshed and stays so, whatever a report meets
        _log.exception("report %s failed", name)
        wrong = f"The report “{title}” was not made: a fault of the program ({type(fault).__name__}), please report it."
        return Made((), wrong, failed=True)
    return Made((path,))


def _template(workbook: Path, name: str) -> Path:
    """The office's own template when there is one beside the workbook, else the shipped one."""
    own = workbook.parent / "templates" / "reports" / f"{name}.xlsx"
    return own if own.is_file() else template_file(f"reports/{name}.xlsx")
