"""Steps 1 to 5 of one dossier: from its data file to the bytes of its Word file, or of one for each row of its list."""

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
from docgen.lint.rule import Dossier, View, judge
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

# What the reader tells, and what says more of the same place.
_SAYS_MORE = {"DL033": ("SL007", "SL033", "SL034", "SL035"), "DL034": ("DL066",)}
_ALONE = ("DL012", "DL013", "DL105")  # a day or a number that cannot be: nothing else is missing for it


@dataclass
class Prepared:
    """A paper after steps 1 to 5: its Word file (None when it cannot be made) and what was learnt on the way.

    `job` names the paper, one of `of`. `reads` and `stamps` are those of `manifest.Entry`. An `issued` paper is not
    worked out: it is not to be made. `data` and `template` are what it was made from, `facts` what other papers can
    contradict.
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
    template_file: str = ""  # as shown
    facts: Callable[[], dict[str, Any]] = dict
    fonts: frozenset[str] = frozenset()
    exit_code: ExitCode = ExitCode.OK


def prepare(job: Job, share: tuple[int, int] = (0, 1)) -> Iterator[Prepared]:
    """Run steps 1 to 5 for one dossier and yield its paper: one, or one for each row of its list.

    Nothing is written, nothing raised for bad input. `share` is that of `Order`; at least one paper is yielded for the
    first share, none may be left for the others.
    """
    reader = Reader(job.root)
    data = reader.data(job.data)
    if data is None or data.value.get("da_ban_hanh") is True:
        alone = [_told(Prepared(job, issued=data is not None), reader, [])]
    else:
        log = Log(data)
        paper = read_paper(data.value, log, kinds=Kinds(reader))
        if paper is None or _grave(item for item in reader.findings if item.code not in _ALONE):
            # What an unusable file held is missing: working the paper out would tell of nothing but that.
            alone = [_told(Prepared(job), reader, log.findings)]
        elif paper.danh_sach is None:
            alone = [_prepared(Prepared(job, paper=paper, data=data), reader, log)] if share[0] == 0 else []
        else:
            listed = list(members(paper, log))
            alone = [_told(Prepared(job), reader, log.findings)] if not listed or _grave(log.findings) else []
            for member in [] if alone else listed[share[0] :: share[1]]:
                own = replace(job, name=f"{job.name}/{member.name}")
                made = Prepared(own, of=len(listed), paper=member.paper, data=data)
                yield _prepared(made, reader, _apart(log, data, member), member)
    if share[0] == 0:
        yield from alone


def explained(job: Job, figure: str, name: str = "") -> list[str]:
    """Return where a printed figure came from; empty when it is nowhere, or the dossier cannot be read.

    `name` is that of one paper of a list.
    """
    reader = Reader(job.root)
    data = reader.data(job.data)
    paper = read_paper(data.value, log := Log(data), kinds=Kinds(reader)) if data is not None else None
    if paper is None or paper.danh_sach is None:
        return explain(paper, log, figure) if paper is not None else []
    listed = (item for item in members(paper, log) if name in ("", item.name))
    return [line for item in listed for line in explain(item.paper, log, figure, item.row)]


def _apart(log: Log, data: Data, member: Member) -> Log:
    """Return a log for one paper of a list: what is wrong with one row withholds no other paper."""
    own = Log(data)
    own.findings = [*log.findings, *member.findings]
    return own


def _prepared(made: Prepared, reader: Reader, log: Log, member: Member | None = None) -> Prepared:
    assert made.paper is not None
    made.resolved = resolve(made.paper, log, member.row if member else None)
    dossier = Dossier(made.paper, made.resolved, _settings(made.job, reader, log))
    for view in (View.DATA, View.PAPER):
        log.findings += judge(view, dossier, log.places)
    said = claims(made.resolved)
    log.findings += inside(made.resolved, said)
    made.facts = partial(_facts, made, log, said, member.row if member else None)
    if not _grave([*reader.findings, *log.findings]):
        _merge(made, reader)
    return _told(made, reader, log.findings)


def _settings(job: Job, reader: Reader, log: Log) -> CaiDat:
    """Return what the project's `docgen.toml` settles; what is wrong in it withholds its papers."""
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


