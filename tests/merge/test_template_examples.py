"""Examples are the look: what is copied from them, for text, for tables, and from templates that clerks make."""

from __future__ import annotations

import io
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from lxml import etree
from template_files import (
    EXAMPLES,
    FILE,
    block,
    compiled,
    found,
    full,
    lines,
    merged,
    p,
    part,
    r,
    root_of,
    tbl,
    tc,
    text_of,
    tr,
)
from word_file import filled

from docgen.finding import Where
from docgen.merge import columns
from docgen.merge.template import compile_template
from docgen.model.resolved import CellParagraph, Column, HeaderCell, Resolved, Run, TableBlock, TableCell, TableRow
from docgen.model.vocabulary import VOCABULARY
from docgen.ooxml import metrics
from docgen.ooxml.xml import Element, qn

TITLE = '<w:outlineLvl w:val="0"/>'


def looks(paragraph: Element) -> list[tuple[str, str]]:
    """Each run's text and its direct formatting."""
    found = []
    for run in paragraph.iter(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        names = [] if properties is None else [etree.QName(item).localname for item in properties]
        found.append((text_of(run), " ".join(names)))
    return found


# --- paragraphs -----------------------------------------------------------------------------------------------------


def test_paragraph_and_run_formatting_are_copied_exactly() -> None:
    spacing = '<w:spacing w:before="111" w:line="300" w:lineRule="auto"/>'
    properties = f'<w:keepLines/>{spacing}<w:ind w:firstLine="709"/><w:jc w:val="both"/>'
    bold = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/><w:b/><w:sz w:val="27"/>'
    body = p(
        r("{{ dieu.nhan }}", bold),
        r(" {{ dieu.chu }}", '<w:sz w:val="27"/>'),
        r(" (hết)", "<w:i/>"),
        properties=properties,
    )
    made = root_of(merged(compiled(body), part(body=[block("dieu", "Điều 1.", "Nội dung")])))
    paragraph = next(made.iter(qn("w:p")))
    own = paragraph.find(qn("w:pPr"))
    assert own is not None
    assert [etree.QName(item).localname for item in own][:4] == ["keepLines", "spacing", "ind", "jc"]
    assert looks(paragraph) == [("Điều 1.", "rFonts b sz"), (" Nội dung", "sz"), (" (hết)", "i")]


def test_bold_and_italic_in_a_text_come_over_the_examples_own() -> None:
    runs = (Run("thường "), Run("đậm", bold=True), Run(" và "), Run("nghiêng", italic=True), Run(" hết"))
    made = root_of(
        merged(compiled(p(r("{{ doan.chu }}", '<w:sz w:val="28"/>'))), part(body=[block("doan", "", *runs)]))
    )
    assert looks(next(made.iter(qn("w:p")))) == [
        ("thường ", "sz"),
        ("đậm", "b bCs sz"),
        (" và ", "sz"),
        ("nghiêng", "i iCs sz"),
        (" hết", "sz"),
    ]


def test_neighbours_set_alike_are_one_run() -> None:
    made = root_of(merged(compiled(EXAMPLES), part(body=[block("khoan", "1.", "a", " b", Run(" c", bold=True))])))
    assert looks(next(made.iter(qn("w:p")))) == [("1. a b", ""), (" c", "b bCs")]


def test_a_label_that_is_missing_takes_its_space_along() -> None:
    made = merged(
        compiled(p(r("{{ khoan.nhan }}", "<w:b/>"), r(" {{ khoan.chu }}"))), part(body=[block("khoan", "", "a")])
    )
    assert lines(made) == ["a"]


def test_tabs_breaks_and_pictures_of_an_example_stay() -> None:
    run = (
        "<w:r><w:rPr><w:b/></w:rPr><w:t>{{ gach.nhan }}</w:t><w:tab/><w:t>{{ gach.chu }}</w:t><w:br/><w:t>x</w:t></w:r>"
    )
    made = merged(compiled(p(run)), part(body=[block("gach", "-", "a")]))
    assert lines(made) == ["-\ta\nx"]


def test_filters_in_an_example_apply_to_the_text() -> None:
    body = p("{{ muc.nhan }} {{ muc.chu | hoa }}")
    made = merged(compiled(body), part(body=[block("muc", "I.", "Mục tiêu ", Run("năm", bold=True))]))
    assert lines(made) == ["I. MỤC TIÊU NĂM"]


def test_two_paragraphs_of_one_kind_are_one_example() -> None:
    body = p("{{ chuong.nhan }}") + p("{{ chuong.chu | hoa }}") + p("{{ doan.chu }}")
    blocks = [
        block("chuong", "Chương I", "Quy định chung"),
        block("doan", "", "a"),
        block("chuong", "Chương II", "Hết"),
    ]
    assert lines(merged(compiled(body), part(body=blocks))) == ["Chương I", "QUY ĐỊNH CHUNG", "a", "Chương II", "HẾT"]


def test_the_body_goes_where_the_first_example_stands() -> None:
    body = p("đầu") + EXAMPLES + p("cuối")
    assert lines(merged(compiled(body), part(body=[block("doan", "", "a")]))) == ["đầu", "a", "cuối"]
    assert lines(merged(compiled(body))) == ["đầu", "cuối"]


def kept(made: bytes) -> list[str]:
    """The texts that stay with the next line."""
    return [
        text_of(item)
        for item in root_of(made).iter(qn("w:p"))
        if item.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    ]


def test_what_leads_on_stays_with_the_next_line() -> None:
    body = [
        block("khoan", "1.", "Công tác văn thư:"),
        block("gach", "-", "một"),
        block("khoan", "2.", "Yêu cầu"),
        block("diem", "a)", "Rõ ràng;"),
        block("khoan", "3.", Run("Hạn chế.", bold=True)),
        block("khoan", "4.", "Một câu trọn vẹn."),
        block("doan", "", "Rất dài " * 60 + ":"),
        block("doan", "", "Cuối:"),
    ]
    assert kept(merged(compiled(EXAMPLES), part(body=body))) == ["1. Công tác văn thư:", "2. Yêu cầu", "3. Hạn chế."]


def test_the_end_of_the_text_stays_with_the_signature() -> None:
    body = EXAMPLES + p("") + tbl(tr("Nơi nhận:", "{{ ho_ten }}"), tr("a", "b")) + p("")
    made = merged(compiled(body), part(body=[block("doan", "", "một"), block("doan", "", "hết./.")]))
    assert kept(made) == ["hết./.", "", "Nơi nhận:", "Trần Thị B", "a", "b"]
    rows = list(root_of(made).iter(qn("w:tr")))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def recipients(count: int, *, name_below: bool = False) -> list[list[str]]:
    """The texts of each row at the end of a paper with so many recipients, cell by cell."""
    right = p(r("GIÁM ĐỐC")) + p(r("{{ ho_ten }}"), properties='<w:spacing w:before="1200"/>')
    margins = '<w:tblCellMar><w:top w:w="240" w:type="dxa"/></w:tblCellMar>'
    left = tc("Nơi nhận:", p("- {{ noi_nhan }}"))
    rows = [tr(left, "GIÁM ĐỐC"), tr("", "{{ ho_ten }}")] if name_below else [tr(left, tc(right))]
    body = EXAMPLES + tbl(*rows, properties=margins)
    values = {"noi_nhan": [f"Phòng {number}" for number in range(count)]}
    made = root_of(merged(compiled(body), part(values, body=[block("doan", "", "hết./.")])))
    return [[text_of(item) for item in row.iter(qn("w:tc"))] for row in made.iter(qn("w:tr"))]


def test_recipients_beside_the_signature_stay_whole_until_they_fill_half_a_page() -> None:
    [[left, right]] = recipients(20)
    assert (left.count("Phòng"), right) == (20, "GIÁM ĐỐCTrần Thị B")


def test_recipients_never_part_the_rows_of_a_signature() -> None:
    [[left, title], below] = recipients(60, name_below=True)
    assert (left.count("Phòng"), title, below) == (60, "GIÁM ĐỐC", ["", "Trần Thị B"])


def test_a_long_list_of_recipients_goes_on_below_the_signature() -> None:
    [[left, right], *below] = recipients(60)
    assert (left[:18], right) == ("Nơi nhận:- Phòng 0", "GIÁM ĐỐCTrần Thị B")
    assert 4 <= left.count("Phòng") <= 8
    assert below == [[f"- Phòng {number}", ""] for number in range(left.count("Phòng"), 60)]


def test_the_mark_of_the_end_is_no_text_to_sign_under() -> None:
    made = merged(compiled(EXAMPLES + p("")), part(body=[block("doan", "", "một"), block("doan", "", "./.")]))
    assert kept(made) == ["một", "./."]


# --- tables ---------------------------------------------------------------------------------------------------------

BOX = (
    "<w:tblBorders>"
    + "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right"))
    + "</w:tblBorders>"
)
EXAMPLE_TABLE = tbl(
    tr(
        tc(p(r("{{ cot.ten }}", "<w:b/>"), properties='<w:jc w:val="center"/>')),
        tc("{{ cot.ten }}"),
        properties="<w:tblHeader/>",
    ),
    tr("{{ cot.so }}", "{{ cot.so }}"),
    tr("{{ nhom.nhan }}", tc(p(r("{{ nhom.chu }}", "<w:b/>")))),
    tr(
        tc("{{ hang.giua }}", properties='<w:vAlign w:val="center"/>'),
        tc(p(r("{{ hang.chu }}", '<w:sz w:val="24"/>')), p(r("- {{ hang.gach }}", "<w:i/>"))),
        properties="<w:cantSplit/>",
    ),
    tr("{{ tong.chu }}", "{{ tong.so }}"),
    properties='<w:tblW w:w="9000" w:type="dxa"/>' + BOX,
)
WITH_TABLE = EXAMPLES + p("{{ bang_tieu_de.chu }}") + p("Đơn vị tính: {{ don_vi.chu }}") + EXAMPLE_TABLE


