"""Which fonts LibreOffice finds on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc", ".pfb", ".conf")


def fonts_fingerprint() -> str:
    """Return a fingerprint of the fonts of this machine and of the rules by which one stands in for another.

    By name and size: the hundreds of files of a machine are not read.
    """
    total = sha256()
    for folder in _folders():
        for line in sorted(_files(str(folder))):
            total.update(line.encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def _folders() -> list[Path]:
    home = Path.home()
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA", "")
        return [Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), Path(local, "Microsoft", "Windows", "Fonts")]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/etc/fonts")]
    return [*shared, data / "fonts", home / ".fonts", config / "fontconfig"]


def _files(folder: str) -> Iterator[str]:
    """Yield name and size of each font and rule below a folder."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        try:
            if entry.is_dir():
                yield from _files(entry.path)
            elif entry.name.lower().endswith(_ENDINGS):
                yield f"{entry.name} {entry.stat().st_size}\n"
        except OSError:  # a broken link
            continue
