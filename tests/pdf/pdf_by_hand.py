"""PDFs written by hand, to the point."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name


def by_hand(content: str, box: tuple[float, ...] = (0, 0, 595, 842)) -> bytes:
    """A page with this content stream and the fonts /F1 (Helvetica) and /F2 (Times-BoldItalic)."""
    document = pikepdf.new()
    fonts = {
        f"/F{number}": Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"))
        for number, name in enumerate(("Helvetica", "Times-BoldItalic"), 1)
    }
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(box)),
        Resources=Dictionary(Font=Dictionary(fonts)),
        Contents=document.make_stream(content.encode("latin-1")),
    )
    document.pages.append(pikepdf.Page(page))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
