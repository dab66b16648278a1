"""Whether an expression multiplies by 100 to get a percentage, which the filter that prints percentages does itself."""

from __future__ import annotations

from jinja2 import nodes

_KEEPS = ("round", "abs", "default", "d")  # filters that do not change the size of a figure


def is_hundredfold(tree: nodes.Node | None) -> bool:
    """Return whether the value of an expression is multiplied by the number 100, and not divided by it again."""
    if isinstance(tree, nodes.Mul | nodes.Div):
        return _hundreds(tree) > 0
    if isinstance(tree, nodes.Add | nodes.Sub):
        return is_hundredfold(tree.left) or is_hundredfold(tree.right)
    if isinstance(tree, nodes.Neg | nodes.Pos):
        return is_hundredfold(tree.node)
    if isinstance(tree, nodes.CondExpr):
        return is_hundredfold(tree.expr1) or is_hundredfold(tree.expr2)
    if isinstance(tree, nodes.Filter):
        return tree.name in _KEEPS and is_hundredfold(tree.node)
    return False


def _hundreds(tree: nodes.Node) -> int:
    """Return how often a product has 100 as a factor, minus how often it is divided by it."""
    if isinstance(tree, nodes.Const):
        return int(not isinstance(tree.value, bool | str) and tree.value == 100)
    if isinstance(tree, nodes.Mul):
        return _hundreds(tree.left) + _hundreds(tree.right)
    if isinstance(tree, nodes.Div):
        return _hundreds(tree.left) - _hundreds(tree.right)
    return int(is_hundredfold(tree))
