"""Bodies: headings and lists numbered by position, however a clerk types them; marks, tags and anchors."""

from __future__ import annotations

import random
import re

import pytest
from written import FIRST_LINE, body, ke_hoach, make, quyet_dinh


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# A\n1. b\n2. c\n# D\n1. e", ["muc|I. A", "khoan|1. b", "khoan|2. c", "muc|II. D", "khoan|1. e./."]),
        ("# A\n## B\n1. c\n2. d\n## E\n1. f", ["muc|I. A", "khoan_tieu_de|1. B", "diem|a) c", "diem|b) d",
                                             "khoan_tieu_de|2. E", "diem|a) f./."]),
        ("# A\n## B\n### C\nĐoạn.", ["muc|I. A", "khoan_tieu_de|1. B", "diem_tieu_de|a) C", "doan|Đoạn./."]),
        # without headings a list is khoản
        ("1. a\n2. b", ["khoan|1. a", "khoan|2. b./."]),
        ("- a\n- b", ["gach|- a", "gach|- b./."]),
        # a list goes on behind a paragraph under the same heading
        ("# A\n1. b\n\nĐoạn giữa.\n\n1. c", ["muc|I. A", "khoan|1. b", "doan|Đoạn giữa.", "khoan|2. c./."]),
        ("# A\n1. b\n   Tiếp theo\n\n   Đoạn nữa.\n2. c",
         ["muc|I. A", "khoan|1. b Tiếp theo", "doan|Đoạn nữa.", "khoan|2. c./."]),
        # the letters of the decree: đ after d, no f, j, w, z
        ("## B\n" + "\n".join(f"{n}. x" for n in range(1, 9)), ["khoan_tieu_de|1. B", *(f"diem|{c}) x" for c in "abcdđeg"),
                                                              "diem|h) x./."]),
    ],
)  # fmt: skip
def test_labels_follow_position(text: str, lines: list[str]) -> None:
    assert body(text) == lines


NESTED = ["khoan|1. a", "gach|- b", "cong|+ c", "gach|- d", "khoan|2. e./."]


@pytest.mark.parametrize("step", [2, 3, 4])
def test_lists_nest_by_two_three_and_four_blanks(step: int) -> None:
    pad = " " * step
    assert body(f"1. a\n{pad}- b\n{pad * 2}+ c\n{pad}- d\n2. e") == NESTED
    assert body(f"1. a\n{pad}1. b\n{pad}2. c\n2. d") == ["khoan|1. a", "diem|a) b", "diem|b) c", "khoan|2. d./."]
    assert body(f"- a\n{pad}- b\n- c") == ["gach|- a", "cong|+ b", "gach|- c./."]


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n- b\n+ c\n- d\n2. e",
        "1. a\n\n- b\n\n+ c\n\n- d\n\n2. e",
        "1. a\n- b\n  + c\n– d\n2. e",
        "1. a\n\t- b\n\t\t+ c\n\t- d\n2. e",
        "1. a\n * b\n   + c\n * d\n2. e",
    ],
)
def test_lists_nest_by_another_mark_too(text: str) -> None:
    assert body(text) == NESTED


@pytest.mark.parametrize(
    "text",
    ["1. a\na) b\nb) c\n2. d", "1. a\n   a) b\n   b) c\n2. d", "1. a\n\ta) b\n\tb) c\n2. d",
     "1. a\n\n   a) b\n\n   b) c\n\n2. d"],
)  # fmt: skip
def test_letters_are_points_wherever_they_are_typed(text: str) -> None:
    assert body(text) == ["khoan|1. a", "diem|a) b", "diem|b) c", "khoan|2. d./."]


