"""What a numbered paper still holds of the sample it was begun from: a person, a citation, lines to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, partial
from typing import Any

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.examples import OFFICE
from docgen.model.known_kinds import built_in_samples
from docgen.model.parts import VanBanDan
from docgen.model.text.open_lines import is_open

_PERSONS = {leader["ho_ten"] for leader in OFFICE["co_quan"]["lanh_dao"]}
_CITED = list(OFFICE["vb"].values())
_ITEM = re.compile(r"\s*(?:[-+*]|\d+[.)]|[a-zđ]\))\s+")
_DATA = {"bang", "them", "danh_sach", "co_quan", "vb", "xem_lai"}  # no texts of the paper itself


@rule("NS006", View.PAPER)
def sample_value_left(dossier: Dossier) -> Iterator[Wrong]:
    """A draft is still being written. The papers of a list share their texts: the first one is judged for all."""
    paper, resolved = dossier.paper, dossier.resolved
    if not paper.so or not resolved.typed:
        return
    signer = resolved.signature
    if signer.name in _PERSONS:
        yield signer.at, f"người ký vẫn là “{signer.name}” của mẫu", "Ghi họ tên người ký thật."
    for cited in (paper.vb or {}).values():
        if any(_is_sample(cited, sample) for sample in _CITED):
            said = f"văn bản được dẫn vẫn là của mẫu (số {cited.so_ky_hieu})"
            yield cited.key, said, "Ghi văn bản thật của cơ quan, hoặc bỏ mục này và chỗ dẫn nó."
    for item in resolved.typed:
        if _DATA.isdisjoint(item.key):
            for start, line in _sample_lines(item.text):
                said = f"“{line}” còn để nguyên như trong mẫu"
                yield partial(item.at, start), said, "Viết nội dung, hoặc bỏ dòng này."


def _is_sample(cited: VanBanDan, sample: Mapping[str, Any]) -> bool:
    return all(getattr(cited, name) == value for name, value in sample.items() if name != "co_quan")


def _sample_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that only say how to write, or wait for their text, each with where it begins."""
    start = 0
    for line in text.split("\n"):
        shown = line.strip()
        if shown in _advice() or is_open(line):
            yield start + line.index(shown), shown
        start += len(line) + 1


@cache
def _advice() -> frozenset[str]:
    """Return the lines of docgen's own samples that say how to write; those of an office's own sample may be meant."""
    found: set[str] = set()
    for text in _texts(list(built_in_samples())):
        found.update(line.strip() for line in text.split("\n") if _ITEM.match(line))
    return frozenset(found)


def _texts(value: object) -> Iterator[str]:
    """Yield the texts of a sample."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
