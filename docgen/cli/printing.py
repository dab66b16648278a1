"""Findings and summaries in print: for a person, a program, a code host."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docgen
from docgen.finding import Finding, Severity, register

if TYPE_CHECKING:
    from docgen.line import Outcome, Report
    from docgen.line.renewal import Carried
    from docgen.line.volume import Bound
    from docgen.tagging import Proposal

MANY = 50
"""Most lines of built papers that are listed; more are counted by folder."""

FORMATS = ("text", "json", "github", "sarif")
WORDS = {
    "made": "đã tạo", "half": "có Word, chưa có PDF", "skipped": "không đổi", "kept": "giữ nguyên",
    "failed": "không tạo được", "planned": "sẽ tạo",
}  # fmt: skip


def findings(found: list[Finding], form: str) -> str:
    """Return findings in one of FORMATS; no findings give "" in the formats of plain lines."""
    if form == "json":
        return _json([finding.plain() for finding in found])
    if form == "sarif":
        return _json(_sarif(found))
    return "\n".join(map(_github if form == "github" else str, found))


def counts(found: Iterable[Finding]) -> str:
    """Return the number of findings of each severity, the gravest first: "2 lỗi, 1 ghi chú"."""
    counted = Counter(finding.severity for finding in found)
    return ", ".join(f"{counted[severity]} {severity.label}" for severity in reversed(Severity) if counted[severity])


def summary(report: Report) -> str:
    """Return what was built and where, what was removed, and a line of totals."""
    lines: list[str] = []
    counted: Counter[str] = Counter()
    for outcome in report.outcomes:
        lines += _of_paper(outcome)
        counted["half" if _is_half(outcome) else outcome.status.value] += 1
    if len(lines) > MANY and not report.dry_run:  # a dry run lists all: its papers can be seen nowhere else
        lines = _by_folder(report)
    removed = "sẽ xóa" if report.dry_run else "đã xóa"
    lines += [f"{removed} {near(path)}" for path in report.removed]
    total = ", ".join(f"{counted[status]} {words}" for status, words in WORDS.items() if counted[status])
    end = f"{len(report.outcomes)} văn bản: {total or 'không có gì để làm'}"
    return "\n".join([*lines, _with_counts(end, report.findings)])


def bound(volume: Bound) -> str:
    """Return the papers of a volume, each with its pages, and a line of totals."""
    if not volume.written:
        return f"chưa đóng tập: {counts(volume.findings)}"
    lines: list[str] = []
    for number, (title, first, last) in enumerate(volume.papers, 1):
        pages = f"{first}–{last}" if last > first else str(first)
        lines.append(f"  {number}. {title}: trang {pages}")
    if len(lines) > MANY:
        lines = []
    end = f"đã đóng {len(volume.papers)} văn bản, {volume.papers[-1][2]} trang vào {near(volume.target)}"
    return "\n".join([*lines, _with_counts(end, volume.findings)])


def _with_counts(line: str, found: Iterable[Finding]) -> str:
    counted = counts(found)
    return f"{line}; {counted}" if counted else line


def carried(renewed: Carried) -> str:
    """Return what creating the next paper changed and copied, and each sentence left for the clerk to review."""
    lines: list[str] = []
    for line, times in Counter(renewed.moved).items():
        lines.append(f"đã đổi {line} ({times} chỗ)" if times > 1 else f"đã đổi {line}")
    lines += [f"đã chép {old} → {new}" for old, new in renewed.copied]
    lines += [f"dùng tệp đã có: {path}" for path in renewed.found]
    lines += [f"trong tệp chép còn chữ của kỳ cũ, ngoài phần được đọc: {cell}" for cell in renewed.beside]
    if renewed.left:
        lines += ["Còn phải xem lại (docgen check nhắc lại cho đến khi xong):", findings(renewed.left, "text")]
    return "\n".join(lines)


def proposed(proposal: Proposal) -> str:
    """Return how a Word paper became a template, part by part: its tags, notes, texts kept, and tags still to type."""
    from docgen.tagging import shortened

    lines = []
    for part in proposal.parts:
        lines.append(f"Phần “{part.part}”, đã nhận ra và thay bằng thẻ:")
        lines += [f"  {_name(found.name)}: “{shortened(found.words)}” → {found.tag}" for found in part.found]
        lines += [f"  {note}" for note in part.notes]
        if part.kept:
            lines.append("  giữ nguyên chữ: " + "; ".join(f"“{shortened(text)}”" for text in part.kept))
        if part.missing:
            lines.append(f"Phần “{part.part}”, chưa thấy; văn bản nào cần thì gõ thêm vào mẫu:")
            lines += [f"  {_name(name)}: {tag}" for name, tag in part.missing]
    return "\n".join(lines)


def _name(meaning: str) -> str:
    """Return the name in the meaning of a tag, without an example after the colon."""
    return meaning if meaning.startswith(("đoạn", "bảng")) else meaning.partition(":")[0]


def _is_half(outcome: Outcome) -> bool:
    """Return whether the Word file was written but its PDF failed."""
    return outcome.status == "failed" and bool(outcome.written)


def _of_paper(outcome: Outcome) -> Iterator[str]:
    if outcome.status == "planned":
        yield f"sẽ tạo {outcome.job.name}: {'; '.join(outcome.reasons) or 'được yêu cầu tạo lại'}"
    elif outcome.written:
        files = ", ".join(near(path) for path in outcome.written)
        # The Word file is kept even if its PDF failed.
        half = "" if outcome.status == "made" else " (chưa có PDF)"
        arrived = f": {outcome.arrival}" if outcome.arrival else ""
        yield f"đã tạo {files}{half}{arrived}"


def _by_folder(report: Report) -> list[str]:
    """Return the number of new files in each folder: nobody reads a list of hundreds."""
    counted: Counter[tuple[Path, str]] = Counter()
    for outcome in report.outcomes:
        counted.update((path.parent, path.suffix) for path in outcome.written)
    return [f"đã tạo {count} tệp {suffix} trong {near(folder)}" for (folder, suffix), count in sorted(counted.items())]


def near(path: Path) -> str:
    """Return a path relative to the current folder; unchanged if it lies elsewhere."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _json(content: Any) -> str:
    import json

    return json.dumps(content, ensure_ascii=False, indent=1)


