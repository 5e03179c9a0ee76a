"""Replacing a workbook: at every instant the old one or the new one, and undo brings back the exact bytes."""

from __future__ import annotations

import ast
import errno
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from salessheets.errors import (
    ChangedMeanwhile,
    Damaged,
    FileInUse,
    NotAWorkbook,
    ReadOnly,
    Refused,
    SalessheetsError,
    Unsupported,
)
from salessheets.xlsx import saving
from salessheets.xlsx.keeping import disk, locks
from salessheets.xlsx.package import Package

NOON = datetime(2026, 2, 9, 12, 0, tzinfo=UTC)
posix_only = pytest.mark.skipif(os.name == "nt", reason="mode bits and links as on POSIX")


def book_bytes(text: str) -> bytes:
    with Workbook(made := BytesIO()) as book:
        book.set_properties({"created": NOON})
        book.add_worksheet("Invoices").write_row("A1", ["Number", text])
    return made.getvalue()


OLD, NEW, NEWER = book_bytes("old"), book_bytes("new"), book_bytes("newer")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Sales.xlsx"
    path.write_bytes(OLD)
    return path


def visible_names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_a_save_puts_the_new_bytes_in_place_and_a_backup_of_the_old_ones_beside_them(path):
    saved = saving.save(Package.read(path), NEW, now=NOON)
    assert path.read_bytes() == NEW
    assert saved.backup is not None
    assert saved.backup.read_bytes() == OLD
    assert visible_names(path.parent) == [
        f".salessheets/backups/Sales 20260209T120000Z {saved.old[:8]}.xlsx",
        ".salessheets/journal.jsonl",
        "Sales.xlsx",
    ]


def test_the_journal_line_holds_hashes_and_counts(path):
    saved = saving.save(Package.read(path), NEW, counts={"cells_changed": 37}, now=NOON)
    line = json.loads((path.parent / ".salessheets" / "journal.jsonl").read_text(encoding="utf-8"))
    assert line == {
        "backup": f"Sales 20260209T120000Z {saved.old[:8]}.xlsx",
        "counts": {"cells_changed": 37},
        "new": saved.new,
        "old": saved.old,
        "time": "2026-02-09T12:00:00+00:00",
        "verb": "save",
        "workbook": "Sales.xlsx",
    }


def test_saving_the_same_bytes_writes_nothing(path):
    before = path.stat().st_mtime_ns
    saved = saving.save(Package.read(path), OLD)
    assert saved.backup is None
    assert path.stat().st_mtime_ns == before
    assert visible_names(path.parent) == ["Sales.xlsx"]