def cell(*texts: str, align: str = "trái", columns: int = 1, bullets: bool = False) -> TableCell:
    """A cell."""
    return TableCell(tuple(CellParagraph(text, bullets) for text in texts), align, columns)


def table(rows: Sequence[TableRow], widths: Sequence[float | None] = (12, None, 30), **more: object) -> TableBlock:
    """A table of three columns: number, text, figure."""
    aligns = ("giữa", "trái", "phải")
    columns = [Column(f"c{i}", width, align) for i, (width, align) in enumerate(zip(widths, aligns, strict=True))]
    header = [HeaderCell(name, 0, i, 1, 1) for i, name in enumerate(("STT", "Nội dung", "Số tiền"))]
    fields = {"caption": "", "unit": "", "header": header, "header_rows": 1, "numbers": []} | more
    return TableBlock("b", columns=columns, rows=list(rows), at=lambda: Where(file="b.csv"), **fields)  # type: ignore[arg-type]


ROW = TableRow("hang", [cell("1", align="giữa"), cell("Việc A"), cell("1.000", align="phải")])


def test_rows_and_cells_look_like_their_examples() -> None:
    rows = [
        TableRow("nhom", [cell("I", align="giữa"), cell("Nhóm", columns=2)]),
        ROW,
        TableRow("hang", [cell("2", align="giữa"), cell("một", "hai", bullets=True), cell("5", align="phải")]),
        TableRow("tong", [cell("TỔNG", align="giữa", columns=2), cell("1.005", align="phải")]),
    ]
    made = merged(compiled(WITH_TABLE), part(body=[table(rows, numbers=["(1)", "(2)", "(3)"])]))
    [grid] = root_of(made).iter(qn("w:tbl"))
    shown = [
        [[looks(item) for item in one.iter(qn("w:p"))] for one in row.iter(qn("w:tc"))] for row in grid.iter(qn("w:tr"))
    ]
    assert shown[0] == [[[(name, "b")]] for name in ("STT", "Nội dung", "Số tiền")]
    assert shown[1] == [[[(name, "")]] for name in ("(1)", "(2)", "(3)")]
    assert shown[2] == [[[("I", "")]], [[("Nhóm", "b")]]]
    assert shown[3] == [[[("1", "")]], [[("Việc A", "sz")]], [[("1.000", "")]]]
    assert shown[4][1] == [[("- một", "i")], [("- hai", "i")]]
    assert shown[5] == [[[("TỔNG", "")]], [[("1.005", "")]]]
    trs = list(grid.iter(qn("w:tr")))
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in trs] == [True] + [False] * 5
    assert [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in trs] == [False] * 3 + [True] * 2 + [
        False
    ]
    assert grid.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}") is not None
    assert "I" in kept(made)
    assert "Nhóm" in kept(made)


