"""Fixtures of the tests of `docgen.sources`."""

from __future__ import annotations

from pathlib import Path

import pytest
from source_folder import Folder


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A fresh root with nothing in it."""
    return Folder(tmp_path / "goc")
