"""Broken TOML and JSON: every mistake told in Vietnamese, at its exact line and column."""

from __future__ import annotations

import re
import string
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from source_folder import Folder, place

from docgen.finding import register
from docgen.sources.syntax import UNREADABLE, parse
from docgen.sources.text import SourceText

TOML = [
    ("so = 1\ntrich_yeu = Ban hành", "2:13 DL010", "dấu nháy"),
    ("x = “Ban hành”", "1:5 DL010", "nháy thẳng"),
    ('x = "Ban hành\ny = 1', "1:14 DL010", "Thiếu dấu nháy"),
    ("x = 'Ban hành\ny = 1", "1:14 DL010", "Thiếu dấu nháy"),
    ('x = "a "b" c"', "1:8 DL010", "nháy cong"),
    ("x = 'a 'b' c'", "1:8 DL010", 'nháy kép "…"'),
    ('x = ["Quyết định "có hiệu lực" từ"]', "1:18 DL010", "nháy thẳng"),
    ('x = { ten = "Quyết định "có hiệu lực" từ" }', "1:25 DL010", "nháy thẳng"),
    ('x = [\n"một"\n"hai"]', "2:6 DL010", "dấu phẩy"),
    ("them = { chi_tieu = 95,5 }", "1:21 DL010", "Viết 95.5; khi in ra sẽ thành 95,5."),
    ("nơi nhận = 5", "1:1 DL010", "Viết noi_nhan."),
    ("Trích_yếu = 5", "1:1 DL010", "Viết trich_yeu."),
    ("nơi nhận : 5", "1:1 DL010", "Viết noi_nhan."),
    ("đề án = 5", "1:1 DL010", "Viết de_an."),
    ("[kèm theo]\nx = 1", "1:1 DL010", "Viết [kem_theo]."),
    ("[[vb.kế hoạch]]\nx = 1", "1:1 DL010", "Viết [[vb.ke_hoach]]."),
    ('luu\xa0= "VT"', "1:4 DL010", "gõ lại bằng phím cách"),
    ('luu =\u2003"VT"', "1:6 DL010", "gõ lại bằng phím cách"),
    ('\xa0luu = "VT"', "1:1 DL010", "gõ lại bằng phím cách"),
    ('luu = "VT"\u200b', "1:11 DL010", "gõ lại bằng phím cách"),
    ('x = "..\\co-quan.toml"', "1:8 DL010", 'Đường dẫn viết bằng dấu / : "../co-quan.toml".'),
    ('x = { tep = "D:\\Sở\\nhiem-vu.csv" }', "1:16 DL010", 'rồi ghi tên tệp: "nhiem-vu.csv".'),
    ("a = 1\nx = '''\nBan hành\n", "2:5 DL010", "không có ''' đóng"),
    ('a = 1\nx = """\nBan hành\n', "2:5 DL010", 'không có """ đóng'),
    ("x = '''\nmột\ny = '''\nhai\n'''", "4:1 DL010", "dòng 1"),
    ("ngay = 08/01/2026", "1:8 DL010", "2026-01-08"),
    ("ngay = 8-1-2026", "1:8 DL010", "2026-01-08"),
    ("ngay = 2026-02-30", "1:8 DL012", "28 ngày"),
    ("ngay = 2024-02-30", "1:8 DL012", "29 ngày"),
    ("ngay = 2026-13-01", "1:8 DL012", "2026-01-08"),
    ("ngay = 2026-1-8", "1:8 DL010", "2026-01-08"),
    ("# c'h\nx = ['a', 'b\n]\ny = 'c'", "2:13 DL010", "cột 11"),
    ("so = 05", "1:6 DL010", '"05"'),
    ("tien = 1.234.567", "1:8 DL010", "1234567"),
    ("ty_le = 92,45", "1:9 DL010", "Viết 92.45; khi in ra sẽ thành 92,45."),
    ("ty_le = 92.45%", "1:9 DL010", '"92,45%"'),
    ("du_thao = True", "1:11 DL010", "true"),
    ("du_thao = không", "1:11 DL010", "false"),
    ("so = null", "1:6 DL010", "Bỏ"),
    ("so =", "1:5 DL010", "Thiếu giá trị"),
    ("so = # chưa có", "1:6 DL010", "Thiếu giá trị"),
    ("so : 5", "1:4 DL010", "dấu bằng"),
    ("trích yếu = 5", "1:1 DL010", "Viết trich_yeu."),
    ("đơn_vị = 5", "1:1 DL010", "Viết don_vi."),
    ("so = 5 ngay = 6", "1:8 DL010", "dòng riêng"),
    ("so = 1\n\nso = 2", "3:1 DL011", "dòng 1"),
    ("a.b = 1\na.b = 2", "2:3 DL011", "dòng 1"),
    ("[a]\nx = 1\n[a]", "3:2 DL011", "Mục [a] có hai lần (dòng 1 và 3)."),
    ("[b.c]\nx = 1\n[[b.c]]\nx = 2\n[[b.c]]\nx = 3", "1:1 DL011", "Viết [[b.c]]."),
    ("[[b.c]]\nx = 1\n[b.c]\nx = 2\n[[b.c]]\nx = 3", "3:1 DL011", "Viết [[b.c]]."),
    ("x = {a = 1, a = 2}", "1:13 DL011", "dòng 1"),
    ('x = "c:\\dir"', "1:8 DL010", 'rồi ghi tên tệp: "dir"'),
    ('x = "\\u12"', "1:6 DL010", "\\\\"),
    ("x = [1, 2\ny = 3", "1:5 DL010", "không có ]"),
    ("x = [\n1,\n2,\n", "1:5 DL010", "không có ]"),
    ("x = [\n1,\n[bang]\ny = 3", "1:5 DL010", "không có ]"),
    ("x = [\n1,\ny = 3", "1:5 DL010", "không có ]"),
    ("x = [1,\n2,\n, 3]", "3:1 DL010", "không đọc được"),
    ("a" + ".b" * 600 + " = 1", "1:1 DL014", "tầng"),
    ("x = [1 2]", "1:7 DL010", "dấu phẩy"),
    ("x = {a = 1 b = 2}", "1:11 DL010", "dấu phẩy"),
    ("x = {a = 1,\nb = 2}", "1:5 DL010", "một dòng"),
    ("[bang.x\nso = 1", "1:8 DL010", "thiếu ]"),
    ("[[bang.x]\nso = 1", "1:9 DL010", "thiếu ]]"),
    ("// chú thích\nso = 1", "1:1 DL010", "#"),
    ('x = "a\x0bb"', "1:7 DL008", "U+000B"),
    ("so = 1 \x00", "1:8 DL008", "U+0000"),
    ("# a\x07", "1:4 DL008", "U+0007"),
    (f"so = {'9' * 5000}", "1:6 DL013", "quá dài"),
    (f"x = {'[' * 2000}", "1:1 DL014", "quá sâu"),
    ("so = 1\r\nx = 5 6\r\n", "2:7 DL010", "Thừa"),
]