def test_columns_are_set_as_the_data_ask() -> None:
    made = root_of(merged(compiled(WITH_TABLE), part(body=[table([ROW])])))
    row = list(made.iter(qn("w:tr")))[1]
    aligns = [item.find(f"{qn('w:pPr')}/{qn('w:jc')}") for item in row.iter(qn("w:p"))]
    assert [item.get(qn("w:val")) if item is not None else "" for item in aligns] == ["center", "", "right"]


def widths_of(made: bytes) -> list[int]:
    """The grid of the table, in twips."""
    return [int(item.get(qn("w:w"))) for item in root_of(made).iter(qn("w:gridCol"))]


def test_widths_given_are_kept_and_the_rest_is_shared() -> None:
    made = merged(compiled(WITH_TABLE), part(body=[table([ROW])]))
    first, second, third = widths_of(made)
    assert first == pytest.approx(12 * 1440 / 25.4, abs=2)
    assert third == pytest.approx(30 * 1440 / 25.4, abs=2)
    assert first + second + third == pytest.approx(11906 - 1701 - 851, abs=4)


def test_a_column_is_never_narrower_than_its_longest_word() -> None:
    made = merged(compiled(WITH_TABLE), part(body=[table([ROW], widths=(3, None, 5))]))
    first, _, third = widths_of(made)
    assert first > 500
    assert third > 700