@pytest.mark.parametrize(
    ("text", "lines", "told"),
    [
        # a number left out, a letter twice, the wrong beginning: one finding, and the lines after it follow
        ("1. a\n3. b\n4. c", ["khoan|1. a", "khoan|2. b", "khoan|3. c./."], ["10:1 “3.” “2.”"]),
        ("a) a\nb) b\nb) c\nc) d", ["diem|a) a", "diem|b) b", "diem|c) c", "diem|d) d./."], ["11:1 “b)” “c)”"]),
        ("3. a\n4. b", ["khoan|1. a", "khoan|2. b./."], ["9:1 “3.” “1.”"]),
        ("1. a\n2. b\n7. c\n4. d", ["khoan|1. a", "khoan|2. b", "khoan|3. c", "khoan|4. d./."], ["11:1 “7.” “3.”"]),
        ("5. a\n9. b\nd) c", ["khoan|1. a", "khoan|2. b", "diem|a) c./."],
         ["9:1 “5.” “1.”", "10:1 “9.” “2.”", "11:1 “d)” “a)”"]),
        ("7. a\n  - b\n7. c", ["khoan|1. a", "gach|- b", "khoan|2. c./."], ["9:1 “7.” “1.”", "11:1 “7.” “2.”"]),
        # another kind of label than the level has: told once
        ("1. a\n1) b\n2) c\n2. d", ["khoan|1. a", "diem|a) b", "diem|b) c", "khoan|2. d./."], ["10:1 “1)” “a)”"]),
        ("# A\n## B\n1) c\n2) d", ["muc|I. A", "khoan_tieu_de|1. B", "diem|a) c", "diem|b) d./."], ["11:1 “1)” “a)”"]),
        # numbering goes on under one heading
        ("# A\n1. b\n2. c\n\nGiữa.\n\n1. d\n2. e",
         ["muc|I. A", "khoan|1. b", "khoan|2. c", "doan|Giữa.", "khoan|3. d", "khoan|4. e./."], ["15:1 “1.” “3.”"]),
        # headings, articles and chapters are no different
        ("# I. A\n# III. B\n# IV. C", ["muc|I. A", "muc|II. B", "muc|III. C./."], ["10:3 “III.” “II.”"]),
        ("# A\n## b) B\nc", ["muc|I. A", "khoan_tieu_de|1. B", "doan|c./."], ["10:4 “b)” “1.”"]),
        ("# A\n## 1) B\nc", ["muc|I. A", "khoan_tieu_de|1. B", "doan|c./."], ["10:4 “1)” “1.”"]),
        ("# Chương I. A\nb\n# Chương III. C\n# Chương IV. D\nd",
         ["chuong|Chương I A", "doan|b", "chuong|Chương II C", "chuong|Chương III D", "doan|d./."],
         ["11:3 “Chương III” “Chương II”"]),
        # đ after d
        ("a) a\nb) b\nc) c\nd) d\ne) e", ["diem|a) a", "diem|b) b", "diem|c) c", "diem|d) d", "diem|đ) e./."],
         ["13:1 “e)” “đ)”"]),
    ],
)  # fmt: skip
def test_a_label_typed_wrongly_is_told_with_what_is_printed(text: str, lines: list[str], told: list[str]) -> None:
    made = ke_hoach(text)
    assert set(made.codes) <= {"DL074"}
    assert made.lines() == lines
    shown = [re.findall("“[^”]*”", item.message) for item in made.findings]
    at = [f"{item.where.line}:{item.where.column}" for item in made.findings]
    assert [f"{place} {' '.join(names)}" for place, names in zip(at, shown, strict=True)] == told


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n1. b\n1. c",  # as Markdown counts
        "# A\n1. b\n\nGiữa.\n\n2. c",
        "{% if nam == 2027 %}\n1. a\n{% endif %}\n2. b\n3. c",
        "1. a\n{% if nam == 2026 %}\n2. b\n{% else %}\n2. c\n{% endif %}\n3. d",
        "1. a\n{% for n in [1, 2, 3] %}\n2. {{ n }}\n{% endfor %}\n3. c",
        '1. a\n2. {% if nam == 2027 %}b{% endif %}\n3. c',
        "# I. A\n1. b\n2. c\n# II. D\n1. e\n   a) f\n   b) g\n2. h\n   a) i",
    ],
)  # fmt: skip
def test_labels_typed_rightly_give_no_finding(text: str) -> None:
    assert ke_hoach(text).codes == []


@pytest.mark.parametrize(
    ("text", "lines", "told"),
    [
        ("1. a\n2. b\n\n15. 3 xã họp", ["khoan|1. a", "khoan|2. b", "doan|15. 3 xã họp./."], ["12:1 DL074"]),
        ("1. a\n2. b\n\n5. 3 xã họp", ["khoan|1. a", "khoan|2. b", "doan|5. 3 xã họp./."], ["12:1 DL074"]),
        ("1. a\n2. b\n\n3. 3 xã họp", ["khoan|1. a", "khoan|2. b", "khoan|3. 3 xã họp./."], []),
        ("a) a\n\n15. Họp ba xã", ["diem|a) a", "doan|15. Họp ba xã./."], ["11:1 DL074"]),
        ("a) a\n\n15\\. 3 xã họp", ["diem|a) a", "doan|15. 3 xã họp./."], []),
        ("# 1.5 triệu hồ sơ\nb", ["muc|I. 1.5 triệu hồ sơ", "doan|b./."], ["9:3 DL074"]),
        ("# C. Mác\nb", ["muc|I. C. Mác", "doan|b./."], ["9:3 DL074"]),
    ],
)
def test_a_number_far_from_its_list_is_no_label(text: str, lines: list[str], told: list[str]) -> None:
    made = ke_hoach(text)
    assert made.lines() == lines
    assert made.told == told


