"""Which processes of a test are alive."""

import time
from collections.abc import Callable
from pathlib import Path


def state(pid: int) -> str:
    """The letter Linux gives a process's state, "" where there is none."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def alive(pid: int) -> bool:
    """A zombie waiting for its parent runs no more."""
    return state(pid) not in ("", "Z", "X")


def naming(text: str) -> list[int]:
    """Processes whose command line holds `text`."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if text in command and alive(int(folder.name)):
            found.append(int(folder.name))
    return found


def soon(condition: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether `condition` comes true within `seconds`."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.02)
    return condition()