def test_no_text_breaks_where_the_page_has_room() -> None:
    header = [HeaderCell(name, 0, column, 1, 1) for column, name in enumerate(("Mã", "Học phần", "Số tín chỉ quy đổi"))]
    texts = ("Học phần tự chọn", "Kỹ năng soạn thảo văn bản hành chính", "3")
    rows = [TableRow("hang", [cell(text) for text in texts])] * 40
    made = merged(compiled(WITH_TABLE), part(body=[table(rows, widths=(None, None, None), header=header)]))
    for width, text in zip(widths_of(made), (*texts[:2], header[2].text), strict=True):
        assert width / 20 - 10.8 > metrics.width_pt(text, 10, bold=text == header[2].text)


@pytest.mark.parametrize("widths", [(50, 200, 100), (None, None, None), (None, 300, None)])
def test_a_table_never_passes_the_page(widths: Sequence[float | None]) -> None:
    long = TableRow("hang", [cell("1"), cell("m" * 300), cell("1.000", align="phải")])
    assert (
        sum(widths_of(merged(compiled(WITH_TABLE), part(body=[table([ROW, long], widths=widths)]))))
        <= 11906 - 1701 - 851
    )


def test_the_longer_texts_get_the_wider_column() -> None:
    rows = [TableRow("hang", [cell("1"), cell("Một việc dài " * 12), cell("việc ngắn " * 3)]) for _ in range(9)]
    first, second, third = widths_of(merged(compiled(WITH_TABLE), part(body=[table(rows, widths=(None, None, None))])))
    assert first < third < second


def test_headers_span_across_and_down() -> None:
    header = [
        HeaderCell("STT", 0, 0, 2, 1),
        HeaderCell("Kết quả", 0, 1, 1, 2),
        HeaderCell("Tên", 1, 1, 1, 1),
        HeaderCell("Số", 1, 2, 1, 1),
    ]
    made = root_of(merged(compiled(WITH_TABLE), part(body=[table([ROW], header=header, header_rows=2)])))
    rows = list(made.iter(qn("w:tr")))[:2]
    assert [[text_of(one) for one in row.iter(qn("w:tc"))] for row in rows] == [["STT", "Kết quả"], ["", "Tên", "Số"]]
    assert [item.get(qn("w:val")) for item in rows[0].iter(qn("w:gridSpan"))] == ["2"]
    assert [item.get(qn("w:val")) for row in rows for item in row.iter(qn("w:vMerge"))] == ["restart", "continue"]


def test_caption_and_unit_stand_above_and_stay_with_the_table() -> None:
    blocks = [
        block("doan", "", "trước"),
        table([ROW], caption="Bảng 1", unit="đơn vị tính: đồng"),
        block("doan", "", "đoạn sau"),
    ]
    made = merged(compiled(WITH_TABLE), part(body=blocks))
    assert lines(made)[:3] == ["trước", "Bảng 1", "Đơn vị tính: đồng"]
    assert kept(made) == ["Bảng 1", "Đơn vị tính: đồng"]


def test_two_tables_in_a_row_stay_two() -> None:
    made = root_of(merged(compiled(WITH_TABLE), part(body=[table([ROW]), table([ROW])])))
    assert [etree.QName(item).localname for item in made[0]][:4] == ["tbl", "p", "tbl", "p"]


