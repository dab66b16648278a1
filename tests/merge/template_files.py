"""Small templates for tests, and what merging makes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from word_file import filled, make
from word_validity import problems

from docgen.finding import Finding, Where
from docgen.merge.template import Template, compile_template
from docgen.model.resolved import Block, Part, Resolved, Run
from docgen.model.vocabulary import VOCABULARY
from docgen.ooxml.xml import Element, parse_xml, qn

FILE = "mau.docx"
LAND = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
PORTRAIT = '<w:pgSz w:w="11906" w:h="16838"/>'
MARGINS = (
    '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
)
OFFICE = dict.fromkeys(("ten", "chu_quan", "viet_tat", "dia_danh", "ten_ngan", "tap_the", "dia_chi"), "")
VALUES: dict[str, Any] = {
    "co_quan": OFFICE | {"ten": "Sở Nội vụ", "chu_quan": "UBND tỉnh Khánh Hòa"},
    "so_ky_hieu": "15/QĐ-SNV",
    "dia_danh": "Khánh Hòa",
    "thoi_gian": "ngày 06 tháng 01 năm 2026",
    "ten_loai": "Quyết định",
    "trich_yeu": "Ban hành Quy chế làm việc",
    "tham_quyen": "Giám đốc Sở Nội vụ",
    "can_cu": ["Căn cứ Luật A;", "Căn cứ Luật B."],
    "kinh_gui": {"mot": "", "nhan": "", "dong": []},
    "du_thao": "",
    "chuc_vu": ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"],
    "ho_ten": "Trần Thị B",
    "noi_nhan": ["Như Điều 3;", "Lưu: VT."],
    "them": {},
    "ky_bao_cao": {"ten": "", "khoang": ""},
    "phu_luc": {"nhan": "Phụ lục", "tieu_de": "Danh mục", "dong_kem_theo": "(Kèm theo Quyết định số 15/QĐ-SNV)"},
    "dong_kem_theo": "(Kèm theo Quyết định số 15/QĐ-SNV)",
}


def r(text: str, properties: str = "") -> str:
    """A run."""
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A paragraph of texts and of XML."""
    own = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{own}{''.join(item if item.startswith('<') else r(item) for item in content)}</w:p>"


def tc(*content: str, properties: str = "", width: int = 3000) -> str:
    """A cell of texts (one paragraph each) and of XML."""
    inner = "".join(item if item.startswith("<") else p(item) for item in content)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{inner}</w:tc>'


def tr(*cells: str, properties: str = "") -> str:
    """A row of texts and of cells."""
    own = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{own}{''.join(cell if cell.startswith('<') else tc(cell) for cell in cells)}</w:tr>"


def tbl(*rows: str, columns: int = 2, properties: str = "") -> str:
    """A table."""
    grid = "".join('<w:gridCol w:w="3000"/>' for _ in range(columns))
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def section(kind: str = "", page: str = PORTRAIT, extra: str = "") -> str:
    """Section properties: of the body, or (with a marked `kind`) as the paragraph that ends a part."""
    properties = f"<w:sectPr>{extra}{page}{MARGINS}</w:sectPr>"
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>" if kind else properties


def mark(part: str) -> str:
    """The paragraph that begins a part."""
    return p(f"{{# PHẦN {part} #}}")


EXAMPLES = "".join(
    p(f"{{{{ {kind}.nhan }}}} {{{{ {kind}.chu }}}}") for kind in ("dieu", "muc", "khoan", "diem", "gach")
)
EXAMPLES += p("{{ doan.chu }}")


def compiled(body: str, **parts: str) -> Template:
    """The compiled template with this body; the body's section is added where it has none."""
    whole = body if body.rstrip().endswith("</w:sectPr>") else body + section()
    return compile_template(make(whole, **parts), FILE, VOCABULARY)


def block(kind: str, label: str, *runs: str | Run) -> Block:
    """A block of text."""
    made = [run if isinstance(run, Run) else Run(run) for run in runs]
    return Block(kind, label, made, lambda: Where(file="so-lieu.toml", line=7))


def paper(*parts: Part) -> Resolved:
    """A dossier of parts."""
    return Resolved("Quyết định", "15/QĐ-SNV", "Sở Nội vụ", "Ban hành Quy chế", None, list(parts))


def part(values: Mapping[str, Any] | None = None, body: Sequence[Any] = (), kind: str = "van_ban", **more: Any) -> Part:
    """A part with the usual values and those given."""
    return Part(kind, "Phần", VALUES | dict(values or {}), list(body), **more)


def merged(template: Template, *parts: Part) -> bytes:
    """The Word file, which must be one that Word opens; no finding is expected but of widths that cannot be given."""
    assert template.findings == []
    made, findings = filled(template, paper(*parts or (part(),)), FILE)
    assert [item for item in findings if item.code != "DL150"] == []
    assert made is not None
    assert problems(made) == []
    return made


def found(template: Template, *parts: Part) -> list[Finding]:
    """What compiling and merging say."""
    if template.findings:
        return template.findings
    made, findings = filled(template, paper(*parts or (part(),)), FILE)
    assert (made is None) == bool(findings)
    return findings


def root_of(docx: bytes, name: str = "word/document.xml") -> Element:
    """A part's tree."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return parse_xml(package.read(name))


def lines(docx: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of each paragraph, with "\\n" for breaks and "\\t" for tabs."""
    return [text_of(paragraph) for paragraph in root_of(docx, name).iter(qn("w:p"))]


def text_of(element: Element) -> str:
    """The text below an element."""
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    inside = (item for item in element.iter() if item.tag == qn("w:t") or item.tag in signs)
    return "".join(signs.get(item.tag, item.text or "") for item in inside if item.getparent().tag != qn("w:tabs"))


def full(body: Iterable[str]) -> list[str]:
    """The lines that print something."""
    return [line for line in body if line]
