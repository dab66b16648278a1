"""Step 4 over one paper: every value arrives in the Word file, and everything in the Word file is printed."""

from __future__ import annotations

from dataclasses import replace

from docgen.finding import Finding, Where, in_order
from docgen.line.dossier import Prepared
from docgen.lint.arrival import Arrival, WordText, in_docx, in_pdf
from docgen.lint.rule import View, judge
from docgen.lint.unused import unused
from docgen.pdf import Parsed, read


class Proof:
    """The Word file of a paper, read back (`word`), and which values of its data appear in it.

    Raises DocgenError for a Word file that docgen refuses to open.
    """

    def __init__(self, paper: Prepared) -> None:
        assert paper.word is not None
        assert paper.resolved is not None
        assert paper.data is not None
        self._name = paper.job.name
        self.word = paper.word.read_again(Where())
        self._word = WordText(self.word)
        self._arrival: Arrival = in_docx(
            paper.resolved, paper.template, self._word, paper.data, f"{self._name}.docx", paper.template_file
        )
        self._unused = unused(paper.data.value, paper.template, paper.data)

    @property
    def findings(self) -> list[Finding]:
        """Values that did not arrive in the Word file, and data that nothing uses."""
        return in_order([*self._arrival.findings, *self._unused])

    def in_pdf(self, pdf: bytes | Parsed) -> list[Finding]:
        """Return a finding for each part of the Word file that the PDF lacks, and for each page that looks bad."""
        file, printed = f"{self._name}.pdf", read(pdf, places=False)
        self._arrival = in_pdf(self._word, printed, self._arrival, file)
        looks = [replace(item, where=replace(item.where, file=file)) for item in judge(View.PAGE, printed)]
        return [*self._arrival.findings, *looks]

    def __str__(self) -> str:
        """How many values appear in the Word file, and in the PDF once it was read."""
        return str(self._arrival)
