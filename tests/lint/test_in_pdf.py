"""The whole text of the PDF is the whole text of the Word file; a word too much or too few is found."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from papers_made import SAMPLES, Made, edited, make
from pdf_made import SPOILT, document, line, lines_of, spoilt
from test_in_docx import EDITS, paper
from word_file import package_of

from docgen.lint.arrival import WordText, in_docx, in_pdf
from docgen.lint.arrival.words import PAGE
from docgen.office import Office
from docgen.pdf import Document, Page, read
from docgen.word import Paragraph, Section

Sample = Callable[[str], Made]


@pytest.mark.parametrize("tagged", [True, False])
@pytest.mark.parametrize("name", SAMPLES)
def test_lines_pages_and_page_numbers_change_nothing(sample: Sample, name: str, tagged: bool) -> None:
    made = sample(name)
    word = WordText.read(made.docx)
    arrival = in_pdf(word, document(lines_of(word, 23), tagged=tagged), made.arrival(), "x.pdf")
    assert arrival.findings == []
    assert arrival.present == arrival.expected == made.arrival().expected


@pytest.mark.parametrize("how", SPOILT)
@pytest.mark.parametrize("name", ["decision", "report"])
def test_any_one_change_of_the_pdf_is_found(sample: Sample, name: str, how: str) -> None:
    made = sample(name)
    word = WordText.read(made.docx)
    proof, paragraphs = made.arrival(), lines_of(word)
    chance = random.Random(f"{name} {how}")
    for _ in range(25):
        arrival = in_pdf(word, document(spoilt(paragraphs, how, chance)), proof, "x.pdf")
        assert arrival.findings
        assert all(finding.where.page for finding in arrival.findings)


def test_cells_side_by_side_are_read_as_tagged(sample: Sample) -> None:
    made = sample("report")
    word = WordText.read(made.docx)
    pdf = document(lines_of(word))
    first, *others = pdf.pages
    lines = list(first.lines)
    at = next(at for at in range(9, len(lines)) if lines[at].block != lines[at - 1].block)
    lines[at - 1 : at + 1] = lines[at], lines[at - 1]
    pdf = Document((Page(1, 595, 842, tuple(lines), (), ()), *others), (), {})
    assert in_pdf(word, pdf, made.arrival(), "x.pdf").findings == []


def test_a_lost_value_is_named_with_its_page_and_its_place_in_the_data(sample: Sample) -> None:
    made = sample("decision")
    word = WordText.read(made.docx)
    paragraphs = lines_of(word)
    lost = next(rows for rows in paragraphs if rows[0].startswith("Điều 2."))
    pdf = document([rows for rows in paragraphs if rows is not lost])
    finding = in_pdf(word, pdf, made.arrival(), "x.pdf").findings[0]
    assert finding.code == "SL026"
    assert (finding.where.file, finding.where.page) == ("x.pdf", 1)
    assert "dieu[2]" in finding.message


def test_what_stands_beside_the_text_is_page_numbers_and_heads_only(sample: Sample) -> None:
    made = sample("annex")
    word = WordText.read(made.docx)
    head = [item.text for item in word.paragraphs if item.header]
    good = document(lines_of(word), beside=tuple(head))
    assert in_pdf(word, good).findings == []
    for beside in ((*head, "lạ"), tuple(head[1:]), (*head, head[0])):
        assert {finding.code for finding in in_pdf(word, document(lines_of(word), beside=beside)).findings} == {"SL029"}


def test_header_rows_of_several_levels_may_be_repeated_in_any_order(sample: Sample) -> None:
    word = WordText.read(sample("report").docx)
    head = [item.text for item in word.paragraphs if item.header and item.table == 2 and item.text]
    assert len(head) > 4
    good = document(lines_of(word), beside=tuple(reversed(head)))
    assert in_pdf(word, good).findings == []
    for beside in (head[1:], [*head, head[0]], [*head, "2026"]):
        assert in_pdf(word, document(lines_of(word), beside=tuple(beside))).findings


def test_a_draft_must_be_marked_on_its_first_page(tmp_path: Path) -> None:
    made = make(paper(tmp_path, "du_thao = true"))
    word = WordText.read(made.docx)
    pdf = document(lines_of(word))
    arrival = in_pdf(word, pdf, made.arrival())
    assert [finding.code for finding in arrival.findings] == ["SL026"]
    assert arrival.present == arrival.expected - 1
    first = pdf.pages[0]
    marked = Page(1, 595, 842, (line("DỰ THẢO", 0), *first.lines), (), ())
    assert in_pdf(word, Document((marked, *pdf.pages[1:]), (), {}), made.arrival()).findings == []


def test_rows_cut_by_a_page_end_are_read_cell_by_cell(sample: Sample) -> None:
    made = sample("report")
    word = WordText.read(made.docx)
    paragraphs = lines_of(word, 8)
    at = next(i for i, rows in enumerate(paragraphs) if len(rows) > 1 and len(paragraphs[i + 1]) > 1)
    one, two = paragraphs[at], paragraphs[at + 1]
    lines = [line(text, number) for number, rows in enumerate(paragraphs, 1) for text in rows]
    start = sum(map(len, paragraphs[:at]))
    first, last = line(one[-1], at + 1), lines[start + len(one) + len(two) - 1]
    upper = [*lines[: start + len(one) - 1], *lines[start + len(one) : start + len(one) + len(two) - 1]]
    lower = [first, last, *lines[start + len(one) + len(two) :]]
    pages = (Page(1, 595, 842, tuple(upper), (), ()), Page(2, 595, 842, (line("2", 0), *lower), (), ()))
    assert in_pdf(word, Document(pages, (), {})).findings == []


def test_a_paper_of_200_pages_takes_about_a_second() -> None:
    chance = random.Random(1)
    texts = [" ".join(f"từ{int(chance.paretovariate(0.6)) % 3000}" for _ in range(30)) for _ in range(3000)]
    word = WordText.__new__(WordText)
    word.notes, word.drawings = [], []
    word.sections = [Section([Paragraph("thân văn bản", number, text) for number, text in enumerate(texts, 1)])]
    word.sections[0].running = [PAGE]
    pdf = document(lines_of(word, 80))
    began = time.process_time()
    arrival = in_pdf(word, pdf)
    assert time.process_time() - began < 2
    assert (arrival.present, arrival.findings) == (3000, [])


# As LibreOffice prints


@pytest.mark.parametrize("name", SAMPLES)
def test_everything_arrives_in_the_pdf(sample: Sample, office: Office, name: str) -> None:
    made = sample(name)
    word, proof = WordText.read(made.docx), made.arrival()
    pdf = read(office.to_pdf(package_of(made.docx)))
    arrival = in_pdf(word, pdf, proof, "x.pdf")
    assert arrival.findings == []
    assert arrival.present == arrival.expected == proof.expected
    chance = random.Random(name)
    for edit in EDITS[: 6 if name == "short" else 7]:
        other = WordText.read(edited(made.docx, lambda body: edit(body, chance)))  # noqa: B023
        assert in_pdf(other, pdf, None, "x.pdf").findings, edit.__name__


def test_odd_texts_arrive_in_the_pdf(tmp_path: Path, office: Office) -> None:
    body = (
        "Dưới 5 < 10 tỷ đồng & trên 3 > 2; a \\* b \\# c “d” 'e' 100% a/b/c 12‑13 mềm\u00admại.\n\n1. " + "dài" * 60
        + "\n2. Có\ttab, ngắt\u00a0liền, https://vi.du/" + "x" * 120 + ".\n3. " + "một-hai/ba-" * 30 + "bốn."
    )  # fmt: skip
    made = make(paper(tmp_path, "du_thao = true", body))
    word = WordText.read(made.docx)
    arrival = in_pdf(word, read(office.to_pdf(package_of(made.docx))), in_docx(made.resolved, made.template, word))
    assert [str(finding) for finding in arrival.findings] == []
    assert arrival.present == arrival.expected
