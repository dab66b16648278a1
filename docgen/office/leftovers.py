"""What LibreOffices leave that were killed together with bridge and docgen: the next docgen removes it."""

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
_OLD_S = 60  # by then a bridge that lives has removed its folder itself
_swept: set[Path] = set()


def hold(home: Path) -> BinaryIO | None:
    """Mark a folder as that of a living docgen until the file returned is closed, or this process is gone.

    None where the system knows no such marks: then nobody removes what a kill leaves there.
    """
    if sys.platform == "win32":
        return None
    with suppress(OSError):
        file = (home / _LOCK).open("xb")  # not passed on to children: none of them may keep it alive
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            (home / _LOCK).unlink()
        else:
            return file
    return None


def sweep(home: Path) -> None:
    """Remove what dead docgens of this user left beside `home`, a folder just made; once in the life of a process."""
    if home.parent in _swept:
        return
    _swept.add(home.parent)
    with suppress(OSError):
        now = home.stat().st_mtime
        for other in sorted(home.parent.glob(f"{PREFIX}*")):
            with suppress(OSError):
                _remove_if_dead(other, now)


def _remove_if_dead(home: Path, now: float) -> None:
    """Remove a folder that nobody holds. Raises OSError where somebody does, or where it is no folder of ours."""
    if sys.platform == "win32":
        return
    found = home.lstat()
    if stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and found.st_mtime < now - _OLD_S:
        with (home / _LOCK).open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            remove_traces(home)
