"""The proof of arrival: every value of a paper is where it belongs, in the Word file and in the PDF.

`in_docx` compares the words that data and template ask for with the words of the Word file, `in_pdf` those of the Word
file with the PDF's. Whole texts are aligned, so a "5" somewhere on a page proves nothing; whatever is missing, doubled,
foreign or out of place is a finding, by value, with its place.

Inside: `words` (what counts in a text), `word_text` and `printed` (the texts of both files), `template_text`, `form`
and `body` (what must be printed, from data and template alone), `script` (the words of that), `alignment` and
`difference` (two sequences compared), `drawing` (charts), `in_word` and `in_print` (what is wrong, value by value),
`proof` (all of it together).
"""

from docgen.lint.arrival.proof import Arrival, in_docx, in_pdf
from docgen.lint.arrival.word_text import WordText

__all__ = ["Arrival", "WordText", "in_docx", "in_pdf"]
