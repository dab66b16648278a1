"""Whatever the other program does: a named finding in good time, the next paper unharmed, no process left."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from office_papers import act_paper
from processes import alive, naming, soon
from word_file import package_of

from docgen.errors import DocgenError, ExitCode
from docgen.office import Office

FAKE = Path(__file__).with_name("fake_bridge.py")
Fake = Callable[..., Office]
Log = Callable[[], list[int]]


def error(office: Office, paper: bytes, name: str = "x.docx") -> DocgenError:
    with pytest.raises(DocgenError) as caught:
        office.to_pdf(package_of(paper), name)
    return caught.value


@pytest.mark.parametrize(
    ("act", "code"),
    [
        ("crash", "HT004"),
        ("babble", "HT004"),
        ("garbage", "HT005"),
        ("half", "HT005"),
        ("no file", "HT005"),
        ("refuse", "HT005"),
    ],
)
def test_a_bad_paper_is_tried_twice_and_named_and_the_next_is_made(fake: Fake, log: Log, act: str, code: str) -> None:
    with fake() as office:
        office.to_pdf(package_of(act_paper()))
        found = error(office, act_paper(act), "bad.docx")
        assert (found.finding.code, found.finding.where.file, found.exit_code) == (code, "bad.docx", ExitCode.EXPORT)
        assert len(log()) == 2, "the second try is on a fresh process"
        assert office.to_pdf(package_of(act_paper())).startswith(b"%PDF")
    assert not any(map(alive, log()))


def test_one_crash_is_not_noticed(fake: Fake, log: Log) -> None:
    assert fake("crash once").to_pdf(package_of(act_paper())).startswith(b"%PDF")
    assert len(log()) == 2


def test_a_hanging_paper_ends_at_its_deadline_with_all_its_processes(fake: Fake, log: Log) -> None:
    with fake(deadline_s=0.3) as office:
        began = time.monotonic()
        assert error(office, act_paper("hang")).finding.code == "HT003"
        assert time.monotonic() - began < 6
        assert len(log()) == 4
        assert soon(lambda: not any(map(alive, log())))
        assert office.to_pdf(package_of(act_paper())).startswith(b"%PDF")


def test_a_slow_start_is_waited_for_and_does_not_count_for_the_paper(fake: Fake) -> None:
    assert fake("slow start", deadline_s=1.2).to_pdf(package_of(act_paper())).startswith(b"%PDF")


def test_the_first_paper_waits_for_the_process_that_starts(fake: Fake, log: Log) -> None:
    with fake("slow start") as office:
        office.start()
        assert office.to_pdf(package_of(act_paper())).startswith(b"%PDF")
        office.warm_up()
        assert office.to_pdf(package_of(act_paper())).startswith(b"%PDF")
    assert len(log()) == 1


def test_a_process_that_starts_ends_with_the_office(fake: Fake, log: Log, tmp_path: Path, temporary: Path) -> None:
    office = fake("never ready", start_s=60)
    office.start()
    assert soon(lambda: (tmp_path / "log").exists() and len(log()) == 1)
    office.close()
    assert not any(map(alive, log()))
    assert not list(temporary.iterdir())
    assert error(office, act_paper()).finding.code == "HT006"


def test_what_is_wrong_with_the_start_shows_with_the_first_paper(fake: Fake) -> None:
    with fake("no start") as office:
        office.start()
        assert error(office, act_paper()).finding.code == "HT002"


@pytest.mark.parametrize("act", ["never ready", "no start"])
def test_a_program_that_does_not_start_is_said(fake: Fake, log: Log, act: str) -> None:
    assert error(fake(act, start_s=0.3), act_paper()).finding.code == "HT002"
    assert soon(lambda: not any(map(alive, log())))


def test_a_process_serves_many_papers_until_it_is_recycled(fake: Fake, log: Log) -> None:
    office = fake(recycle_after=3)
    made = [office.to_pdf(package_of(act_paper())) for _ in range(7)]
    assert [made.count(pdf) for pdf in dict.fromkeys(made)] == [3, 3, 1]
    assert len(log()) == 3


def test_a_process_that_grew_too_large_is_recycled(fake: Fake, log: Log) -> None:
    office = fake(memory_mb=1000)
    for paper in (act_paper(), act_paper("greedy"), act_paper(), act_paper()):
        office.to_pdf(package_of(paper))
    assert len(log()) == 2


def test_papers_share_few_processes_and_get_their_own_pdf(fake: Fake, log: Log) -> None:
    office = fake(workers=2)
    with ThreadPoolExecutor(8) as threads:
        acts = [act_paper(), act_paper("refuse")] * 10
        results = list(threads.map(lambda act: outcome(office, act), acts))
    assert results == ["made", "HT005"] * 10
    assert not office._closed


def outcome(office: Office, paper: bytes) -> str:
    try:
        office.to_pdf(package_of(paper))
    except DocgenError as found:
        return found.finding.code
    return "made"


def test_closing_stops_busy_and_waiting_papers(fake: Fake, log: Log, tmp_path: Path) -> None:
    office = fake(deadline_s=60)
    with ThreadPoolExecutor(3) as threads:
        papers = [threads.submit(error, office, act_paper("hang")) for _ in range(3)]
        assert soon(lambda: (tmp_path / "log").exists() and len(log()) == 2)
        office.close()
        found = [paper.result(10) for paper in papers]
    assert {item.finding.code for item in found} == {"HT006"}
    assert {item.exit_code for item in found} == {ExitCode.INTERRUPTED}
    assert soon(lambda: not any(map(alive, log())))


def interrupt(when: Callable[[], bool]) -> None:
    """Interrupt this process once `when` holds."""

    def holds() -> bool:
        with suppress(OSError):  # no log yet
            return when()
        return False

    soon(holds)
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_in_the_middle_leaves_nothing(fake: Fake, log: Log, temporary: Path) -> None:
    office = fake(deadline_s=60)
    threading.Thread(target=interrupt, args=(lambda: len(log()) == 2,)).start()  # the program, and what it hangs in
    with pytest.raises(KeyboardInterrupt), office:
        office.to_pdf(package_of(act_paper("hang")))
    assert soon(lambda: not any(map(alive, log())) and not naming(str(temporary)))
    assert not list(temporary.iterdir())


def test_folders_are_removed(fake: Fake, temporary: Path) -> None:
    with fake() as office:
        office.to_pdf(package_of(act_paper()))
        error(office, act_paper("crash"))
        assert len(list(temporary.iterdir())) <= 1
    assert not list(temporary.iterdir())


def test_a_temporary_folder_that_cannot_be_written_is_said(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert error(fake(), act_paper()).finding.code == "HT002"


def test_a_program_that_is_not_there_is_said(temporary: Path) -> None:
    with Office(bridge=["/nowhere/python"]) as office:
        assert error(office, act_paper()).finding.code == "HT002"
    assert not list(temporary.iterdir())


def test_a_full_disk_is_said_and_the_next_paper_made(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    office = fake()
    office.to_pdf(package_of(act_paper()))
    with monkeypatch.context() as full:
        full.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        found = error(office, act_paper()).finding
    assert found.code == "HT005"
    assert "No space left" in found.message
    assert office.to_pdf(package_of(act_paper())).startswith(b"%PDF")


POSIX = pytest.mark.skipif(os.name != "posix", reason="sockets in /tmp, locks that end with their process")


def docgen_of_its_own(temporary: Path, tmp_path: Path) -> tuple[subprocess.Popen[bytes], int, Path]:
    """Another docgen whose LibreOffice is idle: its process, its bridge's and its folder, which looks an hour old."""
    script = "import sys, tempfile, time; from docgen.office import Office; tempfile.tempdir = sys.argv[1]\n"
    script += "office = Office(bridge=sys.argv[2:]); office.warm_up(); print(flush=True); time.sleep(999)"
    log = tmp_path / "its-log"
    log.unlink(missing_ok=True)
    before = set(temporary.iterdir())
    command = [sys.executable, "-c", script, str(temporary), sys.executable, str(FAKE), "good", str(log)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    (home,) = set(temporary.iterdir()) - before
    aged(home)
    return process, int(log.read_text()), home


def aged(folder: Path) -> None:
    then = folder.stat().st_mtime - 3600
    os.utime(folder, (then, then))


@POSIX
def test_what_docgens_killed_with_their_bridge_left_is_removed_by_the_next(
    fake: Fake, temporary: Path, tmp_path: Path
) -> None:
    dead, bridge, left = docgen_of_its_own(temporary, tmp_path)
    living, its_bridge, home = docgen_of_its_own(temporary, tmp_path)
    young_dead, young_bridge, young = docgen_of_its_own(temporary, tmp_path)
    for pid in (bridge, young_bridge, dead.pid, young_dead.pid):
        os.kill(pid, signal.SIGKILL)
    dead.wait()
    young_dead.wait()
    os.utime(young)
    socket = Path(f"/tmp/OSL_PIPE_{os.getuid()}_{left.name}")
    socket.touch()
    foreign = temporary / "docgen-foreign"  # no folder of LibreOffice
    foreign.mkdir()
    aged(foreign)
    (temporary / "docgen-link").symlink_to(home)
    (temporary / "docgen-file").touch()
    try:
        with fake() as office:
            assert office.to_pdf(package_of(act_paper())).startswith(b"%PDF")
            assert (left.exists(), socket.exists()) == (False, False)
            assert (young.exists(), home.exists(), foreign.exists()) == (True, True, True)
            assert alive(its_bridge)
    finally:
        living.kill()
        living.wait()
        with suppress(OSError):
            os.kill(its_bridge, signal.SIGKILL)
        socket.unlink(missing_ok=True)


@POSIX
def test_a_folder_beside_that_cannot_be_looked_at_harms_nothing(fake: Fake, temporary: Path) -> None:
    other = temporary / "docgen-other"
    (other / "docgen.lock").mkdir(parents=True)
    aged(other)
    assert fake().to_pdf(package_of(act_paper())).startswith(b"%PDF")
    assert other.exists()


def test_a_machine_without_any_font_is_told_what_it_lacks(
    fake: Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fonts.conf").write_text(
        f"<fontconfig><dir>{tmp_path}/none</dir><cachedir>{tmp_path}/cache</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    finding = error(fake("no start", start_s=0.3), act_paper()).finding
    assert finding.code == "HT002"
    assert "phông" in finding.message
    assert "fonts-liberation" in finding.remedy
