"""What a rule is, and how rules are run.

A rule is one function in one file of `docgen/lint/rules/`, named by its code: `ns001.py`. It reads one view, knows
nothing of files or of other rules, and yields what is wrong: where, what, and the remedy ("" for that of its page). Its
page is beside it (`ns001.toml`): severity, title, reason, remedy, the clause it comes from, what is shown as wrong and
right, and cases that a test runs. A rule is registered by being there.

`judge` runs the rules of a view over what it reads. A rule gives a place as a key of the data, as the name of one
(`NameOf`), as a `Where`, or as a function that computes one.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, NamedTuple, TypeAlias

from docgen.finding import At, Finding, Where
from docgen.model.fields import Key, Places
from docgen.model.paper import VanBan
from docgen.model.resolved import Resolved
from docgen.model.settings import CaiDat
from docgen.word import WordFile


class View(Enum):
    """What a rule reads."""

    DATA = "dữ liệu"  # a `Dossier`: what was declared
    PAPER = "văn bản đã tính"  # a `Dossier`: what is going to be printed
    WORD = "tệp Word"  # a `WordFile`
    PAGE = "trang in"  # a `Document` of `pdf`


@dataclass(frozen=True)
class Dossier:
    """A paper as declared and as resolved, and the settings of its project."""

    paper: VanBan
    resolved: Resolved
    settings: CaiDat


class NameOf(NamedTuple):
    """The place of a key's own name, where its value is not what is wrong."""

    key: Key


Place: TypeAlias = Key | NameOf | Where | At
Wrong: TypeAlias = tuple[Place, str, str]
"""Where something is wrong, what is wrong, and the remedy ("" for that of the rule's page)."""


@dataclass(frozen=True)
class Rule:
    """One thing that the law or good drafting asks of a view."""

    code: str
    view: View
    check: Callable[[Any], Iterator[Wrong]]


def rule(code: str, view: View) -> Callable[[Callable[[Any], Iterator[Wrong]]], Rule]:
    """Turn a function that yields what is wrong with the view it is given into a rule."""
    return lambda check: Rule(code, view, check)


@cache
def rules() -> Sequence[Rule]:
    """Return every rule, by code."""
    package = import_module("docgen.lint.rules")
    found: list[Rule] = []
    for item in iter_modules(package.__path__):
        module = import_module(f"{package.__name__}.{item.name}")
        found += [value for value in vars(module).values() if isinstance(value, Rule)]
    return sorted(found, key=lambda item: item.code)


def judge(view: View, subject: Any, places: Places | None = None) -> Iterator[Finding]:
    """Yield what the rules of a view find wrong with `subject`. `places` knows where keys are in the data."""
    for item in rules():
        if item.view is view:
            for place, message, remedy in item.check(subject):
                yield Finding.of(item.code, _where(place, places), message, remedy)


def judge_file(word: WordFile, shown: str) -> list[Finding]:
    """Return what the rules of Word files find wrong with one that a user knows as `shown`."""
    return [replace(found, where=replace(found.where, file=shown)) for found in judge(View.WORD, word)]


def unasked(declared: Mapping[str, Any] | None, asked: Container[str], said: str) -> Iterator[Wrong]:
    """Yield what is wrong with each thing declared whose code no text asks for; `said` has a place for the code."""
    for code, item in (declared or {}).items():
        if code not in asked:
            yield NameOf(item.key), said.format(code), ""


def as_well(sections: Sequence[int]) -> str:
    """Return what is added to the words about one section of a Word file where others are wrong too."""
    return f"; mục {', '.join(map(str, sections))} cũng sai" if sections else ""


def _where(place: Place, places: Places | None) -> Where:
    if isinstance(place, Where):
        return place
    if callable(place):
        return place()
    if places is None:
        return Where()
    return places.where_key(place.key) if isinstance(place, NameOf) else places.where(place)
