"""PDFs as LibreOffice makes them."""

import io
from collections.abc import Callable, Iterator

import docx
import pytest
from docx.document import Document
from word_file import package_of

from docgen.office import Office


@pytest.fixture(scope="session")
def printed() -> Iterator[Callable[[Document], bytes]]:
    """printed(document) is the PDF of a python-docx document."""
    with Office() as office:

        def convert(document: Document) -> bytes:
            out = io.BytesIO()
            document.save(out)
            return office.to_pdf(package_of(out.getvalue()))

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
