"""Papers that no dossier makes any more: told, left alone, removed when asked, and no reason to make anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from build_project import plan, tree, write

from docgen.line import Report
from docgen.line.inspect import reasons_for
from docgen.manifest import Manifest

Build = Callable[..., Report]


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings if finding.code not in ("HT030", "HT031")]


def statuses(report: Report) -> list[str]:
    return [outcome.status.value for outcome in report.outcomes]


def listed(root: Path, rows: str, name: str = "giay") -> Path:
    more = "danh_sach = [" + ", ".join(f'{{ ten = "{row}" }}' for row in rows) + "]\n"
    more += f'ten_tep = "{name}-{{{{ dong.ten }}}}"'
    return write(root / "data/kehoach/k1.toml", plan("Việc của {{ dong.ten }}", more=more))


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize(("rows", "name", "left"), [("A", "giay", "giay-B"), ("AB", "don", "giay-A")])
def test_a_paper_that_a_list_left_makes_nothing_stale(
    build: Build, root: Path, edited: bool, rows: str, name: str, left: str
) -> None:
    build(listed(root, "AB"))
    old = root / f"output/kehoach/k1/{left}.docx"
    if edited:
        old.write_bytes(b"edited")
    file = listed(root, rows, name)
    build(file)
    for _ in range(2):
        assert dict(reasons_for(file)) == {"kehoach/k1": []}
        report = build(file)
        assert (set(statuses(report)), set(codes(report))) == ({"skipped"}, {"HT047"})
    build(file, prune=True)
    assert old.exists() is edited
    assert not old.with_suffix(".pdf").exists()
    assert (set(codes(build(file))), dict(reasons_for(file))) == ({"HT047"} if edited else set(), {"kehoach/k1": []})


def test_a_row_that_comes_back_is_made_again(build: Build, root: Path) -> None:
    build(listed(root, "AB"))
    before = tree(root / "output")
    build(listed(root, "A"))
    report = build(listed(root, "AB"))
    assert (codes(report), tree(root / "output")) == ([], before)
    assert statuses(build(root / "data/kehoach/k1.toml")) == ["skipped"] * 2


def test_a_dossier_that_becomes_a_list_leaves_its_one_paper(build: Build, root: Path) -> None:
    build(root / "data/kehoach/k1.toml")
    file = listed(root, "AB")
    assert codes(build(file)) == ["HT047"]
    assert (statuses(build(file)), dict(reasons_for(file))) == (["skipped"] * 2, {"kehoach/k1": []})


def test_a_paper_left_without_files_is_forgotten(build: Build, root: Path) -> None:
    build(listed(root, "AB"))
    build(listed(root, "A"))
    for kind in ("docx", "pdf"):
        (root / f"output/kehoach/k1/giay-B.{kind}").unlink()
    assert codes(build(root / "data/kehoach/k1.toml")) == []
    assert set(Manifest(root / "output").entries) == {"kehoach/k1/giay-A"}


def test_a_data_file_that_is_no_dossier_any_more(build: Build, root: Path) -> None:
    build()
    write(root / "data/kehoach/k1.toml", "x = 1\n")
    assert "HT047" not in codes(build(root / "data/kehoach/k2.toml")), "k1 was not asked for"
    assert codes(build()) == ["HT047"]
    report = build(prune=True)
    assert [path.name for path in report.removed] == ["k1.docx", "k1.pdf"]
    assert {Path(name).stem for name in tree(root / "output")} == {"k2", "k3"}


def test_a_part_that_was_made_alone_is_not_pruned(build: Build, root: Path) -> None:
    """A folder lists no part of another dossier; who named it has its paper all the same."""
    part = write(root / "data/kehoach/phan.toml", plan().split("nguoi_ky")[0].replace("co_quan", "# co_quan"))
    write(root / "data/kehoach/k1.toml", plan(more="# phan.toml"))
    write(root / "output/kehoach/phan.docx", "")  # whatever stands there
    record = Manifest(root / "output")
    build(root / "data/kehoach/k1.toml")
    entry = Manifest(root / "output").entries["kehoach/k1"]
    entry.data = part.relative_to(root).as_posix()
    record.record("kehoach/phan", entry)
    record.close()
    assert "HT047" not in codes(build(prune=True))


def test_the_file_that_is_not_pruned_is_the_one_named(build: Build, root: Path) -> None:
    build()
    (root / "output/kehoach/k1.pdf").write_bytes(b"signed")
    (root / "data/kehoach/k1.toml").unlink()
    report = build(prune=True)
    assert [path.name for path in report.removed] == ["k1.docx"]
    assert [Path(item.where.file).name for item in report.findings if item.code == "HT047"] == ["k1.pdf"]


@pytest.mark.parametrize("output", [None, "ra"])
def test_the_last_dossier_gone_its_outputs_go_too(build: Build, root: Path, output: str | None) -> None:
    folder = root / (output or "output")
    build(output=folder if output else None)
    for number in (1, 2, 3):
        (root / f"data/kehoach/k{number}.toml").unlink()
    report = build(output=folder if output else None)
    assert set(codes(report)) == {"HT040", "HT047"}
    report = build(output=folder if output else None, prune=True)
    assert (len(report.removed), tree(folder)) == (6, {})
