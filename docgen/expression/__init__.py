"""The one sandbox: tags in templates, tags in data text, formulas of tables.

Promises: an expression sees only the names it is given, calls nothing but a short list of filters and text
methods, reads no file, reaches no network, and cannot ask for unbounded work; figures are `Decimal`, literals
too, and round half up; a name that does not exist is an error that names the likely one, never a blank.
Hides: Jinja. No other module imports it.

A text is parsed once into tokens (`tokens`), control tags are followed by `expand`, and what an expression
yields enters as a value: it is never parsed again.

Inside: `errors` (what fails, what may be spent), `values`, `filters`, `sandbox` (Jinja, narrowed); one expression is
read by `tree` (with `hundreds`: does it give percentages?) and computed by `evaluation`; `tags` in texts, and in Word
XML `word_template`; `stray_signs` (what was meant as a tag and is none).
"""

from docgen.expression.errors import Budget, ExpressionError, Followed, Names, NoOneValue, TooMuch, UnknownName
from docgen.expression.evaluation import evaluate
from docgen.expression.filters import manual as filters
from docgen.expression.tags import TAG_OPENS, WHOLE_TAG, Layer, Token, control, expand, inside, tag_end, tokens
from docgen.expression.tree import multiplied, multiplies_by_100, multiplies_columns, paths, share_scale
from docgen.expression.values import as_text
from docgen.expression.word_template import WordTemplate

__all__ = [
    "TAG_OPENS",
    "WHOLE_TAG",
    "Budget",
    "ExpressionError",
    "Followed",
    "Layer",
    "Names",
    "NoOneValue",
    "Token",
    "TooMuch",
    "UnknownName",
    "WordTemplate",
    "as_text",
    "control",
    "evaluate",
    "expand",
    "filters",
    "inside",
    "multiplied",
    "multiplies_by_100",
    "multiplies_columns",
    "paths",
    "share_scale",
    "tag_end",
    "tokens",
]
