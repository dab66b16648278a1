"""Figures at length: annexes of 500 to 5,000 rows and a list of 1,000 papers, from a workbook to Word. Prints a table.

CPU time of this process, so that what else the machine does counts little; the row that tells of growth is the last
column. The Word file is proven each time (every value read again in it).
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

import openpyxl  # noqa: E402
from bench_papers import project_of  # noqa: E402

from docgen import project  # noqa: E402
from docgen.line.dossier import prepare  # noqa: E402
from docgen.line.proof import Proof  # noqa: E402
from docgen.project import Job  # noqa: E402

ROWS = (500, 1000, 2000, 5000)
PAPERS = 1000
PLACES = 34
ANNEX = """loai = "báo cáo"
co_quan = {{ tep = "../co-quan.toml" }}
nam = 2026
trich_yeu = "Kết quả giải quyết hồ sơ của các xã, phường"
noi_dung = "Tổng số {{{{ bang.a.tong.tong | so }}}} hồ sơ; chi tiết tại Phụ lục kèm theo."
noi_nhan = ["Như trên"]
luu = "VT"
nguoi_ky = {{ ma = "giam-doc" }}
[[phu_luc]]
tieu_de = "Kết quả giải quyết hồ sơ"
bang = "a"
huong = "ngang"
[bang.a]
nguon = {{ tep = "a-{rows}.xlsx" }}
dong_tong = "Tổng cộng"
danh_so_cot = true
nhom_theo = "xa"
tong_nhom = true
cot = [
  {{ ma = "stt", ten = "STT" }},
  {{ ma = "xa", ten = "Xã" }},
  {{ ma = "thu_tuc", ten = "Thủ tục" }},
  {{ ma = "tong", ten = ["Tiếp nhận", "Tổng số"], cong_thuc = "truc_tuyen + truc_tiep" }},
  {{ ma = "truc_tuyen", ten = ["Tiếp nhận", "Trực tuyến"] }},
  {{ ma = "truc_tiep", ten = ["Tiếp nhận", "Trực tiếp"] }},
  {{ ma = "ty_le", ten = "Tỷ lệ trực tuyến", cong_thuc = "truc_tuyen / tong", kieu = "phần trăm", le = 2 }},
]
"""
LIST = """loai = "quyết định"
co_quan = { tep = "../co-quan.toml" }
nam = 2026
trich_yeu = "Về việc nâng bậc lương thường xuyên đối với {{ dong.ho_ten }}"
danh_sach = { tep = "ds.xlsx" }
ten_tep = "{{ dong.so }}-{{ dong.ho_ten }}"
can_cu = ["Luật Viên chức ngày 15 tháng 11 năm 2010"]
dieu = ["Nâng lương đối với {{ dong.ho_ten }}, hệ số {{ dong.he_so | so(2) }}.", "{{ dong.ho_ten }} thi hành Quyết định này."]
noi_nhan = ["Như {{ dieu.cuoi }}"]
luu = "VT"
nguoi_ky = { ma = "giam-doc" }
"""


def workbook(path: Path, rows: list[list[Any]]) -> None:
    """Write a workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


def measured(work: Callable[[], int]) -> tuple[float, int]:
    """Return the CPU seconds of some work, and how many values it counted."""
    began = process_time()
    values = work()
    return process_time() - began, values


def made(job: Job) -> int:
    """Make and prove the Word files of a dossier; return how many values stand in them."""
    values = 0
    for paper in prepare(job):
        assert paper.docx is not None, paper.findings
        proof = Proof(paper)
        assert not proof.findings, proof.findings
        values += int(str(proof).split()[0])
    return values


def run() -> None:
    """Print CPU seconds, values proven, CPU ms for each row or paper, and the memory at its highest so far."""
    print(f"{'from XLSX to Word':<22}{'CPU, s':>9}{'values':>10}{'ms each':>10}{'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        root = project_of(Path(folder), 1)
        data = root / "data" / "baocao"
        data.mkdir()
        for rows in ROWS:
            head = ["STT", "Xã", "Thủ tục", "Trực tuyến", "Trực tiếp"]
            body = [[n, f"Xã {n * PLACES // rows}", f"Thủ tục số {n}", n % 97, n % 13 + 1] for n in range(rows)]
            workbook(data / f"a-{rows}.xlsx", [head, *body])
            (data / f"a-{rows}.toml").write_text(ANNEX.format(rows=rows), "utf-8")
            show(f"an annex of {rows} rows", data / f"a-{rows}.toml", rows)
        people = [[n + 1, f"Nguyễn Thị {n}", 2.34 + n % 9] for n in range(PAPERS)]
        workbook(data / "ds.xlsx", [["Số", "Họ tên", "Hệ số"], *people])
        (data / "ds.toml").write_text(LIST, "utf-8")
        show(f"a list of {PAPERS} papers", data / "ds.toml", PAPERS)


def show(name: str, path: Path, count: int) -> None:
    """Print the row of one dossier."""
    (job,), _ = project.jobs([path], None)
    seconds, values = measured(lambda: made(job))
    highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:<22}{seconds:>9.2f}{values:>10}{seconds * 1000 / count:>10.2f}{highest:>8}", flush=True)


if __name__ == "__main__":
    run()
