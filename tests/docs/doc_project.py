"""A project for the examples: sound dossiers that fragments are laid over, and the files that examples name.

A fragment changes some keys of a dossier; what it declares is used (a table printed, a paper cited), since what nothing
uses is a finding of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from pathlib import Path
from shutil import copyfile
from typing import Any

import openpyxl
import tomli
from doc_blocks import blocks

from docgen.project import built_in_templates

OFFICE = """ten = "Sở Nội vụ tỉnh Khánh Hòa"
chu_quan = "Ủy ban nhân dân tỉnh Khánh Hòa"
ten_ngan = "Sở Nội vụ"
viet_tat = "SNV"
dia_danh = "Khánh Hòa"
lanh_dao = [
  { ma = "giam-doc", ho_ten = "Nguyễn Văn S", chuc_vu = "Giám đốc" },
  { ma = "pho-giam-doc", ho_ten = "Trần Thị T", chuc_vu = "Phó Giám đốc" },
]
"""
_COMMON: dict[str, Any] = {
    "co_quan": {"tep": "../co-quan.toml"}, "nam": 2026, "trich_yeu": "Cải cách hành chính năm {{ nam }}",
    "noi_nhan": ["UBND tỉnh (b/c)", "Lãnh đạo Sở"], "luu": "VT, VP", "nguoi_ky": {"ma": "giam-doc"},
}  # fmt: skip
SOUND: dict[str, dict[str, Any]] = {
    "kế hoạch": {**_COMMON, "loai": "kế hoạch", "noi_dung": "# Mục tiêu\n\nNội dung.\n"},
    "báo cáo": {**_COMMON, "loai": "báo cáo", "kinh_gui": ["Ủy ban nhân dân tỉnh"], "noi_dung": "Nội dung.\n",
                "ky_bao_cao": {"quy": 2, "nam": 2026, "tu": date(2026, 3, 15), "den": date(2026, 6, 14)},
                "noi_nhan": ["Như trên", "Lãnh đạo Sở"]},
    "quyết định": {**_COMMON, "loai": "quyết định", "can_cu": ["Xét kết quả công tác năm {{ nam }}"],
                   "dieu": ["Làm một việc.", "Quyết định có hiệu lực từ ngày ký."],
                   "noi_nhan": ["Như {{ dieu.cuoi }}", "UBND tỉnh"]},
}  # fmt: skip
_ASKS_FOR = {"dieu": "quyết định", "kem_theo": "quyết định", "ky_bao_cao": "báo cáo", "kinh_gui": "báo cáo",
             "ky_truoc": "báo cáo", "tham_quyen": "quyết định", "theo_de_nghi": "quyết định"}  # fmt: skip
SHEETS: dict[str, tuple[str, str, list[list[Any]]]] = {
    "ho-so.xlsx": ("Quý II", "B5", [
        ["Lĩnh vực", "Trực tuyến", "Trực tiếp", "Đã giải quyết", "Đang giải quyết"],
        ["Xây dựng", 1200, 34, 1230, 4],
        ["Nhà ở", 100, 20, 115, 5],
    ]),
}  # fmt: skip
CITED = {"loai": "Quyết định", "so_ky_hieu": "4782/QĐ-UBND", "ngay": date(2025, 12, 23),
         "co_quan": "Ủy ban nhân dân tỉnh", "trich_yeu": "ban hành Kế hoạch cải cách hành chính năm 2026"}  # fmt: skip
QUOTED: dict[str, Any] = {
    **SOUND["báo cáo"],
    "so": 15, "ngay": date(2026, 6, 15), "them": {"chi_tieu": 95},
    "can_cu": ["{{ vb.kh_tinh }}"], "vb": {"kh_tinh": CITED},
    "bang": {"ho_so": {"dong_tong": "TỔNG CỘNG", "hang": [
        {"linh_vuc": "Xây dựng", "tiep_nhan": 5000, "giai_quyet": 4800},
        {"linh_vuc": "Nhà ở", "tiep_nhan": 1688, "giai_quyet": 1383}]}},
}  # fmt: skip
"""What the tables "written → printed" may name: the year, the office, a cited paper, a table, a period."""


def is_whole(given: Mapping[str, Any]) -> bool:
    """Whether the data of an example are a dossier of their own."""
    return "loai" in given and "nguoi_ky" in given


def overlaid(given: Mapping[str, Any]) -> dict[str, Any]:
    """A sound dossier with the keys of a fragment, what the fragment declares used."""
    kind = given.get("loai") or next((kind for key, kind in _ASKS_FOR.items() if key in given), "kế hoạch")
    dossier = _merged(deepcopy(SOUND[kind]), given)
    body = "noi_dung" if kind != "quyết định" else "dieu"
    uses = [f"{{{{ {family}.{code} }}}}" for family in ("bang", "bieu_do") for code in given.get(family, {})]
    text = json.dumps(dossier, ensure_ascii=False, default=str)
    unused = [tag for tag in uses if tag not in text and f'"bang": "{tag[8:-3]}"' not in text]
    if body == "noi_dung":
        dossier[body] += "".join(f"\n{tag}\n" for tag in unused)
    cited = [f"{{{{ vb.{code} }}}}" for code in given.get("vb", {}) if f"vb.{code}" not in text]
    dossier["can_cu"] = [*dossier.get("can_cu", []), *cited]
    own = [f"{{{{ them.{name} }}}}" for name in given.get("them", {}) if f"them.{name}" not in text]
    if own:
        dossier["noi_dung"] += f"\nSố liệu: {', '.join(own)}.\n"
    if not dossier["can_cu"]:
        del dossier["can_cu"]
    return dossier


def _merged(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    for key, value in over.items():
        both = isinstance(value, Mapping) and isinstance(under.get(key), dict) and "tep" not in value
        under[key] = _merged(under[key], value) if both else value
    return under


OWN_KIND = "cong-van.toml"
"""A declaration of a kind of paper, which needs a Word template beside it."""


def make(root: Path, page: Path) -> Path:
    """Write the office, and every file that a page shows, below `root`; return the folder of dossiers."""
    folder = root / "data" / "van-ban"
    folder.mkdir(parents=True)
    (root / "data" / "co-quan.toml").write_text(OFFICE, "utf-8")
    for block in blocks(page):
        if block.file:
            above = {"co-quan.toml": root / "data", "docgen.toml": root, OWN_KIND: root / "templates" / "congvan"}
            place = above.get(block.file, folder)
            place.mkdir(parents=True, exist_ok=True)
            (place / block.file).write_text(block.text, "utf-8")
            if block.file == OWN_KIND:
                copyfile(built_in_templates() / "baocao" / "bao-cao.docx", place / "cong-van.docx")
    for name, (title, corner, rows) in SHEETS.items():
        _book(folder / name, title, corner, rows)
    return folder


def _book(path: Path, title: str, corner: str, rows: list[list[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    first = sheet[corner]
    for number, row in enumerate(rows, first.row):
        for column, value in enumerate(row, first.column):
            sheet.cell(number, column, value)
    book.save(path)


def write(path: Path, dossier: Mapping[str, Any]) -> Path:
    """Write a dossier as JSON."""
    path.write_text(json.dumps(dossier, ensure_ascii=False, default=str), "utf-8")
    return path


def given_by(text: str) -> dict[str, Any]:
    """The data of an example in TOML."""
    return tomli.loads(text)