def _github(finding: Finding) -> str:
    """Return a finding as a workflow command of GitHub Actions, with its values escaped as their manual says."""
    level = {Severity.LOI: "error", Severity.CANH_BAO: "warning", Severity.GHI_CHU: "notice"}[finding.severity]
    where = finding.where
    values = {"file": where.file, "line": where.line, "col": where.column, "title": finding.code}
    place = ",".join(f"{name}={_escaped(str(value), in_place=True)}" for name, value in values.items() if value)
    return f"::{level} {place}::{_escaped(_sentence(finding))}"


def _sentence(finding: Finding) -> str:
    """Return message and remedy, after the place if it has no line (in a Word file, a workbook, a PDF)."""
    inside = "" if finding.where.line else str(replace(finding.where, file="", key="")).removeprefix("docgen").strip()
    text = f"{inside} {finding.message}".strip()
    return f"{text} → {finding.remedy}" if finding.remedy else text


def _escaped(text: str, *, in_place: bool = False) -> str:
    pairs = [("%", "%25"), ("\r", "%0D"), ("\n", "%0A")]
    if in_place:
        pairs += [(":", "%3A"), (",", "%2C")]
    for plain, code in pairs:
        text = text.replace(plain, code)
    return text


def _sarif(found: list[Finding]) -> dict[str, Any]:
    levels = {Severity.LOI: "error", Severity.CANH_BAO: "warning", Severity.GHI_CHU: "note"}
    codes = register()
    used = sorted({finding.code for finding in found})
    rules = [{"id": code, "shortDescription": {"text": codes[code].title}} for code in used]
    results = []
    for finding in found:
        where = finding.where
        place: dict[str, Any] = {"artifactLocation": {"uri": where.file}}
        if where.line:
            place["region"] = {"startLine": where.line, "startColumn": max(where.column, 1)}
        results.append(
            {
                "ruleId": finding.code,
                "level": levels[finding.severity],
                "message": {"text": _sentence(finding)},
                "locations": [{"physicalLocation": place}] if where.file else [],
            }
        )
    driver = {"name": "docgen", "version": docgen.__version__, "rules": rules}
    return {
        "version": "2.1.0",
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
