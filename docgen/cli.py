"""The doors: what a clerk types. Results go to stdout, progress to stderr, and nothing here knows how papers are made.

Heavy rooms are imported inside the commands, so that `docgen --help` answers at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import docgen
from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Severity, nearest, register

if TYPE_CHECKING:
    from docgen.build import Outcome, Report

_HELP = {"help_option_names": ["-h", "--help"]}
_FORMATS = ("text", "json", "github", "sarif")


class _Vietnamese(click.Command):
    """A command whose help is Vietnamese, headings too."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), "Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [item for item in self.get_params(ctx) if isinstance(item, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx))]
        if rows:
            with formatter.section("Tùy chọn"):
                formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trợ giúp này."
        return option


class _Group(_Vietnamese, click.Group):
    command_class = _Vietnamese

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Vietnamese.format_options(self, ctx, formatter)
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, command.get_short_help_str(90)) for name, command in self.commands.items()])


@click.group(cls=_Group, context_settings=_HELP, options_metavar="[TÙY CHỌN]", subcommand_metavar="LỆNH …")
@click.version_option(docgen.__version__, "--version", help="Hiện phiên bản.", message="docgen %(version)s")
def cli() -> None:
    """Dữ liệu thành văn bản hành chính (Word và PDF) theo Nghị định 30/2020/NĐ-CP."""


_PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[ĐƯỜNG_DẪN]…")
_STRICT = click.option("--strict", is_flag=True, help="Coi cảnh báo như lỗi.")


@cli.command(options_metavar="[TÙY CHỌN]")
@_PATHS
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="THƯ_MỤC", help="Thư mục kết quả.")
@click.option("--only", type=click.Choice(["docx", "pdf"]), help="Chỉ tạo tệp Word hoặc chỉ tạo PDF.")
@click.option("--jobs", type=click.IntRange(1, 64), metavar="SỐ", help="Số việc làm cùng lúc.")
@click.option("--force", is_flag=True, help="Tạo lại hết, kể cả đè lên tệp Word đã sửa.")
@_STRICT
def build(paths: tuple[Path, ...], output: Path | None, only: str | None, jobs: int | None, force: bool, strict: bool) -> None:
    """Tạo văn bản từ dữ liệu: một tệp, một thư mục, hoặc cả dự án."""
    progress = _Progress()
    workers = jobs or min(os.cpu_count() or 1, 4)
    report = docgen.build(paths, output=output, only=only, workers=workers, force=force, strict=strict, on_outcome=progress.show)
    progress.clear()
    _print_findings(report.findings, "text")
    click.echo(_summary(report))
    raise SystemExit(report.exit_code)


@cli.command(options_metavar="[TÙY CHỌN]")
@_PATHS
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="Cách in kết quả.")
@_STRICT
def check(paths: tuple[Path, ...], form: str, strict: bool) -> None:
    """Soát dữ liệu và mẫu mà không tạo tệp nào."""
    report = docgen.check(paths, strict=strict)
    _print_findings(report.findings, form)
    if form == "text":
        click.echo(_counts(report.findings) or "Không có gì phải sửa.")
    raise SystemExit(report.exit_code)


