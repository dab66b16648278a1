"""A căn cứ that opens with words that docgen does not know: it is printed unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.text.openings import opening


@rule("NS004", View.PAPER)
def unknown_opening(dossier: Dossier) -> Iterator[Wrong]:
    """A line that names a paper got “Căn cứ” already; only one with a beginning of its own is left to ask about."""
    for part in dossier.resolved.parts:
        keys = part.keys.get("can_cu", [])
        for key, line in zip(keys, part.values.get("can_cu", []), strict=False):
            if opening(line) == "lạ":
                words = " ".join(line.split()[:4])
                said = f"căn cứ mở đầu bằng “{words} …”, sẽ in nguyên, không thêm “Căn cứ”"
                yield key, said, "Nếu muốn có “Căn cứ” thì viết vào đầu dòng này."
