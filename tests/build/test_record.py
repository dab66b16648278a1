"""The record is believed only where it stands as docgen wrote it; of the rest it says which files are docgen's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from build_project import plan, tree, write

from docgen.line import Report
from docgen.manifest import Entry, Manifest, digest

Build = Callable[..., Report]


def statuses(report: Report) -> list[str]:
    return [outcome.status.value for outcome in report.outcomes]


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if finding.code not in ("HT030", "HT031")]


def change_all(root: Path) -> None:
    for number in (1, 2, 3):
        write(root / f"data/kehoach/k{number}.toml", plan(f"Khác {number}"))


def test_an_edited_line_proves_only_whose_the_files_are(build: Build, root: Path) -> None:
    build()
    record = root / "output/manifest.json"
    first = build(root / "data/kehoach/k1.toml").outcomes[0].pages
    record.write_bytes(record.read_bytes().replace(b'"pages":%d' % first, b'"pages":77'))
    assert set(Manifest(root / "output").entries) == set()
    change_all(root)
    report = build()
    assert (statuses(report), codes(report)) == (["made"] * 3, [])


def test_only_the_edited_line_is_doubted(build: Build, root: Path) -> None:
    build()
    record = root / "output/manifest.json"
    lines = record.read_bytes().split(b"\n")
    lines[1] = lines[1].replace(b'"kehoach/k1":', b'"kehoach/k0":')
    record.write_bytes(b"\n".join(lines))
    assert set(Manifest(root / "output").entries) == {"kehoach/k2", "kehoach/k3"}


def test_an_edited_journal_proves_only_whose_the_files_are(tmp_path: Path) -> None:
    record = Manifest(tmp_path)
    record.record("k1", Entry(made_by="x", docx=digest(b"1")))
    record.record("k2", Entry(made_by="x", docx=digest(b"2")))
    assert record._journal is not None
    record._journal.close()  # killed here
    journal = tmp_path / "manifest.journal"
    journal.write_bytes(re.sub(b'("k1".*)"made_by":"x"', rb'\1"made_by":"y"', journal.read_bytes()))
    again = Manifest(tmp_path)
    assert (set(again.entries), again.is_ours("k1", digest(b"1"))) == ({"k2"}, True)
    again.close()
    assert Manifest(tmp_path).is_ours("k1", digest(b"1")), "also when another run has put the record in order"


@pytest.mark.parametrize("name", ["/etc/x", "../x", "kehoach/../../x", ""])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    record = Manifest(tmp_path)
    record.record(name, Entry(made_by="x", docx="1"))
    record.close()
    again = Manifest(tmp_path)
    assert (again.entries, again.is_ours(name, "1")) == ({}, False)


def test_a_truncated_record_still_knows_docgens_own_files(build: Build, root: Path) -> None:
    build()
    record = root / "output/manifest.json"
    whole = record.read_bytes()
    record.write_bytes(whole[: whole.index(b'"kehoach/k3"') + 40])
    for number in (1, 2):
        write(root / f"data/kehoach/k{number}.toml", plan(f"Khác {number}"))
    report = build()
    assert (statuses(report)[:2], codes(report)) == (["made"] * 2, [])
    assert statuses(build()) == ["skipped"] * 3


def test_a_record_laid_out_anew_still_knows_docgens_own_files(build: Build, root: Path) -> None:
    build()
    record = root / "output/manifest.json"
    write(record, json.dumps(json.loads(record.read_bytes()), indent=1))
    change_all(root)
    report = build()
    assert (statuses(report), codes(report)) == (["made"] * 3, [])
    assert json.loads(record.read_bytes())["papers"].keys() == {"kehoach/k1", "kehoach/k2", "kehoach/k3"}
    assert len(tree(root / "output")) == 6
