"""Step 4 over one paper: what was asked for stands in the Word file, and what stands there is printed."""

from __future__ import annotations

from docgen.finding import Finding, Where, in_order
from docgen.line.dossier import Prepared
from docgen.lint.arrival import Arrival, WordText, in_docx, in_pdf
from docgen.lint.unused import unused
from docgen.pdf import Parsed, read


class Proof:
    """The Word file of a paper read again (`word`), and which values of its data stand in it.

    Raises DocgenError for a Word file that docgen would not open.
    """

    def __init__(self, made: Prepared) -> None:
        assert made.word is not None
        assert made.resolved is not None
        assert made.data is not None
        self._name = made.job.name
        self.word = made.word.read_again(Where())
        self._word = WordText(self.word)
        self._arrival: Arrival = in_docx(
            made.resolved, made.template, self._word, made.data, f"{self._name}.docx", made.template_file
        )
        self._unused = unused(made.data.value, made.template, made.data)

    @property
    def findings(self) -> list[Finding]:
        """What did not arrive in the Word file, and what nothing asked for."""
        return in_order([*self._arrival.findings, *self._unused])

    def in_pdf(self, pdf: bytes | Parsed) -> list[Finding]:
        """Return what the PDF does not show of the Word file."""
        self._arrival = in_pdf(self._word, read(pdf, places=False), self._arrival, f"{self._name}.pdf")
        return list(self._arrival.findings)

    def __str__(self) -> str:
        """How many values stand in the Word file, and in the PDF once that was read."""
        return str(self._arrival)