@pytest.mark.parametrize(
    ("gone", "tag"),
    [
        ("nhom", "{{ nhom.chu }}"),
        ("tong", "{{ tong.chu }}"),
        ("hang", "{{ hang.chu }}"),
        ("cot.ten", "{{ cot.ten }}"),
        ("cot.so", "{{ cot.so }}"),
    ],
)
def test_a_row_without_example_is_told(gone: str, tag: str) -> None:
    import re

    example = re.sub(r"\{\{ " + gone.replace(".", r"\.") + r"[^}]*\}\}", "x", WITH_TABLE)
    rows = [TableRow(kind, [cell("I"), cell("a", columns=2)]) for kind in ("nhom", "hang", "tong")]
    findings = found(compiled(example), part(body=[table(rows, numbers=["1", "2", "3"])]))
    assert [finding.code for finding in findings] == ["MT026"]
    assert tag in findings[0].message


def test_a_template_without_example_table_says_so() -> None:
    [finding] = found(compiled(EXAMPLES), part(body=[table([ROW])]))
    assert finding.code == "MT026"


def test_a_cell_holds_whatever_text() -> None:
    hard = "A & B <c> {{ x }} </w:t> # * “x”"
    made = merged(
        compiled(WITH_TABLE), part(body=[table([TableRow("hang", [cell("1"), cell(hard, "b\nc\td"), cell("")])])])
    )
    assert hard in lines(made)
    assert "b\nc\td" in lines(made)


# --- templates that clerks make -------------------------------------------------------------------------------------


def saved(document: object) -> bytes:
    """The bytes of a python-docx document."""
    data = io.BytesIO()
    document.save(data)  # type: ignore[attr-defined]
    return data.getvalue()


