"""README's first paper: its commands, run as they stand there in an empty folder, the Vietnamese ones too."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_said import Said

README = Path(__file__).resolve().parents[2] / "README.md"

Call = Callable[..., Said]


def first_papers() -> list[list[str]]:
    """The command lines of each block that makes a first paper."""
    found = re.findall(r"```sh\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    return [block.splitlines() for block in found if "docgen new" in block]


@pytest.mark.parametrize("number", [0, 1], ids=["English", "Vietnamese"])
def test_the_first_paper_is_made(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.chdir(tmp_path)
    for line in first_papers()[number]:
        program, *arguments = shlex.split(line, comments=True)
        assert program == ".venv/bin/docgen"
        assert call(*arguments).code == 0
    assert sorted(path.suffix for path in tmp_path.glob("output/kehoach/dau-tien.*")) == [".docx", ".pdf"]
    assert (tmp_path / "data/co-quan.toml").exists()


def test_both_languages_have_a_first_paper() -> None:
    assert len(first_papers()) == 2