@pytest.mark.parametrize(("text", "where", "said"), TOML, ids=[case[0][:30] for case in TOML])
def test_a_mistake_in_toml(text: str, where: str, said: str) -> None:
    value, findings = parse(SourceText("a.toml", text), "toml")
    assert value == ({"ngay": UNREADABLE} if "DL012" in where else None)
    assert place(findings[0]) == f"a.toml:{where}", [str(item) for item in findings]
    assert len(findings) == 1, [str(item) for item in findings]
    assert said in f"{findings[0].message} {findings[0].remedy}"


JSON = [
    ('{"a": 1\n "b": 2}', ["1:8 DL010"], "dấu phẩy"),
    ('{"a": 1,\n}', ["1:8 DL010"], "Thừa dấu phẩy"),
    ('{"a": [1, 2,]}', ["1:12 DL010"], "Thừa dấu phẩy"),
    ('{"a": [1, 2', ["1:12 DL010"], "đóng"),
    ('{"a": "x', ["1:7 DL010"], "nháy đóng"),
    ('{"a": "x\n"}', ["1:9 DL010"], "\\n"),
    ('{"a": "\\q"}', ["1:8 DL010"], "\\\\"),
    ("{'a': 1}", ["1:2 DL010"], "nháy kép"),
    ("{a: 1}", ["1:2 DL010"], "nháy kép"),
    ('{"a" 1}', ["1:6 DL010"], "hai chấm"),
    ('{"a": 2026-01-08}', ["1:7 DL010"], "2026-01-08"),
    ('{"a": True}', ["1:7 DL010"], "nháy kép"),
    ('{"a": NaN}', ["1:7 DL010"], "NaN"),
    ('{"a": 1} {"b": 2}', ["1:10 DL010"], "Thừa"),
    ('// x\n{"a": 1}', ["1:1 DL010"], "ghi chú"),
    ('{"a": 1, "a": 2}', ["1:10 DL011"], "dòng 1"),
    ('{"a": {"b": 1, "c": 2,\n "b": 3}}', ["2:2 DL011"], "dòng 1"),
    ("[" * 100_000, ["1:1 DL014"], "quá sâu"),
    (f'{{"a": {"9" * 5000}}}', ["1:7 DL013"], "quá dài"),
    ('{"a": 1\n "b": [1 2]\n "c": 3,}', ["1:8 DL010", "2:9 DL010", "2:12 DL010", "3:8 DL010"], "dấu phẩy"),
]


