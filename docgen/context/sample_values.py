"""What a paper with a number still holds of the sample it was begun from: persons, a citation, lines to be replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from docgen.context.signing import Signing
from docgen.model.examples import OFFICE
from docgen.model.fields import DataText, Log, Record, declared
from docgen.model.known_kinds import built_in_samples
from docgen.model.open_lines import is_open
from docgen.model.paper import VanBan
from docgen.model.parts import VanBanDan

_PERSONS = {leader["ho_ten"] for leader in OFFICE["co_quan"]["lanh_dao"]}
_CITED = list(OFFICE["vb"].values())
_ITEM = re.compile(r"\s*(?:[-+*]|\d+[.)]|[a-zđ]\))\s+")
_DATA = ("bang", "them", "ky_truoc", "ke_hoach", "danh_sach", "co_quan", "vb")  # no texts of the paper itself


def check(paper: VanBan, signing: Signing, log: Log) -> None:
    """Log what `docgen new` wrote only to be replaced and is still there."""
    if signing.name in _PERSONS:
        log.say("NS006", signing.at, f"người ký vẫn là “{signing.name}” của mẫu", "Ghi họ tên người ký thật.")
    for cited in (paper.vb or {}).values():
        if any(_is_sample(cited, sample) for sample in _CITED):
            said = f"văn bản được dẫn vẫn là của mẫu (số {cited.so_ky_hieu})"
            log.say("NS006", cited.key, said, "Ghi văn bản thật của cơ quan, hoặc bỏ mục này và chỗ dẫn nó.")
    advice = _advice()
    for text in _texts(paper):
        for start, line in _lines(text):
            if line.strip() in advice or is_open(line):
                at = log.character(text, start + len(line) - len(line.lstrip()))
                said = f"“{line.strip()}” còn để nguyên như trong mẫu"
                log.say("NS006", at, said, "Viết nội dung, hoặc bỏ dòng này.")


@cache
def _advice() -> frozenset[str]:
    """Return the lines of docgen's own samples that say how to write; those of an office's own sample may be meant."""
    found: set[str] = set()
    for text in _texts(list(built_in_samples())):
        found.update(line.strip() for line in text.split("\n") if _ITEM.match(line))
    return frozenset(found)


def _is_sample(cited: VanBanDan, sample: dict[str, object]) -> bool:
    return all(getattr(cited, name) == value for name, value in sample.items() if name != "co_quan")


def _lines(text: DataText) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text, each with where it begins."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _texts(value: object) -> Iterator[DataText]:
    """Yield the texts of a paper that the data give; what is missing was reported."""
    if isinstance(value, DataText):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, Record):
        for name in declared(type(value)):
            if name not in value.spoilt and name not in _DATA:
                yield from _texts(getattr(value, name))
