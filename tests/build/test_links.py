"""Nothing is made, added to, overwritten or removed through a link that lies in the output folder; nothing hangs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from build_project import make_project, plan, tree, write

import docgen
from docgen import files
from docgen.errors import ExitCode
from docgen.line import Report
from docgen.line.inspect import check_template
from docgen.line.state import State
from docgen.manifest import Manifest

Build = Callable[..., Report]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and pipes are made as POSIX makes them")

OWN = ["manifest.journal", "manifest.json", ".docgen.lock"]


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder outside the project, with a file that nothing may touch."""
    write(tmp_path / "ngoai" / "f.txt", "của người khác\n")
    return tmp_path / "ngoai"


def untouched(outside: Path) -> bool:
    return tree(outside) == {"f.txt": "của người khác\n".encode()} and len(list(outside.iterdir())) == 1


def told(report: Report) -> list[tuple[str, str]]:
    return sorted({(f.code, Path(f.where.file).name) for f in report.findings if f.code.startswith("HT05")})


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("target", ["f.txt", "new"])
def test_no_file_of_docgens_own_is_written_through_a_link(
    build: Build, root: Path, outside: Path, name: str, target: str
) -> None:
    (root / "output").mkdir()
    (root / "output" / name).symlink_to(outside / target)
    report = build()
    assert (told(report), report.exit_code) == ([("HT050", name)], ExitCode.EXPORT)
    assert untouched(outside)
    (root / "output" / name).unlink()  # as the remedy says
    assert build().exit_code is ExitCode.OK
    assert untouched(outside)


@pytest.mark.parametrize("target", ["f.txt", "new"])
def test_what_is_written_beside_goes_through_no_link(build: Build, root: Path, outside: Path, target: str) -> None:
    parts = ["kehoach/.k1.docx.part", "kehoach/.k1.pdf.part", ".manifest.json.part"]
    for part in parts:
        (root / "output" / part).parent.mkdir(parents=True, exist_ok=True)
        (root / "output" / part).symlink_to(outside / target)
    assert build().exit_code is ExitCode.OK
    assert untouched(outside)
    assert not [path for path in (root / "output").rglob("*") if path.is_symlink()]
    assert (root / "output/kehoach/k1.docx").read_bytes().startswith(b"PK")


def test_an_output_folder_that_leads_elsewhere_is_refused(build: Build, root: Path, outside: Path) -> None:
    (root / "output").symlink_to(outside)
    for options in ({}, {"dry_run": True}, {"prune": True}):
        report = build(**options)
        assert told(report) == [("HT050", "output")]
        assert "-o" in next(f.remedy for f in report.findings if f.code == "HT050")
        assert report.exit_code is not ExitCode.OK
    assert untouched(outside)
    assert docgen.check([root / "data"]).exit_code is ExitCode.OK  # nothing is written
    assert build(output=root / "output").exit_code is ExitCode.OK  # named by its user
    assert "kehoach/k1.docx" in tree(outside)


def test_an_output_folder_may_lead_to_another_of_the_project(build: Build, root: Path) -> None:
    (root / "kết quả").mkdir()
    (root / "output").symlink_to("kết quả")
    assert build().exit_code is ExitCode.OK
    assert "kehoach/k1.docx" in tree(root / "kết quả")


@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("output", [None, "ket-qua"])
def test_a_folder_of_an_output_is_no_link(
    build: Build, root: Path, outside: Path, inside: bool, output: str | None
) -> None:
    folder = root / (output or "output")
    target = folder / "khac" if inside else outside
    folder.mkdir()
    target.mkdir(exist_ok=True)
    (folder / "kehoach").symlink_to(target)
    report = build(output=output and folder)
    assert (told(report), report.exit_code) == ([("HT050", "kehoach")], ExitCode.EXPORT)
    assert untouched(outside)
    assert not inside or tree(target) == {}


def test_a_deeper_folder_of_an_output_is_no_link(build: Build, root: Path, outside: Path) -> None:
    write(root / "data/a/b/c/x.toml", plan(office='co_quan = { tep = "../../../co-quan.toml" }'))
    (root / "output/a").mkdir(parents=True)
    (root / "output/a/b").symlink_to(outside)
    report = build()
    assert told(report) == [("HT050", "b")]
    assert untouched(outside)
    assert "kehoach/k1.docx" in tree(root / "output")  # the others are made


def test_pruning_removes_nothing_elsewhere(build: Build, root: Path, outside: Path) -> None:
    build()
    (root / "data/kehoach/k1.toml").unlink()
    for path in (root / "output/kehoach").iterdir():
        path.rename(outside / path.name)
    (root / "output/kehoach").rmdir()
    (root / "output/kehoach").symlink_to(outside)
    before = tree(outside)
    for dry in (True, False):
        report = build(prune=True, dry_run=dry)
        assert ("HT050", "kehoach") in told(report)
        assert report.removed == []
    assert tree(outside) == before


def test_what_a_kill_left_is_swept_through_no_link(build: Build, root: Path, outside: Path) -> None:
    build()
    record = Manifest(root / "output")
    record.announce("k/m", "0" * 64)
    assert record._journal is not None
    record._journal.close()  # killed here
    write(outside / ".m.docx.part", "x")
    (root / "output/k").symlink_to(outside)
    build()
    assert (outside / ".m.docx.part").exists()


