"""Every example of README and of the manual: built, run, parsed or evaluated as it stands there."""

from __future__ import annotations

import doctest
import re
import shlex
import sys
from pathlib import Path

import click
import docx
import pytest
from click.testing import CliRunner
from doc_blocks import Block, blocks, tables, without_blocks
from doc_pages import ROOT, named, pages
from doc_project import OWN_KIND, QUOTED, given_by, is_whole, make, overlaid, write
from num2words import CONVERTER_CLASSES

import docgen
from docgen.cli.commands import cli
from docgen.expression.filters import manual
from docgen.model.fields import declared
from docgen.model.known_kinds import Kinds
from docgen.model.paper_kind import Loai
from docgen.model.schema import field_names
from docgen.model.settings import CaiDat
from docgen.model.vocabulary import BLOCK_KINDS, ROW_KINDS, VOCABULARY
from docgen.sources.grid import Options

LANGUAGES = {"toml", "sh", "python", "csv", "text", ""}
TRIED = [page for page in pages() if page.name not in ("CHANGELOG.md",)]
PRINTED = ({"written", "printed"}, {"viết", "in ra"})
INLINE = re.compile(r"`([^`\n]+)`")
NOT_OF_DATA = {"tep"}
FEW = 2
DEV = (ROOT / "dev").read_text("utf-8")


def of(language: str) -> list[Block]:
    return [block for page in TRIED for block in blocks(page, language) if not block.excuse]


# Blocks


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    assert {block.language for page in TRIED for block in blocks(page)} <= LANGUAGES


def test_hardly_any_block_is_not_run() -> None:
    assert len([block for page in TRIED for block in blocks(page) if block.excuse]) <= FEW


@pytest.mark.parametrize("block", of("toml"), ids=lambda block: block.at)
def test_data_are_sound(block: Block, tmp_path: Path) -> None:
    folder = make(tmp_path, block.page)
    given = given_by(block.text)
    if block.file == OWN_KIND:
        dossier = folder / "van-ban.toml"
        assert CliRunner().invoke(cli, ["new", str(given["ten"]), str(dossier)]).exit_code == 0
    elif block.file:
        dossier = write(folder / "van-ban.json", overlaid({}))
    elif is_whole(given):
        dossier = folder / "van-ban.toml"
        dossier.write_text(block.text, "utf-8")
    else:
        dossier = write(folder / "van-ban.json", overlaid(given))
    report = docgen.check(dossier, strict=True)
    assert [str(finding) for finding in report.findings] == []
    assert report.exit_code == 0


@pytest.mark.parametrize("block", of("sh"), ids=lambda block: block.at)
def test_command_lines_are_understood(block: Block) -> None:
    for line in filter(None, map(str.strip, block.text.splitlines())):
        words = shlex.split(line, comments=True)
        program, arguments = words[0].removeprefix(".venv/bin/"), words[1:]
        if program == "docgen":
            understood(arguments)
            says(arguments, line)
        elif program == "./dev":
            assert f"./dev {arguments[0]} " in DEV, line
            assert [path for path in arguments if path.startswith("tests/") and not (ROOT / path).exists()] == []
        else:
            assert program in ("pip", "python3"), line


def understood(arguments: list[str]) -> None:
    """Have click read a command line, without doing what it says."""
    command = cli.commands[arguments[0]]
    context = command.make_context(arguments[0], arguments[1:], resilient_parsing=False)
    if loai := context.params.get("loai"):
        assert Kinds().find(loai), loai


def says(arguments: list[str], line: str) -> None:
    """Run a command whose line ends with "# → …" and compare what it prints."""
    wanted = line.partition("# → ")[2]
    if wanted:
        assert CliRunner().invoke(cli, arguments, standalone_mode=False).output.strip() == wanted


