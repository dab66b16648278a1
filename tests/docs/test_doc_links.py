"""What the pages point at exists: links, headings, files, and functions of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from doc_pages import ROOT, named, pages

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
QUOTED = re.compile(r"`([^`]+)`")
OF_THE_CODE = re.compile(r"(?:docgen|tests|templates|data|docs)(?:/[\w.-]+)*")
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
NAME = re.compile(r"_*[A-Za-z]\w*(?:\._*[A-Za-z]\w*)*")


def anchor(heading: str) -> str:
    """The anchor that a heading gets: small letters and digits, "-" for blanks, nothing else."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


@cache
def anchors(page: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)}


@pytest.mark.parametrize("page", pages(), ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(page.read_text("utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, part = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (part and part not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", pages(), ids=named)
def test_files_named_exist(page: Path) -> None:
    quoted = [name.rstrip("/") for name in QUOTED.findall(page.read_text("utf-8"))]
    paths = [name for name in quoted if "/" in name and OF_THE_CODE.fullmatch(name)]
    assert [path for path in paths if not (ROOT / path).exists()] == []


@cache
def defined(path: Path) -> frozenset[str]:
    """The functions, classes, methods and fields of a module, "Class.method" for what a class has."""
    body = ast.parse(path.read_text("utf-8")).body
    return frozenset(_named(body, "")) | {name for node in body for name in _assigned(node)}


def _named(body: list[ast.stmt], owner: str) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield owner + node.name
        if isinstance(node, ast.ClassDef):
            yield from _named(node.body, f"{node.name}.")


def _assigned(node: ast.stmt) -> Iterator[str]:
    for target in node.targets if isinstance(node, ast.Assign) else ():
        if isinstance(target, ast.Name):
            yield target.id


def steps() -> list[tuple[str, str]]:
    """File and function of every line of the walks."""
    rows = re.findall(r"^\| [–\d] \| `([^`]+)` \| (.+?) \|", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    return [(file, name) for file, names in rows for name in QUOTED.findall(names)]


@pytest.mark.parametrize(("file", "name"), steps())
def test_the_walks_go_through_functions_that_exist(file: str, name: str) -> None:
    assert name in defined(ROOT / file)


def test_both_walks_are_read() -> None:
    files = [file for file, _ in steps()]
    assert len(files) > 50
    assert files.count("docgen/lint/arrival/proof.py") == 4


def test_names_in_running_text_are_those_of_some_module() -> None:
    """A class or method in backticks, such as `Record.spoilt`: some module says it."""
    text = re.sub(r"^\|.*$|^```.*?^```", "", ARCHITECTURE.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    wanted = {name for name in QUOTED.findall(text) if NAME.fullmatch(name) and re.search(r"[A-Z_]", name)}
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "docgen").rglob("*.py"))
    assert {name for name in wanted if not re.search(rf"\b{name.rpartition('.')[2]}\b", code)} == set()


def test_every_room_has_its_promise() -> None:
    rooms = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docgen").iterdir()
             if path.name != "__pycache__" and not path.name.startswith("__")
             and (path.suffix == ".py" or (path / "__init__.py").exists())}  # fmt: skip
    promised = re.findall(r"^\| `(docgen/[^`]+)` \|", ARCHITECTURE.read_text("utf-8"), re.MULTILINE)
    assert sorted(promised) == sorted(rooms)
