"""What LibreOffice's versions do differently comes out the same."""

import io

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from office_papers import paper
from word_file import package_of

from docgen.finding import Findings
from docgen.office import Office, versions
from docgen.office.cured import cured
from docgen.office.settings import PDF_OPTIONS
from docgen.pdf import read


def numbered(*, begins_with_table: bool) -> bytes:
    """Two sections of two pages, each with its page number in the header and counted from 1."""
    document = docx.Document()
    document.add_paragraph("Phần một")
    document.add_paragraph("Phần một, tiếp").paragraph_format.page_break_before = True
    document.add_section(WD_SECTION.NEW_PAGE)
    if begins_with_table:
        document.add_table(1, 1).cell(0, 0).text = "Phần hai"
    document.add_paragraph("Phần hai, thân")
    document.add_paragraph("Phần hai, tiếp").paragraph_format.page_break_before = True
    field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>9</w:t></w:r></w:fldSimple>')
    document.sections[0].header.paragraphs[0]._p.append(field)
    for section in document.sections:
        section._sectPr.append(parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("begins_with_table", [False, True])
def test_each_section_counts_its_pages_from_one(office: Office, begins_with_table: bool) -> None:
    printed = read(office.to_pdf(package_of(numbered(begins_with_table=begins_with_table))))
    assert [page.lines[0].text for page in printed.pages] == ["1", "2", "1", "2"]


def test_the_paragraph_put_before_a_table_does_not_show(office: Office) -> None:
    made = package_of(numbered(begins_with_table=True))
    pages = [
        read(office._convert(cured(made, counts_on_at_tables=put).write(), "", PDF_OPTIONS)).pages[2].lines
        for put in (False, True)
    ]
    assert len(pages[0]) == len(pages[1])
    for without, put in zip(*pages, strict=True):
        assert without.baseline == pytest.approx(put.baseline, abs=0.2)


def test_what_needs_no_cure_is_passed_on_as_it_is() -> None:
    made = package_of(paper("Một"))
    assert cured(made, counts_on_at_tables=False) is made
    assert cured(made, counts_on_at_tables=True).parts == made.parts


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("LibreOffice 7.4.7.2 40(Build:2)", (7, 4)),
        ("LibreOffice 25.2.3.2 520(Build:2)", (25, 2)),
        ("LibreOffice 26.8.2.1", (26, 8)),
        ("LibreOffice", (0, 0)),
    ],
)
def test_a_version_is_read_from_what_libreoffice_says_of_itself(text: str, version: versions.Version) -> None:
    assert versions.version_of(text) == version


def test_a_version_that_was_never_tried_is_said_to_be_one(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = Findings()
    office.to_pdf(package_of(paper("Một")), notes=notes)
    assert notes == [], "this LibreOffice is one of those tested"
    monkeypatch.setattr(versions, "TESTED", ((1, 0),))
    office.to_pdf(package_of(paper("Một")), notes=notes)
    assert [note.code for note in notes] == ["HT008"]
    assert office.version.split()[1] in notes[0].message
