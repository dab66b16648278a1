"""Questions answered without building: checks of data and templates, names of a template, reasons to rebuild."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docgen import files, project
from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Severity, Where
from docgen.line.batch import products, shares
from docgen.line.compare import contradicting, resigned
from docgen.line.order import Order
from docgen.line.report import Listener, Outcome, Report, Status
from docgen.line.state import State
from docgen.manifest import Manifest
from docgen.project import Job

if TYPE_CHECKING:
    from docgen.tagging import Proposal

_OUTPUTS = (".docx", ".pdf")


def check(
    paths: str | Path | Sequence[str | Path] = (),
    *,
    workers: int = 1,
    strict: bool = False,
    select: Sequence[str] = (),
    listener: Listener | None = None,
) -> Report:
    """Report every finding of steps 1 to 5 on data files and templates, without writing anything.

    `workers` is that of `build`; `select` are the codes and families of codes to report (empty: all). Bad input leads
    to findings, never to an exception.
    """
    given = project.given(paths) or _whole_project()
    word: list[Path] = []
    declared: list[Path] = []
    templates_only: set[Path] = set()
    for path in given:
        word_below, declared_below = _word_files(path), project.declarations(path)
        word += word_below
        declared += declared_below
        if path.is_dir() and (word_below or declared_below):
            templates_only.add(path)
    declared = list(dict.fromkeys(declared))
    of_data = [path for path in given if path not in word and _without_links(path) not in declared]
    listed, findings = project.jobs(of_data, None)
    report = Report(strict=strict)
    for finding in findings:
        # A folder of templates need not hold a dossier.
        if finding.code != "HT040" or Path(finding.where.file) not in templates_only:
            report.others.append(finding)
    report.outcomes = _check_dossiers(listed, workers, listener or Listener())
    reported = {_identity(item, outcome.job.root) for outcome in report.outcomes for item in outcome.findings}
    for file in [*word, *declared]:
        found = check_kind(file) if file in declared else check_template(file)
        report.others += [item for item in found if _identity(item, Path()) not in reported]
    if select:
        _keep(report, tuple(select))
    return report


def _keep(report: Report, selected: tuple[str, ...]) -> None:
    """Leave only the findings whose codes begin with one of `selected`, and why a paper could not be judged at all."""

    def kept(findings: Sequence[Finding], *, judged: bool) -> list[Finding]:
        wanted = [item.code.startswith(selected) or (not judged and item.severity is Severity.LOI) for item in findings]
        return list(compress(findings, wanted))

    report.others = kept(report.others, judged=not any(item.code.startswith("HT") for item in report.others))
    for outcome in report.outcomes:
        outcome.findings = kept(outcome.findings, judged=outcome.status is not Status.FAILED)


def _check_dossiers(jobs: list[Job], workers: int, listener: Listener) -> list[Outcome]:
    """Return the outcome of every paper of the dossiers, with the contradictions between papers."""
    listener.listed(len(jobs), len(jobs))
    orders = [Order(job, (), share=share) for job in jobs for share in shares(job, workers)]
    checked: list[tuple[Outcome, dict[str, Any]]] = []
    records = {folder: Manifest(folder) for folder in {job.output for job in jobs}}
    for product in products(orders, workers, None):
        judged = product.resolved and product.exit_code is ExitCode.OK
        status = Status.SKIPPED if judged else Status.FAILED
        outcome = Outcome(product.job, status, product.findings, exit_code=product.exit_code)
        before = records[product.job.output].entries.get(product.job.name)
        outcome.findings += resigned(product, before)
        checked.append((outcome, product.facts))
        listener.finished(outcome)
    # Processes finish in any order.
    checked.sort(key=lambda item: (str(item[0].job.data), item[0].job.name))
    contradictions = contradicting([facts for _, facts in checked])
    outcomes: list[Outcome] = []
    for (outcome, _), found in zip(checked, contradictions, strict=True):
        outcome.findings = [*outcome.findings, *found]
        outcomes.append(outcome)
    return outcomes


def _without_links(path: Path) -> Path:
    """Return a path with the links in its folders followed, but not the last part."""
    return path.parent.resolve() / path.name


def check_kind(file: Path) -> list[Finding]:
    """Return what is wrong with the declaration of a kind of paper."""
    from docgen.line.dossier import template_of_kind
    from docgen.model.known_kinds import Kinds
    from docgen.sources import Reader

    root = project.root_with_templates(file)
    reader = Reader(root)
    kind = Kinds(reader).check(file)
    if kind is not None:
        template_of_kind(kind, root, reader)
    return [replace(item, where=replace(item.where, file=str(root / item.where.file))) for item in reader.findings]


def _identity(finding: Finding, root: Path) -> tuple[Path, Finding]:
    """Return a key that is the same for a finding however its file is named: the whole path, and the rest of it.

    How grave it is does not count: the page of a template is a lỗi of the file, a cảnh báo of the paper made of it.
    """
    bare = replace(finding, where=replace(finding.where, file=""), severity=Severity.LOI)
    return (root / finding.where.file).resolve(), bare


def _whole_project() -> list[Path]:
    here = Path.cwd()
    templates = project.root_of(here) / "templates"
    return [project.default_path(here), *([templates] if templates.is_dir() else [])]


def _word_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path] if path.suffix.lower() in (".docx", ".dotx") and path.exists() else []
    output = project.output_folder(project.root_of(path))
    files = sorted(file for file in path.rglob("*.docx") if not file.is_relative_to(output))
    return [file for file in files if not _is_hidden(file.relative_to(path))]


def _is_hidden(path: Path) -> bool:
    """Return whether a file, or a folder it lies in, is hidden, or a lock file that Word leaves."""
    return any(part.startswith(("~$", ".")) for part in path.parts)


def check_template(file: Path) -> list[Finding]:
    """Return the findings of one Word file: as a template if it holds tags, else as a paper."""
    try:
        return _checked(_word_file(file), file.as_posix())
    except DocgenError as error:
        return [error.finding]
    except OSError as error:
        return [Finding.of("HT041", Where(file=str(file)), f"không đọc được: {error.strerror}")]
    except Exception as error:  # a fault of docgen itself: the other files are still checked
        message = f"lỗi của chính docgen ({type(error).__name__}: {error})"
        return [Finding.of("HT049", Where(file=file.as_posix()), message)]


def _checked(content: bytes, shown: str) -> list[Finding]:
    from docgen.lint.rule import judge_file
    from docgen.merge import compile_template
    from docgen.model.vocabulary import VOCABULARY
    from docgen.word import WordFile

    word = WordFile.read(content, Where(file=shown))
    judged = judge_file(word, shown)
    if word.has_tags:
        return [*compile_template(content, shown, VOCABULARY).findings, *judged]
    message = "tệp này không có thẻ nào, không phải là mẫu; "
    message += "docgen mới soát khổ giấy, lề, phông chữ, màu chữ và nhận xét của văn bản Word"
    refused = [Finding.of("HT057", found.where, f"tệp này không làm mẫu được: {found.message}", found.remedy)
               for found in word.findings]  # fmt: skip
    return [Finding.of("HT055", Where(file=shown), message), *judged, *refused]


def _word_file(file: Path) -> bytes:
    """Return the bytes of a Word file. Raises OSError; DocgenError if it is too large."""
    content = files.read(file, files.WORD_LIMIT)
    if len(content) > files.WORD_LIMIT:
        message = f"tệp lớn hơn mức cho phép ({files.WORD_LIMIT >> 20} MB)"
        raise DocgenError(Finding.of("MT004", Where(file=file.as_posix()), message), ExitCode.TEMPLATE)
    return content


def names_of(file: Path) -> list[tuple[str, Any]]:
    """Return the tags of a Word template with their places. Raises DocgenError for a file that is no template."""
    from docgen.merge import compile_template
    from docgen.model.vocabulary import VOCABULARY

    template = compile_template(_word_file(file), file.as_posix(), VOCABULARY)
    return [(tag.source, tag.where) for tag in template.tags]


def template_of(file: Path) -> Proposal:
    """Return the template proposed for a Word paper without tags, and its findings as a template.

    Raises DocgenError (HT041 if the file cannot be read).
    """
    from docgen.merge import compile_template
    from docgen.model.vocabulary import VOCABULARY
    from docgen.tagging import propose

    try:
        content = _word_file(file)
    except OSError as error:
        raise DocgenError(Finding.of("HT041", Where(file=str(file)), f"không đọc được: {error.strerror}")) from None
    proposal = propose(content, file.as_posix())
    faults = compile_template(proposal.data, file.as_posix(), VOCABULARY).findings
    return replace(proposal, findings=[*proposal.findings, *faults])


def reasons_for(path: Path | None = None) -> Iterator[tuple[str, list[str]]]:
    """Yield each dossier that `path` stands for and why it would be rebuilt; no reason means that it is up to date.

    `path` is an output, a data file, or a folder of data (by default that of the project around the current folder).
    Nothing is yielded for an output that is in no record.
    """
    states: dict[tuple[Path, tuple[str, ...]], State] = {}
    for job, formats in list(_dossiers_of(path or project.default_path(Path.cwd()))):
        key = (job.output, formats)
        if key not in states:
            states[key] = State([Manifest(job.output)], formats)
        yield job.name, states[key].reasons(job)


def origin_of(path: Path, figure: str) -> list[str]:
    """Return where a printed figure of a paper came from: file, line or cell, and the formula; empty when unknown."""
    from docgen.line.dossier import explained

    found: list[str] = []
    for job, _ in _dossiers_of(path):
        member = ""
        if path.suffix in _OUTPUTS:
            name = path.resolve().relative_to(job.output).with_suffix("").as_posix()
            if name != job.name:
                member = name.removeprefix(f"{job.name}/")
        found += explained(job, figure, member)
    return found


def _dossiers_of(path: Path) -> Iterator[tuple[Job, tuple[str, ...]]]:
    """Yield the dossiers a path stands for, with the formats it names."""
    whole = path.resolve()
    if path.is_dir() or path.suffix.lower() in project.DATA_SUFFIXES:
        yield from ((job, ("docx", "pdf")) for job in project.jobs([path], None)[0])
        return
    for folder in whole.parents:
        name = whole.relative_to(folder).with_suffix("").as_posix()
        if entry := Manifest(folder).entries.get(name):
            root = (folder / entry.root).resolve()
            dossier = name if entry.of == 1 else name.rpartition("/")[0]
            yield Job(root, root / entry.data, folder, dossier), (whole.suffix.lower()[1:],)
            return