def test_bytes_that_are_no_sound_workbook_are_not_saved(path):
    with pytest.raises(Damaged):
        saving.save(Package.read(path), NEW[: len(NEW) // 2])
    assert path.read_bytes() == OLD


def test_a_workbook_that_somebody_saved_after_it_was_read_is_left_alone(path):
    package = Package.read(path)
    path.write_bytes(NEWER)
    with pytest.raises(ChangedMeanwhile, match=r"Sales\.xlsx: somebody saved the workbook after it was read"):
        saving.save(package, NEW)
    assert path.read_bytes() == NEWER


def test_a_change_in_the_last_moment_before_the_rename_is_noticed(path, monkeypatch):
    package = Package.read(path)
    stage = disk.stage

    def stage_and_change(target, content):
        temp = stage(target, content)
        if target == path:
            path.write_bytes(NEWER)
        return temp

    monkeypatch.setattr(disk, "stage", stage_and_change)
    with pytest.raises(ChangedMeanwhile):
        saving.save(package, NEW)
    assert path.read_bytes() == NEWER


@pytest.mark.parametrize(
    ("mark", "content", "message"),
    [
        (
            "~$Sales.xlsx",
            bytes([7]) + b"Ann Lee".ljust(54) + bytes([7, 0]) + "Ann Lee".encode("utf-16-le").ljust(108, b" "),
            "Ann Lee has the workbook open in Excel",
        ),
        ("~$Sales.xlsx", b"", "somebody has the workbook open in Excel"),
        (".~lock.Sales.xlsx#", b",ben,desk7,09.02.2026 08:15,;", "ben on desk7 has the workbook open in LibreOffice"),
    ],
)
def test_an_open_workbook_is_left_alone_and_the_person_is_named(path, mark, content, message):
    path.with_name(mark).write_bytes(content)
    package = Package.read(path)
    with pytest.raises(FileInUse, match=message):
        saving.save(package, NEW)
    assert path.read_bytes() == OLD


@posix_only
def test_a_read_only_workbook_is_left_alone(path):
    path.chmod(0o444)
    with pytest.raises(ReadOnly, match="the file is read-only"):
        saving.save(Package.read(path), NEW)
    assert path.read_bytes() == OLD


@posix_only
def test_a_hard_linked_workbook_is_left_alone(path):
    path.with_name("Other.xlsx").hardlink_to(path)
    with pytest.raises(Unsupported, match="hard link"):
        saving.save(Package.read(path), NEW)
    assert path.read_bytes() == OLD


@posix_only
def test_of_a_symbolic_link_the_target_is_replaced_and_the_link_stays(path):
    link = path.parent / "desktop" / "Sales link.xlsx"
    link.parent.mkdir()
    link.symlink_to(path)
    saving.save(Package.read(link), NEW)
    assert link.is_symlink()
    assert path.read_bytes() == NEW


@posix_only
def test_mode_bits_stay(path):
    path.chmod(0o640)
    saving.save(Package.read(path), NEW)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_missing_workbook_is_told(tmp_path):
    with pytest.raises(NotAWorkbook, match="there is no such file"):
        saving.require_free(tmp_path / "none.xlsx")


def test_two_runs_at_once_do_not_meet(path):
    package = Package.read(path)
    with locks.held(path), pytest.raises(FileInUse, match=f"another run is at work on it .process {os.getpid()} on"):
        saving.save(package, NEW)
    assert path.read_bytes() == OLD


def test_the_lock_of_a_killed_run_blocks_nobody(path):
    script = f"import os\nfrom pathlib import Path\nfrom salessheets.xlsx.keeping import locks\nwith locks.held(Path({str(path)!r})): os._exit(9)"
    ended = subprocess.run([sys.executable, "-c", script], check=False)
    assert ended.returncode == 9
    assert locks.lock_name(path).exists()
    saving.save(Package.read(path), NEW)
    assert path.read_bytes() == NEW
    assert not locks.lock_name(path).exists()


def test_only_the_newest_backups_are_kept(path):
    for day, content in enumerate([NEW, NEWER, OLD, NEW]):
        saving.save(Package.read(path), content, keep=2, now=NOON + timedelta(days=day))
    names = sorted(p.name[:14] for p in (path.parent / ".salessheets" / "backups").iterdir())
    assert names == ["Sales 20260211", "Sales 20260212"]


def test_backups_of_a_workbook_with_a_longer_name_are_not_pruned(path):
    other = path.with_name("Sales 2026.xlsx")
    other.write_bytes(OLD)
    for day in range(3):
        saving.save(Package.read(other), [NEW, OLD, NEW][day], keep=5, now=NOON + timedelta(days=day))
    saving.save(Package.read(path), NEW, keep=1, now=NOON)
    assert len(list((path.parent / ".salessheets" / "backups").glob("Sales 2026 *"))) == 3


def test_undo_brings_back_the_exact_bytes_and_keeps_the_version_it_replaced(path):
    saving.save(Package.read(path), NEW, now=NOON)
    restored = saving.undo(path, now=NOON + timedelta(minutes=1))
    assert path.read_bytes() == OLD
    assert restored.kept.read_bytes() == NEW
    assert [entry.verb for entry in saving.history(path)] == ["save", "undo"]


def test_undo_refuses_to_lose_what_the_admin_did_since(path):
    saving.save(Package.read(path), NEW, now=NOON)
    path.write_bytes(NEWER)
    with pytest.raises(ChangedMeanwhile, match=r"was changed after the save of 2026-02-09T12:00:00\+00:00"):
        saving.undo(path)
    assert path.read_bytes() == NEWER
    restored = saving.undo(path, force=True)
    assert path.read_bytes() == OLD
    assert restored.kept.read_bytes() == NEWER


def test_undo_of_a_workbook_never_saved_says_so(path):
    with pytest.raises(Refused, match="there is nothing to undo"):
        saving.undo(path)


def test_undo_of_a_workbook_never_saved_says_so_also_beside_one_that_was(path):
    saving.save(Package.read(path), NEW, now=NOON)
    other = path.with_name("Other.xlsx")
    other.write_bytes(OLD)
    with pytest.raises(Refused, match="there is nothing to undo"):
        saving.undo(other)


def test_undo_with_a_spoilt_backup_leaves_the_workbook(path):
    saved = saving.save(Package.read(path), NEW, now=NOON)
    assert saved.backup is not None
    saved.backup.write_bytes(NEWER)
    with pytest.raises(Refused, match="was changed"):
        saving.undo(path)
    saved.backup.unlink()
    with pytest.raises(Refused, match="is no longer there"):
        saving.undo(path)
    assert path.read_bytes() == NEW


def test_a_torn_journal_line_is_passed_over(path):
    saving.save(Package.read(path), NEW, now=NOON)
    log = path.parent / ".salessheets" / "journal.jsonl"
    log.write_bytes(log.read_bytes() + b'{"time": "2026-')
    saving.save(Package.read(path), NEWER, now=NOON + timedelta(minutes=1))
    assert [(e.old[:4], e.new[:4]) for e in saving.history(path)] == [
        (Package.from_bytes(a).sha256[:4], Package.from_bytes(b).sha256[:4]) for a, b in [(OLD, NEW), (NEW, NEWER)]
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([OLD, NEW, NEWER]), max_size=6))
def test_as_many_undos_as_saves_lead_back_to_the_first_bytes(tmp_path_factory, versions):
    path = tmp_path_factory.mktemp("undo") / "Sales.xlsx"
    path.write_bytes(OLD)
    saves = [saving.save(Package.read(path), v, now=NOON + timedelta(minutes=i)) for i, v in enumerate(versions)]
    for i in range(sum(saved.backup is not None for saved in saves)):
        saving.undo(path, now=NOON + timedelta(hours=1, minutes=i))
    assert path.read_bytes() == OLD
    with pytest.raises(Refused, match="nothing to undo"):
        saving.undo(path)


class KilledError(BaseException):
    """Stands for kill -9: not caught by any handler, and after it no system call happens any more."""


class FailingOs:
    """The os module whose n-th call that touches the disk fails, once or from then on."""

    CALLS = frozenset(
        (
            *("open", "write", "read", "fsync", "close", "replace", "unlink", "mkdir", "chmod", "chown"),
            *("lseek", "listdir", "ftruncate", "stat", "fstat"),
        )
    )

    def __init__(self, at: int, fault: BaseException, *, sticky: bool) -> None:
        self.at, self.fault, self.sticky = at, fault, sticky
        self.count = 0
        self.handles: set[int] = set()

    def __getattr__(self, name):
        real = getattr(os, name)
        return self.counted(real, name) if name in self.CALLS else real

    def counted(self, real, name):
        def call(*args, **kwargs):
            self.count += 1
            if self.count == self.at or (self.sticky and self.count > self.at):
                if name == "write" and not self.sticky:
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                raise self.fault
            result = real(*args, **kwargs)
            if name == "open":
                self.handles.add(result)
            return result

        return call

    def close_leaked(self) -> None:
        for handle in self.handles:
            try:
                os.close(handle)
            except OSError:
                continue


def run_with_fault(path: Path, monkeypatch, failing: FailingOs) -> bool:
    """True when the save said that it landed."""
    package = Package.read(path)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "os", failing)
        patch.setattr(disk.time, "sleep", int)
        try:
            saving.save(package, NEW, now=NOON)
        except (SalessheetsError, KilledError):
            return False
        finally:
            failing.close_leaked()
    return True


