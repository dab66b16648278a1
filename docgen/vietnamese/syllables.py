"""Every syllable Vietnamese spelling allows, where its tone mark stands, and both styles of placing it.

The tables are the rules of spelling (onset, rime, tone), not a word list: about 4,000 toneless syllables. A syllable
here is possible, though not always in use; what is not here is not a Vietnamese syllable.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache

from docgen.vietnamese.letters import TONES, nfc

ONSETS = (
    "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "qu", "r",
    "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
"""How a syllable may begin. "q" is written with its u."""

CODAS = ("ng", "nh", "ch", "c", "m", "n", "p", "t")
"""Consonants a syllable may end with."""

_PLAIN = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
""".split()  # noqa: SIM905
_ROUNDED = """
oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oem oen oeo oet
uân uâng uât uây uê uêch uên uênh uêt uơ uơt uy uya uych uyên uyêt uyn uynh uyp uyt uyu
""".split()  # noqa: SIM905
_AFTER_QU = """
a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e ec em en eng eo ep et
ê êch ên ênh êt êu i ich in inh it iu o oc ơ ơi ơn ơt ôc y yn ynh ych yp yt yên yêt yêu
""".split()  # noqa: SIM905
_AFTER_GI = "i in im ip it iêc iêm iên iêng iêp iêt iêu".split()  # noqa: SIM905
_Y_ALONE = "y yêm yên yêng yêt yêu".split()  # noqa: SIM905
_BEFORE_Y = ("b", "d", "h", "k", "l", "m", "n", "s", "t", "th", "v")
_STOPS = ("c", "ch", "p", "t")
_STRONG = "ăâêôơ"
_FRONT = "eêi"


class KieuDau(StrEnum):
    """Where the tone of open oa, oe, uy stands: hòa, khỏe, thủy (`CU`) or hoà, khoẻ, thuỷ (`MOI`)."""

    CU = "cũ"
    MOI = "mới"


def _fits(onset: str, rime: str) -> bool:
    """Return whether spelling lets `onset` stand before `rime` (c before a o u, k before e i, …)."""
    front = rime[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g"):
        return not front and (rime not in _ROUNDED or (onset == "g" and rime in ("oa", "oang", "oăng")))
    if onset == "ng":
        return not front
    return not (onset == "" and rime.startswith("iê")) and not (onset == "gi" and rime[0] == "i")


def _tone_places(rime: str) -> tuple[int, int]:
    """Return the index of the letter that bears the tone, in the old and the new style."""
    for place in range(len(rime) - 1, -1, -1):
        if rime[place] in _STRONG:
            return place, place
    if "ư" in rime:
        return rime.index("ư"), rime.index("ư")
    vowels = sum(letter in "aeiouy" for letter in rime)
    if rime in ("oa", "oe", "uy"):
        return 0, 1
    if vowels == 1 or rime in ("ia", "ua") or (vowels == 2 and rime[0] not in "ou") or rime in ("oi", "ui"):
        return 0, 0
    return 1, 1


@cache
def _toneless() -> dict[str, tuple[int, int, bool]]:
    """Map every toneless syllable to its tone places (old, new) and whether it takes sắc and nặng alone."""
    pairs = [(onset, rime) for onset in ("", *ONSETS) for rime in [*_PLAIN, *_ROUNDED] if onset != "qu"]
    pairs = [(onset, rime) for onset, rime in pairs if _fits(onset, rime)]
    pairs += [("qu", rime) for rime in _AFTER_QU] + [("g", rime) for rime in _AFTER_GI]
    pairs += [("", rime) for rime in _Y_ALONE] + [(onset, "y") for onset in _BEFORE_Y]
    table = {}
    for onset, rime in pairs:
        old, new = _tone_places(rime)
        table[onset + rime] = (len(onset) + old, len(onset) + new, rime.endswith(_STOPS))
    return table


def _mark(letters: str, place: int, tone: str) -> str:
    return nfc(letters[: place + 1] + tone + letters[place + 1 :])


@cache
def forms() -> dict[str, tuple[str, str]]:
    """Map every spelling of every syllable (small letters, both styles) to (toneless syllable, tone mark)."""
    table = {}
    for letters, (old, new, stopped) in _toneless().items():
        if not stopped:
            table[letters] = (letters, "")
        for tone in "\u0301\u0323" if stopped else TONES:
            table[_mark(letters, old, tone)] = table[_mark(letters, new, tone)] = (letters, tone)
    return table


def la_am_tiet(word: str) -> bool:
    """Return whether `word` (composed, any capitals) is a possible Vietnamese syllable, its tone where it belongs."""
    return word.lower() in forms()


def tach_thanh(word: str) -> tuple[str, str]:
    """Return the letters of `word` without tone marks, and the marks found, in order. Capitals stay."""
    parts = unicodedata.normalize("NFD", word)
    return nfc("".join(part for part in parts if part not in TONES)), "".join(part for part in parts if part in TONES)


def ghep_thanh(letters: str, tone: str, kieu: KieuDau = KieuDau.CU) -> str | None:
    """Return a toneless syllable with its tone where it belongs, or None where no such syllable can be."""
    places = _toneless().get(letters.lower())
    if places is None or (places[2] and tone not in ("\u0301", "\u0323")):
        return None
    return _mark(letters, places[kieu is KieuDau.MOI], tone)


def dat_dau(word: str, kieu: KieuDau) -> str:
    """Return a syllable with its tone placed in the style `kieu`; any other word as it is."""
    form = forms().get(word.lower())
    if form is None or not form[1]:
        return word
    return ghep_thanh(tach_thanh(word)[0], form[1], kieu) or word
