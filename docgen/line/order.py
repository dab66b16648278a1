"""Orders and products: what passes between the run, which decides what to build, and the makers, which build it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.errors import ExitCode
from docgen.finding import Finding, Findings
from docgen.project import Job


@dataclass(frozen=True)
class Order:
    """A dossier to build: the outputs wanted ("docx", "pdf"; none to check only).

    `known` has the fingerprint `merged` of each PDF that is up to date, by the paper's name.
    A dossier with a list yields many papers: of these every `share[1]`-th is built, from the `share[0]`-th on.
    """

    job: Job
    formats: tuple[str, ...]
    known: Mapping[str, str] = field(default_factory=dict)
    share: tuple[int, int] = (0, 1)

    @property
    def small(self) -> bool:
        """Whether it is for a single paper."""
        return self.share[1] == 1 and len(self.known) <= 1


@dataclass
class Product:
    """What a maker returns for one paper. Without `docx` it could not be built; without `pdf` it was not exported.

    `job` names the paper, one of `of` papers of its dossier. `reads`, `stamps` and `merged` are those of
    `manifest.Entry`. `arrival` says how many of its values appear in the Word file (and in the PDF, if there is one);
    `facts` are what other papers can contradict (`lint.papers.Facts`).
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
    printed: Findings = field(default_factory=Findings)  # of steps 6 and 7
    arrival: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    exit_code: ExitCode = ExitCode.OK
    resolved: bool = True  # False: it could not be read, so no rule was asked
    seconds: float = 0.0
