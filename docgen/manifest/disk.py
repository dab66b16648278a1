"""Files as they are: recognised without being read, written whole or not at all, locked for one run."""

from __future__ import annotations

import errno
import os
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from docgen import files
from docgen.finding import Finding, Where
from docgen.project import MARK, RECORD

LOCK = ".docgen.lock"
JOURNAL = "manifest.journal"
_COARSE_NS = 2_000_000_000  # FAT and some network disks keep times to two seconds
_FINE_NS = 50_000_000  # a few ticks of a kernel's clock
_IN_THE_WAY = "có một tệp trùng tên với thư mục cần tạo"


class Disk:
    """The files as they are now. Each is looked at once, however many papers read it."""

    def __init__(self) -> None:
        self._stamps: dict[str, str] = {}
        self._digests: dict[str, str] = {}

    def stamp(self, path: str) -> str:
        """Return a file's size and times, "" if there is no such file."""
        if path not in self._stamps:
            self._stamps[path] = _listed(path) or _stamp_of(path) or _stamp_of(unicodedata.normalize("NFD", path))
        return self._stamps[path]

    def digest(self, path: str) -> str:
        """Return the SHA-256 of a file, "" if it cannot be read."""
        if path not in self._digests:
            listed = _listed(path)
            self._digests[path] = digest(listed.encode()) if listed else _hash_of(path)
        return self._digests[path]

    def is_still(self, path: str, digest: str, stamp: str) -> bool:
        """Return whether a file is unchanged; `digest` "" means that there was none."""
        now = self.stamp(path)
        if not digest or not now:
            return not digest and not now
        return now == stamp or self.digest(path) == digest


def stamp(state: os.stat_result) -> str:
    """Return a file's size and times, by which it is recognised without being read.

    The second time is that of the last change to the file's inode, which shows when a program sets the first one back.
    """
    return f"{state.st_size}:{state.st_mtime_ns}:{state.st_ctime_ns}"


def settled(stamps: Mapping[str, str], now_ns: int) -> dict[str, str]:
    """Return the stamps that can be trusted at `now_ns`, the disk's own time: of files last changed well before.

    A file changed twice within a tick of the disk's clock would look the same after the second change. Such a file is
    recognised by its content the next time.
    """
    trusted = {}
    for path, text in stamps.items():
        changed = [int(number) for number in text.split(":")[1:]]
        margin = _COARSE_NS if any(time % 10_000_000 == 0 for time in changed) else _FINE_NS
        if max(changed) + margin < now_ns:
            trusted[path] = text
    return trusted


def _hash_of(path: str) -> str:
    return files.hash_of(Path(path)) or files.hash_of(Path(unicodedata.normalize("NFD", path)))


def _listed(path: str) -> str:
    """Return the files that a path by which they were looked for ("…/templates/*/x.toml") finds, "" for none."""
    before, looked_for, name = path.rpartition(f"/{files.ANY}/")
    if not looked_for or "/" in name:
        return ""
    folder = Path(before)
    return "\n".join(files.one_below(folder.parent, folder.name, name))


def _stamp_of(path: str) -> str:
    try:
        return stamp(os.stat(path))
    except (OSError, ValueError):
        return ""


def seen_from(folder: Path, path: Path) -> str:
    """Return `path` as seen from `folder`, with "/"."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive of Windows
        return path.as_posix()


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> str:
    """Write a file whole or not at all: beside its place, flushed to disk, renamed. Return its stamp. Raises OSError.

    What a kill leaves beside it has a fixed name, so that the next attempt removes it. The caller sees to it that no
    link is on the way (`files.refuse_links`).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = _beside(path)
    try:
        with files.created(beside) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
    return _stamp_of(str(path))


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def sweep(folder: Path, path: Path) -> None:
    """Remove what a kill left beside a file that was being written below a folder."""
    with suppress(OSError):
        files.refuse_links(folder, path)
        _beside(path).unlink()


def trouble(error: OSError, where: Where, doing: str = "ghi") -> Finding:
    """Return the finding of what could not be written, or (`doing` "xóa") removed."""
    if isinstance(error, files.NotOrdinary):
        message = f"không {doing} được: {error.strerror}"
        return Finding.of("HT050", Where(file=str(error.filename)), message)
    return Finding.of("HT044", where, f"không {doing} được: {why_not(error)}")


def why_not(error: OSError) -> str:
    """Return why a file could not be written, in a clerk's words."""
    words = {
        errno.EACCES: "không có quyền ghi", errno.EPERM: "không có quyền ghi", errno.EROFS: "ổ đĩa chỉ cho đọc",
        errno.ENOSPC: "đĩa đầy", errno.EDQUOT: "hết dung lượng được cấp", errno.EFBIG: "tệp quá lớn",
        errno.ENOTDIR: _IN_THE_WAY, errno.EEXIST: _IN_THE_WAY,
        errno.ENOENT: "thư mục không còn",
        errno.EISDIR: "có một thư mục trùng tên với tệp cần ghi", errno.ENAMETOOLONG: "tên tệp quá dài",
    }  # fmt: skip
    return words.get(error.errno or 0, f"hệ thống báo “{error.strerror or error}”")


def make_ready(folder: Path) -> None:
    """Create an output folder if there is none. Raises OSError, also if a link on its path leads out of the project."""
    project = next((above for above in folder.absolute().parents if (above / MARK).is_file()), None)
    leaves = project is not None and not folder.resolve().is_relative_to(project.resolve())
    if leaves or files.leads_outside(folder):
        link = next((step for step in (folder, *folder.parents) if files.is_link(step)), folder)
        raise files.NotOrdinary(link)
    folder.mkdir(parents=True, exist_ok=True)
    for name in (LOCK, JOURNAL, RECORD):
        files.refuse_odd(folder / name)


@contextmanager
def alone(folder: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Lock an output folder for one run; if another run has it, call `on_wait` once and wait for that to end.

    A folder in which no lock can be created is not locked: writing there will report what is wrong.
    """
    try:
        make_ready(folder)
        file = files.appended(folder / LOCK)
    except OSError:
        yield
        return
    with file:
        said = False
        while not _locked(file):
            if not said:
                on_wait()
                said = True
            time.sleep(0.1)
        yield  # closing the file releases the lock, whatever happens


def _locked(file: BinaryIO) -> bool:
    """Take the lock of an open file; return False if another process has it."""
    try:
        _system_lock()(file)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


@cache
def _system_lock() -> Callable[[BinaryIO], None]:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        return lambda file: msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    return lambda file: fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
