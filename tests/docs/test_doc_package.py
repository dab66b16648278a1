"""The package says that it is typed, and ships what says so."""

from __future__ import annotations

import tomli
from doc_pages import ROOT

import docgen


def test_the_mark_of_types_is_shipped() -> None:
    settings = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert (ROOT / "docgen" / "py.typed").read_bytes() == b""
    assert "py.typed" in settings["tool"]["setuptools"]["package-data"]["docgen"]
    assert "Typing :: Typed" in settings["project"]["classifiers"]


def test_the_version_is_one() -> None:
    assert tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"] == docgen.__version__


def test_every_dependency_has_its_reason() -> None:
    settings = tomli.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (ROOT / "docs" / "en" / "dependencies.md").read_text("utf-8")
    wanted = [name.split(">=")[0] for name in settings["dependencies"]]
    assert [name for name in wanted if name.removeprefix("tree-sitter").strip("-") not in page] == []
