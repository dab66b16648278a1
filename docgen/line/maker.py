"""All steps of one dossier, with one LibreOffice that keeps running from paper to paper."""

from __future__ import annotations

import gc
import os
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic

from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Where, in_order
from docgen.finish import Metadata, Unreadable, conditions, finish, font_findings, page_count
from docgen.line.dossier import Prepared, prepare
from docgen.line.order import Order, Product
from docgen.line.proof import Proof
from docgen.manifest import digest
from docgen.model.resolved import Block, ChartBlock, Resolved, part_mark
from docgen.office import Office
from docgen.pdf import opened

_NEW_OBJECTS = 50_000
"""How many new objects Python waits for before it collects garbage."""


class Maker:
    """Builds papers one after another. The caller closes `office`."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def make(self, order: Order) -> Iterator[Product]:
        """Run the steps that `order` asks for and yield each paper. Whatever goes wrong is a finding."""
        began = monotonic()
        try:
            for paper in prepare(order.job, order.share):
                product = self._product(order, paper)
                now = monotonic()
                product.seconds, began = now - began, now
                yield product
        except Exception as error:  # a fault of docgen itself: the other dossiers are still built
            if os.environ.get("DOCGEN_DEBUG"):
                traceback.print_exc()
            where, message = Where(file=order.job.shown), f"lỗi của chính docgen ({type(error).__name__}: {error})"
            yield Product(order.job, [Finding.of("HT049", where, message)], exit_code=ExitCode.FINDINGS, resolved=False)

    def _product(self, order: Order, paper: Prepared) -> Product:
        product = Product(paper.job, paper.findings, paper.of, paper.reads, paper.stamps, paper.issued)
        product.exit_code, product.facts = paper.exit_code, paper.facts()
        product.resolved = paper.resolved is not None
        if paper.word is None:
            return product
        try:
            proof = Proof(paper)
        except DocgenError as error:  # data turned a harmless template into a file that docgen refuses to open
            where = replace(error.finding.where, file=f"{paper.job.name}.docx")
            product.findings = in_order([*paper.findings, replace(error.finding, where=where)])
            product.exit_code = error.exit_code
            return product
        product.findings = in_order([*paper.findings, *proof.findings])
        if order.formats:
            self._export(order, paper, product, proof)
        product.arrival = str(proof)
        return product

    def _export(self, order: Order, paper: Prepared, product: Product, proof: Proof) -> None:
        """Give the product its Word file, and its PDF unless the existing one is up to date."""
        assert paper.word is not None
        assert paper.resolved is not None
        meta = _metadata(paper.resolved)
        product.docx = paper.word.write()
        product.merged = digest(product.docx + repr(meta).encode())
        if "pdf" in order.formats and product.merged != order.known.get(paper.job.name):
            try:
                self._print(paper, product, meta, proof)
            except DocgenError as error:
                product.printed.append(error.finding)
                product.exit_code = error.exit_code
            except Unreadable:
                where = Where(file=paper.job.shown)
                product.printed.say("HT005", where, "tệp LibreOffice xuất ra không phải là PDF đọc được")
                product.exit_code = ExitCode.EXPORT

    def _print(self, paper: Prepared, product: Product, meta: Metadata, proof: Proof) -> None:
        """Run steps 6 and 7. Raises DocgenError."""
        product.pdf = finish(self._office.to_pdf(proof.word, paper.job.shown, product.printed), meta)
        where = Where(file=f"{paper.job.name}.pdf")
        with opened(product.pdf) as file:
            product.pages = page_count(file)
            product.printed += [*font_findings(paper.fonts, file), *conditions(file, where), *proof.in_pdf(file)]


@contextmanager
def few_collections() -> Iterator[None]:
    """Collect garbage less often: only reference cycles need it, and building papers leaves few of them.

    By default Python collects after every 700 new objects, which takes a tenth of the time from data to Word.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _metadata(resolved: Resolved) -> Metadata:
    charts: list[str] = []
    marks: list[tuple[str, str]] = []
    for number, part in enumerate(resolved.parts):
        marks.append((part_mark(number, titled=True), part_mark(number, titled=False)))
        charts += [block.chart.alternative for block in part.body if isinstance(block, ChartBlock)]
    return Metadata(
        resolved.title,
        resolved.issuer,
        resolved.subject,
        [resolved.number],
        resolved.day,
        charts=charts,
        parts=[part.title for part in resolved.parts],
        headings=list(_two_line_headings(resolved)),
        marks=marks,
    )


def _two_line_headings(resolved: Resolved) -> Iterator[tuple[str, str]]:
    """Yield label and title of the headings whose label has its own line (Phần, Chương, Mục, Tiểu mục)."""
    for part in resolved.parts:
        for block in part.body:
            if isinstance(block, Block) and block.kind in ("phan", "chuong", "muc_lon", "tieu_muc"):
                yield block.label, block.text.removeprefix(block.label).lstrip()
