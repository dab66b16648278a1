"""What is typed and would be printed as signs, or is damaged, is told at its place; sound text is not."""

from __future__ import annotations

import pytest
from written import FIRST_LINE, Made, ke_hoach, make


@pytest.mark.parametrize(
    ("text", "column", "code", "remedy"),
    [
        ("Năm { nam } tới", 5, "DL130", "{{ nam }}"),
        ("Năm {nam} tới", 5, "DL130", "{{ nam }}"),
        ("Năm { nam }} tới", 5, "DL130", "{{ nam }}"),
        ("Năm «nam» tới", 5, "DL130", "{{ nam }}"),
        ("Ông «Ho_ten» và", 5, "DL130", "{{ tên }}"),
        ("Năm <<nam>> tới", 5, "DL130", "{{ nam }}"),
        *(
            (f"Ông «{name}» và", 5, "DL130", "{{ tên }}")
            for name in ("Ten", "HoTen", "diachi", "Ngaysinh", "Họ_tên", "STT")
        ),
        ("Ông {MERGEFIELD Ten} và", 5, "DL130", "{{ tên }}"),
        ("Năm { MERGEFIELD nam \\* MERGEFORMAT } tới", 5, "DL130", "{{ nam }}"),
        ('Sở DOCPROPERTY "Company" và', 4, "DL130", "{{ tên }}"),
        ("MERGEFIELD nam", 1, "DL130", "{{ nam }}"),
        ("Số ${so} của", 4, "DL130", "{{ so }}"),
        ("Ngày {d.ngay} tới", 6, "DL130", "{{ tên }}"),
        ("Năm {{ nam }} hay nam }} tới", 23, "DL131", "{{"),
        ("Năm nam %} tới", 9, "DL131", "{%"),
        ("Xem [tại đây](https://example.vn/a) nhé", 5, "DL132", "địa chỉ"),
        ("Một<br>hai", 4, "DL132", "xuống dòng"),
        ("Một <b>hai</b>", 5, "DL132", "**"),
        ("Số liệu[^1] của Sở", 8, "DL132", "chú thích"),
        ("Một&nbsp;hai", 4, "DL132", "chính dấu ấy"),
        ("Đơn vị ti ếp nhận", 8, "CT001", "mend"),
        ("Các đơn vị cuả Sở", 12, "CT001", "mend"),
        ("Trung t\u200bâm", 8, "CT001", "mend"),
    ],
)
def test_what_is_no_text_is_told_where_it_stands(text: str, column: int, code: str, remedy: str) -> None:
    made = ke_hoach(f"Đầu.\n\n{text}")
    assert set(made.told) == {f"{FIRST_LINE + 2}:{column} {code}"}
    assert remedy in made.findings[0].remedy


@pytest.mark.parametrize(
    "text",
    [
        "Khẩu hiệu «Thanh niên» và «Toàn dân đoàn kết»",
        "Phong trào «Xanh», «Sạch», «Zalo», «iPhone», «Robot», «UBND», «VNeID» và «Smart City»",
        "Dùng trường MERGEFIELD trong Word, lệnh REF và DATE",
        "Tập {1; 2}, {a} và {x | x > 0}",
        "Nếu a < b và c > d thì a <b",
        "Công ty A&B, R&D, &c.",
        "Theo [1] và (2), xem [3] (phần sau)",
        "Giá $5, số # và 50%",
        "Năm {{ nam }} và {{ {'a': 1}['a'] }}",
        "Năm \\{{ nam }}".replace("\\", ""),
        "Ông Ksor Hơ Nhạn, bà H'Linh Êban, Đắk Lắk, Pleiku, Café",
        "Điểm n ở mục 2, vitamin c ở trên, km/h",
        "Tên tệp a_b.docx gửi tới hop_thu@example.vn",
    ],
)
def test_sound_text_gives_no_alarm(text: str) -> None:
    assert ke_hoach(f"Đầu.\n\n{text}").codes == []


def with_csv(text: str, more: str = "") -> Made:
    return make(
        f"""loai = "kế hoạch"
nam = 2026
trich_yeu = "A"
noi_nhan = ["B"]
luu = "VT"
nguoi_ky = {{ ho_ten = "C", chuc_vu = "Giám đốc" }}
co_quan = {{ ten = "Sở", viet_tat = "S", dia_danh = "K" }}
noi_dung = "Đầu.\\n\\n{{{{ bang.b }}}}"
[bang.b]
nguon = {{ tep = "b.csv" }}
{more}
""",
        b_csv=text,
    )


def test_cells_and_headers_are_looked_at() -> None:
    made = with_csv("Việc {nam},Ghi chú\nhọp,«so»\nki ểm tra,Luật\n")
    assert [(item.where.cell, item.code) for item in made.findings] == [
        ("A1", "DL130"),
        ("B2", "DL130"),
        ("A3", "CT001"),
    ]
    assert "“ki ểm” → “kiểm”" in made.one("CT001").message


def test_a_table_kept_as_typed_may_hold_such_signs() -> None:
    assert with_csv("Việc {nam},Ghi chú\nhọp,«so» <br>\n", "nguyen_van = true").codes == []


def test_a_sheet_full_of_damage_is_told_once_and_counted() -> None:
    made = with_csv("Việc,Ghi chú\n" + "".join(f"ti ếp nhận {number},a\n" for number in range(40)))
    (told,) = made.findings
    assert (told.code, told.where.cell) == ("CT001", "A2")
    assert "còn 39 ô nữa (A3, A4, A5, A6, A7, …)" in told.message


def test_each_text_is_told_once() -> None:
    made = make(
        """loai = "kế hoạch"
nam = 2026
trich_yeu = "Năm { nam }"
noi_nhan = ["Sở {{ trich_yeu }}"]
luu = "VT"
nguoi_ky = { ho_ten = "C", chuc_vu = "Giám đốc" }
co_quan = { ten = "Sở", viet_tat = "S", dia_danh = "K" }
noi_dung = "Theo {{ trich_yeu }}."
"""
    )
    assert made.told == ["3:18 DL130"]


@pytest.mark.parametrize(
    ("text", "tables", "message", "remedy"),
    [
        ("Bảng {{ bang.b }} ở đây", "[bang.b]\nhang = [{ a = 1 }]", "bảng “b” không in được ở giữa câu", "riêng một dòng"),
        ("Năm {{{ nam }}} tới", "", "thừa một dấu {", "Viết {{ nam }}."),
        ("{{ bang.b }}", '[bang.b]\nam = "ngoặc"\nhang = [{ a = 1 }]', "“am” là mục của từng mục cot", "[[bang.b.cot]]"),
        ("{{ bang.b }}", '[bang.b]\ndong_tong = "Tổng"\nhang = [{ t = "a", s = "{{ bang.b.tong.s }}" }, { t = "b", s = 4 }]',
         "ô này lấy tổng cột “s” của bảng “b”, mà tổng ấy cộng cả ô này", "Viết hẳn số"),
    ],
)  # fmt: skip
def test_a_message_says_what_a_clerk_did(text: str, tables: str, message: str, remedy: str) -> None:
    finding = next(item for item in ke_hoach(text, tables=tables).findings if item.code in ("DL080", "DL040", "DL089"))
    assert message in finding.message
    assert remedy in finding.remedy
