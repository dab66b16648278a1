"""Which docgen makes papers, and what exports them: when either changes, papers are made again."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from docgen import __version__
from docgen.files import built_in_templates

_PACKAGE = Path(__file__).parent.parent
_MERGING = (
    "babel", "docxtpl", "jinja2", "lxml", "markdown_it_py", "num2words", "openpyxl", "python_docx", "tomli",
    "tree_sitter",
)  # fmt: skip
_EXPORTING = ("office", "finish", "pdf", "lint")


@cache
def code_version() -> str:
    """Return a fingerprint of docgen's code, of the templates that come with it, and of the libraries that merge."""
    files = [*_below(_PACKAGE, (".py", ".json", ".toml")), *_below(built_in_templates(), (".docx", ".toml"))]
    return _digest([__version__, sys.version, *_libraries(_MERGING)], files)


@cache
def export_version() -> str:
    """Return a fingerprint of what makes a PDF of a Word file: LibreOffice, fonts, options and the finishing code.

    Raises DocgenError (HT001) where there is no LibreOffice.
    """
    from docgen.office import fonts_fingerprint, version

    files = [file for name in _EXPORTING for file in _below(_PACKAGE / name, (".py",))]
    return _digest([version(), fonts_fingerprint(), *_libraries(("pikepdf",))], files)


def _below(path: Path, endings: tuple[str, ...]) -> list[Path]:
    """Return the files with such endings at or below `path`, in order."""
    if path.is_file():
        return [path]
    found = [Path(folder, name) for folder, _, names in os.walk(path) for name in names if name.endswith(endings)]
    return sorted(found)


def _digest(words: Iterable[str], files: Iterable[Path]) -> str:
    total = sha256("\n".join(words).encode())
    for file in files:
        total.update(file.name.encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def _libraries(names: tuple[str, ...]) -> list[str]:
    """Return names and versions of the libraries installed, as their folders say; `importlib.metadata` takes 40 ms."""
    found = set()
    for place in filter(os.path.isdir, sys.path):
        for folder in os.listdir(place):
            if folder.endswith(".dist-info") and re.sub(r"[-.]", "_", folder.lower()).startswith(names):
                found.add(folder)
    return sorted(found)
