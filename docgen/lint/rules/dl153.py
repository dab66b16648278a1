"""Tones placed in the other style than the office has chosen (hòa, hoà)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen import vietnamese
from docgen.lint.rule import Dossier, View, Wrong, rule

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 5  # words that a finding shows


@rule("DL153", View.PAPER)
def other_style_of_tones(dossier: Dossier) -> Iterator[Wrong]:
    """Asked only where the project has chosen a style."""
    style = dossier.settings.style
    if style is None:
        return
    for text, at in dossier.resolved.texts():
        other = []
        for word in dict.fromkeys(_WORD.findall(vietnamese.nfc(text))):
            right = vietnamese.dat_dau(word, style)
            if right != word:
                other.append((word, right))
        if other:
            shown = ", ".join(f"“{word}” → “{right}”" for word, right in other[:_FEW])
            yield at, f"bỏ dấu khác kiểu của cơ quan ({dossier.settings.kieu_dau}): {shown}", ""
