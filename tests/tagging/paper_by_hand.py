"""A decision as an office may have typed it: header and signature parted by tabs, formatting set by hand."""

from __future__ import annotations

import io

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from word_file import as_decreed

TABS = (Mm(30), Mm(115))


def new() -> Paper:
    """An empty paper in Times New Roman 13."""
    document = as_decreed(Document())
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    return document


def add(document: Paper | _Cell, *texts: str, align: ALIGN | None = None, indent: float = 0) -> Paragraph:
    """Add a paragraph; a text in *…* is bold, in _…_ italic."""
    paragraph = document.add_paragraph()
    for text in texts:
        run = paragraph.add_run(text.strip("*_") if text[:1] in "*_" else text)
        run.bold, run.italic = text[:1] == "*" or None, text[:1] == "_" or None
    paragraph.alignment = align
    paragraph.paragraph_format.first_line_indent = Mm(indent) if indent else None
    return paragraph


def tabbed(document: Paper, *texts: str) -> None:
    """Add a line whose texts stand centred at two tab stops."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    pieces = [piece for text in texts for piece in ("\t", text)]
    paragraph = add(document, *pieces)
    for place in TABS:
        paragraph.paragraph_format.tab_stops.add_tab_stop(place, WD_TAB_ALIGNMENT.CENTER)


def saved(document: Paper) -> bytes:
    """The file's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def decision() -> bytes:
    """The whole paper."""
    document = new()
    tabbed(document, "UBND TỈNH KHÁNH HÒA", "*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*")
    tabbed(document, "*SỞ VĂN HÓA*", "*Độc lập - Tự do - Hạnh phúc*")
    tabbed(document, "Số: 15/QĐ-SVH", "_Khánh Hòa, ngày 06 tháng 01 năm 2026_")
    add(document, "*QUYẾT ĐỊNH*", align=ALIGN.CENTER)
    add(document, "*Về việc thành lập *", "*Tổ kiểm kê*", align=ALIGN.CENTER)
    add(document, "")
    add(document, "*GIÁM ĐỐC SỞ VĂN HÓA*", align=ALIGN.CENTER)
    for text in ("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;", "Căn cứ Quyết định số 9/QĐ-UBND ngày 02/01/2026;",
                 "Xét đề nghị của Chánh Văn phòng."):  # fmt: skip
        add(document, f"_{text}_", align=ALIGN.JUSTIFY, indent=10)
    add(document, "*QUYẾT ĐỊNH:*", align=ALIGN.CENTER)
    add(document, "*Điều 1.* ".rstrip(), " Thành lập Tổ kiểm kê gồm:", align=ALIGN.JUSTIFY, indent=10)
    add(document, "1. Ông Nguyễn Văn A, Tổ trưởng.", align=ALIGN.JUSTIFY, indent=12)
    add(document, "2. Bà Trần Thị B, Tổ viên.", align=ALIGN.JUSTIFY, indent=12)
    add(document, "*Điều 2.*", " Tổ có nhiệm vụ:", align=ALIGN.JUSTIFY, indent=10)
    add(document, "a) Kiểm đếm tài sản;", align=ALIGN.JUSTIFY, indent=14)
    add(document, "b) Lập biên bản.", align=ALIGN.JUSTIFY, indent=14)
    add(document, "- Biên bản lập thành hai bản.", align=ALIGN.JUSTIFY, indent=16)
    add(document, "Tổ tự giải thể khi xong việc.", align=ALIGN.JUSTIFY, indent=11)
    tabbed(document, "*_Nơi nhận:_*", "*KT. GIÁM ĐỐC*")
    tabbed(document, "- Như Điều 2;", "*PHÓ GIÁM ĐỐC*")
    add(document, "- Lưu: VT.")
    tabbed(document, "", "(Đã ký)")
    tabbed(document, "", "*Lê Văn C*")
    return saved(document)
