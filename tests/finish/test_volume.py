"""A volume as its reader finds it, and what it says of the things it could not keep."""

from __future__ import annotations

import io
import warnings
from datetime import date
from typing import Any

import pikepdf
import pytest
from anybodys import (
    Add,
    anybodys,
    attached,
    field,
    forward_link,
    layer,
    named_bookmarks,
    named_link,
    runs_code,
    signature,
    tags,
)
from pypdf import PdfReader

from docgen.finish import Metadata, conditions, finish
from docgen.finish.volume import Empty, Misshapen, Paper, Unsettled, Volume, bind, is_intact, look
from docgen.pdf import read
from docgen.pdf.file import Locked
from docgen.pdf.tags import blocks_by_page


def volume(*papers: bytes, title: str = "Tập 1") -> Volume:
    return bind([Paper(f"Văn bản {n}", f"{n}/QĐ", look(data)) for n, data in enumerate(papers, 1)], title)


def opened(made: Volume) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made.data))


def outline(made: Volume) -> list[tuple[int, str, int | None]]:
    """What another reader finds: the level, title and page (from 1) of each bookmark."""
    reader = PdfReader(io.BytesIO(made.data))

    def below(items: Any, level: int) -> Any:
        for item in items:
            if isinstance(item, list):
                yield from below(item, level + 1)
            else:
                number = reader.get_destination_page_number(item)
                yield level, item.title, None if number is None else number + 1

    return list(below(reader.outline, 0))


def page_of(document: pikepdf.Pdf, target: Any) -> int:
    return [page.obj.objgen for page in document.pages].index(target[0].objgen) + 1


@pytest.fixture
def paper(raw: bytes) -> bytes:
    """A paper as docgen makes it."""
    return finish(raw, Metadata("Quyết định Về việc thử", "Sở Nội vụ", "Thử", ["15/QĐ-SNV"], date(2026, 1, 8)))


def test_papers_of_docgen_make_a_volume_of_the_same_marks(paper: bytes) -> None:
    made = volume(paper, paper, paper)
    assert made.lost == {}
    assert conditions(made.data) == []
    one = blocks_by_page(paper)
    assert [[block and block.role for block in page] for page in blocks_by_page(made.data)] == [
        [block and block.role for block in page] for page in one
    ] * 3
    document = opened(made)
    (whole,) = document.Root.StructTreeRoot.K
    assert (whole.S, [str(kid.S) for kid in whole.K]) == ("/Document", ["/Part"] * 3)
    assert document.Root.MarkInfo.Marked
    assert str(document.open_metadata().pdfa_status) == "2B"
    words = [line.text for page in read(paper).pages for line in page.lines]
    assert [line.text for page in read(made.data).pages for line in page.lines] == words * 3


