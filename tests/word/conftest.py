"""One real LibreOffice for all tests of this folder."""

from collections.abc import Iterator

import pytest

from docgen.office import Office


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    with Office(deadline_s=60) as made:
        yield made
