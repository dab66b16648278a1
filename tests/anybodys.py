"""PDFs as others make them, written by hand: each with one of the things a file may hold besides its print."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Add = Callable[[pikepdf.Pdf], None]


def anybodys(*add: Add, pages: int = 2, title: str = "", text: str = "Trang") -> bytes:
    """A PDF of so many pages that say `text` and their number, with what is to be added."""
    document = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    for number in range(1, pages + 1):
        words = f"/P <</MCID 0>> BDC BT /F 12 Tf 72 700 Td ({text} {number}) Tj ET EMC"
        page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 595, 842]), Resources=Dictionary(Font=Dictionary(F=font)),
                          Contents=document.make_stream(words.encode("latin-1")))  # fmt: skip
        document.pages.append(pikepdf.Page(page))
    if title:
        document.docinfo["/Title"] = title
    for one in add:
        one(document)
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def note(document: pikepdf.Pdf, page: int, **entries: Any) -> Any:
    """An annotation put on a page."""
    made = document.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([70, 690, 200, 712]), **entries))
    holder = document.pages[page].obj
    holder.Annots = Array([*holder.get("/Annots", []), made])
    return made


def named_link(document: pikepdf.Pdf) -> None:
    """A link on the first page to "muc.1" on the last, by name."""
    target = Array([document.pages[-1].obj, Name.XYZ, 0, 500, 0])
    document.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("muc.1"), target])))
    note(document, 0, Subtype=Name.Link, Dest=String("muc.1"))
    note(document, 0, Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=String("muc.1")))


def forward_link(document: pikepdf.Pdf) -> None:
    """A link on the first page to the last."""
    note(document, 0, Subtype=Name.Link, Dest=Array([document.pages[-1].obj, Name.Fit]))


def named_bookmarks(document: pikepdf.Pdf) -> None:
    """A bookmark by name with one below it that leads to a page, and one that leads to the web."""
    target = Array([document.pages[-1].obj, Name.FitH, 400])
    document.Root.Dests = Dictionary({"/cuoi": target})
    with document.open_outline() as outline:
        above = pikepdf.OutlineItem("Phần cuối", destination=None)
        above.children.append(pikepdf.OutlineItem("Trang đầu", 0))
        outline.root += [
            above,
            pikepdf.OutlineItem("Trang mạng", action=Dictionary(S=Name.URI, URI=String("https://a.vn"))),
        ]
    document.Root.Outlines.First.Dest = Name("/cuoi")


def tags(role: str = "P", identifier: str = "") -> Add:
    """Tags of a file in which "Riêng" is another name for a role; a header cell may have a name."""

    def add(document: pikepdf.Pdf) -> None:
        root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        whole = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        kids, owners = [], []
        for number, page in enumerate(document.pages):
            page.obj.StructParents = number
            kid = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/Riêng"), P=whole, Pg=page.obj, K=0))
            kids.append(kid)
            owners += [number, Array([kid])]
        if identifier:
            kids[0].ID = String(identifier)
            kids[-1].A = Dictionary(O=Name.Table, Headers=Array([String(identifier)]))
            root.IDTree = Dictionary(Names=Array([String(identifier), kids[0]]))
        whole.K = Array(kids)
        root.K, root.ParentTree = whole, document.make_indirect(Dictionary(Nums=Array(owners)))
        root.RoleMap = Dictionary({"/Riêng": Name(f"/{role}")})
        document.Root.StructTreeRoot, document.Root.MarkInfo = root, Dictionary(Marked=True)

    return add


def attached(name: str, data: bytes) -> Add:
    """A file attached."""

    def add(document: pikepdf.Pdf) -> None:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)

    return add


def layer(*, hidden: bool, base: str = "/ON") -> Add:
    """A layer that is hidden or shown by what the file says of it, or by what it says of all."""

    def add(document: pikepdf.Pdf) -> None:
        group = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("Lớp")))
        listed = {} if base == "/OFF" else {"/OFF": Array([group] if hidden else [])}
        usual = Dictionary({"/BaseState": Name(base), "/Order": Array([group]), **listed})
        document.Root.OCProperties = Dictionary(OCGs=Array([group]), D=usual)
        document.pages[0].obj.Resources.Properties = Dictionary(L=group)

    return add


def field(kind: str, *, value: Any = None, loose: bool = False) -> Add:
    """A field of a form (Tx) or a signature (Sig) with its look; `loose` has the viewer draw it anew."""

    def add(document: pikepdf.Pdf) -> None:
        look = document.make_stream(
            b"0 0 130 22 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 130, 22])
        )
        entries = {} if value is None else {"V": value}
        made = note(
            document,
            0,
            Subtype=Name.Widget,
            F=4,
            FT=Name(f"/{kind}"),
            T=String("Ô 1"),
            AP=Dictionary(N=look),
            **entries,
        )
        form = document.Root.get("/AcroForm", Dictionary(Fields=Array()))
        form.Fields.append(made)
        form.NeedAppearances = loose
        document.Root.AcroForm = form

    return add


def signature(document: pikepdf.Pdf) -> None:
    """A signature, as its field shows it."""
    field("Sig", value=Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), ByteRange=Array([0, 1, 2, 3])))(
        document
    )


def runs_code(document: pikepdf.Pdf) -> None:
    """A script that runs when the file is opened, and a link that starts a program."""
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    note(document, 0, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("a.exe")))
