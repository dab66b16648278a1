"""Cleans up after a LibreOffice that was killed together with its bridge and docgen: the next docgen does it."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from docgen.office.bridge import remove_traces

if sys.platform != "win32":
    import fcntl

PREFIX = "docgen-"
_LOCK = "docgen.lock"
_OLD_S = 60  # by then a bridge that is still running has removed its folder itself
_swept: set[Path] = set()


def hold(home: Path) -> BinaryIO | None:
    """Mark a folder as that of a running docgen until the file returned is closed, or this process is gone.

    None if the system has no such marks: then nothing removes what a kill leaves there.
    """
    if sys.platform == "win32":
        return None
    with suppress(OSError):
        file = (home / _LOCK).open("xb")  # children do not inherit it, so none of them keeps the mark
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            (home / _LOCK).unlink()
        else:
            return file
    return None


def sweep(home: Path) -> None:
    """Remove what ended docgens of this user left beside `home`, a new folder; done once in a process."""
    if home.parent in _swept:
        return
    _swept.add(home.parent)
    with suppress(OSError):
        now = home.stat().st_mtime
        for other in sorted(home.parent.glob(f"{PREFIX}*")):
            with suppress(OSError):
                _remove_if_dead(other, now)


def _remove_if_dead(home: Path, now: float) -> None:
    """Remove a folder that no process holds. Raises OSError if one does, or if it is not a folder of docgen."""
    if sys.platform == "win32":
        return
    found = home.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and found.st_mtime < now - _OLD_S:
        with (home / _LOCK).open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove_traces(home)
