"""What is known of each paper built, and why one must be built again.

The record is one JSON file, a line a paper, written beside its place and renamed. During a run each finished paper is
added to a journal beside it, so that a run killed at any instant resumes where it was. Each line carries its own
checksum. A line that was damaged or edited, or is of another version, proves only this: a file whose SHA-256 it holds
was written by docgen and by nobody else.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, BinaryIO

from docgen import files
from docgen.finding import Finding
from docgen.manifest.disk import JOURNAL, Disk, digest, make_ready, sweep, write_whole
from docgen.project import RECORD

VERSION = 3
_MOST = 256 << 20  # bytes of a record: a hundred thousand papers
_HEAD = b'{"version": %d, "papers": {' % VERSION
_SUM_KEY = b'{"sum":"'  # cannot occur in a name: its quotes would be escaped
_SUM = 16  # letters of a line's checksum: enough against accidents and editing by hand


@dataclass
class Entry:
    """What is known of one paper: its data, the files read, the versions that built it, the outputs and the findings.

    `reads` maps a file as shown (from the root) to its SHA-256, "" for one that was looked for and not found; `stamps`
    maps it to its size and times where those suffice to recognise it. `of` is how many papers its dossier makes.
    `merged` is the fingerprint of the Word file as last merged and of what else goes into the PDF, `wanted` the SHA-256
    of that Word file. `docx` and `pdf` are the SHA-256 of the files that were written, each with its stamp; `pdf_of` is
    the fingerprint that the PDF was made from, which differs from `merged` if the PDF is older. `left` marks a paper
    that its dossier no longer makes (a row was removed from its list).
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
    pdf_of: str = ""
    pdf_stamp: str = ""
    pages: int = 0
    issued: bool = False
    told: list[dict[str, Any]] = field(default_factory=list)  # findings of steps 1 to 5
    printed: list[dict[str, Any]] = field(default_factory=list)  # findings of steps 6 and 7
    arrival: str = ""  # how many values arrived in the outputs
    facts: dict[str, Any] = field(default_factory=dict)  # what other papers can contradict
    others: list[dict[str, Any]] = field(default_factory=list)  # findings about what they do contradict
    left: bool = False


_FIELDS = frozenset(item.name for item in fields(Entry))


class Manifest:
    """The record of one output folder, by output name ("kehoach/x")."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries: dict[str, Entry] = {}
        self._ours: dict[str, set[str]] = {}  # the SHA-256 of files that docgen wrote and no entry holds
        self._journal: BinaryIO | None = None
        self._changed = False
        self._killed: set[str] = set()  # what a killed run was writing
        self._load()

    @staticmethod
    def stands_in(folder: Path) -> bool:
        """Return whether a folder has a record, or the journal of a killed run."""
        return (folder / RECORD).is_file() or (folder / JOURNAL).is_file()

    def is_ours(self, name: str, digest: str) -> bool:
        """Return whether docgen wrote a file of this content for this paper."""
        entry = self.entries.get(name)
        return digest in self._ours.get(name, ()) or (entry is not None and digest in (entry.docx, entry.pdf))

    def open(self) -> None:
        """Prepare the folder for writing. Raises OSError."""
        if self._journal is None:
            make_ready(self.folder)
            self._journal = files.appended(self.folder / JOURNAL)

    def now_ns(self) -> int:
        """Return the time of the disk, as it would stamp a file written now. Raises OSError."""
        self.open()
        assert self._journal is not None
        os.utime(self.folder / JOURNAL)
        return os.fstat(self._journal.fileno()).st_mtime_ns

    def announce(self, name: str, digest: str) -> None:
        """Note which file is about to be written, so that after a kill it is known as docgen's own. Raises OSError."""
        self._ours.setdefault(name, set()).add(digest)
        self._note(name, {"ours": [digest]})

    def record(self, name: str, entry: Entry, *, standing: bool = False) -> None:
        """Keep what is now true of a paper; `standing` if no other file of it can exist. Raises OSError."""
        self.entries[name] = entry
        if standing:
            self._ours.pop(name, None)
        self._note(name, _shortened(entry))

    def forget(self, name: str) -> None:
        """Drop a paper from the record. Raises OSError."""
        self.entries.pop(name, None)
        self._ours.pop(name, None)
        self._note(name, {"gone": True})

    def close(self) -> None:
        """Leave one record and no journal. Raises OSError.

        What a killed run left may stay if nothing can be written there and this run had nothing to write.
        """
        opened, self._journal = self._journal, None
        if opened is not None:
            opened.close()
        if not self._changed and opened is None:
            return
        try:
            make_ready(self.folder)
            for name in self._killed:
                sweep(self.folder, self.folder / f"{name}.docx")
                sweep(self.folder, self.folder / f"{name}.pdf")
            if self._changed:
                self._save()
            (self.folder / JOURNAL).unlink(missing_ok=True)
        except OSError as error:
            if opened is not None or error.errno not in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise

    def _note(self, name: str, content: dict[str, Any]) -> None:
        self.open()
        assert self._journal is not None
        self._changed = True
        self._journal.write(b"\n" + _line(name, content) + b"\n")  # a line torn by a kill ends here

    def _save(self) -> None:
        lines = []
        for name in sorted(self.entries.keys() | self._ours.keys()):
            entry = self.entries.get(name)
            content = _shortened(entry) if entry else {}
            if ours := self._ours.get(name, set()) - ({entry.docx, entry.pdf} if entry else set()):
                content["ours"] = sorted(ours)
            lines.append(_line(name, content))
        write_whole(self.folder / RECORD, _HEAD + b"\n" + b",\n".join(lines) + b"\n}}\n")
        self._changed = False

    def _load(self) -> None:
        """Read the record, then what the journal of a killed run adds to it. Neither is looked for through a link."""
        if files.leads_outside(self.folder):
            return
        for line in _stored(self.folder / RECORD):
            self._take(*line)
        with suppress(OSError):
            for line in _read(files.read(self.folder / JOURNAL, _MOST, links=False)):
                if self._take(*line):
                    self._killed.add(line[0])
            self._changed = True  # `close` puts it in order

    def _take(self, name: str, content: dict[str, Any], proven: bool) -> bool:
        """Take over what a line proves; return False for a name that cannot be in this folder."""
        path = Path(name)
        if path.anchor or not path.parts or ".." in path.parts:
            return False
        ours = content.pop("ours", [])
        if proven and content.get("gone"):
            self.entries.pop(name, None)
            self._ours.pop(name, None)
        elif proven and (entry := _entry(content)):
            self.entries[name] = entry
        else:
            ours = [*(ours if isinstance(ours, list) else []), content.get("docx"), content.get("pdf")]
        if known := {item for item in ours if item and isinstance(item, str)}:
            self._ours.setdefault(name, set()).update(known)
        return True


