"""Cells are texts like any other: tags, bold and italic in CSV, workbooks and the data; and what stays as typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from written import Made, make

from docgen.context import resolve
from docgen.model.fields import Log
from docgen.model.read_paper import read_paper
from docgen.sources import Reader

PLAN = '''loai = "kế hoạch"
nam = 2026
trich_yeu = "A"
noi_nhan = ["B"]
luu = "VT"
nguoi_ky = {{ ho_ten = "C", chuc_vu = "Giám đốc" }}
co_quan = {{ ten = "Sở", viet_tat = "S", dia_danh = "K" }}
noi_dung = """
{body}

{{{{ bang.b }}}}
"""
[vb.luat]
loai = "Luật"
so_ky_hieu = "64/2025/QH15"
ngay = 2025-02-19
co_quan = "Quốc hội"
ten = "Ban hành văn bản quy phạm pháp luật"
[bang.b]
{table}
'''


def from_csv(text: str, table: str = "", body: str = "Theo {{ vb.luat }}.") -> Made:
    return make(PLAN.format(body=body, table=f'nguon = {{ tep = "b.csv" }}\n{table}'), b_csv=text)


def from_book(book: Workbook, folder: Path, table: str = "") -> Made:
    book.save(folder / "b.xlsx")
    source = PLAN.format(body="Theo {{ vb.luat }}.", table=f'nguon = {{ tep = "b.xlsx" }}\n{table}')
    (folder / "a.toml").write_text(source, "utf-8")
    reader = Reader(folder)
    data = reader.data(folder / "a.toml")
    assert data is not None
    log = Log(data)
    paper = read_paper(data.value, log)
    resolved = resolve(paper, log) if paper else None
    return Made([*reader.findings, *log.findings], paper, resolved)


def shown(made: Made) -> list[list[str]]:
    """The cells of the rows: paragraphs parted by "/", with **bold** and _italic_."""
    return [
        ["/".join(("- " if item.bullet else "") + _set(item) for item in cell.paragraphs) for cell in row.cells]
        for row in made.table().rows
    ]


def _set(item: object) -> str:
    runs, text = item.runs, item.text  # type: ignore[attr-defined]
    if runs:
        assert "".join(run.text for run in runs) == text
    marks = [("**" * run.bold + "_" * run.italic, run.text) for run in runs]
    return "".join(f"{mark}{part}{mark[::-1]}" for mark, part in marks) if runs else text


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("Năm {{ nam }}", "Năm 2026"),
        ("{{ nam + 1 }}", "2027"),
        ("Theo {{ vb.luat.ten }}", "Theo Ban hành văn bản quy phạm pháp luật"),
        ("{% if nam > 2000 %}có{% else %}không{% endif %}", "có"),
        ("*nghiêng* và **đậm {{ nam }}**", "_nghiêng_ và **đậm 2026**"),
        ("***cả hai***, thường", "**_cả hai_**, thường"),
        ("Gồm:\n- *một*\n- hai {{ nam }}", "Gồm:/- _một_/- hai 2026"),
        ("{{ '*a*' }} **b**", "*a* **b**"),
        ("3*4*5", "3*4*5"),
        ("(*) Chú thích (*)", "(*) Chú thích (*)"),
        ("Sở A*", "Sở A*"),
        ("*", "*"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("__/__/2026", "__/__/2026"),
        (r"\\may1\chung\_tep_", r"\\may1\chung\_tep_"),
        ("{1; 2}", "{1; 2}"),
        ("# a & < b", "# a & < b"),
    ],
)
def test_a_cell_of_a_csv_is_read_once(cell: str, printed: str) -> None:
    quoted = cell.replace('"', '""')
    made = from_csv(f'Tên,Ghi chú\n"{quoted}",b\n')
    assert [str(item) for item in made.findings] == []
    assert shown(made) == [[printed, "b"]]


def test_a_value_from_a_cell_is_no_markup_in_prose() -> None:
    made = from_csv(
        'Tên,Ghi chú\n"*{{ nam }}* \\*x\\* ** ##",b\n', body="Chữ **{{ bang.b.hang[0].ten }}** hết. {{ vb.luat.loai }}"
    )
    assert made.codes == []
    assert made.lines()[0] == "doan|Chữ **2026 *x* ** ##** hết. Luật"


def test_a_fault_stands_at_the_cell() -> None:
    made = from_csv("Tên,Ghi chú\na,{{ namm }}\n{{ nam,b\n*{{ x }}*,c\n")
    assert sorted([*str(item).split(":")[0:3], item.code] for item in made.findings) == [
        ["b.csv", "2", "3 (ô B2)", "DL080"], ["b.csv", "3", "1 (ô A3)", "DL073"], ["b.csv", "4", "1 (ô A4)", "DL080"]
    ]  # fmt: skip


def test_cells_that_quote_each_other_are_a_circle() -> None:
    made = from_csv("Tên,Ghi chú\n{{ bang.b.hang[0].ghi_chu }},{{ bang.b.hang[0].ten }}\n")
    assert "DL089" in made.codes
    assert all(item.where.cell in ("A2", "B2") for item in made.findings)


def test_figures_deadlines_and_headers_are_worked_out() -> None:
    made = from_csv(
        "Việc {{ nam }},Hạn,Số\nmột,Quý II/{{ nam }},{{ nam - 26 }}\nhai,30/6/{{ nam }},500\n",
        'dong_tong = "CỘNG"\nhan = "han"\n',
        body="Có {{ bang.b.tong.so | so }}, {{ vb.luat }}.",
    )
    assert made.codes == []
    assert [cell.text for cell in made.table().header] == ["Việc 2026", "Hạn", "Số"]
    assert shown(made)[-1] == ["CỘNG", "2.500"]
    assert made.lines()[0].startswith("doan|Có 2.500,")


def test_groups_are_texts_too() -> None:
    made = from_csv("Nhóm,Việc\nNăm {{ nam }},a\nNăm {{ nam }},b\n", 'nhom_theo = "nhom"')
    assert shown(made) == [["I. Năm 2026"], ["a"], ["b"]]


def test_cells_stay_as_typed_where_the_table_says_so() -> None:
    made = from_csv("Tên {{ nam }},Ghi chú\n{{ nam }} *x*,{{\n", "nguyen_van = true")
    assert made.codes == []
    assert [cell.text for cell in made.table().header] == ["Tên {{ nam }}", "Ghi chú"]
    assert shown(made) == [["{{ nam }} *x*", "{{"]]
    rows = 'nguyen_van = true\nhang = [{ a = "{{ nam }} *x*" }]'
    assert shown(make(PLAN.format(body="Theo {{ vb.luat }}.", table=rows))) == [["{{ nam }} *x*"]]


def test_cells_written_in_the_data_are_set_too() -> None:
    rows = 'hang = [{ a = "*x* {{ nam }}", b = ["**y**", "- z"] }]'
    assert shown(make(PLAN.format(body="Theo {{ vb.luat }}.", table=rows))) == [["_x_ 2026", "- **y**/- z"]]


def test_what_excel_sets_bold_or_italic_counts(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(["Tên", "Ghi chú"])
    bold, italic = InlineFont(b=True), InlineFont(i=True)
    sheet["A2"] = CellRichText("Việc ", TextBlock(bold, "số {{ na"), TextBlock(italic, "m }} xong"), " *thường*\n- ý")
    sheet["B2"] = "{{ nam }}"
    sheet["A3"] = CellRichText(TextBlock(InlineFont(b=False), "không"), " đậm")
    sheet["B3"] = 1.5
    made = from_book(book, tmp_path)
    assert made.codes == []
    assert shown(made) == [["Việc **số 2026**_ xong_ _thường_/- ý", "2026"], ["không đậm", "1,5"]]
    kept = from_book(book, tmp_path, "nguyen_van = true")
    assert shown(kept)[0] == ["Việc **số {{ na**_m }} xong_ *thường*/- ý", "{{ nam }}"]


def test_a_fault_in_a_workbook_stands_at_sheet_and_cell(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Quý I"
    book.active.append(["Tên", "Ghi chú"])
    book.active.append(["a", "{{ khong_co }}"])
    where = from_book(book, tmp_path).one("DL080").where
    assert (where.sheet, where.cell) == ("Quý I", "B2")


@pytest.mark.parametrize(
    "cell", ["{{ ''.__class__ }}", "{{ 'a' * 10**9 }}", "{{ range(10) }}", "{{ co_quan.__init__ }}"]
)
def test_a_cell_from_mail_can_do_no_more_than_the_data(cell: str) -> None:
    made = from_csv(f'Tên,Ghi chú\n"{cell}",b\n')
    assert made.codes == ["DL080"]
    assert shown(made)[0][0] == ""
