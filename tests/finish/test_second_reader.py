"""What `finish` wrote, read by a library that had no part in writing it."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
from pypdf import PdfReader

from docgen.finish import Metadata, finish


def test_another_reader_finds_the_same_metadata() -> None:
    plain = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(plain)
    title, office = "Quyết định Ban hành Kế hoạch năm 2026", "Sở Nội vụ tỉnh Khánh Hòa"
    made = finish(plain.getvalue(), Metadata(title, office, "Kế hoạch năm 2026", ["15/QĐ-SNV"], date(2026, 1, 8)))
    reader = PdfReader(io.BytesIO(made))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == (title, office)
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 1, 8)
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": title}
    assert reader.trailer["/Root"]["/Lang"] == "vi-VN"
