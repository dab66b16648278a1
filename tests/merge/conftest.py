"""One real LibreOffice for all tests of this folder, and every sample dossier built once."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from merge_papers import DATA, SAMPLES, Paper, sample

from docgen.office import Office


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    with Office(deadline_s=60) as made:
        yield made


@pytest.fixture(scope="session")
def papers(office: Office) -> dict[str, Paper]:
    """Every sample, printed, by its path under data/."""
    return {name: sample(DATA / name).printed(office) for name in SAMPLES}