def test_a_word_file_that_is_a_link_is_replaced_and_not_what_it_leads_to(
    build: Build, root: Path, outside: Path
) -> None:
    (root / "output/kehoach").mkdir(parents=True)
    (root / "output/kehoach/k1.docx").symlink_to(outside / "f.txt")
    report = build()
    assert "HT043" in [f.code for f in report.findings]  # somebody's
    assert build(force=True).exit_code is ExitCode.OK
    assert untouched(outside)


# What never ends


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.parametrize("make", [_pipe, _endless])
@pytest.mark.parametrize("name", [*OWN, "kehoach/k1.docx", "kehoach/k1.pdf", "kehoach/.k1.docx.part"])
def test_nothing_hangs_over_what_is_no_file(build: Build, root: Path, make: Callable[[Path], None], name: str) -> None:
    (root / "output" / name).parent.mkdir(parents=True)
    make(root / "output" / name)
    report = build()
    assert told(report) == ([("HT050", name)] if name in OWN else [])
    assert report.exit_code is (ExitCode.EXPORT if name in OWN else ExitCode.OK)


def test_a_record_that_reads_what_never_ends(build: Build, root: Path) -> None:
    build()
    record = root / "output/manifest.json"
    shipped = json.loads(record.read_text("utf-8"))
    for entry in shipped["papers"].values():
        entry["reads"] = {"../../../../../../../../dev/zero": "0" * 64}
    record.write_text(json.dumps(shipped), "utf-8")
    assert build().exit_code is ExitCode.OK
    assert State([Manifest(root / "output")], ("docx",)).disk.digest("/dev/zero") == ""


@pytest.mark.parametrize("make", [_pipe, _endless])
def test_data_and_templates_that_are_no_files_are_told(root: Path, make: Callable[[Path], None]) -> None:
    make(root / "data/kehoach/k9.toml")
    report = docgen.build([root / "data/kehoach/k9.toml"], only="docx")
    assert [f.code for f in report.findings] == ["DL003" if make is _pipe else "DL002"]
    assert [outcome.job.output for outcome in report.outcomes] == [root / "output"]
    make(root / "mau.docx")
    assert [f.code for f in check_template(root / "mau.docx")] == ["HT041"]


def test_a_word_file_without_end_is_told(tmp_path: Path) -> None:
    with (tmp_path / "mau.docx").open("wb") as file:
        file.truncate(1 << 40)
    assert [f.code for f in check_template(tmp_path / "mau.docx")] == ["MT004"]


def test_data_without_end_are_looked_at_no_further_than_need_be(root: Path) -> None:
    for name, head in (("lon.toml", ""), ("ho-so.toml", 'nguoi_ky = { ma = "x" }\n')):
        with write(root / "data" / name, head + "#").open("r+b") as file:
            file.truncate(1 << 40)
    report = docgen.build([root / "data"], only="docx")
    assert [(f.code, f.where.file) for f in report.findings] == [("DL005", "data/ho-so.toml")]


# Names


def test_a_name_with_control_signs_stays_one_line_of_the_journal(tmp_path: Path) -> None:
    root = make_project(tmp_path / "du-an", 0)
    name = "a\nb\x1b[2J\x07$(touch PWNED)"
    write(root / "data/kehoach" / f"{name}.toml", plan())
    record = Manifest(root / "output")
    record.announce(f"kehoach/{name}", "0" * 64)
    assert record._journal is not None
    record._journal.close()  # killed here
    lines = (root / "output/manifest.journal").read_bytes().split(b"\n")
    assert len([line for line in lines if line]) == 1
    assert not set(b"".join(lines)) & set(range(32))
    assert Manifest(root / "output").is_ours(f"kehoach/{name}", "0" * 64)


# The room of files


def test_a_file_is_read_no_further_than_asked(tmp_path: Path) -> None:
    write(tmp_path / "a", "0123456789")
    assert files.read(tmp_path / "a", 4) == b"01234"
    assert files.read(tmp_path / "a", 40) == b"0123456789"
    (tmp_path / "b").symlink_to("a")
    assert files.read(tmp_path / "b", 40) == b"0123456789"
    with pytest.raises(files.NotOrdinary):
        files.read(tmp_path / "b", 40, links=False)
    with pytest.raises(files.NotOrdinary):
        files.appended(tmp_path / "b")
    assert (files.hash_of(tmp_path / "b"), files.hash_of(tmp_path / "c")) == (files.hash_of(tmp_path / "a"), "")


def test_a_folder_named_in_the_settings_leads_nowhere_else(build: Build, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "link").symlink_to(outside)
    (root / "docgen.toml").write_text('output = "link/x"\n', "utf-8")
    report = build()
    assert "HT050" in {finding.code for finding in report.findings}
    assert list(outside.iterdir()) == []


def test_a_record_with_another_name_elsewhere_is_not_written_to(build: Build, root: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("giữ nguyên", "utf-8")
    (root / "output").mkdir(exist_ok=True)
    os.link(other, root / "output/manifest.journal")
    report = build()
    assert "HT050" in {finding.code for finding in report.findings}
    assert other.read_text("utf-8") == "giữ nguyên"
