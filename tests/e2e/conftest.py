"""Unseen dossiers of other offices, built once with the real LibreOffice and read back as printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import docgen
from docgen.line import Report
from docgen.pdf import Document, read

PROJECT = Path(__file__).with_name("project")


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


@pytest.fixture(scope="session")
def report(output: Path) -> Report:
    """What building the project said."""
    return docgen.build([PROJECT / "data"], output=output)


@pytest.fixture(scope="session")
def printed(report: Report, output: Path) -> Callable[[str], Document]:
    """printed("xa/quy-che") is that paper's PDF."""
    made: dict[str, Document] = {}

    def paper(name: str) -> Document:
        if name not in made:
            said = [str(finding) for finding in report.findings if name in finding.where.file]
            assert (output / f"{name}.pdf").exists(), said
            made[name] = read((output / f"{name}.pdf").read_bytes())
        return made[name]

    return paper
