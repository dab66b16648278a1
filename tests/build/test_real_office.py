"""With the real LibreOffice: the same bytes from two processes, and bookmarks that name the parts."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf
import pytest
from build_project import make_project, plan, tree, write

import docgen
from docgen.office import Office
from docgen.office.bridge import pipes

MORE = """
[[phu_luc]]
tieu_de = "Lịch kiểm tra"
noi_dung = "Nội dung."

[[phu_luc]]
tieu_de = "Đề cương & mẫu <biểu>"
huong = "ngang"
noi_dung = "# Phần đầu\\nNội dung."
"""


def run(root: Path, **environment: str) -> None:
    command = [sys.executable, "-m", "docgen", "build", "data", "--jobs", "1"]
    done = subprocess.run(command, cwd=root, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_two_processes_two_folders_the_same_bytes_and_named_bookmarks(tmp_path: Path) -> None:
    roots = [make_project(tmp_path / name, 2) for name in ("một", "hai ở xa hơn")]
    for root in roots:
        write(root / "data/kehoach/k2.toml", plan("Kiểm tra", more="so = 7\nngay = 2026-03-04\n" + MORE))
    run(roots[0], LANG="C.UTF-8", TZ="UTC", PYTHONHASHSEED="1")
    run(roots[1], LANG="vi_VN.UTF-8", TZ="Asia/Ho_Chi_Minh", PYTHONHASHSEED="2")
    made = tree(roots[0] / "output")
    assert list(made) == ["kehoach/k1.docx", "kehoach/k1.pdf", "kehoach/k2.docx", "kehoach/k2.pdf"]
    assert made == tree(roots[1] / "output")
    with pikepdf.open(io.BytesIO(made["kehoach/k2.pdf"])) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
        below = [item.title for item in outline.root[0].children]
    assert titles == ["Kế hoạch 07/KH-SKHCN", "Phụ lục I. Lịch kiểm tra", "Phụ lục II. Đề cương & mẫu <biểu>"]
    assert below == ["I. MỤC TIÊU"] or below == ["I. Mục tiêu"]


@pytest.mark.skipif(os.name != "posix", reason="rights are others there")
def test_where_every_file_is_everybodys_libreoffice_still_obeys_its_user_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, temporary = make_project(tmp_path / "du-an", 1), tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    before = os.umask(0)
    try:
        with Office() as office:
            docgen.build([root / "data"], office=office)
            [home] = temporary.iterdir()
            within = [home, *filter(Path.exists, pipes(home))]
            rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in within}
    finally:
        os.umask(before)
    named = [name for name in rights if name.startswith("OSL_PIPE")]
    assert [name for name in named if not rights[name] & 0o077] == named != []
    assert rights[home.name] == 0o700
    made = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (root / "output/kehoach").iterdir()}
    assert made == {"k1.docx": 0o666, "k1.pdf": 0o666}
