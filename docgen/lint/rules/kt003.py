"""Letters in another font, or in colour."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.law import law
from docgen.lint.rule import View, Wrong, rule
from docgen.model.fields import shortened
from docgen.word import Paragraph, WordFile


@rule("KT003", View.WORD)
def font_or_colour(word: WordFile) -> Iterator[Wrong]:
    """One finding for each way to be wrong. Signs (✓, ☐) may come from other fonts; what is hidden does not print."""
    page = law()["trang"]
    found: dict[str, tuple[Paragraph, str, int]] = {}
    for paragraph in word.printed:
        for run in word.runs(paragraph):
            if run.look.hidden or not any(map(str.isalpha, run.text)):
                continue
            wrong = [f"phông {run.look.font}"] if run.look.font not in page["phong"] else []
            wrong += [f"màu {run.look.color}"] if run.look.color else []
            if wrong:
                said = ", ".join(wrong)
                first, text, count = found.get(said, (paragraph, run.text, 0))
                found[said] = (first, text, count + 1)
    for said, (paragraph, text, count) in found.items():
        more = f", và {count - 1} chỗ nữa" if count > 1 else ""
        yield paragraph.where(""), f"chữ “{shortened(text.strip())}” dùng {said}{more}", ""
