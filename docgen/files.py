"""Files of an untrusted folder: only ordinary files are opened, and nothing is written through a link.

Promises that reading ends, whatever a path names (a device, a pipe, an endless file), and that whatever is written,
appended to or removed below a folder really lies below it: projects are passed on as archives, and archives may hold
links.

Hides the system calls for that. Where there is no O_NOFOLLOW (Windows), links are checked before opening. That is safe
against an archive, but not against another program that changes links at the same time, which is out of scope.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

DATA_LIMIT = 4 << 20
"""The largest data file, in bytes."""
WORD_LIMIT = 64 << 20
"""The largest Word template, in bytes."""
ANY = "*"
"""Matches any name in a path that files are looked up by."""
_HASHED = 1 << 30  # far above any paper, any workbook
_BLOCK = 1 << 20
_SAFE = getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class NotOrdinary(OSError):
    """A link, device, pipe or folder where docgen reads or writes only ordinary files; `filename` names it."""

    def __init__(self, path: Path) -> None:
        kind = "một thiết bị"
        if is_link(path):
            kind = "một liên kết dẫn đi nơi khác"
        elif path.is_dir():
            kind = "một thư mục"
        super().__init__(errno.ELOOP, f"đây là {kind}", str(path))


def is_link(path: Path) -> bool:
    """Return whether a path is itself a link, or a Windows junction."""
    return path.is_symlink() or getattr(path, "is_junction", bool)()


def leads_outside(folder: Path) -> bool:
    """Return whether a folder is a link that leads out of its parent folder."""
    return is_link(folder) and not folder.resolve().is_relative_to(folder.parent.resolve())


def refuse_links(folder: Path, path: Path) -> None:
    """Raise NotOrdinary if a folder between `folder` and `path` below it is a link."""
    step = folder
    for name in path.relative_to(folder).parts[:-1]:
        step = step / name
        if is_link(step):
            raise NotOrdinary(step)


def refuse_odd(path: Path) -> None:
    """Raise NotOrdinary if a path exists and is not an ordinary file.

    A file with a second name (a hard link) is not one: writing to it would change the other file, too.
    """
    with suppress(FileNotFoundError):
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or is_link(path) or found.st_nlink > 1:
            raise NotOrdinary(path)


def read(path: Path, limit: int, *, links: bool = True) -> bytes:
    """Return the first `limit` bytes of an ordinary file, and one byte more if it is longer.

    With `links` it may be reached through a link. Raises OSError, NotOrdinary; ValueError for an invalid path.
    """
    if not links:
        refuse_odd(path)
    with _checked(path, os.O_RDONLY | (0 if links else _NO_LINK), "rb") as file:
        return file.read(limit + 1)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of an ordinary file, "" if it cannot be read."""
    total = sha256()
    try:
        with _checked(path, os.O_RDONLY, "rb") as file:
            if os.fstat(file.fileno()).st_size > _HASHED:
                return ""
            while block := file.read(_BLOCK):
                total.update(block)
    except (OSError, ValueError):
        return ""
    return total.hexdigest()


def one_below(root: Path, folder: str, name: str) -> list[str]:
    """Return the files called `name` in the subfolders of `folder`, relative to it and in order.

    "*.toml" matches any name with that ending. Hidden files and folders are skipped.
    """
    try:
        below = sorted(entry.name for entry in os.scandir(root / folder) if entry.is_dir())
    except OSError:
        return []
    found: list[str] = []
    for inner in below:
        if inner.startswith("."):
            continue
        if not name.startswith(ANY):
            if (root / folder / inner / name).is_file():
                found.append(f"{inner}/{name}")
            continue
        with suppress(OSError):
            names = sorted(os.listdir(root / folder / inner))
            found += [f"{inner}/{item}" for item in names if item.endswith(name[1:]) and not item.startswith(".")]
    return found


def built_in_templates() -> Path:
    """Return the folder of the templates that come with docgen, installed or in a clone."""
    installed = Path(__file__).parent / "templates"
    return installed if installed.is_dir() else Path(__file__).parent.parent / "templates"


def appended(path: Path) -> BinaryIO:
    """Open an ordinary file for appending, unbuffered; create it if it is missing. Raises OSError, NotOrdinary."""
    refuse_odd(path)
    return _checked(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK, "ab", 0)


def created(path: Path) -> BinaryIO:
    """Create a file for writing in place of what the path held; a link is replaced, not followed. Raises OSError."""
    with suppress(OSError):
        path.unlink()
    if path.is_dir() and not is_link(path):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return _checked(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, "wb")


def _checked(path: Path, flags: int, mode: str, buffering: int = -1) -> BinaryIO:
    """Open a file without blocking. Raises NotOrdinary, with the file closed, unless it is an ordinary one."""
    number = os.open(path, flags | _SAFE, 0o666)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise NotOrdinary(path)
    return cast("BinaryIO", os.fdopen(number, mode, buffering))
