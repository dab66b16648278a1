"""A small project, and a LibreOffice that is none."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from build_project import make_project

import docgen
from docgen.line import Report
from docgen.office import Office

FAKE = Path(__file__).with_name("fake_export.py")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with three plans: data/kehoach/k1.toml, k2.toml, k3.toml."""
    return make_project(tmp_path / "du-an")


@pytest.fixture(scope="session")
def export_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("export") / "log"


@pytest.fixture(scope="session")
def fake_office(export_log: Path) -> Iterator[Office]:
    with Office(bridge=[sys.executable, str(FAKE), str(export_log)], deadline_s=20) as office:
        yield office


@pytest.fixture
def build(root: Path, fake_office: Office) -> Callable[..., Report]:
    """build(…) builds the project's data, or the paths given, with the fake LibreOffice."""

    def run(*paths: Path, **options: Any) -> Report:
        return docgen.build(paths or [root / "data"], **{"office": fake_office, **options})

    return run


@pytest.fixture
def exported(export_log: Path) -> Callable[[], int]:
    """exported() is how many papers were exported since it was last asked."""
    seen = [0]

    def count() -> int:
        now = len(export_log.read_text().split()) if export_log.exists() else 0
        before, seen[0] = seen[0], now
        return now - before

    count()
    return count