def test_decimal_labels_of_headings() -> None:
    top = 'danh_so = ["1.", "1.1.", "a)"]'
    text = "\n".join(["# 1. A", *(f"## 1.{n} B" for n in range(1, 11)), "## 1.12. C", "# 2 triệu"])
    made = ke_hoach(text, top)
    assert made.lines()[9:] == ["tieu_khoan_tieu_de|1.9. B", "tieu_khoan_tieu_de|1.10. B", "tieu_khoan_tieu_de|1.11. C",
                                "khoan_tieu_de|2. 2 triệu./."]  # fmt: skip
    assert "ghi “1.12.”, sẽ in “1.11.”" in made.one("DL074").message


def test_letters_without_khoan_are_points() -> None:
    assert body("# A\na) b\nb) c") == ["muc|I. A", "diem|a) b", "diem|b) c./."]


def test_levels_of_an_office_with_decimals() -> None:
    top = 'danh_so = ["I.", "1.", "1.1.", "a)", "-", "+"]'
    text = "# A\n## B\n### C\n1. d\n## E\n1. f\n   1. g"
    assert body(text, top) == ["muc|I. A", "khoan_tieu_de|1. B", "tieu_khoan_tieu_de|1.1. C", "diem|a) d",
                               "khoan_tieu_de|2. E", "tieu_khoan|2.1. f", "diem|a) g./."]  # fmt: skip


def test_levels_too_deep_are_told_and_lose_nothing() -> None:
    made = ke_hoach("# A\n## B\n### C\n#### D\n1. e\n- f\n  - g\n    - h")
    assert [line.split("|")[1] for line in made.lines()] == [
        "I. A",
        "1. B",
        "a) C",
        "b) D",
        "- e",
        "- f",
        "+ g",
        "+ h./.",
    ]
    assert made.told == [f"{FIRST_LINE + 3}:6 DL085", f"{FIRST_LINE + 4}:4 DL085", f"{FIRST_LINE + 7}:7 DL085"]


# The decree's other structure


def test_parts_chapters_sections_and_articles() -> None:
    text = """# Phần I. Một
## Chương I. Hai
### Mục 1. Ba
#### Điều 1. Bốn
1. Khoản
a) điểm
#### Điều 2. Năm
1. Khoản
### Mục 2. Sáu
#### Điều 3. Bảy
Đoạn.
## Chương II. Tám
### Mục 1. Chín
#### Điều 4. Mười
Hết."""
    assert body(text) == [
        "phan|Phần I Một", "chuong|Chương I Hai", "muc_lon|Mục 1 Ba", "dieu_tieu_de|Điều 1. Bốn", "khoan|1. Khoản",
        "diem|a) điểm", "dieu_tieu_de|Điều 2. Năm", "khoan|1. Khoản", "muc_lon|Mục 2 Sáu", "dieu_tieu_de|Điều 3. Bảy",
        "doan|Đoạn.", "chuong|Chương II Tám", "muc_lon|Mục 1 Chín", "dieu_tieu_de|Điều 4. Mười", "doan|Hết./.",
    ]  # fmt: skip


def test_headings_below_a_part_begin_with_roman_numerals() -> None:
    assert body("# Phần I. A\n## B\n### C\n1. d\n# Phần II. E\n## F") == [
        "phan|Phần I A", "muc|I. B", "khoan_tieu_de|1. C", "diem|a) d", "phan|Phần II E", "muc|I. F./.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["Chương I. Chung", "CHƯƠNG I Chung", "Chương I: Chung", "Chương: Chung", "chương 1. Chung"]
)
def test_a_chapter_may_be_typed_in_many_ways(typed: str) -> None:
    assert body(f"# {typed}\n## Điều 1. A\nb") == ["chuong|Chương I Chung", "dieu_tieu_de|Điều 1. A", "doan|b./."]


@pytest.mark.parametrize(
    "title",
    ["Mục tiêu", "Mục lục", "Mục đích, yêu cầu", "Phần mềm dùng chung", "Điều kiện thực hiện", "Điều chỉnh kế hoạch",
     "Điều lệ Hội", "Chương trình công tác", "Mục chi thường xuyên", "Phần việc còn lại", "Mục", "Điều 5a", "C. Mác",
     "2026 và những năm tiếp theo", "Điều này"],
)  # fmt: skip
def test_titles_that_only_look_like_structure(title: str) -> None:
    made = ke_hoach(f"# {title}\nĐoạn.")
    assert made.lines() == [f"muc|I. {title}", "doan|Đoạn./."]


def test_an_article_without_title_runs_into_its_text() -> None:
    assert body("## Điều 1.\nĐoạn một.\n\nĐoạn hai.") == ["dieu|Điều 1. Đoạn một.", "doan|Đoạn hai./."]


