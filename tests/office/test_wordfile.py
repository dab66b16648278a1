"""The copy of a Word file that LibreOffice gets: with fewer styles, and looking the same."""

import io
from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from word_file import make, package_of

from docgen.finish import Metadata, finish
from docgen.office import Office, headings
from docgen.office.wordfile import slimmed
from docgen.ooxml.package import Package
from docgen.ooxml.xml import qn

STYLES = "word/styles.xml"


def kept(package: Package) -> set[str]:
    return {str(style.get(qn("w:styleId"))) for style in slimmed(package).look(STYLES).findall(qn("w:style"))}


def a_paper() -> bytes:
    """A paper with headings, a list, a table and a look of its own that builds on another one."""
    document = docx.Document()
    base = document.styles.add_style("Nền", WD_STYLE_TYPE.PARAGRAPH)
    base.font.italic = True
    own = document.styles.add_style("Riêng & khác", WD_STYLE_TYPE.PARAGRAPH)
    base.element.styleId, own.element.styleId = "Nen", "Rieng&khac"
    own.base_style = base
    document.add_heading("Mục tiêu", 1)
    document.add_heading("Mục tiêu chung", 2)
    document.add_paragraph("Đoạn văn", style="Riêng & khác")
    document.add_paragraph("Ý một", style="List Number")
    document.add_table(2, 2, style="Table Grid").cell(0, 0).text = "Ô"
    document.sections[0].header.paragraphs[0].text = "Đầu trang"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_styles_in_use_and_what_they_build_on_are_kept() -> None:
    names = kept(package_of(a_paper()))
    assert {"Normal", "Heading1", "Heading2", "Nen", "Rieng&khac", "ListNumber", "TableGrid", "Header"} <= names
    assert not {"Heading5", "IntenseQuote", "ColorfulGridAccent2"} & names


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'<w:pStyle w:val="Heading1"/>', b"<w:pStyle\n w:val = 'Heading1' />"), (b"w:pStyle", b"v:pStyle")],
)
def test_names_are_found_however_they_are_written(before: bytes, after: bytes) -> None:
    package = package_of(a_paper())
    package.put("word/document.xml", package.parts["word/document.xml"].replace(before, after))
    assert "Heading1" in kept(package)


def test_a_file_of_another_encoding_or_without_styles_is_left_alone() -> None:
    package = package_of(a_paper())
    package.put("word/document.xml", package.parts["word/document.xml"].decode().encode("utf-16"))
    assert slimmed(package).parts == package.parts
    bare = package_of(make("<w:p/>"))
    assert slimmed(bare).parts == bare.parts


def test_nothing_looks_different(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pdfs = []
    with Office() as office:
        for shape in (slimmed, Package.clone):
            monkeypatch.setattr(headings, "slimmed", shape)
            pdfs.append(finish(office.to_pdf(package_of(a_paper())), Metadata("Một")))
    assert pdfs[0] == pdfs[1]
