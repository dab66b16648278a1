"""The second build: what has not changed is left alone, what has is made, and `why` says which and why."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from build_project import OFFICE, make_project, plan, tree, write

from docgen.finding import Finding
from docgen.line import Report, Status
from docgen.line.inspect import check, reasons_for
from docgen.project import built_in_templates

Build = Callable[..., Report]


def statuses(report: Report) -> list[str]:
    return [outcome.status.value for outcome in report.outcomes]


def entry(root: Path, name: str) -> dict[str, object]:
    found = json.loads((root / "output/manifest.json").read_bytes())["papers"][name]
    assert isinstance(found, dict)
    return found


def test_a_second_build_changes_no_byte(build: Build, root: Path, exported: Callable[[], int]) -> None:
    build()
    before = {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in (root / "output").rglob("*.*")}
    exported()
    assert (statuses(build()), exported()) == (["skipped"] * 3, 0)
    assert {file: (file.stat().st_mtime_ns, file.read_bytes()) for file in (root / "output").rglob("*.*")} == before


def test_a_comment_is_merged_again_but_makes_no_pdf(build: Build, root: Path, exported: Callable[[], int]) -> None:
    build()
    before = tree(root / "output")
    exported()
    write(root / "data/kehoach/k1.toml", plan("Việc 1", more="# thêm một lời chú"))
    assert dict(reasons_for(root / "data"))["kehoach/k1"] == ["data/kehoach/k1.toml đã thay đổi"]
    report = build()
    assert (statuses(report), exported()) == (["skipped"] * 3, 0)
    assert (report.outcomes[0].written, report.outcomes[0].pages, tree(root / "output")) == ([], 1, before)
    assert not any(reasons for _, reasons in reasons_for(root / "data"))


def test_a_touched_file_is_not_a_changed_one(build: Build, root: Path) -> None:
    build()
    os.utime(root / "data/kehoach/k1.toml", (1, 1))
    assert not any(reasons for _, reasons in reasons_for(root / "data"))


def test_a_change_behind_the_same_size_and_time_is_seen(build: Build, root: Path) -> None:
    file = root / "data/kehoach/k1.toml"
    build()
    state = file.stat()
    write(file, plan("Việc 9"))
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (state.st_size, state.st_mtime_ns)
    assert statuses(build()) == ["made", "skipped", "skipped"]


def test_a_file_changed_right_before_the_build_is_known_by_its_content(build: Build, root: Path) -> None:
    """Such a file could change again within the same tick of the disk's clock."""
    old = root / "data/co-quan.toml"
    os.utime(old, (1_000_000_000, 1_000_000_000))
    os.utime(root / "data/kehoach/k1.toml", (4_000_000_000, 4_000_000_000))  # however long the build takes
    build()
    assert "data/kehoach/k1.toml" not in entry(root, "kehoach/k1").get("stamps", {})  # type: ignore[operator]
    assert "data/kehoach/k1.toml" in entry(root, "kehoach/k1").get("reads", {})  # type: ignore[operator]


def test_a_shared_fact_makes_all_that_read_it(build: Build, root: Path, tmp_path: Path) -> None:
    write(root / "data/khac.toml", plan(office="co_quan = { tep = 'khac-co-quan.toml' }"))
    write(root / "data/khac-co-quan.toml", OFFICE)
    build()
    write(root / "data/co-quan.toml", OFFICE.replace("Nguyễn Văn S", "Trần Thị T"))
    assert statuses(build()) == ["made"] * 3 + ["skipped"]


