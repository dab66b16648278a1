"""Comments that a Word paper still carries."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.finding import Where
from docgen.lint.rule import View, Wrong, rule
from docgen.model.fields import shortened
from docgen.word import WordFile


@rule("KT004", View.WORD)
def comments_left(word: WordFile) -> Iterator[Wrong]:
    """A template may have them: they say how it is used, and no paper gets them."""
    if word.has_tags or not word.has_comments:
        return
    comments = list(word.document.comments)
    if comments:
        first = comments[0]
        said = f"“{shortened(first.text.strip())}”" + (f" của {first.author}" if first.author else "")
        more = f"{len(comments)} nhận xét, đầu tiên là {said}" if len(comments) > 1 else f"nhận xét {said}"
        yield Where(part="nhận xét"), f"tệp còn {more}", ""
