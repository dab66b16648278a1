"""What docgen knows of LibreOffice's versions: which were tested, and what some of them do wrong.

The only module that compares versions. The whole suite passes with each version of `TESTED`; what one of them does
wrong is cured for all, unless the cure depends on the version, as it does here.
"""

from __future__ import annotations

import re

from docgen.finding import Finding, Where

Version = tuple[int, int]
"""The first two numbers of a version: LibreOffice 25.2.3 is (25, 2). (0, 0) is one that does not give its version."""

TESTED: tuple[Version, ...] = ((7, 4), (25, 2), (26, 8))
"""Debian 12, Debian 13, and Debian's next."""


def version_of(text: str) -> Version:
    """Return the version in LibreOffice's description of itself, such as "LibreOffice 25.2.3.2 520(Build:2)"."""
    found = re.search(r"\b(\d+)\.(\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def untested(text: str) -> Finding | None:
    """Return a note (HT008) on a LibreOffice, described as for `version_of`, that docgen was not tested with."""
    if version_of(text) in TESTED:
        return None
    known = ", ".join(f"{first}.{second}" for first, second in TESTED)
    shown = " ".join(text.split()[:2])
    return Finding.of("HT008", Where(), f"docgen chưa được thử với {shown} (đã thử: {known})")


def counts_on_at_tables(version: Version) -> bool:
    """Return whether a section that begins with a table goes on counting pages although it asks to start at 1.

    Measured: 25.2.3 does, 7.4.7 and 26.8.2 do not. The versions in between that were not measured are assumed to do so:
    the cure does not show.
    """
    return (7, 4) < version < (26, 8)
