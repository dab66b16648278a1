"""What two papers say of one fact: contradictions name both places, and two papers are not taken for one."""

from __future__ import annotations

import json
import pickle
from datetime import date

import pytest
from papers_made import ROOT, SAMPLES

from docgen import project
from docgen.context import resolve
from docgen.finding import Finding, Where
from docgen.lint.papers import Facts, PaperMention, across, facts
from docgen.model.fields import Log
from docgen.model.read_paper import read_paper
from docgen.sources import Reader

DAY = date(2025, 12, 23)


def cite(file: str, **changes: object) -> PaperMention:
    given: dict[str, object] = {
        "loai": "Quyết định", "so": "4782/QĐ-UBND", "ngay": DAY, "co_quan": "Ủy ban nhân dân tỉnh",
        "trich_yeu": "ban hành Kế hoạch cải cách hành chính", "where": Where(file=file, line=7, key="vb.kh"),
    }  # fmt: skip
    return PaperMention(**(given | changes))  # type: ignore[arg-type]


def own(file: str, so: str = "", **changes: object) -> PaperMention:
    given: dict[str, object] = {
        "loai": "quyết định", "so": so, "ngay": date(2026, 1, 8), "co_quan": "Sở Nội vụ", "trich_yeu": file,
        "where": Where(file=file, line=3, key="so"), "own": True,
    }  # fmt: skip
    return PaperMention(**(given | changes))  # type: ignore[arg-type]


def paper(file: str, *cited: PaperMention, so: str = "", year: int = 2026, **changes: object) -> Facts:
    return Facts(own(file, so, **changes), year, cited)


def told(*papers: Facts) -> list[Finding]:
    return [finding for findings in across(papers) for finding in findings]


def codes(*papers: Facts) -> list[str]:
    return [finding.code for finding in told(*papers)]


def test_one_number_for_two_papers_is_told_at_the_second() -> None:
    (finding,) = told(paper("b.toml", so="15/QĐ-SNV"), paper("a.toml", so="15/QĐ-SNV"))
    assert (finding.code, finding.where.file) == ("VD010", "b.toml")
    assert "a.toml:3" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        paper("b.toml", so="16/QĐ-SNV"),
        paper("b.toml", so="15/QĐ-SNV", year=2027),
        paper("b.toml", so="15/QĐ-SNV", loai="kế hoạch"),
        paper("b.toml", so="15/QĐ-SNV", co_quan="Sở Tài chính"),
    ],
)
def test_numbers_of_another_kind_year_or_office_are_others(other: Facts) -> None:
    assert codes(paper("a.toml", so="15/QĐ-SNV"), other) == []


def test_papers_without_a_number_yet_share_nothing() -> None:
    assert codes(paper("a.toml"), paper("b.toml")) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ngay": date(2025, 12, 22)}, "ngày 22/12/2025 và 23/12/2025"),
        ({"trich_yeu": "ban hành Kế hoạch chuyển đổi số"}, "trích yếu"),
        ({"co_quan": "Thủ tướng Chính phủ"}, "cơ quan"),
        ({"ngay": date(2024, 12, 23)}, "ngày 23/12/2024"),
        ({"ngay": date(2025, 12, 22), "trich_yeu": "về việc khác"}, "trích yếu"),
    ],
)
def test_one_paper_cited_in_two_ways_is_told_with_both_places(changes: dict[str, object], said: str) -> None:
    (finding,) = told(paper("a.toml", cite("a.toml")), paper("b.toml", cite("b.toml", **changes)))
    assert (finding.code, finding.where.file) == ("VD011", "b.toml")
    assert "a.toml:7" in finding.message
    assert said in finding.message


@pytest.mark.parametrize(
    "changes",
    [
        {"co_quan": "UBND tỉnh"},
        {"co_quan": "Chủ tịch UBND tỉnh"},
        {"co_quan": "Uỷ ban nhân dân tỉnh Khánh Hoà"},
        {"trich_yeu": "Về việc ban hành Kế hoạch cải cách hành chính năm 2026"},
        {"trich_yeu": ""},
        {"ngay": None},
        {"so": "04782/QĐ-UBND"},
        {"so": "4782 /QĐ-UBND", "loai": "quyết định"},
        {"ngay": date(2024, 5, 6), "trich_yeu": "phê duyệt dự toán"},
        {"co_quan": "Ủy ban nhân dân huyện", "trich_yeu": "phê duyệt dự toán"},
        {"loai": "Kế hoạch", "ngay": date(2025, 12, 22)},
        {"trich_yeu": "phê duyệt {{ nam }}"},
    ],
)
def test_other_words_and_other_papers_are_no_contradiction(changes: dict[str, object]) -> None:
    assert codes(paper("a.toml", cite("a.toml")), paper("b.toml", cite("b.toml", **changes))) == []


