"""What an office has settled for all its papers: where tones stand, and limits of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen import vietnamese
from docgen.finding import At, Finding
from docgen.model.fields import Log
from docgen.model.paper import VanBan
from docgen.model.settings import CaiDat

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 5  # words that a finding shows


def limits(settings: CaiDat, paper: VanBan, log: Log) -> None:
    """Log each datum of a paper that passes a limit of its office."""
    for name, most in (settings.gioi_han or {}).items():
        value = getattr(paper, name, None)
        if isinstance(value, str) and len(value) > most:
            said = f"“{name}” dài {len(value)} ký tự, cơ quan đặt nhiều nhất {most}"
        elif isinstance(value, int) and value > most:
            said = f"“{name}” là {value}, cơ quan đặt nhiều nhất {most}"
        elif isinstance(value, list) and len(value) > most:
            said = f"“{name}” có {len(value)} mục, cơ quan đặt nhiều nhất {most}"
        else:
            continue
        log.say("DL152", (*paper.key, name), f"{said} (docgen.toml)")


def tones(settings: CaiDat, texts: Iterable[tuple[str, At]]) -> Iterator[Finding]:
    """Yield a finding for each text that places tones in the other style than its office."""
    style = settings.style
    for text, at in texts if style else ():
        assert style is not None
        words = dict.fromkeys(_WORD.findall(vietnamese.nfc(text)))
        other = [(word, right) for word in words if (right := vietnamese.dat_dau(word, style)) != word]
        if other:
            shown = ", ".join(f"“{word}” → “{right}”" for word, right in other[:_FEW])
            yield Finding.of("DL153", at(), f"bỏ dấu khác kiểu của cơ quan ({settings.kieu_dau}): {shown}")