def test_what_a_reader_sees_of_a_volume(paper: bytes) -> None:
    made = volume(anybodys(named_bookmarks, pages=3), paper, title="Tập lưu")
    assert outline(made)[:5] == [
        (0, "Văn bản 1", 1), (1, "Phần cuối", 3), (2, "Trang đầu", 1), (1, "Trang mạng", None), (0, "Văn bản 2", 4),
    ]  # fmt: skip
    reader = PdfReader(io.BytesIO(made.data))
    assert reader.page_labels[:4] == ["1/QĐ tr. 1", "1/QĐ tr. 2", "1/QĐ tr. 3", "2/QĐ tr. 1"]
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject) == ("Tập lưu", f"2 văn bản, {made.pages} trang")
    root = reader.root_object
    assert (root["/Lang"], root["/PageMode"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "vi-VN", "/UseOutlines", True,
    )  # fmt: skip
    assert made.first == [1, 4]


def test_own_labels_of_pages_are_kept() -> None:
    def labels(document: pikepdf.Pdf) -> None:
        roman = pikepdf.Dictionary(S=pikepdf.Name.r)
        document.Root.PageLabels = pikepdf.Dictionary(
            Nums=pikepdf.Array([0, roman, 2, pikepdf.Dictionary(S=pikepdf.Name.D)])
        )

    made = volume(anybodys(labels, pages=3), anybodys(pages=1))
    assert PdfReader(io.BytesIO(made.data)).page_labels == ["1/QĐ tr. i", "1/QĐ tr. ii", "1/QĐ tr. 1", "2/QĐ tr. 1"]


def test_the_same_papers_give_the_same_bytes_and_others_do_not(paper: bytes) -> None:
    other = anybodys()
    assert volume(paper, other).data == volume(paper, other).data
    assert volume(paper, other).data != volume(other, paper).data


def test_a_volume_is_known_until_somebody_changes_it(paper: bytes) -> None:
    data = volume(paper).data
    assert is_intact(data)
    assert not is_intact(data + b"\n")
    assert not is_intact(data.replace(b"<dc:format>", b"<dc:Format>", 1))
    assert not is_intact(paper)


def test_links_lead_into_their_own_paper(paper: bytes) -> None:
    """Names that two files share, and pages not copied yet when the link is."""
    document = opened(volume(anybodys(named_link), anybodys(named_link, pages=4), anybodys(forward_link, pages=3)))
    found = []
    for number in (1, 3, 7):
        for note in document.pages[number - 1].obj.Annots:
            found.append((number, page_of(document, note.Dest if "/Dest" in note else note.A.D)))
    assert found == [(1, 2), (1, 2), (3, 6), (3, 6), (7, 9)]


def test_tags_of_different_files_stand_side_by_side() -> None:
    made = volume(anybodys(tags("P", "n1")), anybodys(tags("H1", "n1"), pages=3), anybodys(tags("P")))
    assert made.lost.keys() == {"archive"}
    kinds = [[block and block.role for block in page] for page in blocks_by_page(made.data)]
    assert kinds == [["P"]] * 2 + [["H1"]] * 3 + [["P"]] * 2
    document = opened(made)
    tree = document.Root.StructTreeRoot
    assert [page.obj.StructParents for page in document.pages] == [0, 1, 2, 3, 4, 5, 6]
    names = [bytes(name) for name in list(tree.IDTree.Names)[::2]]
    assert names == [b"1-n1", b"2-n1"]
    for whole, name in zip(tree.K[0].K, names, strict=False):
        assert bytes(whole.K[0].ID) == bytes(whole.K[-1].A.Headers[0]) == name
    assert all(kid.P.objgen == tree.K[0].objgen for kid in tree.K[0].K)


def test_a_paper_without_tags_makes_the_volume_untagged_and_is_named(paper: bytes) -> None:
    def stray(document: pikepdf.Pdf) -> None:
        document.pages[0].obj.StructParents = 0

    made = volume(paper, anybodys(stray), paper)
    assert (made.lost["tags"], made.lost["archive"]) == ([1], [1])
    document = opened(made)
    assert not document.Root.MarkInfo.Marked
    assert blocks_by_page(made.data)[made.first[1] - 1] == []  # not the first paper's
    assert document.open_metadata().pdfa_status == ""
    assert [item.code for item in conditions(made.data) if item.code == "HT032"] == []


def test_a_claim_that_is_not_true_is_not_made() -> None:
    """The paper says that it is PDF/A; its font is not even in it."""

    def claims(document: pikepdf.Pdf) -> None:
        with document.open_metadata() as meta:
            meta["pdfaid:part"], meta["pdfaid:conformance"] = "2", "B"

    made = volume(anybodys(claims))
    assert made.lost["archive"] == []
    assert opened(made).open_metadata().pdfa_status == ""


def test_attached_files_stay(paper: bytes) -> None:
    made = volume(anybodys(attached("a.txt", b"1")), paper, anybodys(attached("a.txt", b"3")))
    document = opened(made)
    found = [(item.filename, item.get_file().read_bytes()) for item in document.attachments.values()]
    assert found == [("a.txt", b"1"), ("a.txt", b"3")]
    assert made.lost["archive"] == [0, 2]


def test_what_is_hidden_in_a_paper_is_hidden_in_the_volume() -> None:
    document = opened(
        volume(anybodys(layer(hidden=True)), anybodys(layer(hidden=False)), anybodys(layer(hidden=True, base="/OFF")))
    )
    held = document.Root.OCProperties
    hidden = {group.objgen for group in held.D.OFF}
    assert [group.objgen in hidden for group in held.OCGs] == [True, False, True]
    used = [document.pages[number].obj.Resources.Properties.L.objgen for number in (0, 2, 4)]
    assert used == [group.objgen for group in held.OCGs]


@pytest.mark.parametrize(
    ("add", "kind"),
    [
        (signature, "signatures"),
        (field("Tx", value=pikepdf.String("Sáu")), "fields"),
        (field("Btn", loose=True), "fields"),
        (runs_code, "code"),
    ],
)
def test_what_a_volume_cannot_keep_is_counted(add: Add, kind: str) -> None:
    made = volume(anybodys(), anybodys(add, forward_link))
    assert made.lost[kind] == [1]
    assert {"signatures", "fields", "code"} & made.lost.keys() == {kind}
    document = opened(made)
    assert "/AcroForm" not in document.Root
    assert "/OpenAction" not in document.Root
    assert b"ByteRange" not in b"".join(
        item.unparse() for item in document.objects if isinstance(item, pikepdf.Dictionary)
    )
    assert page_of(document, document.pages[2].obj.Annots[-1].Dest) == 4  # beside it all stays
    if kind != "code":
        assert "Do" in [
            str(step.operator) for step in pikepdf.parse_content_stream(document.pages[2])
        ]  # its look is print


def test_a_field_that_no_form_knows_of_stays_as_it_is() -> None:
    def forgets(document: pikepdf.Pdf) -> None:
        del document.Root.AcroForm

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pikepdf knows that such a file is odd
        data = anybodys(field("Tx"), forgets)
    made = volume(data)
    assert made.lost.keys() == {"tags", "archive"}
    document = opened(made)
    assert document.pages[0].obj.Annots[0].Subtype == "/Widget"


def test_an_empty_place_to_sign_is_no_signature() -> None:
    assert volume(anybodys(field("Sig"))).lost.keys() <= {"tags", "archive"}


def test_what_cannot_be_bound() -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(anybodys())) as document:
        document.save(locked, encryption=pikepdf.Encryption(owner="x", user=""))
    with pytest.raises(Locked):
        look(locked.getvalue())
    with pytest.raises(Empty):
        look(anybodys(pages=0))
    with pytest.raises(Unsettled):
        look(anybodys(field("Tx", value=pikepdf.String("Sáu"), loose=True)))
    for data in (b"", b"PK", anybodys()[:300]):
        with pytest.raises(ValueError, match="PDF"):
            look(data)


