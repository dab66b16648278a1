"""Where things are: the root of a project, its dossiers, and which data and template make which output.

The root is the nearest folder above a path that holds a `docgen.toml`; else the folder that holds the `data` folder
the path lies in; else the folder given (or the file's own). Nothing outside the root is read, except the templates
that come with docgen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.sources import FileRef

MARK = "docgen.toml"
DATA_SUFFIXES = (".toml", ".json")
# A data file with one of these at its top is meant to be a dossier, even when `loai` was forgotten.
_TELLTALE = frozenset({"loai", "trich_yeu", "nguoi_ky", "noi_dung", "dieu"})


@dataclass(frozen=True, slots=True)
class Job:
    """One dossier to make: its data file, its root, and its outputs without suffix (`stem`)."""

    root: Path
    data: Path
    stem: Path

    @property
    def docx(self) -> Path:
        """The Word file to make."""
        return self.stem.with_name(self.stem.name + ".docx")

    @property
    def pdf(self) -> Path:
        """The PDF to make."""
        return self.stem.with_name(self.stem.name + ".pdf")


def root_of(path: Path) -> Path:
    """Return the project's root for a file or folder."""
    path = path.resolve()
    folder = path if path.is_dir() else path.parent
    chain = [folder, *folder.parents]
    for candidate in chain:
        if (candidate / MARK).is_file():
            return candidate
    for candidate in chain:
        if candidate.name == "data":
            return candidate.parent
    return folder


def jobs(paths: Iterable[Path], output: Path | None) -> list[Job]:
    """Return the jobs of files and folders, in order and without repeats.

    A folder gives every dossier below it. Outputs lie under `output` as the data lie under the folder given, or,
    without `output`, under the root's `output` as they lie under its `data`.
    """
    found: dict[Path, Job] = {}
    for path in paths:
        root = root_of(path)
        base = (root / "data" if (root / "data").is_dir() else root) if output is None else path if path.is_dir() else path.parent
        for file in _dossiers(path):
            resolved = file.resolve()
            inside = resolved.is_relative_to(base.resolve())
            relative = resolved.relative_to(base.resolve()) if inside else Path(resolved.name)
            target = (output or root / "output") / relative.with_suffix("")
            found.setdefault(resolved, Job(root, resolved, target))
    return list(found.values())


def default_path(here: Path) -> Path:
    """Return what is built when no path is given: the `data` folder of the project around `here`."""
    root = root_of(here)
    return root / "data" if (root / "data").is_dir() else root


def _dossiers(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() in DATA_SUFFIXES and file.is_file())
    return [file for file in files if file.name != MARK and not _hidden(file, path) and _is_dossier(file)]


def _hidden(file: Path, base: Path) -> bool:
    return any(part.startswith(".") or part == "output" for part in file.relative_to(base).parts)


def _is_dossier(file: Path) -> bool:
    """Return whether a data file found in a folder is a dossier; what cannot be read is, so that it is reported."""
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return True
    if file.suffix.lower() == ".json":
        # A list is a table's rows. A full parse is the reader's work; here the beginning decides.
        return not text.lstrip().startswith("[") and any(f'"{name}"' in text for name in _TELLTALE)
    top = text.split("\n[", 1)[0]
    names = {line.split("=", 1)[0].strip().strip('"') for line in top.split("\n") if "=" in line}
    if names & _TELLTALE:
        return True
    try:
        return bool(_TELLTALE & set(tomllib.loads(text)))
    except tomllib.TOMLDecodeError:
        return True


def template_of(asked: Any, usual: str, root: Path) -> tuple[Path, Any]:
    """Return the Word template that the data ask for, and where; else the kind's usual one (and None).

    An office's own file under the root's `templates` comes before the one that comes with docgen.
    """
    if isinstance(asked, FileRef):
        return asked.path, asked.where
    own = root / "templates" / usual
    return (own if own.is_file() else built_in_templates() / usual), None


def built_in_templates() -> Path:
    """Return the folder of the templates that come with docgen, installed or in a clone."""
    installed = Path(__file__).parent / "templates"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "templates"
