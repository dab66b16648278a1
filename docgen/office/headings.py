"""Headings that stay with their text.

A Word file says which paragraphs keep with the next one. LibreOffice obeys this for one heading and its text, but of
several headings in a row it leaves some at the end of a page, and which ones varies from start to start (measured with
7.4.7: while loading it assigns 25 paragraphs to a page, and if that guess cuts a chain, not every link of it moves). So
each link is marked, the PDF shows on which page it came out, and a chain that was cut is moved to the next page by a
page break before it, where the rule puts it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from docgen.office.wordfile import break_before, mark, slimmed
from docgen.ooxml.package import Package
from docgen.ooxml.xml import Element, qn
from docgen.pdf.destinations import Place, destinations, one_page
from docgen.word.look import Looks

_SHORTEST = 2  # paragraphs: a heading and its text
_FIRST_ID = 700_000


def held_together(package: Package, convert: Callable[[Package], bytes]) -> bytes:
    """Return the PDF of a Word file with no chain of headings cut at the end of a page.

    If it has chains, their marks may be among the destinations of the PDF. Raises what `convert` raises.
    """
    package = slimmed(package)
    chains = _chains(package.xml(package.main), Looks(package))
    if not chains:
        return convert(package)
    seams = _marked(chains)
    whole = list(range(len(chains)))
    while True:
        pdf = convert(package)
        if one_page(pdf):
            return pdf
        try:
            found = destinations(pdf)
        except ValueError:  # a damaged PDF is reported where it is finished
            return pdf
        cut = next((number for number in whole if _is_cut(seams[number], found)), None)
        if cut is None:
            return pdf
        break_before(chains[cut][0])
        whole.remove(cut)  # the pages after it are laid out again; a chain longer than a page is not tried twice


def _chains(root: Element, looks: Looks) -> list[list[Element]]:
    """Return the paragraphs of the body that keep with the next, run by run, each with the text they keep with."""
    chains: list[list[Element]] = [[]]
    for item in root.iterfind(f"{qn('w:body')}/*"):
        paragraph = item if item.tag == qn("w:p") else next(item.iter(qn("w:p")), None)
        if paragraph is None:
            continue
        chains[-1].append(paragraph)
        if item is not paragraph or not looks.paragraph(paragraph).keep_next:
            chains.append([])
    return [chain for chain in chains if len(chain) >= _SHORTEST]


def _marked(chains: Sequence[Sequence[Element]]) -> list[list[tuple[str, str]]]:
    """Mark the seams of all chains; return by chain the names of where one link ends and where the next begins."""
    ids = itertools.count(_FIRST_ID)
    seams: list[list[tuple[str, str]]] = []
    for chain in chains:
        seams.append([])
        for before, after in itertools.pairwise(chain):
            end, begin = next(ids), next(ids)
            mark(before, f"docgenend{end}", end, at_end=True)
            mark(after, f"docgenbegin{begin}", begin)
            seams[-1].append((f"docgenend{end}", f"docgenbegin{begin}"))
    return seams


def _is_cut(seams: Sequence[tuple[str, str]], found: dict[str, Place]) -> bool:
    """Return whether one link of a chain ends on another page than the next begins."""
    return any(end in found and begin in found and found[end].page != found[begin].page for end, begin in seams)
