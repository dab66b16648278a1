"""One expression evaluated over names that may be lazy; what fails is an ExpressionError in a clerk's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Template, TemplateSyntaxError, nodes
from jinja2.runtime import Undefined

from docgen.expression.errors import Budget, ExpressionError, UnknownName
from docgen.expression.sandbox import DATA, FAILURES, UNREADABLE, Countable, SandboxContext
from docgen.expression.tree import parsed, syntax_error


def evaluate(source: str, names: Mapping[str, Any], budget: Budget | None = None) -> Any:
    """Return the value of one expression over `names`.

    `names` may be lazy: only what the expression asks for is looked up. Raises ExpressionError, whose `offset` is
    the place in `source` of the name that failed.
    """
    template = _compiled(source)
    context = SandboxContext(DATA, names, budget or Budget())
    try:
        for _ in template.root_render_func(context):
            pass
        result = context.vars["result"]
        if isinstance(result, Undefined):
            result._fail_with_undefined_error()
    except UnknownName as error:
        raise placed(error, source, names) from None
    except RecursionError:
        raise ExpressionError("các văn bản trích dẫn lẫn nhau quá sâu") from None
    except FAILURES as error:
        raise ExpressionError(f"không tính được “{source.strip()[:60]}”: {reason(error)}") from None
    return result


@lru_cache(maxsize=4096)
def _compiled(source: str) -> Template:
    """Compile one expression. Cached by content: texts repeat across papers."""
    try:
        tree = Countable().visit(parsed(source))
        assign = nodes.Assign(nodes.Name("result", "store", lineno=1), tree, lineno=1)
        return DATA.from_string(nodes.Template([assign], lineno=1).set_environment(DATA))  # type: ignore[arg-type]
    except TemplateSyntaxError as error:
        raise syntax_error(error, source) from None
    except UNREADABLE:
        raise ExpressionError("phép tính lồng quá sâu") from None


def placed(error: UnknownName, source: str, names: Mapping[str, Any]) -> UnknownName:
    """Return the error with its place in `source` and, for a name that is nowhere, the likely one."""
    if not error.inside:
        error = UnknownName(error.name, names)
    bare = re.sub(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", lambda quoted: " " * len(quoted[0]), source)
    word = re.escape(error.name)
    found = re.search(rf"\.\s*({word})\b" if error.inside else rf"(?<![\w.])({word})\b", bare)
    error.offset = found.start(1) if found else max(source.find(error.name), 0)
    return error


def reason(error: Exception) -> str:
    """Return why evaluating failed, in a clerk's words."""
    if isinstance(error, TypeError):
        return "các giá trị không cùng loại (chữ với số?)"
    return "giá trị không dùng được ở đây"
