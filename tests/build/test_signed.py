"""A PDF that docgen did not make, or that somebody signed, is kept as an edited Word file is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from build_project import plan, tree, write

from docgen.errors import ExitCode
from docgen.line import Report
from docgen.line.inspect import reasons_for
from docgen.manifest import Manifest, digest

Build = Callable[..., Report]


def statuses(report: Report) -> list[str]:
    return [outcome.status.value for outcome in report.outcomes]


def told(report: Report) -> list[tuple[str, str]]:
    found = [item for item in report.findings if item.code not in ("HT030", "HT031")]
    return [(item.code, Path(item.where.file).name) for item in found]


def sign(file: Path) -> bytes:
    file.write_bytes(file.read_bytes() + b"signed")
    return file.read_bytes()


def test_a_signed_pdf_is_kept_and_told_each_time(build: Build, root: Path, exported: Callable[[], int]) -> None:
    build()
    file = root / "output/kehoach/k2.pdf"
    signed = sign(file)
    exported()
    for _ in range(2):
        report = build()
        assert (statuses(report), told(report)) == (["skipped", "kept", "skipped"], [("HT043", "k2.pdf")])
        assert "ký sau khi docgen tạo ra" in next(item.message for item in report.findings if item.code == "HT043")
    assert (exported(), dict(reasons_for(file)), report.exit_code) == (0, {"kehoach/k2": []}, ExitCode.OK)
    word = (root / "output/kehoach/k2.docx").read_bytes()
    write(root / "data/kehoach/k2.toml", plan("Khác"))
    assert told(build()) == [("HT043", "k2.pdf")]
    assert (file.read_bytes(), (root / "output/kehoach/k2.docx").read_bytes()) == (signed, word)
    assert statuses(build(force=True)) == ["made"] * 3
    assert file.read_bytes() != signed


def test_a_pdf_from_elsewhere_is_kept_with_no_word_file_beside(build: Build, root: Path) -> None:
    write(root / "output/kehoach/k1.pdf", "bản quét")
    report = build()
    assert (statuses(report), told(report)) == (["kept", "made", "made"], [("HT043", "k1.pdf")])
    assert "không do docgen tạo ra" in next(item.message for item in report.findings if item.code == "HT043")
    assert not (root / "output/kehoach/k1.docx").exists()
    assert statuses(build(only="docx"))[0] == "made"


def test_an_older_pdf_is_docgens_own_whatever_was_made_between(build: Build, root: Path) -> None:
    """Only the Word file followed the data for a while."""
    file = root / "data/kehoach/k1.toml"
    build(file)
    before = tree(root / "output")
    write(file, plan("Khác"))
    build(file, only="docx")
    assert dict(reasons_for(file)) == {"kehoach/k1": ["k1.pdf còn theo dữ liệu cũ"]}
    report = build(file)
    assert (statuses(report), told(report)) == (["made"], [])
    assert tree(root / "output")["kehoach/k1.pdf"] != before["kehoach/k1.pdf"]


def test_a_pdf_written_right_before_a_kill_is_docgens_own(build: Build, root: Path) -> None:
    build()
    before = tree(root / "output")
    file = root / "output/kehoach/k1.pdf"
    file.write_bytes(b"the next one")
    record = Manifest(root / "output")
    record.announce("kehoach/k1", digest(b"the next one"))
    assert record._journal is not None
    record._journal.close()  # killed here
    assert told(build(root / "data/kehoach/k2.toml")) == []  # a run over another paper puts the record in order
    assert dict(reasons_for(file)) == {"kehoach/k1": ["k1.pdf là bản của lần chạy bị ngắt"]}
    report = build()
    assert (statuses(report), told(report)) == (["made", "skipped", "skipped"], [])
    assert tree(root / "output") == before