_TYPES = tuple(map(type, vars(Entry()).values()))


def _entry(content: dict[str, Any]) -> Entry | None:
    if "made_by" in content and content.keys() <= _FIELDS:
        entry = Entry(**content)
        if all(type(value) is kind for value, kind in zip(vars(entry).values(), _TYPES, strict=True)):
            return entry
    return None


def _stored(path: Path) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Yield the papers of a record, each with whether its line is unchanged since docgen wrote it."""
    try:
        data = files.read(path, _MOST, links=False)
    except OSError:
        return
    lines = list(_read(data))
    current = data.startswith(_HEAD)
    for name, content, proven in lines:
        yield name, content, proven and current
    if not lines:  # perhaps reformatted by an editor
        with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
            for name, content in json.loads(data)["papers"].items():
                yield name, dict(content), False


def _read(data: bytes) -> Iterator[tuple[str, dict[str, Any], bool]]:
    """Yield what the whole lines among `data` hold, each with whether its checksum is right."""
    for line in data.split(b"\n"):
        line = line.rstrip(b"\r").removesuffix(b",")
        if not line.startswith(b'"'):
            continue
        with suppress(ValueError, AttributeError, TypeError, RecursionError):
            ((name, content),) = json.loads(b"{" + line + b"}").items()
            name_part, _, rest = line.partition(_SUM_KEY)
            yield name, content, content.pop("sum", "") == _sum(name_part, rest[_SUM + 2 :])


def _line(name: str, content: dict[str, Any]) -> bytes:
    """Return a line of the record or the journal: the name and what is known, with the checksum of both."""
    name_part, rest = _json(name) + b":", _json(content)[1:]
    return name_part + _SUM_KEY + _sum(name_part, rest).encode() + b'",' + rest


def _sum(name: bytes, rest: bytes) -> str:
    return digest(b"%d\n%s%s" % (VERSION, name, rest))[:_SUM]


def _shortened(entry: Entry) -> dict[str, Any]:
    """Return the fields of an entry that differ from a new one's."""
    return {name: value for name, value in vars(entry).items() if value or name == "made_by"}


def _json(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")


# Why


def reasons(
    entry: Entry, disk: Disk, root: Path, outputs: Mapping[str, Path], *, made_by: str, exported_by: str
) -> list[str]:
    """Return why a paper must be built again, in a clerk's words; empty if it need not be.

    `outputs` are the files wanted ("docx", "pdf"). `exported_by` "" means a machine without LibreOffice, where the PDF
    that exists is the best there is. A file changed since it was written is not a reason: somebody edited it.
    """
    found = []
    for path, known in entry.reads.items():
        full = f"{root}/{path}"
        if not disk.is_still(full, known, entry.stamps.get(path, "")):
            if not known:
                found.append(f"{path} mới có")
            elif disk.stamp(full):
                found.append(f"{path} đã thay đổi")
            else:
                found.append(f"{path} không còn")
    if entry.made_by != made_by:
        found.append("phiên bản docgen hoặc thư viện đã thay đổi")
    if entry.issued:
        return found
    if "pdf" in outputs and entry.pdf and exported_by and entry.exported_by != exported_by:
        found.append("phiên bản LibreOffice, phông chữ hoặc cách xuất PDF đã thay đổi")
    for kind, file in outputs.items():
        if kind == "docx":
            written, outdated = entry.docx, entry.docx != entry.wanted
        else:
            written, outdated = entry.pdf, entry.pdf_of != entry.merged
        if not written or not disk.stamp(str(file)):
            found.append(f"{file.name} chưa có")
        elif outdated:
            found.append(f"{file.name} còn theo dữ liệu cũ")
    return found


# Findings, kept so that a paper that need not be built again still has its own


def as_plain(findings: list[Finding]) -> list[dict[str, Any]]:
    """Return findings as JSON can hold them."""
    return [finding.plain() for finding in findings]


def as_findings(stored: list[dict[str, Any]]) -> list[Finding]:
    """Return what `as_plain` kept; what cannot be understood is left out."""
    found = []
    for item in stored:
        with suppress(KeyError, TypeError, ValueError):
            found.append(Finding.from_plain(item))
    return found
