"""Help and errors of the command line in Vietnamese: what click says in English by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from docgen.finding import nearest


class Command(click.Command):
    """A command whose help is Vietnamese, headings too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]", **kwargs})

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, one a line."""
        options = [item for item in self.get_params(ctx) if isinstance(item, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx))]
        if rows:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trợ giúp này."
        return option


class Group(Command, click.Group):
    """The command that holds the others."""

    command_class = Command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        Command.format_options(self, ctx, formatter)
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, command.get_short_help_str(90)) for name, command in self.commands.items()])


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


def usage_error(error: click.UsageError, commands: Iterable[str]) -> str:
    """Return in Vietnamese what is wrong with a command line, with the likely word."""
    if isinstance(error, click.NoSuchOption):
        likely = f" Có phải {error.possibilities[0]}?" if error.possibilities else ""
        return f"không có tùy chọn {error.option_name}.{likely}"
    if isinstance(error, click.MissingParameter):
        named = error.param.make_metavar(error.ctx) if error.param and error.ctx else "một giá trị"
        hint = getattr(error.param, "hint", None)  # of an argument that takes one of a few words
        return f"thiếu {named}." + (f" {hint()}" if hint else "")
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.BadOptionUsage):
        without = "not take" in error.message
        return f"tùy chọn {error.option_name} {'không nhận giá trị' if without else 'cần một giá trị'}."
    words = error.message.split("'")
    if error.message.startswith("No such command") and len(words) > 1:
        likely = nearest(words[1], commands)
        return f"không có lệnh “{words[1]}”." + (f" Có phải “{likely}”?" if likely else "")
    if "unexpected extra argument" in error.message:
        return f"thừa {error.message.partition('(')[2].rstrip(').')}."
    return error.message


def _bad_value(error: click.BadParameter) -> str:
    name = error.param.opts[0] if error.param and error.param.opts[0].startswith("-") else ""
    if error.param and not name and error.ctx:
        name = error.param.make_metavar(error.ctx)
    choices = getattr(error.param.type, "choices", None) if error.param else None
    return f"giá trị của {name} không dùng được: " + (f"chọn {', '.join(choices)}" if choices else error.message) + "."
