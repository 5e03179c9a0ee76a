"""The use cases of report templates: copy a shipped one, look one over, tell its data, fill one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from salessheets.app.outputs import write_output
from salessheets.app.reporting import template_file
from salessheets.core.texts import nearest
from salessheets.errors import Refused, UsageError
from salessheets.reports import REPORTS
from salessheets.xlsx.keeping import disk
from salessheets.xlsx.template import fill_template
from salessheets.xlsx.template.check import LookedOver, look_over
from salessheets.xlsx.template.data_file import read_data
from salessheets.xlsx.template.described import FieldLine, described


def new_template(name: str, out: Path | None = None) -> Path:
    """Copy a shipped report template, to be restyled.

    Args:
        name: Which report.
        out: Where; None for `NAME.xlsx` in the present folder.

    Raises:
        UsageError: There is no such report, or a file of that name.
        Refused: The file cannot be written.
    """
    require_report(name)
    path = out if out is not None else Path(f"{name}.xlsx")
    if path.exists():
        raise UsageError(str(path), "there is a file of that name", "Choose another name, or move the file away.")
    if path.suffix.lower() != ".xlsx":
        raise UsageError(str(path), "a template is an .xlsx file", f"Call it {path.with_suffix('.xlsx').name}.")
    disk.write_file(path, template_file(f"reports/{name}.xlsx").read_bytes())
    return path


def require_report(name: str) -> None:
    """Raise UsageError, listing what there is, for a report that there is not."""
    if name not in REPORTS:
        guess = nearest(name, list(REPORTS))
        there = f"There is: {', '.join(REPORTS)}."
        raise UsageError(name, "there is no such report template", f"Did you mean {guess}? {there}" if guess else there)


def check(template: Path, data: Path | None = None, report: str | None = None) -> LookedOver:
    """Look a template over; nothing is written.

    Args:
        template: The file.
        data: A JSON file to try it with.
        report: A report whose data, made from a sample year, to try it with. With neither, only what can be seen from
            the template alone is told.

    Raises:
        UsageError: Both are given, or there is no such report.
        Refused: A file cannot be read.
    """
    if data is not None and report is not None:
        raise UsageError("--data and --report", "both say what the template is filled with", "Leave one of them out.")
    return look_over(template, _data(data, report))


def _data(data: Path | None, report: str | None) -> Mapping[str, Any] | None:
    if data is not None:
        return data_of(data)
    return sample_data(report) if report is not None else None


def fill(template: Path, data: Path, out: Path, *, force: bool = False) -> bool:
    """Fill any template with the data of a JSON file. True when bytes were written, False when they stood there already.

    Args:
        template: The template; only read.
        data: The JSON file.
        out: The workbook to make.
        force: Also over a file that is not as the program wrote it; that one is kept as a backup.

    Raises:
        UsageError: The result would take the place of the template.
        TemplateFaults: It cannot be filled; every fault is told. Nothing was written.
        Refused: A file cannot be read, or the one at `out` was edited by hand. Nothing was written.
        FileInUse: The file at `out` is open elsewhere.
    """
    if out.exists() and template.exists() and out.samefile(template):
        raise UsageError(str(out), "this is the template itself", "Name another file for the result.")
    return write_output(out, fill_template(template, data_of(data)), force=force)


def fields(source: str) -> tuple[FieldLine, ...]:
    """What data there is for a template: of a report by its name, or of a JSON file.

    Raises:
        UsageError: There is no such report.
        Refused: The JSON file cannot be read.
    """
    if source.lower().endswith(".json"):
        return described(data_of(Path(source)))
    return described(sample_data(source))


def data_of(path: Path) -> dict[str, Any]:
    """The data of a JSON file. Raises Refused."""
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise Refused(str(path), f"the file cannot be read ({fault.strerror})", "Check its name and folder.") from None
    return read_data(content, path.name)


def sample_data(report: str) -> Mapping[str, Any]:
    """What a report is filled with, over the year of the made-up company. Raises UsageError for an unknown report."""
    from salessheets.app.opening import open_package
    from salessheets.app.running import run
    from salessheets.newbooks import plan_of, sample_rows
    from salessheets.samples import AS_OF
    from salessheets.xlsx.newbook import book_bytes
    from salessheets.xlsx.package import Package

    require_report(report)
    name = "Sample.xlsx"
    package = Package.from_bytes(book_bytes(plan_of("full", sample_rows("full"), {}, name)), name)
    return REPORTS[report].data(run(open_package(package, None, AS_OF).book).book, "Sample")
