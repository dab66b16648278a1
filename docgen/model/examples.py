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
BODY = """
# Mục đích, yêu cầu

## Mục đích

- Viết mỗi ý một dòng, bắt đầu bằng dấu - và một dấu cách.
- Chữ **đậm** và *nghiêng* viết như thế này.

## Yêu cầu

1. Danh sách đánh số: docgen tự đánh số theo vị trí.
2. Mục thứ hai:
   - ý nhỏ viết thụt vào;
   - ý nhỏ nữa.

# Tổ chức thực hiện

Các phòng, đơn vị thuộc Sở tổ chức thực hiện Kế hoạch này; kinh phí lấy từ nguồn ngân sách năm {{ nam }}.
"""
REPORT = """
Thực hiện {{ vb.chuc_nang }}, {{ co_quan.ten }} báo cáo kết quả công tác {{ ky_bao_cao.ten }} như sau:

# Kết quả đạt được

1. Công tác chỉ đạo, điều hành: …
2. Cải cách thủ tục hành chính: …

# Tồn tại, hạn chế và nguyên nhân

…

# Phương hướng, nhiệm vụ

…
"""