def _facts(made: Prepared, log: Log, said: Sequence[Claim], row: Listed | None) -> dict[str, Any]:
    """Return the facts of a paper; of a list only the first paper says what all of them cite."""
    assert made.paper is not None
    assert made.resolved is not None
    known = facts(made.paper, made.resolved, log.places, said, row.where("so") if row else None)
    known = known if row is None or row["thu_tu"] == 1 else replace(known, cited=(), claims=())
    return known.plain() if known.paper.so or known.cited or known.claims else {}


def _told(made: Prepared, reader: Reader, findings: list[Finding]) -> Prepared:
    """Return `made` with what was read and said. An issued paper says nothing: nothing could be done about it."""
    made.reads = dict(reader.reads)
    made.stamps = {path: stamp(state) for path, state in reader.states.items()}
    said = with_remedies(_once([*reader.findings, *findings, *made.findings]), lambda file: reader.bytes(Path(file)))
    made.findings = [] if made.issued else in_order(said)
    return made


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings without those of the reader where it is said what comes of it.

    A cell that holds a text: what is wrong with that text. A sheet that is not named: that it has another table.
    """
    kept = list(findings)
    known = {(finding.code, replace(finding.where, key="")) for finding in kept}
    for finding in kept:
        where = replace(finding.where, key="")
        if not any((code, where) in known for code in _SAYS_MORE.get(finding.code, ())):
            yield finding


def _grave(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.LOI for finding in findings)


def _merge(made: Prepared, reader: Reader) -> None:
    """Run step 5 with the template that the paper asks for."""
    assert made.paper is not None
    assert made.resolved is not None
    content, shown = _template(made.paper, made.job, reader)
    if content is None:
        made.exit_code = ExitCode.TEMPLATE
        return
    made.template, made.template_file = content, shown
    try:
        template, made.fonts = _compiled(content, shown)
    except DocgenError as error:
        made.findings.append(error.finding)
        made.exit_code = error.exit_code
        return
    made.findings += template.findings
    if not _grave(template.findings):
        made.word, found = merge(template, made.resolved, shown)
        made.findings += found
    if made.word is None:
        made.exit_code = ExitCode.TEMPLATE


def _template(paper: VanBan, job: Job, reader: Reader) -> tuple[bytes | None, str]:
    """Return the Word template: the one the data name, else the office's own, else the one that comes with docgen."""
    if paper.mau:
        return reader.bytes(paper.mau.path, paper.mau.at), reader.shown(paper.mau.path)
    return template_of_kind(paper.kind, job.root, reader)


def template_of_kind(kind: Loai, root: Path, reader: Reader) -> tuple[bytes | None, str]:
    """Return the Word template of a kind: the office's own, else the one that comes with docgen."""
    own = project.own_template(kind, root)
    if reader.has(own):
        return reader.bytes(own), reader.shown(own)
    built_in = project.built_in_template(kind)
    if built_in is None:  # of a kind that the project declares: its template is to lie beside
        return reader.bytes(own, partial(Where, kind.declared_in, 1, 1)), reader.shown(own)
    return built_in.read_bytes(), f"docgen/{built_in.name}"


@lru_cache(maxsize=32)
def _compiled(content: bytes, shown: str) -> tuple[Template, frozenset[str]]:
    """Compile a template once for all papers that use it, by content; return it with the fonts it asks for."""
    template = compile_template(content, shown, VOCABULARY)
    return template, _fonts(template)


def _fonts(template: Template) -> frozenset[str]:
    package = template.package
    names = [package.main, *package.related(package.main, "styles")]
    return frozenset(
        str(value) for name in names for fonts in package.look(name).iter(qn("w:rFonts"))
        for key, value in fonts.attrib.items() if key in (qn("w:ascii"), qn("w:hAnsi"))
    )  # fmt: skip