@pytest.mark.parametrize(
    ("fault", "sticky"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), False),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EIO, "Input/output error"), False),
        (OSError(errno.EIO, "Input/output error"), True),
        (PermissionError(errno.EACCES, "Permission denied"), True),
        (KilledError(), True),
    ],
    ids=["full once", "full for good", "fault once", "fault for good", "forbidden", "killed"],
)
def test_whichever_system_call_fails_the_workbook_is_the_old_or_the_new_one(tmp_path, monkeypatch, fault, sticky):
    outcomes = []
    for at in range(1, 500):
        path = tmp_path / str(at) / "Sales.xlsx"
        path.parent.mkdir()
        path.write_bytes(OLD)
        failing = FailingOs(at, fault, sticky=sticky)
        landed = run_with_fault(path, monkeypatch, failing)
        content = path.read_bytes()
        assert content in {OLD, NEW}, f"broken at call {at}"
        assert content == NEW or not landed, f"success told at call {at} though nothing landed"
        outcomes.append(content)
        if content == OLD:
            saving.save(Package.read(path), NEW, now=NOON)
        assert path.read_bytes() == NEW
        assert saving.undo(path, now=NOON).path.read_bytes() == OLD
        assert not [name for name in visible_names(path.parent) if "salessheets-" in name], "the next run sweeps up"
        if failing.count < at:
            break
    assert failing.count < at, "the sweep did not reach the end"
    assert outcomes[0] == OLD
    assert outcomes[-1] == NEW
    assert len(outcomes) > 40