def clerks() -> bytes:
    """A template made from nothing: other fonts, sizes, margins and order than docgen's."""
    document = Document()
    section = document.sections[0]
    section.left_margin, section.right_margin, section.top_margin = Mm(35), Mm(20), Mm(25)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(13)
    title = document.add_paragraph("{{ ten_loai|hoa }}")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{# kẻ 0,5 #}")
    document.add_paragraph("V/v {{ trich_yeu }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{{ can_cu }}", style="Intense Quote")
    document.add_paragraph("{{ doan.chu }}")
    khoan = document.add_paragraph(style="List Bullet")
    khoan.add_run("{{ khoan.nhan }}").bold = True
    khoan.add_run(" {{ khoan.chu }}").font.size = Pt(15)
    grid = document.add_table(rows=2, cols=2, style="Table Grid")
    for where, text in {
        (0, 0): "{{ cot.ten }}",
        (0, 1): "{{ cot.ten }}",
        (1, 0): "{{ hang.giua }}",
        (1, 1): "{{ hang.chu }}",
    }.items():
        grid.cell(*where).text = text
    document.add_paragraph("{{ chuc_vu }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("{{ ho_ten }}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph("Nơi nhận: {{ noi_nhan | join(' ') }}")
    section.header.paragraphs[0].text = "{{ co_quan.ten }}"
    section.footer.paragraphs[0].text = "{{ du_thao }}"
    return saved(document)


def test_a_clerks_own_template_keeps_its_look_and_order() -> None:
    template = compile_template(clerks(), FILE, VOCABULARY)
    blocks = [block("doan", "", "Mở đầu."), block("khoan", "1.", "Việc & <một>"), table([ROW])]
    made = merged(template, part(body=blocks))
    assert full(lines(made)) == [
        "QUYẾT ĐỊNH", "V/v Ban hành Quy chế làm việc", "Căn cứ Luật A;", "Căn cứ Luật B.", "Mở đầu.", "1. Việc & <một>",
        "STT", "Nội dung", "Số tiền", "1", "Việc A", "1.000", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị B",
        "Nơi nhận: Như Điều 3; Lưu: VT.",
    ]  # fmt: skip
    document = Document(io.BytesIO(made))
    assert round(document.sections[0].left_margin.mm) == 35
    assert document.styles["Normal"].font.name == "Arial"
    assert document.sections[0].header.paragraphs[0].text == "Sở Nội vụ"
    item = next(paragraph for paragraph in document.paragraphs if paragraph.text.startswith("1. "))
    assert item.style.name == "List Bullet"
    assert [(run.text, run.bold, run.font.size) for run in item.runs] == [
        ("1.", True, None),
        (" Việc & <một>", None, Pt(15)),
    ]
    assert document.tables[0].style.name == "Table Grid"


def test_a_clerks_dossier_of_several_sections() -> None:
    document = Document()
    document.add_paragraph("{# PHẦN văn bản #}")
    document.add_paragraph("{{ ten_loai }}")
    document.add_paragraph("{{ doan.chu }}")
    turned = document.add_section(WD_SECTION.NEW_PAGE)
    turned.page_width, turned.page_height = turned.page_height, turned.page_width
    document.add_paragraph("{# PHẦN phụ lục ngang #}")
    document.add_paragraph("{{ phu_luc.nhan }}: {{ phu_luc.tieu_de }}")
    document.add_paragraph("{{ doan.chu }}")
    template = compile_template(saved(document), FILE, VOCABULARY)
    annexes = [part(body=[block("doan", "", word)], kind="phu_luc", landscape=True) for word in ("một", "hai")]
    made = merged(template, part(body=[block("doan", "", "x")]), *annexes)
    opened = Document(io.BytesIO(made))
    assert [item.text for item in opened.paragraphs] == [
        *("Quyết định", "x"),
        *("Phụ lục: Danh mục", "một"),
        *("Phụ lục: Danh mục", "hai"),
    ]
    assert [item.page_width > item.page_height for item in opened.sections] == [False, True, True]


def test_same_bytes_twice_and_for_clones_of_one_template() -> None:
    template = compile_template(clerks(), FILE, VOCABULARY)
    paper = Resolved("t", "n", "i", "s", None, [part(body=[block("khoan", "1.", "a"), table([ROW])])])
    first = filled(template, paper, FILE)
    other = Resolved("t", "n", "i", "s", None, [part({"ho_ten": "khác"}, [block("doan", "", "b")])])
    assert filled(template, other, FILE) != first
    assert filled(template, paper, FILE) == first == filled(compile_template(clerks(), FILE, VOCABULARY), paper, FILE)


def test_drawings_and_bookmarks_of_a_repeated_part_have_ids_of_their_own() -> None:
    from template_files import PORTRAIT, mark, section

    drawing = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><wp:docPr id="1" name="a"/></wp:inline></w:drawing></w:r>'
    )
    field = '<w:fldSimple w:instr=" PAGEREF dau "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    marked = p('<w:bookmarkStart w:id="7" w:name="dau"/>', "a", '<w:bookmarkEnd w:id="7"/>', drawing, field)
    body = mark("văn bản") + p("a") + section("end") + mark("phụ lục") + marked + EXAMPLES + section(page=PORTRAIT)
    made = root_of(merged(compiled(body), part(), part(kind="phu_luc"), part(kind="phu_luc")))
    assert [item.get("id") for item in made.iter(qn("wp:docPr"))] == ["1", "2"]
    named = [item.get(qn("w:name")) for item in made.iter(qn("w:bookmarkStart"))]
    assert [name for name in named if not name.startswith("docgenpart")] == ["dau"]
    ids = [item.get(qn("w:id")) for item in made.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("first", "second", "marks"),
    [
        (TITLE, TITLE, []),
        ("", TITLE, ["docgenpart0x", "docgenpart1", "docgenpart2"]),
        (TITLE, "", ["docgenpart0", "docgenpart1x", "docgenpart2x"]),
        ("", "", ["docgenpart0x", "docgenpart1x", "docgenpart2x"]),
    ],
)
def test_parts_are_marked_where_one_has_no_title(first: str, second: str, marks: list[str]) -> None:
    from template_files import PORTRAIT, mark, section

    paper, annex = p("a", properties=first), p("b", properties=second)
    body = mark("văn bản") + paper + section("end") + mark("phụ lục") + annex
    made = root_of(merged(compiled(body + section(page=PORTRAIT)), part(), part(kind="phu_luc"), part(kind="phu_luc")))
    assert [item.get(qn("w:name")) for item in made.iter(qn("w:bookmarkStart"))] == marks


def test_the_formula_of_a_column_breaks_between_its_parts_and_in_no_figure() -> None:
    look: Any = SimpleNamespace(size=10.0, bold=False, italic=False)
    assert columns.formula_lines("(9)=(8):(6)×1000", 30.0, look).split("\n") == ["(9)=", "(8):", "(6)×", "1000"]
