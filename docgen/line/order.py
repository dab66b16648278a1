"""What travels between those who decide what to make and those who make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.errors import ExitCode
from docgen.finding import Finding
from docgen.project import Job


@dataclass(frozen=True)
class Order:
    """A dossier to make: the outputs wanted ("docx", "pdf"; none to check only).

    `known` has the fingerprint `merged` of each PDF that stands and need not be made again, by the paper's name.
    A dossier with a list is many papers: of these every `share[1]`-th is made, from the `share[0]`-th on.
    """

    job: Job
    kinds: tuple[str, ...]
    known: Mapping[str, str] = field(default_factory=dict)
    share: tuple[int, int] = (0, 1)

    @property
    def small(self) -> bool:
        """Whether it is one paper's."""
        return self.share[1] == 1 and len(self.known) <= 1


@dataclass
class Product:
    """What a maker gives back for one paper. One that cannot be made has no `docx`, one not exported no `pdf`.

    `job` names the paper: of a dossier with a list, one of `of`. `reads`, `stamps` and `merged` are those of
    `manifest.Entry`. `arrival` says how many of its values stand in the Word file (and in the PDF, if one was made),
    `facts` what other papers can contradict (`lint.papers.Facts`).
    """

    job: Job
    findings: list[Finding]  # of steps 1 to 5
    of: int = 1
    reads: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    issued: bool = False
    docx: bytes | None = None
    merged: str = ""
    pdf: bytes | None = None
    pages: int = 0
    printed: list[Finding] = field(default_factory=list)  # of steps 6 and 7
    arrival: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    exit_code: ExitCode = ExitCode.OK
    seconds: float = 0.0
