"""Fields that fetch are refused in every spelling that Word reads; the fields of sound templates pass."""

from __future__ import annotations

import pytest
import word_file
from template_files import compiled, p

from docgen.errors import DocgenError
from docgen.finding import Where
from docgen.ooxml.fields import name_of
from docgen.ooxml.package import Package

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
NAMES = ("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "LINK", "DDE", "DDEAUTO", "DATABASE", "RD")
CODES = (
    '{} "http://x/y.png"', '{}"http://x/y.png"', "{}“http://x/y”", "{}\\d x", "{}\\* MERGEFORMAT x", "\t{}\tx", "{}\n x",
    "\u00a0{}\u00a0x", "\u3000{}\u2003x", '"{}" x', "{}", "{}/x", "{}-x", "\u200b{}\u200b x", "  \\{} x", "{}'x'", "{}(x)",
)  # fmt: skip


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str, tag: str = "instrText") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{text.replace(chr(34), "&quot;")}</w:{tag}></w:r>'


def field(*content: str, shown: str = "x") -> str:
    return f"{mark('begin')}{''.join(content)}{mark('separate')}<w:r><w:t>{shown}</w:t></w:r>{mark('end')}"


def simple(text: str) -> str:
    escaped = text.replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
    return f'<w:fldSimple w:instr="{escaped}"><w:r><w:t>x</w:t></w:r></w:fldSimple>'


def refused(body: str) -> str:
    """Return the code for which a file is refused, "" for none."""
    try:
        Package.read(word_file.make(body), Where("mau.docx"))
    except DocgenError as error:
        return error.finding.code
    return ""


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", CODES)
def test_every_spelling_of_a_field_that_fetches(name: str, form: str) -> None:
    for written in (name, name.lower(), name.title()):
        text = form.format(written)
        pieces = [code(character) for character in text]
        for content in (field(code(text)), field(*pieces), simple(text), code(text)):
            assert refused(f"<w:p>{content}</w:p>") == "MT012", content


LETTERS = [code(character) for character in "INCLUDETEXT"]
QUOTED = field(code(' QUOTE "TEXT" '))


@pytest.mark.parametrize(
    "content",
    [
        field(code("INCLUDE"), "</w:p><w:p>", code('TEXT"c:\\x.txt"')),
        field(code("INCLUDE"), "<w:r><w:t>TEXT</w:t></w:r>", code(' "x"')),
        field(code("INCLUDETEXT"), "<w:r><w:tab/></w:r>", code("x")),
        field(code("LINK"), "<w:r><w:noBreakHyphen/></w:r>", code("x")),
        field(code("INCLUDE"), "<w:r><w:softHyphen/></w:r>", code('TEXT "x"')),
        field(code("INC"), f'<w:del w:id="1">{code("X", "delInstrText")}</w:del>', code('LUDETEXT "x"')),
        field(code("INC"), f'<w:del w:id="1">{code("LUDE", "delInstrText")}</w:del>', code('TEXT "x"')),
        field(code("INC"), f'<w:ins w:id="1">{code("X")}</w:ins>', code('LUDETEXT "x"')),
        field(code("LI"), f"<mc:AlternateContent {MC}><mc:Choice>{code('NK')}</mc:Choice>"
              f"<mc:Fallback>{code('X')}</mc:Fallback></mc:AlternateContent>", code(" x")),
        field(code("LI"), f"<mc:AlternateContent {MC}><mc:Choice>{code('X')}</mc:Choice>"
              f"<mc:Fallback>{code('NK')}</mc:Fallback></mc:AlternateContent>", code(" x")),
        field(QUOTED, code(' "http://x/y"')),
        field(code(" INCLUDE"), QUOTED, code(' "x"')),
        field(code("L"), QUOTED, code(' "x"')),
        field(code("INCLUDE"), simple('QUOTE "TEXT"'), code(' "x"')),
        field(simple("QUOTE 73"), code('NCLUDETEXT "x"')),
        field(code("IF 1 = 1 "), field(code('INCLUDETEXT"x"')), code(' "b"')),
        field(code("PAGE"), shown="") + field(code("QUOTE "), simple('LINK"x"')),
        mark("begin") + code('DDEAUTO"excel"'),
        field(*LETTERS[:4], "<w:bookmarkStart w:id='1' w:name='a'/>", *LETTERS[4:], code('"x"')),
        f"<w:hyperlink w:anchor='a'>{mark('begin')}{code('INCLUDE')}</w:hyperlink>{code('TEXT x')}{mark('end')}",
    ],
)  # fmt: skip
def test_a_name_that_is_put_together(content: str) -> None:
    assert refused(f"<w:p>{content}</w:p>") == "MT012"


@pytest.mark.parametrize(
    "content",
    [
        field(code(" PAGE ")), field(code("PAGE\\* MERGEFORMAT")), simple("NUMPAGES"), simple(" SECTIONPAGES "),
        field(code(" REF LinkBaoCao \\h ")), field(code("LINK1")), field(code("LIÊN")), field(code("HYPERLINK \"http://x\"")),
        field(code("="), field(code("PAGE")), code("+ 1")), field(code(" = RD + LINK ")),
        field(code("IF"), field(code("PAGE")), code(' = 1 "a" "b"')), field(code(" IF "), simple("PAGE"), code(' = 1 "a"')),
        field(code("SET a "), simple("PAGE")), field(code("PAGE"), shown="INCLUDETEXT x"),
        field(code('TOC \\o "1-3"'), shown="LINK") + field(code("SEQ Bảng")), "<w:r><w:t>LINK x</w:t></w:r>",
    ],
)  # fmt: skip
def test_sound_fields_pass(content: str) -> None:
    assert refused(f"<w:p>{content}</w:p>") == ""


def test_a_live_field_is_told_though_glued_to_its_switch() -> None:
    date = simple('DATE\\@"dd/MM/yyyy"')
    found = compiled(p("{{ ho_ten }}") + f"<w:p>{date}</w:p>").findings
    assert [item.code for item in found] == ["DL133"]


@pytest.mark.parametrize(("text", "name"), [("", ""), ("page", "PAGE"), (" \t", ""), ("= 1", ""), ('"x"y', "X")])
def test_names(text: str, name: str) -> None:
    assert name_of(text) == name
