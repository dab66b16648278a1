"""The Word templates ask for what Nghị định 30/2020/NĐ-CP, Phụ lục I, prescribes, and stay clean enough to edit.

Read here with lxml alone, so that a mistake of docgen's own reading cannot hide one of the template.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import docx
import pytest
from lxml import etree
from template_look import ROOT, TAG, TEMPLATES, Look, Part, R, Template, W, text, value

from docgen.lint.law import law
from docgen.ooxml.metrics import width_pt

TWIPS_A_MM = 1440 / 25.4
ANNEXES = ["phụ lục dọc", "phụ lục ngang"]
PARTS = {
    "kehoach/quyet-dinh.docx": ["văn bản", "văn bản kèm theo", *ANNEXES],
    "kehoach/ke-hoach.docx": ["văn bản", *ANNEXES],
    "baocao/bao-cao.docx": ["văn bản", *ANNEXES],
}
HEADINGS = ["dieu_tieu_de", "muc", "khoan_tieu_de", "tieu_khoan_tieu_de", "diem_tieu_de"]
LABELLED = [*HEADINGS, "dieu", "khoan", "tieu_khoan", "diem", "gach", "cong"]
TWO_LINES = ["phan", "chuong", "muc_lon", "tieu_muc"]
TABLE_ROWS = [
    {"cot.ten"},
    {"cot.so"},
    {"nhom.nhan", "nhom.chu"},
    {"nhom_con.nhan", "nhom_con.chu"},
    {"hang.giua", "hang.chu", "hang.gach", "hang.so"},
    {"tong.chu", "tong.so"},
]
BODY = {
    *(f"{kind}.{field}" for kind in LABELLED + TWO_LINES for field in ("nhan", "chu")),
    *("doan.chu", "bang_tieu_de.chu", "don_vi.chu"),
    *(name for row in TABLE_ROWS for name in row),
}
AGENCY = {"co_quan.chu_quan", "co_quan.ten"}
TITLE = {"ten_loai", "trich_yeu", "can_cu"}
MAIN = AGENCY | TITLE | {"so_ky_hieu", "dia_danh", "thoi_gian", "chuc_vu", "ho_ten", "noi_nhan"}
NAMES = {
    "văn bản": MAIN | BODY,
    "văn bản kèm theo": AGENCY | TITLE | {"dong_kem_theo", "chuc_vu", "ho_ten"} | BODY,
    "phụ lục dọc": {"phu_luc.nhan", "phu_luc.tieu_de", "phu_luc.dong_kem_theo"} | BODY,
    "phụ lục ngang": {"phu_luc.nhan", "phu_luc.tieu_de", "phu_luc.dong_kem_theo"} | BODY,
}
OWN_NAMES = {
    "kehoach/quyet-dinh.docx": {"tham_quyen"},
    "kehoach/ke-hoach.docx": set(),
    "baocao/bao-cao.docx": {"kinh_gui.mot", "kinh_gui.nhan", "kinh_gui.dong"},
}


@cache
def opened(name: str) -> Template:
    return Template(name)


@pytest.fixture(params=TEMPLATES)
def template(request: pytest.FixtureRequest) -> Template:
    return opened(request.param)


EVERY_PART = [(opened(name), opened(name).part(part)) for name, parts in PARTS.items() for part in parts]


@pytest.fixture(params=EVERY_PART, ids=lambda pair: f"{pair[0].name} {pair[1].name}")
def part(request: pytest.FixtureRequest) -> tuple[Template, Part]:
    return request.param


def mm(twips: str | int | None) -> float:
    return int(twips or 0) / TWIPS_A_MM


def text_width(part: Part) -> int:
    size, margins = part.section.find(W + "pgSz"), part.section.find(W + "pgMar")
    return int(size.get(W + "w")) - int(margins.get(W + "left")) - int(margins.get(W + "right"))


def names(element: etree._Element) -> set[str]:
    return {name for tag in re.findall(r"\{\{\s*(.*?)\s*\}\}", text(element)) for name in re.findall(r"^[\w.]+", tag)}


def cells(row: etree._Element) -> list[etree._Element]:
    return row.findall(W + "tc")


def header_table(part: Part) -> etree._Element:
    return part.tables()[0]


def example_table(part: Part) -> etree._Element:
    return next(table for table in part.tables() if "{{ hang.chu }}" in text(table))


def signature_table(part: Part) -> etree._Element:
    return next(table for table in part.tables() if "{{ ho_ten }}" in text(table))


# --- the file -------------------------------------------------------------------------------------------------------


def test_every_part_is_a_section_in_the_agreed_order(template: Template) -> None:
    assert [part.name for part in template.parts] == PARTS[template.name]


def test_python_docx_opens_it_and_sees_the_same_sections(template: Template) -> None:
    assert len(docx.Document(str(ROOT / template.name)).sections) == len(template.parts)


def test_the_package_holds_only_what_a_paper_needs(template: Template) -> None:
    headers = {f"word/header{i}.xml" for i in (1, 2)}
    assert set(template.files) == headers | {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/document.xml",
        "word/fontTable.xml",
        "word/settings.xml",
        "word/styles.xml",
    }
    assert not any("TargetMode" in rel.attrib for rel in template.xml("word/_rels/document.xml.rels"))


def test_no_leftovers_of_editing_split_the_text(template: Template) -> None:
    written = template.files["word/document.xml"].decode()
    for leftover in ("w:rsid", "w:proofErr", "w:bookmarkStart", "w:lastRenderedPageBreak", "w:ins ", "w:del ", "mc:"):
        assert leftover not in written, leftover


def test_only_times_new_roman_in_black_and_vietnamese(template: Template) -> None:
    fonts = template.xml("word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    assert {slot: fonts.get(W + slot) for slot in ("ascii", "hAnsi", "cs", "eastAsia")} == dict.fromkeys(
        ("ascii", "hAnsi", "cs", "eastAsia"), "Times New Roman"
    )
    assert value(template.xml("word/styles.xml"), "docDefaults/rPrDefault/rPr/lang") == "vi-VN"
    for entry in (entry for entry in template.files if entry.startswith("word/") and entry.endswith(".xml")):
        for element in template.xml(entry).iter(etree.Element):
            kept = element.attrib.items()
            colours = {v for k, v in kept if k.lower().endswith("color") or element.tag == W + "color"}
            assert colours <= {"auto", "000000"}, (entry, element.tag)
            assert not any("heme" in key for key in element.attrib), (entry, element.tag)
            if element.tag == W + "rFonts":
                assert set(element.attrib.values()) == {"Times New Roman"}


def test_styles_have_vietnamese_names_and_each_is_used(template: Template) -> None:
    used = {
        element.get(W + "val")
        for entry in template.files
        if entry.startswith("word/") and entry.endswith(".xml")
        for element in template.xml(entry).iter(W + "pStyle", W + "basedOn", W + "next")
    }
    own = {style for style, element in template.styles.items() if element.get(W + "customStyle")}
    shared_by_other_templates = {"ThamQuyen", "QuyetDinh", "KinhGuiMot", "KinhGuiNhan", "KinhGuiDong"}
    assert used <= own | {"Normal"}
    assert own - used <= shared_by_other_templates
    assert set(template.styles) - own == {"Normal", "DefaultParagraphFont", "TableNormal", "NoList"}
    titles = [value(template.styles[style], "name") or "" for style in own]
    assert len(set(titles)) == len(titles)
    assert {"Thân bài", "Mục", "Khoản", "Điểm", "Căn cứ", "Nơi nhận"} <= set(titles)
    assert all("," not in title for title in titles)  # Word takes a comma in a style's name for a list of aliases


def test_all_templates_share_one_set_of_styles() -> None:
    assert len({opened(name).files["word/styles.xml"] for name in TEMPLATES}) == 1


def test_every_paragraph_names_its_style(part: tuple[Template, Part]) -> None:
    template, section = part
    for paragraph in section.paragraphs():
        assert value(paragraph, "pPr/pStyle") in template.styles, text(paragraph)


# --- tags -----------------------------------------------------------------------------------------------------------


def test_every_tag_stands_whole_in_one_run(part: tuple[Template, Part]) -> None:
    _, section = part
    for paragraph in section.paragraphs():
        in_runs = [tag for run in paragraph.iter(W + "t") for tag in TAG.findall(run.text or "")]
        assert in_runs == TAG.findall(text(paragraph))
        assert not re.search(r"[{}]", TAG.sub("", text(paragraph))), text(paragraph)


def test_the_parts_name_exactly_the_agreed_values(part: tuple[Template, Part]) -> None:
    template, section = part
    wanted = NAMES[section.name] | (OWN_NAMES[template.name] if section.name == "văn bản" else set())
    assert {name for paragraph in section.paragraphs() for name in names(paragraph)} == wanted


def test_a_value_stands_once_in_a_part(part: tuple[Template, Part]) -> None:
    _, section = part
    for name in {name for paragraph in section.paragraphs() for name in names(paragraph)} - {"cot.ten", "cot.so"}:
        assert sum(name in names(paragraph) for paragraph in section.paragraphs()) == 1, name


def test_examples_of_the_body_stand_together(part: tuple[Template, Part]) -> None:
    _, section = part
    body = [bool(names(block) & BODY) for block in section.blocks]
    first, last = body.index(True), len(body) - body[::-1].index(True)
    assert all(body[first:last])
    # LibreOffice and Word join two tables that touch: a paragraph stands between this one and the signature.
    assert section.blocks[last - 1].tag == W + "p"


def test_a_heading_of_two_lines_is_one_example(part: tuple[Template, Part]) -> None:
    _, section = part
    lines = [text(paragraph) for paragraph in section.paragraphs()]
    for kind in TWO_LINES:
        assert lines.index(f"{{{{ {kind}.chu | hoa }}}}") == lines.index(f"{{{{ {kind}.nhan }}}}") + 1


def test_labels_and_texts_are_one_space_apart(part: tuple[Template, Part]) -> None:
    _, section = part
    for kind in LABELLED:
        words = text(section.find(f"{{{{ {kind}.chu"))
        assert re.fullmatch(rf"\{{\{{ {kind}\.nhan \}}\}} \{{\{{ {kind}\.chu( \| hoa)? \}}\}}", words)


# --- the page (PL I, Phần I, Mục I) ---------------------------------------------------------------------------------


def test_pages_are_a4_with_lawful_margins(part: tuple[Template, Part]) -> None:
    _, section = part
    size, margins = section.section.find(W + "pgSz"), section.section.find(W + "pgMar")
    landscape = section.name == "phụ lục ngang"
    assert (size.get(W + "orient") == "landscape") == landscape
    page = [round(mm(size.get(W + "w"))), round(mm(size.get(W + "h")))]
    asked = law()["trang"]
    assert page == (asked["kho"][::-1] if landscape else asked["kho"])
    for side, name in (("top", "tren"), ("bottom", "duoi"), ("left", "trai"), ("right", "phai")):
        low, high = asked[f"le_{name}"]
        assert low - 0.1 <= mm(margins.get(W + side)) <= high + 0.1, side
    assert mm(margins.get(W + "header")) == pytest.approx(10, abs=0.1)
    assert margins.get(W + "gutter") == "0"


def test_every_part_counts_its_pages_from_one_and_hides_the_first(part: tuple[Template, Part]) -> None:
    _, section = part
    assert value(section.section, "type") == "nextPage"
    assert value(section.section, "pgNumType", "start") == "1"
    assert value(section.section, "titlePg") == "1"


def test_the_page_number_is_centred_in_the_header(part: tuple[Template, Part]) -> None:
    template, section = part
    header = template.header(section, "default")
    assert [i.text.strip() for i in header.iter(W + "instrText")] == ["PAGE"]
    assert [c.get(W + "fldCharType") for c in header.iter(W + "fldChar")] == ["begin", "separate", "end"]
    (paragraph,) = header
    look = template.look(paragraph)
    assert look.align == "center"
    low, high = law()["trang"]["so_trang_co_chu"]
    assert low <= look.size <= high
    assert not look.italic
    assert not look.bold


def test_the_first_page_bears_no_number_but_the_mark_of_a_draft(part: tuple[Template, Part]) -> None:
    template, section = part
    header = template.header(section, "first")
    assert not list(header.iter(W + "instrText"))
    assert text(header) == "{{ du_thao }}"
    (paragraph,) = header
    # 10 mm from the edge, one line, inside the 20 mm of the top margin: the body does not move.
    assert template.look(paragraph).size * 1.15 < (20 - 10) / 25.4 * 72


def test_section_breaks_take_no_room(part: tuple[Template, Part]) -> None:
    template, section = part
    look = template.look(section.blocks[-1])
    assert text(section.blocks[-1]) == ""
    assert (look.before, look.after, look.line, look.line_rule) == (0, 0, 20, "exact")
    assert look.size <= 1


# --- elements (PL I, Phần I, Mục II and V) --------------------------------------------------------------------------

# tag or text: sizes allowed, bold, italic, alignment, printed in capitals by the template
ELEMENTS = {
    "{{ co_quan.chu_quan": (12, 12, False, False, "center", True),
    "{{ co_quan.ten": (12, 12, True, False, "center", True),
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": (12, 12, True, False, "center", False),
    "Độc lập - Tự do - Hạnh phúc": (13, 13, True, False, "center", False),
    "Số: {{ so_ky_hieu }}": (13, 13, False, False, "center", False),
    "{{ dia_danh }}, {{ thoi_gian }}": (13, 13, False, True, "center", False),
    "{{ ten_loai": (13, 14, True, False, "center", True),
    "{{ trich_yeu": (13, 14, True, False, "center", False),
    "{{ tham_quyen": (13, 14, True, False, "center", True),
    "{{ can_cu": (13, 14, False, True, "both", False),
    "QUYẾT ĐỊNH:": (13, 14, True, False, "center", False),
    "Kính gửi: {{ kinh_gui.mot }}": (13, 14, False, False, "center", False),
    "{{ kinh_gui.nhan }}": (13, 14, False, False, "left", False),
    "- {{ kinh_gui.dong }}": (13, 14, False, False, "left", False),
    "Nơi nhận:": (12, 12, True, True, "left", False),
    "- {{ noi_nhan }}": (11, 11, False, False, "left", False),
    "{{ chuc_vu }}": (13, 14, True, False, "center", False),
    "{{ ho_ten }}": (13, 14, True, False, "center", False),
    "{{ dong_kem_theo }}": (13, 14, False, True, "center", False),
    "{{ phu_luc.nhan }}": (14, 14, True, False, "center", False),
    "{{ phu_luc.tieu_de": (13, 14, True, False, "center", True),
    "{{ phu_luc.dong_kem_theo }}": (13, 14, False, True, "center", False),
    "{{ phan.nhan }}": (13, 14, True, False, "center", False),
    "{{ phan.chu": (13, 14, True, False, "center", True),
    "{{ chuong.nhan }}": (13, 14, True, False, "center", False),
    "{{ chuong.chu": (13, 14, True, False, "center", True),
    "{{ muc_lon.nhan }}": (13, 14, True, False, "center", False),
    "{{ muc_lon.chu": (13, 14, True, False, "center", True),
    "{{ tieu_muc.nhan }}": (13, 14, True, False, "center", False),
    "{{ tieu_muc.chu": (13, 14, True, False, "center", True),
    "{{ dieu_tieu_de.nhan }}": (13, 14, True, False, "both", False),
    "{{ muc.nhan }} {{ muc.chu": (13, 14, True, False, "both", True),
    "{{ khoan_tieu_de.nhan }}": (13, 14, True, False, "both", False),
    "{{ tieu_khoan_tieu_de.nhan }}": (13, 14, True, False, "both", False),
    "{{ diem_tieu_de.nhan }}": (13, 14, True, False, "both", False),
    "{{ khoan.nhan }}": (13, 14, False, False, "both", False),
    "{{ tieu_khoan.nhan }}": (13, 14, False, False, "both", False),
    "{{ diem.nhan }}": (13, 14, False, False, "both", False),
    "{{ gach.nhan }}": (13, 14, False, False, "both", False),
    "{{ cong.nhan }}": (13, 14, False, False, "both", False),
    "{{ doan.chu }}": (13, 14, False, False, "both", False),
    "Đơn vị tính: {{ don_vi.chu }}": (13, 14, False, True, "right", False),
    "{{ cot.ten }}": (12, 13, True, False, "center", False),
    "{{ nhom.nhan }}": (12, 13, True, False, "center", False),
    "{{ nhom.chu }}": (12, 13, True, False, "left", False),
    "{{ nhom_con.nhan }}": (12, 13, True, True, "center", False),
    "{{ nhom_con.chu }}": (12, 13, True, True, "left", False),
    "{{ hang.giua }}": (12, 13, False, False, "center", False),
    "{{ hang.chu }}": (12, 13, False, False, "left", False),
    "- {{ hang.gach }}": (12, 13, False, False, "left", False),
    "{{ hang.so }}": (12, 13, False, False, "right", False),
    "{{ tong.chu }}": (12, 13, True, False, "center", False),
    "{{ tong.so }}": (12, 13, True, False, "right", False),
}


def standing(part: Part, tag: str) -> list[etree._Element]:
    return [paragraph for paragraph in part.paragraphs() if text(paragraph).startswith(tag)]


@pytest.mark.parametrize("tag", ELEMENTS)
def test_elements_have_the_decreed_size_and_style(tag: str) -> None:
    low, high, bold, italic, align, capitals = ELEMENTS[tag]
    places = [(template, p) for template, part in EVERY_PART for p in standing(part, tag)]
    assert places, tag
    for template, paragraph in places:
        looks = [template.look(paragraph, run) for run in range(len(paragraph.findall(W + "r")))]
        assert all((x.bold, x.italic, x.align) == (bold, italic, align) for x in looks)
        assert all(low <= x.size <= high for x in looks)
        assert text(paragraph).endswith("| hoa }}") == capitals


@pytest.mark.parametrize("tag", ELEMENTS)
def test_an_element_looks_the_same_wherever_it_stands(tag: str) -> None:
    looks = {template.look(p) for template, part in EVERY_PART for p in standing(part, tag)}
    assert len(looks) == 1


def test_an_article_without_title_has_a_bold_label_and_an_upright_text(part: tuple[Template, Part]) -> None:
    template, section = part
    paragraph = section.find("{{ dieu.chu }}")
    label, words = template.look(paragraph, 0), template.look(paragraph, 1)
    assert [text(run) for run in paragraph.findall(W + "r")] == ["{{ dieu.nhan }}", " {{ dieu.chu }}"]
    assert (label.bold, words.bold) == (True, False)
    assert label.size == words.size


def test_body_text_is_justified_indented_and_spaced(part: tuple[Template, Part]) -> None:
    template, section = part
    looks: list[Look] = [template.look(section.find(f"{{{{ {kind}.chu")) for kind in [*LABELLED, "doan"]]
    looks += [template.look(p) for p in section.paragraphs() if "can_cu" in names(p)]
    for look in looks:
        assert look.align == "both"
        assert mm(look.first_line) == pytest.approx(12.7, abs=0.05)
        assert look.left == look.right == 0
        assert look.before >= 6
        assert look.line_rule == "auto"
        assert 240 <= look.line <= 360
        assert look.widow_control


def test_headings_keep_with_what_follows_and_nest(part: tuple[Template, Part]) -> None:
    template, section = part
    title = "{{ phu_luc.nhan }}" if section.name in ANNEXES else "{{ ten_loai"
    assert template.look(section.find(title)).outline == 0
    by_sections = ["phan", "muc", "khoan_tieu_de"]
    for ladder in ([*TWO_LINES, "dieu_tieu_de"], *([*by_sections, last] for last in HEADINGS[3:])):
        looks = [template.look(section.find(f"{{{{ {kind}.chu")) for kind in ladder]
        levels = [look.outline for look in looks]
        assert None not in levels
        assert levels == sorted(set(levels), key=lambda level: level or 0)
        assert levels[0] == 1
        assert all(look.keep_next and look.keep_lines for look in looks)
    assert all(template.look(section.find(f"{{{{ {kind}.nhan }}}}")).outline is None for kind in TWO_LINES)
    text_kinds = {*LABELLED, "doan"} - set(HEADINGS)
    running = [section.find(f"{{{{ {kind}.chu") for kind in text_kinds]
    assert all(template.look(paragraph).outline is None for paragraph in running)


# --- rules (đường kẻ) -----------------------------------------------------------------------------------------------

RULES = {
    "{{ co_quan.ten": "{# kẻ 0,4 #}",
    "Độc lập - Tự do - Hạnh phúc": "{# kẻ 1 #}",
    "{{ trich_yeu": "{# kẻ 0,4 #}",
    "{{ dong_kem_theo }}": "{# kẻ 0,3 #}",
    "{{ phu_luc.dong_kem_theo }}": "{# kẻ 0,3 #}",
}


def test_rules_stand_under_their_texts(part: tuple[Template, Part]) -> None:
    _, section = part
    lines = [text(paragraph) for paragraph in section.paragraphs()]
    found = {tag: lines[i + 1] for i, line in enumerate(lines[:-1]) for tag in RULES if line.startswith(tag)}
    if section.name == "văn bản kèm theo":  # its rule is under the line in brackets
        assert found.pop("{{ trich_yeu") == "{{ dong_kem_theo }}"
    assert found == {tag: RULES[tag] for tag in found}
    assert len(found) == sum(line.startswith("{# kẻ") for line in lines)


def test_a_rule_is_one_thin_black_top_border(part: tuple[Template, Part]) -> None:
    template, section = part
    for paragraph in (p for p in section.paragraphs() if text(p).startswith("{# kẻ")):
        assert value(paragraph, "pPr/pStyle") in ("DuongKe", "DuongKeTrichYeu")
        border = template.styles["DuongKe"].find(f"{W}pPr/{W}pBdr")
        assert [side.tag for side in border] == [W + "top"]
        assert border[0].get(W + "val") == "single"
        assert 4 <= int(border[0].get(W + "sz")) <= 8
        assert border[0].get(W + "color") == "000000"
        look = template.look(paragraph)
        assert (look.line_rule, look.first_line) == ("exact", 0)
        assert look.before <= 4
        assert look.left == look.right > 0  # shown in Word about as long as docgen will make it


# --- tables of the layout -------------------------------------------------------------------------------------------


def test_tables_are_fixed_and_as_wide_as_the_text(part: tuple[Template, Part]) -> None:
    _, section = part
    for table in section.tables():
        grid = [int(column.get(W + "w")) for column in table.find(W + "tblGrid")]
        assert value(table, "tblPr/tblLayout", "type") == "fixed"
        assert sum(grid) == int(value(table, "tblPr/tblW", "w") or 0) == text_width(section)
        for row in table.findall(W + "tr"):
            assert sum(int(value(cell, "tcPr/tcW", "w") or 0) for cell in cells(row)) == sum(grid)
            assert sum(int(value(cell, "tcPr/gridSpan") or 1) for cell in cells(row)) == len(grid)
            assert all(cell[-1].tag == W + "p" for cell in cells(row))


def test_tables_never_touch(template: Template) -> None:
    kinds = [block.tag for block in template.body]
    assert not any(a == b == W + "tbl" for a, b in pairwise(kinds))


@pytest.mark.parametrize("name", TEMPLATES)
def test_number_and_date_stand_on_one_line_below_agency_and_motto(name: str) -> None:
    top, below = header_table(opened(name).part("văn bản")).findall(W + "tr")
    assert names(top) == AGENCY
    assert [text(cell) for cell in cells(below)] == ["Số: {{ so_ky_hieu }}", "{{ dia_danh }}, {{ thoi_gian }}"]
    look = [opened(name).look(next(cell.iter(W + "p"))) for cell in cells(below)]
    assert look[0].before == look[1].before
    assert look[0].size == look[1].size


def test_the_attached_paper_has_neither_number_nor_date() -> None:
    (only,) = header_table(opened("kehoach/quyet-dinh.docx").part("văn bản kèm theo")).findall(W + "tr")
    assert names(only) == AGENCY


@pytest.mark.parametrize(
    ("line", "size", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True, False),
        ("Thành phố Hồ Chí Minh, ngày 29 tháng 6 năm 2026", 13, False, True),
    ],
)
def test_the_right_column_holds_the_longest_lines(line: str, size: int, bold: bool, italic: bool) -> None:
    needed = width_pt(line, size, bold, italic)
    for template, part in EVERY_PART:
        if part.name in ANNEXES:
            continue
        table = header_table(part)
        assert {m.get(W + "w") for m in table.find(f"{W}tblPr/{W}tblCellMar")} == {"0"}, template.name
        assert needed + 3 < int(table.find(W + "tblGrid")[1].get(W + "w")) / 20


@pytest.mark.parametrize("name", TEMPLATES)
def test_signature_is_one_row_that_stays_whole(name: str) -> None:
    template = opened(name)
    for part in (p for p in template.parts if p.name not in ANNEXES):
        table = signature_table(part)
        (row,) = table.findall(W + "tr")
        assert row.find(f"{W}trPr/{W}cantSplit") is not None
        assert table.find(f"{W}tblPr/{W}tblBorders") is None
        left, right = ([text(p) for p in cell.findall(W + "p")] for cell in cells(row))
        assert right == ["{{ chuc_vu }}", "{{ ho_ten }}"]
        assert left == (["Nơi nhận:", "- {{ noi_nhan }}"] if part.name == "văn bản" else [""])
        sign_room = template.look(part.find("{{ ho_ten }}")).before
        assert 4 * 16 <= sign_room <= 5 * 16.2


@pytest.mark.parametrize("name", TEMPLATES)
def test_noi_nhan_is_level_with_the_title_of_the_signer(name: str) -> None:
    template = opened(name)
    part = template.part("văn bản")
    ascent = 1825 / 2048  # of Times New Roman
    label, title = template.look(part.find("Nơi nhận:")), template.look(part.find("{{ chuc_vu }}"))
    assert label.before + ascent * label.size == pytest.approx(title.before + ascent * title.size, abs=0.1)


def test_dashes_of_the_addressees_stand_under_the_colon() -> None:
    template = opened("baocao/bao-cao.docx")
    part = template.part("văn bản")
    label, item = template.look(part.find("{{ kinh_gui.nhan }}")), template.look(part.find("{{ kinh_gui.dong }}"))
    colon = label.left / 20 + width_pt("Kính gửi", label.size)
    assert (item.left + item.first_line) / 20 == pytest.approx(colon, abs=0.5)
    assert -item.first_line / 20 == pytest.approx(width_pt("- ", item.size), abs=0.2)


def test_the_example_table_shows_every_kind_of_row(part: tuple[Template, Part]) -> None:
    _, section = part
    table = example_table(section)
    rows = table.findall(W + "tr")
    assert [names(row) for row in rows] == TABLE_ROWS
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, True, False, False, False, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    borders = table.find(f"{W}tblPr/{W}tblBorders")
    assert {side.tag.removeprefix(W) for side in borders} == {"top", "left", "bottom", "right", "insideH", "insideV"}
    assert [text(p) for p in cells(rows[4])[1].iter(W + "p")] == ["{{ hang.chu }}", "- {{ hang.gach }}"]


def test_relationships_of_headers_exist(part: tuple[Template, Part]) -> None:
    template, section = part
    known = {rel.get("Id") for rel in template.xml("word/_rels/document.xml.rels")}
    assert {reference.get(R + "id") for reference in section.section.iter(W + "headerReference")} <= known
