"""What papers contradict each other in, over all that the records of a run know.

Papers that were not made again take part with the facts on record. What is said of a paper is recorded with it, so
that a run that makes nothing says it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

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
    from docgen.lint.papers import Facts, across

    known: list[tuple[Path, str, Entry]] = []
    facts: list[Facts] = []
    for folder, record in records.items():
        for name, entry in sorted(record.entries.items()):
            with suppress(KeyError, TypeError, ValueError, ArithmeticError):
                if stands(folder, name, entry):
                    facts.append(Facts.of(entry.facts))
                    known.append((folder, name, entry))
    for (folder, name, entry), findings in zip(known, across(facts), strict=True):
        if outcome := outcomes.get((folder, name)):
            before = as_findings(entry.others)
            outcome.findings = [item for item in outcome.findings if item not in before] + findings
        if entry.others != (plain := as_plain(findings)):
            entry.others = plain
            records[folder].record(name, entry)
