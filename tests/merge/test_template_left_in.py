"""What a template would print as signs, stale or changing is told with its paragraph; sound templates are quiet."""

from __future__ import annotations

import io

import docx
import pytest
from template_files import compiled, p, r, tbl, tr

from docgen.merge.template import compile_template
from docgen.model.vocabulary import VOCABULARY

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def field(code: str, shown: str) -> str:
    quoted = code.replace('"', "&quot;")
    return f'<w:fldSimple w:instr=" {quoted} ">{r(shown)}</w:fldSimple>'


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (r("{{ trich_yeu }} ${so} {d.ngay} <<noi_nhan>> { dia_danh }}"), ["DL130"] * 4),
        (field("MERGEFIELD Ho_ten", "«Ho_ten»"), ["DL130"]),
        (field("MERGEFIELD Ten", "Nguyễn Văn A"), ["DL133"]),
        (field('DATE \\@ "dd/MM/yyyy"', "01/01/2020"), ["DL133"]),
        (field("FILENAME", "a.docx"), ["DL133"]),
        (field('TOC \\o "1-3"', "I. MỤC TIÊU CŨ"), ["DL134"]),
        (r("Số trich_yeu }} của"), ["DL131"]),
        (r("Đơn vị ti") + r(" ếp nhận"), ["CT001"]),
        (r("{% hm %}{{ trich_yeu }}"), ["MT023"]),
        (r("Tỷ lệ ") + f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>(a+b)/c</m:t></m:r></m:oMath>', ["MT038"]),
    ],
)
def test_a_paragraph_of_a_template(content: str, codes: list[str]) -> None:
    found = compiled(p("{{ ho_ten }}") + p(content)).findings
    assert [item.code for item in found] == codes
    assert {item.where.paragraph for item in found} == {2}


def test_headers_are_looked_at_too() -> None:
    [finding] = compiled(p("{{ ho_ten }}"), header=p("Kế hoạch «nam_nay»")).findings
    assert (finding.code, finding.where.part.split()[0]) == ("DL130", "đầu")


@pytest.mark.parametrize(
    "content",
    [field("PAGE", "1"), field("NUMPAGES", "3"), r("Phong trào «Thanh niên»"), r("a < b, {1; 2}"), r("{# kẻ 0,4 #}x")],
)
def test_sound_paragraphs_are_quiet(content: str) -> None:
    assert compiled(p("{{ ho_ten }}") + p(content) + tbl(tr("a", "b"))).findings == []


@pytest.mark.parametrize(
    ("style", "text", "codes"),
    [
        ("List Number", "{{ khoan.chu }}", ["MT037"]),
        ("List Number", "- {{ noi_nhan }}", ["MT037"]),
        ("List Bullet", "{{ gach.chu }}", []),
        ("List Number", "{{ trich_yeu }}", []),  # once, and so numbered once
        ("Normal", "{{ khoan.nhan }} {{ khoan.chu }}", []),
    ],
)
def test_numbers_of_word_would_run_on_from_copy_to_copy(style: str, text: str, codes: list[str]) -> None:
    document = docx.Document()
    document.add_paragraph("{{ ho_ten }}")
    document.add_paragraph(text, style=style)
    packed = io.BytesIO()
    document.save(packed)
    found = compile_template(packed.getvalue(), "mau.docx", VOCABULARY).findings
    assert [(item.code, item.where.paragraph) for item in found] == [(code, 2) for code in codes]
