"""A trích yếu that says again what is printed before it: the type of the paper, or what stands for that ("V/v")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule

_ALSO = ("về việc", "v/v")  # however a trích yếu begins that says what it is about


@rule("DL097", View.PAPER)
def said_twice(dossier: Dossier) -> Iterator[Wrong]:
    """It would be printed twice."""
    paper = dossier.paper
    lead = paper.kind.mo_dau_trich_yeu
    if lead:
        yield from _lead_again(lead, dossier.resolved.subject, (*paper.key, "trich_yeu"))
    else:
        yield from _type_again(paper.loai, dossier.resolved.subject, (*paper.key, "trich_yeu"))
    for part in dossier.resolved.parts:
        if part.kind == "kem_theo" and paper.kem_theo is not None:
            key = (*paper.kem_theo.key, "trich_yeu")
            yield from _type_again(paper.kem_theo.loai, part.values["trich_yeu"], key)


def _type_again(loai: str, subject: str, key: tuple[str | int, ...]) -> Iterator[Wrong]:
    """“Báo cáo hóa đơn …” begins with the same letters but is another word."""
    if re.match(rf"{re.escape(loai)}\s+(?!hóa\b|hoá\b)", subject, re.IGNORECASE):
        typed = subject[: len(loai)]
        said = f"trích yếu bắt đầu bằng “{typed}”, trùng với tên loại in ngay phía trên"
        yield key, said, f"Bỏ chữ “{typed}” ở đầu trích yếu."


def _lead_again(lead: str, subject: str, key: tuple[str | int, ...]) -> Iterator[Wrong]:
    for words in (lead, *_ALSO):
        if subject.lower().startswith(f"{words.lower()} "):
            typed = subject[: len(words)]
            said = f"trích yếu bắt đầu bằng “{typed}”, trùng với chữ “{lead}” in ngay phía trước"
            yield key, said, f"Bỏ chữ “{typed}” ở đầu trích yếu."
            return
