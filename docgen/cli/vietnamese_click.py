"""Help and errors of the command line in Vietnamese.

click's own messages are translated in a catalogue, locale/vi/LC_MESSAGES/click.po (`./dev messages` compiles the .mo
that gettext reads); a message that is missing there appears in English. This module adds what no catalogue can: the
likely word, the kinds and choices there are, names without quotes.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path
from typing import Any

import click

from docgen.finding import nearest

_CATALOGUES = Path(__file__).with_name("locale")
_WHOLE = 1000  # characters, more than any line of help has


def speak_vietnamese() -> None:
    """Switch click's own messages to Vietnamese, whatever the language of the user's system.

    click calls gettext for every message, and gettext reads LANGUAGE. LibreOffice is started without that variable.
    """
    gettext.bindtextdomain("click", os.fspath(_CATALOGUES))
    gettext.textdomain("click")
    os.environ["LANGUAGE"] = "vi"


class Command(click.Command):
    """A command whose usage line is in Vietnamese."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]", **kwargs})

    def get_short_help_str(self, limit: int = _WHOLE) -> str:
        """Return the command's line in the list of commands, not cut to the width of the terminal."""
        return super().get_short_help_str(_WHOLE)


class CommandGroup(Command, click.Group):
    """The command that holds the others."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of their definition, the usual ones first."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant; an unknown word fails with the likely one."""
        name = args[0]
        if name not in self.commands and not name.startswith("-") and not ctx.resilient_parsing:
            likely = nearest(name, self.commands)
            hint = f" Có phải “{likely}”?" if likely else ""
            ctx.fail(f"không có lệnh “{name}”.{hint}")
        return super().resolve_command(ctx, args)


class Count(click.ParamType):  # type: ignore[type-arg,unused-ignore] # not generic before click 8.2
    """A whole number from 1 to `most`."""

    name = "số"

    def __init__(self, most: int) -> None:
        self.most = most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number that was typed."""
        if not (str(value).isdecimal() and 1 <= int(value) <= self.most):
            self.fail(f"cần một số từ 1 đến {self.most}", param, ctx)
        return int(value)


def usage_error(error: click.UsageError) -> str:
    """Return what is wrong with a command line: click's message, with the likely word or the possible values."""
    if isinstance(error, click.NoSuchOption):
        likely = f" Có phải {error.possibilities[0]}?" if error.possibilities else ""
        return error.message + likely
    if isinstance(error, click.MissingParameter):
        named = error.param.human_readable_name if error.param else "một giá trị"
        hint = getattr(error.param, "hint", None)  # only an argument that takes one of a few words has it
        return f"thiếu {named}. {hint()}" if hint else f"thiếu {named}."
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    return error.format_message()


def _bad_value(error: click.BadParameter) -> str:
    name = ""
    if error.param:
        name = error.param.opts[0] if isinstance(error.param, click.Option) else error.param.human_readable_name
    choices = getattr(error.param.type, "choices", None) if error.param else None
    why = f"chọn {', '.join(choices)}" if choices else error.message.rstrip(".")
    return f"giá trị của {name} không dùng được: {why}."
