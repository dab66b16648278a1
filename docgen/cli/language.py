"""The language tools of the command line: numbers to words and back, and the repair of damaged text."""

from __future__ import annotations

import re
import sys
from fractions import Fraction
from pathlib import Path

import click

from docgen.cli.vietnamese_click import Command

_CLOSED = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0")
"""First bytes of Word, Excel (new and old) and PDF files, which are not plain text."""


class _Numbers(Command):
    """A command that takes a number; a negative one must not be taken for an option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, with negative numbers moved behind a "--"."""
        numbers = [arg for arg in args if re.fullmatch(r"-[0-9][0-9.,]*", arg)]
        if numbers:
            args = [*(arg for arg in args if arg not in numbers), "--", *numbers]
        return super().parse_args(ctx, args)


@click.command(cls=_Numbers)
@click.argument("value", metavar="SỐ|CHỮ")
@click.option("--unit", "unit", default="", metavar="ĐƠN_VỊ", help="Đơn vị đọc kèm, thí dụ: đồng.")
@click.option("--even", is_flag=True, help="Thêm “chẵn” khi số tròn nghìn.")
def words(value: str, unit: str, even: bool) -> None:
    """Đọc một số hoặc số tiền thành chữ, hoặc đổi chữ thành số."""
    from docgen import vietnamese

    try:
        if any(character.isdigit() for character in value):
            money = re.search(r"[0-9].*(?:đồng|đ|₫|vnd|vnđ)\W*$", vietnamese.nfc(value).lower())
            figure = vietnamese.doc_tien(value) if money and not unit else vietnamese.doc_so(value)
            unit = unit or ("đồng" if money else "")
            click.echo(vietnamese.bang_chu(figure, unit, chan=even, hoa=True))
            return
        number = vietnamese.tu_chu(value, unit)
        endless = isinstance(number, Fraction) and 10**40 % number.denominator != 0
        click.echo(str(number) if endless else vietnamese.so(number))
    except vietnamese.LanguageError as error:
        raise click.ClickException(str(error)) from None


@click.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="TỆP", help="Ghi kết quả ra tệp này.")
@click.option("--likely", is_flag=True, help="Sửa cả những chỗ chỉ có lẽ là hỏng.")
@click.option("--list", "listed", is_flag=True, help="Liệt kê từng chỗ đã sửa.")
def mend(path: Path, output: Path | None, likely: bool, listed: bool) -> None:
    """Sửa chữ hỏng trong một tệp văn bản, Word, Excel (dấu rời, TCVN3, VNI …); dấu - là đầu vào chuẩn."""
    from docgen.errors import DocgenError
    from docgen.line.mending import PACKAGES
    from docgen.line.mending import mend as mended
    from docgen.manifest import write_whole

    if str(path) != "-" and not path.is_file():
        raise click.ClickException(f"không có tệp “{path}”.")
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    package = path.suffix.lower() in PACKAGES and data.startswith(b"PK")
    if data.startswith(_CLOSED) and not package:
        raise click.ClickException(
            f"“{path}” là tệp PDF, Word hoặc Excel đời cũ: lưu thành .docx, .xlsx, "
            "hoặc chép chữ sang một tệp .txt rồi sửa."
        )
    try:
        result = mended(data, path.suffix, likely=likely)
    except DocgenError as error:
        raise click.ClickException(f"không mở được “{path}”: {error.finding.message}.") from None
    if listed:
        for line in result.lines():
            click.echo(line, err=True)
    target = output or (path.with_name(f"{path.stem}-da-sua{path.suffix}") if package else None)
    if target is None:
        click.echo(result.data.decode(), nl=False)
    elif output is None and target.exists():
        raise click.ClickException(f"{target} đã có. Ghi tên khác: -o TỆP.")
    else:
        write_whole(target, result.data)
        click.echo(f"Đã ghi {target}.", err=True)
    click.echo(f"Đã sửa {len(result.done)} chỗ, đề nghị thêm {len(result.proposed)} chỗ.", err=True)
