"""PDFs as LibreOffice makes them, each made once."""

from collections.abc import Callable, Iterator

import pytest
from finish_papers import paper
from word_file import package_of

from docgen.office import Office


@pytest.fixture(scope="session")
def convert() -> Iterator[Callable[[str], bytes]]:
    """convert(font) is the raw PDF of a paper in that font, each time anew."""
    with Office() as office:
        yield lambda font="Times New Roman": office.to_pdf(package_of(paper(font)))


@pytest.fixture(scope="session")
def raw(convert: Callable[..., bytes]) -> bytes:
    return convert()
