"""Charts in the data language: figures as the table prints them, names made for a reader, and every slip told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from dossier import body, codes, worked_out
from word_file import filled
from word_validity import problems

from docgen.finding import Finding
from docgen.merge.template import compile_template
from docgen.model.chart import Chart, Series
from docgen.model.resolved import ChartBlock, Resolved
from docgen.model.vocabulary import VOCABULARY
from docgen.project import built_in_templates

TABLE = """
[bang.ho_so]
nguon = { tep = "ho-so.csv" }
don_vi = "hồ sơ"
dong_tong = "Tổng"
cot = [
  { ma = "stt", ten = "TT" },
  { ma = "linh_vuc", ten = "Lĩnh vực" },
  { ma = "truc_tuyen", ten = ["Tiếp nhận", "Trực tuyến"] },
  { ma = "truc_tiep", ten = ["Tiếp nhận", "Trực tiếp"] },
  { ma = "ty_le", ten = "Tỷ lệ", cong_thuc = "truc_tuyen / (truc_tuyen + truc_tiep)", kieu = "phần trăm", le = 1 },
]
"""
SHEET = "Lĩnh vực,Trực tuyến,Trực tiếp\nĐất đai,1.146,204\nTư pháp & hộ tịch,74,\n"
PLACED = body("Số liệu như sau:\n\n{{ bieu_do.nop }}")


def drawn(folder: Path, keys: str, sheet: str = SHEET, text: str = PLACED) -> tuple[Resolved, list[Finding]]:
    """A report with this chart of the table above."""
    return worked_out(folder, f"{text}{TABLE}[bieu_do.nop]\n{keys}\n", **{"ho-so_csv": sheet})


def chart(resolved: Resolved) -> Chart:
    return next(block.chart for block in resolved.parts[0].body if isinstance(block, ChartBlock))


def test_columns_become_series_and_rows_categories(tmp_path: Path) -> None:
    resolved, found = drawn(tmp_path, 'bang = "ho_so"\nkieu = "cột"\ncot = ["truc_tuyen", "truc_tiep"]')
    made = chart(resolved)
    assert codes(found) == []
    assert made.categories == ["Đất đai", "Tư pháp & hộ tịch"]
    assert made.series == [
        Series("Trực tuyến", [Decimal(1146), Decimal(74)]),
        Series("Trực tiếp", [Decimal(204), None]),
    ]
    assert (made.unit, made.axis, made.title) == ("hồ sơ", "Lĩnh vực", "")


def test_shares_are_drawn_as_the_table_prints_them(tmp_path: Path) -> None:
    resolved, _ = drawn(tmp_path, 'bang = "ho_so"\nkieu = "cột ngang"\ncot = "ty_le"\ntieu_de = "Năm {{ nam }}"')
    made = chart(resolved)
    assert made.series[0].values == [Decimal("84.9"), Decimal("100.0")]
    assert made.unit == "%"
    assert made.alternative == "Biểu đồ cột ngang “Năm 2026”, đơn vị tính: %. Đất đai: 84,9; Tư pháp & hộ tịch: 100,0."


def test_what_the_clerk_says_comes_first(tmp_path: Path) -> None:
    keys = 'bang = "ho_so"\nkieu = "TRÒN"\ncot = "truc_tuyen"\ncao = 90\nrong = 120\ndon_vi = "Đơn vị tính: bộ"\n'
    keys += 'mo_ta = "Đất đai nhiều nhất"'
    made = chart(drawn(tmp_path, keys)[0])
    assert (made.kind, made.height_mm, made.width_mm, made.unit) == ("tròn", 90, 120, "bộ")
    assert made.alternative == "Đất đai nhiều nhất"


@pytest.mark.parametrize(
    ("keys", "sheet", "code", "word"),
    [
        ('bang = "ho_soo"\nkieu = "cột"\ncot = "truc_tuyen"', SHEET, "DL054", "ho_so"),
        ('bang = "ho_so"\nkieu = "cột"\ncot = "truc_tuyenn"', SHEET, "DL091", "truc_tuyen"),
        ('bang = "ho_so"\nkieu = "cột"\ncot = "truc_tuyen"\nnhan = "linh_vực"', SHEET, "DL091", "linh_vuc"),
        ('bang = "ho_so"\nkieu = "cột"\ncot = "linh_vuc"', SHEET, "DL092", "cột chữ"),
        (
            'bang = "ho_so"\nkieu = "cột"\ncot = "truc_tiep"',
            SHEET.replace("74,", "74,chưa rõ"),
            "DL092",
            "chưa rõ",
        ),
        ('bang = "ho_so"\nkieu = "tròn"\ncot = ["truc_tuyen", "truc_tiep"]', SHEET, "DL093", "một cột"),
        ('bang = "ho_so"\nkieu = "tròn"\ncot = "truc_tuyen"', SHEET.replace("74", "-74"), "DL093", "số dương"),
        ('bang = "ho_so"\nkieu = "đường"\ncot = "truc_tuyen"', SHEET.rpartition("Tư")[0], "DL093", "hai điểm"),
        ('bang = "ho_so"\nkieu = "vòng"\ncot = "truc_tuyen"', SHEET, "DL046", "kieu"),
        ('bang = "ho_so"\nkieu = "cột"\ncot = "truc_tuyen"\ncao = 900', SHEET, "DL042", "cao"),
    ],
)
def test_every_slip_is_told(tmp_path: Path, keys: str, sheet: str, code: str, word: str) -> None:
    _, found = drawn(tmp_path, keys, sheet)
    told = [str(finding) for finding in found if finding.code == code]
    assert len(told) == 1, [str(finding) for finding in found]
    assert word in told[0]


def test_a_table_without_rows_gives_no_chart(tmp_path: Path) -> None:
    empty = "Lĩnh vực,Trực tuyến,Trực tiếp\nĐất đai,,\n"
    resolved, found = drawn(tmp_path, 'bang = "ho_so"\nkieu = "cột"\nnhan = "linh_vuc"\ncot = "truc_tuyen"', empty)
    assert "DL093" in codes(found)
    assert not any(isinstance(block, ChartBlock) for block in resolved.parts[0].body)


def test_too_many_shares_are_a_warning(tmp_path: Path) -> None:
    many = "Lĩnh vực,Trực tuyến,Trực tiếp\n" + "".join(f"Lĩnh vực {n},{n},{n}\n" for n in range(1, 10))
    keys = 'bang = "ho_so"\nkieu = "{}"\ncot = "truc_tuyen"'
    assert "DL094" in codes(drawn(tmp_path, keys.format("tròn"), many)[1])
    assert "DL094" not in codes(drawn(tmp_path, keys.format("cột ngang"), many)[1])


def test_a_chart_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, found = drawn(
        tmp_path,
        'bang = "ho_so"\nkieu = "cột"\ncot = "truc_tuyen"',
        text=body("Xem:\n\n{{ bieu_do.nopp }}\n\n{{ bang.ho_so }}"),
    )
    assert codes(found) == ["DL090"]
    assert "bieu_do.nop" in next(finding.remedy for finding in found if finding.code == "DL090")


def test_a_chart_is_merged_under_its_title(tmp_path: Path) -> None:
    keys = 'bang = "ho_so"\nkieu = "cột"\ncot = "truc_tuyen"\ntieu_de = "Hồ sơ & kết quả"\nrong = 400'
    resolved, _ = drawn(tmp_path, keys)
    template = compile_template((built_in_templates() / "baocao/bao-cao.docx").read_bytes(), "mẫu", VOCABULARY)
    data, found = filled(template, resolved, "mẫu")
    assert found == []
    assert data is not None
    assert problems(data) == []
    assert data == filled(template, resolved, "mẫu")[0]