def test_the_new_version_is_forced_to_the_disk_before_it_gets_its_name_and_the_folder_after(path, monkeypatch):
    package, calls = Package.read(path), []

    class Recorder:
        def __getattr__(self, name):
            real = getattr(os, name)
            if name not in {"write", "fsync", "replace"}:
                return real
            return lambda *args: calls.append((name, str(args[-1]) if name == "replace" else "")) or real(*args)

    monkeypatch.setattr(disk, "os", Recorder())
    saving.save(package, NEW, now=NOON)
    names = [name for name, _ in calls]
    rename = calls.index(("replace", str(path)))
    assert names[rename - 3 : rename] == ["fsync", "write", "fsync"], "temp forced, then the journal line forced"
    assert names[rename + 1] == "fsync"


WRITING_CALLS = {"write_bytes", "write_text", "to_excel", "copy2", "copyfile", "touch", "mkstemp"}


def writing_calls(source: str) -> list[str]:
    """The calls in a module that write to the disk by themselves."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        rest = node.args if isinstance(node.func, ast.Attribute) else node.args[1:]
        modes = [arg.value for arg in rest if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
        if name in WRITING_CALLS or (
            name == "open" and any(set(mode) <= set("rwxab+t") and set(mode) & set("wxa+") for mode in modes)
        ):
            found.append(f"{name} in line {node.lineno}")
    return found


def test_no_module_but_disk_writes_files():
    package = Path(disk.__file__).parents[1]
    found = {
        path.relative_to(package).as_posix(): calls
        for path in sorted(package.rglob("*.py"))
        if path != Path(disk.__file__) and (calls := writing_calls(path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("call", ["path.write_bytes(b'')", "open('x', 'w')", "path.open('ab')", "df.to_excel('x')"])
def test_a_call_that_writes_is_recognised(call):
    assert len(writing_calls(call)) == 1


@pytest.mark.parametrize("call", ["path.read_bytes()", "open('x')", "zip.open('xl/a.xml')", "open('x', 'rb')"])
def test_a_call_that_reads_is_not_taken_for_writing(call):
    assert writing_calls(call) == []


def test_a_file_written_on_its_own_is_whole_or_not_there(tmp_path, monkeypatch):
    report = tmp_path / "report.xlsx"
    for at in range(1, 60):
        report.unlink(missing_ok=True)
        failing = FailingOs(at, OSError(errno.ENOSPC, "No space left on device"), sticky=True)
        with monkeypatch.context() as patch:
            patch.setattr(disk, "os", failing)
            try:
                disk.write_file(report, NEW)
            except Refused:
                assert not report.exists() or report.read_bytes() == NEW
        failing.close_leaked()
        if failing.count < at:
            break
    assert report.read_bytes() == NEW
