"""The real LibreOffice: what its PDFs hold, where it is found, and that nothing outlives docgen."""

import io
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx
import pytest
from office_papers import paper
from processes import alive, naming, soon
from word_file import package_of

from docgen.errors import DocgenError, ExitCode
from docgen.finish import Metadata, finish
from docgen.office import Office, fonts_fingerprint, install, pool, worker
from docgen.office.settings import write_profile
from docgen.pdf import read
from docgen.pdf.archive import conditions

LINUX_ONLY = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def test_a_paper_becomes_a_tagged_pdf_a_with_bookmarks(office: Office) -> None:
    pdf = office.to_pdf(package_of(paper("Độc lập - Tự do", "A & B < C", headings=["Quyết định"])))
    printed = read(pdf)
    assert [line.text for _, line in printed.lines] == ["Quyết định", "Độc lập - Tự do", "A & B < C"]
    assert [(mark.title, mark.page) for mark in printed.bookmarks] == [("Quyết định", 1)]
    left = {finding.code for finding in conditions(pdf)}
    assert left <= {"HT032", "HT033"}, "finishing gives language, title and dates; nothing else is missing"
    assert conditions(finish(pdf, Metadata("Quyết định"))) == []


def test_comments_are_not_printed_and_harm_nothing(office: Office) -> None:
    """In 7.4 without GUI a single comment aborts a warm LibreOffice, after the paper or in the middle of the next."""
    document = docx.Document()
    paragraph = document.add_paragraph("Nội dung")
    document.add_comment(paragraph.runs, text="BÍ MẬT", author="A")
    out = io.BytesIO()
    document.save(out)
    for _ in range(3):
        pdf = office.to_pdf(package_of(out.getvalue()))
        assert read(pdf).text == "Nội dung"
        assert b"/Annot" not in pdf


def test_the_version_is_known_without_starting_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    with Office() as office:
        assert office.version.startswith("LibreOffice ")
        assert any(letter.isdigit() for letter in office.version)


def test_the_version_is_what_libreoffice_itself_says() -> None:
    said = subprocess.run([install.find().program, "--version"], capture_output=True, text=True, check=True).stdout
    assert install.find().version.split()[1] == said.split()[1]


def test_a_font_installed_or_taken_away_changes_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    before = fonts_fingerprint()
    (tmp_path / "fonts/microsoft").mkdir(parents=True)
    (tmp_path / "fonts/microsoft/broken.ttf").symlink_to("nowhere")
    assert fonts_fingerprint() == before
    font = tmp_path / "fonts/microsoft/times.ttf"
    font.write_bytes(b"font")
    after = fonts_fingerprint()
    font.write_bytes(b"another")
    assert len({before, after, fonts_fingerprint()}) == 3
    font.unlink()
    assert fonts_fingerprint() == before


def changes(change: Callable[[], object]) -> bool:
    """Whether the fingerprint is another after `change`, and the same when asked twice."""
    before = fonts_fingerprint()
    change()
    after = fonts_fingerprint()
    assert fonts_fingerprint() == after
    return before != after


