"""The look of a paragraph as Word resolves it: defaults, style chain, direct formatting.

Only what the writer must know to measure text: size, bold, italic, capitals, alignment, indents.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from docgen.docx.ooxml import Element, qn

_VAL = qn("w:val")
_DEFAULT_SIZE_PT = 10.0  # what Word takes where a file says nothing


@dataclass(frozen=True, slots=True)
class Look:
    """Size in points, indents in points; `align` is Word's word ("center", "both", "left", "right")."""

    size_pt: float = _DEFAULT_SIZE_PT
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: str = "left"
    left_pt: float = 0.0
    right_pt: float = 0.0
    outline: int = 9
    keep_next: bool = False


class Styles:
    """The styles part of a file, resolved on demand."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))} if root is not None else {}
        self._resolved: dict[str, Look] = {}
        defaults = root.find(f"{qn('w:docDefaults')}") if root is not None else None
        self._base = Look()
        if defaults is not None:
            run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
            para = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}")
            self._base = _with_run(_with_paragraph(self._base, para), run)
        default = next((key for key, style in self._styles.items() if _is_default_paragraph(style)), None)
        self._default = str(default) if default else ""

    def of_style(self, style_id: str) -> Look:
        """Return the look that a style gives, its ancestors included; an unknown style gives the defaults."""
        if style_id not in self._resolved:
            style = self._styles.get(style_id)
            if style is None:
                return self._base
            self._resolved[style_id] = self._base  # a circle of styles ends here
            parent = style.find(qn("w:basedOn"))
            look = self.of_style(str(parent.get(_VAL))) if parent is not None else self._base
            look = _with_paragraph(look, style.find(qn("w:pPr")))
            self._resolved[style_id] = _with_run(look, style.find(qn("w:rPr")))
        return self._resolved[style_id]

    def of(self, paragraph: Element, run: Element | None = None) -> Look:
        """Return the look of a paragraph, with the direct formatting of one of its runs when given."""
        properties = paragraph.find(qn("w:pPr"))
        named = properties.find(qn("w:pStyle")) if properties is not None else None
        look = self.of_style(str(named.get(_VAL)) if named is not None else self._default)
        look = _with_paragraph(look, properties)
        if run is None:
            return look
        own = run.find(qn("w:rPr"))
        character = own.find(qn("w:rStyle")) if own is not None else None
        if character is not None:
            style = self._styles.get(character.get(_VAL))
            look = _with_run(look, style.find(qn("w:rPr")) if style is not None else None)
        return _with_run(look, own)


def _is_default_paragraph(style: Element) -> bool:
    return style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


def is_on(parent: Element, tag: str, inherited: bool) -> bool:
    """Return whether an on/off property is on, or what is inherited where the element is absent."""
    item = parent.find(qn(tag))
    return inherited if item is None else item.get(_VAL) not in ("0", "false", "off", "none")


def _with_run(look: Look, properties: Element | None) -> Look:
    if properties is None:
        return look
    size = properties.find(qn("w:sz"))
    return replace(
        look,
        size_pt=float(size.get(_VAL)) / 2 if size is not None else look.size_pt,
        bold=is_on(properties, "w:b", look.bold),
        italic=is_on(properties, "w:i", look.italic),
        caps=is_on(properties, "w:caps", look.caps),
    )


def _with_paragraph(look: Look, properties: Element | None) -> Look:
    if properties is None:
        return look
    align, indent = properties.find(qn("w:jc")), properties.find(qn("w:ind"))
    outline = properties.find(qn("w:outlineLvl"))
    left = right = None
    if indent is not None:
        left = indent.get(qn("w:left"), indent.get(qn("w:start")))
        right = indent.get(qn("w:right"), indent.get(qn("w:end")))
    return replace(
        look,
        align=str(align.get(_VAL)) if align is not None else look.align,
        left_pt=int(left) / 20 if left is not None else look.left_pt,
        right_pt=int(right) / 20 if right is not None else look.right_pt,
        outline=int(outline.get(_VAL)) if outline is not None else look.outline,
        keep_next=is_on(properties, "w:keepNext", look.keep_next),
    )
