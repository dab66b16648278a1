"""What a build says of arrival, and of papers that contradict each other, also when it makes nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import docgen
from docgen.line import Report
from docgen.office import Office

BUILD = Path(__file__).resolve().parents[1] / "build"
sys.path.append(str(BUILD))

from build_project import make_project, plan, write  # noqa: E402

Build = Callable[..., Report]
NUMBERED = "so = 7\nngay = 2026-03-05"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "du-an", papers=2)


@pytest.fixture(scope="module")
def fake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    log = tmp_path_factory.mktemp("export") / "log"
    with Office(bridge=[sys.executable, str(BUILD / "fake_export.py"), str(log)], deadline_s=20) as office:
        yield office


@pytest.fixture
def build(root: Path, fake: Office) -> Build:
    return lambda *paths: docgen.build(paths or [root / "data"], office=fake)


def told(report: Report) -> list[tuple[str, str]]:
    ours = [finding for finding in report.findings if finding.code.startswith(("SL", "VD"))]
    return [(finding.code, finding.where.file) for finding in ours]


def number(root: Path, *names: str, so: str = NUMBERED) -> None:
    for name in names:
        write(root / f"data/kehoach/{name}.toml", plan(name, more="").replace('loai = "', f'{so}\nloai = "', 1))


def test_each_paper_says_how_many_values_arrived_each_time(build: Build) -> None:
    first = build()
    assert [outcome.arrival for outcome in first.outcomes] == ["đủ 13 nội dung"] * 2
    again = build()
    assert [outcome.status.value for outcome in again.outcomes] == ["skipped"] * 2
    assert [outcome.arrival for outcome in again.outcomes] == [outcome.arrival for outcome in first.outcomes]


def test_a_sound_paper_is_proven_without_what_compares_words(root: Path) -> None:
    script = (
        "import sys, docgen; report = docgen.build([sys.argv[1]], only='docx'); print(report.outcomes[0].arrival)\n"
    )
    script += "sys.exit('rapidfuzz' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script, root / "data/kehoach/k1.toml"], capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "đủ 13 nội dung\n"), ran.stderr


def test_an_unused_value_is_told(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", plan(more="[them]\nkinh_phi = 500"))
    assert told(build()) == [("SL031", "data/kehoach/k1.toml")]


def test_one_number_for_two_papers_is_told_until_it_is_mended(build: Build, root: Path) -> None:
    number(root, "k1", "k2")
    twice = [("VD010", "data/kehoach/k2.toml")]
    assert told(build()) == twice
    assert told(build()) == twice, "nothing made, and said again"
    assert told(build(root / "data/kehoach/k2.toml")) == twice
    number(root, "k1", so="so = 8\nngay = 2026-03-05")
    report = build()
    assert [outcome.status.value for outcome in report.outcomes] == ["made", "skipped"]
    assert told(report) == []
    assert told(build()) == []


def test_a_paper_is_compared_with_those_on_record(build: Build, root: Path) -> None:
    number(root, "k1")
    assert told(build()) == []
    number(root, "k3")
    assert told(build(root / "data/kehoach/k3.toml")) == [("VD010", "data/kehoach/k3.toml")]


def test_a_paper_under_a_new_name_is_not_two(build: Build, root: Path) -> None:
    number(root, "k1")
    build()
    (root / "data/kehoach/k1.toml").rename(root / "data/kehoach/k9.toml")
    assert told(build()) == []


def test_papers_of_a_list_that_is_shorter_now_count_no_more(build: Build, root: Path) -> None:
    rows = 'danh_sach = [{{ ten = "A", so = 7 }}, {{ ten = "B", so = {} }}]\nten_tep = "{{{{ dong.ten }}}}-{}"'
    for so, name in ((8, "x"), (8, "y"), (7, "z")):
        more = rows.format(so, name)
        text = plan("Mời {{ dong.ten }}", more=more).replace('loai = "', 'ngay = 2026-03-05\nloai = "', 1)
        write(root / "data/kehoach/k1.toml", text)
        assert [code for code, _ in told(build())] == (["VD010"] if so == 7 else [])
