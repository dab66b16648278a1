"""What is shown while papers are made: one line that is rewritten on a terminal, plain lines in a log."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

import click

from docgen.cli.printing import WORDS, near
from docgen.line import Listener, Outcome, Status

_EVERY_S = 0.1  # a terminal need not show more


class Progress(Listener):
    """Papers done, pages, time left and the slowest paper."""

    def __init__(self) -> None:
        self.terminal = sys.stderr.isatty()
        self._began = monotonic()
        self._shown = 0.0
        self._papers = self._to_make = self._done = self._made = self._pages = 0
        self._slowest: Outcome | None = None

    def listed(self, papers: int, to_make: int) -> None:
        """Count dossiers; called again when a list turns out to be longer than one paper."""
        self._papers += papers
        self._to_make += to_make

    def waiting(self, folder: Path) -> None:
        """Say whom this run waits for."""
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
            self._say(f"[{self._done}/{self._papers}] {WORDS[outcome.status]}: {outcome.job.name}{pages}")
        elif monotonic() - self._shown > _EVERY_S:
            self._shown = monotonic()
            click.echo(f"\r\x1b[2K{self._line()}", nl=False, err=True)

    def clear(self) -> None:
        """Take the line off the terminal."""
        if self.terminal and self._shown:
            click.echo("\r\x1b[2K", nl=False, err=True)

    def _line(self) -> str:
        left = (self._to_make - self._made) * (monotonic() - self._began) / self._made
        parts = [f"[{self._done}/{self._papers}] {self._pages} trang"]
        if left >= 1:
            parts.append(f"còn khoảng {seconds(left)}")
        if self._slowest and self._slowest.seconds >= 1:
            parts.append(f"lâu nhất: {Path(self._slowest.job.name).name} {seconds(self._slowest.seconds)}")
        return "; ".join(parts)

    def _say(self, text: str) -> None:
        self.clear()
        click.echo(text, err=True)


def seconds(span: float) -> str:
    """Return a span as a person says it: "0,3 giây", "12 giây", "3 phút"."""
    if span >= 90:
        return f"{span / 60:.0f} phút"
    return f"{span:.1f} giây".replace(".", ",") if span < 10 else f"{span:.0f} giây"
