"""Report templates from the command line, with data that has nothing to do with a sales book."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from xlsxwriter import Workbook

from salessheets.cli import main
from salessheets.xlsx.keeping.origin import is_ours

WEEK = {
    "week": 7,
    "day": {"$date": "2026-02-09"},
    "sales": [{"rep": "Ana", "amount": {"$decimal": "12.30"}}, {"rep": "Bo", "amount": 3}],
}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["template", *map(str, arguments)])


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "weekly.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("Report")
        sheet.write("A1", "Week {{ week }}")
        sheet.write("B1", "{{ day }}", book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.add_table("A3:B4", {"name": "sales", "columns": [{"header": "Rep"}, {"header": "Amount"}]})
        sheet.write_formula("B6", "=SUM(B4:B4)")
    return path


def saved(folder: Path, data: object) -> Path:
    path = folder / "week.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return path


def test_fill_makes_a_workbook_of_any_data(template, tmp_path):
    out = tmp_path / "out.xlsx"
    result = run("fill", template, saved(tmp_path, WEEK), out)
    sheet = openpyxl.load_workbook(out)["Report"]
    assert (result.exit_code, result.output) == (0, f"{out}: filled.\n")
    assert [[cell.value for cell in row] for row in sheet["A4:B5"]] == [["Ana", 12.3], ["Bo", 3]]
    assert (sheet["A1"].value, f"{sheet['B1'].value:%Y-%m-%d}", sheet["B7"].value) == (
        "Week 7",
        "2026-02-09",
        "=SUM(B4:B5)",
    )


def test_filling_twice_writes_once(template, tmp_path):
    out, data = tmp_path / "out.xlsx", saved(tmp_path, WEEK)
    run("fill", template, data, out)
    before = out.stat().st_mtime_ns
    assert run("fill", template, data, out).output == f"{out}: up to date; not a byte was written.\n"
    assert out.stat().st_mtime_ns == before


def test_newer_data_replaces_what_the_program_wrote(template, tmp_path):
    out = tmp_path / "out.xlsx"
    run("fill", template, saved(tmp_path, WEEK), out)
    assert run("fill", template, saved(tmp_path, WEEK | {"week": 8}), out).exit_code == 0
    assert openpyxl.load_workbook(out)["Report"]["A1"].value == "Week 8"


def test_a_result_that_was_edited_by_hand_is_left_alone_unless_forced_and_then_kept(template, tmp_path):
    out, data = tmp_path / "out.xlsx", saved(tmp_path, WEEK)
    run("fill", template, data, out)
    book = openpyxl.load_workbook(out)
    book["Report"]["D1"] = "my remark"
    book.save(out)
    edited = out.read_bytes()
    refused = run("fill", template, data, out)
    assert (refused.exit_code, out.read_bytes()) == (3, edited)
    assert "was edited by hand" in refused.output
    assert run("fill", template, data, out, "--force").exit_code == 0
    assert is_ours(out.read_bytes())
    assert [path.read_bytes() for path in (tmp_path / ".salessheets" / "backups").iterdir()] == [edited]


def test_the_template_is_never_overwritten_by_its_result(template, tmp_path):
    before = template.read_bytes()
    assert run("fill", template, saved(tmp_path, WEEK), template, "--force").exit_code == 2
    assert template.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ('{"week": NaN}', "week.json › the file: NaN is no value of JSON. Write null for what is not known."),
        ('{"week": 1e999}', "week.json › week: the number is too large."),
        ('{"week": 7,}', "week.json, line 1, column 12: this is no JSON"),
        ("[1]", 'week.json: the data is not an object. Write {"name": value, "sales": [{"rep": "Ana"}]}.'),
        ('{"s": [{"d": 1}, {"d": {"$date": "2026-02-30"}}]}', 'week.json › s[2].d: "2026-02-30" is no date.'),
        ('{"x": {"$decimal": 1.5}}', 'week.json › x: 1.5 is no decimal. Write it as a text such as "12.30".'),
        ('{"x": {"$when": 1}}', 'week.json › x: "$when" is not known.'),
        ('{"a": 1, "A": 2}', 'week.json › "A": the name stands twice in one object (also as "a").'),
    ],
)
def test_data_that_is_none_is_refused_with_its_place_and_nothing_is_written(template, tmp_path, data, told):
    out = tmp_path / "out.xlsx"
    result = run("fill", template, saved(tmp_path, data), out)
    assert (result.exit_code, out.exists()) == (3, False)
    assert told in result.output


def test_every_fault_of_a_template_is_told_at_once_and_nothing_is_written(template, tmp_path):
    out = tmp_path / "out.xlsx"
    faulty = {"weak": 7, "day": None, "sales": [{"rep": "Ana", "amont": 1}]}
    result = run("fill", template, saved(tmp_path, faulty), out)
    assert (result.exit_code, out.exists()) == (3, False)
    assert 'Report!A1: there is no "week" in the data' in result.output
    assert 'Report!B3: there is no field "Amount"' in result.output
    assert 'Did you mean "amont"?' in result.output


def test_check_tells_faults_as_json_and_ends_with_3(template, tmp_path):
    result = run(
        "check", template, "--data", saved(tmp_path, {"day": None, "week": 7, "sales": [{"rep": "Ana"}]}), "--json"
    )
    told = json.loads(result.output)
    assert result.exit_code == 3
    assert list(told) == ["schema", "template", "faults", "warnings"]
    assert [line.partition(": ")[0] for line in told["faults"]] == ["weekly.xlsx › Report!B3"]


def test_check_of_a_sound_template_finds_nothing_to_mend(template, tmp_path):
    result = run("check", template, "--data", saved(tmp_path, WEEK))
    assert (result.exit_code, result.output) == (0, "weekly.xlsx: nothing to mend.\n")


def test_check_takes_one_kind_of_data(template, tmp_path):
    result = run("check", template, "--data", saved(tmp_path, WEEK), "--report", "sales_vs_target")
    assert result.exit_code == 2


def test_fields_of_a_json_file_are_listed_with_their_kinds(tmp_path):
    result = run("fields", saved(tmp_path, WEEK))
    assert result.output.splitlines() == [
        "Single values",
        "    week    number",
        "    day     date",
        "",
        "Dataset sales",
        "    rep     text",
        "    amount  decimal or number",
    ]


def test_a_shipped_template_is_copied_and_fills_with_its_report(tmp_path):
    out = tmp_path / "own.xlsx"
    assert run("new", "sales_vs_target", out).exit_code == 0
    again = run("new", "sales_vs_target", out)
    assert (again.exit_code, "there is a file of that name" in again.output) == (2, True)
    checked = run("check", out, "--report", "sales_vs_target")
    assert (checked.exit_code, "✖" in checked.output) == (0, False)


def test_an_unknown_report_is_told_with_those_there_are(tmp_path):
    result = run("new", "sales_vs_targets", tmp_path / "own.xlsx")
    assert result.exit_code == 2
    assert "Did you mean sales_vs_target? There is: sales_vs_target" in result.output
    assert not (tmp_path / "own.xlsx").exists()


def test_decimals_reach_a_template_as_decimals(tmp_path):
    from salessheets.app.templating import data_of

    assert data_of(saved(tmp_path, WEEK))["sales"][0]["amount"] == Decimal("12.30")


def test_the_page_on_own_reports_shows_data_that_fills(tmp_path):
    page = (Path(__file__).parents[1] / "docs" / "howto" / "own_report.md").read_text(encoding="utf-8")
    data = saved(tmp_path, page.partition("```json\n")[2].partition("```")[0])
    assert run("fields", data).output.splitlines()[0] == "Single values"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    out = tmp_path / "reports" / "weekly.xlsx"
    result = run("new", "receivables", out)
    told = f"{out}: its folder is not there. Make the folder {out.parent}, or choose another place.\n"
    assert (result.exit_code, result.output) == (3, told)
