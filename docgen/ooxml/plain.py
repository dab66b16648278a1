"""A template's XML made plain, so that its tags can be read and its paragraphs copied.

Word wraps what a clerk types in much that a paper must not carry: content controls, tracked changes, comments,
spelling marks, cursor bookmarks, revision ids. It splits a tag across runs at every correction and turns its quotes
into curly ones. `make_plain` takes all of that away, in place, and leaves every letter that would be printed;
tracked changes are taken as accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from docgen.expression import TAG_OPENS, tag_end
from docgen.ooxml.package import Package
from docgen.ooxml.xml import NAMESPACES, Element, field_codes, qn, rels_name, serialise
from docgen.vietnamese import nfc

_OPENED = tuple(qn(f"w:{name}") for name in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml"))
_DROPPED = [
    qn(f"w:{name}")
    for names in (
        ("del", "moveFrom", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "sdtPr", "sdtEndPr"),
        ("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "smartTagPr", "customXmlPr"),
        ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        ("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
        ("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        ("tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge"),
    )
    for name in names
]
_REVISIONS = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo"))
_COMMENTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible")
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_IDS = {f"{_WORD_2010}paraId", f"{_WORD_2010}textId"}
_REVISION_ID = f"{{{NAMESPACES['w']}}}rsid"
# One character for one, so that offsets hold: Word's curly quotes and no-break spaces inside a tag.
_TYPED = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\xa0": " "})

# Noncharacters of Unicode, which XML can carry.
_HIDDEN = str.maketrans("{}", "\ufdd0\ufdd1")
_SHOWN = str.maketrans("\ufdd0\ufdd1", "{}")


def make_plain(root: Element) -> bool:
    """Make the tree below `root` plain; return whether it held tracked changes."""
    etree.strip_tags(root, etree.Comment, etree.PI)  # docgen's own marks are of the same kind
    tracked = next(root.iter(*_REVISIONS), None) is not None
    gone = [mark.getparent().getparent() for mark in root.iter(qn("w:del")) if mark.getparent().tag == qn("w:trPr")]
    emptied = [mark.getparent().getparent() for mark in root.iterfind(f".//{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}")]
    for row in gone:
        row.getparent().remove(row)
    for element in list(root.iter(*_DROPPED)):
        _remove(element)
    _drop_emptied([properties.getparent() for properties in emptied])
    for element in list(root.iter(*_OPENED)):
        _open(element)
    _drop_bookmarks(root)
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if name in _IDS or name.startswith(_REVISION_ID)]:
            del element.attrib[name]
    for text in root.iter(qn("w:t")):
        text.text = nfc(text.text or "")
    for paragraph in root.iter(qn("w:p")):
        _join_tags(paragraph)
    return tracked


def drop_comments(package: Package) -> None:
    """Take the comments' parts out of a package: what clerks tell each other is no part of a paper."""
    main = package.main
    rels = package.xml(rels_name(main)) if package.relationships(main) else ()
    for item in [item for item in rels if str(item.get("Type", "")).rpartition("/")[2] in _COMMENTS]:
        item.getparent().remove(item)
    for kind in _COMMENTS:
        for name in [name for name in package.parts if name.endswith(f"/{kind}.xml")]:
            package.drop(name)


def own_texts(paragraph: Element) -> list[Element]:
    """Return the w:t of a paragraph itself, without those of text boxes anchored in it."""
    return [text for text in paragraph.iter(qn("w:t")) if next(text.iterancestors(qn("w:p")), None) is paragraph]


def own_text(paragraph: Element) -> str:
    """Return the text of a paragraph without that of text boxes anchored in it."""
    return "".join(text.text or "" for text in own_texts(paragraph))


def hide_braces(text: str) -> str:
    """Return a text whose braces outside tags are replaced by signs that no text holds."""
    shown, end = "", 0
    for start, stop, tag in _tag_spans(text):
        shown += text[end:start].translate(_HIDDEN) + tag
        end = stop
    return shown + text[end:].translate(_HIDDEN)


def show_braces(text: str) -> str:
    """Return a text with its hidden braces back."""
    return text.translate(_SHOWN)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == qn("w:r") and all(child.tag == qn("w:rPr") for child in parent):
        _remove(parent)  # the run held only the mark of a comment


def _drop_emptied(paragraphs: list[Element]) -> None:
    """Drop the paragraphs whose end was deleted with all they held; those of a cell stay, which cannot do without."""
    for paragraph in paragraphs:
        parent = paragraph.getparent()
        if parent is not None and parent.tag != qn("w:tc") and paragraph.find(f".//{qn('w:r')}") is None:
            parent.remove(paragraph)


def _open(element: Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    position = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(position, child)
    parent.remove(element)


def _drop_bookmarks(root: Element) -> None:
    """Drop the bookmarks that no field or link names: a repeated part would repeat them, which Word refuses."""
    named = " ".join(field_codes(root)).split() + [link.get(qn("w:anchor")) for link in root.iter(qn("w:hyperlink"))]
    kept = {mark.get(qn("w:id")) for mark in root.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")) in named}
    for mark in list(root.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
        if mark.get(qn("w:id")) not in kept:
            mark.getparent().remove(mark)


def _join_tags(paragraph: Element) -> None:
    """Move each tag that Word split across runs into the run where it begins, whose formatting is the tag's."""
    texts = own_texts(paragraph)
    whole = "".join(item.text or "" for item in texts)
    if "{" not in whole:
        return
    spans = list(_tag_spans(whole))
    end = 0
    for item in texts:
        begin, end = end, end + len(item.text or "")
        item.text = "".join(_kept(whole, begin, end, spans))
    for item in texts:
        if item.text != item.text.strip():
            item.set(qn("xml:space"), "preserve")


def _tag_spans(whole: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each tag of a text begins and ends, and how it reads with plain quotes and spaces."""
    typed = whole.translate(_TYPED)
    position = 0
    while match := TAG_OPENS.search(typed, position):
        position = tag_end(typed, match.start())
        if position < 0:
            return
        yield match.start(), position, typed[match.start() : position]


def _kept(whole: str, begin: int, end: int, spans: list[tuple[int, int, str]]) -> Iterator[str]:
    """Yield what stays in the stretch of a text: what is outside tags, and the tags that begin in it, whole."""
    for start, stop, tag in spans:
        if stop <= begin or start >= end:
            continue
        yield whole[begin : max(start, begin)]
        if start >= begin:
            yield tag
        begin = min(stop, end)
    yield whole[begin:end]


def unlock(package: Package) -> bool:
    """Take away the lock against editing that a template's papers would be under; return whether there was one."""
    found = False
    for name in package.related(package.main, "settings"):
        if name not in package.parts:
            continue
        root = deepcopy(package.look(name))
        locks = [item for tag in ("w:documentProtection", "w:writeProtection") for item in root.findall(qn(tag))]
        for lock in locks:
            root.remove(lock)
        if locks:
            package.put(name, serialise(root))
            found = True
    return found