def test_a_number_with_its_year_is_one_paper_everywhere() -> None:
    decree = {"loai": "Nghị định", "so": "30/2020/NĐ-CP"}
    other = cite("b.toml", **decree, ngay=date(2020, 3, 6), co_quan="Thủ tướng", trich_yeu="về văn thư")
    assert codes(paper("a.toml", cite("a.toml", **decree)), paper("b.toml", other)) == ["VD011"]


def test_a_paper_cited_otherwise_than_its_own_dossier_says() -> None:
    plan = paper("a.toml", so="27/KH-SNV", loai="kế hoạch", ngay=date(2026, 2, 5), trich_yeu="Chuyển đổi số năm 2026")
    right = {"loai": "Kế hoạch", "so": "27/KH-SNV", "ngay": date(2026, 2, 5), "co_quan": "Sở Nội vụ tỉnh Khánh Hòa",
             "trich_yeu": "về chuyển đổi số năm 2026"}  # fmt: skip
    assert codes(plan, paper("b.toml", cite("b.toml", **right))) == []
    (finding,) = told(plan, paper("b.toml", cite("b.toml", **right | {"ngay": date(2026, 2, 6)})))
    assert (finding.code, finding.where.file) == ("VD012", "b.toml")
    assert "a.toml:3" in finding.message
    assert codes(plan, paper("b.toml", cite("b.toml", **right | {"trich_yeu": "về cải cách hành chính"}))) == ["VD012"]


PLAN = paper("a.toml", so="37/KH-SNV", loai="kế hoạch", ngay=date(2026, 2, 5), trich_yeu="Chuyển đổi số năm 2026")
SAME = {"loai": "Kế hoạch", "so": "38/KH-SNV", "ngay": date(2026, 2, 6), "co_quan": "Sở Nội vụ tỉnh Khánh Hòa",
        "trich_yeu": "về chuyển đổi số năm 2026"}  # fmt: skip


@pytest.mark.parametrize("changes", [{}, {"ngay": None}, {"ngay": date(2026, 2, 5)}])
def test_a_paper_cited_by_another_number_than_its_own_is_told(changes: dict[str, object]) -> None:
    (finding,) = told(PLAN, paper("b.toml", cite("b.toml", **SAME | changes)))
    assert (finding.code, finding.where.file) == ("VD015", "b.toml")
    assert "37/KH-SNV (a.toml:3" in finding.message


def test_two_numbers_for_one_day_office_and_subject_are_told() -> None:
    said = told(paper("a.toml", cite("a.toml")), paper("b.toml", cite("b.toml", so="4728/QĐ-UBND")))
    assert [(finding.code, finding.where.file) for finding in said] == [("VD015", "b.toml")]
    assert "4782/QĐ-UBND (a.toml:7" in said[0].message


@pytest.mark.parametrize(
    "changes",
    [
        {"trich_yeu": "sửa đổi Kế hoạch chuyển đổi số năm 2026"},
        {"trich_yeu": "về chuyển đổi số năm 2027"},
        {"co_quan": "Ủy ban nhân dân tỉnh"},
        {"loai": "Báo cáo", "so": "38/BC-SNV"},
        {"so": "37/KH-SNV", "ngay": date(2026, 2, 5)},
        {"trich_yeu": "", "ngay": date(2026, 2, 5)},
    ],
)
def test_another_paper_may_have_another_number(changes: dict[str, object]) -> None:
    assert "VD015" not in codes(PLAN, paper("b.toml", cite("b.toml", **SAME | changes)))


def test_a_subject_that_returns_is_no_sign_of_one_paper() -> None:
    later = cite("b.toml", so="12/QĐ-UBND", ngay=date(2026, 1, 5))
    assert codes(paper("a.toml", cite("a.toml")), paper("b.toml", later)) == []
    again = paper("c.toml", so="39/KH-SNV", loai="kế hoạch", ngay=date(2026, 2, 7), trich_yeu="Chuyển đổi số năm 2026")
    assert (
        codes(PLAN, again, paper("d.toml", cite("d.toml", **SAME | {"so": "39/KH-SNV", "ngay": date(2026, 2, 7)})))
        == []
    )


def test_samples_agree() -> None:
    found = []
    for path in sorted((ROOT / "data").rglob("2026*.*")):
        reader = Reader(project.root_of(path))
        data = reader.data(path)
        if data is None:
            continue
        log = Log(data)
        made = read_paper(data.value, log)
        if made is not None and made.danh_sach is None:
            found.append(facts(made, resolve(made, log), data))
    assert len(found) >= len(SAMPLES)
    assert [str(finding) for finding in told(*found)] == []
    assert pickle.loads(pickle.dumps(found)) == found
    assert [Facts.of(json.loads(json.dumps(item.plain()))) for item in found] == found
    assert all(item.paper.where.file.startswith("data/") for item in found)
