"""Tables worked out: groups and their numbers, totals, headers of any depth, cells, and figures as papers print them."""

from __future__ import annotations

import pytest
from written import Made, ke_hoach, make

from docgen.model.resolved import TableBlock


def made(table: str, body: str = "{{ bang.b }}") -> Made:
    return ke_hoach(body, tables=f"[bang.b]\n{table}")


def table(text: str) -> TableBlock:
    result = made(text)
    assert result.codes == [], [str(item) for item in result.findings]
    return result.table()


def cells(block: TableBlock) -> list[list[str]]:
    """Return the rows as texts, a heading row's span as one text."""
    return [
        ["/".join(("- " if p.bullet else "") + p.text for p in cell.paragraphs) for cell in row.cells]
        for row in block.rows
    ]


STT = 'cot = [ { ma = "stt", ten = "TT" }, { ma = "a", ten = "Việc" } ]\n'


def test_groups_and_sub_groups_are_numbered() -> None:
    block = table(
        STT
        + """nhom = [
  { ten = "Một", nhom = [
    { ten = "Một một", hang = [{ a = "x" }, { a = "y" }], nhom = [{ ten = "Sâu", hang = [{ a = "z" }] }] },
    { ten = "Một hai", hang = [{ a = "t" }] } ] },
  { ten = "Hai", hang = [{ a = "u" }, { a = "v" }] },
]"""
    )
    assert cells(block) == [
        ["I", "Một"], ["1", "Một một"], ["1.1", "x"], ["1.2", "y"], ["1.3", "Sâu"], ["1.3.1", "z"], ["2", "Một hai"],
        ["2.1", "t"], ["II", "Hai"], ["1", "u"], ["2", "v"],
    ]  # fmt: skip
    assert [row.kind for row in block.rows[:3]] == ["nhom", "nhom_con", "hang"]
    assert block.rows[0].cells[1].columns == 1
    assert block.columns[0].align == "giữa"


def test_rows_and_groups_beside_each_other_share_no_number() -> None:
    block = table(
        STT + 'nhom = [{ ten = "A", hang = [{ a = "x" }, { a = "y" }], nhom = [{ ten = "B", hang = [{ a = "z" }] }] }]'
    )
    assert [row[0] for row in cells(block)] == ["I", "1", "2", "3", "3.1"]


def test_without_a_number_column_a_heading_spans_all() -> None:
    block = table('nhom = [{ ten = "A", hang = [{ a = 1, b = 2 }] }]')
    assert cells(block) == [["I. A"], ["1", "2"]]
    assert block.rows[0].cells[0].columns == 2


def test_rows_of_a_source_are_grouped_by_a_column() -> None:
    text = "Lĩnh vực;Việc;Sản phẩm\n;mở đầu;\nThể chế;x;- a\n;y;\nBộ máy;z;\nThể chế;t;\n"
    for by in ("linh_vuc", "Lĩnh vực"):
        block = _from_csv(f'nhom_theo = "{by}"', text).table()
        assert cells(block) == [
            ["mở đầu", ""],
            ["I. Thể chế"],
            ["x", "- a"],
            ["y", ""],
            ["t", ""],
            ["II. Bộ máy"],
            ["z", ""],
        ]
        assert [cell.text for cell in block.header] == ["Việc", "Sản phẩm"]


def _from_csv(more: str, text: str, body: str = "{{ bang.b }}") -> Made:
    return make(
        f'''loai = "kế hoạch"
nam = 2026
trich_yeu = "A"
noi_nhan = ["B"]
luu = "VT"
nguoi_ky = {{ ho_ten = "C", chuc_vu = "Giám đốc" }}
co_quan = {{ ten = "Sở", viet_tat = "S", dia_danh = "K" }}
noi_dung = "{body}"
[bang.b]
nguon = {{ tep = "b.csv" }}
{more}
''',
        b_csv=text,
    )