@cli.command(options_metavar="[TÙY CHỌN]")
@click.argument("loai", metavar="LOẠI")
@click.argument("path", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
def new(loai: str, path: Path, force: bool) -> None:
    """Tạo một tệp dữ liệu có chú thích để điền: quyết định, kế hoạch, báo cáo."""
    from docgen.manifest import write_whole
    from docgen.model.schema import new_file

    name = _kind(loai)
    target = path if path.suffix else path.with_suffix(".toml")
    if target.exists() and not force:
        raise click.ClickException(f"{target} đã có. Thêm --force nếu muốn ghi đè.")
    write_whole(target, new_file(name).encode())
    click.echo(f"Đã tạo {target}. Điền rồi chạy: docgen build {target}")


@cli.command(options_metavar="[TÙY CHỌN]")
@click.argument("output", type=click.Path(path_type=Path), metavar="TỆP_KẾT_QUẢ")
def why(output: Path) -> None:
    """Cho biết vì sao một tệp kết quả phải, hoặc không phải, tạo lại."""
    from docgen.build import reasons_for

    found = reasons_for(output)
    if found is None:
        raise click.ClickException(f"không rõ {output} được tạo từ dữ liệu nào.")
    click.echo("\n".join(found) if found else f"{output}: không có gì thay đổi, không phải tạo lại.")


@cli.command(options_metavar="[TÙY CHỌN]")
@click.argument("what", metavar="MẪU|LOẠI")
def fields(what: str) -> None:
    """Liệt kê các tên mà một mẫu Word dùng, hoặc các tên một loại văn bản có thể dùng."""
    if Path(what).suffix.lower() in (".docx", ".dotx") or Path(what).is_file():
        from docgen.build import names_of

        for source, where in names_of(Path(what)):
            click.echo(f"{source}\t{where}")
        return
    _fields_of(_kind(what))


def _fields_of(loai: str) -> None:
    from docgen.docx.template import BLOCK_KINDS
    from docgen.expression.filters import manual
    from docgen.model.schema import field_names
    from docgen.model.tags import PART_NAMES, VOCABULARY

    for part, vocabulary in VOCABULARY.items():
        click.echo(f"Trong mẫu Word, phần “{PART_NAMES[part]}”:")
        for name, meaning in vocabulary.names.items():
            click.echo(f"  {{{{ {name} }}}}\t{meaning}" + (" (lặp lại từng dòng)" if name in vocabulary.lists else ""))
    click.echo("Đoạn làm mẫu cho từng cấp nội dung: " + ", ".join(sorted(BLOCK_KINDS)))
    click.echo("Trong dữ liệu:")
    for name, meaning in field_names(loai):
        click.echo(f"  {name}\t{meaning}")
    click.echo("Bộ lọc:")
    for name, meaning in manual().items():
        click.echo(f"  | {name}\t{meaning}".rstrip())


@cli.command(options_metavar="[TÙY CHỌN]")
@click.argument("loai", metavar="LOẠI")
def schema(loai: str) -> None:
    """In JSON Schema của một loại văn bản, để trình soạn thảo gợi ý khi gõ."""
    import json

    from docgen.model.schema import schema as schema_of

    click.echo(json.dumps(schema_of(_kind(loai)), ensure_ascii=False, indent=2))


@cli.command(options_metavar="[TÙY CHỌN]")
@click.argument("code", metavar="MÃ", required=False)
def rule(code: str | None) -> None:
    """Giải thích một mã (thí dụ DL041); không ghi mã thì liệt kê tất cả."""
    codes = register()
    if code is None:
        for entry in codes.values():
            click.echo(f"{entry.code}  {entry.severity.label:<8}  {entry.title}")
        return
    entry = codes.get(code.upper())
    if entry is None:
        likely = nearest(code.upper(), codes)
        raise click.ClickException(f"không có mã “{code}”." + (f" Có phải {likely}?" if likely else ""))
    click.echo(f"{entry.code} ({entry.severity.label}): {entry.title}\n\n{entry.why}\n\nCách sửa: {entry.remedy}")
    click.echo(f"\nSai:\n{_indented(entry.bad)}\n\nĐúng:\n{_indented(entry.good)}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" for line in text.split("\n"))


def _kind(name: str) -> str:
    from docgen.model.fields import plain
    from docgen.model.paper import KINDS, kind_of

    cls = kind_of(name)
    if cls is None:
        likely = nearest(plain(name), {plain(kind): kind for kind in KINDS})
        hint = next((f" Có phải “{kind}”?" for kind in KINDS if plain(kind) == likely), "")
        raise click.ClickException(f"chưa có loại văn bản “{name}”.{hint} Các loại: {', '.join(KINDS)}.")
    return cls.LOAI


# Reports


class _Progress:
    """A line that is rewritten on a terminal; a plain line for each paper elsewhere."""

    def __init__(self) -> None:
        self.terminal = sys.stderr.isatty()
        self.done = 0

    def show(self, outcome: Outcome, total: int) -> None:
        self.done += 1
        words = {"made": "đã tạo", "skipped": "không đổi", "kept": "giữ nguyên", "failed": "không tạo được"}
        text = f"[{self.done}/{total}] {words[outcome.status]}: {outcome.job.stem.name}"
        if self.terminal:
            click.echo(f"\r\x1b[2K{text}", nl=False, err=True)
        else:
            click.echo(text, err=True)

    def clear(self) -> None:
        if self.terminal:
            click.echo("\r\x1b[2K", nl=False, err=True)


def _print_findings(findings: list[Finding], form: str) -> None:
    if form == "json":
        import json

        click.echo(json.dumps([_plain(finding) for finding in findings], ensure_ascii=False, indent=1))
    elif form == "sarif":
        import json

        click.echo(json.dumps(_sarif(findings), ensure_ascii=False, indent=1))
    elif form == "github":
        levels = {Severity.LOI: "error", Severity.CANH_BAO: "warning", Severity.GHI_CHU: "notice"}
        for finding in findings:
            where = finding.where
            place = f"file={where.file},line={max(where.line, 1)},col={max(where.column, 1)},title={finding.code}"
            click.echo(f"::{levels[finding.severity]} {place}::{finding.message} {finding.remedy}".replace("\n", "%0A"))
    else:
        for finding in findings:
            click.echo(str(finding))


def _plain(finding: Finding) -> dict[str, Any]:
    where = {name: value for name in finding.where.__slots__ if (value := getattr(finding.where, name))}
    return {"code": finding.code, "severity": finding.severity.label, "where": where,
            "message": finding.message, "remedy": finding.remedy}  # fmt: skip


def _sarif(findings: list[Finding]) -> dict[str, Any]:
    levels = {Severity.LOI: "error", Severity.CANH_BAO: "warning", Severity.GHI_CHU: "note"}
    codes = register()
    rules = [{"id": code, "shortDescription": {"text": codes[code].title}} for code in sorted({f.code for f in findings})]
    results = [
        {
            "ruleId": finding.code,
            "level": levels[finding.severity],
            "message": {"text": f"{finding.message}. {finding.remedy}".strip()},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": finding.where.file},
                "region": {"startLine": max(finding.where.line, 1), "startColumn": max(finding.where.column, 1)},
            }}],
        }
        for finding in findings
    ]  # fmt: skip
    driver = {"name": "docgen", "version": docgen.__version__, "rules": rules}
    return {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "runs": [{"tool": {"driver": driver}, "results": results}]}  # fmt: skip


