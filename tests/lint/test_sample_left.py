"""A file of `docgen new` that got a number before it was filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

import docgen
from docgen.model.known_kinds import Kinds
from docgen.model.paper_kind import Loai
from docgen.model.schema import new_file


@pytest.mark.parametrize("kind", Kinds().all(), ids=lambda kind: kind.stem)
def test_what_is_still_the_samples_is_told_line_by_line(kind: Loai, tmp_path: Path) -> None:
    data = tmp_path / "a.toml"
    text = "so = 1\nngay = 2026-06-15\n" + new_file(kind)
    data.write_text(text, "utf-8")
    found = [item for item in docgen.check(data).findings if item.code == "NS006"]
    said = [item.message for item in found]
    assert any("Nguyễn Văn A" in line for line in said)
    assert any("96/2025/QĐ-UBND" in line for line in said)
    lines = text.split("\n")
    left = [item for item in found if "còn để nguyên" in item.message]
    assert left
    for item in left:
        assert item.message.split("“", 1)[1].split("”")[0] in lines[item.where.line - 1]
