"""Spoils Word files in many ways for a minute: each is read or refused with a finding, never anything worse."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections import Counter
from copy import deepcopy
from pathlib import Path
from random import Random

from lxml import etree
from word_outline import outline
from word_validity import problems

from docgen.errors import DocgenError

SECONDS = float(sys.argv[1]) if len(sys.argv) > 1 else 60
SEED = int(sys.argv[2]) if len(sys.argv) > 2 else 30
TEMPLATES = sorted((Path(__file__).resolve().parents[2] / "templates").rglob("*.docx"))


def spoilt(data: bytes, chance: Random) -> bytes:
    """Return a file with some bytes changed: of the archive, or of one part inside a sound archive."""
    if chance.random() < 0.3:
        return scattered(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice(sorted(parts))
    parts[name] = moved(parts[name], chance) if chance.random() < 0.7 else scattered(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def scattered(data: bytes, chance: Random) -> bytes:
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def moved(xml: bytes, chance: Random) -> bytes:
    """Return well-formed XML with a few elements dropped, doubled or put elsewhere, or attributes changed."""
    root = etree.fromstring(xml)
    for _ in range(chance.randint(1, 4)):
        elements = [element for element in root.iter(etree.Element) if element is not root]
        if not elements:
            break
        element, other = chance.choice(elements), chance.choice(elements)
        change = chance.randrange(4)
        if change == 0 and element.attrib:
            name = chance.choice(sorted(element.attrib))
            element.set(name, chance.choice(["", "-1", "12.5", "rId99", "9" * 20, "x y", "Ộ"]))
        elif change == 1:
            element.getparent().remove(element)
        elif change == 2:
            other.getparent().insert(0, deepcopy(element))
        elif not any(above is element for above in (other, *other.iterancestors())):
            other.append(element)
    return bytes(etree.tostring(root))


def main() -> None:
    chance, told = Random(SEED), Counter[str]()
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        data = spoilt(chance.choice(TEMPLATES).read_bytes(), chance)
        try:
            outline(data)
            told["read, right" if not problems(data) else "read, with problems"] += 1
        except DocgenError as error:
            told[error.finding.code] += 1
        except Exception:
            Path("spoilt.docx").write_bytes(data)
            print("kept as spoilt.docx")
            raise
    for code, times in told.most_common():
        print(f"{times:7} {code}")


if __name__ == "__main__":
    main()
