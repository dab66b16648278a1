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
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docgen.office.bridge import remove_traces
from docgen.office.install import Installation, clean_environment, python_with_uno
from docgen.office.settings import PDF_OPTIONS, write_profile

_BRIDGE = Path(__file__).with_name("bridge.py")


class Failure(Exception):
    """A conversion that did not come about. `code` is the finding's, the text says what happened, in Vietnamese."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class Worker:
    """A bridge and its LibreOffice, in a process group and a folder of their own."""

    def __init__(self, command: Sequence[str], start_s: float) -> None:
        """Start `command` + [home] and wait until it is ready. Raises Failure (HT002) where it is not."""
        self.papers = 0
        self.memory_mb = 0.0
        self._home = Path(tempfile.mkdtemp(prefix="docgen-"))
        write_profile(self._home / "profile")
        self._process = subprocess.Popen(
            [*command, str(self._home)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=clean_environment(),
            start_new_session=True,  # Ctrl-C reaches docgen only, and the whole group can be ended at once
        )
        self._answers: queue.Queue[bytes] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()
        try:
            self._greet(start_s)
        except BaseException:
            self.kill()
            raise

    def convert(self, docx: bytes, deadline_s: float) -> bytes:
        """Return the PDF of `docx`. Raises Failure (HT003 late, HT004 crashed, HT005 no PDF)."""
        self.papers += 1
        source, target = self._home / "paper.docx", self._home / "paper.pdf"
        target.unlink(missing_ok=True)
        source.write_bytes(docx)
        request = {"docx": str(source), "pdf": str(target), "options": PDF_OPTIONS}
        with contextlib.suppress(OSError):  # a dead bridge: its silence says so below
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
        return pdf

    def release(self) -> None:
        """Tell it to end when idle; `stop` waits for it. Several can be released before the first is waited for."""
        with contextlib.suppress(OSError):
            assert self._process.stdin is not None
            self._process.stdin.close()

    def stop(self, wait_s: float = 6) -> None:
        """End it in order: an idle one closes LibreOffice, a busy one kills it. By force after `wait_s`.

        Safe from any thread, and more than once.
        """
        self.release()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(wait_s)
        if os.name == "posix":
            _end_group(self._process)
        elif self._process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(self._process.pid)], capture_output=True)
        self._process.wait()
        remove_traces(self._home)

    def kill(self) -> None:
        """End it now; half a second is left to the bridge, which reaps LibreOffice and sweeps up."""
        self.stop(0.5)

    def _greet(self, start_s: float) -> None:
        try:
            answer = self._answer(start_s, "HT002", f"LibreOffice không khởi động xong sau {start_s:g} giây")
        except Failure as failure:
            raise Failure("HT002", str(failure)) from None
        if "ready" not in answer:
            raise Failure("HT002", f"LibreOffice không khởi động được ({answer.get('error', 'không rõ vì sao')})")

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


def bridge_command(installation: Installation) -> list[str]:
    """Return the command of the bridge: with UNO where a Python has it, else with docgen's own Python."""
    python = python_with_uno(installation.program) or sys.executable
    return [python, str(_BRIDGE), str(installation.program)]


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the process group of `process` and wait, at most a second, until no member is left to write files."""
    limit = time.monotonic() + 1
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        while time.monotonic() < limit:
            os.killpg(process.pid, 0)
            time.sleep(0.005)