def test_a_chapter_must_have_a_title() -> None:
    made = ke_hoach("# Chương I\n## Điều 1. A\nb")
    assert made.codes == ["DL075"]
    assert made.findings[0].where.line == FIRST_LINE


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [("# Chương II. A\nb", 0, "chuong|Chương I A"), ("# Điều 2. A\nb", 0, "dieu_tieu_de|Điều 1. A"),
     ("# A\n# III. B\nc", 1, "muc|II. B"), ("# A\n## b) B\nc", 1, "khoan_tieu_de|1. B")],
)  # fmt: skip
def test_a_typed_number_that_is_wrong_is_told(text: str, line: int, shown: str) -> None:
    made = ke_hoach(text)
    assert made.lines()[line] == shown
    assert made.codes == ["DL074"]
    assert made.findings[0].where.line == FIRST_LINE + line


def test_a_typed_number_that_is_right_is_printed_once() -> None:
    assert body("# **I. A**\n## 1. B\n### a) C\n# II. D\n# Điều 1. E\nf") == [
        "muc|I. **A**", "khoan_tieu_de|1. B", "diem_tieu_de|a) C", "muc|II. D", "dieu_tieu_de|Điều 1. E", "doan|f./.",
    ]  # fmt: skip


DECIMALS = 'danh_so = ["I.", "1.", "1.1.", "a)"]'


@pytest.mark.parametrize(
    ("text", "lines", "told"),
    [
        ("1. Một\n1.1. Ý\n1.2. Ý hai\n2. Hai", "1. Một|a) Ý|b) Ý hai|2. Hai", ["10 “1.1.” “a)”"]),
        ("## 1. Một\n1.1. Ý\n1.2. Ý hai", "1. Một|a) Ý|b) Ý hai", ["10 “1.1.” “a)”"]),
        ("## Một\n1.1. a\n\n1.3. b\n\n1.4. c", "1. Một|a) a|b) b|c) c", ["10 “1.1.” “a)”", "12 “1.3.” “b)”"]),
        ("1) a\n2) b", "1. a|2. b", ["9 “1)” “1.”"]),
        ("# A\n1) a\n2) b\n# B\n1) c\n3) d", "I. A|1. a|2. b|II. B|1. c|2. d", ["10 “1)” “1.”", "14 “3)” “2.”"]),
        ("# A. Việc\n# B. Tổ chức\n# C. Khác\n# Đ. Hết\nx", "I. Việc|II. Tổ chức|III. Khác|IV. Hết|x",
         ["9 “A.” “I.”", "12 “Đ.” “IV.”"]),
        ("# I) A\n# II) B\nx", "I. A|II. B|x", ["9 “I)” “I.”"]),
        ("# 1. A\n# 2. B\nx", "I. A|II. B|x", ["9 “1.” “I.”"]),
        ("# A\n## B\n### 1.1. Ý\n### 1.2. Y\nx", "I. A|1. B|a) Ý|b) Y|x", ["11 “1.1.” “a)”"]),
        ("# Phần thứ nhất. Việc\n# Phần thứ hai. Hai\n# Phần thứ tư. Ba\nx", "Phần I Việc|Phần II Hai|Phần III Ba|x",
         ["9 “Phần thứ nhất” “Phần I”", "11 “Phần thứ tư” “Phần III”"]),
        # what stays text inside a paragraph is told too
        ("1.10. Họp\n110. Báo", "1.10. Họp 110. Báo", ["9 “1.10.” “1.10\\.”", "10 “110.” “110\\.”"]),
        ("1. Họp\n110. Báo\n2. Hai", "1. Họp 110. Báo|2. Hai", ["10 “110.” “110\\.”"]),
        ("Đoạn:\n2. Hai", "Đoạn: 2. Hai", ["10 “2.” “2\\.”"]),
        ("(1) a\n(3) b\n(4) c", "(1) a (3) b (4) c", ["10 “(3)”"]),
        ("(1) a\n\n(3) b\n\n(4) c", "(1) a|(3) b|(4) c", ["11 “(3)” “(1)”"]),
    ],
)  # fmt: skip
def test_what_is_typed_and_what_is_printed_differ(text: str, lines: str, told: list[str]) -> None:
    made = ke_hoach(text)
    assert "|".join(line.split("|")[1] for line in made.lines()) == f"{lines}./."
    found = sorted(made.findings, key=lambda item: item.where.line)
    shown = [
        re.findall("“[^”]*”", item.message + (item.remedy if "nối tiếp" in item.message else "")) for item in found
    ]
    assert [f"{item.where.line} {' '.join(words)}" for item, words in zip(found, shown, strict=True)] == told


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# A\n1. Một\n1.1. Ý\n1.2. Hai:\n- x\n2. Hai\n2.1. Y", "I. A|1. Một|1.1. Ý|1.2. Hai:|- x|2. Hai|2.1. Y"),
        ("# A\n## 1. Một\n1.1. Ý\n1.2 Ý hai\n## 2. Hai\n2.1. x", "I. A|1. Một|1.1. Ý|1.2. Ý hai|2. Hai|2.1. x"),
        ("# A\n## 1. Một\n### 1.1. Ý\n### 1.2. Y\nx", "I. A|1. Một|1.1. Ý|1.2. Y|x"),
        ("1.1. a\n\n1.2. b", "1.1. a|1.2. b"),
        ("1. Thu đạt\n1.5 triệu đồng", "1. Thu đạt 1.5 triệu đồng"),
        ("1. Họp ngày\n15. Các đơn vị dự", "1. Họp ngày 15. Các đơn vị dự"),
        ("Họp ngày\n12.5. Các đơn vị dự", "Họp ngày 12.5. Các đơn vị dự"),
        ("1. Vốn tăng\n1.2 lần", "1. Vốn tăng 1.2 lần"),
        ("Gồm: (1) a;\n(2) b", "Gồm: (1) a; (2) b"),
        ("(1) a\n\n(2) b\n# C\n(1) d", "(1) a|(2) b|I. C|(1) d"),
        ("# A\\. Puskin\nx", "I. A. Puskin|x"),
        ("# Đ/c Nam\n# V/v họp\nx", "I. Đ/c Nam|II. V/v họp|x"),
        ("- a\n• b\n– c", "- a|- b|- c"),
        ("- a\n  • b\n  – c\n- d", "- a|+ b|+ c|- d"),
    ],
)
def test_levels_as_an_office_types_them(text: str, lines: str) -> None:
    assert "|".join(line.split("|")[1] for line in body(text, DECIMALS)) == f"{lines}./."


