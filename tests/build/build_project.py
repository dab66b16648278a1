"""A project of short papers, written by a test."""

from __future__ import annotations

from pathlib import Path

OFFICE = """
ten = "Sở Khoa học và Công nghệ"
viet_tat = "SKHCN"
dia_danh = "Khánh Hòa"

[[lanh_dao]]
ma = "giam-doc"
ho_ten = "Nguyễn Văn S"
chuc_vu = "Giám đốc"
"""


def plan(subject: str = "Kiểm tra", *, office: str = 'co_quan = { tep = "../co-quan.toml" }', more: str = "") -> str:
    """A plan of one page."""
    return f'''loai = "kế hoạch"
{office}
nam = 2026
trich_yeu = "{subject} năm {{{{ nam }}}}"
noi_dung = """
# Mục tiêu
Nội dung của {subject}.
"""
noi_nhan = ["Lãnh đạo Sở"]
luu = "VT"
nguoi_ky = {{ ma = "giam-doc" }}
{more}
'''


def write(path: Path, text: str) -> Path:
    """Write a file, its folders too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def make_project(root: Path, papers: int = 3) -> Path:
    """Write data/co-quan.toml and data/kehoach/k1.toml, k2.toml …; return the root."""
    write(root / "data" / "co-quan.toml", OFFICE)
    for number in range(1, papers + 1):
        write(root / "data" / "kehoach" / f"k{number}.toml", plan(f"Việc {number}"))
    return root


def tree(folder: Path) -> dict[str, bytes]:
    """Return what stands below a folder, docgen's own record and lock aside."""
    own = ("manifest.json", "manifest.journal", ".docgen.lock")
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.name not in own)
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
