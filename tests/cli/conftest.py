"""The command line called inside the test's own process, and a project to call it in."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import docgen.cli

sys.path.append(str(Path(__file__).resolve().parents[1] / "build"))

from build_project import make_project
from cli_said import Said

from docgen.cli.vietnamese_click import speak_vietnamese

speak_vietnamese()  # click keeps the help that it has once printed, in the language of that time


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with three plans, the current folder."""
    folder = make_project(tmp_path / "du-an")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Said]]:
    """call("build", "data") runs `docgen build data`."""
    monkeypatch.setenv("LANGUAGE", "en")
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def run(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["docgen", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            docgen.cli.main()
        printed = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return Said(ended.value.code, printed.out, printed.err)

    yield run
    for number, handler in before.items():
        signal.signal(number, handler)
