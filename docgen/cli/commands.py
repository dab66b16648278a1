"""Every command and its options. Heavy rooms are imported inside the functions: `docgen --help` answers at once."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

import docgen
from docgen.cli import printing
from docgen.cli.kinds import KindArgument, KindFirst, kind_named
from docgen.cli.language import mend, words
from docgen.cli.vietnamese_click import Command, CommandGroup, Count
from docgen.errors import DocgenError, ExitCode
from docgen.finding import Severity, nearest, register

if TYPE_CHECKING:
    from docgen.model.paper_kind import Loai

_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[ĐƯỜNG_DẪN]…")
_FEW = 8  # reasons shown; a list of a thousand papers may have thousands
_STRICT = click.option("--strict", is_flag=True, help="Coi cảnh báo như lỗi.")
_JOBS = click.option("--jobs", type=Count(64), metavar="SỐ", help="Số việc làm cùng lúc (mặc định: số lõi của máy).")


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on Linux
        return os.cpu_count() or 1


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="LỆNH …",
    invoke_without_command=True,
)
@click.version_option(docgen.__version__, "--version", help="Hiện phiên bản.", message="docgen %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Dữ liệu thành văn bản hành chính (Word và PDF) theo Nghị định 30/2020/NĐ-CP."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cli.command(cls=Command)
@_PATHS
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="THƯ_MỤC", help="Thư mục kết quả.")
@click.option("--only", type=click.Choice(["docx", "pdf"]), help="Chỉ tạo tệp Word hoặc chỉ tạo PDF.")
@_JOBS
@click.option("--force", is_flag=True, help="Tạo lại hết, kể cả đè lên tệp Word, PDF đã sửa hay đã ký.")
@click.option("--prune", is_flag=True, help="Xóa kết quả của những hồ sơ không còn.")
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ tạo gì và vì sao, không tạo.")
@click.option("--watch", is_flag=True, help="Chờ và tạo lại mỗi khi dữ liệu hoặc mẫu được lưu.")
@_STRICT
def build(
    paths: tuple[Path, ...], output: Path | None, only: str | None, jobs: int | None,
    force: bool, prune: bool, dry_run: bool, watch: bool, strict: bool,
) -> int:  # fmt: skip
    """Tạo văn bản từ dữ liệu: một tệp, một thư mục, hoặc cả dự án."""
    from docgen.cli.progress import Progress

    if watch and (dry_run or force or prune):
        raise click.UsageError("--watch không đi cùng --force, --prune hay --dry-run")
    workers = jobs or _cores()
    if watch:
        from docgen.cli.watching import watch as keep_watching

        return keep_watching(paths, output=output, only=only, workers=workers, strict=strict)
    with Progress() as progress:
        report = docgen.build(
            paths, output=output, only=only, workers=workers, force=force, strict=strict, prune=prune, dry_run=dry_run,
            listener=progress,
        )  # fmt: skip
    _echo(printing.findings(report.seen_from(Path.cwd()), "text"))
    click.echo(printing.summary(report))
    return report.exit_code


@cli.command(cls=Command)
@_PATHS
@click.option("--format", "form", type=click.Choice(printing.FORMATS), default="text", help="Cách in kết quả.")
@click.option(
    "--select",
    "selected",
    multiple=True,
    metavar="MÃ",
    help="Chỉ nêu mã này, hay nhóm mã này (SL). Ghi nhiều lần được.",
)
@_JOBS
@_STRICT
def check(paths: tuple[Path, ...], form: str, selected: tuple[str, ...], jobs: int | None, strict: bool) -> int:
    """Soát dữ liệu và mẫu mà không tạo tệp nào."""
    only = [_known_code(code) for code in selected]
    report = docgen.check(paths, workers=jobs or _cores(), strict=strict, select=only)
    found = report.seen_from(Path.cwd())
    _echo(printing.findings(found, form))
    if form == "text":
        click.echo(printing.counts(found) or "Không có gì phải sửa.")
    return report.exit_code


@cli.command(cls=KindFirst)
@click.argument("loai", metavar="LOẠI", cls=KindArgument)
@click.argument("path", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--full", is_flag=True, help="Ghi mọi mục mà loại văn bản này có, mỗi mục một lời giải thích.")
@click.option("--from", "old", type=click.Path(path_type=Path), metavar="TỆP_CŨ", help="Làm tiếp từ tệp của kỳ trước.")
@click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
def new(loai: str, path: Path, full: bool, old: Path | None, force: bool) -> int:
    """Tạo một tệp dữ liệu ngắn để điền, và tệp co-quan.toml nếu dự án chưa có."""
    from docgen.cli.starting import start

    kind = kind_named(loai, path.parent)
    suffixes = (".toml",) if old is None else (".toml", ".json")
    target = path
    if not path.suffix:
        target = path.with_suffix(old.suffix if old and old.suffix in suffixes else ".toml")
    if target.suffix.lower() not in suffixes:
        raise click.ClickException(f"{target}: tên tệp phải có đuôi {' hoặc '.join(suffixes)}.")
    if old is not None:
        return _renew(kind, old, target, force)
    if target.exists() and not force:
        raise click.ClickException(f"{target} đã có. Thêm --force nếu muốn ghi đè.")
    for office in start(kind, target, full=full):
        click.echo(f"Đã tạo {printing.near(office)}: sửa cơ quan, người lãnh đạo ở đó, một lần cho mọi văn bản.")
    click.echo(f"Đã tạo {target}. Điền rồi chạy: docgen build {shlex.quote(str(target))}")
    return ExitCode.OK


def _renew(kind: Loai, old: Path, target: Path, force: bool) -> int:
    """Create the next paper from the last one; print what was done and what is left to do."""
    from docgen.line.renewal import RefusedError, carry_on

    try:
        renewed = carry_on(kind, old, target, force=force)
    except RefusedError as error:
        if error.findings:
            _echo(printing.findings(error.findings, "text"))
            click.echo(str(error))
            return ExitCode.FINDINGS
        raise click.ClickException(str(error)) from None
    _echo(printing.carried(renewed))
    click.echo(f"Đã tạo {target} ({renewed.period}). Sửa rồi chạy: docgen build {shlex.quote(str(target))}")
    return ExitCode.OK


@cli.command(cls=KindFirst)
@click.argument("what", metavar="LOẠI|TỆP.docx", cls=KindArgument)
@click.argument("path", type=click.Path(path_type=Path), metavar="[TỆP]", required=False)
@click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
def template(what: str, path: Path | None, force: bool) -> int:
    """Chép mẫu Word của một loại văn bản ra để sửa, hoặc biến một văn bản Word thành mẫu."""
    from docgen import project
    from docgen.manifest import write_whole
    from docgen.sources import Reader

    paper = Path(what)
    if paper.suffix.lower() in (".docx", ".dotx", ".doc") or paper.is_file():
        return _template_from_paper(paper, path or paper.with_name(f"{paper.stem}-mau.docx"), force)
    kind, root = kind_named(what, Path.cwd()), project.root_of(Path.cwd())
    source, reader = project.built_in_template(kind) or project.own_template(kind, root), Reader(root)
    target = _word_target(path or Path(source.name), force)
    content = reader.bytes(source) if source.is_relative_to(root / project.TEMPLATES) else source.read_bytes()
    if content is None:
        raise DocgenError(reader.findings[0], ExitCode.TEMPLATE)
    write_whole(target, content)
    click.echo(f"Đã chép mẫu ra {target}. Sửa bằng Word rồi ghi vào dữ liệu: {_named_in_data(target)}")
    return ExitCode.OK


def _word_target(path: Path, force: bool) -> Path:
    """Return the Word file to write, with its suffix. Raises ClickException for another suffix or an existing file."""
    if path.suffix.lower() not in ("", ".docx", ".dotx"):
        raise click.ClickException(f"{path}: mẫu Word có đuôi .docx.")
    target = path if path.suffix else path.with_suffix(".docx")
    if target.exists() and not force:
        raise click.ClickException(f"{target} đã có. Thêm --force nếu muốn ghi đè.")
    return target


def _template_from_paper(paper: Path, path: Path, force: bool) -> int:
    """Turn a Word paper into a template, write it, and print what was recognised."""
    from docgen.line.inspect import template_of
    from docgen.manifest import write_whole

    if paper.suffix.lower() not in (".docx", ".dotx"):
        raise click.ClickException(f"{paper}: cần tệp .docx; tệp Word cũ thì mở bằng Word rồi lưu thành .docx.")
    target = _word_target(path, force)
    if target.exists() and paper.exists() and target.samefile(paper):
        raise click.ClickException(f"{target} là chính văn bản gốc, docgen không ghi đè. Ghi một tên khác.")
    proposal = template_of(paper)
    write_whole(target, proposal.data)
    click.echo(printing.proposed(proposal))
    _echo(printing.findings(list(proposal.findings), "text"))
    click.echo(f"Đã tạo {target}. Xem lại bằng Word rồi ghi vào dữ liệu: {_named_in_data(target)}")
    grave = any(item.severity is Severity.LOI for item in proposal.findings)
    return ExitCode.FINDINGS if grave else ExitCode.OK


@cli.command(cls=Command)
@click.argument("target", type=click.Path(path_type=Path), metavar="TẬP.pdf")
@click.argument("papers", type=click.Path(path_type=Path), metavar="VĂN_BẢN…", nargs=-1, required=True)
@click.option("--title", default="", metavar="TÊN", help="Tên của tập (mặc định: tên tệp).")
@click.option("--force", is_flag=True, help="Ghi đè lên tệp đã có, kể cả tệp không do docgen đóng.")
@_STRICT
def bind(target: Path, papers: tuple[Path, ...], title: str, force: bool, strict: bool) -> int:
    """Đóng nhiều văn bản PDF thành một tập có dấu trang.

    Mỗi VĂN_BẢN là một tệp PDF, tên một kết quả (kehoach/x), một tệp dữ liệu đã tạo PDF, hoặc một thư mục. Thứ tự trong
    tập là thứ tự đã nêu; văn bản trong một thư mục xếp theo ngày, rồi theo số, còn văn bản chưa có ngày và tệp không do
    docgen tạo thì xếp sau, theo tên. Văn bản nêu riêng mà cũng có trong thư mục chỉ đóng một lần, ở chỗ nêu trước.

    Một văn bản không đóng được thì không ghi gì.
    """
    from docgen.line.volume import make_volume

    if target.suffix.lower() not in ("", ".pdf"):
        raise click.ClickException(f"{target}: tập phải có đuôi .pdf; ghi tên tập trước, rồi đến các văn bản.")
    named = target if target.suffix else target.with_suffix(".pdf")
    bound = make_volume(named, papers, title=title, force=force, strict=strict)
    _echo(printing.findings(bound.findings, "text"))
    click.echo(printing.bound(bound))
    return bound.exit_code


@cli.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path), metavar="[KẾT_QUẢ|DỮ_LIỆU]", required=False)
@click.argument("figure", metavar="[SỐ_LIỆU]", required=False)
def why(path: Path | None, figure: str | None) -> None:
    """Cho biết vì sao phải tạo lại, hoặc một số liệu in ra lấy từ đâu."""
    from docgen.line.inspect import origin_of, reasons_for

    if figure is not None and path is not None:
        _echo("\n".join(origin_of(path, figure)) or f"Không thấy “{figure}” trong các số liệu tính ra của văn bản này.")
        return
    found = list(reasons_for(path))
    if not found:
        raise click.ClickException(f"không rõ {path or 'thư mục này'} ứng với hồ sơ nào.")
    for name, reasons in found:
        shown = reasons[:_FEW]
        if len(reasons) > _FEW:
            shown.append(f"và {len(reasons) - _FEW} lý do nữa")
        click.echo(f"{name}: {'; '.join(shown) or 'không có gì thay đổi, không phải tạo lại'}")


@cli.command(cls=Command)
@click.argument("what", metavar="MẪU|LOẠI")
def fields(what: str) -> None:
    """Liệt kê các tên mà một mẫu Word dùng, hoặc một loại văn bản có thể dùng."""
    if Path(what).suffix.lower() in (".docx", ".dotx") or Path(what).is_file():
        from docgen.line.inspect import names_of

        if not Path(what).exists():
            raise click.ClickException(f"không có tệp “{what}”.")
        for source, where in names_of(Path(what)):
            click.echo(f"{source}\t{where}")
        return
    _fields_of(kind_named(what, Path.cwd()))


def _named_in_data(template: Path) -> str:
    """Return how data name a template: a path counts from the folder of the data file."""
    return f'mau = {{ tep = "{template.name}" }} (dữ liệu ở thư mục khác thì ghi đường dẫn từ thư mục ấy)'


def _fields_of(kind: Loai) -> None:
    from docgen.expression.filters import manual
    from docgen.model.schema import field_names
    from docgen.model.vocabulary import BLOCK_KINDS, PART_NAMES, VOCABULARY

    for part, vocabulary in VOCABULARY.items():
        click.echo(f"Trong mẫu Word, phần “{PART_NAMES[part]}”:")
        for name, meaning in vocabulary.names.items():
            repeated = " (lặp lại từng dòng)" if name in vocabulary.lists else ""
            click.echo(f"  {{{{ {name} }}}}\t{meaning}{repeated}")
    click.echo("Đoạn làm mẫu cho từng cấp nội dung: " + ", ".join(sorted(BLOCK_KINDS)))
    click.echo("Trong dữ liệu:")
    for name, meaning in field_names(kind):
        click.echo(f"  {name}\t{meaning}")
    click.echo("Cách viết:")
    for name, meaning in manual().items():
        click.echo(f"  | {name}\t{meaning}".rstrip())


@cli.command(cls=Command)
@click.argument("loai", metavar="LOẠI", cls=KindArgument)
def schema(loai: str) -> None:
    """In JSON Schema của một loại văn bản, để trình soạn thảo gợi ý khi gõ."""
    import json

    from docgen.model.schema import schema as schema_of

    click.echo(json.dumps(schema_of(kind_named(loai, Path.cwd())), ensure_ascii=False, indent=2))


@cli.command(cls=Command)
@click.argument("code", metavar="[MÃ]", required=False)
def rule(code: str | None) -> None:
    """Giải thích một mã (thí dụ DL041); chỉ ghi nhóm (DL) thì liệt kê nhóm ấy, không ghi gì thì liệt kê tất cả."""
    codes = register()
    wanted = _known_code(code) if code else ""
    if wanted not in codes:
        for entry in codes.values():
            if entry.code.startswith(wanted):
                click.echo(f"{entry.code}  {entry.severity.label:<8}  {entry.title}")
        return
    entry = codes[wanted]
    click.echo(f"{entry.code} ({entry.severity.label}): {entry.title}\n\n{entry.why}\n\nCách sửa: {entry.remedy}")
    if entry.clause:
        click.echo(f"\nTheo: Nghị định 30/2020/NĐ-CP, {entry.clause}")
    if entry.view:
        click.echo(f"\nSoát trên: {entry.view}")
    click.echo(f"\nSai:\n{_indented(entry.bad)}\n\nĐúng:\n{_indented(entry.good)}")


def _known_code(typed: str) -> str:
    """Return the code or the family of codes that was typed in any case. Raises ClickException for another word."""
    codes, wanted = register(), typed.upper()
    families = sorted({known[:2] for known in codes})
    if wanted not in codes and wanted not in families:
        likely = nearest(wanted, codes)
        hint = f"Có phải {likely}?" if likely else f"Các nhóm mã: {', '.join(families)}."
        raise click.ClickException(f"không có mã “{typed}”. {hint}")
    return wanted


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


def _echo(text: str) -> None:
    if text:
        click.echo(text)


cli.add_command(words)
cli.add_command(mend)
