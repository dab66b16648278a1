"""The names that tags of a Word template may use, by part: `docgen fields` lists them, templates are checked so."""

from __future__ import annotations

from docgen.docx.tags import Vocabulary

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
