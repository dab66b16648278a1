"""Steps 1 to 5 of one dossier: from its data file to its Word file, or to one Word file for each row of its list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from docgen import project
from docgen.context import Listed, Member, explain, members, resolve
from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Severity, Where, in_order
from docgen.line.repairs import with_remedies
from docgen.lint.claims import Claim, claims, inside
from docgen.lint.papers import facts
from docgen.lint.rule import Dossier, View, judge, judge_file
from docgen.manifest import stamp
from docgen.merge import Template, compile_template, merge
from docgen.model.fields import Log
from docgen.model.known_kinds import Kinds
from docgen.model.paper import VanBan
from docgen.model.paper_kind import Loai
from docgen.model.read_paper import read_paper
from docgen.model.resolved import Resolved
from docgen.model.settings import CaiDat, read_settings
from docgen.model.vocabulary import VOCABULARY
from docgen.ooxml.package import Package
from docgen.ooxml.xml import qn
from docgen.project import Job
from docgen.sources import Data, Reader
from docgen.word import WordFile

# A finding of the reader is dropped if one of these says more of the same place.
_NO_FIGURE = ("SL007", "SL033", "SL034", "SL035")
_SAYS_MORE = {"DL033": _NO_FIGURE, "NS007": _NO_FIGURE, "DL034": ("DL066",)}
_ONE_VALUE = ("DL012", "DL013", "DL105")  # an impossible day or number: all other values were read


@dataclass
class Prepared:
    """A paper after steps 1 to 5: its Word file (None if it cannot be built) and what was learnt on the way.

    `job` names the paper, one of `of` papers of its dossier. `reads` and `stamps` are those of `manifest.Entry`. An
    `issued` paper is not resolved, since it is not built. `data` and `template` are its sources; `facts` returns what
    other papers can contradict.
    """

    job: Job
    findings: list[Finding] = field(default_factory=list)
    of: int = 1
    reads: dict[str, str] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    issued: bool = False
    paper: VanBan | None = None
    resolved: Resolved | None = None
    word: Package | None = None
    data: Data | None = None
    template: bytes = b""
    template_file: str = ""  # as findings show it
    facts: Callable[[], dict[str, Any]] = dict
    fonts: frozenset[str] = frozenset()
    exit_code: ExitCode = ExitCode.OK


def prepare(job: Job, share: tuple[int, int] = (0, 1)) -> Iterator[Prepared]:
    """Run steps 1 to 5 for one dossier and yield its paper, or one paper for each row of its list.

    Nothing is written, and bad input raises nothing. `share` is that of `Order`: the first share yields at least one
    paper, the others may yield none.
    """
    reader = Reader(job.root)
    is_first = share[0] == 0
    data = reader.data(job.data)
    if data is None or data.value.get("da_ban_hanh") is True:
        if is_first:
            yield _finished(Prepared(job, issued=data is not None), reader, [])
        return
    log = Log(data)
    paper = read_paper(data.value, log, kinds=Kinds(reader))
    if paper is None or _grave(item for item in reader.findings if item.code not in _ONE_VALUE):
        # The values of an unusable file are missing: resolving the paper would only report that again and again.
        if is_first:
            yield _finished(Prepared(job), reader, log.findings)
    elif paper.danh_sach is not None:
        yield from _prepared_list(job, paper, data, reader, log, share)
    elif is_first:
        yield _resolved_and_merged(Prepared(job, paper=paper, data=data), reader, log)


def _prepared_list(
    job: Job, paper: VanBan, data: Data, reader: Reader, log: Log, share: tuple[int, int]
) -> Iterator[Prepared]:
    """Yield the papers of a list; a single one without a Word file where the list itself is wrong."""
    listed = list(members(paper, log))
    if not listed or _grave(log.findings):
        if share[0] == 0:
            yield _finished(Prepared(job), reader, log.findings)
        return
    for member in listed[share[0] :: share[1]]:
        own = replace(job, name=f"{job.name}/{member.name}")
        prepared = Prepared(own, of=len(listed), paper=member.paper, data=data)
        yield _resolved_and_merged(prepared, reader, _log_of_member(log, data, member), member)


def explained(job: Job, figure: str, name: str = "") -> list[str]:
    """Return where a printed figure came from; empty if no paper prints it, or the dossier cannot be read.

    `name` is the name of one paper of a list, "" for all of them.
    """
    reader = Reader(job.root)
    data = reader.data(job.data)
    if data is None:
        return []
    log = Log(data)
    paper = read_paper(data.value, log, kinds=Kinds(reader))
    if paper is None:
        return []
    if paper.danh_sach is None:
        return explain(paper, log, figure)
    origins: list[str] = []
    for member in members(paper, log):
        if name in ("", member.name):
            origins += explain(member.paper, log, figure, member.row)
    return origins


def _log_of_member(log: Log, data: Data, member: Member) -> Log:
    """Return a log for one paper of a list: a mistake in one row must not withhold the other papers."""
    own = Log(data)
    own.findings += [*log.findings, *member.findings]
    return own


def _resolved_and_merged(prepared: Prepared, reader: Reader, log: Log, member: Member | None = None) -> Prepared:
    assert prepared.paper is not None
    prepared.resolved = resolve(prepared.paper, log, member.row if member else None)
    dossier = Dossier(prepared.paper, prepared.resolved, _settings(prepared.job, reader, log))
    for view in (View.DATA, View.PAPER):
        log.findings += judge(view, dossier, log.places)
    claimed = claims(prepared.resolved)
    log.findings += inside(prepared.resolved, claimed)
    prepared.facts = partial(_facts, prepared, log, claimed, member.row if member else None)
    if not _grave([*reader.findings, *log.findings]):
        _merge(prepared, reader)
    return _finished(prepared, reader, log.findings)


def _settings(job: Job, reader: Reader, log: Log) -> CaiDat:
    """Return the settings of the project's `docgen.toml`; a mistake in it withholds the papers of the project."""
    mark = job.root / project.MARK
    if not reader.has(mark) or not (reader.bytes(mark) or b"").strip(b" \t\r\n\xef\xbb\xbf"):
        return CaiDat()
    data = reader.data(mark)
    if data is None:
        return CaiDat()
    own = Log(data)
    settings = read_settings(data.value, own)
    log.findings += own.findings
    return settings


