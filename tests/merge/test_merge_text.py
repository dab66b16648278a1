"""Nothing is lost between the data and the Word file, and the same data give the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from merge_papers import DATA, SAMPLES, Paper, sample, texts
from word_validity import problems

from docgen.ooxml.xml import Element, parse_xml, qn


def printed_text(docx: bytes) -> str:
    """All text of the file, a line for each paragraph."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        names = [name for name in package.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return "\n".join(_text(parse_xml(package.read(name))) for name in names)


def _text(root: Element) -> str:
    signs = {qn("w:br"): " ", qn("w:tab"): " ", qn("w:p"): "\n"}
    return "".join(signs.get(str(item.tag), item.text or "" if item.tag == qn("w:t") else "") for item in root.iter())


@pytest.mark.parametrize("name", SAMPLES)
def test_every_text_arrives_and_words_are_as_many(name: str) -> None:
    paper = sample(DATA / name).merged()
    shown = printed_text(paper.docx)
    for text in texts(paper.resolved.parts):
        wanted = " ".join(text.split())
        flat = " ".join(shown.split())
        assert wanted in flat or wanted.upper() in flat or not _asked(paper, text), text
    assert "{{" not in shown
    assert "{%" not in shown


def _asked(paper: Paper, text: str) -> bool:
    """Whether the text is one that the template prints: of the values, it asks for some only."""
    values = {key for part in paper.resolved.parts for key, value in part.values.items() if value == text}
    asked = {tag.asks.split("|")[0].strip() for tag in paper.template.tags}
    return not values or bool(values & asked)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_body_is_printed_once_and_in_order(name: str) -> None:
    paper = sample(DATA / name).merged()
    words: Counter[str] = Counter()
    for part in paper.resolved.parts:
        for text, _ in part.texts():
            words.update(text.upper().split())
    shown = Counter(printed_text(paper.docx).upper().split())
    missing = words - shown
    assert not missing
    flat = " ".join(printed_text(paper.docx).upper().split())
    position = 0
    for part in paper.resolved.parts:
        for text, _ in part.texts():
            found = flat.find(" ".join(text.upper().split()), position)
            assert found >= 0, text
            position = found


@pytest.mark.parametrize("name", SAMPLES)
def test_the_file_is_one_that_word_opens(name: str) -> None:
    assert problems(sample(DATA / name).merged().docx) == []


def test_the_same_bytes_in_every_run() -> None:
    script = (
        "import hashlib, sys; sys.path[:0] = sys.argv[1:];"
        "from merge_papers import DATA, SAMPLES, sample;"
        "print([hashlib.sha256(sample(DATA / name).merged().docx).hexdigest() for name in SAMPLES])"
    )
    here = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
    made = []
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(DATA.parent)}
        run = subprocess.run([sys.executable, "-c", script, *here], env=environment, capture_output=True, check=True)
        made.append(run.stdout)
    own = [hashlib.sha256(sample(DATA / name).merged().docx).hexdigest() for name in SAMPLES]
    assert made[0].decode().strip() == made[1].decode().strip() == str(own)
