"""Titles of leaders: whether one is a deputy's, and that of the deputy's head."""

from __future__ import annotations

import re

from docgen import vietnamese
from docgen.model.fields import plain

_DEPUTIES = ("pho_", "thu_truong")  # plain spelling
_DEPUTY_LAST = re.compile(r"(\w+) phó\b", re.I)  # "Tổ phó", "Hiệu phó"
ACTING = "Quyền "


def is_deputy(title: str) -> bool:
    """Return whether a title is that of a deputy: "Phó Giám đốc", "Thứ trưởng", "Tổ phó"."""
    return plain(title).startswith(_DEPUTIES) or bool(_DEPUTY_LAST.match(title))


def headed(title: str) -> str:
    """Return the head's title inside that of a deputy or an acting head: "Chánh Văn phòng"."""
    bare = without(without(title, ACTING), "Q. ")
    return vietnamese.hoa_dau(_DEPUTY_LAST.sub(r"\1 trưởng", without(bare, "Phó "), count=1))


def without(text: str, prefix: str) -> str:
    """Return a text without `prefix`, in capitals or not, where it begins with it."""
    return text[len(prefix) :] if text.lower().startswith(prefix.lower()) else text
