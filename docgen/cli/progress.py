"""What is shown while papers are built: one line, rewritten in place, on a terminal; plain lines in a log."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from time import monotonic

import click

from docgen.cli.printing import WORDS, near
from docgen.line import Listener, Outcome, Status

_EVERY_S = 0.1  # the least time between two updates of the line
_NAME = 8  # columns that a shortened name needs to be recognised


class Progress(Listener):
    """Papers done, pages, time left and the slowest paper of one run; a context manager that clears its line.

    Nothing is shown before `patience_s`: a shorter run shows only its result.
    """

    def __init__(self, patience_s: float = 0) -> None:
        self.terminal = sys.stderr.isatty()
        self._patience_s = patience_s
        self._held: list[str] = []
        self._began = monotonic()
        self._shown = 0.0
        self._papers = self._to_make = self._done = self._made = self._pages = 0
        self._slowest: Outcome | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        self.clear()

    def listed(self, papers: int, to_make: int) -> None:
        """Count dossiers; called again when a list turns out to be longer than one paper."""
        self._papers += papers
        self._to_make += to_make

    def waiting(self, folder: Path) -> None:
        """Say which run this one waits for."""
        self._say(f"một lần chạy docgen khác đang ghi vào {near(folder)}; đang chờ nó xong")

    def finished(self, outcome: Outcome) -> None:
        """Count a paper; in a log, name it unless nothing was done."""
        self._done += 1
        if outcome.status in (Status.SKIPPED, Status.KEPT) and not outcome.seconds:
            return
        self._made += 1
        self._pages += outcome.pages
        if self._slowest is None or outcome.seconds > self._slowest.seconds:
            self._slowest = outcome
        if not self.terminal:
            pages = f" ({outcome.pages} trang, {seconds(outcome.seconds)})" if outcome.pages else ""
            self._held.append(f"[{self._done}/{self._papers}] {WORDS[outcome.status]}: {outcome.job.name}{pages}")
        now = monotonic()
        if now - self._began < self._patience_s:
            return
        if not self.terminal:
            self._say("\n".join(self._held))
            self._held.clear()
        elif now - self._shown > _EVERY_S:
            self._shown = now
            click.echo(f"\r\x1b[2K{self._line()}", nl=False, err=True)

    def clear(self) -> None:
        """Clear the line on the terminal."""
        if self.terminal and self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)

    def _line(self) -> str:
        left = (self._to_make - self._made) * (monotonic() - self._began) / self._made
        parts = [f"[{self._done}/{self._papers}] {self._pages} trang"]
        if left >= 1:
            parts.append(f"còn khoảng {seconds(left)}")
        line, room = "; ".join(parts), width() - 1  # text in the last column may already wrap
        if self._slowest and self._slowest.seconds >= 1:
            before, after = "; lâu nhất: ", f" {seconds(self._slowest.seconds)}"
            left_over = room - columns(line + before + after)
            if left_over >= _NAME:
                line += before + cut(Path(self._slowest.job.name).name, left_over) + after
        return cut(line, room)

    def _say(self, text: str) -> None:
        self.clear()
        click.echo(text, err=True)


def width() -> int:
    """Return the number of columns of the terminal that shows progress, 80 if it is unknown."""
    with suppress(OSError, ValueError):
        found = os.get_terminal_size(sys.stderr.fileno()).columns
        if found:
            return found
    return shutil.get_terminal_size().columns


def columns(text: str) -> int:
    """Return the number of terminal columns that a text takes."""
    return sum(map(_columns_of, text))


def _columns_of(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def cut(text: str, room: int) -> str:
    """Return a text cut to `room` columns, "…" for what does not fit."""
    if columns(text) <= room:
        return text
    while text and columns(text) >= room:
        text = text[:-1]
    return f"{text}…"


def seconds(span: float) -> str:
    """Return a time span as a person says it: "0,3 giây", "12 giây", "3 phút"."""
    if span >= 90:
        return f"{span / 60:.0f} phút"
    return f"{span:.1f} giây".replace(".", ",") if span < 10 else f"{span:.0f} giây"
