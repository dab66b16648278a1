"""What anybody's PDF is made of besides its pages."""

from __future__ import annotations

from contextlib import suppress

import pikepdf
import pytest
from anybodys import anybodys, field, named_bookmarks, named_link, runs_code, signature, tags

from docgen.pdf.structure import LinkTarget, Mark, Structure, structure


def test_a_plain_file_has_nothing() -> None:
    made = structure(anybodys(title="Tờ trình"))
    assert made == Structure(
        title="Tờ trình", author="", keywords="", creator="", day=None, language="", labels=("1", "2"), marks=(),
        targets={}, signatures=0, fields=0, unsettled=False, runs_code=False, tagged=False, archive="",
    )  # fmt: skip


def test_bookmarks_and_links_by_name_are_followed() -> None:
    assert structure(anybodys(named_bookmarks, pages=3)).marks == (
        Mark("Phần cuối", 0, LinkTarget(2, ("/FitH", 400))),
        Mark("Trang đầu", 1, LinkTarget(0, ("/Fit",))),
        Mark("Trang mạng", 0, None),
    )
    assert structure(anybodys(named_link)).targets == {"muc.1": LinkTarget(1, ("/XYZ", 0, 500, 0))}


def test_what_hangs_on_a_file_is_counted() -> None:
    signed = structure(anybodys(signature, field("Tx"), tags()))
    assert (signed.signatures, signed.fields, signed.unsettled, signed.tagged) == (1, 1, False, True)
    assert structure(anybodys(signature)).signatures == 1
    assert structure(anybodys(field("Sig"))).signatures == 0  # a place to sign


def test_what_is_filled_in_and_not_drawn_is_unsettled() -> None:
    """Some programs put an empty look beside the text and leave the drawing to whoever shows it."""
    six = pikepdf.String("Sáu")
    for unsettled in (field("Tx", value=six, loose=True), xfa):
        assert structure(anybodys(unsettled)).unsettled
    for settled in (field("Tx", value=six), field("Tx", loose=True), field("Btn", value=pikepdf.Name.Yes, loose=True)):
        assert not structure(anybodys(settled)).unsettled


def xfa(document: pikepdf.Pdf) -> None:
    field("Tx")(document)
    document.Root.AcroForm.XFA = pikepdf.String("<xfa/>")
    assert structure(anybodys(runs_code)).runs_code


def test_bookmarks_that_go_in_a_circle_end() -> None:
    def circle(document: pikepdf.Pdf) -> None:
        first = document.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("A")))
        first.Next = first.First = first
        document.Root.Outlines = pikepdf.Dictionary(First=first, Last=first)

    assert {mark.title for mark in structure(anybodys(circle)).marks} == {"A"}


@pytest.mark.parametrize(
    "odd",
    [
        {"Outlines": pikepdf.String("x")},
        {"PageLabels": pikepdf.Dictionary(Nums=pikepdf.Array([0]))},
        {"Names": pikepdf.Array([1])},
        {"AcroForm": pikepdf.Dictionary(Fields=pikepdf.String("x"))},
        {"OpenAction": pikepdf.String("x")},
        {"Lang": 5},
        {"MarkInfo": pikepdf.Array([])},
        {"OCProperties": pikepdf.Array([])},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_an_entry_of_another_kind_is_none_or_told(odd: dict[str, pikepdf.Object]) -> None:
    def put(document: pikepdf.Pdf) -> None:
        for name, value in odd.items():
            document.Root[f"/{name}"] = value

    with suppress(ValueError):
        assert len(structure(anybodys(put)).labels) == 2
