"""Building at every save: of data, tables and templates, with faults told and forgotten."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

import pytest
from build_project import OFFICE, make_project, plan, write

from docgen.errors import ExitCode
from docgen.project import built_in_templates


class Watcher:
    """`docgen build --watch` in a project, and what it says."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-m", "docgen", "build", "--watch", "--jobs", "1"]
        self.err = root / "stderr"
        with self.err.open("w") as err:
            self.process = subprocess.Popen(
                command, cwd=root, stdout=subprocess.PIPE, stderr=err, text=True, start_new_session=True
            )
        self.lines: Queue[str] = Queue()
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as said:
            for line in said:
                self.lines.put(line)

    def until(self, says: str) -> str:
        """Wait for a build that says this, and return all it said."""
        for _ in range(5):
            if says in (text := "".join(self.said())):
                return text
        pytest.fail(f"never said {says}: {text}")

    def stop(self) -> int:
        """Press Ctrl-C; return the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(20)
        self.reader.join()
        return code

    def said(self, seconds: float = 30) -> list[str]:
        """What was said of the next build."""
        found: list[str] = []
        while not found or "Đang chờ thay đổi" not in found[-1]:
            found.append(self.lines.get(timeout=seconds))
        return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "du-an", 2)


@pytest.fixture
def watcher(project: Path) -> Iterator[Watcher]:
    made = Watcher(project)
    try:
        assert "2 văn bản: 2 đã tạo" in made.said(60)[-1]
        yield made
    finally:
        code = made.stop()
    assert (code, "Traceback" in made.err.read_text()) == (ExitCode.INTERRUPTED, False)


def test_each_save_is_a_pdf(watcher: Watcher, project: Path) -> None:
    for number in range(4):
        before = (project / "output/kehoach/k1.pdf").read_bytes()
        write(project / "data/kehoach/k1.toml", plan(f"Lần {number}"))
        watcher.until("2 văn bản: 1 đã tạo, 1 không đổi")
        assert (project / "output/kehoach/k1.pdf").read_bytes() != before


def test_tables_templates_and_shared_files_are_watched(watcher: Watcher, project: Path) -> None:
    made = watcher.until
    write(project / "data/co-quan.toml", OFFICE.replace("Nguyễn Văn A", "Trần Thị B"))
    made("2 văn bản: 2 đã tạo")
    write(project / "data/b.csv", "ten,so\nMột,1\n")
    made("2 không đổi")
    table = '[[phu_luc]]\ntieu_de = "B"\nbang = "b"\n[bang.b]\nnguon = { tep = "../b.csv" }'
    write(project / "data/kehoach/k1.toml", plan("Có bảng", more=table))
    made("1 đã tạo, 1 không đổi")
    write(project / "data/b.csv", "ten,so\nMột,2\n")
    made("1 đã tạo, 1 không đổi")
    template = project / "templates/kehoach/ke-hoach.docx"
    template.parent.mkdir(parents=True)
    beside = template.with_suffix(".tmp")  # as an editor saves
    beside.write_bytes((built_in_templates() / "kehoach/ke-hoach.docx").read_bytes())
    beside.rename(template)
    made("không đổi")
    write(project / "data/kehoach/k3.toml", plan("Thêm"))
    made("3 văn bản: 1 đã tạo, 2 không đổi")
    (project / "data/kehoach/k3.toml").unlink()
    made("2 văn bản: 2 không đổi")


def test_faults_are_told_and_gone_when_mended(watcher: Watcher, project: Path) -> None:
    write(project / "data/kehoach/k1.toml", plan(office='co_quan = { tep = "../khac.toml" }'))
    assert "1 không tạo được" in watcher.until("DL001")
    write(project / "data/khac.toml", OFFICE)  # the file it looked for comes
    assert "DL001" not in watcher.until("1 đã tạo")


def test_nothing_happens_when_nothing_is_saved(watcher: Watcher, project: Path) -> None:
    os.utime(project / "output/kehoach/k1.pdf")
    with pytest.raises(Empty):
        watcher.said(0.6)


def test_a_save_during_the_first_build_is_seen(project: Path) -> None:
    made = Watcher(project)
    try:
        while not made.err.read_text():  # the first paper is done, the second is under way
            time.sleep(0.01)
        write(project / "data/kehoach/k1.toml", plan("Lưu giữa chừng"))
        made.until("1 đã tạo, 1 không đổi")
    finally:
        made.stop()
