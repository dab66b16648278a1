"""What a call of the command line left."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Said:
    """What a call left: its exit code and what it printed."""

    code: int
    out: str
    err: str
