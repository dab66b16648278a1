"""What is shown while docgen waits for saves: on a terminal only the last build, in a log a line for each build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from docgen.cli import printing
from docgen.cli.progress import Progress, seconds
from docgen.errors import ExitCode
from docgen.line import Report
from docgen.line.watch import watch as keep_watching

_CLEAR = "\x1b[H\x1b[2J\x1b[3J"


def watch(paths: tuple[Path, ...], *, workers: int, **options: Any) -> int:
    """Build after every save until interrupted."""
    terminal = sys.stderr.isatty()

    def show(report: Report, took: float) -> None:
        if terminal:
            click.echo(_CLEAR, nl=False, err=True)
        found = printing.findings(report.seen_from(Path.cwd()), "text")
        if found:
            click.echo(found)
        click.echo(f"{printing.summary(report)} ({seconds(took)}). Đang chờ thay đổi; Ctrl-C để dừng.")

    keep_watching(paths, show, workers=workers, listening=Progress, **options)
    return ExitCode.OK
