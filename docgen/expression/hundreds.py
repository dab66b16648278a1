"""What an expression makes of figures: a share of one, a percentage, a product.

A percentage is multiplied by 100 in the expression; the filter that prints percentages does so itself.
"""

from __future__ import annotations

from jinja2 import nodes

_KEEPS = ("round", "abs", "default", "d")  # filters that do not change the size of a figure
_POWERS = (100, 1_000, 10_000, 100_000, 1_000_000)


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


def is_quotient(tree: nodes.Node | None) -> bool:
    """Return whether the value of an expression is one figure divided by another, not multiplied by 100.

    So it is for a quotient less one, which is growth; a figure divided by a number (an average, another unit) is not.
    """
    if isinstance(tree, nodes.Div):
        return not _has_hundred(tree) and not isinstance(tree.right, nodes.Const)
    if isinstance(tree, nodes.Add | nodes.Sub):
        sides = (tree.left, tree.right)
        return any(map(is_quotient, sides)) and all(isinstance(s, nodes.Const) or is_quotient(s) for s in sides)
    if isinstance(tree, nodes.Neg | nodes.Pos):
        return is_quotient(tree.node)
    if isinstance(tree, nodes.CondExpr):
        return is_quotient(tree.expr1) or is_quotient(tree.expr2)
    if isinstance(tree, nodes.Filter):
        return tree.name in _KEEPS and is_quotient(tree.node)
    return False


def is_percentage(tree: nodes.Node) -> bool:
    """Return whether the value of an expression is one figure divided by another, times 100."""
    return is_hundredfold(tree) and _divides(tree)


def is_product(tree: nodes.Node | None) -> bool:
    """Return whether the value of an expression is figures multiplied with each other, or a sum of such products.

    Divided by a number it is one still; divided by a figure it is a rate.
    """
    if isinstance(tree, nodes.Mul):
        sides = (tree.left, tree.right)
        return not any(map(_divides, sides)) and (all(map(_has_names, sides)) or any(map(is_product, sides)))
    if isinstance(tree, nodes.Div):
        return isinstance(tree.right, nodes.Const) and is_product(tree.left)
    if isinstance(tree, nodes.Add | nodes.Sub):
        sides = (tree.left, tree.right)
        return any(map(is_product, sides)) and not any(map(_divides, sides))
    if isinstance(tree, nodes.Neg | nodes.Pos):
        return is_product(tree.node)
    if isinstance(tree, nodes.Filter):
        return tree.name in _KEEPS and is_product(tree.node)
    return False


def _has_names(tree: nodes.Node) -> bool:
    """Return whether an expression is of a column of its row; a total is one figure for all rows."""
    if isinstance(tree, nodes.Getattr):
        return False
    return isinstance(tree, nodes.Name) or any(map(_has_names, tree.iter_child_nodes()))


def _divides(tree: nodes.Node) -> bool:
    """Return whether an expression divides by anything but a number."""
    own = isinstance(tree, nodes.Div) and not isinstance(tree.right, nodes.Const)
    return own or any(not isinstance(each.right, nodes.Const) for each in tree.find_all(nodes.Div))


def _has_hundred(tree: nodes.Node) -> bool:
    """Return whether an expression has a number in it that makes another unit: 100, 1000, …"""
    values = (each.value for each in tree.find_all(nodes.Const))
    return any(not isinstance(value, bool | str) and value in _POWERS for value in values)
