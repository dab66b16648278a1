"""Makes docgen/ooxml/metrics.json from the fonts of this machine (`./dev metrics`)."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from docgen.ooxml import metrics
from docgen.ooxml.metrics import STYLES, WIDTHLESS


def table_from_fonts(fonts: Mapping[str, Path]) -> dict[str, object]:
    """Return the table of widths read from four font files, one for each name in `STYLES`.

    Needs fontTools (a development dependency). Vietnamese letters that the font lacks get the advance of their base.
    """
    from fontTools.ttLib import TTFont

    table: dict[str, object] = {}
    for style in STYLES:
        font = TTFont(fonts[style])
        table["units_per_em"] = font["head"].unitsPerEm
        table["font"] = f"{font['name'].getDebugName(1)}, {font['name'].getDebugName(5)}"
        advances = {char: font["hmtx"][glyph][0] for char, glyph in font.getBestCmap().items() if _wanted(char)}
        table[style] = _grouped({chr(char): advance for char, advance in sorted(advances.items())})
    return table


def _wanted(code: int) -> bool:
    """Whether papers may hold the character: Latin, Greek, Cyrillic, punctuation, currency and symbols; no marks."""
    blocks = ((0x20, 0x250), (0x370, 0x530), (0x1E00, 0x1F00), (0x2000, 0x2300), (0x2500, 0x2700))
    return any(first <= code < end for first, end in blocks) and unicodedata.category(chr(code)) not in WIDTHLESS


def _grouped(advances: Mapping[str, int]) -> dict[str, str]:
    """Return the characters of each advance: the form of the packaged file, short and fit to read in a diff."""
    groups: dict[int, list[str]] = {}
    for char, advance in advances.items():
        groups.setdefault(advance, []).append(char)
    return {str(advance): "".join(groups[advance]) for advance in sorted(groups)}


def main(arguments: list[str]) -> None:
    """Write the packaged table from four font files given in the order of `STYLES`."""
    table = table_from_fonts(dict(zip(STYLES, map(Path, arguments), strict=True)))
    text = json.dumps(table, ensure_ascii=False, indent=1)
    Path(str(metrics.__file__)).with_name("metrics.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