def test_a_decimal_of_another_point_is_told_once() -> None:
    made = ke_hoach("# A\n1. Một\n2.1. Ý\n2.2. Y\n2. Hai", DECIMALS)
    assert made.told == ["11:1 DL074"]
    made = ke_hoach("# A\n3. Một\n3.1. Ý\n4. Hai\n4.1. Y", DECIMALS)
    assert made.told == ["10:1 DL074"]


# Conditions and loops


def test_numbering_comes_after_conditions() -> None:
    text = """# A
1. một
{% if nam > 2030 %}
2. hai
{% endif %}
3. ba
{% if nam == 2026 %}
# B
{% else %}
# C
{% endif %}
{% for x in them.viec %}
1. {{ x }}
   - ý {{ loop.index }}
{% endfor %}
# D"""
    assert body(text, tables='[them]\nviec = ["x", "y"]') == [
        "muc|I. A", "khoan|1. một", "khoan|2. ba", "muc|II. B", "khoan|1. x", "gach|- ý 1", "khoan|2. y", "gach|- ý 2",
        "muc|III. D./.",
    ]  # fmt: skip


def test_conditions_inside_a_sentence() -> None:
    assert body("Có {% if nam > 2000 %}**một**{% else %}hai{% endif %} việc.") == ["doan|Có **một** việc./."]
    assert body("{% if nam > 2030 %}Không in.{% endif %}\n\n{% if nam %}In.{% endif %}") == ["doan|In./."]


def test_an_item_that_conditions_empty_takes_no_number() -> None:
    assert body("1. a\n2. {% if nam > 2030 %}b{% endif %}\n3. c") == ["khoan|1. a", "khoan|2. c./."]


def test_an_item_that_a_value_empties_is_told() -> None:
    made = ke_hoach("1. a\n2. {{ 'b' if nam > 2030 }}\n3. c")
    assert made.told == [f"{FIRST_LINE + 1}:4 DL076"]


def test_tags_on_one_line() -> None:
    assert body("{% if nam %}{% if not so %}\n1. a\n{% endif %}{% endif %}\n2. b") == ["khoan|1. a", "khoan|2. b./."]