def test_inline_rows_and_a_source_give_the_same_table() -> None:
    cot = """cot = [ { ma = "stt", ten = "TT" }, { ma = "viec", ten = "Việc" }, { ma = "tien", ten = "Kinh phí", cot_nguon = "C" } ]
dong_tong = "Tổng cộng"
"""
    source = _from_csv(cot, "STT;Việc;Kinh phí (triệu đồng)\n7;x;1.200,5\n9;y;800\n")
    assert source.codes == ["DL074", "DL074"]  # 7 and 9, where 1 and 2 are printed
    inline = table(cot + 'hang = [{ viec = "x", tien = 1200.5 }, { viec = "y", tien = 800 }]')
    assert (
        cells(source.table()) == cells(inline) == [["1", "x", "1.200,5"], ["2", "y", "800"], ["Tổng cộng", "2.000,5"]]
    )
    assert [column.align for column in inline.columns] == ["giữa", "", "phải"]


def test_two_columns_with_one_name_are_two() -> None:
    block = _from_csv("", "Việc;Ghi chú;Ghi chú\nx;a;b\n").table()
    assert [column.code for column in block.columns] == ["viec", "ghi_chu", "ghi_chu_2"]
    assert cells(block) == [["x", "a", "b"]]


# Cells


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("6547", "6.547"),
        ("39.5", "39,5"),
        ("0", "0"),
        ("-1200", "-1.200"),
        ("2026-01-06", "06/01/2022".replace("2022", "2026")),
        ("true", "Có"),
        ('""', ""),
        ('"một\\n\\nhai"', "một/hai"),
        ('"Gồm:\\n- một\\n- hai"', "Gồm:/- một/- hai"),
        ('["một", "- hai", 0, 5]', "- một/- hai/- 0/- 5"),
        ('"{{ nam }} **x**"', "2026 x"),
        ('"05"', "05"),
        ('"a & b < c"', "a & b < c"),
    ],
)
def test_cells_print_as_papers_do(value: str, shown: str) -> None:
    block = table(f'hang = [{{ x = {value}, y = "chữ" }}]')
    assert cells(block)[0][0] == shown


def test_years_are_not_grouped_aligned_or_totalled() -> None:
    text = 'cot = [{{ ma = "n", ten = "{0}" }}, {{ ma = "s", ten = "Số" }}]\ndong_tong = "Tổng"\nhang = [{{ n = 2026, s = 1 }}, {{ n = 2027, s = 2 }}]'
    block = table(text.format("Năm hoàn thành"))
    assert cells(block) == [["2026", "1"], ["2027", "2"], ["Tổng", "3"]]
    assert [column.align for column in block.columns] == ["", "phải"]
    assert cells(table(text.format("Năm 2025")))[2] == ["Tổng: 4.053", "3"]


def test_a_dash_is_nothing() -> None:
    block = _from_csv('dong_tong = "Tổng"', "Việc;Số\nx;1\ny;-\nz;2\n").table()
    assert cells(block) == [["x", "1"], ["y", "-"], ["z", "2"], ["Tổng", "3"]]


def test_a_cell_that_keeps_a_column_from_its_total_is_told() -> None:
    result = _from_csv('dong_tong = "Tổng"', "Việc;Số;Tiền\nx;1;1\ny;2.5;2\nz;3;3\n")
    finding = result.one("SL007")
    assert (finding.where.file, finding.where.line) == ("b.csv", 3)


def test_a_total_that_totals_nothing_is_told() -> None:
    assert made('dong_tong = "Tổng"\nhang = [{ a = "x" }]').codes == ["SL008"]


def test_a_total_without_a_column_before_it_keeps_its_name() -> None:
    assert cells(table('dong_tong = "Tổng"\nhang = [{ a = 1 }, { a = 2 }]'))[-1] == ["Tổng: 3"]