@pytest.mark.parametrize(("text", "where", "said"), JSON, ids=[case[0][:30] for case in JSON])
def test_a_mistake_in_json(text: str, where: list[str], said: str) -> None:
    value, findings = parse(SourceText("a.json", text), "json")
    assert value is None
    assert [place(item) for item in findings] == [f"a.json:{item}" for item in where]
    assert said in f"{findings[0].message} {findings[0].remedy}"


def test_all_mistakes_of_a_toml_file_are_told_at_once() -> None:
    text = (
        'loai = kế hoạch\nso = 05\n[co_quan\nten = "Sở"\nngay = 2026-02-30\n'
        'viet_tat = "SNV\n[[cot]]\nma = "a"\nma = "b"\nten = “x”\n'
    )
    _, findings = parse(SourceText("a.toml", text), "toml")
    assert [place(item) for item in findings] == [
        "a.toml:1:8 DL010",
        "a.toml:2:6 DL010",
        "a.toml:3:9 DL010",
        "a.toml:5:8 DL012",
        "a.toml:6:16 DL010",
        "a.toml:9:1 DL011",
        "a.toml:10:7 DL010",
    ]


def test_days_that_no_calendar_has_leave_the_rest_to_be_read() -> None:
    text = "ngay = 2026-02-30\nso = 5\nky = { tu = 2026-13-01, den = 2026-06-31T10:00:00 }\nx = [2026-01-08,\n2025-02-29]\n"
    value, findings = parse(SourceText("a.toml", text), "toml")
    assert [place(item) for item in findings] == [f"a.toml:{at} DL012" for at in ("1:8", "3:13", "3:31", "5:1")]
    assert findings[2].remedy == "Tháng 6 năm 2026 có 30 ngày."
    assert value == {
        "ngay": UNREADABLE,
        "so": 5,
        "ky": {"tu": UNREADABLE, "den": UNREADABLE},
        "x": [date(2026, 1, 8), UNREADABLE],
    }
    value, findings = parse(SourceText("a.toml", text + "y = 05\nz = 2026-02-30\n"), "toml")
    assert (value, [item.code for item in findings]) == (None, ["DL012"] * 4 + ["DL010", "DL012"])


def test_the_first_day_of_the_first_year_is_a_day() -> None:
    assert parse(SourceText("a.toml", "x = 0001-01-01"), "toml") == ({"x": date(1, 1, 1)}, [])


def test_a_repeated_header_does_not_hide_what_follows() -> None:
    _, findings = parse(SourceText("a.toml", "[a]\nx = 1\n[a]\nx = 2\ny = 05\n"), "toml")
    assert [place(item) for item in findings] == ["a.toml:3:2 DL011", "a.toml:5:5 DL010"]


def test_an_unclosed_text_does_not_flood() -> None:
    lines = "\n".join(f"k{index} = {index}" for index in range(50))
    _, findings = parse(SourceText("a.toml", f"x = '''\nmột\n{lines}\n"), "toml")
    assert [place(item) for item in findings] == ["a.toml:1:5 DL010"]


