"""What is known of each paper made, and why one must be made again.

The record is one JSON file, a line a paper, written beside and renamed. While a run is under way each paper done is
added to a journal beside it, so that a run killed at any instant resumes where it was. A damaged record, or one of
another version, proves nothing but this: a Word file whose SHA-256 it holds was made by docgen and by nobody else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO

from docgen.finding import Finding, Severity, Where
from docgen.manifest.disk import Disk, write_whole
from docgen.project import RECORD

VERSION = 2
JOURNAL = "manifest.journal"


@dataclass
class Entry:
    """What is known of one paper: its data, the files read, what made it, what came out, and what was said.

    `reads` maps a file as shown (from the root) to its SHA-256, "" for one that was looked for and not found; `stamps`
    to its size and times where those suffice to know it again. The paper is one `of` so many that its dossier makes.
    `merged` is the fingerprint of the Word file as last merged and of what else goes into the PDF, `wanted` the SHA-256
    of that Word file. `docx` and `pdf` are the SHA-256 of the files that were written, each with its stamp.
    """

    root: str = ""  # from the output folder
    data: str = ""
    reads: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    made_by: str = ""
    of: int = 1
    merged: str = ""
    wanted: str = ""
    docx: str = ""
    docx_stamp: str = ""
    exported_by: str = ""
    pdf: str = ""
    pdf_stamp: str = ""
    pages: int = 0
    issued: bool = False
    told: list[dict[str, Any]] = field(default_factory=list)  # findings of steps 1 to 5
    printed: list[dict[str, Any]] = field(default_factory=list)  # findings of steps 6 and 7
    arrival: str = ""  # how many values stand in what was made
    facts: dict[str, Any] = field(default_factory=dict)  # what other papers can contradict
    others: list[dict[str, Any]] = field(default_factory=list)  # findings of what they do contradict


_FIELDS = frozenset(item.name for item in fields(Entry))


class Manifest:
    """The record of one output folder, by output name ("kehoach/x")."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: dict[str, Entry] = {}
        self._ours: dict[str, set[str]] = {}
        self._journal: BinaryIO | None = None
        self._changed = False
        self._load()

    def is_ours(self, name: str, digest: str) -> bool:
        """Tell whether docgen made the Word file of this content for this paper."""
        return digest in self._ours.get(name, ())

    def open(self) -> None:
        """Make the folder ready to be written to. Raises OSError."""
        if self._journal is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._journal = (self.folder / JOURNAL).open("ab", buffering=0)

    def now_ns(self) -> int:
        """Return the time of the disk, as it would stamp a file written now. Raises OSError."""
        self.open()
        assert self._journal is not None
        os.utime(self.folder / JOURNAL)
        return os.fstat(self._journal.fileno()).st_mtime_ns

    def announce(self, name: str, docx: str) -> None:
        """Say which Word file is about to be written: after a kill it is known as docgen's own. Raises OSError."""
        self._ours.setdefault(name, set()).add(docx)
        self._note({"paper": name, "docx": docx})

    def record(self, name: str, entry: Entry) -> None:
        """Keep what is now true of a paper. Raises OSError."""
        self.entries[name] = entry
        self._ours.setdefault(name, set()).add(entry.docx)
        self._note({"paper": name, **_shortened(entry)})

    def forget(self, name: str) -> None:
        """Drop a paper from the record. Raises OSError."""
        self.entries.pop(name, None)
        self._note({"paper": name, "gone": True})

    def close(self) -> None:
        """Put the record in order: one file, no journal. Raises OSError."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None
        if self._changed:
            self._save()
        (self.folder / JOURNAL).unlink(missing_ok=True)

    def _note(self, line: dict[str, Any]) -> None:
        self.open()
        assert self._journal is not None
        self._changed = True
        self._journal.write(b"\n" + _line(line))  # a line torn by a kill ends here

    def _save(self) -> None:
        papers = b",\n".join(_line({name: _shortened(entry)})[1:-1] for name, entry in sorted(self.entries.items()))
        write_whole(self.folder / RECORD, b'{"version": %d, "papers": {\n%s\n}}\n' % (VERSION, papers))
        self._changed = False

    def _load(self) -> None:
        """Read the record, then what the journal of a killed run adds to it."""
        for name, content in _stored(self.folder / RECORD):
            self._take(name, content)
        with suppress(OSError):
            for line in (self.folder / JOURNAL).read_bytes().split(b"\n"):
                with suppress(ValueError, AttributeError, TypeError, KeyError):
                    content = json.loads(line)
                    self._take(str(content.pop("paper")), content)
            self._changed = True  # `close` puts it in order

    def _take(self, name: str, content: Any) -> None:
        if not isinstance(content, dict):
            return
        if isinstance(digest := content.get("docx"), str):
            self._ours.setdefault(name, set()).add(digest)
        if content.get("gone"):
            self.entries.pop(name, None)
        elif "made_by" in content and content.keys() <= _FIELDS:
            entry = Entry(**content)
            if all(type(value) is kind for value, kind in zip(vars(entry).values(), _TYPES, strict=True)):
                self.entries[name] = entry


_TYPES = tuple(map(type, vars(Entry()).values()))


def _stored(path: Path) -> Iterator[tuple[str, Any]]:
    """Yield the papers of a record; of one of another version only the hashes of its Word files."""
    try:
        stored = json.loads(path.read_bytes())
        version, papers = stored["version"], stored["papers"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
    for name, content in papers:
        if version == VERSION:
            yield name, content
        elif isinstance(content, dict):
            yield name, {"docx": content.get("docx")}


def _shortened(entry: Entry) -> dict[str, Any]:
    """Return an entry without what is as in a new one."""
    return {name: value for name, value in vars(entry).items() if value or name == "made_by"}


def _line(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


# Why


def reasons(
    entry: Entry, disk: Disk, root: Path, outputs: Mapping[str, Path], *, made_by: str, exported_by: str
) -> list[str]:
    """Return why a paper must be made again, in a clerk's words; empty when it need not be.

    `outputs` are the files to stand ("docx", "pdf"). `exported_by` "" stands for a machine without LibreOffice, where
    the PDF that stands is the best there is. A Word file that is not as it was made is no reason: somebody edited it.
    """
    found = []
    for path, known in entry.reads.items():
        full = f"{root}/{path}"
        if not disk.is_still(full, known, entry.stamps.get(path, "")):
            what = "mới có" if not known else "đã thay đổi" if disk.stamp(full) else "không còn"
            found.append(f"{path} {what}")
    if entry.made_by != made_by:
        found.append("phiên bản docgen hoặc thư viện đã thay đổi")
    if entry.issued:
        return found
    if "pdf" in outputs and entry.pdf and exported_by and entry.exported_by != exported_by:
        found.append("phiên bản LibreOffice, phông chữ hoặc cách xuất PDF đã thay đổi")
    for kind, file in outputs.items():
        recorded, stamp = (entry.docx, entry.docx_stamp) if kind == "docx" else (entry.pdf, entry.pdf_stamp)
        if not recorded or not disk.stamp(str(file)):
            found.append(f"{file.name} chưa có")
        elif kind == "pdf" and not disk.is_still(str(file), recorded, stamp):
            found.append(f"{file.name} không còn như lúc tạo")
        elif kind == "docx" and recorded != entry.wanted:
            found.append(f"{file.name} còn theo dữ liệu cũ")
    return found


# Findings, kept so that a paper that need not be made again still says what it said


def as_plain(findings: list[Finding]) -> list[dict[str, Any]]:
    """Return findings as JSON can hold them."""
    made = []
    for finding in findings:
        where = {name: value for name, value in asdict(finding.where).items() if value}
        made.append({"code": finding.code, "where": where, "message": finding.message,
                     "remedy": finding.remedy, "severity": int(finding.severity)})  # fmt: skip
    return made


def as_findings(stored: list[dict[str, Any]]) -> list[Finding]:
    """Return what `as_plain` kept; what cannot be understood is left out."""
    found = []
    for item in stored:
        with suppress(KeyError, TypeError, ValueError):
            found.append(Finding(item["code"], Where(**item["where"]), item["message"], item["remedy"],
                                 Severity(item["severity"])))  # fmt: skip
    return found
