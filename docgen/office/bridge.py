"""Runs one LibreOffice and converts on request; a program of its own, not a module of docgen.

It is run by whichever Python has LibreOffice's `uno` (a distribution's own, so only the standard library is used here),
as `python bridge.py SOFFICE HOME`, where HOME holds the profile. Each line on stdin is a JSON request
{"docx": path, "pdf": path, "options": {…}}, each line on stdout its answer: {"ok": true, "kb": memory} or
{"error": text}. The first line out is {"ready": …}. The end of stdin ends it. LibreOffice ends with whichever of
docgen and this program ends first.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from typing import Any, NoReturn

_RESTART = 81  # exit code of soffice.bin after the first start with a fresh profile: "start me again"
_COMMON = ["--headless", "--invisible", "--nologo", "--nodefault", "--norestore", "--nolockcheck"]
_PAGE = {  # a Word file of one word
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml'
    '.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="document.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006'
    '/relationships/officeDocument"/></Relationships>',
    "document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    '<w:p><w:r><w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr><w:t>docgen</w:t></w:r></w:p></w:body></w:document>',
}
_libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


def die_with_parent() -> None:
    """Ask Linux to kill this process when the thread that started it ends. Runs between fork and exec."""
    if _libc is not None:
        _libc.prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def pipes(home: Path) -> list[Path]:
    """Return the paths where the sockets of this folder's LibreOffice may be."""
    if os.name != "posix":
        return []
    digest = hashlib.md5(_profile_url(home).encode("utf-16-le"), usedforsecurity=False).digest()
    found = []
    for name in (home.name, "SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest)):
        for folder in ("/tmp", "/var/tmp"):
            found.append(Path(folder, f"OSL_PIPE_{os.getuid()}_{name}"))
    return found


def remove_traces(home: Path) -> None:
    """Remove a dead LibreOffice's folder and the sockets it leaves in /tmp when killed."""
    for pipe in pipes(home):
        with contextlib.suppress(OSError):
            pipe.unlink()
    for _ in range(50):  # a process just killed may still be writing
        shutil.rmtree(home, ignore_errors=True)
        if not home.exists():
            break
        time.sleep(0.02)


def _profile_url(home: Path) -> str:
    return (home / "profile").as_uri()


class Refused(Exception):
    """LibreOffice works but does not accept the file as a Word file."""


class Soffice:
    """One soffice.bin process with its own profile."""

    def __init__(self, program: str, home: Path) -> None:
        self.program = program
        self.home = home
        self.process: subprocess.Popen[bytes] | None = None
        self._over = False
        self._lock = threading.Lock()

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start it. Raises RuntimeError after `kill`."""
        profile = "-env:UserInstallation=" + _profile_url(self.home)
        with self._lock:
            if self._over:
                raise RuntimeError("over")
            self.process = subprocess.Popen(
                [self.program, profile, *_COMMON, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self.home,
                env=os.environ | {"TMPDIR": str(self.home)},
                preexec_fn=die_with_parent if _libc is not None else None,
            )
        return self.process

    def kill(self) -> None:
        """End it at once and for good."""
        with self._lock:
            self._over = True
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def ended(self) -> bool:
        """Return whether it ended with an error; waits up to half a second for one that is just ending."""
        try:
            return self.process is not None and self.process.wait(0.5) != 0
        except subprocess.TimeoutExpired:
            return False

    def memory_kb(self) -> int:
        """Return its resident memory, 0 if the system does not report it."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            pages = Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]  # type: ignore[union-attr]
            return int(pages) * os.sysconf("SC_PAGE_SIZE") // 1024
        return 0


class Warm:
    """Converts in a running LibreOffice through UNO.

    All papers are opened in one frame that is never shown and has no toolbars: a frame for each takes a fifth of the
    time of a short paper. The last paper stays open until the next one takes its place.
    """

    def __init__(self, soffice: Soffice, uno: Any) -> None:
        self.soffice, self.uno = soffice, uno
        name = soffice.home.name
        accept = f"--accept=pipe,name={name};urp;StarOffice.ComponentContext"
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        process = soffice.start(accept)
        starts = 1
        while True:
            with contextlib.suppress(Exception):  # no one listens yet
                context = resolver.resolve(f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
                break
            if process.poll() == _RESTART and starts < 3:
                process = soffice.start(accept)
                starts += 1
            elif process.poll() is not None:
                raise RuntimeError(f"exit code {process.returncode}")
            time.sleep(0.01)
        self._context = context
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self._frame: Any = None

    def convert(self, docx: Path, pdf: Path, options: dict[str, Any]) -> None:
        """Write `pdf` from `docx`."""
        load: dict[str, Any] = {"Hidden": True, "ReadOnly": True, "UpdateDocMode": 0, "MacroExecutionMode": 0}
        load["FilterName"] = "MS Word 2007 XML"
        frame, self._frame = self._frame or self._new_frame(), None
        try:
            document = frame.loadComponentFromURL(docx.as_uri(), "_self", 0, self._properties(load))
            if document is None:
                raise Refused("not loaded")
            data = self.uno.Any("[]com.sun.star.beans.PropertyValue", self._properties(options))
            document.storeToURL(pdf.as_uri(), self._properties({"FilterName": "writer_pdf_Export", "FilterData": data}))
        except Exception:
            with contextlib.suppress(Exception):
                frame.close(True)
            raise
        self._frame = frame

    def warm_up(self) -> None:
        """Convert a page while docgen still prepares the first paper, which then takes 0.1 s less."""
        docx = self.soffice.home / "page.docx"
        with contextlib.suppress(Exception):  # any fault shows with the first paper
            with zipfile.ZipFile(docx, "w") as package:
                for name, content in _PAGE.items():
                    package.writestr(name, content)
            self.convert(docx, docx.with_suffix(".pdf"), {})

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def _new_frame(self) -> Any:
        frame = self._service("com.sun.star.frame.Frame")
        window = self.uno.createUnoStruct("com.sun.star.awt.WindowDescriptor")
        window.Type = self.uno.Enum("com.sun.star.awt.WindowClass", "TOP")
        window.WindowServiceName, window.ParentIndex = "window", -1
        frame.initialize(self._service("com.sun.star.awt.Toolkit").createWindow(window))
        frame.LayoutManager = None
        self.desktop.Frames.append(frame)
        return frame

    def _properties(self, values: dict[str, Any]) -> tuple[Any, ...]:
        properties = []
        for name, value in values.items():
            item = self.uno.createUnoStruct("com.sun.star.beans.PropertyValue")
            item.Name, item.Value = name, value
            properties.append(item)
        return tuple(properties)


class Cold:
    """Converts by starting LibreOffice for each paper."""

    def __init__(self, soffice: Soffice) -> None:
        self.soffice = soffice

    def convert(self, docx: Path, pdf: Path, options: dict[str, Any]) -> None:
        """Write `pdf` (the name of `docx` with .pdf) from `docx`."""
        kinds = {bool: "boolean", int: "long"}
        data = {name: {"type": kinds[type(value)], "value": json.dumps(value)} for name, value in options.items()}
        target = "pdf:writer_pdf_Export:" + json.dumps(data)
        code = _RESTART
        for _ in range(3):
            if code == _RESTART:
                arguments = ("--convert-to", target, "--outdir", str(pdf.parent), str(docx))
                code = self.soffice.start(*arguments).wait()
        if code:
            raise RuntimeError(f"exit code {code}")


def _converter(soffice: Soffice) -> Warm | Cold:
    try:
        return Warm(soffice, importlib.import_module("uno"))
    except ImportError:
        return Cold(soffice)


def _say(answer: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):  # docgen is gone, as the end of stdin shows too
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


class Requests:
    """Lines of stdin, read in a thread, so that the end of docgen is noticed in the middle of a conversion."""

    def __init__(self, soffice: Soffice) -> None:
        self.soffice = soffice
        self.lines: queue.Queue[str] = queue.Queue()
        self.busy = True
        self.parent = os.getppid()
        threading.Thread(target=self._read, daemon=True).start()
        if os.name == "posix":
            # The pipe may live on in some other child of docgen; its process id does not.
            threading.Thread(target=self._watch, daemon=True).start()

    def next(self) -> str:
        """Return the next request, "" at the end."""
        self.busy = False
        line = self.lines.get()
        self.busy = True
        return line

    def _read(self) -> None:
        for line in sys.stdin:
            self.lines.put(line)
        self.lines.put("")
        if self.busy:
            self.give_up()

    def orphaned(self) -> bool:
        """Return whether docgen is gone, and with it the one that would clean up."""
        return os.name == "posix" and os.getppid() != self.parent

    def _watch(self) -> None:
        while not self.orphaned():
            time.sleep(0.2)
        self.give_up()

    def give_up(self) -> NoReturn:
        """Clean up and end LibreOffice and this process at once."""
        self.soffice.kill()
        remove_traces(self.soffice.home)
        os._exit(1)


def main(program: str, home: str) -> None:
    """Serve until stdin ends."""
    os.umask(0o077)  # who can write to LibreOffice's pipe controls it, and can read what its user can
    soffice = Soffice(program, Path(home))
    requests = Requests(soffice)
    try:
        converter = _converter(soffice)
    except (OSError, RuntimeError) as error:
        _say({"error": str(error)})
        requests.give_up()
    _say({"ready": True, "warm": isinstance(converter, Warm)})
    if isinstance(converter, Warm):
        converter.warm_up()
    while line := requests.next():
        request = json.loads(line)
        try:
            converter.convert(Path(request["docx"]), Path(request["pdf"]), request["options"])
        except Exception as error:  # whatever UNO throws
            if not isinstance(error, Refused) and soffice.ended():
                requests.give_up()  # the end of the answers tells docgen
            _say({"error": f"{type(error).__name__}: {error}"})
        else:
            _say({"ok": True, "kb": soffice.memory_kb()})
    soffice.kill()  # nothing needs an orderly end: its profile is removed too
    remove_traces(soffice.home)  # docgen does the same if it is still running


if __name__ == "__main__":
    main(*sys.argv[1:3])