def _facts(prepared: Prepared, log: Log, claimed: Sequence[Claim], row: Listed | None) -> dict[str, Any]:
    """Return the facts of a paper. All papers of a list cite the same, so only the first one reports that."""
    assert prepared.paper is not None
    assert prepared.resolved is not None
    known = facts(prepared.paper, prepared.resolved, log.places, claimed, row.where("so") if row else None)
    if row is not None and row["thu_tu"] != 1:
        known = replace(known, cited=(), claims=())
    return known.plain() if known.paper.so or known.cited or known.claims else {}


def _finished(prepared: Prepared, reader: Reader, findings: list[Finding]) -> Prepared:
    """Add the files read and the findings to a paper. An issued paper has none: it cannot be changed any more."""
    prepared.reads = dict(reader.reads)
    prepared.stamps = {path: stamp(state) for path, state in reader.states.items()}
    found = _without_causes([*reader.findings, *findings, *prepared.findings])
    found = with_remedies(found, lambda file: reader.bytes(Path(file)))
    prepared.findings = [] if prepared.issued else in_order(found)
    return prepared


def _without_causes(findings: list[Finding]) -> Iterator[Finding]:
    """Yield findings without those that another one at the same place says more of.

    A cell holds a text: what is wrong with that text says more. No sheet is named: that it lacks the column says more.
    """
    known = {(finding.code, replace(finding.where, key="")) for finding in findings}
    for finding in findings:
        where = replace(finding.where, key="")
        says_more = _SAYS_MORE.get(finding.code, ())
        if not any((code, where) in known for code in says_more):
            yield finding


def _grave(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.LOI for finding in findings)


def _merge(prepared: Prepared, reader: Reader) -> None:
    """Run step 5 with the paper's template."""
    assert prepared.paper is not None
    assert prepared.resolved is not None
    content, shown = _template(prepared.paper, prepared.job, reader)
    if content is None:
        prepared.exit_code = ExitCode.TEMPLATE
        return
    prepared.template, prepared.template_file = content, shown
    try:
        template, prepared.fonts = _compiled(content, shown)
    except DocgenError as error:
        prepared.findings.append(error.finding)
        prepared.exit_code = error.exit_code
        return
    prepared.findings += template.findings
    if prepared.paper.mau or not shown.startswith("docgen/"):  # docgen's own templates are as the decree asks
        prepared.findings += _pages(content, shown)
    if not _grave(template.findings):
        prepared.word, found = merge(template, prepared.resolved, shown)
        prepared.findings += found
    if prepared.word is None:
        prepared.exit_code = ExitCode.TEMPLATE


def _template(paper: VanBan, job: Job, reader: Reader) -> tuple[bytes | None, str]:
    """Return content and shown name of the Word template: the one the data name, else that of the paper's kind."""
    if paper.mau:
        return reader.bytes(paper.mau.path, paper.mau.at), reader.shown(paper.mau.path)
    return template_of_kind(paper.kind, job.root, reader)


def template_of_kind(kind: Loai, root: Path, reader: Reader) -> tuple[bytes | None, str]:
    """Return the Word template of a kind: the office's own, else the one that comes with docgen."""
    own = project.own_template(kind, root)
    if reader.has(own):
        return reader.bytes(own), reader.shown(own)
    built_in = project.built_in_template(kind)
    if built_in is None:  # a kind that the project declares: its template belongs beside the declaration
        return reader.bytes(own, partial(Where, kind.declared_in, 1, 1)), reader.shown(own)
    return built_in.read_bytes(), f"docgen/{built_in.name}"


@lru_cache(maxsize=32)
def _compiled(content: bytes, shown: str) -> tuple[Template, frozenset[str]]:
    """Compile a template, once for all papers with the same one; return it with the fonts it asks for."""
    template = compile_template(content, shown, VOCABULARY)
    return template, _fonts(template)


@lru_cache(maxsize=32)
def _pages(content: bytes, shown: str) -> list[Finding]:
    """Return what the decree says against the pages of an office's template: a warning, since its paper can be made."""
    judged = judge_file(WordFile.read(content, Where(file=shown)), shown)
    return [replace(item, severity=Severity.CANH_BAO) for item in judged]


def _fonts(template: Template) -> frozenset[str]:
    package = template.package
    names = [package.main, *package.related(package.main, "styles")]
    fonts: set[str] = set()
    for name in names:
        for element in package.look(name).iter(qn("w:rFonts")):
            for attribute in (qn("w:ascii"), qn("w:hAnsi")):
                if attribute in element.attrib:
                    fonts.add(str(element.attrib[attribute]))
    return frozenset(fonts)
