"""The command line. Results go to stdout, progress to stderr; nothing here knows how papers are built.

Inside: `commands` (each command and its options) with `kinds` (a kind of paper as an argument), `starting` (what
`docgen new` writes) and `language` (`docgen words`, `docgen mend`); `vietnamese_click` (help and errors of the command
line in Vietnamese, with click's own messages from a catalogue below `locale`), `printing` (findings and summaries in
their formats), `progress` (what is shown during a run) and `watching` (while docgen waits for saves).
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from typing import NoReturn

import click

from docgen.cli.commands import cli
from docgen.cli.vietnamese_click import speak_vietnamese, usage_error
from docgen.errors import DocgenError, ExitCode

__all__ = ["cli", "main"]


def main() -> NoReturn:
    """Run the command line and exit. Bad input never ends in a traceback (set DOCGEN_DEBUG to see one)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    speak_vietnamese()
    # SIGINT stays ignored if the shell ignores it. SIG_DFL is what `__main__` sets while modules load.
    if signal.getsignal(signal.SIGINT) in (signal.default_int_handler, signal.SIG_DFL):
        signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)  # a stopped service cleans up as after Ctrl-C
    try:
        code = _run()
        sys.stdout.flush()
    except BrokenPipeError:  # the reader is gone: discard the rest, including what Python flushes at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = ExitCode.FINDINGS
    if code == ExitCode.INTERRUPTED:  # at exit Python restores its default handlers, which a late signal would reach
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
    sys.exit(code)


def _interrupt(*_: object) -> NoReturn:
    """Start the shutdown. Further signals do nothing: raising again would abort it.

    They get an empty handler rather than SIG_IGN: Python complains about a signal that arrived just before SIG_IGN.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ignore)
    raise KeyboardInterrupt


def _ignore(*_: object) -> None:
    """Do nothing."""


def _run() -> int:
    try:
        return cli.main(prog_name="docgen", standalone_mode=False) or ExitCode.OK
    except (KeyboardInterrupt, click.Abort):
        return _interrupted()
    except click.UsageError as error:
        context = error.ctx.command_path if error.ctx else "docgen"
        click.echo(f"docgen: {usage_error(error)}\nXem: {context} --help", err=True)
        return ExitCode.USAGE
    except click.ClickException as error:
        click.echo(f"docgen: {error.format_message()}", err=True)
        return ExitCode.USAGE
    except DocgenError as error:
        click.echo(str(error.finding), err=True)
        return error.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:
        if signal.getsignal(signal.SIGTERM) is _ignore:  # in a class statement Python turns KeyboardInterrupt into this
            return _interrupted()
        return _unforeseen(error)


def _interrupted() -> int:
    click.echo("\nĐã dừng. Những gì đã xong được giữ; chạy lại lệnh để làm tiếp.", err=True)
    return ExitCode.INTERRUPTED


def _unforeseen(error: Exception) -> int:
    if os.environ.get("DOCGEN_DEBUG"):
        traceback.print_exc()
    if isinstance(error, OSError):
        click.echo(f"docgen: không đọc hoặc ghi được {error.filename or ''}: {error.strerror or error}", err=True)
        return ExitCode.EXPORT
    message = f"lỗi của chính chương trình ({type(error).__name__}: {error})"
    click.echo(f"docgen: {message}. Hãy báo cho người giữ docgen.", err=True)
    return ExitCode.FINDINGS
