"""One real LibreOffice for all tests of this folder, and fake ones."""

import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgen.office import Office

FAKE = Path(__file__).with_name("fake_bridge.py")


@pytest.fixture(scope="session")
def office() -> Iterator[Office]:
    with Office(deadline_s=60) as made:
        yield made


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own: whatever is left behind names it."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def fake(temporary: Path, tmp_path: Path) -> Iterator[Callable[..., Office]]:
    """fake("crash", …) is an Office whose bridge crashes at each paper; its starts are in `log`."""
    made: list[Office] = []

    def make(act: str = "good", **settings: float) -> Office:
        command = [sys.executable, str(FAKE), act, str(tmp_path / "log")]
        made.append(Office(bridge=command, **{"deadline_s": 5, **settings}))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for office in made:
        office.close()


@pytest.fixture
def log(tmp_path: Path) -> Callable[[], list[int]]:
    """The process ids the fake bridges wrote."""
    return lambda: [int(line) for line in (tmp_path / "log").read_text().split()]
