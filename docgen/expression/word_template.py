"""Word XML with tags, filled: values enter escaped, never parsed again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from docgen.expression.errors import Budget, ExpressionError, TooMuch, UnknownName
from docgen.expression.sandbox import (
    FAILURES,
    UNREADABLE,
    WORD,
    Rewritten,
    SandboxContext,
    placed,
    reason,
    syntax_error,
)

_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Assign, nodes.Expr, nodes.Pair,
            nodes.Keyword, nodes.Operand)  # fmt: skip
MAX_PAGE = 50_000_000  # characters of one rendered part


class WordTemplate:
    """A compiled stretch of Word XML with Jinja tags, as docxtpl prepares it; values enter escaped."""

    def __init__(self, source: str) -> None:
        """Raises ExpressionError where a tag is wrong."""
        try:
            tree = WORD.parse(source)
            for node in tree.find_all(nodes.Node):
                if not isinstance(node, _ALLOWED) or (isinstance(node, nodes.For) and node.recursive):
                    raise ExpressionError("thẻ điều khiển này không dùng được trong mẫu", 0, "Chỉ dùng if, for và set.")
            self._template = WORD.from_string(Rewritten().visit(tree))
        except TemplateSyntaxError as error:
            raise syntax_error(error, error.message or "") from None
        except UNREADABLE:
            raise ExpressionError("thẻ của mẫu lồng quá sâu") from None

    def render(self, names: Mapping[str, Any]) -> str:
        """Return the XML with every tag filled from `names`. Raises ExpressionError."""
        pieces, size = [], 0
        try:
            for piece in self._template.root_render_func(SandboxContext(WORD, names, Budget())):
                pieces.append(piece)
                size += len(piece)
                if size > MAX_PAGE:
                    raise TooMuch("phần này của văn bản quá dài")
        except UnknownName as error:
            raise placed(error, "", names) from None
        except RecursionError:
            raise ExpressionError("thẻ của mẫu lồng quá sâu") from None
        except FAILURES as error:
            raise ExpressionError(f"mẫu không điền được: {reason(error)}") from None
        return "".join(pieces)
