"""What a run makes, leaves and says: outputs, edited and issued papers, everything wrong at once."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from build_project import OFFICE, make_project, plan, tree, write
from docx import Document
from docx.shared import Mm

import docgen
from docgen.errors import ExitCode
from docgen.finding import Finding, Severity
from docgen.line import Report, Status
from docgen.manifest import disk
from docgen.project import built_in_templates

Build = Callable[..., Report]


def statuses(report: Report) -> list[str]:
    return [outcome.status.value for outcome in report.outcomes]


def said(report: Report) -> list[Finding]:
    """What was said, but for the marks of PDF/A and tags that the fake PDF lacks."""
    return [finding for finding in report.findings if finding.code not in ("HT030", "HT031")]


def codes(report: Report) -> list[str]:
    return [finding.code for finding in said(report)]


# What is made


def test_every_dossier_gives_a_word_file_and_a_pdf(build: Build, root: Path) -> None:
    report = build()
    assert (statuses(report), report.exit_code) == (["made"] * 3, ExitCode.OK)
    assert list(tree(root / "output")) == [f"kehoach/k{n}.{kind}" for n in (1, 2, 3) for kind in ("docx", "pdf")]
    assert report.outcomes[0].written == [root / "output/kehoach/k1.docx", root / "output/kehoach/k1.pdf"]
    assert report.outcomes[0].pages == 1


def test_the_callers_garbage_collection_stays_as_it_was_set(build: Build, root: Path) -> None:
    before = gc.get_threshold()
    build(root / "data/kehoach/k1.toml")
    assert gc.get_threshold() == before


def test_one_file_anywhere_into_a_folder(build: Build, tmp_path: Path) -> None:
    file = write(tmp_path / "nơi khác" / "k.toml", plan(office='co_quan = { tep = "cq.toml" }'))
    write(file.with_name("cq.toml"), OFFICE)
    build(file, output=tmp_path / "ra")
    assert list(tree(tmp_path / "ra")) == ["k.docx", "k.pdf"]
    assert not (file.parent / "output").exists()


@pytest.mark.parametrize("only", ["docx", "pdf"])
def test_only_one_kind(build: Build, root: Path, only: str) -> None:
    build(root / "data/kehoach/k1.toml", only=only)
    assert list(tree(root / "output")) == [f"kehoach/k1.{only}"]
    assert statuses(build(root / "data/kehoach/k1.toml", only=only)) == ["skipped"]
    assert statuses(build(root / "data/kehoach/k1.toml")) == ["made"]
    assert len(tree(root / "output")) == 2


def test_the_word_file_of_an_older_pdf_run_is_made_again(build: Build, root: Path) -> None:
    file = root / "data/kehoach/k1.toml"
    build(file)
    write(file, plan("Việc khác"))
    build(file, only="pdf")
    before = tree(root / "output")["kehoach/k1.docx"]
    assert statuses(build(file)) == ["made"]
    assert tree(root / "output")["kehoach/k1.docx"] != before


def test_a_list_makes_a_paper_for_each_row(build: Build, root: Path) -> None:
    more = 'danh_sach = [{ ten = "A" }, { ten = "B" }, { ten = "C" }]\nten_tep = "giay-{{ dong.ten }}"'
    file = write(root / "data/kehoach/k1.toml", plan("Việc của {{ dong.ten }}", more=more))
    report = build(file)
    assert (statuses(report), codes(report)) == (["made"] * 3, [])
    assert [name for name in tree(root / "output") if name.endswith("pdf")] == [
        f"kehoach/k1/giay-{letter}.pdf" for letter in "ABC"
    ]
    assert statuses(build(file)) == ["skipped"] * 3
    (root / "output/kehoach/k1/giay-B.pdf").unlink()
    assert statuses(build(file)) == ["skipped", "made", "skipped"]


def test_a_row_taken_out_of_a_list_leaves_its_paper_until_asked(build: Build, root: Path) -> None:
    more = 'danh_sach = [{{ ten = "A" }}{}]\nten_tep = "giay-{{{{ dong.ten }}}}"'
    file = write(root / "data/kehoach/k1.toml", plan(more=more.format(', { ten = "B" }')))
    build(file)
    write(file, plan(more=more.format("")))
    assert codes(build(file)) == ["HT047"]
    report = build(file, prune=True)
    assert [path.name for path in report.removed] == ["giay-B.docx", "giay-B.pdf"]
    assert list(tree(root / "output")) == ["kehoach/k1/giay-A.docx", "kehoach/k1/giay-A.pdf"]


# Everything wrong, at once


def test_all_is_told_in_one_run_and_the_others_are_made(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", 'loai = "kế hoạch"\ntrich_yeu = \n')
    write(root / "data/kehoach/k2.toml", plan().replace("giam-doc", "ai-do").replace("2026", '"năm"'))
    write(root / "data/kehoach/k4.json", '{"co_quan": {"tep": "../không-có.toml"}, "loai": "kế hoạt"}')
    report = build()
    assert statuses(report) == ["failed", "failed", "made", "failed"]
    assert report.exit_code is ExitCode.FINDINGS
    files = [finding.where.file for finding in said(report)]
    assert {"data/kehoach/k1.toml", "data/kehoach/k2.toml", "data/kehoach/k4.json"} == set(files)
    assert files.count("data/kehoach/k2.toml") > 1, "more than the first fault of a file"
    assert all(finding.where.line for finding in said(report))


def test_a_path_that_is_not_there_stops_no_other(build: Build, root: Path) -> None:
    report = build(root / "data/kehoach/k1.toml", root / "data/kehoach/k9.toml")
    assert (statuses(report), codes(report), report.exit_code) == (["made"], ["HT041"], ExitCode.FINDINGS)


def test_a_folder_without_dossiers_is_a_warning(build: Build, tmp_path: Path) -> None:
    (tmp_path / "trống").mkdir()
    assert build(tmp_path / "trống").exit_code is ExitCode.OK
    assert build(tmp_path / "trống", strict=True).exit_code is ExitCode.FINDINGS
    assert not (tmp_path / "trống" / "output").exists()


@pytest.mark.parametrize(
    ("content", "code"), [(None, "DL001"), (b"PK not a Word file", "MT003"), (b"", "MT001"), ("{{ ten_lao }}", "MT024")]
)
def test_a_template_that_cannot_be_used(build: Build, root: Path, content: bytes | str | None, code: str) -> None:
    if isinstance(content, str):
        import docx

        document = docx.Document()
        document.add_paragraph(content)
        document.save(str(root / "mau.docx"))
    elif content is not None:
        (root / "mau.docx").write_bytes(content)
    write(root / "data/kehoach/k1.toml", plan(more='mau = { tep = "../../mau.docx" }'))
    report = build()
    assert statuses(report) == ["failed", "made", "made"]
    assert (report.exit_code, code in codes(report)) == (ExitCode.TEMPLATE, True), report.findings


def test_a_template_of_the_office_counts_from_when_it_comes(build: Build, root: Path) -> None:
    build()
    assert statuses(build()) == ["skipped"] * 3
    own = root / "templates/kehoach/ke-hoach.docx"
    own.parent.mkdir(parents=True)
    own.write_bytes(b"no Word file")
    report = build()
    assert (statuses(report), report.exit_code) == (["failed"] * 3, ExitCode.TEMPLATE)
    own.unlink()
    assert statuses(build()) == ["skipped"] * 3


def test_a_template_on_a_page_that_the_decree_does_not_know_is_told_once(root: Path) -> None:
    own = root / "templates/kehoach/ke-hoach.docx"
    own.parent.mkdir(parents=True)
    document = Document(str(built_in_templates() / "kehoach/ke-hoach.docx"))
    document.save(str(own))
    assert docgen.check([root / "data"]).findings == []
    for section in document.sections:
        section.page_width, section.page_height = Mm(216), Mm(279)
    document.save(str(own))
    built = docgen.build([root / "data"], only="docx")
    (told,) = built.findings
    assert (told.code, told.where.file, told.severity) == (
        "KT001", "templates/kehoach/ke-hoach.docx", Severity.CANH_BAO,
    )  # fmt: skip
    assert (statuses(built), built.exit_code) == (["made"] * 3, ExitCode.OK)
    both = docgen.check([root / "data", own])
    assert [item.code for item in both.findings] == ["KT001"], "the file itself and the papers made of it say one thing"


@pytest.mark.skipif(sys.platform != "linux", reason="the search for LibreOffice differs")
@pytest.mark.parametrize("where", ["/không/có", ""])
def test_without_libreoffice_the_word_files_are_made(root: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", where)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("docgen.office.install._LINUX", ())
    report = docgen.build([root / "data"])
    assert report.exit_code is ExitCode.MISSING_PROGRAM
    assert codes(report) == ["HT001"]
    assert list(tree(root / "output")) == ["kehoach/k1.docx", "kehoach/k2.docx", "kehoach/k3.docx"]
    assert [path.name for path in report.outcomes[0].written] == ["k1.docx"]
    assert docgen.build([root / "data"]).exit_code is ExitCode.MISSING_PROGRAM
    assert docgen.build([root / "data"], only="docx").exit_code is ExitCode.OK


def test_pdfs_stand_when_libreoffice_goes(build: Build, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    monkeypatch.setenv("DOCGEN_SOFFICE", "/không/có")
    report = docgen.build([root / "data"])
    assert (statuses(report), report.exit_code) == (["skipped"] * 3, ExitCode.OK)


def test_a_paper_that_crashes_libreoffice_is_named_and_the_others_made(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k2.toml", plan("SẬP"))
    report = build()
    assert statuses(report) == ["made", "failed", "made"]
    assert [(item.code, item.where.file) for item in said(report)] == [("HT004", "data/kehoach/k2.toml")]
    assert report.exit_code is ExitCode.EXPORT
    assert "kehoach/k2.docx" in tree(root / "output")


def test_the_gravest_code_wins(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", "loai = ")
    write(root / "data/kehoach/k2.toml", plan("SẬP"))
    write(root / "data/kehoach/k3.toml", plan(more='mau = { tep = "../../mau.docx" }'))
    assert build().exit_code is ExitCode.EXPORT


def test_a_fault_of_docgen_is_a_finding_too(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr("docgen.line.dossier.read_paper", broken)
    assert codes(build()) == ["HT049"] * 3


def test_strict_counts_a_warning(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", plan().replace('luu = "VT"', ""))
    report = build()
    assert report.exit_code is ExitCode.OK
    assert [f.severity.label for f in said(report)] == ["cảnh báo"]
    for _ in range(2):  # the second time nothing is made and the same is said
        assert build(strict=True).exit_code is ExitCode.FINDINGS


# What cannot be written


def refusing(number: int) -> Callable[..., str]:
    def write_whole(path: Path, _data: bytes) -> str:
        raise OSError(number, os.strerror(number), str(path))

    return write_whole


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "đĩa đầy"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.EACCES, "không có quyền"),
        (errno.ENOENT, "thư mục không còn"),
    ],
)
def test_a_disk_that_takes_nothing(
    build: Build, root: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(disk, "write_whole", refusing(number))
        patched.setattr("docgen.manifest.write_whole", refusing(number))
        report = build()
    assert (statuses(report), report.exit_code) == (["failed"] * 3, ExitCode.EXPORT)
    assert set(codes(report)) == {"HT044"}
    assert all(words in finding.message for finding in said(report))
    assert tree(root / "output") == {}
    assert statuses(build()) == ["made"] * 3


def test_half_a_file_never_stands(build: Build, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build()
    before = tree(root / "output")

    def full(_fd: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    for number in (1, 2, 3):
        write(root / f"data/kehoach/k{number}.toml", plan("Khác"))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        assert build().exit_code is ExitCode.EXPORT
    assert tree(root / "output") == before
    assert statuses(build()) == ["made"] * 3


@pytest.mark.parametrize("place", ["output", "output/kehoach"])
def test_a_file_in_the_way_of_a_folder(build: Build, root: Path, place: str) -> None:
    write(root / place, "")
    report = build()
    assert (set(codes(report)), report.exit_code) == ({"HT044"}, ExitCode.EXPORT)
    assert "trùng tên với thư mục" in said(report)[0].message


def test_a_folder_in_the_way_of_a_file(build: Build, root: Path) -> None:
    (root / "output/kehoach/k1.docx").mkdir(parents=True)
    report = build()
    assert (statuses(report), codes(report)) == (["failed", "made", "made"], ["HT044"])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(build: Build, root: Path) -> None:
    (root / "output").mkdir(mode=0o500)
    report = build()
    assert (codes(report), report.exit_code) == (["HT044"], ExitCode.EXPORT)


# Edited and issued papers


def edit(file: Path) -> bytes:
    file.write_bytes(file.read_bytes() + b"edited")
    return file.read_bytes()


def test_an_edited_word_file_is_kept_and_told_each_time(build: Build, root: Path, exported: Callable[[], int]) -> None:
    build()
    edited = edit(root / "output/kehoach/k1.docx")
    exported()
    for _ in range(2):
        report = build()
        assert (statuses(report), codes(report)) == (["kept", "skipped", "skipped"], ["HT043"])
    assert exported() == 0
    write(root / "data/kehoach/k1.toml", plan("Việc khác"))
    assert (statuses(build())[0], report.exit_code) == ("kept", ExitCode.OK)
    assert (root / "output/kehoach/k1.docx").read_bytes() == edited
    assert build(strict=True).exit_code is ExitCode.FINDINGS


def test_force_overwrites_an_edited_word_file(build: Build, root: Path) -> None:
    build()
    before = tree(root / "output")
    edit(root / "output/kehoach/k1.docx")
    assert statuses(build(force=True)) == ["made"] * 3
    assert tree(root / "output") == before


def test_a_word_file_from_elsewhere_is_kept(build: Build, root: Path) -> None:
    write(root / "output/kehoach/k1.docx", "của người khác")
    report = build()
    assert (statuses(report), codes(report)) == (["kept", "made", "made"], ["HT043"])
    assert not (root / "output/kehoach/k1.pdf").exists()


@pytest.mark.parametrize(
    "damage", [b"", b"{", b'{"version": 99, "papers": {}}', b'{"version": 2, "papers": [1]}', b"\xff", b"[" * 9999]
)
def test_a_damaged_record_is_made_anew(build: Build, root: Path, damage: bytes) -> None:
    build()
    before = tree(root / "output")
    (root / "output/manifest.json").write_bytes(damage)
    report = build()
    assert set(statuses(report)) <= {"made", "skipped"}
    assert (codes(report), tree(root / "output")) == ([], before)
    assert statuses(build()) == ["skipped"] * 3


def test_a_record_of_another_version_still_knows_docgens_own_word_files(build: Build, root: Path) -> None:
    build()
    record = root / "output/manifest.json"
    record.write_bytes(record.read_bytes().replace(b'"version": 3', b'"version": 1'))
    for number in (1, 2, 3):
        write(root / f"data/kehoach/k{number}.toml", plan("Khác"))
    edit(root / "output/kehoach/k1.docx")
    report = build()
    assert (statuses(report), codes(report)) == (["kept", "made", "made"], ["HT043"])


@pytest.mark.parametrize("force", [False, True])
def test_an_issued_paper_is_not_touched(build: Build, root: Path, force: bool) -> None:
    build()
    before = tree(root / "output")
    write(root / "data/kehoach/k1.toml", plan("Sửa sau khi ban hành", more="da_ban_hanh = true"))
    for _ in range(2):
        report = build(force=force)
        assert (statuses(report)[0], codes(report), report.exit_code) == ("kept", ["HT042"], ExitCode.OK)
        write(root / "data/co-quan.toml", OFFICE.replace("Nguyễn Văn S", "Người Mới"))
    made = tree(root / "output")
    assert [name for name in made if made[name] == before[name]] == ["kehoach/k1.docx", "kehoach/k1.pdf"]


def test_an_issued_paper_asks_nothing_of_its_data(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", plan(more="da_ban_hanh = true").replace("giam-doc", "nguoi-da-nghi"))
    report = build(root / "data/kehoach/k1.toml")
    assert (statuses(report), codes(report)) == (["kept"], ["HT042"])
    assert "chưa có tệp nào" in said(report)[0].message
    assert tree(root / "output") == {}


def test_a_signed_copy_put_in_place_survives_thawing(build: Build, root: Path) -> None:
    build()
    file = root / "data/kehoach/k1.toml"
    write(file, plan("Việc 1", more="da_ban_hanh = true"))
    build()
    signed = edit(root / "output/kehoach/k1.docx")
    write(file, plan("Việc 1 sửa"))
    assert codes(build()) == ["HT043"]
    assert (root / "output/kehoach/k1.docx").read_bytes() == signed


# The same bytes; the library


def test_two_folders_two_runs_the_same_bytes(build: Build, root: Path, tmp_path: Path) -> None:
    make_project(tmp_path / "bản sao")
    build()
    build(tmp_path / "bản sao" / "data")
    assert tree(root / "output") == tree(tmp_path / "bản sao" / "output")


def test_a_moved_project_needs_nothing_made(build: Build, root: Path, exported: Callable[[], int]) -> None:
    build()
    exported()
    moved = root.rename(root.with_name("dời"))
    assert (statuses(build(moved / "data")), exported()) == (["skipped"] * 3, 0)


def test_the_library_answers_with_values(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root / "data/kehoach/k1.toml", "loai = ")
    report = docgen.check([root / "data"])
    assert isinstance(report, docgen.Report)
    assert all(isinstance(finding, Finding) for finding in said(report))
    assert docgen.Finding is Finding
    assert not (root / "output").exists()
    monkeypatch.chdir(root)
    assert [outcome.job.name for outcome in docgen.check().outcomes] == ["kehoach/k1", "kehoach/k2", "kehoach/k3"]
    assert docgen.build(only="docx").outcomes[1].status is Status.MADE


@pytest.mark.parametrize("path", [str, Path])
def test_the_library_takes_a_path_alone(root: Path, path: Callable[[Path], str | Path]) -> None:
    file = root / "data/kehoach/k2.toml"
    assert [outcome.job.name for outcome in docgen.check(path(file)).outcomes] == ["kehoach/k2"]
    assert [outcome.job.name for outcome in docgen.build(path(file), only="docx").outcomes] == ["kehoach/k2"]


@pytest.mark.parametrize("first", ["docgen.line", "docgen.line.batch", "docgen.cli", "docgen.project", "docgen"])
def test_build_is_the_function_whatever_came_first(first: str) -> None:
    import subprocess

    script = f"import {first}, docgen; print(docgen.build.__name__, docgen.check.__name__)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout == "build check\n"


def test_a_day_that_cannot_be_withholds_its_paper_and_hides_nothing(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k2.toml", plan("k2", more='ngay = 2026-02-30\ncan_cu = ["{{ khong }}"]'))
    report = build(root / "data")
    assert (codes(report), statuses(report)) == (["DL012", "DL080"], ["made", "failed", "made"])


def test_check_reads_templates_and_data(root: Path, tmp_path: Path) -> None:
    (tmp_path / "mẫu").mkdir()
    (tmp_path / "mẫu/hỏng.docx").write_bytes(b"x")
    report = docgen.check([root / "data", tmp_path / "mẫu"])
    assert (codes(report), report.exit_code) == (["MT001"], ExitCode.TEMPLATE)


def test_check_tells_what_papers_contradict_each_other_in(root: Path) -> None:
    for name in ("k1", "k2"):
        write(root / f"data/kehoach/{name}.toml", plan(name, more="so = 7\nngay = 2026-03-01"))
    report = docgen.check([root / "data"])
    assert codes(report) == ["VD010"]
    assert (report.findings[0].where.file, report.exit_code) == ("data/kehoach/k2.toml", ExitCode.FINDINGS)
