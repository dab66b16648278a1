"""Findings and summaries as they are printed: for a person, a program, a code host."""

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
"""Lines of what was made that a person still reads; beyond that they are counted by folder."""

FORMATS = ("text", "json", "github", "sarif")
WORDS = {
    "made": "đã tạo", "half": "có Word, chưa có PDF", "skipped": "không đổi", "kept": "giữ nguyên",
    "failed": "không tạo được", "planned": "sẽ tạo",
}  # fmt: skip


def findings(found: list[Finding], form: str) -> str:
    """Return findings in one of FORMATS, "" for none where the format has no word for that."""
    if form == "json":
        return _json([finding.plain() for finding in found])
    if form == "sarif":
        return _json(_sarif(found))
    return "\n".join(map(_github if form == "github" else str, found))


def counts(found: Iterable[Finding]) -> str:
    """Return how many findings there are of each severity, the gravest first: "2 lỗi, 1 ghi chú"."""
    counted = Counter(finding.severity for finding in found)
    return ", ".join(f"{counted[severity]} {severity.label}" for severity in reversed(Severity) if counted[severity])


def summary(report: Report) -> str:
    """Return what was made and where, what was removed, and a line of totals."""
    lines = [line for outcome in report.outcomes for line in _of_paper(outcome)]
    if len(lines) > MANY and not report.dry_run:  # what will be is told in full: nothing of it can be seen elsewhere
        lines = _by_folder(report)
    lines += [f"{'sẽ' if report.dry_run else 'đã'} xóa {near(path)}" for path in report.removed]
    counted = Counter("half" if _is_half(outcome) else outcome.status.value for outcome in report.outcomes)
    total = ", ".join(f"{counted[status]} {words}" for status, words in WORDS.items() if counted[status])
    said = counts(report.findings)
    end = f"{len(report.outcomes)} văn bản: {total or 'không có gì để làm'}"
    return "\n".join([*lines, f"{end}; {said}" if said else end])


def bound(made: Bound) -> str:
    """Return which papers a volume holds, each with its pages, and a line of totals."""
    said = counts(made.findings)
    if not made.written:
        return f"chưa đóng tập: {said}"
    lines = [f"  {number}. {title}: trang {first}" + (f"–{last}" if last > first else "")
             for number, (title, first, last) in enumerate(made.papers, 1)]  # fmt: skip
    end = f"đã đóng {len(made.papers)} văn bản, {made.papers[-1][2]} trang vào {near(made.target)}"
    return "\n".join([*(lines if len(lines) <= MANY else []), f"{end}; {said}" if said else end])


def carried(made: Carried) -> str:
    """Return what making the next paper changed, copied and left to a clerk: each left-over with its sentence."""
    times = Counter(made.moved)
    lines = [f"đã đổi {line}" + (f" ({times[line]} chỗ)" if times[line] > 1 else "") for line in times]
    lines += [f"đã chép {old} → {new}" for old, new in made.copied]
    lines += [f"dùng tệp đã có: {path}" for path in made.found]
    lines += [f"trong tệp chép còn chữ của kỳ cũ, ngoài phần được đọc: {cell}" for cell in made.beside]
    if made.left:
        lines += ["Còn phải xem lại (docgen check nhắc lại cho đến khi xong):", findings(made.left, "text")]
    return "\n".join(lines)


def tagged(made: Proposal) -> str:
    """Return what a Word paper gave its template, part by part: tags put, left to type, what went and what stays."""
    from docgen.tagging import shortened

    lines = []
    for part in made.parts:
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
    """Return the name of a tag without the example that its meaning may give."""
    return meaning if meaning.startswith(("đoạn", "bảng")) else meaning.partition(":")[0]


def _is_half(outcome: Outcome) -> bool:
    """Return whether the Word file stands and its PDF could not be made."""
    return outcome.status == "failed" and bool(outcome.written)


def _of_paper(outcome: Outcome) -> Iterator[str]:
    if outcome.status == "planned":
        yield f"sẽ tạo {outcome.job.name}: {'; '.join(outcome.reasons) or 'được yêu cầu tạo lại'}"
    elif outcome.written:
        # A Word file stands even where its PDF could not be made.
        half = "" if outcome.status == "made" else " (chưa có PDF)"
        arrived = f": {outcome.arrival}" if outcome.arrival else ""
        yield "đã tạo " + ", ".join(near(path) for path in outcome.written) + half + arrived


def _by_folder(report: Report) -> list[str]:
    """Return how many files stand new in each folder: who makes hundreds reads no list."""
    counted = Counter((path.parent, path.suffix) for outcome in report.outcomes for path in outcome.written)
    return [f"đã tạo {count} tệp {suffix} trong {near(folder)}" for (folder, suffix), count in sorted(counted.items())]


def near(path: Path) -> str:
    """Return a path as seen from the current folder, whole where it lies elsewhere."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _json(content: Any) -> str:
    import json

    return json.dumps(content, ensure_ascii=False, indent=1)


def _github(finding: Finding) -> str:
    """Return a finding as a workflow command of GitHub Actions; what stands in it is escaped as its manual says."""
    level = {Severity.LOI: "error", Severity.CANH_BAO: "warning", Severity.GHI_CHU: "notice"}[finding.severity]
    where = finding.where
    values = {"file": where.file, "line": where.line, "col": where.column, "title": finding.code}
    place = ",".join(f"{name}={_escaped(str(value), in_place=True)}" for name, value in values.items() if value)
    return f"::{level} {place}::{_escaped(_said(finding))}"


def _said(finding: Finding) -> str:
    """Return message and remedy; a place that has no line (in a Word file, a workbook, a PDF) is told before them."""
    inside = "" if finding.where.line else str(replace(finding.where, file="", key="")).removeprefix("docgen").strip()
    text = f"{inside} {finding.message}".strip()
    return f"{text} → {finding.remedy}" if finding.remedy else text


def _escaped(text: str, *, in_place: bool = False) -> str:
    pairs = [("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), *([(":", "%3A"), (",", "%2C")] if in_place else [])]
    for plain, code in pairs:
        text = text.replace(plain, code)
    return text


def _sarif(found: list[Finding]) -> dict[str, Any]:
    levels = {Severity.LOI: "error", Severity.CANH_BAO: "warning", Severity.GHI_CHU: "note"}
    codes = register()
    rules = [{"id": code, "shortDescription": {"text": codes[code].title}} for code in sorted({f.code for f in found})]
    results = []
    for finding in found:
        where = finding.where
        region = {"startLine": where.line, "startColumn": max(where.column, 1)} if where.line else None
        place: dict[str, Any] = {"artifactLocation": {"uri": where.file}} | ({"region": region} if region else {})
        results.append({
            "ruleId": finding.code, "level": levels[finding.severity],
            "message": {"text": _said(finding)},
            "locations": [{"physicalLocation": place}] if where.file else [],
        })  # fmt: skip
    driver = {"name": "docgen", "version": docgen.__version__, "rules": rules}
    return {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "runs": [{"tool": {"driver": driver}, "results": results}]}  # fmt: skip
