"""A Word paper made by hand becomes a template: what is recognised, how it looks, and what data make of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Mm
from paper_by_hand import add, decision, new, saved
from word_outline import outline
from word_validity import problems

from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding
from docgen.merge import compile_template
from docgen.model.vocabulary import VOCABULARY
from docgen.project import built_in_templates
from docgen.tagging import Proposal, propose

Build = Callable[..., bytes]
DATA = Path(__file__).resolve().parents[2] / "data"
SAMPLES = sorted(
    path.relative_to(DATA).as_posix() for path in (*DATA.glob("*/*.toml"), *DATA.glob("*/*.json"))
)  # fmt: skip


def words(word: bytes) -> list[str]:
    """What a Word file reads, a line a paragraph, and where its tables and rows stand."""
    lines = outline(word).splitlines()
    return [line.partition("|")[2] if "|" in line else line.strip().partition(" ")[0] for line in lines]


def tags(made: Proposal, part: int = 0) -> dict[str, str]:
    """The words that each tag stood for."""
    return {found.tag: found.words for found in made.parts[part].found}


def faults(made: Proposal) -> list[Finding]:
    """What is wrong with a proposal, as a file and as a template."""
    return [*made.findings, *compile_template(made.data, "mau.docx", VOCABULARY).findings]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_built_paper_gives_the_template_that_builds_it_again(build: Build, name: str) -> None:
    word = build(name)
    made = propose(word, "van-ban.docx")
    assert faults(made) == []
    assert problems(made.data) == []
    assert words(build(name, made.data)) == words(word)


def test_a_paper_by_hand_is_recognised() -> None:
    made = propose(decision(), "van-ban.docx")
    assert faults(made) == []
    assert problems(made.data) == []
    assert tags(made) == {
        "{{ co_quan.chu_quan | hoa }}": "UBND TỈNH KHÁNH HÒA",
        "{{ co_quan.ten | hoa }}": "SỞ VĂN HÓA",
        "{{ so_ky_hieu }}": "15/QĐ-SVH",
        "{{ dia_danh }}": "Khánh Hòa",
        "{{ thoi_gian }}": "ngày 06 tháng 01 năm 2026",
        "{{ ten_loai | hoa }}": "QUYẾT ĐỊNH",
        "{{ trich_yeu }}": "Về việc thành lập Tổ kiểm kê",
        "{{ tham_quyen | hoa }}": "GIÁM ĐỐC SỞ VĂN HÓA",
        "{{ can_cu }}": "Xét đề nghị của Chánh Văn phòng.",  # told after the whole list
        "{{ dieu.nhan }} {{ dieu.chu }}": "Điều 1. Thành lập Tổ kiểm kê gồm:",
        "{{ khoan.nhan }} {{ khoan.chu }}": "1. Ông Nguyễn Văn A, Tổ trưởng.",
        "{{ diem.nhan }} {{ diem.chu }}": "a) Kiểm đếm tài sản;",
        "{{ gach.nhan }} {{ gach.chu }}": "- Biên bản lập thành hai bản.",
        "{{ doan.chu }}": "Tổ tự giải thể khi xong việc.",
        "{{ noi_nhan }}": "Như Điều 2; - Lưu: VT.",
        "{{ chuc_vu }}": "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "{{ ho_ten }}": "Lê Văn C",
    }
    assert "bỏ “(Đã ký)” giữa chức vụ và họ tên" in made.parts[0].notes
    assert "bỏ phần còn lại của thân bài: 3 đoạn; nội dung lấy từ dữ liệu" in made.parts[0].notes
    missing = {tag for _, tag in made.parts[0].missing}
    assert {"{{ muc.nhan }} {{ muc.chu }}", "{{ cong.nhan }} {{ cong.chu }}", "{{ du_thao }}"} <= missing


HEADS = {
    ("UBND TỈNH X", "SỞ Y"): ("UBND TỈNH X", "SỞ Y"),
    ("UBND TỈNH X\nSỞ Y",): ("UBND TỈNH X", "SỞ Y"),
    ("*UBND TỈNH X\nSỞ Y*",): ("UBND TỈNH X", "SỞ Y"),
    ("ỦY BAN NHÂN DÂN\nTỈNH X\nSỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG",): (
        "ỦY BAN NHÂN DÂN TỈNH X",
        "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG",
    ),
    ("SỞ NÔNG NGHIỆP", "BAN QUẢN LÝ\nDỰ ÁN SÔNG CÁI"): ("SỞ NÔNG NGHIỆP", "BAN QUẢN LÝ DỰ ÁN SÔNG CÁI"),
    ("BỘ Y TẾ\nCỤC PHÒNG BỆNH",): ("BỘ Y TẾ", "CỤC PHÒNG BỆNH"),
    ("ỦY BAN NHÂN DÂN\nXÃ Y",): ("", "ỦY BAN NHÂN DÂN XÃ Y"),
    ("VĂN PHÒNG\nỦY BAN NHÂN DÂN TỈNH X",): ("", "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH X"),
    ("THANH TRA\nSỞ Y TẾ",): ("", "THANH TRA SỞ Y TẾ"),
}


@pytest.mark.parametrize(("lines", "names"), HEADS.items())
def test_the_office_and_the_body_above_it_are_told_apart(lines: tuple[str, ...], names: tuple[str, str]) -> None:
    """Typed in lines of their own, or in one paragraph with line ends."""
    document = new()
    left, right = document.add_table(1, 2).rows[0].cells
    for line in (*lines, "Số: 15/KH-SY"):
        add(left, line, align=ALIGN.CENTER)
    for line in ("*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*", "*Độc lập - Tự do - Hạnh phúc*"):
        add(right, line)
    for line in ("*KẾ HOẠCH*", "*Kiểm tra*"):
        add(document, line, align=ALIGN.CENTER)
    add(document, "1. Việc thứ nhất phải làm.")
    found = tags(propose(saved(document), "van-ban.docx"))
    assert (found.get("{{ co_quan.chu_quan | hoa }}", ""), found["{{ co_quan.ten | hoa }}"]) == names


ROWS = {
    (("Số một", "Số hai"), ("1", "2"), ("3", "4"), ("Tổng cộng: 4", "6")): {
        "cot.ten",
        "hang.so",
        "tong.chu",
        "tong.so",
    },
    (("A", "B", "C"), ("(1)", "(2)", "(3)=(1)+(2)"), ("5", "7", "12")): {"cot.ten", "cot.so", "hang.so"},
    (("TT", "Tên", "Số"), ("1", "2", "3"), ("1", "Một", "5")): {"cot.ten", "cot.so", "hang.so"},
    (("Năm", "Số", "Tiền"), ("12", "30", "7"), ("5", "6", "9")): {"cot.ten", "hang.so"},
}


@pytest.mark.parametrize(("rows", "names"), ROWS.items())
def test_rows_of_figures_are_data_unless_they_number_the_columns(
    rows: tuple[tuple[str, ...], ...], names: set[str]
) -> None:
    document = new()
    add(document, "*KẾ HOẠCH*", align=ALIGN.CENTER)
    add(document, "*Kiểm tra*", align=ALIGN.CENTER)
    add(document, "1. Việc thứ nhất phải làm.")
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
            cell.paragraphs[0].alignment = ALIGN.RIGHT
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made = propose(saved(document), "van-ban.docx")
    found = {name for tag in tags(made) if tag.startswith(("{{ cot", "{{ hang", "{{ tong")) for name in tag.split()}
    assert {name for name in found if "." in name} == names


def test_what_a_template_by_hand_builds_looks_as_the_paper_did(build: Build) -> None:
    made = propose(decision(), "van-ban.docx")
    lines = outline(build("quyetdinh/2026-thanh-lap-to-so-hoa.toml", made.data)).splitlines()

    def line(part: str) -> str:
        return next(line for line in lines if part in line)

    assert line("SỞ KHOA HỌC").startswith("13 bold ")
    assert "⟨not bold⟩⇥ỦY BAN NHÂN DÂN TỈNH KHÁNH HÒA⇥⟨/⟩" in line("ỦY BAN")
    assert line("Căn cứ ").startswith("13 italic justify first=10.0mm")
    assert line("Điều 1.").startswith("13 justify first=10.0mm")
    assert "⟨bold⟩Điều 1.⟨/⟩ " in line("Điều 1.")
    assert line("| 1. ").startswith("13 justify first=12.0mm")
    assert line("- Lưu: ").strip().startswith("13 after=10 ")
    assert line("CHÁNH VĂN PHÒNG").strip().startswith("13 bold center")
    assert not [text for text in lines if "kiểm kê" in text or "Lê Văn C" in text or "{{" in text]


def test_numbers_that_word_makes_become_tags() -> None:
    document = new()
    add(document, "*BÁO CÁO*", align=ALIGN.CENTER)
    add(document, "*Kết quả công tác*", align=ALIGN.CENTER)
    document.add_paragraph("Việc thứ nhất.", style="List Number")
    document.add_paragraph("Việc nhỏ.", style="List Bullet")
    made = propose(saved(document), "bao-cao.docx")
    assert {"{{ khoan.nhan }} {{ khoan.chu }}", "{{ gach.nhan }} {{ gach.chu }}"} <= set(tags(made))
    kept = outline(made.data).splitlines()
    number = next(line for line in kept if "khoan.nhan" in line)
    assert "left=" in number
    assert number.endswith("{{ khoan.nhan }} {{ khoan.chu }}")


def test_an_annex_after_a_page_break_becomes_a_part() -> None:
    document = new()
    add(document, "*KẾ HOẠCH*", align=ALIGN.CENTER)
    add(document, "*Kiểm tra công tác văn thư*", align=ALIGN.CENTER)
    add(document, "*I. MỤC ĐÍCH*")
    add(document, "Đánh giá đúng tình hình.", align=ALIGN.JUSTIFY)
    document.add_page_break()
    add(document, "*Phụ lục*", align=ALIGN.CENTER)
    add(document, "*LỊCH KIỂM TRA*", align=ALIGN.CENTER)
    add(document, "_(Kèm theo Kế hoạch số 3/KH-SNV ngày 02 tháng 02 năm 2026 của Sở Nội vụ)_", align=ALIGN.CENTER)
    table = document.add_table(3, 2)
    for cell, text in zip(table._cells, ("TT", "Đơn vị", "1", "Văn phòng", "2", "Thanh tra"), strict=True):
        cell.text = text
    made = propose(saved(document), "ke-hoach.docx")
    assert [part.part for part in made.parts] == ["văn bản", "phụ lục dọc"]
    assert faults(made) == []
    assert tags(made, 1)["{{ phu_luc.tieu_de | hoa }}"] == "LỊCH KIỂM TRA"
    assert tags(made, 1)["{{ cot.ten }}"] == "TT | Đơn vị"
    assert outline(made.data).count("=== section") == 2


def test_words_that_stay_in_every_paper_are_told() -> None:
    document = new()
    add(document, "HỎA TỐC")
    add(document, "*BÁO CÁO*", align=ALIGN.CENTER)
    assert propose(saved(document), "bao-cao.docx").parts[0].kept == ["HỎA TỐC"]


def test_a_lone_basis_that_opens_the_text_is_no_list() -> None:
    document = new()
    add(document, "*KẾ HOẠCH*", align=ALIGN.CENTER)
    add(document, "*Kiểm tra*", align=ALIGN.CENTER)
    add(document, "Căn cứ Kế hoạch số 3/KH-UBND, Sở Nội vụ xây dựng Kế hoạch như sau:", align=ALIGN.JUSTIFY)
    assert "{{ can_cu }}" not in tags(propose(saved(document), "ke-hoach.docx"))


def test_a_draft_has_its_blanks_recognised() -> None:
    document = new()
    add(document, "Số:         /KH-SNV\tKhánh Hòa, ngày      tháng 02 năm 2026")
    add(document, "*KẾ HOẠCH*", align=ALIGN.CENTER)
    found = tags(propose(saved(document), "ke-hoach.docx"))
    assert {"{{ so_ky_hieu }}", "{{ dia_danh }}", "{{ thoi_gian }}"} <= set(found)


def test_a_template_is_refused() -> None:
    with pytest.raises(DocgenError) as refused:
        propose((built_in_templates() / "kehoach/ke-hoach.docx").read_bytes(), "mau.docx")
    assert (refused.value.finding.code, refused.value.exit_code) == ("MT040", ExitCode.TEMPLATE)


def test_a_letter_is_refused_with_what_it_lacks() -> None:
    document = new()
    add(document, "Chị Lan thân mến,")
    add(document, "- Em đã nhận được thư của chị.")
    with pytest.raises(DocgenError) as refused:
        propose(saved(document), "thu.docx")
    assert refused.value.finding.code == "MT041"
    for name in ("tên cơ quan ban hành", "tên loại văn bản", "trích yếu", "họ tên người ký"):
        assert name in refused.value.finding.message


def test_a_header_in_two_columns_and_a_list_of_addressees() -> None:
    document = new()
    header = document.add_table(1, 2)
    left, right = header.rows[0].cells
    for cell, texts in ((left, ("*ỦY BAN NHÂN DÂN*", "*PHƯỜNG NHA TRANG*", "Số: …/BC-UBND")),
                        (right, ("*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*", "*Độc lập - Tự do - Hạnh phúc*",
                                 "_Nha Trang, ngày … tháng … năm 2026_"))):  # fmt: skip
        for text in texts:
            add(cell, text, align=ALIGN.CENTER)
    add(document, "*BÁO CÁO*", align=ALIGN.CENTER)
    add(document, "*Kết quả công tác*", align=ALIGN.CENTER)
    add(document, "Kính gửi:", indent=20)
    add(document, "- Ủy ban nhân dân tỉnh;", indent=30)
    add(document, "- Sở Nội vụ.", indent=30)
    add(document, "Thực hiện chương trình công tác, Ủy ban nhân dân phường báo cáo như sau:", align=ALIGN.JUSTIFY)
    add(document, "Trong năm có nhiều tiến bộ.", align=ALIGN.JUSTIFY)
    ending = document.add_table(1, 2)
    left, right = ending.rows[0].cells
    left.text = "Nơi nhận:\n- Như trên;\n- Lưu: VT."
    right.text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\n\nNguyễn Văn A"
    made = propose(saved(document), "bao-cao.docx")
    assert faults(made) == []
    assert problems(made.data) == []
    found = tags(made)
    assert found["{{ co_quan.ten | hoa }}"] == "ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG"
    assert "{{ co_quan.chu_quan | hoa }}" not in found
    assert {"{{ so_ky_hieu }}", "{{ dia_danh }}", "{{ thoi_gian }}", "{{ kinh_gui.nhan }}"} <= set(found)
    assert found["{{ kinh_gui.dong }}"] == "Ủy ban nhân dân tỉnh; - Sở Nội vụ."
    assert found["{{ chuc_vu }}"] == "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH"
    assert found["{{ ho_ten }}"] == "Nguyễn Văn A"
    lines = [line.strip() for line in outline(made.data).splitlines()]
    for ending_line in ("| - {{ kinh_gui.dong }}", "| - {{ noi_nhan }}", "| {{ chuc_vu }}", "| {{ doan.chu }}"):
        assert any(line.endswith(ending_line) for line in lines), ending_line


def test_a_level_docgen_has_not_is_told() -> None:
    document = new()
    add(document, "*KẾ HOẠCH*", align=ALIGN.CENTER)
    add(document, "*Kiểm tra*", align=ALIGN.CENTER)
    add(document, "B. PHẦN CHUNG")
    assert (
        "bỏ đoạn “B. PHẦN CHUNG”: docgen không có cấp đánh số “B.”" in propose(saved(document), "x.docx").parts[0].notes
    )


def test_sections_that_are_no_parts_and_second_annexes_are_put_together() -> None:
    document = new()
    document.sections[0].footer.paragraphs[0].text = "Sở Nội vụ, năm 2026"
    add(document, "*KẾ HOẠCH*", align=ALIGN.CENTER)
    add(document, "*Kiểm tra*", align=ALIGN.CENTER)
    add(document, "Một đoạn của kế hoạch.", align=ALIGN.JUSTIFY)
    turned = document.add_section()
    turned.orientation, turned.page_width, turned.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    add(document, "1. Một khoản trên trang ngang.", align=ALIGN.JUSTIFY)
    back = document.add_section()
    back.orientation, back.page_width, back.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    for number, text in (("I", "- Việc thứ nhất."), ("II", "+ Việc thứ hai.")):
        document.add_page_break()
        add(document, f"*Phụ lục {number}*", align=ALIGN.CENTER)
        add(document, "*DANH MỤC*", align=ALIGN.CENTER)
        add(document, text, align=ALIGN.JUSTIFY)
    made = propose(saved(document), "ke-hoach.docx")
    assert faults(made) == []
    assert problems(made.data) == []
    assert [part.part for part in made.parts] == ["văn bản", "phụ lục dọc"]
    assert "{{ khoan.nhan }} {{ khoan.chu }}" in tags(made)
    assert {"{{ gach.nhan }} {{ gach.chu }}", "{{ cong.nhan }} {{ cong.chu }}"} <= set(tags(made, 1))
    assert outline(made.data).count("=== section") == 2
    assert "landscape" not in outline(made.data)
    assert "gộp 1 mục (section) đứng sau vào phần này, theo khổ giấy của mục đầu" in made.parts[0].notes
    assert "bỏ phần “phụ lục dọc” thứ hai: mẫu có mỗi phần một lần" in made.parts[0].notes
    assert "đầu trang, chân trang giữ nguyên chữ: “Sở Nội vụ, năm 2026”" in made.parts[0].notes


@pytest.mark.parametrize("first", [True, False])
def test_a_signature_above_or_below_the_recipients(first: bool) -> None:
    document = new()
    add(document, "*BÁO CÁO*", align=ALIGN.CENTER)
    add(document, "Công tác đạt kết quả tốt.", align=ALIGN.JUSTIFY)
    signature = (("*KT. GIÁM ĐỐC*", ALIGN.RIGHT), ("*PHÓ GIÁM ĐỐC*", ALIGN.RIGHT), ("Lê Văn C", ALIGN.RIGHT))
    recipients = (("Nơi nhận:", None), ("- Như trên;", None), ("- Lưu: VT.", None))
    for text, align in (*signature, *recipients) if first else (*recipients, *signature):
        add(document, text, align=align)
    found = tags(propose(saved(document), "bao-cao.docx"))
    assert found["{{ chuc_vu }}"] == "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC"
    assert found["{{ ho_ten }}"] == "Lê Văn C"
    assert found["{{ noi_nhan }}"] == "Như trên; - Lưu: VT."
    assert found["{{ doan.chu }}"] == "Công tác đạt kết quả tốt."
