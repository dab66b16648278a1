"""What a dry run says of papers to make, to keep and to remove; it writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from build_project import make_project, plan, tree, write

from docgen.cli.printing import MANY, summary
from docgen.line import Report

Build = Callable[..., Report]


def told(report: Report) -> dict[str, list[str]]:
    """What would become of each paper, with the codes of what is said of it."""
    return {item.job.name: [item.status.value, *(f.code for f in item.findings)] for item in report.outcomes}


def test_it_names_every_paper_however_many(build: Build, tmp_path: Path) -> None:
    root = make_project(tmp_path / "nhiều", MANY + 2)
    lines = summary(build(root / "data", dry_run=True)).splitlines()
    assert sum(line.startswith("sẽ tạo kehoach/k") for line in lines) == MANY + 2


@pytest.mark.parametrize("prune", [False, True])
def test_it_tells_of_orphans_or_names_what_would_be_removed(build: Build, root: Path, prune: bool) -> None:
    build()
    (root / "data/kehoach/k1.toml").unlink()
    before = {file: file.read_bytes() for file in root.rglob("*.*")}
    report = build(dry_run=True, prune=prune)
    assert ("HT047" in [item.code for item in report.findings]) is not prune
    removed = [line for line in summary(report).splitlines() if "xóa" in line]
    assert [line.split("/")[-1] for line in removed] == (["k1.docx", "k1.pdf"] if prune else [])
    assert all(line.startswith("sẽ xóa ") for line in removed)
    assert {file: file.read_bytes() for file in root.rglob("*.*")} == before
    assert [path.name for path in build(prune=True).removed] == ["k1.docx", "k1.pdf"]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@pytest.mark.parametrize("changed", [False, True])
def test_an_edited_paper_is_told_as_kept(build: Build, root: Path, kind: str, changed: bool) -> None:
    build()
    (root / f"output/kehoach/k1.{kind}").write_bytes(b"edited")
    if changed:
        for name in ("k1", "k2"):
            write(root / f"data/kehoach/{name}.toml", plan(f"Khác {name}"))
    before = tree(root)
    would = told(build(dry_run=True))
    assert would["kehoach/k1"] == ["kept", "HT043"]
    assert would["kehoach/k2"] == (["planned"] if changed else ["skipped"])
    assert tree(root) == before
    assert told(build(dry_run=True, force=True))["kehoach/k1"] == ["planned"]
    assert build().outcomes[0].status == "kept"


@pytest.mark.parametrize("known", [False, True])
def test_an_issued_paper_is_named_as_kept_even_by_force(build: Build, root: Path, known: bool) -> None:
    build()
    write(root / "data/kehoach/k1.toml", plan("Việc 1", more="da_ban_hanh = true"))
    if known:
        build()
    for force in (False, True):
        would = told(build(dry_run=True, force=force))
        assert would["kehoach/k1"] == ["kept", "HT042"]
    assert would["kehoach/k2"] == ["planned"]
    write(root / "data/kehoach/k1.toml", plan("Việc 1", more="# da_ban_hanh = true"))
    assert told(build(dry_run=True, force=True))["kehoach/k1"] == ["planned"]


def test_a_new_row_is_named_beside_papers_that_are_kept(build: Build, root: Path) -> None:
    more = 'danh_sach = [{{ ten = "A" }}{}]\nten_tep = "giay-{{{{ dong.ten }}}}"\n'
    file = write(root / "data/kehoach/k1.toml", plan(more=more.format("")))
    build(file)
    (root / "output/kehoach/k1/giay-A.docx").write_bytes(b"edited")
    write(file, plan(more=more.format(', { ten = "B" }')))
    assert told(build(file, dry_run=True)) == {"kehoach/k1": ["planned"], "kehoach/k1/giay-A": ["kept", "HT043"]}
    write(file, plan(more=more.format(', { ten = "B" }') + "da_ban_hanh = true"))
    assert told(build(file, dry_run=True)) == {"kehoach/k1": ["kept", "HT042"]}