def test_figures_in_cells_may_be_expressions() -> None:
    block = table('dong_tong = "Tổng"\nhang = [{ t = "a", s = "{{ 2 * 3 }}" }, { t = "b", s = 4 }]')
    assert cells(block)[-1] == ["Tổng", "10"]
    result = made(
        'hang = [{ t = "a {{ nam }}", s = 1 }]', "{{ bang.b }}\n\n{{ bang.b.hang[0].t }}: {{ bang.b.hang[0].s }}"
    )
    assert result.lines()[-1] == "doan|a 2026: 1./."


def test_a_cell_that_quotes_its_own_total_is_a_circle() -> None:
    assert "DL089" in made('hang = [{ t = "a", s = "{{ bang.b.tong.s }}" }, { t = "b", s = 4 }]').codes


# Headers


def header(*paths: str) -> list[tuple[str, int, int, int, int]]:
    cot = ", ".join(f'{{ ma = "c{number}", ten = {path} }}' for number, path in enumerate(paths))
    block = table(f"cot = [{cot}]\nhang = [{{ c0 = 1 }}]")
    return [(cell.text, cell.row, cell.column, cell.rows, cell.columns) for cell in block.header]


def test_a_header_of_one_row() -> None:
    assert header('"A"', '["B"]') == [("A", 0, 0, 1, 1), ("B", 0, 1, 1, 1)]


def test_a_header_of_four_rows() -> None:
    assert header('"TT"', '["S", "Tổng"]', '["S", "Trong", "Tuyến"]', '["S", "Trong", "Tiếp", "Bưu"]', '["S", "Trong", "Tiếp", "Tay"]',
                  '["G", "Tổng"]') == [
        ("TT", 0, 0, 4, 1), ("S", 0, 1, 1, 4), ("Tổng", 1, 1, 3, 1), ("Trong", 1, 2, 1, 3), ("Tuyến", 2, 2, 2, 1),
        ("Tiếp", 2, 3, 1, 2), ("Bưu", 3, 3, 1, 1), ("Tay", 3, 4, 1, 1), ("G", 0, 5, 1, 1), ("Tổng", 1, 5, 3, 1),
    ]  # fmt: skip


def test_neighbours_with_one_path_stay_apart() -> None:
    assert header('"A"', '"A"', '["A", "B"]') == [
        ("A", 0, 0, 2, 1),
        ("A", 0, 1, 2, 1),
        ("A", 0, 2, 1, 1),
        ("B", 1, 2, 1, 1),
    ]


def test_headers_and_units_may_be_expressions() -> None:
    block = table(
        'tieu_de = "Bảng {{ nam }}"\ndon_vi = "{{ co_quan.viet_tat }}"\ncot = [{ ma = "a", ten = "Năm {{ nam + 1 }}" }]\nhang = [{ a = 1 }]'
    )
    assert (block.caption, block.unit, block.header[0].text) == ("Bảng 2026", "SNV", "Năm 2027")


# Uses


def test_a_table_nobody_prints_is_told_and_one_quoted_is_not() -> None:
    assert made("hang = [{ a = 1 }]", "x").codes == ["DL086"]
    assert made("hang = [{ a = 1 }]", "{{ bang.b.so_hang }}").codes == []
    assert made("hang = [{ a = 1 }]\n[bang.b2]\nhang = [{ a = 1 }]", "{{ bang.b2 }}").codes == ["DL086"]


def test_totals_serve_prose() -> None:
    text = "{{ (bang.b.tong.x / bang.b.tong.y) | phan_tram }} của {{ bang.b.tong.y | so }}; {{ bang.b.so_hang }} hàng"
    result = made("hang = [{ x = 1, y = 1000 }, { x = 2, y = 2000 }]", text + "\n\n{{ bang.b }}")
    assert result.lines()[0] == "doan|0,1% của 3.000; 2 hàng"
    result = made("hang = [{ x = 1, y = 3 }]", "{{ bang.b.tong.xx }}\n\n{{ bang.b }}")
    assert result.one("DL080").remedy == "Có phải “x”?"
    result = made("hang = [{ x = 1, y = 3 }]", "{{ bang.b.hang[0].nam }}\n\n{{ bang.b }}")
    assert "không có tên “nam”" in result.one("DL080").message
