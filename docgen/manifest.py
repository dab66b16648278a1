"""The record of what was made, from what, and why something must be made again.

Two fingerprints a paper: of everything read before the merge, and of the Word file with the office that exports it.
What was read is what the one reader read, never a list kept by hand. The record is one JSON file in the output
folder, written beside and renamed; a damaged one, or one of another version, is no record at all.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path

NAME = "manifest.json"
VERSION = 1


@dataclass
class Entry:
    """What is known of one paper: its data, files read (shown path → SHA-256), what made it, and what came out."""

    root: str = ""  # of the data, from the output folder
    data: str = ""
    reads: dict[str, str] = field(default_factory=dict)
    made_by: str = ""
    docx: str = ""
    exported_by: str = ""
    pdf: str = ""
    title: str = ""
    findings: int = 0


class Manifest:
    """The record of one output folder, by output stem ("kehoach/x")."""

    def __init__(self, folder: Path, entries: dict[str, Entry] | None = None) -> None:
        self.folder = folder
        self.entries = entries or {}

    @classmethod
    def load(cls, folder: Path) -> Manifest:
        """Return the record of a folder; an empty one where there is none that can be trusted."""
        try:
            stored = json.loads((folder / NAME).read_text("utf-8"))
            if stored["version"] != VERSION:
                return cls(folder)
            return cls(folder, {name: Entry(**entry) for name, entry in stored["papers"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(folder)

    def save(self) -> None:
        """Write the record, whole or not at all. Raises OSError."""
        papers = {name: asdict(entry) for name, entry in sorted(self.entries.items())}
        text = json.dumps({"version": VERSION, "papers": papers}, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self.folder / NAME, (text + "\n").encode())

    def reasons(self, name: str, made_by: str, exported_by: str, outputs: Mapping[str, Path], read: Mapping[str, str]) -> list[str]:
        """Return why a paper must be made again, in a clerk's words; empty when it need not be.

        `read` are the present hashes of the files that the record says were read; `outputs` the files to stand
        ("docx", "pdf").
        """
        entry = self.entries.get(name)
        if entry is None:
            return ["chưa được tạo lần nào"]
        reasons = [f"{path} đã thay đổi" if read.get(path) else f"{path} không còn" for path, digest in entry.reads.items()
                   if read.get(path, "") != digest]  # fmt: skip
        if entry.made_by != made_by:
            reasons.append("phiên bản docgen đã thay đổi")
        if "pdf" in outputs and entry.exported_by != exported_by:
            reasons.append("phiên bản LibreOffice hoặc phông chữ đã thay đổi")
        for kind, path in outputs.items():
            recorded = entry.docx if kind == "docx" else entry.pdf
            now = hash_of(path)
            if not now:
                reasons.append(f"{path.name} chưa có")
            elif kind == "pdf" and recorded != now:
                reasons.append(f"{path.name} không còn như lúc tạo")
        return reasons


def present_hashes(root: Path, entry: Entry | None) -> dict[str, str]:
    """Return what the files that a paper was made from hash to now."""
    return {path: hash_of(root / path) for path in entry.reads} if entry else {}


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, "" when it cannot be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it stands whole or not at all: beside, to disk, renamed. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