# Bold, italic, escapes, line ends


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("**đậm** và *nghiêng*", "**đậm** và _nghiêng_./."),
        ("***cả hai*** nhé", "**_cả hai_** nhé./."),
        ("Trung**tâm** và *Sở*Y tế", "Trung**tâm** và _Sở_Y tế./."),
        ("*nghiêng **đậm** nghiêng* hết", "_nghiêng _**_đậm_**_ nghiêng_ hết./."),
        ("**{{ nam }} và {{ co_quan.viet_tat }}** *{{ nam }}*.", "**2026 và SNV** _2026_./."),
        (r"giá \*5, \# \_ \{{ nam }} \\", "giá *5, # _ {{ nam }} \\./."),
        ("3*4 và 5*6, a*b + c*d", "3*4 và 5*6, a*b + c*d./."),
        ("dòng một  \ndòng hai\\\ndòng ba\ndòng bốn", "dòng một\ndòng hai\ndòng ba dòng bốn./."),
        ("Chữ {# ghi chú #} thường", "Chữ thường./."),
        ("Chữ{# ghi chú #} thường", "Chữ thường./."),
        ("{# ghi chú\nnhiều dòng #}\nChữ", "Chữ./."),
        ("a & b < c > d \"e\" 'f' `g` [h](i) & ; <x>", "a & b < c > d \"e\" 'f' `g` [h](i) & ; <x>./."),
        ("**Kết luận.**", "**Kết luận**./."),
        ("Hết *(trừ văn bản mật)*", "Hết _(trừ văn bản mật)_./."),
        ("Hết *(trừ văn bản mật)*.", "Hết _(trừ văn bản mật)_./."),
        ("Hết./.", "Hết./."),
        ("Hết;", "Hết./."),
    ],
)
def test_marks_inside_a_paragraph(text: str, line: str) -> None:
    assert body(text) == [f"doan|{line}"]


@pytest.mark.parametrize(
    "text",
    ["5 * 3", "2021 - 2030", "Số 5/10", "thư: nguyen_van_a@snv.gov.vn", "a*b", "2*3", "A - B", "1.5 triệu", "6.547 hồ sơ",
     "24/7", "-5 độ C", "(*) Ghi chú", "Số: ____/QĐ", "#", "C# và F#", "50%", "http://a.vn/b_c_d", "“Một cửa”",
     "3 ** 4", "Điểm a) và b)", "Luật số 30/2020", "+84 258 123", "2026. Năm", "v.v."],
)  # fmt: skip
def test_clean_text_gives_no_alarm(text: str) -> None:
    lead = "Đoạn: " if text == "#" else ""
    assert body(f"{lead}{text}\n\nHết") == [f"doan|{lead}{text}", "doan|Hết./."]


@pytest.mark.parametrize(
    ("text", "column", "code"),
    [
        ("    Đoạn thụt", 1, "DL070"),
        ("\tĐoạn thụt", 1, "DL070"),
        ("Chữ **đậm chưa đóng", 5, "DL071"),
        ("Chữ đậm** thôi", 8, "DL071"),
        ("Chữ *nghiêng", 5, "DL071"),
        ("**{{ nam }} thôi", 1, "DL071"),
        ("__Chữ", 1, "DL071"),
        ("##Mục tiêu", 1, "DL072"),
        ("#Mục tiêu", 1, "DL072"),
        ("1.Mục tiêu", 1, "DL072"),
        ("12)Mục tiêu", 1, "DL072"),
        ("a)Điểm", 1, "DL072"),
        ("a. Điểm", 1, "DL072"),
        ("1/ Khoản", 1, "DL072"),
        ("> Trích", 1, "DL072"),
        ("| a | b |", 1, "DL072"),
        ("```", 1, "DL072"),
        ("---", 1, "DL072"),
        ("***", 1, "DL072"),
        ("-", 1, "DL072"),
        ("1.", 1, "DL072"),
        ("##", 1, "DL072"),
        ("I. MỤC TIÊU", 1, "DL072"),
        ("Điều 1. Phạm vi", 1, "DL072"),
        ("Chương II", 1, "DL072"),
        ("Năm {{ nam", 5, "DL073"),
        ("Năm {% if nam", 5, "DL073"),
        ("Năm {# nam", 5, "DL073"),
        ("Năm {{ namm }}", 8, "DL080"),
        ("Năm {{ nam }} và **{{ co_quan.tenn }}**", 31, "DL080"),
    ],
)
def test_slips_are_told_at_their_place(text: str, column: int, code: str) -> None:
    made = ke_hoach(f"Đầu.\n\n{text}\n\nHết.")
    assert made.told == [f"{FIRST_LINE + 2}:{column} {code}"]
    printed = " ".join(line.split("|", 1)[1] for line in made.lines())
    if code in ("DL071", "DL072") and text != "##":
        assert text in printed.replace("2026", "{{ nam }}")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# Chương Quy định chung", [f"{FIRST_LINE + 2}:3 DL072"]),
        ("### Điều Đối tượng áp dụng", [f"{FIRST_LINE + 2}:5 DL072"]),
        ("# Mục đích", []),
        ("# Điều kiện, Phần mềm", []),
        ("# MỤC ĐÍCH", []),
        ("# Chương trình công tác", []),
    ],
)
def test_a_chapter_without_its_number_is_not_taken_for_a_heading_in_silence(text: str, told: list[str]) -> None:
    assert [line for line in ke_hoach(f"Đầu.\n\n{text}\n\nHết.").told if "DL072" in line] == told


