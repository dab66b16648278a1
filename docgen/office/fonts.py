"""Which fonts LibreOffice finds on this machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from docgen.errors import DocgenError
from docgen.office import install

_FONTCONFIG_S = 10
_ENDINGS = (".ttf", ".otf", ".ttc", ".otc", ".pfb", ".conf")
_SYSTEM_RULES = Path("/etc/fonts")
_VARIABLES = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT")
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_NAMED = re.compile(r"<(?:dir|include)\b([^>]*)>\s*([^<]+?)\s*</")


def fonts_fingerprint() -> str:
    """Return a fingerprint of the fonts LibreOffice finds and of the rules that replace one font by another.

    Taken from names and sizes: the hundreds of files of a machine are not read.
    """
    total = sha256()
    for name in _VARIABLES:
        if value := os.environ.get(name):
            total.update(f"{name}={value}\n".encode("utf-8", "surrogateescape"))
    for place in [*_of_libreoffice(), *_places()]:
        for line in sorted(_files(str(place))):
            total.update(line.encode("utf-8", "surrogateescape"))
    return total.hexdigest()


def has_fonts() -> bool:
    """Return whether this system has any font besides LibreOffice's own: without one LibreOffice ends at its start."""
    with suppress(OSError, subprocess.SubprocessError):
        if program := install.on_path("fc-list"):
            listed = subprocess.run([program], capture_output=True, timeout=_FONTCONFIG_S, check=True, cwd="/")
            return bool(listed.stdout.strip())
    found: list[str] = []
    for place in _places():
        found += _files(str(place))
    return any(".conf " not in line for line in found)


def _of_libreoffice() -> list[Path]:
    with suppress(DocgenError):
        beside = install.program().parent.parent
        return [beside / "share/fonts", beside / "Resources/fonts"]
    return []


def _places() -> list[Path]:
    """Return the folders, and the single files of rules, in which this system looks."""
    home = Path.home()
    if os.name == "nt":
        local = os.environ.get("LOCALAPPDATA", "")
        return [Path(os.environ.get("WINDIR", r"C:\Windows"), "Fonts"), Path(local, "Microsoft", "Windows", "Fonts")]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), _SYSTEM_RULES]
    usual = [*shared, data / "fonts", home / ".fonts", config / "fontconfig"]
    return usual + [place for place in _named_by_variables([data, config]) if place not in usual]


def _named_by_variables(xdg: list[Path]) -> list[Path]:
    """Return the rules that the variables of fontconfig name, with the folders and rules that these name in turn.

    `xdg` are the user's folders. A relative name is followed from every place it may be relative to.
    """
    if not any(map(os.environ.get, _VARIABLES)):
        return []
    folders = [Path(part) for part in os.environ.get("FONTCONFIG_PATH", "").split(os.pathsep) if part]
    bases = [*folders, _SYSTEM_RULES]
    waiting = [base / os.path.expanduser(os.environ.get("FONTCONFIG_FILE") or "fonts.conf") for base in bases]
    found: dict[Path, None] = {}
    while waiting:
        place = waiting.pop(0)
        if place in found or not os.path.exists(place):
            continue
        found[place] = None
        files = sorted(place.glob("*.conf")) if place.is_dir() else [place]
        for rules in files:
            for of_user, name in _names_in(rules):
                starts = xdg if of_user else [rules.parent, *bases]
                waiting += [start / name for start in starts]
    return list(found)


def _names_in(rules: Path) -> Iterator[tuple[bool, str]]:
    """Yield each folder or file of rules that a file of rules names, and whether it is in the user's folders."""
    with suppress(OSError):
        text = _COMMENT.sub("", rules.read_text("utf-8", "surrogateescape"))
        for how, name in _NAMED.findall(text):
            yield "xdg" in how, os.path.expanduser(name.replace("&amp;", "&"))


def _files(place: str) -> Iterator[str]:
    """Yield name and size of each font and rule below a folder, or of a single file."""
    try:
        if os.path.isfile(place):
            yield f"{os.path.basename(place)} {os.path.getsize(place)}\n"
            return
        entries = list(os.scandir(place))
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
