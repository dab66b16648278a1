"""An annex that the text it belongs to never refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen import vietnamese
from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.resolved import Part

_ROMAN = r"[IVXLC]+"
_AND = r"(?:\s*[,;]\s*|\s+(?:và|đến|hoặc)\s+|\s*[-–]\s*)"
_MENTION = re.compile(rf"phụ lục\s+(?:số\s+)?({_ROMAN}(?:{_AND}(?:phụ lục\s+)?{_ROMAN})*)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\bcác phụ lục\b(?!\s+[IVXLC])", re.IGNORECASE)


@rule("NS001", View.PAPER)
def annex_never_mentioned(dossier: Dossier) -> Iterator[Wrong]:
    """The annexes of the paper belong to it alone, those of what it promulgates to both."""
    parts = dossier.resolved.parts
    own = [part for part in parts if part.kind == "phu_luc" and part.key[:1] == ("phu_luc",)]
    inner = [part for part in parts if part.kind == "phu_luc" and part.key[:1] != ("phu_luc",)]
    yield from _unmentioned(own, parts[:1])
    yield from _unmentioned(inner, [part for part in parts if part.kind != "phu_luc"])


def _unmentioned(annexes: list[Part], owners: list[Part]) -> Iterator[Wrong]:
    text = "\n".join(line for part in owners for line in _texts(part))
    mentioned = _mentioned(text)
    for number, annex in enumerate(annexes, 1):
        if len(annexes) == 1:
            found = "phụ lục" in text.lower()
        else:
            found = number in mentioned or _PLURAL.search(text) is not None
        if not found:
            label, title = annex.values["phu_luc"]["nhan"], annex.values["phu_luc"]["tieu_de"]
            remedy = f"Thêm vào nội dung, thí dụ: “chi tiết tại {label} kèm theo”."
            yield (*annex.key, "tieu_de"), f"{label} “{title}” không được nhắc tới trong văn bản", remedy


def _texts(part: Part) -> Iterable[str]:
    yield str(part.values.get("trich_yeu", ""))
    yield from (text for text, _ in part.texts())


def _mentioned(text: str) -> set[int]:
    """Return the numbers of the annexes a text names: "các Phụ lục I, II và IV", "Phụ lục I đến III"."""
    found: set[int] = set()
    for mention in _MENTION.finditer(text):
        before = ""
        last = 0
        for word in re.findall(rf"{_ROMAN}|đến|[-–]", mention[1]):
            if not re.fullmatch(_ROMAN, word):
                before = word
                continue
            value = _value(word)
            found |= set(range(last + 1, value + 1)) if before and last else {value}
            before, last = "", value
    return found


def _value(roman: str) -> int:
    try:
        return vietnamese.doc_la_ma(roman)
    except ValueError:
        return 0
