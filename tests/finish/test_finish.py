"""The finished PDF: same bytes, agreeing metadata, nothing lost."""

import io
import subprocess
import time
from collections.abc import Callable
from datetime import date

import pikepdf
import pytest
from finish_papers import paper
from hypothesis import given, settings
from hypothesis import strategies as st
from word_file import package_of

from docgen.finish import UNDATED, Metadata, conditions, finish
from docgen.office import Office
from docgen.pdf import read

META = Metadata(
    title="Quyết định 15/QĐ-SKHĐT",
    author="Sở Kế hoạch và Đầu tư",
    subject="Ban hành Kế hoạch A & B < C",
    keywords=("quyết định", "kế hoạch"),
    day=date(2026, 1, 8),
)


def test_every_condition_of_an_archive_is_met(raw: bytes) -> None:
    assert conditions(finish(raw, META)) == []


def test_a_paper_finished_twice_is_the_same_file(raw: bytes) -> None:
    once = finish(raw, META)
    assert finish(raw, META) == once
    assert finish(once, META) == once


def test_two_processes_at_two_times_give_the_same_file(raw: bytes, convert: Callable[..., bytes]) -> None:
    time.sleep(1.1)  # the clock of ICC, XMP and docinfo counts seconds
    with Office() as office:
        other = office.to_pdf(package_of(paper("Times New Roman")))
    assert other != raw, "LibreOffice's own bytes differ: otherwise this test proves nothing"
    assert finish(other, META) == finish(raw, META)


def test_nothing_of_older_metadata_is_left(raw: bytes) -> None:
    assert finish(finish(raw, META), Metadata("Tên mới")) == finish(raw, Metadata("Tên mới"))


def test_metadata_stands_in_both_places(raw: bytes) -> None:
    pdf = finish(raw, META)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        info = {key: str(value) for key, value in document.docinfo.items()}
        xmp = document.Root.Metadata.read_bytes().decode()
        assert str(document.Root.Lang) == "vi-VN"
        assert document.Root.ViewerPreferences.DisplayDocTitle
    assert info["/Title"] == META.title
    assert info["/Keywords"] == "quyết định, kế hoạch"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20260108000000+07'00'"
    assert info["/Producer"].startswith("LibreOffice ")
    assert "A &amp; B &lt; C" in xmp
    assert "2026-01-08T00:00:00+07:00" in xmp


def test_a_paper_without_a_day_bears_that_of_the_decree(raw: bytes) -> None:
    with pikepdf.open(io.BytesIO(finish(raw, Metadata("Dự thảo")))) as document:
        assert str(document.docinfo.CreationDate) == f"D:{UNDATED:%Y%m%d}000000+07'00'"
        assert "/Author" not in document.docinfo


def test_text_bookmarks_and_tags_stay(raw: bytes) -> None:
    before, after = read(raw), read(finish(raw, META))
    assert after.pages == before.pages
    assert after.bookmarks == before.bookmarks
    assert [mark.level for mark in after.bookmarks] == [1, 2]
    assert [line.block.role for _, line in after.lines if line.block] == ["H1", "H2", "P"] + ["P"] * 4


def test_bookmarks_of_headings_on_two_lines_get_their_labels(raw: bytes) -> None:
    headings = [("Chương I", "Phạm vi"), ("Mục 2", "ĐIỀU  1"), ("Mục 3", "Điều 1")]
    pdf = finish(raw, Metadata("Tên", headings=headings))
    assert [mark.title for mark in read(pdf).bookmarks] == ["Quyết định", "Mục 2. Điều 1"]


def test_a_pdf_that_is_no_pdf_a_is_not_made_to_claim_it(raw: bytes) -> None:
    with pikepdf.open(io.BytesIO(raw)) as document:
        del document.Root.Metadata
        out = io.BytesIO()
        document.save(out)
    pdf = finish(out.getvalue(), META)
    assert b"pdfaid:part" not in pdf
    assert "HT030" in {finding.code for finding in conditions(pdf)}


def test_any_title_arrives(raw: bytes) -> None:
    @settings(max_examples=50)
    @given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
    def arrives(title: str) -> None:
        pdf = finish(raw, Metadata(title))
        assert [finding for finding in conditions(pdf) if finding.code == "HT033"] == []
        with pikepdf.open(io.BytesIO(pdf)) as document:
            kept = str(document.docinfo.get("/Title", ""))
        assert kept.split() == "".join(c for c in title if c.isprintable() or c.isspace()).split()

    arrives()


def test_poppler_agrees(raw: bytes, tmp_path: pytest.TempPathFactory) -> None:
    path = tmp_path / "x.pdf"  # type: ignore[operator]
    path.write_bytes(finish(raw, META))
    try:
        told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip("no poppler")
    assert "Tagged:          yes" in told.stdout
    assert f"Title:           {META.title}" in told.stdout
    assert told.stderr == ""
