"""What `docgen new` writes: the data file, the office's file if the project has none, and their schemas."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import tomli

from docgen import project
from docgen.cli.kinds import kinds_near
from docgen.manifest import write_whole
from docgen.model.paper_kind import Loai
from docgen.model.schema import new_file, schema_of_all, schema_of_office
from docgen.model.starter import OfficeOfProject, office_file, short_file

_OFFICE = "co-quan.toml"
_SCHEMA, _OFFICE_SCHEMA = ".van-ban.schema.json", ".co-quan.schema.json"  # hidden: only editors read them


def start(kind: Loai, target: Path, *, full: bool) -> list[Path]:
    """Write a new data file that builds at once; return the office's file if it had to be created."""
    target.parent.mkdir(parents=True, exist_ok=True)
    schema = _written(_home(target) / _SCHEMA, schema_of_all(kinds_near(target.parent).all()))
    created: list[Path] = []
    path = _office_near(target)
    if path is None:
        path = _home(target) / _OFFICE
        office_schema = _written(path.with_name(_OFFICE_SCHEMA), schema_of_office())
        write_whole(path, office_file(_from(path, office_schema)).encode())
        created.append(path)
    office = OfficeOfProject.read(_from(target, path).removeprefix("./"), tomli.loads(path.read_text("utf-8-sig")))
    text = short_file(kind, office, _from(target, schema))
    if full:
        text = f"#:schema {_from(target, schema)}\n{new_file(kind, office.file, office.leaders[0][0])}"
    write_whole(target, text.encode())
    return created


def _home(target: Path) -> Path:
    """Return the folder for files that papers share: the project's `data`, else the new file's own folder."""
    data = project.root_of(target.parent) / "data"
    return data if target.resolve().is_relative_to(data) else target.resolve().parent


def _office_near(target: Path) -> Path | None:
    """Return an office's file that a new paper can use: in its folder, or in a parent folder within the project."""
    root = project.root_of(target.parent)
    folders = [folder for folder in target.resolve().parents if folder.is_relative_to(root)]
    for folder in [*folders, root / "data"]:
        named = [folder / _OFFICE, *sorted(folder.glob("co-quan*.toml"))]
        for path in named:
            if path.is_file() and _is_office(path):
                return path
    return None


def _is_office(path: Path) -> bool:
    try:
        value = tomli.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        return False
    return "ten" in value and "loai" not in value


def _written(path: Path, schema: dict[str, Any]) -> Path:
    write_whole(path, json.dumps(schema, ensure_ascii=False, indent=1).encode())
    return path


def _from(file: Path, other: Path) -> str:
    """Return how `file` refers to another file: "../co-quan.toml", "./x.json"."""
    path = Path(os.path.relpath(other, file.resolve().parent)).as_posix()
    return path if path.startswith("../") else f"./{path}"
