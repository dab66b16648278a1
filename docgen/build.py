"""The line: lists jobs, runs the seven steps, gathers the report.

Promises: every dossier is tried and every finding of every file told in one run; one broken dossier never stops the
others; outputs stand whole or not at all; a Word file that somebody edited is not overwritten, a paper that has been
issued is not touched; what has not changed is not made again.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from docgen import __version__, manifest, project
from docgen.context import resolve
from docgen.docx.chart import described
from docgen.docx.ooxml import qn
from docgen.docx.template import Template, compile_template
from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Severity, Where, in_order
from docgen.finish import Metadata, finish
from docgen.manifest import Entry, Manifest
from docgen.merge import merge
from docgen.model.fields import Log
from docgen.model.paper import VanBan, read_paper
from docgen.model.resolved import ChartBlock, Resolved
from docgen.model.tags import VOCABULARY
from docgen.office import Office
from docgen.pdf.archive import conditions
from docgen.pdf.fonts import font_findings
from docgen.project import Job
from docgen.sources import Reader

MADE, SKIPPED, KEPT, FAILED = "made", "skipped", "kept", "failed"


@dataclass
class Outcome:
    """What became of one dossier: MADE, SKIPPED (nothing changed), KEPT (not to be touched) or FAILED."""

    job: Job
    status: str
    findings: list[Finding] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    pages: int = 0
    seconds: float = 0.0
    exit_code: ExitCode = ExitCode.OK


@dataclass
class Report:
    """The outcome of a run. `exit_code` is the gravest; `strict` counts a cảnh báo as a lỗi."""

    outcomes: list[Outcome] = field(default_factory=list)
    others: list[Finding] = field(default_factory=list)
    strict: bool = False

    @property
    def findings(self) -> list[Finding]:
        """Every finding of the run, by place, without repeats."""
        return in_order([finding for outcome in self.outcomes for finding in outcome.findings] + self.others)

    @property
    def exit_code(self) -> ExitCode:
        """The code for the shell."""
        floor = Severity.CANH_BAO if self.strict else Severity.LOI
        found = ExitCode.FINDINGS if any(finding.severity >= floor for finding in self.findings) else ExitCode.OK
        return ExitCode.worst([found, *(outcome.exit_code for outcome in self.outcomes)])


@dataclass
class Prepared:
    """A dossier after steps 1 to 5: its Word file (None when it cannot be made) and what was learnt on the way."""

    findings: list[Finding]
    reads: dict[str, str]
    paper: VanBan | None = None
    resolved: Resolved | None = None
    docx: bytes | None = None
    fonts: frozenset[str] = frozenset()
    exit_code: ExitCode = ExitCode.OK


def prepare(job: Job) -> Prepared:
    """Run steps 1 to 5 for one dossier. Nothing is written, nothing raised for bad input."""
    reader = Reader(job.root)
    data = reader.data(job.data)
    made = Prepared(reader.findings, {})
    if data is not None:
        log = Log(data)
        made.paper = read_paper(data.value, log)
        # The reader's findings stand first; an unusable part of a file makes what it held missing.
        if made.paper is not None and not _grave(log.findings + reader.findings):
            made.resolved = resolve(made.paper, log)
        made.findings = [*reader.findings, *log.findings]
        if made.resolved is not None and not _grave(made.findings):
            _merge(job, reader, made)
    made.reads = dict(reader.reads)
    made.findings = in_order([*made.findings, *(f for f in reader.findings if f not in made.findings)])
    return made


def _grave(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.LOI for finding in findings)


def _merge(job: Job, reader: Reader, made: Prepared) -> None:
    assert made.paper is not None
    assert made.resolved is not None
    path, where = project.template_of(made.paper.mau, made.paper.MAU, job.root)
    own = path.is_relative_to(project.built_in_templates()) and not path.is_relative_to(job.root)
    content = path.read_bytes() if own else reader.bytes(path, where)
    if content is None:
        made.exit_code = ExitCode.TEMPLATE
        return
    shown = f"docgen/{path.name}" if own else reader.shown(path)
    try:
        template = _compiled(content, shown)
    except DocgenError as error:
        made.findings.append(error.finding)
        made.exit_code = error.exit_code
        return
    if _grave(template.findings):
        made.findings += template.findings
        made.exit_code = ExitCode.TEMPLATE
        return
    made.docx, found = merge(template, made.resolved, shown)
    made.findings += [*template.findings, *found]
    made.fonts = _fonts(template)
    if made.docx is None:
        made.exit_code = ExitCode.TEMPLATE


@lru_cache(maxsize=32)
def _compiled(content: bytes, shown: str) -> Template:
    """Compile a template once for all papers that use it, by content."""
    return compile_template(content, shown, VOCABULARY)


def _fonts(template: Template) -> frozenset[str]:
    package = template.package
    names = [package.main, *package.related(package.main, "styles")]
    return frozenset(
        str(value) for name in names for fonts in package.look(name).iter(qn("w:rFonts"))
        for key, value in fonts.attrib.items() if key in (qn("w:ascii"), qn("w:hAnsi"))
    )  # fmt: skip


@cache
def code_version() -> str:
    """Return a fingerprint of docgen's own code and of the templates that come with it."""
    total = sha256(__version__.encode())
    package = Path(__file__).parent
    files = [*package.rglob("*.py"), *package.rglob("*.json"), *project.built_in_templates().rglob("*.docx")]
    for path in sorted(files):
        total.update(path.name.encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def build(
    paths: Sequence[str | Path] = (),
    *,
    output: str | Path | None = None,
    only: str | None = None,
    workers: int = 2,
    force: bool = False,
    strict: bool = False,
    on_outcome: Callable[[Outcome, int], None] | None = None,
    office: Office | None = None,
) -> Report:
    """Build dossiers (files or folders; the project around the current folder when none) and return the report.

    `only` is "docx" or "pdf". `on_outcome` is called with each outcome and how many dossiers there are. Bad input
    gives findings, never an exception.
    """
    given = [Path(path) for path in paths] or [project.default_path(Path.cwd())]
    report = Report(strict=strict)
    report.others = list(_missing(given))
    listed = project.jobs([path for path in given if path.exists()], Path(output) if output is not None else None)
    if not listed and not report.others:
        report.others.append(Finding.of("HT040", Where(file=str(given[0])), "không có hồ sơ nào ở đây"))
    own = None if office else Office(workers=workers)
    try:
        line = _Line(listed, only, force, office or own, workers)  # type: ignore[arg-type]
        for outcome in line.run():
            report.outcomes.append(outcome)
            if on_outcome:
                on_outcome(outcome, len(listed))
    finally:
        if own:
            own.close()
    return report


def _missing(paths: Iterable[Path]) -> Iterator[Finding]:
    for path in paths:
        if not path.exists():
            yield Finding.of("HT041", Where(file=str(path)), "không có tệp hay thư mục này")


class _Line:
    """One run over a list of jobs: merges here, exports in threads that wait for LibreOffice."""

    def __init__(self, listed: list[Job], only: str | None, force: bool, office: Office, workers: int) -> None:
        self.jobs, self.force, self.office, self.workers = listed, force, office, workers
        self.kinds = [kind for kind in ("docx", "pdf") if only in (None, kind)]
        self.manifests: dict[Path, Manifest] = {}
        self._office_version: str | None = None

    def run(self) -> Iterator[Outcome]:
        """Yield each outcome when it is known."""
        with ThreadPoolExecutor(self.workers) as pool:
            waiting: list[Future[Outcome]] = []
            try:
                for job in self.jobs:
                    outcome = self._start(job, pool, waiting)
                    if outcome:
                        yield self._recorded(outcome)
                    while len(waiting) > self.workers * 4 or (waiting and waiting[0].done()):
                        yield self._recorded(waiting.pop(0).result())
                for future in waiting:
                    yield self._recorded(future.result())
            except BaseException:
                for future in waiting:
                    future.cancel()
                self.office.close()
                raise

    def _manifest(self, job: Job) -> tuple[Manifest, str]:
        folder = self._folder(job)
        if folder not in self.manifests:
            self.manifests[folder] = Manifest.load(folder)
        return self.manifests[folder], job.stem.relative_to(folder).as_posix()

    def _folder(self, job: Job) -> Path:
        """Return the output folder whose record holds the job: the highest that all jobs under it share."""
        for folder in self.manifests:
            if job.stem.is_relative_to(folder):
                return folder
        parts = [other.stem.parent for other in self.jobs if other.root == job.root]
        return min((folder for folder in parts if job.stem.is_relative_to(folder)), key=lambda p: len(p.parts))

    def _exported_by(self) -> str:
        if self._office_version is None:
            try:
                self._office_version = self.office.version
            except DocgenError:
                self._office_version = ""
        return self._office_version

    def _start(self, job: Job, pool: ThreadPoolExecutor, waiting: list[Future[Outcome]]) -> Outcome | None:
        """Run steps 1 to 5 of a job; return its outcome, or put its export among `waiting`."""
        began = monotonic()
        record, name = self._manifest(job)
        outputs = {kind: getattr(job, kind) for kind in self.kinds}
        entry = record.entries.get(name)
        present = manifest.present_hashes(job.root, entry)
        reasons = record.reasons(name, code_version(), self._exported_by(), outputs, present)
        edited = self._edited(job, entry)
        if not reasons and not self.force and not edited:
            return Outcome(job, SKIPPED, seconds=monotonic() - began)
        made = prepare(job)
        outcome = Outcome(job, FAILED, list(made.findings), reasons, exit_code=made.exit_code)
        if made.paper is not None and made.paper.da_ban_hanh:
            note = "đã ban hành: không tạo lại" if job.docx.exists() or job.pdf.exists() else "đã ban hành mà chưa có tệp nào trong thư mục kết quả"
            outcome.findings.append(Finding.of("HT042", Where(file=_shown(job)), note))
            outcome.status, outcome.exit_code = KEPT, ExitCode.OK
            return outcome
        if made.docx is None:
            return outcome
        if edited and not self.force and manifest.hash_of(job.docx) != manifest.digest(made.docx):
            outcome.findings.append(Finding.of("HT043", Where(file=str(job.docx)), edited))
            outcome.status = KEPT
            return outcome
        waiting.append(pool.submit(self._finish, job, made, outcome, began))
        return None

    def _edited(self, job: Job, entry: Entry | None) -> str:
        """Return what is wrong with overwriting the Word file that stands, "" when nothing is."""
        now = manifest.hash_of(job.docx) if "docx" in self.kinds else ""
        if not now or (entry and entry.docx == now):
            return ""
        return "tệp Word đã được sửa sau khi docgen tạo ra" if entry else "đã có một tệp Word không do docgen tạo ra"

    def _finish(self, job: Job, made: Prepared, outcome: Outcome, began: float) -> Outcome:
        """Run steps 6 and 7 in a thread: write the Word file, export and finish the PDF."""
        assert made.docx is not None
        assert made.resolved is not None
        record, _ = self._manifest(job)
        root = os.path.relpath(job.root, record.folder.resolve())
        entry = Entry(root, _shown(job), made.reads, code_version(), title=made.resolved.title)
        entry.docx = manifest.digest(made.docx)
        try:
            if "docx" in self.kinds:
                manifest.write_whole(job.docx, made.docx)
            if "pdf" in self.kinds:
                pdf = finish(self.office.to_pdf(made.docx, _shown(job)), _metadata(made.resolved))
                where = Where(file=str(job.pdf))
                outcome.findings += [*font_findings(made.fonts, pdf), *conditions(pdf, where)]
                manifest.write_whole(job.pdf, pdf)
                entry.pdf, entry.exported_by = manifest.digest(pdf), self._exported_by()
        except DocgenError as error:
            outcome.findings.append(error.finding)
            outcome.exit_code = error.exit_code
        except OSError as error:
            outcome.findings.append(Finding.of("HT044", Where(file=str(error.filename or job.docx)), f"không ghi được: {error.strerror}"))
            outcome.exit_code = ExitCode.EXPORT
        else:
            outcome.status = MADE
        outcome.seconds = monotonic() - began
        self._note(job, entry, outcome)
        return outcome

    def _note(self, job: Job, entry: Entry, outcome: Outcome) -> None:
        """Keep in the record what is true of the files that stand, also after a failed export."""
        record, name = self._manifest(job)
        if outcome.status == MADE or manifest.hash_of(job.docx) == entry.docx:
            before = record.entries.get(name)
            if "pdf" not in self.kinds and before:
                entry.pdf, entry.exported_by = before.pdf, before.exported_by
            record.entries[name] = entry

    def _recorded(self, outcome: Outcome) -> Outcome:
        if outcome.status != MADE:
            return outcome
        record, _ = self._manifest(outcome.job)
        try:
            record.save()
        except OSError as error:
            where = Where(file=str(record.folder / manifest.NAME))
            outcome.findings.append(Finding.of("HT044", where, f"không ghi được: {error.strerror}"))
            outcome.exit_code = ExitCode.EXPORT
        return outcome


def _shown(job: Job) -> str:
    return job.data.relative_to(job.root).as_posix() if job.data.is_relative_to(job.root) else str(job.data)


def _metadata(resolved: Resolved) -> Metadata:
    blocks = (block for part in resolved.parts for block in part.body)
    charts = [described(block.chart) for block in blocks if isinstance(block, ChartBlock)]
    return Metadata(
        resolved.title, resolved.issuer, resolved.subject, [resolved.number], resolved.day, charts=charts
    )


def check(paths: Sequence[str | Path] = (), *, strict: bool = False) -> Report:
    """Say everything steps 1 to 3 and 5 can say of data files and templates, without making anything."""
    given = [Path(path) for path in paths]
    if not given:
        given = [project.default_path(Path.cwd())]
        templates = project.root_of(Path.cwd()) / "templates"
        given += [templates] if templates.is_dir() else []
    report = Report(strict=strict)
    report.others = list(_missing(given))
    present = [path for path in given if path.exists()]
    word = [file for path in present for file in _word_files(path)]
    listed = project.jobs([path for path in present if path.is_dir() or path not in word], None)
    for job in listed:
        made = prepare(job)
        report.outcomes.append(Outcome(job, SKIPPED, made.findings, exit_code=made.exit_code))
    for file in word:
        report.others += check_template(file)
    if not listed and not word and not report.others:
        report.others.append(Finding.of("HT040", Where(file=str(given[0])), "không có hồ sơ hay mẫu nào ở đây"))
    return report


def _word_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path] if path.suffix.lower() in (".docx", ".dotx") else []
    files = sorted(path.rglob("*.docx"))
    return [file for file in files if not file.name.startswith(("~$", ".")) and "output" not in file.relative_to(path).parts]


