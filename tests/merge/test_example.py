"""An example paragraph, and the short way of putting one text into it."""

from __future__ import annotations

import pytest
import word_file
from hypothesis import given
from hypothesis import strategies as st

from docgen.finding import Where
from docgen.merge.examples import Example, Plain
from docgen.ooxml.package import Package
from docgen.ooxml.xml import elements, qn
from docgen.word.look import Looks


def example(*texts: str) -> Example:
    """An example of kind "hang" whose runs hold these texts."""
    runs = "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    package = Package.read(word_file.make(f"<w:p>{runs}</w:p>"), Where())
    return Example(next(package.look(package.main).iter(qn("w:p"))), "hang", Looks(package))


@pytest.mark.parametrize(
    "texts",
    [
        ("{{ hang.chu }}",), ("- {{ hang.chu }};",), ("{{ hang.chu | hoa }}",), ("{{ hang.chu | trim }}",),
        ("{{ hang.chu }} và {{ hang.chu }}",), ("{{ hang.nhan }} ", "{{ hang.chu }}"), ("không có thẻ",),
    ],
)  # fmt: skip
@given(text=st.text(st.sampled_from("aĐ <&>\"'\n\t 1ậ"), max_size=8) | st.just("docgen-text"))
def test_one_text_goes_in_as_several_would(texts: tuple[str, ...], text: str) -> None:
    made = example(*texts)
    assert made.with_text("chu", text) == made.filled({"chu": [Plain(text)]})


def test_a_bracket_in_capitals_keeps_its_case() -> None:
    made = example("{{ hang.chu | hoa }}")
    pieces = [Plain("Kết quả (từ "), Plain("ngày 15/12", italic=True), Plain(" đến nay), Sở")]
    (paragraph,) = elements(made.filled({"chu": pieces}))
    assert "".join(item.text or "" for item in paragraph.iter(qn("w:t"))) == "KẾT QUẢ (từ ngày 15/12 đến nay), SỞ"


def test_a_text_is_never_read_as_xml() -> None:
    (made,) = elements(example("{{ hang.chu }}").with_text("chu", "5 < 10 & </w:t><w:br/>"))
    assert "".join(item.text or "" for item in made.iter(qn("w:t"))) == "5 < 10 & </w:t><w:br/>"
    assert made.find(f".//{qn('w:br')}") is None


def test_a_way_of_setting_is_made_once() -> None:
    made = example("{{ hang.chu }}")
    assert made.variant(keep=True, align="center") is made.variant(keep=True, align="center")
    assert made.variant(keep=True) is not made.variant()
