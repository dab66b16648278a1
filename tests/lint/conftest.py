"""Papers worked out and merged once for all tests of this folder."""

from collections.abc import Callable, Iterator

import pytest
from papers_made import SAMPLES, Made, make

from docgen.office import Office


@pytest.fixture(scope="session")
def sample() -> Callable[[str], Made]:
    """sample(name) is a sample dossier of the project, merged."""
    known: dict[str, Made] = {}

    def get(name: str) -> Made:
        if name not in known:
            known[name] = make(SAMPLES[name])
        return known[name]

    return get


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    with Office() as made:
        yield made
