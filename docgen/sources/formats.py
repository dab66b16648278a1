"""The formats of files that hold data, by suffix: one table for all that reads, copies, changes or mends such files.

A new format is a line here, and its reader in `Reader` (data: `syntax.parse`).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

DATA, TABLE = "data", "table"


@dataclass(frozen=True, slots=True)
class Format:
    """What a suffix means: the kind of file (DATA or TABLE), and who reads it; "" while nobody does.

    In a file of `separated` values commas and spaces separate them; all of a free text (.txt) may be prose.
    """

    kind: str
    reader: str = ""
    separated: bool = False

    @property
    def is_text(self) -> bool:
        """Whether people write it with any editor, and its characters can be changed in place."""
        return self.reader in ("toml", "json", "csv")


FORMATS = {
    ".toml": Format(DATA, "toml", separated=True),
    ".json": Format(DATA, "json", separated=True),
    ".csv": Format(TABLE, "csv", separated=True),
    ".tsv": Format(TABLE, "csv", separated=True),
    ".txt": Format(TABLE, "csv"),
    ".xlsx": Format(TABLE, "xlsx"),
    ".xlsm": Format(TABLE, "xlsx"),
    ".xls": Format(TABLE),
    ".xlsb": Format(TABLE),
    ".ods": Format(TABLE),
    ".numbers": Format(TABLE),
}
_OTHER = Format("")


def format_of(path: PurePath | str) -> Format:
    """Return the format of a file, by its path or its suffix alone; one of no kind for any other file."""
    suffix = path.suffix if isinstance(path, PurePath) else path
    return FORMATS.get(suffix.lower(), _OTHER)