def _counts(findings: Iterable[Finding]) -> str:
    listed = list(findings)
    counted = [(sum(f.severity is severity for f in listed), severity.label) for severity in reversed(Severity)]
    return ", ".join(f"{count} {label}" for count, label in counted if count)


def _summary(report: Report) -> str:
    lines = []
    for outcome in report.outcomes:
        if outcome.status == "made":
            files = [path for path in (outcome.job.docx, outcome.job.pdf) if path.exists()]
            lines.append("đã tạo " + ", ".join(_near(path) for path in files))
    counts = {status: sum(outcome.status == status for outcome in report.outcomes) for status in ("made", "skipped", "kept", "failed")}
    words = {"made": "đã tạo", "skipped": "không đổi", "kept": "giữ nguyên", "failed": "không tạo được"}
    total = ", ".join(f"{count} {words[status]}" for status, count in counts.items() if count)
    lines.append(f"{len(report.outcomes)} hồ sơ: {total or 'không có gì để làm'}" + _suffix(_counts(report.findings)))
    return "\n".join(lines)


def _suffix(text: str) -> str:
    return f"; {text}" if text else ""


def _near(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


# The way in


def main() -> None:
    """Run the command line. Bad input never ends in a traceback (set DOCGEN_DEBUG to see one)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        cli.main(standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Đã dừng.", err=True)
        raise SystemExit(ExitCode.INTERRUPTED) from None
    except click.UsageError as error:
        click.echo(f"{_usage_error(error)}\nXem: {error.ctx.command_path if error.ctx else 'docgen'} --help", err=True)
        raise SystemExit(ExitCode.USAGE) from None
    except click.ClickException as error:
        click.echo(f"docgen: {error.format_message()}", err=True)
        raise SystemExit(ExitCode.USAGE) from None
    except DocgenError as error:
        click.echo(str(error.finding), err=True)
        raise SystemExit(error.exit_code) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(ExitCode.FINDINGS) from None
    except OSError as error:
        click.echo(f"docgen: không đọc hoặc ghi được {error.filename or ''}: {error.strerror}", err=True)
        raise SystemExit(ExitCode.EXPORT) from None
    except Exception as error:
        if os.environ.get("DOCGEN_DEBUG"):
            traceback.print_exc()
        click.echo(f"docgen: lỗi của chính chương trình ({type(error).__name__}: {error}). Hãy báo cho người giữ docgen.", err=True)
        raise SystemExit(ExitCode.FINDINGS) from None


def _usage_error(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        likely = f" Có phải {error.possibilities[0]}?" if error.possibilities else ""
        return f"docgen: không có tùy chọn {error.option_name}.{likely}"
    if isinstance(error, click.MissingParameter):
        shown = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return f"docgen: thiếu {shown}"
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param else ""
        choices = getattr(error.param.type, "choices", None) if error.param else None
        return f"docgen: giá trị của {name} không dùng được" + (f"; chọn: {', '.join(choices)}" if choices else "")
    if error.message.startswith("No such command"):
        name = error.message.split("'")[1]
        likely = nearest(name, cli.commands)
        return f"docgen: không có lệnh “{name}”." + (f" Có phải “{likely}”?" if likely else "")
    return f"docgen: {error.message}"
