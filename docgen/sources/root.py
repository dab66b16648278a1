"""The root: the only folder files are read from, and the record of what was read.

Promise: nothing outside the root is opened, neither by "..", by an absolute path nor through a link; only ordinary
files, up to a stated size; every file read is recorded with its SHA-256, and every file that was looked for and not
found is recorded, too, so that its appearance counts as a change.

Hidden: names in NFD on disk, links, devices, permissions.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from docgen import files
from docgen.finding import At, Finding, Findings, nearest

MISSING = ""  # the entry in `reads` of a file that was looked for and could not be read
MEGABYTE = 1 << 20
_NEAR = 2  # most folders up to the one that a project's files have in common

_FOREIGN = re.compile(r"(?!)" if os.name == "nt" else r"[A-Za-z]:[\\/]")  # a Windows drive, elsewhere


class Root:
    """One folder; `reads`, `states` and `findings` grow with every file asked for."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.abspath(path))
        self._real = self.path.resolve()
        self._kept: dict[Path, bytes | None] = {}
        self._failed: dict[Path, Finding] = {}
        self._shown: dict[Path | str, str] = {}
        self.reads: dict[str, str] = {}
        self.states: dict[str, os.stat_result] = {}
        self.findings = Findings()

    def shown(self, path: Path | str) -> str:
        """Return `path` as findings show it: relative to the root, "/" between folders, NFC."""
        if path not in self._shown:
            full = self._absolute(path)
            short = full.relative_to(self.path) if full.is_relative_to(self.path) else full
            self._shown[path] = unicodedata.normalize("NFC", short.as_posix())
        return self._shown[path]

    def enter(self, path: Path) -> Path:
        """Return `path`, given by the user rather than a file, as a path below the root if links lead there."""
        if path.is_absolute() and not self._absolute(path).is_relative_to(self.path):
            return Path(os.path.realpath(path))
        return path

    def find(self, path: Path | str, at: At) -> Path | None:
        """Return the file meant by `path` (relative: from the root), or None with a finding when it lies outside.

        The file need not exist. Its name may be written in another Unicode form than on disk.
        """
        full = self._absolute(path)
        try:
            # First by its name alone: a path outside the root is not even looked up.
            if full.is_relative_to(self.path) and not _FOREIGN.match(str(path)):
                full = self._on_disk(full)
                if full.resolve().is_relative_to(self._real):
                    return full
        except (OSError, RuntimeError, ValueError) as error:  # links in a cycle, or a name too long for the system
            self.findings.say("DL004", at, f"Không mở được “{self.shown(full)}”: {_reason(error)}.")
            return None
        remedy = self._common_folder(full) if not _FOREIGN.match(str(path)) else ""
        self.findings.say("DL002", at, f"Tệp “{self._as_written(path)}” nằm ngoài thư mục gốc của hồ sơ.", remedy)
        return None

    def _common_folder(self, full: Path) -> str:
        """Return the remedy for a file beside the root's own folder: a mark in the folder that holds both."""
        both = Path(os.path.commonpath([self.path, full]))
        near = len(self.path.parts) - len(both.parts) <= _NEAR
        if not near or both == Path(both.anchor):
            return ""
        return (
            "Chép tệp vào trong thư mục gốc, hoặc tạo tệp docgen.toml (để trống cũng được) "
            f"trong thư mục “{both.name}” để cả thư mục ấy là thư mục gốc."
        )

    def has(self, path: Path | str) -> bool:
        """Return whether there is a file at `path`; a missing one is recorded: its appearance counts as a change."""
        full = self._on_disk(self._absolute(path))
        if full.is_file():
            return True
        self.reads.setdefault(self.shown(full), MISSING)
        return False

    def one_below(self, folder: str, name: str) -> list[Path]:
        """Return the files of a name ("*.toml" for any such) one folder below `folder`, in order.

        The look-up is recorded as "folder/*/name", so that the appearance of another file counts as a change.
        """
        found = files.one_below(self.path, folder, name)
        pattern = f"{folder}/{files.ANY}/{name}"
        self.reads[pattern] = hashlib.sha256("\n".join(found).encode()).hexdigest() if found else MISSING
        return [self.path / folder / path for path in found]

    def read(self, path: Path, at: At, limit: int) -> bytes | None:
        """Return the bytes of a file that `find` gave, and record it; None with a finding if it cannot be read.

        `limit` is the largest size, in bytes. `at` is the place that names the file.
        """
        if path not in self._kept:
            data = self._kept[path] = self._read(path, at, limit)
            if data is None:
                self._failed[path] = self.findings[-1]
            self.reads[self.shown(path)] = MISSING if data is None else hashlib.sha256(data).hexdigest()
        elif self._kept[path] is None:
            self.findings.append(replace(self._failed[path], where=at()))
        return self._kept[path]

    def _read(self, path: Path, at: At, limit: int) -> bytes | None:
        shown = self.shown(path)
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            with os.fdopen(os.open(path, flags), "rb") as file:
                state = os.fstat(file.fileno())
                if stat.S_ISREG(state.st_mode):
                    self.states[shown] = state  # taken before reading: a change during the reading is noticed
                    data = file.read(limit + 1)
                    if len(data) <= limit:
                        return data
                    self.findings.say("DL005", at, f"Tệp “{shown}” lớn hơn mức cho phép ({limit // MEGABYTE} MB).")
                    return None
        except FileNotFoundError:
            self._missing(path, at)
            return None
        except (OSError, ValueError) as error:
            if not path.is_dir():
                self.findings.say("DL004", at, f"Không đọc được tệp “{shown}”: {_reason(error)}.")
                return None
        kind = "một thư mục" if path.is_dir() else "một thiết bị"
        self.findings.say("DL003", at, f"“{shown}” là {kind}, không phải tệp.")
        return None

    def _missing(self, path: Path, at: At) -> None:
        folder = path.parent
        if not folder.is_dir():
            while not folder.parent.is_dir():
                folder = folder.parent
            self.findings.say(
                "DL001", at, f"Không có tệp “{self.shown(path)}”: không có thư mục “{self.shown(folder)}”."
            )
            return
        self.findings.say("DL001", at, f"Không có tệp “{self.shown(path)}”.", self._likely(path))

    def _likely(self, path: Path) -> str:
        """Return a remedy that names the file probably meant: another case, another folder, a misspelling."""
        name = unicodedata.normalize("NFC", path.name)
        names = [unicodedata.normalize("NFC", item.name) for item in _listing(path.parent) if item.is_file()]
        for known in names:
            if known.casefold() == name.casefold():
                return f"Có lẽ là “{known}” (chữ hoa, chữ thường khác nhau)?"
        for parent in path.parent.parents:
            if parent.is_relative_to(self.path) and (parent / path.name).is_file():
                return f"Có tệp cùng tên ở “{self.shown(parent / path.name)}”; có lẽ đường dẫn thiếu “../”?"
        stems = {Path(known).stem: known for known in names if Path(known).suffix.lower() == path.suffix.lower()}
        likely = nearest(Path(name).stem, stems)
        return f"Có lẽ là “{stems[likely]}”?" if likely else ""

    def _absolute(self, path: Path | str) -> Path:
        full = Path(os.path.normpath(self.path / str(path)))
        if not full.is_relative_to(self.path) and full.is_relative_to(self._real):
            full = self.path / full.relative_to(self._real)
        return full

    def _on_disk(self, full: Path) -> Path:
        """Return `full` with each name as it is on disk: in NFD, for example, if the file came from a Mac."""
        if full.exists():
            return full
        found = self.path
        for part in full.relative_to(self.path).parts:
            name = unicodedata.normalize("NFC", part)
            twins = () if (found / part).exists() else _listing(found)
            found = next((item for item in twins if unicodedata.normalize("NFC", item.name) == name), found / part)
        return found

    @staticmethod
    def _as_written(path: Path | str) -> str:
        return unicodedata.normalize("NFC", str(path).replace("\\", "/"))


def _listing(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(folder.iterdir())
    except OSError:
        return


def _reason(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "không có quyền đọc"
    if isinstance(error, OSError) and error.errno is not None:
        return f"hệ thống báo lỗi {error.errno}"
    return "đường dẫn không dùng được"
