"""A kind of paper that an office declares beside its own template: built, and built again when its declaration changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from build_project import make_project, plan, write
from docx import Document
from own_kind import DECLARATION, make_letters

import docgen
from docgen import pdf
from docgen.files import built_in_templates
from docgen.line import Report
from docgen.line.inspect import reasons_for
from docgen.office import Office

Build = Callable[..., Report]
DECLARED = "templates/congvan/cong-van.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with two công văn."""
    return make_letters(tmp_path / "du-an", 2)


def whys(root: Path) -> dict[str, list[str]]:
    return {name: reasons for name, reasons in reasons_for(root / "data") if reasons}


def said(report: Report) -> list[str]:
    """What was said of data and templates; a LibreOffice that is none has its own findings."""
    return [f"{item.where.file}:{item.where.line} {item.code}" for item in report.findings if item.code[:2] != "HT"]


# Printed by the real LibreOffice


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of one công văn, made by a process of its own."""
    root = make_letters(tmp_path_factory.mktemp("du-an"))
    command = [sys.executable, "-m", "docgen", "build", "data"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "đủ" in done.stdout
    return root / "output/congvan"


def test_a_letter_is_printed_as_the_decree_has_it(printed: Path) -> None:
    lines = [line.text for page in pdf.read((printed / "cv1.pdf").read_bytes()).pages for line in page.lines]
    text = "\n".join(lines)
    assert "Số: 45/SNV-VP" in text
    assert "V/v rà soát" in text
    assert "Kính gửi: Sở Khoa học và Công nghệ" in text
    assert "- Như trên;" in text
    assert "CÔNG VĂN" not in text.upper().replace("CÔNG VĂN SỐ", "")
    assert "(Kèm theo Công văn số 45/SNV-VP ngày 05 tháng 3 năm 2026" in " ".join(lines)


def test_the_paper_has_a_bookmark_though_it_has_no_title(printed: Path) -> None:
    with pikepdf.open(printed / "cv1.pdf") as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Công văn 45/SNV-VP", "Phụ lục. Danh mục hồ sơ"]
        assert [item.title for item in outline.root[0].children] == ["I. RÀ SOÁT", "II. BÁO CÁO"]
        assert [item.title for item in outline.root[1].children] == ["I. HỒ SƠ NĂM 2025"]
        assert document.docinfo["/Title"] == "Công văn V/v rà soát danh mục hồ sơ, tài liệu"


def test_two_processes_make_the_same_bytes(printed: Path, tmp_path: Path) -> None:
    root = make_letters(tmp_path / "xa")
    assert docgen.build([root / "data"]).exit_code == 0
    assert {file.name: file.read_bytes() for file in (root / "output/congvan").iterdir()} == {
        file.name: file.read_bytes() for file in printed.iterdir()
    }


# Built again


def test_a_changed_declaration_is_a_reason(build: Build, root: Path) -> None:
    assert said(build()) == []
    assert whys(root) == {}
    write(root / DECLARED, DECLARATION.replace("{co_quan}-{don_vi}", "{co_quan}/{don_vi}"))
    assert whys(root) == {f"congvan/cv{number}": [f"{DECLARED} đã thay đổi"] for number in (1, 2)}
    assert [len(outcome.written) for outcome in build().outcomes] == [2, 2]
    assert "Số: 45/SNV/VP" in text_of(root / "output/congvan/cv1.docx")


def test_only_papers_of_the_kind_are_made_again(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", plan())
    build()
    write(root / DECLARED, DECLARATION + "# một lời chú\n")
    assert set(whys(root)) == {"congvan/cv1", "congvan/cv2"}


def test_a_kind_of_the_same_name_takes_the_place_of_a_built_in_one(fake_office: Office, tmp_path: Path) -> None:
    root = make_project(tmp_path / "du-an", 1)

    def build() -> Report:
        return docgen.build([root / "data"], office=fake_office)

    assert said(build()) == []
    own = (built_in_templates() / "kehoach/ke-hoach.toml").read_text("utf-8").replace("{viet_tat}-{", "{viet_tat}/{")
    write(root / "templates/rieng/ke-hoach.toml", own)
    assert whys(root) == {"kehoach/k1": ["templates/*/ke-hoach.toml mới có"]}
    assert said(build()) == []
    assert "Số:        /KH/SKHCN" in text_of(root / "output/kehoach/k1.docx").replace("\xa0", " ")
    (root / "templates/rieng/ke-hoach.toml").unlink()
    assert whys(root)["kehoach/k1"]
    assert said(build()) == []
    assert "KH-SKHCN" in text_of(root / "output/kehoach/k1.docx")


def test_two_declarations_of_one_kind_are_one_finding(build: Build, root: Path) -> None:
    shutil.copytree(root / "templates/congvan", root / "templates/moi")
    report = build()
    assert said(report) == ["templates/moi/cong-van.toml:1 DL171"]
    assert {outcome.status.value for outcome in report.outcomes} == {"failed"}


def test_a_faulty_declaration_withholds_its_own_papers_and_no_others(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", plan())
    write(root / DECLARED, DECLARATION.replace("can_co", "can_coo"))
    report = build()
    assert said(report) == [f"{DECLARED}:5 DL040"]
    assert {outcome.job.name: outcome.status.value for outcome in report.outcomes} == {
        "congvan/cv1": "failed", "congvan/cv2": "failed", "kehoach/k1": "made",
    }  # fmt: skip
    assert said(docgen.check([root])) == [f"{DECLARED}:5 DL040"]


# Nothing leaks


def test_projects_know_nothing_of_each_other(tmp_path: Path, fake_office: Office) -> None:
    letters, others = make_letters(tmp_path / "mot"), make_letters(tmp_path / "hai")
    shutil.rmtree(others / "templates")
    report = docgen.build([letters / "data", others / "data"], office=fake_office)
    assert said(report) == ["data/congvan/cv1.toml:2 DL049"]
    assert [outcome.status.value for outcome in report.outcomes] == ["made", "failed"]


def test_many_processes_know_it_too(tmp_path: Path) -> None:
    root = make_letters(tmp_path / "du-an", 6)
    report = docgen.build([root / "data"], only="docx", workers=2)
    assert said(report) == []
    assert len(list((root / "output").rglob("*.docx"))) == 6


def test_a_declaration_outside_the_root_is_not_read(root: Path, tmp_path: Path, build: Build) -> None:
    outside = tmp_path / "ngoai"
    shutil.move(root / "templates/congvan", outside)
    (root / "templates/congvan").symlink_to(outside)
    report = build()
    assert {item.code for item in report.findings} == {"DL002"}
    assert {outcome.status.value for outcome in report.outcomes} == {"failed"}


def text_of(file: Path) -> str:
    document = Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])
