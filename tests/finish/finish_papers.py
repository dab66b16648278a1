"""Word files for these tests."""

import io

import docx
from docx.oxml.ns import qn


def paper(font: str) -> bytes:
    document = docx.Document()
    for style in ("Normal", "Heading 1", "Heading 2"):
        look = document.styles[style]
        look.font.name = font
        fonts = look.element.rPr.rFonts
        for name in list(fonts.attrib):
            fonts.set(name, font) if name.endswith(("ascii", "hAnsi", "cs", "eastAsia")) else fonts.attrib.pop(name)
        fonts.set(qn("w:hAnsi"), font)
    document.add_heading("Quyết định", 1)
    document.add_heading("Điều 1", 2)
    document.add_paragraph("Độc lập - Tự do - Hạnh phúc").runs[0].bold = True
    table = document.add_table(2, 2)
    for cell in table._cells:
        cell.text = "Ô của bảng"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
