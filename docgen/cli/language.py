"""The language at a terminal: a number in, its words out, and back; a damaged text in, a clean one out."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from docgen.cli.vietnamese_click import Command


@click.command(cls=Command)
@click.argument("value", metavar="SỐ|CHỮ")
@click.option("--unit", "unit", default="", metavar="ĐƠN_VỊ", help="Đơn vị đọc kèm, thí dụ: đồng.")
def words(value: str, unit: str) -> None:
    """Đọc một số thành chữ, hoặc đổi chữ thành số."""
    from docgen import vietnamese

    try:
        figure = vietnamese.doc_so(value)
    except vietnamese.LanguageError as error:
        if any(character.isdigit() for character in value):
            raise click.ClickException(str(error)) from None
        try:
            click.echo(vietnamese.so(vietnamese.tu_chu(value, unit)))
        except vietnamese.LanguageError as unread:
            raise click.ClickException(str(unread)) from None
        return
    click.echo(vietnamese.bang_chu(figure, unit, hoa=True))


@click.command(cls=Command)
@click.argument("path", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="TỆP", help="Ghi kết quả ra tệp này.")
@click.option("--likely", is_flag=True, help="Sửa cả những chỗ chỉ có lẽ là hỏng.")
@click.option("--list", "listed", is_flag=True, help="Liệt kê từng chỗ đã sửa.")
def mend(path: Path, output: Path | None, likely: bool, listed: bool) -> None:
    """Sửa chữ hỏng trong một tệp văn bản (dấu rời, TCVN3, VNI …); dấu - là đầu vào chuẩn."""
    from docgen import vietnamese
    from docgen.manifest import write_whole

    if str(path) != "-" and not path.is_file():
        raise click.ClickException(f"không có tệp “{path}”.")
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    try:
        result = vietnamese.sua(vietnamese.giai_ma(data), ca_nghi=likely)
    except vietnamese.LanguageError as error:
        raise click.ClickException(f"{path}: {error}") from None
    for change in result.da_sua if listed else ():
        click.echo(f"“{change.cu}” → “{change.moi}”: {change.cach}", err=True)
    if output is None:
        click.echo(result.text, nl=False)
    else:
        write_whole(output, result.text.encode())
    click.echo(f"Đã sửa {len(result.da_sua)} chỗ, đề nghị thêm {len(result.de_nghi)} chỗ.", err=True)