def check_template(file: Path) -> list[Finding]:
    """Return the findings of one Word template."""
    try:
        return compile_template(file.read_bytes(), file.as_posix(), VOCABULARY).findings
    except DocgenError as error:
        return [error.finding]
    except OSError as error:
        return [Finding.of("HT041", Where(file=str(file)), f"không đọc được: {error.strerror}")]


def names_of(file: Path) -> list[tuple[str, Any]]:
    """Return the tags of a Word template with their places. Raises DocgenError for a file that is no template."""
    template = compile_template(file.read_bytes(), file.as_posix(), VOCABULARY)
    return [(tag.source, tag.where) for tag in template.tags]


def reasons_for(output: Path) -> list[str] | None:
    """Return why an output would be made again (empty: it would not); None when no record knows it."""
    target = output.resolve().with_suffix("")
    for folder in target.parents:
        record = Manifest.load(folder)
        name = target.relative_to(folder).as_posix()
        entry = record.entries.get(name)
        if entry is None:
            continue
        present = manifest.present_hashes(folder / entry.root, entry)
        kind = output.suffix.lstrip(".") or "docx"
        try:
            version = Office().version
        except DocgenError:
            version = ""
        return record.reasons(name, code_version(), version, {kind: target.with_name(f"{target.name}.{kind}")}, present)
    return None