@pytest.mark.parametrize("block", of("python"), ids=lambda block: block.at)
def test_python_says_what_it_prints(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _, rest = block.text.partition("\n")
    if first.startswith("# docgen/"):
        assert rest in (ROOT / first[2:]).read_text("utf-8")
        return
    # The language of docgen in num2words is for this example alone.
    monkeypatch.setitem(CONVERTER_CLASSES, "vi", CONVERTER_CLASSES["vi"])
    monkeypatch.delitem(sys.modules, "docgen.vietnamese.num2words_vi", raising=False)
    make(tmp_path, block.page)
    write(tmp_path / "data" / "van-ban" / "van-ban.json", overlaid({}))
    monkeypatch.chdir(tmp_path)
    runner = doctest.DocTestRunner()
    runner.run(doctest.DocTestParser().get_doctest(block.text, {}, block.at, None, 0))
    assert runner.failures == 0
    assert runner.tries > 0


# Tables and running text


def rows_printed() -> list[tuple[Path, list[list[str]]]]:
    every = [(page, heads, rows) for page in TRIED for heads, rows in tables(page)]
    return [(page, rows) for page, heads, rows in every if {head.lower() for head in heads[:2]} in PRINTED]


@pytest.mark.parametrize(
    ("page", "rows"), rows_printed(), ids=lambda value: named(value) if isinstance(value, Path) else ""
)
def test_what_is_written_is_printed(page: Path, rows: list[list[str]], tmp_path: Path) -> None:
    """The left cells are one text, a paragraph each; the Word file must hold the right cells, in order."""
    written = [row[0].strip("`") for row in rows]
    folder = make(tmp_path, page)
    # In a quotation of its own each line begins anew: no list runs on from the line before.
    body = "\n\n".join([*written, "Bảng số liệu:", "{{ bang.ho_so }}"])
    dossier = write(folder / "van-ban.json", {**QUOTED, "noi_dung": f"{body}\n\nChỉ tiêu: {{{{ them.chi_tieu }}}}.\n"})
    report = docgen.build(dossier, output=tmp_path / "ra", only="docx")
    assert [str(finding) for finding in report.findings] == []
    lines = [line.text.replace("\xa0", " ") for line in docx.Document(str(tmp_path / "ra" / "van-ban.docx")).paragraphs]
    begin = lines.index(rows[0][1]) if rows[0][1] in lines else 5
    assert lines[begin : begin + len(rows)] == [row[1] for row in rows]


def test_tables_of_what_is_printed_are_tried() -> None:
    assert len(rows_printed()) >= 6


@pytest.mark.parametrize("page", TRIED, ids=named)
def test_commands_in_running_text_exist(page: Path) -> None:
    wrong = []
    for text in INLINE.findall(without_blocks(page)):
        words = text.replace("\\|", " ").replace("[", " ").replace("]", " ").split()
        if words[:1] != ["docgen"] or len(words) < 2 or words[1].startswith("-"):
            continue
        command = cli.commands.get(words[1])
        known = {"--help", *(name for option in command.params for name in option.opts)} if command else set()
        wrong += [] if command else [text]
        wrong += [f"{text}: {word}" for word in words[2:] if command and word.startswith("-") and word not in known]
    assert wrong == []


def known_keys() -> set[str]:
    """Every key that data, settings and declarations of kinds may have."""
    paths = [path for kind in Kinds().all() for path, _ in field_names(kind)]
    keys = {part.removesuffix("[]") for path in paths for part in path.split(".")}
    keys |= set(declared(Loai)) | set(declared(CaiDat))
    return keys | set(Options.__dataclass_fields__) | NOT_OF_DATA


@pytest.mark.parametrize("page", TRIED, ids=named)
def test_keys_in_running_text_exist(page: Path) -> None:
    """`luu = "VT"` names the key luu."""
    keys = [match[1] for text in INLINE.findall(without_blocks(page)) if (match := re.match(r"([a-z_]+) = ", text))]
    assert set(keys) - known_keys() == set()


@pytest.mark.parametrize("page", TRIED, ids=named)
def test_codes_in_running_text_exist(page: Path) -> None:
    register = docgen.finding.register()
    codes = re.findall(r"\b(?:DL|MT|SL|VD|NS|CT|KT|HT)\d{3}\b", page.read_text("utf-8"))
    assert [code for code in codes if code not in register] == []


def test_options_of_commands_are_click_s() -> None:
    assert all(isinstance(command, click.Command) for command in cli.commands.values())


# What a page promises to list whole


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_page_of_templates_lists_every_tag(language: str) -> None:
    text = (ROOT / "docs" / language / "templates.md").read_text("utf-8")
    tags = set(re.findall(r"\{\{ ([\w.*]+)", text))
    names = {name for vocabulary in VOCABULARY.values() for name in vocabulary.names}
    assert names - tags == set()
    examples = {tag.partition(".")[0] for tag in tags}
    assert (set(BLOCK_KINDS) | set(ROW_KINDS)) - examples == set()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_page_of_templates_lists_every_named_style(language: str) -> None:
    listed = " ".join((ROOT / "docs" / language / "templates.md").read_text("utf-8").split())
    styles = {style.name for path in (ROOT / "templates").rglob("*.docx")
              for style in docx.Document(str(path)).styles if style.type == 1}  # fmt: skip
    assert {style for style in styles - {"Normal"} if style not in listed} == set()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_page_of_language_shows_every_way_of_writing(language: str) -> None:
    text = (ROOT / "docs" / language / "language.md").read_text("utf-8")
    shown = set(re.findall(r"\|\s*([a-z_]+)", text.replace("\\|", "|"))) | set(re.findall(r"`([a-z_]+)`", text))
    assert set(manual()) - shown == set()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_page_of_commands_lists_every_command(language: str) -> None:
    table = (ROOT / "docs" / language / "commands.md").read_text("utf-8")
    assert [name for name in cli.commands if f"`docgen {name}" not in table] == []


@pytest.mark.parametrize("page", [page for page in TRIED if page.parent.name == "vi"], ids=named)
def test_the_clerk_s_pages_have_no_programmer_s_words(page: Path) -> None:
    words = r"khóa|chuỗi|phần tử|biểu thức|bộ lọc|hằng số|tham số|\bhàm\b|cú pháp|mã nguồn"
    assert re.findall(words, page.read_text("utf-8"), re.IGNORECASE) == []


@pytest.mark.parametrize("index", sorted((ROOT / "docs").glob("*/README.md")), ids=named)
def test_an_index_leads_to_every_page(index: Path) -> None:
    listed = index.read_text("utf-8")
    assert [page.name for page in index.parent.glob("*.md") if page != index and f"({page.name})" not in listed] == []


def test_both_pages_of_speed_give_the_same_figures() -> None:
    english = (ROOT / "docs" / "en" / "speed.md").read_text("utf-8")
    times = [row[1] for _, rows in tables(ROOT / "docs" / "vi" / "speed.md") for row in rows]
    figures = [figure for time in times for figure in re.findall(r"\d[\d.,]*", time)]
    assert len(figures) > 5
    for figure in figures:
        assert figure.translate(str.maketrans(",.", ".,")) in english, figure


def test_both_languages_have_the_same_pages() -> None:
    english, vietnamese = ({page.name for page in (ROOT / "docs" / language).glob("*.md")} for language in ("en", "vi"))
    assert english - {"dependencies.md"} == vietnamese
