"""Long annexes in the PDF: what a page costs at 500 and at 5,000 rows, on two processes of LibreOffice.

Prints for each annex its pages, the seconds of the conversion and how a page compares with one of the shortest annex.
`--whole` converts each undivided too, which takes minutes.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

import pikepdf  # noqa: E402
from bench_papers import project_of  # noqa: E402
from figures import ANNEX, PLACES, workbook  # noqa: E402
from word_file import package_of  # noqa: E402

from docgen import project  # noqa: E402
from docgen.line.dossier import prepare  # noqa: E402
from docgen.office import Office, pool  # noqa: E402

ROWS = (500, 2000, 5000)
ROUNDS = 2
HEAD = ["STT", "Xã", "Thủ tục", "Trực tuyến", "Trực tiếp"]


def annex(data: Path, rows: int) -> bytes:
    """Return the Word file of a report whose annex has so many rows of uneven height."""
    name = "giải quyết hồ sơ đất đai "
    body = [
        [n, f"Xã {n * PLACES // rows}", f"Thủ tục số {n} {name * (n % 4)}", n % 97, n % 13 + 1] for n in range(rows)
    ]
    workbook(data / f"a-{rows}.xlsx", [HEAD, *body])
    (data / f"a-{rows}.toml").write_text(ANNEX.format(rows=rows), "utf-8")
    (job,), _ = project.jobs([data / f"a-{rows}.toml"], None)
    [paper] = prepare(job)
    assert paper.docx is not None, paper.findings
    return paper.docx


def run() -> None:
    """Print the table."""
    if "--whole" in sys.argv:
        pool.divided = lambda *given: None  # type: ignore[assignment]
    print(f"{'Word to PDF':<24}{'pages':>7}{'s':>8}{'ms a page':>11}{'ratio':>7}")
    with tempfile.TemporaryDirectory() as folder, Office(2) as office:
        data = project_of(Path(folder), 1) / "data" / "baocao"
        data.mkdir()
        office.warm_up()
        office.to_pdf(package_of(annex(data, ROWS[0])))
        first = 0.0
        for rows in ROWS:
            docx, spent = annex(data, rows), float("inf")
            for _ in range(ROUNDS):
                began = time.monotonic()
                pdf = office.to_pdf(package_of(docx))
                spent = min(spent, time.monotonic() - began)
            pages = len(pikepdf.open(io.BytesIO(pdf)).pages)
            first = first or spent / pages
            ratio = spent / pages / first
            print(f"an annex of {rows:>5} rows{'':<2}{pages:>7}{spent:>8.1f}{spent / pages * 1000:>11.1f}{ratio:>7.2f}")


if __name__ == "__main__":
    run()
