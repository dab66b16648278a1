"""Where LibreOffice is installed on this machine, which version it is, and which Python can speak to it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Where

VARIABLE = "DOCGEN_SOFFICE"
"""Environment variable that names the `soffice` to use instead of that in the usual places."""

_LINUX = (
    "/usr/lib/libreoffice",
    "/usr/lib64/libreoffice",
    "/usr/local/lib/libreoffice",
    "/snap/libreoffice/current/lib/libreoffice",
)
_ABOUT = re.compile(rb'oor:name="ooSetupVersionAboutBox">\s*<value>([^<]+)</value>')
_BUILD = re.compile(rb"^buildid=(\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Installation:
    """One LibreOffice: the program to start (`soffice.bin` if there is one), its version and its build's name."""

    program: Path
    version: str
    build: str = ""


def find() -> Installation:
    """Return the LibreOffice to use: that of DOCGEN_SOFFICE, else the first of the usual places.

    Raises DocgenError (HT001, missing program) if there is none.
    """
    found = program()
    return Installation(found, _version(found), _build(found))


def program() -> Path:
    """Return only the program of the LibreOffice to use. Raises DocgenError (HT001) if there is none."""
    named = os.environ.get(VARIABLE, "")
    places = [Path(named).absolute()] if named else _usual_places()
    for place in places:
        if (found := _program(place)) is not None:
            return found
    message = "không tìm thấy LibreOffice trên máy này"
    if named:
        message = f"biến môi trường {VARIABLE} chỉ tới “{named}” nhưng ở đó không có LibreOffice"
    raise DocgenError(Finding.of("HT001", Where(), message), ExitCode.MISSING_PROGRAM)


@cache
def python_with_uno(program: Path) -> tuple[str, ...]:
    """Return the command of a Python that imports LibreOffice's `uno`; () if none does, and each paper is a process.

    It imports nothing from the folder docgen runs in.
    """
    if os.name != "posix":
        return ()
    alone = [(python, "-I") for python in ("/usr/bin/python3", on_path("python3")) if python]
    # LibreOffice's own is a script that sets PYTHONPATH to find its modules: with -I it would find none.
    for python in dict.fromkeys([*alone, (str(program.parent / "python"),)]):
        if not Path(python[0]).exists():
            continue
        check = [*python, "-c", "import uno"]
        # At the root, since -c looks for modules in the current folder.
        answer = subprocess.run(check, capture_output=True, cwd="/", env=clean_environment())
        if answer.returncode == 0:
            return python
    return ()


def clean_environment() -> dict[str, str]:
    """Return the environment for LibreOffice: the user's, without what would change its output or break its Python."""
    unwanted = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANGUAGE", "LC_", "SAL_", "OOO_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return kept | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp", "PYTHONSAFEPATH": "1"}


def _usual_places() -> list[Path]:
    if sys.platform == "darwin":
        roots = [Path("/Applications"), Path.home() / "Applications"]
        return [root / "LibreOffice.app/Contents/MacOS" for root in roots]
    if os.name == "nt":
        names = ("PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMW6432")
        return [Path(os.environ[name], "LibreOffice", "program") for name in names if name in os.environ]
    places = [Path(place) for place in _LINUX] + sorted(Path("/opt").glob("libreoffice*"), reverse=True)
    found = on_path("soffice") or on_path("libreoffice")
    if found:
        places.insert(0, Path(found).resolve())
    return places


def on_path(name: str) -> str:
    """Return where PATH has a program, "" if nowhere; an entry that means the current folder does not count."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return shutil.which(name, path=os.pathsep.join(filter(os.path.isabs, folders))) or ""


def _program(place: Path) -> Path | None:
    """Return the program at `place`, which may be a program, its folder or LibreOffice's own root."""
    folders = [place, place / "program", place / "Contents/MacOS"]
    if place.is_file():
        beside = place.resolve().with_name("soffice.bin")
        return beside if beside.is_file() and place.stem == "soffice" else place
    names = ("soffice.bin", "soffice.exe", "soffice") if os.name == "nt" else ("soffice.bin", "soffice")
    for folder in folders:
        for name in names:
            if (folder / name).is_file():
                return folder / name
    return None


def _version(program: Path) -> str:
    """Return number and build, read from LibreOffice's own files (1 ms) or, without these, by asking it (60 ms)."""
    registries = (program.parent / "../share/registry/main.xcd", program.parent / "../Resources/registry/main.xcd")
    for registry in registries:
        if registry.is_file() and (about := _ABOUT.search(registry.read_bytes())):
            return f"LibreOffice {about[1].decode()} {_build(program)}".strip()
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, timeout=60, cwd=program.parent, env=clean_environment()
        )
    except (OSError, subprocess.TimeoutExpired):
        return "LibreOffice"
    return answer.stdout.decode("utf-8", "replace").strip() or "LibreOffice"


def _build(program: Path) -> str:
    for name in ("versionrc", "version.ini", "../Resources/versionrc"):
        page = program.parent / name
        if page.is_file() and (build := _BUILD.search(page.read_bytes())):
            return build[1].decode("utf-8", "replace")
    return ""
