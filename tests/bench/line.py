"""How long one paper takes, from data to Word and to PDF, warm: papers of 1, 5 and 10 pages. Prints a table."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE)]

from bench_papers import SHORT, long_plan, project_of  # noqa: E402

from docgen import project  # noqa: E402
from docgen.line.dossier import prepare  # noqa: E402
from docgen.line.maker import Maker, few_collections  # noqa: E402
from docgen.line.order import Order, Product  # noqa: E402
from docgen.office import Office  # noqa: E402
from docgen.project import Job  # noqa: E402

ROUNDS = 15


def best_ms(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the shortest of some runs, in milliseconds: what else the machine does only adds."""
    found = []
    for _ in range(ROUNDS):
        began = clock()
        work()
        found.append(clock() - began)
    return min(found) * 1000


def show(name: str, job: Job, maker: Maker) -> None:
    """Print the times of one paper."""

    def made() -> Product:
        (product,) = maker.make(Order(job, ("docx", "pdf")))
        return product

    product = made()
    assert product.pdf is not None, product.findings
    word = best_ms(lambda: list(prepare(job)), time.process_time)
    proven = best_ms(lambda: list(maker.make(Order(job, ("docx",)))))
    whole = best_ms(made)
    print(f"{name:<14}{product.pages:>6}{word:>14.1f}{proven:>14.1f}{whole:>14.1f}{1000 / word:>16.0f}")


def run() -> None:
    """Print the table: milliseconds from data to Word (of one core), to a proven Word file, to a proven PDF/A."""
    print(f"{'paper':<14}{'pages':>6}{'Word, ms':>14}{'proven, ms':>14}{'PDF, ms':>14}{'Word a second':>16}")
    with Office() as office, tempfile.TemporaryDirectory() as folder, few_collections():
        maker = Maker(office)
        root = project_of(Path(folder), 1)
        (root / "data" / "vua.toml").write_text(long_plan(14), "utf-8")
        (root / "data" / "dai.toml").write_text(long_plan(46), "utf-8")
        papers = {"short": SHORT.format(1), "5 pages": "data/vua.toml", "10 pages": "data/dai.toml"}
        for name, path in papers.items():
            (job,), _ = project.jobs([root / path], None)
            show(name, job, maker)


if __name__ == "__main__":
    run()
