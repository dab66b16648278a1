"""The line that is rewritten while papers are made: it fits the terminal, whatever the papers are called."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from docgen.cli import progress
from docgen.cli.progress import Progress, columns
from docgen.line import Outcome, Status
from docgen.project import Job

LONG = "kế-hoạch-triển-khai-nhiệm-vụ-khoa-học-và-công-nghệ-đổi-mới-sáng-tạo-trên-địa-bàn-tỉnh-năm-2026"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The stopwatch, turned by hand."""
    now = [100.0]
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    return now


def made(name: str = LONG, seconds: float = 3.0, status: Status = Status.MADE) -> Outcome:
    root = Path("/du-an")
    return Outcome(Job(root, root / f"data/{name}.toml", root / "output", name), status, pages=4, seconds=seconds)


def shown(name: str, capsys: pytest.CaptureFixture[str], clock: list[float]) -> str:
    said = Progress()
    said.terminal = True
    said.listed(1000, 1000)
    clock[0] += 7
    said.finished(made(name))
    return capsys.readouterr().err.removeprefix("\r")  # click leaves out what only a terminal understands


@pytest.mark.parametrize("name", [LONG, "x" * 300, "漢" * 60, "\u1ec7" * 90, "e\u0323\u0302" * 90], ids=range(5))
@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_the_line_fits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, clock: list[float],
    name: str, width: int,
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", str(width))
    line = shown(name, capsys, clock)
    assert columns(line) < width
    assert line.startswith("[1/1000] 4 trang; còn khoảng"), "what counts stays"
    if width >= 80:
        assert line.endswith(" 3,0 giây")
        assert f"lâu nhất: {name[:5]}" in line


def test_a_short_name_stands_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert shown("năm/ngắn", capsys, clock) == "[1/1000] 4 trang; còn khoảng 117 phút; lâu nhất: ngắn 3,0 giây"


def test_letters_are_as_wide_as_a_terminal_shows_them() -> None:
    assert columns("Nghệ") == columns("Nghe\u0323\u0302") == columns("漢字") == 4


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="terminals")
def test_the_terminal_of_the_line_is_asked_not_that_of_the_results(monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl
    import struct
    import termios

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 57, 0, 0))
    monkeypatch.delenv("COLUMNS", raising=False)
    with open(theirs, "w", encoding="utf-8") as screen, monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", screen)
        assert progress.width() == 57
    os.close(ours)


def test_a_run_that_is_over_soon_shows_nothing(capsys: pytest.CaptureFixture[str], clock: list[float]) -> None:
    with Progress(0.5) as said:
        said.listed(3, 3)
        said.waiting(Path("/du-an/output"))
        assert "đang chờ nó xong" in capsys.readouterr().err, "who waits wants to know why"
        said.finished(made("a", 0.2))
        clock[0] += 0.4
        said.finished(made("b", 0.2))
        assert capsys.readouterr().err == ""
        clock[0] += 0.2
        said.finished(made("c", 0.2))
    lines = [f"[{number}/3] đã tạo: {name} (4 trang, 0,2 giây)" for number, name in enumerate("abc", 1)]
    assert capsys.readouterr().err.splitlines() == lines, "then whole"


def test_the_line_goes_when_the_run_ends(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as said:
        said.terminal = True
        said.listed(1, 1)
        said.finished(made())
        assert not capsys.readouterr().err.endswith("\r")
    assert capsys.readouterr().err == "\r"
