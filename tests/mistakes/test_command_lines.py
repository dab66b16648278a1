"""Mistakes at the command line and in the Word template that is named: the exit code, and the words that help."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from corpus import QUYET_DINH, Case, Change, cases, mistake, sound, swap, write
from docx import Document

import docgen.cli
from docgen.project import built_in_templates

Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """call("check", "qd.toml") runs the command in a sound project; gives its exit code and what it printed."""
    monkeypatch.chdir(QUYET_DINH.copied(tmp_path))

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["docgen", *arguments])
        with pytest.raises(SystemExit) as ended:
            docgen.cli.main()
        printed = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, printed.out + printed.err

    return run


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        (["chek"], 2, "check"),
        (["check", "qd.tml"], 1, "HT041"),
        (["check", "nhiem-vu.csv"], 1, "HT046"),
        (["check", "--format", "xml", "qd.toml"], 2, "json"),
        (["check", "--formt", "json", "qd.toml"], 2, "--format"),
        (["build", "--only", "word", "qd.toml"], 2, "docx"),
        (["build", "--jobs", "nhiều", "qd.toml"], 2, "--jobs"),
        (["new"], 2, "quyết định"),
        (["new", "thông báo", "x.toml"], 2, "kế hoạch"),
        (["new", "kế hoạch", "x.docx"], 2, ".toml"),
        (["new", "kế hoạch", "x.toml", "--from", "qd.toml"], 2, "quyết định"),
        (["new", "kế hoạch", "qd.toml"], 2, "qd.toml"),
        (["new", "quyết định", "x.toml", "--from", "khong-co.toml"], 2, "khong-co.toml"),
        (["rule", "DL999"], 2, "DL999"),
        (["schema", "công điện"], 2, "báo cáo"),
        (["fields", "khong-co.docx"], 2, "khong-co.docx"),
        (["template", "tờ trình"], 2, "báo cáo"),
        (["words", "mười mươi"], 2, "mười mươi"),
        (["words", "1.5"], 2, "1.5"),
        (["mend", "khong-co.txt"], 2, "khong-co.txt"),
        (["why", "output/khong-co.pdf"], 2, "khong-co"),
        (["bind", "tap.pdf"], 2, "VĂN_BẢN"),
        (["bind", "tap.docx", "qd.toml"], 2, ".pdf"),
        (["bind", "tap.pdf", "qd.toml"], 1, "HT062"),
        (["bind", "tap.pdf", "nhiem-vu.csv"], 1, "HT060"),
        (["bind", "tap.pdf", "qd"], 1, "HT041"),
        (["bind", "qd.toml", "qd.toml"], 2, ".pdf"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_slip_at_the_command_line(call: Call, line: list[str], code: int, says: str) -> None:
    ended, printed = call(*line)
    assert ended == code, printed
    assert says in printed, printed
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["check", "qd.toml"], "Không có gì phải sửa."),
        (["check"], "Không có gì phải sửa."),
        (["check", "./qd.toml"], "Không có gì phải sửa."),
        (["build", "--only", "docx", "qd.toml"], "output/qd.docx"),
        (["build", "--dry-run", "qd.toml"], "qd"),
        (["new", "ke-hoach", "x.toml"], "x.toml"),
        (["new", "KẾ HOẠCH", "x.toml"], "x.toml"),
        (["new", "kế", "hoạch", "x.toml"], "x.toml"),
        (["new", "quyết định", "x.toml", "--from", "qd.toml"], "x.toml"),
        (["rule", "DL041"], "DL041"),
        (["rule", "dl041"], "DL041"),
        (["rule", "kt"], "KT001"),
        (["schema", "báo cáo"], "$schema"),
        (["fields", "quyết định"], "trich_yeu"),
        (["template", "báo cáo", "mau.docx"], "mau.docx"),
        (["words", "1.250.000"], "Một triệu hai trăm năm mươi nghìn"),
        (["words", "hai mươi mốt"], "21"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_sound_command_line(call: Call, line: list[str], says: str) -> None:
    ended, printed = call(*line)
    assert ended == 0, printed
    assert says in printed, printed


NAMED = swap('luu = "VT, VP"\n', 'luu = "VT, VP"\nmau = { tep = "mau.docx" }\n')


def template(edit: Callable[..., None] = lambda document: None) -> Change:
    """Name a copy of the shipped template, edited."""

    def change(root: Path, paper: str) -> None:
        NAMED(root, paper)
        copy = shutil.copy(built_in_templates() / "kehoach/quyet-dinh.docx", root / "mau.docx")
        document = Document(str(copy))
        edit(document)
        document.save(str(copy))

    return change


def typed(old: str, new: str) -> Callable[..., None]:
    """Type otherwise in the first paragraph that holds `old`."""

    def edit(document: object) -> None:
        body = document.iter_inner_content()  # type: ignore[attr-defined]
        paragraph = next(item for item in body if old in getattr(item, "text", ""))
        text = paragraph.text.replace(old, new)
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = text

    return edit


@cases(
    QUYET_DINH,
    mistake("a template that is not there", NAMED, told="DL001", at="qd.toml:16:15"),
    mistake("a template of the old Word", swap('luu = "VT, VP"\n', 'luu = "VT, VP"\nmau = { tep = "mau.doc" }\n'), write("mau.doc", b"\xd0\xcf\x11\xe0" + bytes(600)), told="MT001", at="mau.doc"),
    mistake("a text file as a template", NAMED, write("mau.docx", "Mẫu"), told="MT001", at="mau.docx"),
    mistake("a template that is empty", NAMED, write("mau.docx", ""), told="MT001", at="mau.docx"),
    sound("a copy of the shipped template", template()),
    sound("a copy with a further sentence", template(typed("QUYẾT ĐỊNH:", "QUYẾT ĐỊNH: ")), printed=["Điều 2. Quyết định này có hiệu lực kể từ ngày ký."]),
)  # fmt: skip
def test_templates_named(case: Case, tmp_path: Path) -> None:
    case.holds(tmp_path)
