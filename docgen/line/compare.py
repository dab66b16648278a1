"""What papers contradict each other in, over all that the records of a run know.

Papers that were not made again take part with the facts on record. What is said of a paper is recorded with it, so
that a run that makes nothing says it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from docgen.finding import Finding
from docgen.line.report import Outcome
from docgen.manifest import Entry, Manifest, as_findings, as_plain


def compare(
    records: Mapping[Path, Manifest],
    stands: Callable[[Path, str, Entry], bool],
    outcomes: Mapping[tuple[Path, str], Outcome],
) -> None:
    """Say in outcomes and records what papers contradict each other in. Raises OSError.

    `stands` tells whether a paper on record is still one of the project's; `outcomes` are by output folder and name.
    """
    known = [
        (folder, name, entry) for folder, record in records.items()
        for name, entry in sorted(record.entries.items()) if stands(folder, name, entry)
    ]  # fmt: skip
    for (folder, name, entry), findings in zip(known, contradicting([item[2].facts for item in known]), strict=True):
        if outcome := outcomes.get((folder, name)):
            before = as_findings(entry.others)
            outcome.findings = [item for item in outcome.findings if item not in before] + findings
        if entry.others != (plain := as_plain(findings)):
            entry.others = plain
            records[folder].record(name, entry)


def signed_anew(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[Finding]:
    """Return that a paper with number and day changed its signer, by facts as records hold them."""
    from docgen.lint import papers

    with suppress(KeyError, TypeError, ValueError, ArithmeticError):
        return papers.signed_anew(papers.Facts.of(before), papers.Facts.of(now))
    return []


def contradicting(facts: Sequence[Mapping[str, Any]]) -> list[list[Finding]]:
    """Return what each paper contradicts in the others, by facts as records hold them; unreadable ones say nothing."""
    from docgen.lint.papers import Facts, across

    read: list[Facts | None] = []
    for item in facts:
        read.append(None)
        with suppress(KeyError, TypeError, ValueError, ArithmeticError):
            read[-1] = Facts.of(item)
    found = iter(across([item for item in read if item is not None]))
    return [next(found) if item is not None else [] for item in read]
