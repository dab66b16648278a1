"""Speaks the protocol of docgen/office/bridge.py without LibreOffice, well or badly: fake_bridge.py ACT LOG HOME.

Every start appends its process id to LOG, and so do the children it leaves behind. A paper is a zip whose "act" may
name another act for that paper alone.
"""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

PDF = b"%PDF-1.6\n% made by PID\n%%EOF\n"


def say(text: str) -> None:
    print(text, flush=True)


def note(log: Path, pid: int) -> None:
    with log.open("a") as page:
        page.write(f"{pid}\n")


def serve(act: str, log: Path) -> None:
    for line in sys.stdin:
        request = json.loads(line)
        todo = zipfile.ZipFile(request["docx"]).read("act").decode() or act
        if todo == "crash" or (todo == "crash once" and log.read_text().count("\n") == 1):
            os.kill(os.getpid(), signal.SIGSEGV)
        if todo == "hang":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            child = subprocess.Popen([sys.executable, "-c", "import signal,time; signal.signal(15,1); time.sleep(999)"])
            note(log, child.pid)
            time.sleep(999)
        if todo == "babble":
            say("Segmentation fault?")
            continue
        if todo == "refuse":
            say(json.dumps({"error": "not loaded"}))
            continue
        if todo != "no file":
            pdf = b"PK half a file" if todo == "garbage" else PDF.replace(b"PID", b"%d" % os.getpid())
            Path(request["pdf"]).write_bytes(pdf[:-8] if todo == "half" else pdf)
        say(json.dumps({"ok": True, "kb": 9_000_000 if todo == "greedy" else 100_000}))


def main(act: str, log: Path) -> None:
    note(log, os.getpid())
    if act == "no start":
        say(json.dumps({"error": "exit code 77"}))
        sys.exit(1)
    if act == "never ready":
        time.sleep(999)
    if act == "slow start":
        time.sleep(1.5)
    say(json.dumps({"ready": True}))
    serve(act, log)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