def test_a_damaged_file_that_can_be_read_is_said_to_be() -> None:
    whole = anybodys(pages=3)
    damaged = look(b"\n".join([whole[: whole.rindex(b"startxref")], b"startxref", b"7", b"%%EOF"]))
    assert (damaged.mended, len(damaged.structure.labels)) == (True, 3)
    assert not look(whole).mended


@pytest.mark.parametrize(
    "name", ["/OCProperties", "/Names", "/OutputIntents", "/StructTreeRoot", "/AcroForm", "/Outlines"]
)
@pytest.mark.parametrize("value", [pikepdf.Array([5]), pikepdf.String("x"), pikepdf.Dictionary(K=5, ParentTree=5, D=5)])
def test_an_entry_of_another_kind_is_told_or_harms_nothing(name: str, value: pikepdf.Object) -> None:
    def put(document: pikepdf.Pdf) -> None:
        document.Root[name] = value

    try:
        source = look(anybodys(put))
    except ValueError:
        return
    papers = [Paper("Thường", "1", look(anybodys(tags()))), Paper("Lạ", "2", source)]
    try:
        made = bind(papers, "Tập")
    except Misshapen as error:
        assert error.number == 1  # noqa: PT017
        return
    assert len(PdfReader(io.BytesIO(made.data)).pages) == 4