def test_slips_inside_an_item_and_a_wrapped_line() -> None:
    made = ke_hoach("1. a\n   - b **c\n2. đ\n##E\n\nDòng một\n-dòng hai")
    assert made.told == [f"{FIRST_LINE + 1}:8 DL071", f"{FIRST_LINE + 3}:1 DL072", f"{FIRST_LINE + 6}:1 DL072"]


@pytest.mark.parametrize("blank", ["\xa0", "\u2003", "\u2007", "\u3000", "\ufeff", "\u200b", " \xa0"])
def test_a_blank_of_another_kind_at_a_mark_is_a_blank(blank: str) -> None:
    text = f"\ufeff#{blank}Mục\n{blank}\n1.{blank}Một\n{blank}a){blank}Điểm\n2.{blank}Hai\n-{blank}Ý\n{blank}\nĐoạn"
    assert body(text) == [
        "muc|I. Mục", "khoan|1. Một", "diem|a) Điểm", "khoan|2. Hai", "gach|- Ý", "doan|Đoạn./."
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["– ", "— ", "• ", "● ", "▪ ", "-", "–", "•", "·\t"])
def test_dashes_and_bullets_of_word_are_bullets(mark: str) -> None:
    assert body(f"Gồm:\n{mark}Một;\n{mark}Hai\nba;\n{mark}Bốn") == [
        "doan|Gồm:", "gach|- Một;", "gach|- Hai ba;", "gach|- Bốn./."
    ]  # fmt: skip


def test_one_list_may_mix_the_dashes_that_word_makes_of_one() -> None:
    assert body("- Một\n– Hai\n-Ba\n\n- a\n  • b\n  • c") == [
        "gach|- Một", "gach|- Hai", "gach|- Ba", "gach|- a", "cong|+ b", "cong|+ c./."
    ]  # fmt: skip


def test_a_dash_in_a_wrapped_sentence_is_told_and_stays() -> None:
    made = ke_hoach("Sở Nội vụ\n– cơ quan thường trực – báo cáo.\n-5 độ")
    assert made.told == [f"{FIRST_LINE + 1}:1 DL072"]
    assert "nối vào dòng trên" in made.findings[0].message
    assert made.lines() == ["doan|Sở Nội vụ – cơ quan thường trực – báo cáo. -5 độ./."]


def test_a_wrapped_sentence_is_no_list() -> None:
    assert body("Theo kế hoạch năm\n2026. Các đơn vị thực hiện trong tháng\n12. Hết.") == [
        "doan|Theo kế hoạch năm 2026. Các đơn vị thực hiện trong tháng 12. Hết./."
    ]


# Values


def test_values_are_never_read_as_marks() -> None:
    strange = '# **a** <b> & \\"c\\" *d* _e_ - 1. |x| \' ./ }} \\t{ {'
    printed = '# **a** <b> & "c" *d* _e_ - 1. |x| \' ./ }} \t{ {'
    text = "Đầu {{ them.la }} cuối.\n\n# {{ them.la }}\n\n- **{{ them.la }}**\n\nHết"
    assert ke_hoach(text, tables=f'[them]\nla = "{strange}"').lines() == [
        f"doan|Đầu {printed} cuối.", f"muc|I. {printed}", f"gach|- **{printed}**", "doan|Hết./.",
    ]  # fmt: skip


def test_a_table_stands_alone_on_its_line_under_a_paragraph() -> None:
    tables = "[bang.b]\nhang = [ { a = 1 } ]"
    assert body("Như sau:\n{{ bang.b }}\nTiếp.", tables=tables) == ["doan|Như sau:", "bang|", "doan|Tiếp./."]
    assert body("1. Như sau:\n   {{ bang.b }}\n2. Tiếp.", tables=tables) == [
        "khoan|1. Như sau:",
        "bang|",
        "khoan|2. Tiếp./.",
    ]
    made = ke_hoach("Bảng {{ bang.b }} ở đây.", tables=tables)
    assert made.codes == ["DL080"]
    made = ke_hoach("{{ bang.c }}", tables=tables)
    assert (FIRST_LINE, 1, "DL054") in [(item.where.line, item.where.column, item.code) for item in made.findings]


# Anchors


def test_anchors_are_named_as_sentences_name_them() -> None:
    text = """# Phần I. A {#phan}
## B {#muc}
### C {#khoan}
Theo {{ muc.phan }}; {{ muc.muc }}; {{ muc.khoan }}; {{ muc.sau }}; {{ muc.dieu }}; {{ muc.chuong }}.
# Chương I. D {#chuong}
## Điều 1. E {#dieu}
### F {#sau}
g"""
    assert body(text)[3] == (
        "doan|Theo Phần I; Mục I Phần I; khoản 1 Mục I Phần I; khoản 1 Điều 1; Điều 1; Chương I Phần I."
    )


