"""Many processes: the same papers as one makes, a culprit named, the rest unharmed, nobody left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from build_project import make_project, plan, tree, write
from crew_actors import serve

import docgen
from docgen.errors import ExitCode
from docgen.line import crew
from docgen.line.crew import Crew
from docgen.line.order import Order, Product
from docgen.project import Job


def order(name: str) -> Order:
    return Order(Job(Path("/r"), Path(f"/r/{name}.toml"), Path("/r/output"), name), ("docx",))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[int]]:
    monkeypatch.setenv("CREW_LOG", str(tmp_path / "log"))
    return lambda: [int(line) for line in (tmp_path / "log").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def soon(condition: Callable[[], bool], seconds: float = 10) -> bool:
    limit = time.monotonic() + seconds
    while time.monotonic() < limit and not condition():
        time.sleep(0.02)
    return condition()


def made(names: list[str], size: int = 2, silence_s: float = 30) -> dict[str, str]:
    with Crew(size, silence_s, serve) as crew:
        products = list(crew.make([order(name) for name in names]))
    return {item.job.name: item.findings[0].code if item.findings else "made" for item in products}


def test_every_order_is_answered_once(log: Callable[[], list[int]]) -> None:
    names = [f"k{number}" for number in range(20)]
    assert made(names) == dict.fromkeys(names, "made")
    assert len(log()) == 2
    assert not any(map(alive, log()))


def test_no_more_processes_than_orders(log: Callable[[], list[int]]) -> None:
    made(["một", "hai", "ba"], size=9)
    assert len(log()) == 3


def test_a_dossier_that_kills_its_process_twice_is_named(log: Callable[[], list[int]]) -> None:
    assert made(["a", "crash", "b", "c"]) == {"a": "made", "crash": "HT048", "b": "made", "c": "made"}
    assert not any(map(alive, log()))


def test_one_death_is_not_noticed(log: Callable[[], list[int]]) -> None:
    assert made(["a", "crash once", "b"]) == {"a": "made", "crash once": "made", "b": "made"}


def test_a_process_that_says_nothing_is_ended(log: Callable[[], list[int]]) -> None:
    assert made(["hang", "a", "b"], silence_s=1) == {"hang": "HT048", "a": "made", "b": "made"}
    assert not any(map(alive, log()))


def test_a_process_may_take_its_time_to_start(log: Callable[[], list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREW_START_S", "1.5")
    assert made(["a", "b"], size=1, silence_s=1) == {"a": "made", "b": "made"}
    assert len(log()) == 1


def test_orders_given_ahead_are_not_lost_with_their_process(log: Callable[[], list[int]]) -> None:
    names = [*(f"a{number}" for number in range(5)), "crash", *(f"b{number}" for number in range(5))]
    assert made(names) == dict.fromkeys(names, "made") | {"crash": "HT048"}


def test_a_slow_dossier_holds_up_no_other_at_the_end(log: Callable[[], list[int]]) -> None:
    with Crew(2, 30, serve) as crew:
        done = [item.job.name for item in crew.make([order(name) for name in ("until last", "a", "b", "c")])]
    assert done[-1] == "until last"


def test_leaving_early_ends_busy_processes(log: Callable[[], list[int]]) -> None:
    began = time.monotonic()
    with Crew(2, 30, serve) as crew:
        next(crew.make([order("a"), order("slow"), order("slow"), order("slow")]))
    assert time.monotonic() - began < 10
    assert not any(map(alive, log()))


def test_a_process_ended_while_it_loads_says_nothing(tmp_path: Path) -> None:
    script = """if True:
        import multiprocessing, signal, sys
        import docgen.office
        from docgen.line.crew import _serve
        from docgen.line.order import Order
        class Field:
            def __set_name__(self, *_):
                signal.raise_signal(signal.SIGTERM)
        docgen.office.Office = lambda: type("Loaded", (), {"field": Field()})
        ours, theirs = multiprocessing.Pipe()
        ours.send(Order(None, ()))
        _serve(theirs)"""
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr == ""


def test_many_processes_make_the_same_bytes_as_one(tmp_path: Path) -> None:
    for folder, workers in (("một", 1), ("nhiều", 3)):
        make_project(tmp_path / folder, 5)
        more = 'danh_sach = [{ ten = "A" }, { ten = "B" }, { ten = "C" }]\nten_tep = "giay-{{ dong.ten }}"'
        write(tmp_path / folder / "data/kehoach/k3.toml", plan("Việc của {{ dong.ten }}", more=more))
        write(tmp_path / folder / "data/kehoach/k4.toml", plan(more="sai = 1"))
        report = docgen.build([tmp_path / folder / "data"], only="docx", workers=workers)
        assert [finding.code for finding in report.findings] == ["DL044"] or report.exit_code is ExitCode.FINDINGS
        assert [outcome.job.name for outcome in report.outcomes] == [
            "kehoach/k1", "kehoach/k2", *(f"kehoach/k3/giay-{letter}" for letter in "ABC"), "kehoach/k4", "kehoach/k5",
        ]  # fmt: skip
    assert tree(tmp_path / "một/output") == tree(tmp_path / "nhiều/output")


@pytest.mark.parametrize("rows", [2, 9])
@pytest.mark.parametrize("how", ["build", "check"])
def test_a_list_is_made_by_as_many_processes_as_there_are_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, rows: int
) -> None:
    made: dict[int | None, list[str]] = defaultdict(list)

    class Noted(crew._Worker):
        def products(self) -> Iterator[Product]:
            for product in super().products():
                made[self._process.pid].append(product.job.name.rpartition("-")[2])
                yield product

    monkeypatch.setattr(crew, "_Worker", Noted)
    root = make_project(tmp_path / "du-an", 1)
    listed = ", ".join(f'{{ ten = "{number}" }}' for number in range(rows))
    more = f'danh_sach = [{listed}]\nten_tep = "giay-{{{{ dong.ten }}}}"'
    write(root / "data/kehoach/k1.toml", plan("Việc của {{ dong.ten }}", more=more))
    options: dict[str, Any] = {"only": "docx"} if how == "build" else {}
    report = getattr(docgen, how)([root / "data"], workers=2, **options)
    names = [str(number) for number in range(rows)]
    assert sorted(made.values()) == [names[0::2], names[1::2]]
    assert os.getpid() not in made
    assert [outcome.job.name for outcome in report.outcomes] == [f"kehoach/k1/giay-{name}" for name in names]
    assert report.exit_code is ExitCode.OK


def test_a_script_without_a_guard_is_not_run_again(tmp_path: Path) -> None:
    root = make_project(tmp_path / "du-an", 4)
    call = f"docgen.build([{str(root / 'data')!r}], only='docx', workers=2)"
    script = write(tmp_path / "goi.py", f"print('once')\nimport docgen\n{call}\n")
    for command in ([str(script)], ["-c", script.read_text()]):
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
        assert (done.stdout, done.stderr) == ("once\n", "")
    assert len(tree(root / "output")) == 4


def children(pid: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                found += [int(folder.name), *children(int(folder.name))]
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_a_build_that_is_ended(tmp_path: Path, how: signal.Signals) -> None:
    root = make_project(tmp_path / "du-an", 60)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "docgen", "build", "data", "--jobs", "2"], cwd=root, start_new_session=True,
        env=os.environ | {"TMPDIR": str(temporary)}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert soon(lambda: len(list((root / "output/kehoach").glob("*.pdf"))) > 3, 60)
    family = children(process.pid)
    assert len(family) > 4
    process.send_signal(how)
    assert process.wait(20) == (-9 if how is signal.SIGKILL else ExitCode.INTERRUPTED)
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert soon(lambda: not any(map(alive, family))), [pid for pid in family if alive(pid)]
    assert soon(lambda: not list(temporary.iterdir()))
    assert how is signal.SIGKILL or not list((root / "output").rglob("*.part"))
