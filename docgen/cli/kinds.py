"""The kind of paper on a command line: a name of two words is one argument, quoted or not."""

from __future__ import annotations

import click

from docgen.cli.vietnamese_click import Command


class KindArgument(click.Argument):
    """An argument that names a kind of paper."""

    def hint(self) -> str:
        """Return which kinds there are."""
        from docgen.model.paper import KINDS

        return f"Các loại: {', '.join(KINDS)}."


class KindFirst(Command):
    """A command whose first argument is a kind of paper: `docgen new báo cáo x.toml` is as good as with quotes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, the words of a kind put together."""
        for place in range(len(args) - 1):
            pair = f"{args[place]} {args[place + 1]}"
            if not pair.startswith("-") and is_type(pair) and not is_type(args[place]):
                args = [*args[:place], pair, *args[place + 2 :]]
                break
        return super().parse_args(ctx, args)


def is_type(name: str) -> bool:
    """Return whether a name is that of a type of paper that the decree knows, accents and case aside."""
    from docgen import vietnamese
    from docgen.model.fields import plain

    known = [*vietnamese.LOAI_VAN_BAN, "Công văn", "Thư công"]
    return plain(name) in {plain(item) for item in known}
