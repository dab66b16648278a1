"""The sandbox: what it computes exactly, what it refuses, what it never lets out, and where it says so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from time import perf_counter
from typing import Any

import pytest

from docgen.expression import (
    Budget,
    ExpressionError,
    Names,
    TooMuch,
    UnknownName,
    WordTemplate,
    as_text,
    control,
    evaluate,
    expand,
    filters,
    multiplies_by_100,
    multiplies_columns,
    paths,
    share_scale,
    tokens,
)

NAMES = {
    "nam": 2026,
    "so_luong": 6547,
    "ty_le": Decimal("0.9245"),
    "ten": "Sở Nội vụ",
    "ngay": date(2026, 1, 6),
    "trong": None,
    "danh_sach": ["b", "a", "đ", "c"],
    "so": [1, 2, Decimal("0.5")],
    "co_quan": {"ten": "Sở Nội vụ", "viet_tat": "SNV"},
    "them": {"nhom": [{"ten": "A", "diem": 3}, {"ten": "B", "diem": Decimal("4.5")}]},
}


def failure(source: str, names: Mapping[str, Any] = NAMES) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        as_text(evaluate(source, names))
    return caught.value


# What it computes


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("0.1 + 0.2 == 0.3", True),
        ("0.1 + 0.2", Decimal("0.3")),
        ("1.10 * 3", Decimal("3.30")),
        ("12345678901234567.89 + 0.01", Decimal("12345678901234567.90")),
        ("7 / 2", Decimal("3.5")),
        ("7 // 2", Decimal(3)),
        ("7 % 4", Decimal(3)),
        ("2 ** 10", Decimal(1024)),
        ("-0.5 + 1", Decimal("0.5")),
        ("so_luong / 2 > 3273", True),
        ("ty_le * 100 == 92.45", True),
        ("1.0 == 1", True),
        ("2 < 10", True),
        ("nam + 1", Decimal(2027)),
        ("so | sum", Decimal("3.5")),
        ("them.nhom | sum(attribute='diem')", Decimal("7.5")),
        ("so | max", Decimal(2)),
        ("7.125 | round(2)", Decimal("7.13")),
        ("2.5 | round", Decimal(3)),
        ("'6.547' | int", Decimal(6547)),
        ("7.9 | int", Decimal(7)),
    ],
)
def test_figures_are_exact(source: str, value: Any) -> None:
    assert evaluate(source, NAMES) == value


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("so_luong", "6547"),
        ("so_luong | so", "6.547"),
        ("39.5", "39,5"),
        ("39.50 * 1", "39,5"),
        ("100", "100"),
        ("ty_le | phan_tram", "92,45%"),
        ("ngay", "06/01/2026"),
        ("ngay | ngay", "ngày 06 tháng 01 năm 2026"),
        ("ngay.year", "2026"),
        ("ten | hoa", "SỞ NỘI VỤ"),
        ("ten.upper()", "SỞ NỘI VỤ"),
        ("ten ~ ' (' ~ nam ~ ')'", "Sở Nội vụ (2026)"),
        ("'có' if nam > 2025", "có"),
        ("'có' if nam < 2025", ""),
        ("'có' if nam < 2025 else 'không'", "không"),
        ("danh_sach | sort | join(', ')", "a, b, c, đ"),
        ("danh_sach[1]", "a"),
        ("danh_sach[-1]", "c"),
        ("danh_sach[:2] | join", "ba"),
        ("danh_sach | map('hoa') | join(' ')", "B A Đ C"),
        ("them.nhom | map(attribute='ten') | join(' và ')", "A và B"),
        ("them.nhom | selectattr('diem', 'gt', 4) | map(attribute='ten') | join", "B"),
        ("danh_sach | length", "4"),
        ("trong | default('chưa có')", "chưa có"),
        ("khong_co | default('chưa có')", "chưa có"),
        ("them.khong_co | d('-')", "-"),
        ("nam is divisibleby 2", "có"),
        ("khong_co is defined", "không"),
        ("'a' in danh_sach", "có"),
        ("trong", ""),
        ("'{{ ten }}'", "{{ ten }}"),
    ],
)
def test_values_enter_a_text_as_papers_write_them(source: str, text: str) -> None:
    assert as_text(evaluate(source, NAMES)) == text


@pytest.mark.parametrize(
    ("source", "doubled"),
    [
        ("a / b * 100", True),
        ("100 * a / b", True),
        ("a * 100 / b", True),
        ("a / (b / 100)", True),
        ("a / b * 100.0", True),
        ("(a / b - 1) * 100", True),
        ("a / b * 100 - 100", True),
        ("(a / b * 100) | round(1)", True),
        ("a / b * 100 if b else 0", True),
        ("a / b", False),
        ("a / 100", False),
        ("a * 100 / (b * 100)", False),
        ("a / b * 1000", False),
        ("a + 100", False),
        ("a / (b + 100)", False),
        ("(a / b * 100) | so(2)", False),
        ("a / ", False),
    ],
)
def test_what_multiplies_by_100_is_seen_from_the_expression(source: str, doubled: bool) -> None:
    assert multiplies_by_100(source) is doubled


@pytest.mark.parametrize(
    ("source", "scale"),
    [
        ("a / b", 1),
        ("(a / b) | round(2)", 1),
        ("a / b - 1", 1),
        ("(a - b) / b", 1),
        ("a / b if b else 0", 1),
        ("a / b * 100", 100),
        ("a * 100 / b", 100),
        ("a / (b / 100)", 100),
        ("a * 100", 0),
        ("a / 2", 0),
        ("a / b * 1000", 0),
        ("a + b / c", 0),
        ("a / ", 0),
    ],
)
def test_shares_and_percentages_are_seen_from_the_expression(source: str, scale: int) -> None:
    assert share_scale(source) == scale


@pytest.mark.parametrize(
    ("source", "product"),
    [
        ("a * b", True),
        ("a * b / 1000", True),
        ("a * b * 100", True),
        ("a * (b + c)", True),
        ("a * b + c", True),
        ("(a * b) | round", True),
        ("a * 2", False),
        ("a * tong.b", False),
        ("a * b / c", False),
        ("a / b * c", False),
        ("a + b", False),
        ("a * ", False),
    ],
)
def test_products_of_a_row_are_seen_from_the_expression(source: str, product: bool) -> None:
    assert multiplies_columns(source) is product


def test_only_the_names_of_an_expression_are_looked_up() -> None:
    class Lazy(dict[str, Any]):
        def __getitem__(self, name: str) -> Any:
            asked.append(name)
            return super().__getitem__(name)

    asked: list[str] = []
    assert evaluate("a ~ 'b'", Lazy(a="x", b="y")) == "xb"
    assert set(asked) == {"a"}


# What it refuses, in words


@pytest.mark.parametrize(
    ("source", "message", "remedy", "offset"),
    [
        ("namm", "không có tên “namm”", "Có phải “nam”?", 0),
        ("'namm' ~ namm", "không có tên “namm”", "Có phải “nam”?", 9),
        ("co_quan.tenn | hoa", "không có tên “tenn”", "Có phải “ten”?", 8),
        ("ten ~ co_quan.ten_", "không có tên “ten_”", "Có phải “ten”?", 14),
        ("co_quan['tenn']", "không có tên “tenn”", "Có phải “ten”?", 9),
        ("co_quan.zzz", "không có tên “zzz”", "Các tên dùng được: ten, viet_tat.", 8),
        ("nam | phantram", "không có cách viết “phantram”", "Có phải “phan_tram”?", 6),
        ("nam is dinhnghia", "không có phép thử “dinhnghia”", "", 7),
        ("nam +", "phép tính viết chưa đúng: nam +", "Kiểm tra", 0),
        ("nam nam", "phép tính viết chưa đúng", "Kiểm tra", 0),
        ("ten | chu(“đồng”)", "phép tính viết chưa đúng", "dấu nháy (thẳng)", 0),
        ("", "thiếu phép tính", "Viết tên hoặc phép tính", 0),
        ("ten * 3", "không tính được “Sở Nội vụ” * 3: cần hai con số", "", 0),
        ("ten + 3", "không tính được “Sở Nội vụ” + 3", "", 0),
        ("trong + 3", "không tính được trống + 3", "", 0),
        ("nam / 0", "chia cho 0", "", 0),
        ("nam % 0", "chia cho 0", "", 0),
        ("(-8) ** 0.5", "không có kết quả", "", 0),
        ("ten < 3", "các giá trị không cùng loại", "", 0),
        ("danh_sach", "đây là một danh sách hay một bảng", ".ten", 0),
        ("co_quan", "đây là một danh sách hay một bảng", ".ten", 0),
        ("danh_sach[9]", "không có mục [9]: danh sách có 4 mục", "", 0),
        ("[] | first", "không có mục nào ở đây", "", 0),
        ("ten | so", "cách viết “so”", "", 0),
        ("trong | so", "giá trị trống, cách viết “so” không dùng được", "default", 0),
        ("'12a' | int", "không đọc được thành số", "", 0),
        ("ten | join(',')", "cách viết “join” không dùng được với “Sở Nội vụ”", "", 0),
        ("nam | la_ma(1, 2, 3)", "cách viết “la_ma” thiếu hoặc thừa giá trị trong ngoặc", "la_ma: số La Mã: IV.", 0),
        ("nam | so(lee=2)", "cách viết “so” không có tùy chọn “lee”", "Có phải “le”?", 0),
        ("nam | chu(lin='lẻ')", "cách viết “chu” không có tùy chọn “lin”", "Có phải “linh”?", 0),
        ("nam | thu_tu(hay='nhì')", "cách viết “thu_tu” không có tùy chọn “hay”", "Có phải “hai”?", 0),
        ("[2] | sort(revers=true)", "cách viết “sort” không có tùy chọn “revers”", "Có phải “reverse”?", 0),
        ("nam | don_vi", "cách viết “don_vi” thiếu hoặc thừa giá trị trong ngoặc", "don_vi: ", 0),
        ("(nam / 4 * 100) | phan_tram", "“phan_tram” đã tự nhân 100", "(a / b) | phan_tram", 18),
        ("dict(a=1)", "không được gọi hàm", "", 0),
        ("ten()", "không được gọi hàm trong phép tính", "cách_viết", 0),
    ],
)
def test_a_wrong_expression_says_what_and_where(source: str, message: str, remedy: str, offset: int) -> None:
    error = failure(source)
    assert message in error.message
    assert remedy in error.remedy
    assert error.offset == offset


USES = [
    "{} + 1",
    "1 - {}",
    "{} * 2",
    "{} / 2",
    "{} // 2",
    "{} % 2",
    "{} ** 2",
    "-{}",
    "not {}",
    "{} == 1",
    "{} < 1",
    "1 in {}",
    "{} ~ 'a'",
    "{}.x",
    "{}[0]",
    "{} | so",
    "{} | join",
    "[{}] | join",
    "'a' if {} else 'b'",
    "2 | so({})",
    "{}",
]


@pytest.mark.parametrize("use", USES)
def test_an_unknown_name_is_an_error_however_it_is_used(use: str) -> None:
    with pytest.raises(UnknownName) as caught:
        as_text(evaluate(use.format("namm"), NAMES))
    assert caught.value.name == "namm"
    assert caught.value.remedy == "Có phải “nam”?"
    assert caught.value.offset == use.index("{}")


def test_every_filter_says_what_it_does() -> None:
    assert all(filters().values())
    for name in filters():
        assert paths(f"x | {name}") == ["x"]


# What it never lets out

ESCAPES = [
    "ten.__class__",
    "''.__class__.__mro__[1].__subclasses__()",
    "ten['__class__']",
    "ten | attr('__class__')",
    "[].__class__.__base__.__subclasses__()",
    "{}.__class__",
    "ten.format",
    "'{0.__class__}'.format(nam)",
    "'%s' % ten",
    "ten.upper.__globals__",
    "ten.upper.__self__",
    "ten.upper",
    "ten.format_map({'a': 1})",
    "ten.encode('utf-8')",
    "ten.zfill(1000000000)",
    "ten.ljust(1000000000)",
    "ten.center(9)",
    "ten.replace('a', 'b' * 99)",
    "nam.bit_length()",
    "ngay.today()",
    "ngay.__class__",
    "ngay.max",
    "danh_sach.append('x')",
    "danh_sach.pop()",
    "danh_sach.__init__",
    "co_quan.update({'ten': 'x'})",
    "co_quan.items()",
    "co_quan.__class__",
    "self",
    "self._TemplateReference__context",
    "self.__init__.__globals__",
    "loop",
    "context",
    "environment",
    "environment.decimal",
    "Decimal('1')",
    "caller()",
    "varargs",
    "super()",
    "range(10)",
    "cycler('a')",
    "joiner()",
    "namespace(a=1)",
    "lipsum()",
    "get_flashed_messages.__globals__",
    "config",
    "request.application.__globals__",
    "open('/etc/passwd')",
    "import('os')",
    "__import__('os')",
    "ten | pprint",
    "ten | tojson",
    "ten | safe",
    "ten | xmlattr",
    "ten | forceescape",
    "ten | format",
    "ten | random",
    "danh_sach | map('attr', '__class__') | join",
    "danh_sach | map(attribute='__class__') | join",
    "danh_sach | map(attribute='upper') | join",
    "danh_sach | groupby('__class__') | list",
    "danh_sach | sort(attribute='__class__')",
    "danh_sach | selectattr('__class__') | join",
    "danh_sach | join(attribute='__class__')",
    "them.nhom | sum(attribute='__class__')",
    "nam is callable",
    "ten ~ ten.upper",
]


@pytest.mark.parametrize("source", ESCAPES)
def test_nothing_is_reached_but_names(source: str) -> None:
    failure(source)
    with pytest.raises(ExpressionError):
        WordTemplate("{{ " + source + " }}").render(NAMES)


def test_data_stay_as_they_are() -> None:
    before = json.dumps(NAMES, default=str)
    for source in ESCAPES:
        failure(source)
    assert json.dumps(NAMES, default=str) == before


def test_only_declared_parts_of_an_object_are_seen() -> None:
    class Labels(list[str], Names):
        parts = frozenset({"cuoi"})
        hidden = "x"

        @property
        def cuoi(self) -> str:
            return self[-1]

    names = {"dieu": Labels(["Điều 1", "Điều 2"])}
    assert evaluate("dieu.cuoi", names) == "Điều 2"
    assert evaluate("dieu[0]", names) == "Điều 1"
    assert failure("dieu.hidden", names).remedy == "Các tên dùng được: cuoi."
    failure("dieu.parts", names)


# What it may cost

HUGE = [
    "'a' * 10**9",
    "[1] * 10**9",
    "10 ** 10 ** 10",
    "9 ** 65",
    "2 ** 0.1 ** -9",
    "(9 ** 60) ** 60",
    "1e999999 + 1",
    "1e59 * 1e59",
    "1e-59 * 1e-59",
    "9" * 5000,
    "9" * 70 + " + 1",
    "1 | so(1000000000)",
    "1 | round(1000000000)",
    "1 | round(-1000000000)",
    "1 | phan_tram(10**9)",
    "1 | tien('đồng', 10**9)",
    "1 | don_vi('km', 10**9)",
    "10**9 | la_ma",
    "10**59 * 10 | chu",
    "10**9 | can_chi",
    "ngay | ngay(10**9)",
    "'a' | join(10**9)",
    "dai | list | join(dai)",
    "[dai, dai, dai, dai, dai, dai, dai, dai, dai, dai, dai, dai] | join",
    "dai ~ dai ~ dai ~ dai ~ dai ~ dai ~ dai ~ dai ~ dai ~ dai ~ dai",
    "dai + dai + dai + dai + dai + dai + dai + dai + dai + dai + dai",
    "dai|list" + " + (dai|list)" * 10,
    "'%1000000000d' % 1",
    "dai.split('a', 10**30)",
    "danh_sach[10**30]",
    "danh_sach[0:10**9] | join(10**9)",
    "(" * 2000 + "1" + ")" * 2000,
    "[" * 300 + "]" * 300,
    "not " * 3000 + "1",
    "-" * 5000 + "1",
    "1" + "+1" * 4000,
    "x" + ".x" * 4000,
    "nam" + " | string" * 900,
    "1 if " * 500 + "1",
    "a" * 20_000,
]


@pytest.mark.parametrize("source", HUGE, ids=[source[:30] for source in HUGE])
def test_work_is_bounded(source: str) -> None:
    names = {**NAMES, "dai": "a" * 100_000}
    for work in (lambda: as_text(evaluate(source, names)), lambda: WordTemplate("{{ " + source + " }}").render(names)):
        begin = perf_counter()
        message = ""
        try:
            work()
        except ExpressionError as error:
            message = error.message
        assert len(message) < 300
        assert perf_counter() - begin < 3


def test_a_budget_is_shared_by_the_expressions_of_a_dossier() -> None:
    budget = Budget(turns=5, size=100)
    assert evaluate("'a' ~ 'b'", {}, budget) == "ab"
    for _ in range(40):
        evaluate("'a' ~ 'b'", {}, budget)
    for _ in range(9):
        evaluate("'a' ~ 'b'", {}, budget)
    with pytest.raises(TooMuch):
        evaluate("'a' ~ 'b'", {}, budget)


STRANGE = [
    10**30, -(10**30), Decimal("1e-30"), Decimal("9.99e50"), 0, -1, True, None, "a" * 1000, "", [], ["a"], {},
    date(1, 1, 1), date(9999, 12, 31),
]  # fmt: skip


@pytest.mark.parametrize("name", filters())
def test_no_filter_breaks_whatever_it_is_given(name: str) -> None:
    begin = perf_counter()
    for value in STRANGE:
        for argument in ("", "(9999)", "(-9999)", "('a')", "(0)", "([1])"):
            with suppress(ExpressionError):
                as_text(evaluate(f"x | {name}{argument}", {"x": value}))
    assert perf_counter() - begin < 3


# Tags in texts


def test_tokens_know_where_they_stand() -> None:
    source = "Năm {{ nam }}: {% if a %}“{{- '}}' -}}”{% endif %}{# bỏ #} hết"
    found = [(token.kind, token.text, source[token.start : token.start + len(token.text)]) for token in tokens(source)]
    assert [kind for kind, _, _ in found] == ["text", "expr", "text", "tag", "text", "expr", "text", "tag", "text"]
    assert all(text == at for _, text, at in found)
    assert [text for kind, text, _ in found if kind == "expr"] == ["nam", "'}}'"]


@pytest.mark.parametrize(("source", "offset", "close"), [("a {{ b", 2, "}}"), ("{% if", 0, "%}"), ("xyz {# a", 4, "#}"),
                                                         ("{{ a }} {{ '}}' ", 8, "}}")])  # fmt: skip
def test_an_open_tag_is_told_where_it_opens(source: str, offset: int, close: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        tokens(source)
    assert caught.value.offset == offset
    assert close in caught.value.remedy


def run(
    source: str, names: Mapping[str, Any] = NAMES, budget: Budget | None = None
) -> tuple[str, list[tuple[str, int]]]:
    """Return what a text with tags comes out as, and its failures with their offsets."""
    failures: list[tuple[str, int]] = []
    text = ""
    walk = expand(
        tokens(source), names, control, lambda error: failures.append((error.message, error.offset)), budget,
    )  # fmt: skip
    for token, scope in walk:
        text += token.text if token.kind == "text" else as_text(evaluate(token.text, scope))
    return text, failures


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a{% if nam > 2025 %}b{% endif %}c", "abc"),
        ("{% if nam < 2025 %}a{% elif nam == 2026 %}b{% else %}c{% endif %}", "b"),
        ("{% if nam < 2025 %}a{% elif nam == 1 %}b{% else %}c{% endif %}", "c"),
        ("{%if nam%}a{%endif%}", "a"),
        ("{%- if(nam) -%}a{%- endif -%}", "a"),
        ("{% for x in danh_sach %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}", "b, a, đ, c"),
        ("{% for x in danh_sach %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/4 2/4 3/4 4/4 "),
        ("{% for x in [] %}a{% else %}không có{% endfor %}", "không có"),
        ("{% for x in [1] %}a{% else %}không có{% endfor %}", "a"),
        ("{% for n in them.nhom %}{% for d in [n.diem] %}{{ n.ten }}{{ d }};{% endfor %}{% endfor %}", "A3;B4,5;"),
        ("{% for x in danh_sach | sort %}{{ x }}{% endfor %}", "abcđ"),
        ("{% for x in danh_sach | map('hoa') %}{{ x }}{% endfor %}", "BAĐC"),
        ("{% for nam in [1] %}{{ nam }}{% endfor %}{{ nam }}", "12026"),
    ],
)
def test_control_tags(source: str, text: str) -> None:
    assert run(source) == (text, [])


@pytest.mark.parametrize(
    ("source", "text", "message", "at"),
    [
        ("a{% if nam %}b", "ab", "thẻ “if” không có thẻ đóng “endif”", "if nam"),
        ("a{% endif %}b", "ab", "thẻ “endif” không có thẻ mở", "endif"),
        ("{% if nam %}a{% endfor %}b{% endif %}", "ab", "thẻ “endfor” không khớp với thẻ “if” đang mở", "endfor"),
        ("{% for x in so %}{% elif x %}{% endfor %}", "", "thẻ “elif” không khớp với thẻ “for” đang mở", "elif"),
        ("{% if nam %}{% else %}{% else %}{% endif %}", "", "thẻ “else” không khớp", "else %}{% endif"),
        ("{% set a = 1 %}b", "b", "không có thẻ “set”", "set"),
        ("{% include 'a' %}b", "b", "không có thẻ “include”", "include"),
        ("a{% if namm %}b{% endif %}c", "ac", "không có tên “namm”", "namm"),
        ("a{% if nam and co_quan.tenn %}b{% endif %}c", "ac", "không có tên “tenn”", "tenn"),
        ("a{% for x in nam %}b{% endfor %}c", "ac", "“nam” không phải là một danh sách", "nam"),
        ("a{% for x in ten %}b{% endfor %}c", "ac", "“ten” không phải là một danh sách", "ten"),
        ("a{% for x of ten %}b{% endfor %}c", "ac", "vòng lặp phải có dạng", "x of"),
        ("a{% for x in danhsach %}b{% endfor %}c", "ac", "không có tên “danhsach”", "danhsach"),
        ("a{% if %}b{% endif %}c", "ac", "thiếu phép tính", " %}b"),
    ],
)
def test_wrong_control_tags_are_told_at_their_place(source: str, text: str, message: str, at: str) -> None:
    shown, failures = run(source)
    assert shown == text
    assert len(failures) == 1
    assert message in failures[0][0]
    assert abs(failures[0][1] - source.index(at)) <= (1 if at.startswith(" ") else 0)


def test_nested_loops_are_bounded() -> None:
    names = {"l": list(range(1000))}
    source = "{% for a in l %}{% for b in l %}{% for c in l %}x{% endfor %}{% endfor %}{% endfor %}"
    begin = perf_counter()
    text, failures = run(source, names)
    assert perf_counter() - begin < 10
    assert len(text) <= 200_000
    assert len(failures) >= 1
    with pytest.raises(TooMuch):
        WordTemplate(source).render(names)


def test_conditions_nested_too_deep_are_told() -> None:
    _, failures = run("{% if nam %}" * 3000 + "x" + "{% endif %}" * 3000)
    assert "lồng nhau quá 50 tầng" in failures[0][0]


# Templates


def test_values_enter_word_xml_escaped_and_are_not_read_again() -> None:
    template = WordTemplate("<w:t>{{ x }}</w:t>{% for y in l %}<w:t>{{ y | hoa }}</w:t>{% endfor %}")
    shown = template.render({"x": "</w:t> & “{{ l }}” {% if %}", "l": ["a&b", "<c>"]})
    assert shown == "<w:t>&lt;/w:t&gt; &amp; “{{ l }}” {% if %}</w:t><w:t>A&amp;B</w:t><w:t>&lt;C&gt;</w:t>"


def test_a_template_may_loop_choose_and_set() -> None:
    source = (
        "{% set n = 0.1 + 0.2 %}{% if n == 0.3 %}{{ n }}{% endif %}{% for a in l %}{{ loop.index }}{{ a }}{% endfor %}"
    )
    assert WordTemplate(source).render({"l": ["x", "y"]}) == "0,31x2y"


@pytest.mark.parametrize(
    "source",
    [
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include 'x' %}",
        "{% import 'x' as x %}",
        "{% from 'x' import y %}",
        "{% extends 'x' %}",
        "{% block a %}{% endblock %}",
        "{% autoescape false %}{{ x }}{% endautoescape %}",
        "{% filter upper %}a{% endfilter %}",
        "{% call x() %}{% endcall %}",
        "{% with a = 1 %}{% endwith %}",
        "{% set a %}b{% endset %}",
        "{% set ns.a = 1 %}",
        "{% for x in [[1]] recursive %}{{ loop(x) }}{% endfor %}",
        "{% if a %}",
        "{{ a",
        "{% for %}{% endfor %}",
    ],
)
def test_a_template_can_do_nothing_else(source: str) -> None:
    with pytest.raises(ExpressionError):
        WordTemplate(source).render({"x": "<b>", "a": 1})


def test_texts_in_templates_cannot_grow_without_bound() -> None:
    doubling = "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a %}" * 12
    with pytest.raises(TooMuch):
        WordTemplate(doubling + "{{ a }}").render({})
    with pytest.raises(TooMuch):
        WordTemplate("{% for x in l %}{{ dai }}{% endfor %}").render({"l": list(range(1000)), "dai": "a" * 100_000})


def test_paths_are_the_names_an_expression_asks_for() -> None:
    assert paths("co_quan.ten | hoa ~ nam") == ["co_quan.ten", "nam"]
    assert paths("a.b.c if d else e['f']") == ["d", "a.b.c", "e"]


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("'1500' | so", "1.500"), ("' 1.500 ' | so", "1.500"), ("'92,45%' | phan_tram", "92,45%"),
        ("'1500000' | chu('đồng')", "một triệu năm trăm nghìn đồng"), ("'05' | dem_chu", "05 (năm)"),
        ("('7,5' | round(1)) * 2", "15"), ("'9' | so_voi('8')", "tăng 12,5%"),
    ],
)  # fmt: skip
def test_filters_of_figures_read_the_figure_in_a_text(source: str, printed: str) -> None:
    assert as_text(evaluate(source, {})) == printed


@pytest.mark.parametrize("source", ["'1.5' | so", "'nhiều' | so", "'' | tien", "'1.234.5' | so"])
def test_a_text_that_is_no_figure_or_could_be_two_is_refused(source: str) -> None:
    with pytest.raises(ExpressionError, match="số"):
        evaluate(source, {})


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("{% for x in xs if x > 1 %}{{ x }}{% if not loop.last %}, {% endif %}{% endfor %}", "2, 3"),
        ("{% for x in xs if x > 9 %}{{ x }}{% else %}không có{% endfor %}", "không có"),
        ("{% for x in xs if on else [] %}{{ x }}{% endfor %}", "123"),
        ("{% for x in (xs if on else []) if x != 2 %}{{ x }}{% endfor %}", "13"),
        ("{% for x in [' if ', 'a'] %}{{ x }}{% endfor %}", " if a"),
    ],
)
def test_a_loop_takes_the_items_its_condition_holds_for(source: str, made: str) -> None:
    assert run(source, {"xs": [Decimal(1), Decimal(2), Decimal(3)], "on": True}) == (made, [])


def test_a_wrong_name_in_the_condition_of_a_loop_stands_where_it_is_written() -> None:
    text, [(message, offset)] = run("{% for x in xs if y %}{% endfor %}", {"xs": [Decimal(1)]})
    assert text == ""
    assert "“y”" in message
    assert offset == 18
