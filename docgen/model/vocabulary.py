"""What a Word template may name: parts of a dossier, kinds of blocks and rows, and the tags of each part.

`docgen fields` lists them; templates are compiled, checked and proposed by them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

PARTS = {
    "văn bản": "van_ban",
    "văn bản kèm theo": "kem_theo",
    "phụ lục": "phu_luc",
    "phụ lục dọc": "phu_luc",
    "phụ lục ngang": "phu_luc_ngang",
}
PART_MARK = re.compile(r"\{#\s*PHẦN\s+(.+?)\s*#\}", re.I)
"""The mark that begins the section of a part; its group is the part's name as typed (`part_named`)."""
BLOCK_KINDS = {
    "phan": "Phần", "chuong": "Chương", "muc_lon": "Mục", "tieu_muc": "Tiểu mục",
    "dieu": "Điều", "dieu_tieu_de": "Điều có tiêu đề", "muc": "mục I.", "khoan_tieu_de": "mục 1. có tiêu đề",
    "tieu_khoan_tieu_de": "mục 1.1. có tiêu đề", "diem_tieu_de": "mục a) có tiêu đề", "khoan": "khoản 1.",
    "tieu_khoan": "khoản 1.1.", "diem": "điểm a)", "gach": "gạch đầu dòng -", "cong": "ý nhỏ +", "doan": "đoạn văn",
    "bang_tieu_de": "tên bảng", "don_vi": "đơn vị tính",
}  # fmt: skip
ROW_KINDS = {
    "cot": "hàng đầu bảng", "nhom": "hàng tên nhóm", "nhom_con": "hàng tên nhóm con", "hang": "hàng số liệu",
    "tong": "hàng tổng",
}  # fmt: skip
STAND_INS = {"tieu_khoan_tieu_de": "tieu_khoan"}
"""The nearest kind, in bold, for a kind that older templates have no example of."""
JOINING = "join|count|length|first|last|list|d|default"
"""Filters that print a list as one text: its paragraph is not repeated then."""


def part_named(typed: str) -> str:
    """Return the kind of part that a mark names, "" for none."""
    return PARTS.get(" ".join(typed.lower().split()), "")


@dataclass(frozen=True)
class Vocabulary:
    """What tags may name in one part: names with their meaning, which of them are lists, which may be left out.

    A name ending in ".*" opens everything below it.
    """

    names: Mapping[str, str]
    lists: frozenset[str]
    optional: frozenset[str]

    def knows(self, path: str) -> bool:
        """Return whether a dotted name, or a name it begins with, may be asked for."""
        parts = path.split(".")
        heads = [".".join(parts[:size]) for size in range(1, len(parts) + 1)]
        inside = any(f"{head}.*" in self.names for head in heads)
        above = any(name.startswith(f"{path}.") for name in self.names)
        # The last part may be a method of a text (`ten.upper()`): what it is shows when it runs.
        return path in self.names or inside or above or ".".join(parts[:-1]) in self.names


_OFFICE = {
    "co_quan.ten": "tên cơ quan ban hành",
    "co_quan.chu_quan": "cơ quan chủ quản trực tiếp",
    "co_quan.ten_ngan": "tên ngắn của cơ quan",
    "co_quan.viet_tat": "chữ viết tắt của cơ quan",
    "co_quan.dia_danh": "địa danh của cơ quan",
    "co_quan.tap_the": "tên tập thể sau chữ TM.",
    "co_quan.dia_chi": "địa chỉ, điện thoại, thư điện tử",
}
_COMMON = {"du_thao": "chữ DỰ THẢO, hoặc trống", "them.*": "dữ liệu riêng của cơ quan trong [them]"}
_SIGNED = {"chuc_vu": "các dòng quyền hạn, chức vụ của người ký", "ho_ten": "họ tên người ký"}
_TITLE = {"ten_loai": "tên loại văn bản", "trich_yeu": "trích yếu", "can_cu": "các dòng căn cứ"}
_LEFT_OUT = frozenset({"co_quan.chu_quan", "co_quan.ten_ngan", "co_quan.tap_the", "co_quan.dia_chi", "du_thao"})

_MAIN = Vocabulary(
    {
        **_OFFICE, **_TITLE, **_SIGNED, **_COMMON,
        "so_ky_hieu": "số và ký hiệu: 15/QĐ-SNV",
        "dia_danh": "địa danh trước ngày tháng",
        "thoi_gian": "ngày … tháng … năm …",
        "tham_quyen": "thẩm quyền ban hành",
        "kinh_gui.mot": "nơi kính gửi, khi chỉ có một",
        "kinh_gui.nhan": "“Kính gửi:”, khi có nhiều nơi",
        "kinh_gui.dong": "các dòng kính gửi, khi có nhiều nơi",
        "noi_nhan": "các dòng nơi nhận",
        "ky_bao_cao.ten": "kỳ báo cáo: Quý II năm 2026",
        "ky_bao_cao.khoang": "khoảng thời gian của kỳ báo cáo",
    },
    frozenset({"can_cu", "chuc_vu", "noi_nhan", "kinh_gui.dong"}),
    _LEFT_OUT | {"can_cu", "kinh_gui.mot", "kinh_gui.nhan", "kinh_gui.dong", "ky_bao_cao.ten", "ky_bao_cao.khoang"},
)  # fmt: skip
_ATTACHED = Vocabulary(
    {**_OFFICE, **_TITLE, **_SIGNED, **_COMMON, "dong_kem_theo": "(Kèm theo Quyết định số … ngày … của …)"},
    frozenset({"can_cu", "chuc_vu"}),
    _LEFT_OUT | {"can_cu", "chuc_vu", "ho_ten"},
)
_ANNEX = Vocabulary(
    {
        **_OFFICE, **_COMMON,
        "phu_luc.nhan": "“Phụ lục”, hoặc “Phụ lục I” khi có nhiều phụ lục",
        "phu_luc.tieu_de": "tên phụ lục",
        "phu_luc.dong_kem_theo": "(Kèm theo … số … ngày … của …)",
    },
    frozenset(),
    _LEFT_OUT,
)  # fmt: skip

VOCABULARY = {"van_ban": _MAIN, "kem_theo": _ATTACHED, "phu_luc": _ANNEX, "phu_luc_ngang": _ANNEX}
PART_NAMES = {
    "van_ban": "văn bản", "kem_theo": "văn bản kèm theo", "phu_luc": "phụ lục dọc", "phu_luc_ngang": "phụ lục ngang",
}  # fmt: skip
