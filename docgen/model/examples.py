"""What `docgen new` writes for a clerk to change: a paper made of it builds at once."""

from __future__ import annotations

from datetime import date
from typing import Any

OFFICE: dict[str, Any] = {
    "nam": 2026,
    "luu": "VT, VP",
    "co_quan": {
        "ten": "Sở Nội vụ tỉnh Khánh Hòa",
        "chu_quan": "Ủy ban nhân dân tỉnh Khánh Hòa",
        "viet_tat": "SNV",
        "dia_danh": "Khánh Hòa",
        "lanh_dao": [
            {"ma": "giam-doc", "ho_ten": "Nguyễn Văn A", "chuc_vu": "Giám đốc"},
            {"ma": "pho-giam-doc", "ho_ten": "Trần Thị B", "chuc_vu": "Phó Giám đốc"},
        ],
    },
    "vb": {
        "chuc_nang": {
            "loai": "Quyết định", "so_ky_hieu": "96/2025/QĐ-UBND", "ngay": date(2025, 8, 21),
            "co_quan": "Ủy ban nhân dân tỉnh Khánh Hòa",
            "trich_yeu": "quy định vị trí, chức năng và tổ chức bộ máy của Sở Nội vụ",
        },
    },
}  # fmt: skip
