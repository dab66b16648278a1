"""Data files changed in place: what is named changes, nothing else does."""

from __future__ import annotations

import codecs
import json
import unicodedata
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from toml_writer import Written

from docgen.sources.text import EncodingError
from docgen.sources.writer import DataWriter

PLAN = """# Kế hoạch
loai = "kế hoạch"   # loại
so = 12             # số
ngay = 2026-01-09
ky = { quy = 2, nam = 2026 }  # kỳ
noi_dung = '''
Năm 2026, so = 5 \\n.
'''
danh = [
  "a \\u0103 2026",  # một
  'b',
]

[bang.x]
ten = "Quý II"

[vb.y]
nam = 2026

[bang.z]
[[bang.z.cot]]
ten = "Năm 2026"
[[bang.z.cot]]
ten = 'Năm 2026'
"""


def written(text: str, kind: str = "toml") -> DataWriter:
    return DataWriter(text.encode(), kind)


def changed(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ, of two texts as long."""
    pairs = list(zip(before.split("\n"), after.split("\n"), strict=True))
    return [pair for pair in pairs if pair[0] != pair[1]]


def test_a_change_of_letters_keeps_quotes_escapes_comments_and_all_other_lines() -> None:
    file = written(PLAN)
    file.replace(("danh", 0), [(4, 8, '20"27')])
    file.replace(("noi_dung",), [(4, 8, "2027")])
    file.replace(("bang", "z", "cot", 1, "ten"), [(4, 8, "2027")])
    assert changed(PLAN, file.bytes().decode()) == [
        ("Năm 2026, so = 5 \\n.", "Năm 2027, so = 5 \\n."),
        ('  "a \\u0103 2026",  # một', '  "a \\u0103 20\\"27",  # một'),
        ("ten = 'Năm 2026'", "ten = 'Năm 2027'"),
    ]


def test_values_are_set_where_they_stand_in_tables_inline_and_out_of_order() -> None:
    file = written(PLAN)
    file.set(("ky", "quy"), 3)
    file.set(("ngay",), date(2027, 2, 1))
    file.set(("vb", "y", "nam"), 2027)
    file.set(("bang", "z", "cot", 0, "ten"), "Tên “mới”")
    assert changed(PLAN, file.bytes().decode()) == [
        ("ngay = 2026-01-09", "ngay = 2027-02-01"),
        ("ky = { quy = 2, nam = 2026 }  # kỳ", "ky = { quy = 3, nam = 2026 }  # kỳ"),
        ("nam = 2026", "nam = 2027"),
        ('ten = "Năm 2026"', 'ten = "Tên “mới”"'),
    ]


def test_a_blank_after_a_day_stays() -> None:
    text = "ky = { quy = 2, den = 2026-06-14 }\nngay = [2026-01-01 , 2026-01-02 ] # ngày\n"
    file = written(text)
    file.set(("ky", "den"), date(2026, 9, 14))
    assert file.bytes().decode() == text.replace("2026-06-14", "2026-09-14")


def test_keys_are_put_away_added_and_removed() -> None:
    file = written(PLAN)
    file.put_away("so")
    file.add("nam", 2027, ["ngay", "so"])
    file.add_section("xem_lai", [{"o": "a.b", "chu": "Quý II"}], "cho", "Xem lại.")
    text = file.bytes().decode()
    assert "# so = …             # số\nngay = 2026-01-09\nnam = 2027\nky = " in text
    assert text.endswith('\n\n[xem_lai]\n# Xem lại.\ncho = [\n  { o = "a.b", chu = "Quý II" },\n]\n')
    again = DataWriter(file.bytes(), "toml")
    again.remove("xem_lai")
    assert "Xem lại" not in again.bytes().decode()
    assert "xem_lai" not in again.value


def test_byte_order_marks_line_ends_and_decomposed_letters_stay() -> None:
    text = unicodedata.normalize("NFD", PLAN).replace("\n", "\r\n")
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")):
        file = DataWriter(mark + text.encode(encoding), "toml")
        file.replace(("noi_dung",), [(4, 8, "2027")])  # places are those of the composed text
        file.add("nam", 2027, ["loai"])
        made = file.bytes()
        assert made.startswith(mark)
        got = made[len(mark) :].decode(encoding)
        assert got.replace("nam = 2027\r\n", "", 1) == text.replace("2026, so", "2027, so")
        assert got.count("\n") == got.count("\r\n")


JSON = """{
  "loai": "kế hoạch",
  "so": 5,
  "ky_bao_cao": { "quy": 2, "den": "2026-06-14" },
  "noi_dung": ["một \\"hai\\" 2026", "ba"],
  "nam": 2026
}
"""


def test_json_is_changed_as_carefully() -> None:
    file = written(JSON, "json")
    file.replace(("noi_dung", 0), [(10, 14, "2027")])
    file.set(("ky_bao_cao", "den"), date(2026, 9, 14))
    file.put_away("so")
    file.add("ky_truoc", {"tep": "q2.json"}, ["loai"])
    file.add_section("xem_lai", [{"o": "noi_dung", "chu": "ba"}], "cho", "Xem lại.")
    text = file.bytes().decode()
    assert (
        text
        == """{
  "loai": "kế hoạch",
  "ky_truoc": {"tep": "q2.json"},
  "ky_bao_cao": { "quy": 2, "den": "2026-09-14" },
  "noi_dung": ["một \\"hai\\" 2027", "ba"],
  "nam": 2026,
  "xem_lai": { "cho": [
    {"o": "noi_dung", "chu": "ba"}
  ] }
}
"""
    )
    file.put_away("xem_lai")
    assert json.loads(file.bytes()) == file.value


def test_a_file_that_is_broken_or_no_text_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid"):
        written("a = = 1")
    with pytest.raises(EncodingError):
        DataWriter("à = 1".encode("latin-1"), "toml")


def test_blanks_after_a_backslash_that_ends_a_line() -> None:
    text = '[[a]]\n[a.b]\nx = """0\\\\ \\ \t \r\n\t#0"""\nso = ""\n'
    file = DataWriter(text.encode(), "toml")
    file.set(("a", 0, "b", "so"), "1")
    assert file.bytes().decode() == text.replace('so = ""', 'so = "1"')


@settings(max_examples=80)
@given(st.data())
def test_any_value_of_any_file_is_set_and_all_around_it_stays(drawn: st.DataObject) -> None:
    written_file = Written(drawn.draw)
    paths = sorted(written_file.plain, key=str)
    assume(paths)
    path = drawn.draw(st.sampled_from(paths))
    file = DataWriter(written_file.text.encode(), "toml")
    file.set(path, "mới “1”")
    made = file.bytes().decode()
    start = written_file.values[path]
    assert made[:start] == written_file.text[:start]
    after = made[start:].removeprefix('"mới “1”"')
    assert written_file.text.endswith(after)
    assert after.startswith(written_file.newline) or after[:1] in " \t,#]}"
