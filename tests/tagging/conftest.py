"""Papers turned into templates, and data built with them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import docgen
from docgen.finding import Severity

Build = Callable[..., bytes]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """build("kehoach/x.toml") returns the Word file of a sample (the first of a list); `template` is its template.

    Nothing worse than a note may be found.
    """
    root = tmp_path / "du-an"
    shutil.copytree(Path(__file__).resolve().parents[2] / "data", root / "data")

    def made(name: str, template: bytes = b"", more: str = "") -> bytes:
        data = root / "data" / name
        text = more + data.read_text("utf-8")
        if template:
            (root / "data/mau.docx").write_bytes(template)
            named = json.dumps(json.loads(text) | {"mau": {"tep": "../mau.docx"}}) if data.suffix == ".json" else ""
            text = named or f'mau = {{ tep = "../mau.docx" }}\n{text}'
        data.write_text(text, "utf-8")
        output = root / ("again" if template else "first")
        report = docgen.build([data], output=output, only="docx")
        assert [str(finding) for finding in report.findings if finding.severity > Severity.GHI_CHU] == []
        return sorted(output.rglob("*.docx"))[0].read_bytes()

    return made
