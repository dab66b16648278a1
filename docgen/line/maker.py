"""All steps of one dossier, with a LibreOffice that stays warm from paper to paper."""

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

_YOUNG = 50_000


class Maker:
    """Makes papers one after another, with a LibreOffice that others end."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def make(self, order: Order) -> Iterator[Product]:
        """Run the steps that `order` asks for and yield each paper. Whatever is wrong is a finding, no exception."""
        began = monotonic()
        try:
            for made in prepare(order.job, order.share):
                product = self._product(order, made)
                now = monotonic()
                product.seconds, began = now - began, now
                yield product
        except Exception as error:  # a fault of docgen itself: the other dossiers are made all the same
            if os.environ.get("DOCGEN_DEBUG"):
                traceback.print_exc()
            where, message = Where(file=order.job.shown), f"lỗi của chính docgen ({type(error).__name__}: {error})"
            yield Product(order.job, [Finding.of("HT049", where, message)], exit_code=ExitCode.FINDINGS)

    def _product(self, order: Order, made: Prepared) -> Product:
        product = Product(made.job, made.findings, made.of, made.reads, made.stamps, made.issued)
        product.exit_code, product.facts = made.exit_code, made.facts()
        if made.word is None:
            return product
        try:
            proof = Proof(made)
        except DocgenError as error:  # data made of a harmless template what docgen itself would not open
            where = replace(error.finding.where, file=f"{made.job.name}.docx")
            product.findings = in_order([*made.findings, replace(error.finding, where=where)])
            product.exit_code = error.exit_code
            return product
        product.findings = in_order([*made.findings, *proof.findings])
        if order.kinds:
            self._export(order, made, product, proof)
        product.arrival = str(proof)
        return product

    def _export(self, order: Order, made: Prepared, product: Product, proof: Proof) -> None:
        """Give the product its Word file, and its PDF unless that stands."""
        assert made.word is not None
        assert made.resolved is not None
        meta = _metadata(made.resolved)
        product.docx = made.word.write()
        product.merged = digest(product.docx + repr(meta).encode())
        if "pdf" in order.kinds and product.merged != order.known.get(made.job.name):
            try:
                self._print(made, product, meta, proof)
            except DocgenError as error:
                product.printed.append(error.finding)
                product.exit_code = error.exit_code
            except Unreadable:
                where = Where(file=made.job.shown)
                product.printed.append(Finding.of("HT005", where, "tệp LibreOffice xuất ra không phải là PDF đọc được"))
                product.exit_code = ExitCode.EXPORT

    def _print(self, made: Prepared, product: Product, meta: Metadata, proof: Proof) -> None:
        """Run steps 6 and 7. Raises DocgenError."""
        product.pdf = finish(self._office.to_pdf(proof.word, made.job.shown, product.printed), meta)
        where = Where(file=f"{made.job.name}.pdf")
        with opened(product.pdf) as file:
            product.pages = page_count(file)
            product.printed += [*font_findings(made.fonts, file), *conditions(file, where), *proof.in_pdf(file)]


@contextmanager
def few_collections() -> Iterator[None]:
    """Have Python look for circles among so many new objects only: papers leave few.

    Usually it looks after every 700, which is a tenth of the time from data to Word.
    """
    usual = gc.get_threshold()
    gc.set_threshold(_YOUNG, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _metadata(resolved: Resolved) -> Metadata:
    blocks = [block for part in resolved.parts for block in part.body]
    charts = [block.chart.alternative for block in blocks if isinstance(block, ChartBlock)]
    count = range(len(resolved.parts))
    return Metadata(
        resolved.title, resolved.issuer, resolved.subject, [resolved.number], resolved.day,
        charts=charts, parts=[part.title for part in resolved.parts], headings=list(_two_lined(resolved)),
        marks=[(part_mark(number, titled=True), part_mark(number, titled=False)) for number in count],
    )  # fmt: skip


def _two_lined(resolved: Resolved) -> Iterator[tuple[str, str]]:
    """Yield label and title of the headings whose label stands on a line of its own (Phần, Chương, Mục, Tiểu mục)."""
    for part in resolved.parts:
        for block in part.body:
            if isinstance(block, Block) and block.kind in ("phan", "chuong", "muc_lon", "tieu_muc"):
                yield block.label, block.text.removeprefix(block.label).lstrip()
