"""One LibreOffice process as docgen sees it: start, convert within a deadline, stop or kill."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from docgen.office import leftovers
from docgen.office.bridge import remove_traces
from docgen.office.install import Installation, clean_environment, python_with_uno
from docgen.office.settings import Options, write_profile

_BRIDGE = Path(__file__).with_name("bridge.py")
_TASKKILL = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")  # by name: here first
_MEMORY = Path("/dev/shm")
_MEMORY_FREE = 1 << 30  # bytes


class Failure(Exception):
    """A conversion that failed. `code` is the finding's; the text says what happened, in Vietnamese."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Worker:
    """A bridge and its LibreOffice, in a process group and a folder of their own."""

    def __init__(self, command: Sequence[str], build: str = "") -> None:
        """Start `command` + [home], its profile for LibreOffice of this `build`.

        Raises Failure (HT002) if it cannot be started.
        """
        self.papers = 0
        self.memory_mb = 0.0
        self._busy = True
        self._home, self._held, self._process = _launched(command, build)
        self._answers: queue.Queue[bytes] = queue.Queue()
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def convert(self, docx: bytes, deadline_s: float, options: Options) -> bytes:
        """Return the PDF of `docx`. Raises Failure (HT003 late, HT004 crashed, HT005 no PDF)."""
        self.papers += 1
        self._busy = True
        # Two names in turn: LibreOffice still has the last paper open.
        source, target = self._home / f"paper{self.papers % 2}.docx", self._home / f"paper{self.papers % 2}.pdf"
        try:
            target.unlink(missing_ok=True)
            source.write_bytes(docx)
        except OSError as error:
            raise Failure("HT005", f"không ghi được vào thư mục tạm {self._home.parent}: {error.strerror}") from None
        request = {"docx": str(source), "pdf": str(target), "options": options}
        with contextlib.suppress(OSError):  # a dead bridge: the missing answer shows it below
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        answer = self._answer(deadline_s, "HT003", f"LibreOffice chưa xuất xong sau {deadline_s:g} giây")
        self.memory_mb = answer.get("kb", 0) / 1024
        if "error" in answer or not target.is_file():
            raise Failure("HT005", "LibreOffice không đọc được tệp Word nên không có PDF")
        pdf = target.read_bytes()
        if not pdf.startswith(b"%PDF-") or b"%%EOF" not in pdf[-1024:]:
            raise Failure("HT005", "tệp LibreOffice xuất ra không phải là PDF hoàn chỉnh")
        self._busy = False
        return pdf

    def release(self) -> None:
        """Ask it to end when idle; `stop` waits for that. Several can be released before the first is waited for."""
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()

    def stop(self) -> None:
        """End it, by force if it does not obey. May be called from any thread, and more than once."""
        self.release()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5 if self._busy else 6)
        if os.name == "posix":
            with contextlib.suppress(OSError):  # nobody is left
                os.killpg(self._process.pid, signal.SIGKILL)
        elif self._process.poll() is None:
            subprocess.run([_TASKKILL, "/F", "/T", "/PID", str(self._process.pid)], capture_output=True)
        self._process.wait()
        self._listener.join(1)
        if self._process.stdout is not None and not self._listener.is_alive():
            self._process.stdout.close()
        remove_traces(self._home)
        if self._held is not None:
            self._held.close()

    def greet(self, start_s: float) -> None:
        """Wait until it is ready. Raises Failure (HT002) if it is not within `start_s`."""
        try:
            answer = self._answer(start_s, "HT002", f"LibreOffice không khởi động xong sau {start_s:g} giây")
        except Failure as failure:
            raise Failure("HT002", str(failure)) from None
        if "ready" not in answer:
            raise Failure("HT002", f"LibreOffice không khởi động được ({answer.get('error', 'không rõ vì sao')})")
        self._busy = False

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._answers.put(line)
        self._answers.put(b"")

    def _answer(self, seconds: float, code: str, late: str) -> dict[str, Any]:
        try:
            line = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise Failure(code, late) from None
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise Failure("HT004", "LibreOffice dừng đột ngột" if not line else "LibreOffice trả lời không hiểu được")
        return answer


def folder() -> Path:
    """Return where LibreOffice's profile and temporary files go.

    In memory if the system offers enough of it as a folder (measured: a short paper takes a tenth less time), unless
    the user has chosen another temporary folder.
    """
    usual = Path(tempfile.gettempdir())
    try:
        status = os.statvfs(_MEMORY)
        roomy = status.f_bavail * status.f_frsize >= _MEMORY_FREE and os.access(_MEMORY, os.W_OK | os.X_OK)
    except (AttributeError, OSError):  # not on Linux
        roomy = False
    return _MEMORY if roomy and usual == Path("/tmp") else usual


def _launched(command: Sequence[str], build: str) -> tuple[Path, BinaryIO | None, subprocess.Popen[bytes]]:
    """Return a new folder with a profile, what holds it, and `command` started with it. Raises Failure (HT002)."""
    home, held = None, None
    try:
        home = Path(tempfile.mkdtemp(prefix=leftovers.PREFIX, dir=folder()))
        held = leftovers.hold(home)
        leftovers.sweep(home)
        write_profile(home / "profile", build)
        process = subprocess.Popen(
            [*command, str(home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_BRIDGE.parent,
            env=clean_environment(),
            start_new_session=True,  # Ctrl-C reaches docgen only, and the whole group can be ended at once
        )
    except OSError as error:
        if home is not None:
            remove_traces(home)
        if held is not None:
            held.close()
        raise Failure("HT002", f"không khởi động được LibreOffice: {error}") from None
    return home, held, process


def bridge_command(installation: Installation) -> list[str]:
    """Return the command of the bridge: with a Python that has UNO if there is one, else with docgen's own."""
    python = python_with_uno(installation.program) or (sys.executable, "-I")
    return [*python, str(_BRIDGE), str(installation.program)]
