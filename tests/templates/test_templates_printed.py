"""The bare templates, printed by LibreOffice: what only a page can show (levels, places, numbers, blank pages)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import pytest
from template_look import ROOT, TEMPLATES
from word_file import package_of

from docgen import pdf
from docgen.office import Office

POINTS_A_MM = 72 / 25.4
PARTS = {name: 4 if "quyet-dinh" in name else 3 for name in TEMPLATES}


@pytest.fixture(scope="module")
def printed() -> Iterator[dict[str, pdf.Document]]:
    with Office() as office:
        yield {name: pdf.read(office.to_pdf(package_of((ROOT / name).read_bytes()))) for name in TEMPLATES}


def line(document: pdf.Document, start: str) -> pdf.Line:
    """Return the first printed line that begins with `start`."""
    return next(line for page in document.pages for line in page.lines if line.text.startswith(start))


def parts(document: pdf.Document) -> list[list[pdf.Page]]:
    """Return the pages of each part: a part begins where its marker is printed."""
    begun = 0
    numbered = []
    for page in document.pages:
        begun += any(line.text.startswith("{# PHẦN") for line in page.lines)
        numbered.append((begun, page))
    return [[page for _, page in group] for _, group in groupby(numbered, key=lambda pair: pair[0])]


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_page_is_blank_and_each_part_counts_from_one(printed: dict[str, pdf.Document], name: str) -> None:
    found = parts(printed[name])
    assert len(found) == PARTS[name]
    for pages in found:
        tops = [page.lines[0].text for page in pages]
        assert tops == ["{{ du_thao }}", *map(str, range(2, len(pages) + 1))]
        assert all(len(page.lines) > 3 for page in pages)
        for page in pages[1:]:
            number = page.lines[0]
            middle = (page.width + (30 - 15) * POINTS_A_MM) / 2
            assert (number.x0 + number.x1) / 2 == pytest.approx(middle, abs=1)
            assert number.bottom < 20 * POINTS_A_MM


@pytest.mark.parametrize("name", TEMPLATES)
def test_only_the_last_annex_lies_across(printed: dict[str, pdf.Document], name: str) -> None:
    lying = [{page.width > page.height for page in pages} for pages in parts(printed[name])]
    assert lying == [{False}] * (PARTS[name] - 1) + [{True}]


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize(("left", "right"), [("Số:", "{{ dia_danh }}"), ("Nơi nhận:", "{{ chuc_vu }}")])
def test_pairs_stand_on_one_line(printed: dict[str, pdf.Document], name: str, left: str, right: str) -> None:
    assert line(printed[name], left).baseline == pytest.approx(line(printed[name], right).baseline, abs=0.2)


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_nations_name_stands_on_one_line_of_the_first_page(printed: dict[str, pdf.Document], name: str) -> None:
    nation = line(printed[name], "CỘNG HÒA")
    assert nation.text == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert nation.x1 < 210 * POINTS_A_MM - 15 * POINTS_A_MM
    assert nation.size == pytest.approx(12)


@pytest.mark.parametrize("name", TEMPLATES)
def test_bookmarks_nest_by_rank(printed: dict[str, pdf.Document], name: str) -> None:
    depth = {mark.title: mark.level for mark in printed[name].bookmarks}
    tags = ("{{ ten_loai", "{{ phan.", "{{ muc.", "{{ khoan_tieu_de.")
    ranks = [next(level for title, level in depth.items() if tag in title) for tag in tags]
    assert ranks == sorted(set(ranks))
    assert "{{ phu_luc.nhan }}" in depth
