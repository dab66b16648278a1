"""A project whose office declares a kind of its own: the công văn, its Word template cut from the one of the report."""

from __future__ import annotations

import copy
import io
from pathlib import Path

from docx import Document

from docgen.files import built_in_templates

DECLARATION = '''
ten = "công văn"
mo_ta = "Công văn gửi cơ quan, tổ chức"
ky_hieu = "{co_quan}-{don_vi}"
can_co = ["kinh_gui", "noi_dung"]
khong_co = ["can_cu", "dieu", "theo_de_nghi"]
mo_dau_noi_nhan = "Như trên"
mo_dau_trich_yeu = "V/v"

[vi_du]
don_vi_soan = "VP"
trich_yeu = "báo cáo kết quả chuyển đổi số năm {{ nam }}"
kinh_gui = ["Ủy ban nhân dân tỉnh Khánh Hòa"]
noi_dung = """
Thực hiện {{ vb.chuc_nang }}, {{ co_quan.ten }} báo cáo như sau:

# Kết quả

…
"""
noi_nhan = ["Như trên", "Lãnh đạo Sở"]
'''
OFFICE = """
ten = "Sở Nội vụ tỉnh Khánh Hòa"
chu_quan = "Ủy ban nhân dân tỉnh Khánh Hòa"
viet_tat = "SNV"
dia_danh = "Khánh Hòa"

[[lanh_dao]]
ma = "giam-doc"
ho_ten = "Nguyễn Văn S"
chuc_vu = "Giám đốc"
"""
LETTER = '''
loai = "công văn"
co_quan = { tep = "../co-quan.toml" }
so = 45
ngay = 2026-03-05
don_vi_soan = "VP"
trich_yeu = "rà soát danh mục hồ sơ, tài liệu"
kinh_gui = ["Sở Khoa học và Công nghệ"]
noi_dung = """
Sở Nội vụ đề nghị quý Sở phối hợp các nội dung sau:

# Rà soát

Rà soát danh mục hồ sơ, tài liệu tại Phụ lục kèm theo.

# Báo cáo

Gửi kết quả trước ngày 20/3/2026.
"""
noi_nhan = ["Như trên", "Lãnh đạo Sở"]
luu = "VT, VP"
nguoi_ky = { ma = "giam-doc" }

[[phu_luc]]
tieu_de = "Danh mục hồ sơ"
noi_dung = """
# Hồ sơ năm 2025

Hồ sơ giải quyết công việc.
"""
'''


def template() -> bytes:
    """The template of the report without the type of the paper: "V/v …" stands under the number (mẫu 1.5)."""
    document = Document(str(built_in_templates() / "baocao/bao-cao.docx"))
    for paragraph in list(document.paragraphs):
        if paragraph.style.name in ("TenLoai", "Tên loại", "Tên loại văn bản") or "ten_loai" in paragraph.text:
            rule, subject = paragraph._p.getnext().getnext(), paragraph._p.getnext()
            number = next(
                item for table in document.tables for cell in table._cells for item in cell.paragraphs
                if "so_ky_hieu" in item.text
            )  # fmt: skip
            moved = copy.deepcopy(subject)
            number._p.addnext(moved)
            for item in (paragraph._p, subject, rule):
                item.getparent().remove(item)
            text = next(item for item in moved.iter() if item.tag.endswith("}t"))
            text.text = f"V/v {text.text}"
            break
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def make_letters(root: Path, letters: int = 1) -> Path:
    """Write a project with the declaration, its template and data/congvan/cv1.toml, cv2.toml …; return the root."""
    folder = root / "templates/congvan"
    folder.mkdir(parents=True)
    (folder / "cong-van.toml").write_text(DECLARATION, "utf-8")
    (folder / "cong-van.docx").write_bytes(template())
    (root / "data/congvan").mkdir(parents=True)
    (root / "data/co-quan.toml").write_text(OFFICE, "utf-8")
    for number in range(1, letters + 1):
        text = LETTER.replace("so = 45", f"so = {44 + number}")
        (root / f"data/congvan/cv{number}.toml").write_text(text, "utf-8")
    return root