def test_a_file_of_mistakes_stops_somewhere() -> None:
    _, findings = parse(SourceText("a.toml", "".join(f"k{index} = sai\n" for index in range(500))), "toml")
    assert len(findings) == 20


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(
    start=st.sampled_from(["", "so = 1\n", "[a]\n", 'x = """\n', '{"a": ', '{"a": [1']),
    text=st.text("ab=1[]{}\"'#,.\n\r\\ :đ\x00“-", max_size=40),
    kind=st.sampled_from(["toml", "json"]),
)
def test_no_text_raises_and_every_refusal_is_told(start: str, text: str, kind: str) -> None:
    value, findings = parse(SourceText("a", start + text), kind)
    assert value is not None or findings or (kind == "json" and (start + text).strip() in ("", "null"))
    lines = (start + text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        assert 1 <= finding.where.line <= len(lines)
        assert 1 <= finding.where.column <= len(lines[finding.where.line - 1]) + 1


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "data").rglob("*.toml")), ids=lambda path: path.stem
)
def test_values_are_those_of_pythons_own_parser(path: Path) -> None:
    text = path.read_text("utf-8")
    assert parse(SourceText("a", text), "toml") == (tomllib.loads(text, parse_float=Decimal), [])


def test_findings_speak_vietnamese_only() -> None:
    english = re.compile(
        r"\b(expected|invalid|unterminated|unclosed|cannot|illegal|found|value|line|column|error)\b", re.I
    )
    for kind, cases in (("toml", TOML), ("json", JSON)):
        for text, *_ in cases:
            for finding in parse(SourceText("a", text), kind)[1]:
                assert not english.search(finding.message + finding.remedy), finding
                assert finding.remedy


def _cases() -> list[tuple[str, str, str]]:
    own = [
        entry
        for code, entry in register().items()
        if code in {f"DL{number:03}" for number in (*range(1, 40), 105, 106, 108)}
    ]
    return [(entry.code, entry.bad, entry.good) for entry in own]


def test_every_code_has_a_page_and_cases() -> None:
    for code, bad, good in _cases():
        entry = register()[code]
        assert entry.title, code
        assert entry.why, code
        assert entry.remedy, code
        assert good, code
        assert bad or code == "DL006"


IN_TOML = {
    "DL001",
    "DL002",
    "DL006",
    "DL008",
    "DL010",
    "DL011",
    "DL012",
    "DL013",
    "DL014",
    "DL016",
    "DL019",
    "DL024",
    "DL105",
}


@pytest.mark.parametrize(("code", "bad", "good"), [case for case in _cases() if case[0] in IN_TOML])
def test_the_cases_of_a_page_are_true(folder: Folder, code: str, bad: str, good: str) -> None:
    folder.write("co-quan.toml", 'ten = "Sở"\n')
    folder.write("data/x.csv", "ten,so\na,1\n")
    assert code in folder.codes(bad)
    assert code not in folder.codes(good)


@pytest.mark.parametrize(
    ("code", "bad", "good"), [case for case in _cases() if case[0] in {"DL020", "DL021", "DL022", "DL023"}]
)
def test_the_cases_of_a_table_page_are_true(folder: Folder, code: str, bad: str, good: str) -> None:
    for text, expected in ((bad, True), (good, False)):
        folder.write("data/x.csv", text)
        assert (code in folder.codes('nguon = { tep = "x.csv" }')) is expected


def test_all_codes_used_are_registered() -> None:
    from pathlib import Path

    import docgen.sources

    used = set()
    for path in Path(docgen.sources.__file__).parent.glob("*.py"):
        used |= set(re.findall(r'"(DL\d{3})"', path.read_text("utf-8")))
    assert used == {code for code, *_ in _cases()}
    assert all(set(code[2:]) <= set(string.digits) for code in used)


def test_a_mistake_at_the_end_of_a_windows_line_stands_behind_its_last_character() -> None:
    _, findings = parse(SourceText("a", "x = '\r\n"), "toml")
    assert [finding.where.column for finding in findings] == [6]


def test_a_lone_carriage_return_in_a_broken_line_still_ends_a_line() -> None:
    _, findings = parse(SourceText("a", "\r1\n1="), "toml")
    assert all(item.where.line != 2 or item.where.column <= 2 for item in findings)
    assert findings