def test_another_docgen_merges_again_and_exports_what_differs(
    build: Build, exported: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    exported()
    monkeypatch.setattr("docgen.line.state.code_version", lambda: "another")
    report = build()
    assert (statuses(report), exported()) == (["skipped"] * 3, 0)
    assert report.outcomes[0].reasons == ["phiên bản docgen hoặc thư viện đã thay đổi"]
    assert build().outcomes[0].reasons == []


def test_another_libreoffice_exports_again_and_writes_no_word_file(
    build: Build, exported: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    build()
    exported()
    monkeypatch.setattr("docgen.line.state.export_version", lambda: "another")
    report = build()
    assert (statuses(report), exported()) == (["made"] * 3, 3)
    assert [path.suffix for path in report.outcomes[0].written] == [".pdf"]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_an_output_that_went_is_made_again(build: Build, root: Path, kind: str, exported: Callable[[], int]) -> None:
    build()
    before = tree(root / "output")
    exported()
    (root / f"output/kehoach/k2.{kind}").unlink()
    named = ["k2.pdf chưa có"] if kind == "pdf" else []
    assert dict(reasons_for(root / "output/kehoach/k2.pdf")) == {"kehoach/k2": named}
    report = build()
    assert (statuses(report), exported()) == (["skipped", "made", "skipped"], int(kind == "pdf"))
    assert ([path.suffix[1:] for path in report.outcomes[1].written], tree(root / "output")) == ([kind], before)


def test_findings_are_told_again(build: Build, root: Path) -> None:
    write(root / "data/kehoach/k1.toml", plan().replace('luu = "VT"', ""))
    assert build().findings == build().findings != []


def test_outputs_of_a_renamed_dossier_go_when_asked(build: Build, root: Path) -> None:
    build()
    (root / "data/kehoach/k1.toml").rename(root / "data/kehoach/k9.toml")
    write(root / "output/của tôi.docx", "")
    report = build()
    assert "HT047" in [finding.code for finding in report.findings]
    assert "kehoach/k1.pdf" in tree(root / "output")
    report = build(prune=True)
    assert [path.name for path in report.removed] == ["k1.docx", "k1.pdf"]
    assert {Path(name).stem for name in tree(root / "output")} == {"k2", "k3", "k9", "của tôi"}
    assert "HT047" not in [finding.code for finding in build().findings]


def test_an_edited_or_issued_output_is_never_pruned(build: Build, root: Path) -> None:
    build()
    (root / "output/kehoach/k1.docx").write_bytes(b"edited")
    write(root / "data/kehoach/k2.toml", plan("Việc 2", more="da_ban_hanh = true"))
    build()
    for number in (1, 2):
        (root / f"data/kehoach/k{number}.toml").unlink()
    before = tree(root / "output")
    for _ in range(2):
        report = build(prune=True)
        assert len(list((root / "output/kehoach").glob("*.docx"))) == 3
    assert tree(root / "output")["kehoach/k2.pdf"] == before["kehoach/k2.pdf"]
    assert "HT047" in [finding.code for finding in report.findings]


def test_a_dry_run_writes_nothing(build: Build, root: Path) -> None:
    report = build(dry_run=True)
    assert statuses(report) == ["planned"] * 3
    assert not (root / "output").exists()
    build()
    write(root / "data/kehoach/k1.toml", plan("Khác"))
    before = tree(root)
    report = build(dry_run=True)
    assert (statuses(report), tree(root)) == (["planned", "skipped", "skipped"], before)
    assert report.outcomes[0].reasons == ["data/kehoach/k1.toml đã thay đổi"]


def test_one_edit_makes_exactly_what_why_names(build: Build, tmp_path: Path) -> None:
    """Whatever is edited, removed or added: the papers that `why` names are those made, or those that fail."""
    root = make_project(tmp_path / "nhiều", 6)
    for number in (4, 5, 6):
        rows = f'[bang.b]\nnguon = {{ tep = "b{number % 2}.csv" }}\n'
        text = plan(f"Việc {number}", more=f'[[phu_luc]]\ntieu_de = "Bảng"\nbang = "b"\n{rows}')
        write(root / f"data/kehoach/k{number}.toml", text)
    for number in (0, 1):
        write(root / f"data/kehoach/b{number}.csv", "ten,so\nMột,1\n")
    build(root / "data")
    chance = random.Random(30)
    files = [*sorted((root / "data").rglob("*.*")), root / "templates/kehoach/ke-hoach.docx", root / "docgen.toml"]
    for step in range(40):
        file = chance.choice(files)
        act = chance.choice(["edit", "remove", "same", "output"])
        if act == "output":
            chance.choice(sorted((root / "output/kehoach").glob("*.pdf"))).unlink()
        elif act == "remove":
            file.unlink(missing_ok=True)
        elif file.suffix == ".docx":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes((built_in_templates() / "kehoach/ke-hoach.docx").read_bytes())
        elif act == "edit" or not file.exists():
            text = OFFICE if "co-quan" in file.name else "ten,so\n" if file.suffix == ".csv" else plan(f"Mới {step}")
            write(file, text + (f"Hàng {step},{step}\n" if file.suffix == ".csv" else f"# {step}\n"))
        named = {name for name, reasons in reasons_for(root / "data") if reasons}
        report = build(root / "data")
        looked_at = {item.job.name for item in report.outcomes if item.reasons}
        assert looked_at == named, (step, act, file)
        again = {item.job.name: item.status for item in build(root / "data").outcomes}
        failed = {item.job.name for item in report.outcomes if item.status is Status.FAILED}
        assert {name for name, status in again.items() if status is not Status.SKIPPED} == failed, (step, act, file)


LEADERS = OFFICE.replace("Nguyễn Văn S", "Lê Văn C")
SUCCESSOR = """
[[lanh_dao]]
ma = "giam-doc"
ho_ten = "Phạm Văn D"
chuc_vu = "Giám đốc"
tu = 2026-04-01
"""


def _resigned(report: Report) -> list[Finding]:
    return [item for item in report.findings if item.code == "NS005"]


def test_another_name_in_the_place_of_a_leaders_is_told_for_papers_that_are_dated(build: Build, root: Path) -> None:
    write(root / "data/co-quan.toml", LEADERS)
    write(root / "data/kehoach/k2.toml", plan("Việc 2", more="so = 5\nngay = 2026-01-08"))
    assert _resigned(build()) == []
    write(root / "data/co-quan.toml", LEADERS.replace("Lê Văn C", "Phạm Văn D"))
    (finding,) = _resigned(build())
    assert (finding.where.file, finding.where.line) == ("data/co-quan.toml", 8)
    assert "số 05/KH-SKHCN ngày 08/01/2026" in finding.message
    assert "“Lê Văn C”, nay đổi thành “Phạm Văn D”" in finding.message
    assert 'cùng ma = "giam-doc", có tu' in finding.remedy
    assert _resigned(build()) == [finding]  # as long as the paper stands so


def test_a_paper_with_number_and_day_keeps_its_signer_until_that_is_put_right(build: Build, root: Path) -> None:
    """Neither a build nor an edit of something else writes another name under it; the check says so before and after."""
    write(root / "data/co-quan.toml", LEADERS)
    paper = write(root / "data/kehoach/k2.toml", plan("Việc 2", more="so = 5\nngay = 2026-01-08"))
    build()
    made = (root / "output/kehoach/k2.docx").read_bytes()
    write(root / "data/co-quan.toml", LEADERS.replace("Lê Văn C", "Phạm Văn D"))
    (finding,) = _resigned(check(root / "data"))
    for _ in range(2):
        report = build()
        assert (_resigned(report), statuses(report)[1]) == ([finding], "kept")
        assert _resigned(check(root / "data")) == [finding]
    write(paper, plan("Việc 2 thêm", more="so = 5\nngay = 2026-01-08"))
    assert len(_resigned(build())) == 1
    assert (root / "output/kehoach/k2.docx").read_bytes() == made
    assert "docgen build --force" in finding.remedy
    write(root / "data/co-quan.toml", LEADERS)
    report = build()
    assert (_resigned(report), statuses(report)[1]) == ([], "made")


def test_a_paper_not_signed_yet_gets_its_new_signer_by_force(build: Build, root: Path) -> None:
    write(root / "data/co-quan.toml", LEADERS)
    write(root / "data/kehoach/k2.toml", plan("Việc 2", more="so = 5\nngay = 2026-01-08"))
    build()
    write(root / "data/co-quan.toml", LEADERS.replace("Lê Văn C", "Phạm Văn D"))
    assert len(_resigned(build(force=True))) == 1
    assert _resigned(build()) == _resigned(check(root / "data")) == []
    document = docx.Document(str(root / "output/kehoach/k2.docx"))
    assert "Phạm Văn D" in " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_leader_put_right_after_the_paper_was_made_is_no_surprise(build: Build, root: Path) -> None:
    """The successor signs papers made before under the old name, once both have their times."""
    write(root / "data/co-quan.toml", LEADERS)
    write(root / "data/kehoach/k2.toml", plan("Việc 2", more="so = 5\nngay = 2026-05-08"))
    assert _resigned(build()) == []
    write(root / "data/co-quan.toml", LEADERS + "den = 2026-03-31\n" + SUCCESSOR)
    assert _resigned(build()) == []
    document = docx.Document(str(root / "output/kehoach/k2.docx"))
    assert "Phạm Văn D" in " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_successor_with_the_same_code_changes_no_dated_paper(build: Build, root: Path) -> None:
    write(root / "data/co-quan.toml", LEADERS)
    write(root / "data/kehoach/k2.toml", plan("Việc 2", more="so = 5\nngay = 2026-01-08"))
    build()
    before = (root / "output/kehoach/k2.docx").read_bytes()
    write(root / "data/co-quan.toml", LEADERS + "den = 2026-03-31\n" + SUCCESSOR)
    assert _resigned(build()) == []
    assert (root / "output/kehoach/k2.docx").read_bytes() == before
