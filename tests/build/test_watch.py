"""Building at every save: of data, tables and templates, with faults told and forgotten."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest
from build_project import OFFICE, make_project, plan, write

import docgen.line.watch as watching
from docgen.errors import ExitCode
from docgen.line import Listener, Report
from docgen.manifest import alone
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
    write(project / "data/co-quan.toml", OFFICE.replace("Nguyễn Văn S", "Trần Thị T"))
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


def test_a_later_build_that_waits_says_so_and_shows_its_progress(watcher: Watcher, project: Path) -> None:
    with alone(project / "output", lambda: None):
        write(project / "data/kehoach/k1.toml", plan("Lưu khi đang bận"))
        while "một lần chạy docgen khác đang ghi vào" not in watcher.err.read_text():
            time.sleep(0.01)
        time.sleep(watching.SILENT_S)
    watcher.until("1 đã tạo, 1 không đổi")
    assert "[2/2] đã tạo: kehoach/k1" in watcher.err.read_text(), "counted from the start again"


class Over(Exception):
    """Ends a watch."""


class NoOffice:
    """A LibreOffice that nobody needs."""

    def __enter__(self) -> NoOffice:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def warm_up(self) -> None:
        pass


def ways(
    root: Path, monkeypatch: pytest.MonkeyPatch, saves: list[Callable[[], object]], workers: int, seconds: float
) -> list[str]:
    """How each build was run that wrote something, with a save after each. A paper takes `seconds`."""
    seen: list[str] = []
    last: list[str] = []
    silent: list[float] = []
    build = watching.build

    def recorded(*paths: Any, office: object = None, workers: int = 1, **options: Any) -> Report:
        last[:] = [f"{workers} processes" if office is None else "warm"]
        report = build(*paths, workers=1, **options)
        for outcome in report.outcomes:
            outcome.seconds = seconds if outcome.written else 0
        return report

    def listening(silent_s: float) -> nullcontext[Listener]:
        silent.append(silent_s)
        return nullcontext(Listener())

    def on_report(report: Report, _took: float) -> None:
        if any(outcome.written for outcome in report.outcomes):
            seen.extend(last)
            if not saves:
                raise Over
            saves.pop(0)()

    monkeypatch.setattr(watching, "build", recorded)
    monkeypatch.setattr(watching, "Office", NoOffice)
    with pytest.raises(Over):
        watching.watch([root / "data"], on_report, workers=workers, listening=listening, only="docx")
    assert (silent[0], set(silent[1:])) == (0, {watching.SILENT_S})
    return seen


@pytest.mark.parametrize(
    ("workers", "seconds", "shared"), [(1, 0.4, "warm"), (2, 0.4, "2 processes"), (2, 0.05, "warm")]
)
def test_much_work_is_done_by_many_processes_and_little_in_the_warm_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int, seconds: float, shared: str
) -> None:
    root = make_project(tmp_path / "du-an", 10)

    def new_papers() -> None:
        for number in range(40):
            write(root / f"data/kehoach/moi-{number}.toml", plan(f"Mới {number}"))

    saves: list[Callable[[], object]] = [
        lambda: write(root / "data/kehoach/k1.toml", plan("Một")),
        lambda: write(root / "data/kehoach/k1.toml", plan("Hai")),
        lambda: write(root / "data/co-quan.toml", OFFICE.replace("Nguyễn Văn S", "Trần Thị T")),
        new_papers,
        lambda: write(root / "data/kehoach/k2.toml", plan("Ba")),
    ]
    many = f"{workers} processes"
    new = many if workers > 1 else "warm"
    assert ways(root, monkeypatch, saves, workers, seconds) == [many, "warm", "warm", shared, new, "warm"]


@pytest.mark.parametrize("workers", [2, 4])
def test_a_long_list_is_shared_out_among_enough_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    root = make_project(tmp_path / "du-an", 1)
    rows = ", ".join(f'{{ ten = "{number}" }}' for number in range(10))
    more = f'danh_sach = [{rows}]\nten_tep = "giay-{{{{ dong.ten }}}}"'

    def save(subject: str) -> Path:
        return write(root / "data/kehoach/k1.toml", plan(subject + " {{ dong.ten }}", more=more))

    save("Một")
    saves: list[Callable[[], object]] = [lambda: save("Hai"), lambda: save("Ba")]
    many = f"{workers} processes"
    assert ways(root, monkeypatch, saves, workers, 0.4) == [many, "warm", many]
