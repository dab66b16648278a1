"""The proof of arrival: every value of a paper stands where it belongs, in the Word file and in the PDF.

`in_docx` lays the words that data and template ask for beside the words of the Word file, `in_pdf` those of the Word
file beside the PDF's. Whole texts are laid side by side, so a "5" somewhere on a page proves nothing; what is missing,
doubled, foreign or out of place is a finding, by value, with its place.

Inside: `words` (what counts in a text), `word_text` and `printed` (the texts of both files), `template_text`, `form`
and `body` (what must stand, from data and template alone), `script` (the words of that), `alignment` and `difference`
(two sequences side by side), `proof` (what to say).
"""

from docgen.lint.arrival.proof import Arrival, in_docx, in_pdf
from docgen.lint.arrival.word_text import WordText

__all__ = ["Arrival", "WordText", "in_docx", "in_pdf"]
