"""The samples under data/, built once: nothing is wrong with them, and they look as they did.

The goldens are the outlines of their Word files and the bookmarks of their PDFs: lines to read in a diff.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from word_outline import outline
from word_validity import problems

import docgen
from docgen.finding import Severity

ROOT = Path(__file__).resolve().parents[2]
OFFICES = ROOT / "data"
NAMES = sorted(
    path.relative_to(ROOT / "data").with_suffix("").as_posix()
    for path in [*(ROOT / "data").rglob("*.toml"), *(ROOT / "data").rglob("*.json")]
    if path.parent != OFFICES
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as `docgen build data -o …` makes them."""
    folder = tmp_path_factory.mktemp("output")
    report = docgen.build([ROOT / "data"], output=folder, workers=2)
    assert [str(finding) for finding in report.findings if finding.severity > Severity.GHI_CHU] == []
    assert report.exit_code == 0
    return folder


def made(built: Path, name: str, suffix: str) -> Path:
    """Return the file of a sample; of a list, its first paper."""
    alone = built / f"{name}{suffix}"
    return alone if alone.exists() else sorted((built / name).glob(f"*{suffix}"))[0]


def bookmarks(items: list[pikepdf.OutlineItem], depth: int = 0) -> Iterator[str]:
    for item in items:
        yield f"{'  ' * depth}{item.title}"
        yield from bookmarks(list(item.children), depth + 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_looks_as_it_did(built: Path, name: str, golden: Callable[[str, str], None]) -> None:
    word = made(built, name, ".docx").read_bytes()
    assert problems(word) == []
    with pikepdf.open(io.BytesIO(made(built, name, ".pdf").read_bytes())) as pdf, pdf.open_outline() as tree:
        marks = "\n".join(bookmarks(list(tree.root)))
    golden(name.replace("/", "-"), f"{outline(word)}\n\n=== bookmarks of the PDF\n{marks}\n")
