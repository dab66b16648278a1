"""Lines of a text that are still to be written: nothing but dots, or dots after a colon."""

from __future__ import annotations

import re

_OPEN = re.compile(
    r"[ \t]*(?:(?:#{1,6}|[-+*]|\d+[.)]|[a-zđ]\))[ \t]+)?(?:[^\n]*:[ \t]*)?(?:…|\.{3,})[ \t]*[.;]?(?:/\.)?[ \t]*"
)


def is_open(line: str) -> bool:
    """Return whether a line waits for its text: "- Kết quả: …"."""
    return _OPEN.fullmatch(line) is not None
