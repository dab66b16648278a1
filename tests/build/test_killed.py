"""A run killed at any instant resumes and ends with the same bytes; two runs at once do not harm each other."""

from __future__ import annotations

import errno
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from build_project import make_project, plan, tree, write
from killed import rounds

import docgen
from docgen.errors import ExitCode
from docgen.line import Listener, Report
from docgen.manifest import Entry, Manifest, alone, digest


@pytest.mark.parametrize(("count", "options"), [(3, ("--only", "docx", "--jobs", "2")), (1, ("--jobs", "2"))])
def test_a_killed_run_resumes_to_the_same_bytes(tmp_path: Path, count: int, options: tuple[str, ...]) -> None:
    assert rounds(tmp_path, count, papers=8, options=options) == []


def test_a_word_file_written_right_before_a_kill_is_docgens_own(root: Path) -> None:
    """The journal names it before it is written; the record of the paper would have come after."""
    docgen.build([root / "data"], only="docx")
    file = root / "output/kehoach/k1.docx"
    record = Manifest(root / "output")
    file.write_bytes(b"the next one")
    record.announce("kehoach/k1", digest(b"the next one"))
    assert record._journal is not None
    record._journal.close()  # killed here
    write(root / "data/kehoach/k1.toml", plan("Mới"))
    report = docgen.build([root / "data"], only="docx")
    assert [finding.code for finding in report.findings] == []
    assert report.outcomes[0].written == [file]


@pytest.mark.parametrize(
    "tail", [b'\n"kehoach/k1":{"sum":"0123456789abcdef","made_by":"x", "re', b"\n{}", b"\n[1]", b"\n\xff"]
)
def test_a_journal_torn_by_a_kill_loses_its_last_line_only(root: Path, tail: bytes) -> None:
    docgen.build([root / "data"], only="docx")
    journal = root / "output/manifest.journal"
    killed = Manifest(root / "output")
    killed.record("kehoach/k9", Entry(made_by="x"))
    assert killed._journal is not None
    killed._journal.write(tail)
    killed._journal.close()
    record = Manifest(root / "output")
    assert set(record.entries) == {"kehoach/k1", "kehoach/k2", "kehoach/k3", "kehoach/k9"}
    record.forget("kehoach/k9")
    assert set(Manifest(root / "output").entries) == {"kehoach/k1", "kehoach/k2", "kehoach/k3"}
    record.close()
    assert not journal.exists()
    assert set(Manifest(root / "output").entries) == {"kehoach/k1", "kehoach/k2", "kehoach/k3"}


def test_what_a_kill_left_half_written_goes_with_the_next_run(build: Callable[..., Report], root: Path) -> None:
    """Also where the paper itself needs no writing any more, and another paper was asked for."""
    build()
    before = set((root / "output").rglob("*"))
    record = Manifest(root / "output")
    record.announce("kehoach/k1", digest(b"the next one"))
    assert record._journal is not None
    record._journal.close()  # killed here
    strays = [root / "output/kehoach/.k1.pdf.part", root / "output/kehoach/.k1.docx.part"]
    for stray in strays:
        stray.write_bytes(b"half")
    build(root / "data/kehoach/k2.toml", dry_run=True)
    assert all(stray.exists() for stray in strays)
    build(root / "data/kehoach/k2.toml")
    assert set((root / "output").rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_no_failure_where_nothing_is_to_write(
    build: Callable[..., Report], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "read-only", str(path))

    build()
    for killed in (False, True):
        if killed:
            record = Manifest(root / "output")
            record.announce("kehoach/k1", digest(b"x"))
            assert record._journal is not None
            record._journal.close()
        with monkeypatch.context() as patched:
            patched.setattr(Path, "unlink", refuse)
            patched.setattr("docgen.manifest.record.write_whole", refuse)
            report = build()
        assert ([item.status.value for item in report.outcomes], report.exit_code) == (["skipped"] * 3, ExitCode.OK)
        assert "HT044" not in [finding.code for finding in report.findings]


class Waiting(Listener):
    """Frees the folder as soon as a run waits for it."""

    def __init__(self) -> None:
        self.folders: list[Path] = []

    def waiting(self, folder: Path) -> None:
        self.folders.append(folder)
        holder.terminate()


holder: subprocess.Popen[bytes]


def test_the_second_run_waits_and_says_so(root: Path) -> None:
    global holder
    script = "import sys, time; from pathlib import Path; from docgen.manifest import alone\n"
    script += "with alone(Path(sys.argv[1]), lambda: None): print(1, flush=True); time.sleep(99)"
    command = [sys.executable, "-c", script, str(root / "output")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        listener = Waiting()
        report = docgen.build([root / "data"], only="docx", listener=listener)
    assert listener.folders == [root / "output"]
    assert [outcome.status for outcome in report.outcomes] == ["made"] * 3


def test_two_runs_at_once_end_as_one(tmp_path: Path) -> None:
    root = make_project(tmp_path / "du-an", 8)
    command = [sys.executable, "-m", "docgen", "build", "data", "--only", "docx", "--jobs", "1"]
    pipe = subprocess.PIPE
    both = [subprocess.Popen(command, cwd=root, stdout=pipe, stderr=pipe, text=True) for _ in range(2)]
    said = sorted(process.communicate()[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert said[1].endswith("8 văn bản: 8 đã tạo\n")
    assert said[0] == "8 văn bản: 8 không đổi\n"
    assert len(tree(root / "output")) == 8


def test_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    with alone(tmp_path, lambda: pytest.fail("nobody is here")):
        pass
    began = time.monotonic()
    with alone(tmp_path, lambda: pytest.fail("nobody is here")):
        assert time.monotonic() - began < 1
