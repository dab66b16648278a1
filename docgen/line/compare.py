"""Contradictions between papers, over all papers in the records of a run.

Papers that were not rebuilt take part with the facts on record. The findings of a paper are recorded with it, so that
a run that builds nothing reports them again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from docgen.finding import Finding
from docgen.line.order import Product
from docgen.line.report import Outcome
from docgen.manifest import Entry, Manifest, as_findings, as_plain

RESIGNED = "NS005"
"""The finding of `resigned`."""


def compare(
    records: Mapping[Path, Manifest],
    is_current: Callable[[Path, str, Entry], bool],
    outcomes: Mapping[tuple[Path, str], Outcome],
) -> None:
    """Add the contradictions between papers to their outcomes and records. Raises OSError.

    `is_current` says whether a paper on record still belongs to the project; `outcomes` are by output folder and name.
    """
    current: list[tuple[Path, str, Entry]] = []
    for folder, record in records.items():
        for name, entry in sorted(record.entries.items()):
            if is_current(folder, name, entry):
                current.append((folder, name, entry))
    found = contradicting([entry.facts for _, _, entry in current])
    for (folder, name, entry), findings in zip(current, found, strict=True):
        outcome = outcomes.get((folder, name))
        if outcome:
            before = as_findings(entry.others)
            outcome.findings = [item for item in outcome.findings if item not in before] + findings
        plain = as_plain(findings)
        if entry.others != plain:
            entry.others = plain
            records[folder].record(name, entry)


def resigned(product: Product, before: Entry | None) -> list[Finding]:
    """Return a finding if a paper with number and day stands with another signer than its data give now."""
    from docgen.lint import papers

    if before is None or not (product.job.docx.exists() or product.job.pdf.exists()):
        return []
    with suppress(KeyError, TypeError, ValueError, ArithmeticError):
        return papers.signed_anew(papers.Facts.of(before.facts), papers.Facts.of(product.facts))
    return []


def contradicting(facts: Sequence[Mapping[str, Any]]) -> list[list[Finding]]:
    """Return the contradictions of each paper with the others; facts that cannot be read give none."""
    from docgen.lint.papers import Facts, across

    read: list[Facts | None] = []
    for item in facts:
        read.append(None)
        with suppress(KeyError, TypeError, ValueError, ArithmeticError):
            read[-1] = Facts.of(item)
    found = iter(across([item for item in read if item is not None]))
    contradictions: list[list[Finding]] = []
    for readable in read:
        contradictions.append([] if readable is None else next(found))
    return contradictions
