"""Fingerprints of the docgen that builds papers and of what exports them: when either changes, papers are rebuilt."""

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
    """Return a fingerprint of what turns a Word file into a PDF: LibreOffice, fonts, options and the finishing code.

    Raises DocgenError (HT001) without LibreOffice.
    """
    from docgen.office import fonts_fingerprint, version

    files: list[Path] = []
    for name in _EXPORTING:
        files += _below(_PACKAGE / name, (".py",))
    return _digest([version(), fonts_fingerprint(), *_libraries(("pikepdf",))], files)


def _below(path: Path, endings: tuple[str, ...]) -> list[Path]:
    """Return `path` itself if it is a file, else the files below it with one of `endings`, in order."""
    if path.is_file():
        return [path]
    found: list[Path] = []
    for folder, _, names in os.walk(path):
        found += [Path(folder, name) for name in names if name.endswith(endings)]
    return sorted(found)


def _digest(words: Iterable[str], files: Iterable[Path]) -> str:
    total = sha256("\n".join(words).encode())
    for file in files:
        total.update(file.name.encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def _libraries(names: tuple[str, ...]) -> list[str]:
    """Return names and versions of installed libraries, from their folder names: `importlib.metadata` takes 40 ms."""
    found = set()
    for place in filter(os.path.isdir, sys.path):
        for folder in os.listdir(place):
            if folder.endswith(".dist-info") and re.sub(r"[-.]", "_", folder.lower()).startswith(names):
                found.add(folder)
    return sorted(found)
