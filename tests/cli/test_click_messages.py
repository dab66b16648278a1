"""click's own messages in Vietnamese: the catalogue is whole, cannot break a message, and is what gettext reads."""

from __future__ import annotations

import gettext
import os
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from cli_said import Said

from docgen.cli import vietnamese_click

FOLDER = Path(vietnamese_click.__file__).parent / "locale/vi/LC_MESSAGES"
Call = Callable[..., Said]
Forms = str | tuple[str, ...]
FOR_PROGRAMMERS = {  # of how a command line is written; no user can meet them
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    "Name '{name}' defined twice",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead?"
    " Did you mean to pass '--{name}'?",
    "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
}


def messages(file: Path) -> dict[Forms, Forms]:
    """Each message of a catalogue and its translation; of both where there is a plural."""
    with file.open("rb") as opened:
        catalogue = read_po(opened) if file.suffix == ".po" else read_mo(opened)
    pairs = [(message.id, message.string) for message in catalogue if message.id]
    return {_forms(one): _forms(other) for one, other in pairs}


def _forms(text: object) -> Forms:
    return tuple(text) if isinstance(text, list | tuple) else str(text)


def _each(text: Forms) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


def _fields(text: str) -> Iterator[str]:
    yield from (field for _, field, _, _ in string.Formatter().parse(text) if field is not None)
    yield from (part.partition(")")[0] for part in text.split("%(")[1:])


def test_what_gettext_reads_is_what_is_written() -> None:
    """The .mo is made of the .po by `./dev messages`."""
    assert messages(FOLDER / "click.mo") == messages(FOLDER / "click.po")


def test_no_translation_asks_for_what_click_does_not_give() -> None:
    for original, translated in messages(FOLDER / "click.po").items():
        given = {field for text in _each(original) for field in _fields(text)}
        for text in _each(translated):
            assert text, original
            assert set(_fields(text)) <= given, text


def test_every_message_of_click_is_translated() -> None:
    """A new release of click may say something new: it is in English until it stands in the .po."""
    folder = Path(click.__file__).parent
    said = {_each(_forms(message))[0] for _, _, message, _, _ in extract_from_dir(str(folder))}
    assert said - {_each(message)[0] for message in messages(FOLDER / "click.po")} - FOR_PROGRAMMERS == set()


def test_one_and_many_have_their_words() -> None:
    catalogue = gettext.translation("click", str(FOLDER.parents[1]), ["vi"])
    texts = "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
    said = [catalogue.ngettext(*texts, number).format(name="--a", nargs=number) for number in (1, 3)]
    assert said == ["tùy chọn --a cần một giá trị.", "tùy chọn --a cần 3 giá trị."]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (["build", "--jobs"], "docgen: Option '--jobs' requires an argument.\n"),
        (["bild"], "docgen: không có lệnh “bild”. Có phải “build”?\n"),
        (["--help"], "Usage: docgen [TÙY CHỌN] LỆNH …\n"),
    ],
)
def test_a_message_that_is_not_in_the_catalogue_stays_english(tmp_path: Path, line: list[str], says: str) -> None:
    script = "import sys; from pathlib import Path; from docgen.cli import main, vietnamese_click\n"
    script += "vietnamese_click._CATALOGUES = Path(sys.argv.pop(1)); main()"
    command = [sys.executable, "-c", script, str(tmp_path), *line]
    said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert (said.stderr + said.stdout).startswith(says)


@pytest.mark.parametrize("names", [("LC_ALL",), ("LANG",), ("LANGUAGE", "LC_ALL")])
@pytest.mark.parametrize("language", ["C", "C.UTF-8", "en_US.UTF-8", "fr_FR.UTF-8", ""])
def test_the_users_own_language_changes_nothing(names: tuple[str, ...], language: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    command = [sys.executable, "-m", "docgen", "build", "--forse"]
    environment = {**kept, **dict.fromkeys(names, language)}
    said = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60)
    assert said.stderr.startswith("docgen: không có tùy chọn --forse. Có phải --force?\n")


def test_a_message_that_ends_in_a_dot_gets_no_second(call: Call) -> None:
    said = call("new", "kế hoạch")
    assert said.err.splitlines()[0] == "docgen: thiếu TỆP."


def test_commands_stand_in_their_order_and_their_lines_are_whole(call: Call) -> None:
    listed = [line.split()[0] for line in call("--help").out.partition("Lệnh:\n")[2].splitlines() if line[2:3] != " "]
    assert listed == list(vietnamese_click.CommandGroup.list_commands(_cli(), click.Context(_cli())))
    assert listed[:2] == ["build", "check"]
    assert "..." not in call("--help").out


def _cli() -> vietnamese_click.CommandGroup:
    from docgen.cli import cli

    assert isinstance(cli, vietnamese_click.CommandGroup)
    return cli