@LINUX_ONLY
def test_what_the_variables_of_fontconfig_name_belongs_to_the_fingerprint(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    conf, fonts, more = tmp_path / "own.conf", tmp_path / "của tôi", tmp_path / "conf.d"
    fonts.mkdir()
    more.mkdir()
    conf.write_text("<fontconfig><dir>của tôi</dir></fontconfig>", "utf-8")
    assert changes(lambda: monkeypatch.setenv("FONTCONFIG_FILE", str(conf)))
    conf.write_text(
        f"""<fontconfig><!-- <dir>{tmp_path}/không</dir> --><dir prefix="default">
        {fonts}</dir><include ignore_missing="yes">conf.d</include><include>own.conf</include></fontconfig>""",
        "utf-8",
    )
    assert changes(lambda: (fonts / "times.ttf").write_bytes(b"font"))
    assert changes(lambda: (more / "30-own.conf").write_text(f"<fontconfig><dir>{tmp_path}/khác</dir></fontconfig>"))
    (tmp_path / "khác").mkdir()
    assert changes(lambda: (tmp_path / "khác/arial.otf").write_bytes(b"font"))
    assert changes(lambda: conf.write_text("<dir>nửa tệp", "utf-8"))
    assert changes(lambda: conf.unlink())
    monkeypatch.delenv("FONTCONFIG_FILE")
    monkeypatch.setenv("FONTCONFIG_PATH", f"{tmp_path}/không-có:{tmp_path}")
    assert changes(lambda: (tmp_path / "fonts.conf").write_text(f"<fontconfig><dir>{fonts}</dir></fontconfig>"))
    assert changes(lambda: (fonts / "times.ttf").write_bytes(b"another"))
    assert changes(lambda: monkeypatch.setenv("FONTCONFIG_FILE", "own.conf"))
    assert changes(lambda: conf.write_text("<fontconfig/>"))


@LINUX_ONLY
def test_libreoffices_own_fonts_belong_to_the_fingerprint(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "office/program/soffice.bin"
    fonts = tmp_path / "office/share/fonts/truetype"
    for folder in (program.parent, fonts):
        folder.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv(install.VARIABLE, str(program))
    assert changes(lambda: (fonts / "opens___.ttf").write_bytes(b"font"))
    assert changes(lambda: (fonts / "opens___.ttf").unlink())
    monkeypatch.setenv(install.VARIABLE, "/không/có")
    assert fonts_fingerprint()


def test_two_processes_serve_many_threads(temporary: Path) -> None:
    papers = [paper(f"Văn bản số {number}") for number in range(8)]
    with Office(workers=2) as office, ThreadPoolExecutor(4) as threads:
        made = list(threads.map(office.to_pdf, map(package_of, papers)))
        assert len(naming(f"{temporary}/docgen-")) <= 4, "two bridges and two LibreOffices"
    assert [read(pdf).text for pdf in made] == [f"Văn bản số {number}" for number in range(8)]
    assert not naming(str(temporary))
    assert not list(temporary.iterdir())


def test_a_process_has_printed_a_page_before_its_first_paper(temporary: Path) -> None:
    with Office() as office:
        office.to_pdf(package_of(paper("Một")))
        [page] = temporary.rglob("page.pdf")
        assert page.read_bytes().startswith(b"%PDF-")


def test_without_uno_each_paper_is_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch, temporary: Path) -> None:
    monkeypatch.setattr("docgen.office.worker.python_with_uno", lambda _: "")
    with Office() as office:
        cold = [office.to_pdf(package_of(paper(text, headings=["Mục"]))) for text in ("Một", "Hai")]
    assert [read(pdf).text for pdf in cold] == ["Mục\nMột", "Mục\nHai"]
    assert conditions(finish(cold[1], Metadata("Hai"))) == []
    assert not list(temporary.iterdir())


def test_no_libreoffice_is_one_clear_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DOCGEN_SOFFICE", str(tmp_path / "nowhere"))
    with Office() as office, pytest.raises(DocgenError) as caught:
        office.to_pdf(package_of(paper("Một")))
    assert caught.value.exit_code == ExitCode.MISSING_PROGRAM
    assert "nowhere" in caught.value.finding.message
    monkeypatch.delenv("DOCGEN_SOFFICE")
    monkeypatch.setattr(install, "_usual_places", list)
    with Office() as office, pytest.raises(DocgenError) as caught:
        _ = office.version
    assert "apt install" in caught.value.finding.remedy


def test_the_variable_may_name_program_folder_or_root(monkeypatch: pytest.MonkeyPatch) -> None:
    program = install.find().program
    for named in (program, program.with_name("soffice"), program.parent, program.parent.parent):
        monkeypatch.setenv("DOCGEN_SOFFICE", str(named))
        assert install.find().program == program


def test_a_fresh_profile_is_good_at_the_first_start(tmp_path: Path) -> None:
    found = install.find()
    (tmp_path / "một.docx").write_bytes(paper("Một"))
    write_profile(tmp_path / "profile", found.build)
    command = [str(found.program), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    done = subprocess.run([*command, "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "một.docx")])
    assert done.returncode == 0  # 81: start me again
    assert (tmp_path / "một.pdf").exists()
    assert not list(tmp_path.rglob("GraphicsRenderTests.log")), "LibreOffice tested its graphics: most of its start"


@pytest.mark.parametrize("code", [1, 81])
def test_a_libreoffice_that_never_starts_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, temporary: Path, code: int
) -> None:
    program = tmp_path / "soffice.bin"
    program.write_text(f"#!/bin/sh\nexit {code}\n")
    program.chmod(0o755)
    monkeypatch.setenv("DOCGEN_SOFFICE", str(program))
    with Office(start_s=20) as office, pytest.raises(DocgenError) as caught:
        office.to_pdf(package_of(paper("Một")))
    assert caught.value.finding.code == "HT002"
    assert not list(temporary.iterdir())


# A table of this many rows keeps LibreOffice busy for seconds.
LONG = textwrap.dedent("""
    import io, docx
    def long_paper(rows=4000):
        document = docx.Document()
        table = document.add_table(rows, 3)
        for index, cell in enumerate(table._cells):
            cell.text = f"Nhiệm vụ {index} " * 4
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()
""")


@pytest.fixture(scope="module")
def long_paper() -> bytes:
    space: dict[str, object] = {}
    exec(LONG, space)
    return space["long_paper"]()  # type: ignore[operator, no-any-return]


@pytest.fixture
def running(tmp_path: Path, temporary: Path, long_paper: bytes) -> Iterator[subprocess.Popen[bytes]]:
    """Another docgen in the middle of a long paper."""
    (tmp_path / "long.docx").write_bytes(long_paper)
    script = "import sys, tempfile; from docgen.office import Office; from pathlib import Path\n"
    script += "from docgen.ooxml.package import Package; from docgen.finding import Where\n"
    script += "tempfile.tempdir = sys.argv[2]\n"
    script += "with Office() as office: office.to_pdf(Package.read(Path(sys.argv[1]).read_bytes(), Where()))\n"
    command = [sys.executable, "-c", script, str(tmp_path / "long.docx"), str(temporary)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    assert soon(lambda: bool(list(temporary.glob("*/paper*.docx"))), 30)
    time.sleep(0.3)
    assert process.poll() is None
    yield process
    process.kill()
    process.wait()


def ours(temporary: Path) -> list[int]:
    return naming(f"{temporary}/docgen-")


@LINUX_ONLY
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_outlives_a_docgen_that_is_ended(
    running: subprocess.Popen[bytes], temporary: Path, how: signal.Signals
) -> None:
    assert soon(lambda: len(ours(temporary)) == 2)  # LibreOffice forks for a moment, to ask for gpg
    own = [Path(name).name for name in temporary.glob("docgen-*")]
    running.send_signal(how)
    running.wait(10)
    assert soon(lambda: not ours(temporary))
    assert soon(lambda: not list(temporary.iterdir()))
    assert not [name for name in own if list(Path("/tmp").glob(f"OSL_PIPE*{name}"))]


@LINUX_ONLY
@pytest.mark.parametrize("after_s", [0.05, 0.2, 0.35, 0.5, 0.7, 1.0, 3.0])
def test_nothing_outlives_a_docgen_killed_while_libreoffice_starts_or_waits(temporary: Path, after_s: float) -> None:
    command = [sys.executable, "-c", _STARTS, str(temporary)]
    with subprocess.Popen(command, start_new_session=True) as process:
        assert soon(lambda: bool(list(temporary.iterdir())))
        time.sleep(after_s)
        process.kill()
    assert soon(lambda: not ours(temporary))
    assert soon(lambda: not list(temporary.iterdir()))


_STARTS = """
import sys, tempfile, time
from docgen.office import Office
tempfile.tempdir = sys.argv[1]
office = Office()
office._seats.put(office._start())
time.sleep(60)
"""


@LINUX_ONLY
@pytest.mark.parametrize("victim", ["bridge.py", "soffice"])
def test_a_process_killed_in_the_middle_takes_the_other_along_and_the_paper_is_tried_again(
    temporary: Path, victim: str
) -> None:
    with Office(deadline_s=60) as office, ThreadPoolExecutor(1) as threads:
        office.to_pdf(package_of(paper("Một")))
        pids = ours(temporary)
        command = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().decode() for pid in pids}
        (target,) = [
            pid
            for pid in pids
            if (victim in command[pid].partition("\0-env")[0])
            != ("bridge.py" in command[pid] and victim != "bridge.py")
        ]
        made = threads.submit(office.to_pdf, package_of(paper(*["Hai"] * 3000)))
        time.sleep(0.05)
        os.kill(target, signal.SIGKILL)
        assert read(made.result(60)).text.startswith("Hai\nHai")
        assert not any(map(alive, pids))


def test_memory_is_reported(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[float] = []
    monkeypatch.setattr(pool.Office, "_recycled", lambda self, worker: (seen.append(worker.memory_mb), worker)[1])
    with Office() as office:
        office.to_pdf(package_of(paper("Một")))
    assert seen[0] > 20


def test_passing_files_are_kept_in_memory_where_there_is_plenty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_MEMORY", tmp_path)
    monkeypatch.setattr(tempfile, "tempdir", "/tmp")
    monkeypatch.setattr(worker, "_MEMORY_FREE", 0)
    assert worker.folder() == tmp_path
    monkeypatch.setattr(worker, "_MEMORY_FREE", 1 << 62)
    assert worker.folder() == Path("/tmp")
    monkeypatch.setattr(worker, "_MEMORY_FREE", 0)
    monkeypatch.setattr(worker, "_MEMORY", tmp_path / "none")
    assert worker.folder() == Path("/tmp")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "own"))
    monkeypatch.setattr(worker, "_MEMORY", tmp_path)
    assert worker.folder() == tmp_path / "own"
