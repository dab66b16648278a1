"""The samples of the README build as they stand there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
from build_project import write
from cli_said import Said

README = Path(__file__).resolve().parents[2] / "README.md"
OFFICE = """ten = "Sở Nội vụ tỉnh Khánh Hòa"
chu_quan = "Ủy ban nhân dân tỉnh Khánh Hòa"
viet_tat = "SNV"
dia_danh = "Khánh Hòa"
lanh_dao = [
  { ma = "giam-doc", ho_ten = "Nguyễn Văn S", chuc_vu = "Giám đốc" },
  { ma = "pho-giam-doc", ho_ten = "Trần Thị T", chuc_vu = "Phó Giám đốc" },
]
"""
ROWS = [
    ["Lĩnh vực", "Trực tuyến", "Trực tiếp", "Đã giải quyết", "Đang giải quyết"],
    ["Xây dựng", 1200, 34, 1230, 4],
    ["Nhà ở", 100, 20, 115, 5],
]

Call = Callable[..., Said]


def samples() -> list[str]:
    return re.findall(r"```toml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


def test_the_paper_of_the_readme_builds(call: Call, root: Path) -> None:
    write(root / "data/co-quan.toml", OFFICE)
    write(root / "data/kehoach/mau.toml", samples()[0])
    said = call("check", "data/kehoach/mau.toml", "--strict")
    assert (said.code, said.out) == (0, "Không có gì phải sửa.\n")


def test_the_table_of_the_readme_builds(call: Call, root: Path) -> None:
    call("new", "báo cáo", "data/moi.toml")
    text = (root / "data/moi.toml").read_text("utf-8").replace("như sau:\n", "như sau:\n\n{{ bang.ho_so }}\n", 1)
    write(root / "data/moi.toml", text + "\n" + samples()[1])
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Quý II"
    for number, row in enumerate(ROWS, 5):
        for column, value in enumerate(row, 2):
            sheet.cell(number, column, value)
    book.save(root / "data/ho-so.xlsx")
    said = call("check", "data/moi.toml", "--strict")
    assert (said.code, said.out) == (0, "Không có gì phải sửa.\n")
