"""The kind of paper on a command line: a name of two words is one argument, quoted or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.vietnamese_click import Command
from docgen.errors import DocgenError, ExitCode
from docgen.finding import nearest

if TYPE_CHECKING:
    from docgen.model.known_kinds import Kinds
    from docgen.model.paper_kind import Loai


def kinds_near(path: Path) -> Kinds:
    """Return the kinds of paper known to the project around a path."""
    from docgen import project
    from docgen.model.known_kinds import Kinds
    from docgen.sources import Reader

    return Kinds(Reader(project.root_of(path)))


def kind_named(name: str, near: Path) -> Loai:
    """Return a kind of paper known to the project around a path.

    Raises ClickException for an unknown one, DocgenError for one whose declaration is wrong.
    """
    from docgen.model.fields import plain

    kinds = kinds_near(near)
    kind = kinds.find(name)
    if kind:
        return kind
    if kinds.is_declared(name):
        raise DocgenError(kinds.findings[0], ExitCode.FINDINGS)
    names = kinds.names()
    if is_type(name):
        raise click.ClickException(f"chưa làm được loại “{name}”. Các loại làm được: {', '.join(names)}.")
    likely = nearest(plain(name), {plain(kind): kind for kind in names})
    hint = next((f" Có phải “{known}”?" for known in names if plain(known) == likely), "")
    raise click.ClickException(f"chưa có loại văn bản “{name}”.{hint} Các loại: {', '.join(names)}.")


class KindArgument(click.Argument):
    """An argument that names a kind of paper."""

    def hint(self) -> str:
        """Return the list of known kinds."""
        return f"Các loại: {', '.join(kinds_near(Path.cwd()).names())}."


class KindFirst(Command):
    """A command whose first argument is a kind of paper: `docgen new báo cáo x.toml` needs no quotes."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, with the two words of a kind joined into one."""
        for place in range(len(args) - 1):
            pair = f"{args[place]} {args[place + 1]}"
            if not pair.startswith("-") and is_type(pair) and not is_type(args[place]):
                args = [*args[:place], pair, *args[place + 2 :]]
                break
        return super().parse_args(ctx, args)


def is_type(name: str) -> bool:
    """Return whether a name, accents and case aside, is a type of paper of the decree or of this project."""
    from docgen import vietnamese
    from docgen.model.fields import plain

    known = [*vietnamese.LOAI_VAN_BAN, "Công văn", "Thư công"]
    if plain(name) in {plain(item) for item in known}:
        return True
    return plain(name) in {plain(item) for item in kinds_near(Path.cwd()).names()}
