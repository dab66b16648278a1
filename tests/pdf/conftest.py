"""PDFs for these tests: written by hand to the point, and made by LibreOffice."""

import io
from collections.abc import Callable, Iterator

import docx
import pikepdf
import pytest
from docx.document import Document
from pikepdf import Array, Dictionary, Name

from docgen.office import Office


def by_hand(content: str, box: tuple[float, ...] = (0, 0, 595, 842)) -> bytes:
    """A page with this content stream and the fonts /F1 (Helvetica) and /F2 (Times-BoldItalic)."""
    document = pikepdf.new()
    fonts = {
        f"/F{number}": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))
        for number, name in enumerate(("Helvetica", "Times-BoldItalic"), 1)
    }
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(box)),
        Resources=Dictionary(Font=Dictionary(fonts)),
        Contents=document.make_stream(content.encode("latin-1")),
    )
    document.pages.append(pikepdf.Page(page))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def printed() -> Iterator[Callable[[Document], bytes]]:
    """printed(document) is the PDF of a python-docx document."""
    with Office() as office:

        def convert(document: Document) -> bytes:
            out = io.BytesIO()
            document.save(out)
            return office.to_pdf(out.getvalue())

        yield convert


@pytest.fixture
def blank() -> Document:
    """An A4 paper with the decree's margins (20, 20, 30, 20 mm) in 14 point Times New Roman without spacing."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = docx.shared.Mm(210), docx.shared.Mm(297)
    section.top_margin = section.bottom_margin = section.right_margin = docx.shared.Mm(20)
    section.left_margin = docx.shared.Mm(30)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", docx.shared.Pt(14)
    normal.paragraph_format.space_after = docx.shared.Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    return document