def test_anchors_of_points_and_decimals() -> None:
    assert body("# A\n## B\n### C {#c}\nTheo {{ muc.c }}.")[-1] == "doan|Theo điểm a khoản 1 Mục I./."
    top = 'danh_so = ["I.", "1.", "1.1."]'
    assert body("# A\n## B\n### C {#c}\nTheo {{ muc.c }}.", top)[-1] == "doan|Theo khoản 1.1 Mục I./."


def test_an_unknown_anchor_and_two_alike_are_told() -> None:
    made = ke_hoach("# A {#mot}\n# B {#mot}\nTheo {{ muc.mott }}.")
    assert sorted(made.codes) == ["DL077", "DL080"]
    assert made.one("DL080").remedy == "Có phải “mot”?"


# Articles of a decision


def test_articles_run_in_titled_and_with_points() -> None:
    dieu = """[
  "Ban hành **Quy chế**.",
  { tieu_de = "Tổ chức thực hiện", noi_dung = "Đoạn.\\n\\n1. Khoản\\n2. Khoản\\n   1. điểm" },
  "Các việc sau:\\n1. một\\n   a) hai\\n   b) ba\\n2. bốn",
  "1. năm\\n2. sáu",
]"""
    made = quyet_dinh(dieu=dieu)
    assert made.codes == []
    assert made.lines() == [
        "dieu|Điều 1. Ban hành **Quy chế**.", "dieu_tieu_de|Điều 2. Tổ chức thực hiện", "doan|Đoạn.", "khoan|1. Khoản",
        "khoan|2. Khoản", "diem|a) điểm", "dieu|Điều 3. Các việc sau:", "khoan|1. một", "diem|a) hai", "diem|b) ba",
        "khoan|2. bốn", "dieu|Điều 4.", "khoan|1. năm", "khoan|2. sáu./.",
    ]  # fmt: skip


def test_a_typed_label_of_an_article_is_printed_once() -> None:
    made = quyet_dinh(dieu='["Điều 1. Ban hành.", { tieu_de = "Điều 2. Tên", noi_dung = "x" }, "Điều 5: Thi hành."]')
    assert made.lines() == ["dieu|Điều 1. Ban hành.", "dieu_tieu_de|Điều 2. Tên", "doan|x", "dieu|Điều 3. Thi hành./."]
    assert made.codes == ["DL074"]


def test_a_condition_may_leave_out_an_articles_paragraph() -> None:
    made = quyet_dinh(dieu='["{% if nam > 2030 %}Không.{% endif %}\\n\\nBan hành.", "Hết."]')
    assert made.lines()[0] == "dieu|Điều 1. Ban hành."


# JSON


def test_lines_of_json_keep_their_places() -> None:
    made = make(
        """{
 "loai": "kế hoạch", "nam": 2026, "trich_yeu": "A", "noi_nhan": ["B"], "luu": "VT",
 "nguoi_ky": {"ho_ten": "C", "chuc_vu": "Giám đốc"},
 "co_quan": {"ten": "Sở", "viet_tat": "S", "dia_danh": "K"},
 "noi_dung": [
  "# Mục",
  "",
  "Đoạn \\"một\\" {{ namm }}",
  "tiếp **đậm",
  "##X"
 ]
}
""",
        name="a.json",
    )
    assert made.told == ["8:20 DL080", "9:9 DL071", "10:4 DL072"]
    assert made.lines()[0] == "muc|I. Mục"


# Robustness


def test_whatever_is_typed_comes_out_or_is_told() -> None:
    chance = random.Random(20260108)
    bits = ["#", "## ", " ", "    ", "\n", "\n\n", "*", "**", "_", "\\", "{{ nam }}", "{{", "}}", "{% if nam %}", "{% endif %}",
            "{%", "%}", "{# c #}", "{#", "{#ma}", "1. ", "2) ", "a) ", "- ", "+ ", "Điều 5. ", "Chương II", "chữ", "5", ".",
            "&", "<", "`", "\t", "{{ bang.x }}", "'", '"', "|", "---", "• "]  # fmt: skip
    for _ in range(300):
        text = "".join(chance.choice(bits) for _ in range(chance.randint(0, 25))).replace("'''", "''")
        made = ke_hoach(text + "\n\nHết")
        assert made.lines()[-1].endswith("./.")


def test_more_points_than_letters_end_in_aa() -> None:
    items = "\n".join(f"   {number}. Ý {number}" for number in range(1, 27))
    made = ke_hoach(f"# A\n1. Khoản:\n{items}")
    assert made.codes == []
