"""Word files that are no templates, and templates that are locked: told once, and no lock is passed on."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from build_project import plan, write
from cli_said import Said
from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm
from word_file import as_decreed

from docgen.project import built_in_templates

Call = Callable[..., Said]
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LOCK = '<w:documentProtection xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:edit="readOnly" w:enforcement="1"/>'


def paper() -> DocxDocument:
    """A Word file without tags on a page as the decree asks for."""
    document = as_decreed(Document())
    document.add_paragraph("Kính gửi: Lãnh đạo Sở")
    return document


@pytest.mark.parametrize("sections", [1, 2])
def test_a_word_file_without_tags_is_no_template(call: Call, root: Path, sections: int) -> None:
    document = paper()
    for _ in range(sections - 1):
        document.add_section(WD_SECTION.NEW_PAGE)
        document.add_paragraph("Phụ lục")
    document.save(str(root / "thuong.docx"))
    said = call("check", "thuong.docx")
    assert (said.code, said.out.splitlines()) == (0, [
        "thuong.docx: cảnh báo HT055: tệp này không có thẻ nào, không phải là mẫu; docgen mới soát khổ giấy, lề, phông "
        "chữ, màu chữ và nhận xét của văn bản Word → Muốn có mẫu: docgen template TỆP đề xuất thẻ cho chính tệp này; hoặc docgen template LOẠI chép mẫu có "
        "sẵn ra.",
        "1 cảnh báo",
    ])  # fmt: skip


def test_a_paper_with_a_linked_picture_is_read_all_the_same(call: Call, root: Path) -> None:
    document = paper()
    document.part.relate_to("file:///D:/anh.png", f"{RELATIONSHIPS}/image", is_external=True)
    document.save(str(root / "thuong.docx"))
    said = call("check", "thuong.docx")
    assert [line.split(":")[1][:16].strip() for line in said.out.splitlines()[:2]] == [
        "cảnh báo HT055",
        "ghi chú HT057",
    ]
    assert "không làm mẫu được: tệp lấy nội dung từ bên ngoài (image): file:///D:/anh.png" in said.out
    assert said.code == 0


def test_a_page_that_the_decree_does_not_know_is_told(call: Call, root: Path) -> None:
    document = paper()
    document.sections[0].page_width, document.sections[0].left_margin = Mm(216), Mm(20)
    document.save(str(root / "thuong.docx"))
    said = call("check", "thuong.docx")
    assert "thuong.docx (mục 1): lỗi KT001: khổ giấy của mục (section) 1 là 216 × 297 mm" in said.out
    assert "thuong.docx (mục 1): lỗi KT002: lề của mục (section) 1: trái 20 mm (quy định 30–35)" in said.out
    assert said.code == 1


def _without(document: DocxDocument, *names: str) -> DocxDocument:
    properties = document.sections[0]._sectPr
    for name in names:
        properties.remove(properties.find(qn(name)))
    return document


def test_a_page_that_the_file_does_not_say_is_told_in_words(call: Call, root: Path) -> None:
    """LibreOffice prints it on Letter; nothing in it is 0 mm wide."""
    sized = paper()
    sized.sections[0].page_width, sized.sections[0].page_height = Mm(210), Mm(297)
    _without(paper(), "w:pgSz", "w:pgMar").save(str(root / "khong.docx"))
    said = [line for line in call("check", "khong.docx").out.splitlines() if "KT0" in line]
    assert len(said) == 1
    assert "lỗi KT001: tệp không ghi khổ giấy và lề của mục (section) 1: máy nào mở thì tự chọn lấy" in said[0]
    _without(sized, "w:pgMar").save(str(root / "le.docx"))
    (line,) = [line for line in call("check", "le.docx").out.splitlines() if "KT0" in line]
    assert "lỗi KT002: lề của mục (section) 1: trên không ghi (quy định 20–25), dưới không ghi" in line


def test_a_file_without_any_section_is_told_once(call: Call, root: Path) -> None:
    document = paper()
    document.element.body.remove(document.element.body.sectPr)
    document.save(str(root / "khong.docx"))
    assert call("check", "khong.docx").out.count("KT00") == 1


def test_a_template_on_such_a_page_is_told_too(call: Call, root: Path) -> None:
    document = paper()
    document.add_paragraph("{{ trich_yeu }}")
    document.sections[0].page_width = Mm(216)
    document.save(str(root / "mau.docx"))
    assert "mau.docx (mục 1): lỗi KT001: khổ giấy của mục (section) 1 là 216 × 297 mm" in call("check", "mau.docx").out


def test_a_lock_is_told_and_not_passed_on(call: Call, root: Path) -> None:
    document = Document(str(built_in_templates() / "kehoach/ke-hoach.docx"))
    document.settings.element.append(parse_xml(LOCK))
    document.save(str(root / "data/mau.docx"))
    write(root / "data/kehoach/k1.toml", plan().replace("nam = 2026", 'nam = 2026\nmau = { tep = "../mau.docx" }'))
    said = call("build", "data/kehoach/k1.toml", "--only", "docx")
    assert said.code == 0
    assert "data/mau.docx: ghi chú HT056: mẫu đang khóa sửa; văn bản tạo ra từ mẫu không bị khóa" in said.out
    with zipfile.ZipFile(root / "output/kehoach/k1.docx") as made:
        assert b"documentProtection" not in made.read("word/settings.xml")
