"""Ways to damage clean Vietnamese text, each as the accident it imitates: what `sua` is proved against.

Every function takes clean text and a source of chance and returns the damaged text. The tables of old encodings are
typed out here again, letter by letter, so that a slip in the package's own tables cannot hide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from random import Random

TONES = "\u0300\u0309\u0303\u0301\u0323"
HATS = "\u0302\u0306\u031b"

LETTERS = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
TCVN3 = "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊËÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ®"
TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
VNI = (  # noqa: SIM905
    "aø aû aõ aù aï aê aè aú aü aé aë aâ aà aå aã aá aä eø eû eõ eù eï eâ eà eå eã eá eä ì æ ó í ò "
    "oø oû oõ où oï oâ oà oå oã oá oä ô ôø ôû ôõ ôù ôï uø uû uõ uù uï ö öø öû öõ öù öï yø yû yõ yù î ñ"
).split()

assert len(LETTERS) == len(TCVN3) == len(VNI)


def nfd(text: str, _: Random) -> str:
    """Decomposed, as macOS file names are."""
    return unicodedata.normalize("NFD", text)


def wrong_order(text: str, _: Random) -> str:
    """The tone before the hat: what a careless converter of old fonts leaves."""
    parts = unicodedata.normalize("NFD", text)
    return re.sub(f"([{HATS}])([{TONES}])", r"\2\1", parts)


def slid(text: str, chance: Random) -> str:
    """Tones that slid onto the next letter, or over the space behind a word: text taken out of PDFs."""
    parts = list(unicodedata.normalize("NFD", text))
    place = 0
    while place < len(parts) - 1:
        following = parts[place + 1]
        if parts[place] in TONES and (following.isalpha() or following == " ") and chance.random() < 0.5:
            parts[place], parts[place + 1] = following, parts[place]
            place += 1
        place += 1
    return unicodedata.normalize("NFC", "".join(parts))


def space_before_mark(text: str, chance: Random) -> str:
    """A space put in front of a dot below, in the middle of a word or at its end."""
    parts = unicodedata.normalize("NFD", text)
    return re.sub(f"(?<=[a-z{HATS}])\u0323", lambda _: " \u0323" if chance.random() < 0.3 else "\u0323", parts)


def wrong_vowel(text: str, chance: Random) -> str:
    """The tone typed one vowel too early or too late: qúy, tòan, chiêù."""

    def move(match: re.Match[str]) -> str:
        first, tone, second = match.groups()
        return unicodedata.normalize("NFC", first + second + tone) if chance.random() < 0.5 else match[0]

    pattern = re.compile(f"([aeiouy][{HATS}]?)([{TONES}])([aeiouy](?![{HATS}]))", re.IGNORECASE)
    return unicodedata.normalize("NFC", pattern.sub(move, unicodedata.normalize("NFD", text)))


def oi_for_horn(text: str, _: Random) -> str:
    """Ƣ ƣ for Ư ư, with tones behind: the commonest failed conversion of fonts."""
    parts = unicodedata.normalize("NFD", text).replace("u\u031b", "ƣ").replace("U\u031b", "Ƣ")
    return unicodedata.normalize("NFC", parts)


def eth_for_d(text: str, _: Random) -> str:
    """The Icelandic letter for Đ đ, and a caron for the breve of ă."""
    return text.translate(str.maketrans("Đđăă", "Ððǎǎ")).replace("Ă", "Ǎ")


def tcvn3(text: str, _: Random) -> str:
    """TCVN3 bytes read as Latin-1. Capitals with tones have no code of their own and come out small."""
    table = dict(zip(LETTERS, TCVN3, strict=True)) | TCVN3_CAPITALS
    return "".join(table.get(char, table.get(char.lower(), char)) for char in text)


def vni(text: str, _: Random) -> str:
    """VNI bytes read as Latin-1."""
    table = dict(zip(LETTERS, VNI, strict=True))
    table |= {letter.upper(): code.upper() for letter, code in table.items()}
    return "".join(table.get(char, char) for char in text)


def cp1258(text: str, _: Random) -> str:
    """Windows-1258 bytes (Python's own codec) read as Windows-1252."""
    parts = []
    for char in unicodedata.normalize("NFD", text):
        parts.append(char)
    joined = unicodedata.normalize("NFC", "".join(parts))
    loose = ""
    for char in joined:
        split = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in split if mark in TONES)
        loose += unicodedata.normalize("NFC", "".join(mark for mark in split if mark not in TONES)) + tones
    return loose.encode("cp1258", errors="ignore").decode("cp1252", errors="ignore")


def _as_1252(data: bytes) -> str:
    empty = b"\x81\x8d\x8f\x90\x9d"
    return "".join(chr(byte) if byte in empty else bytes([byte]).decode("cp1252") for byte in data)


def utf8_once(text: str, _: Random) -> str:
    """UTF-8 read as Windows-1252."""
    return _as_1252(text.encode())


def utf8_twice(text: str, chance: Random) -> str:
    """UTF-8 read as Windows-1252, saved, and read so again."""
    return utf8_once(utf8_once(text, chance), chance)


def utf8_latin1(text: str, _: Random) -> str:
    """UTF-8 read as Latin-1: the second bytes become control characters."""
    return text.encode().decode("latin-1")


def invisible(text: str, chance: Random) -> str:
    """Zero-width spaces, soft hyphens, byte-order marks inside words."""
    signs = "\u200b\u00ad\ufeff\u2060\u200c"
    return re.sub(r"(?<=\w)(?=\w)", lambda _: chance.choice(signs) if chance.random() < 0.1 else "", text)


def strange_spaces(text: str, chance: Random) -> str:
    """No-break and typographic spaces for every fourth space between words."""
    signs = "\u00a0\u00a0\u2002\u2009\u3000"
    pattern = r"(?<=[^\W\d_]) (?=[^\W\d_])"
    return re.sub(pattern, lambda _: chance.choice(signs) if chance.random() < 0.25 else " ", text)


def twins(text: str, chance: Random) -> str:
    """Cyrillic and Greek letters that look like Latin ones."""
    table = dict(zip("aeocpxyHTKMAO", "аеосрхуНТКМАΟ", strict=True))

    def swap(match: re.Match[str]) -> str:
        return table[match[0]] if chance.random() < 0.15 else match[0]

    return re.sub("[aeocpxyHTKMAO](?=[a-zA-Zà-ỹÀ-Ỹ])", swap, text)


def spaced_signs(text: str, chance: Random) -> str:
    """A space in front of commas, semicolons and full stops, and inside brackets."""
    pattern = r"(?<=[^\W\d_])(?=[,;.]\s)"
    text = re.sub(pattern, lambda _: " " if chance.random() < 0.4 else "", text)
    return re.sub(r"\((?=[^\W\d_]{2})", "( ", text)


def split_words(text: str, chance: Random) -> str:
    """A space between the consonants and the vowel of a syllable: "h ồ sơ"."""
    pattern = re.compile(r"(?<![\w.'-])(ngh|ng|nh|th|tr|ch|kh|ph|[bcdđghklmnrstvx])(?=[à-ỹ][^\W\d_]*(?![\w'-]))", re.I)
    return pattern.sub(lambda match: match[1] + " " if chance.random() < 0.3 else match[1], text)


def c1_quotes(text: str, _: Random) -> str:
    """Quotes and dashes of Windows-1252 left as control characters."""
    return text.translate(str.maketrans("“”‘’–—…", "\x93\x94\x91\x92\x96\x97\x85"))


def strange_hyphens(text: str, _: Random) -> str:
    """Other hyphens in symbols of papers and between words."""
    return re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "\u2011", text)


DAMAGES: dict[str, Callable[[str, Random], str]] = {
    "NFD": nfd, "tone before hat": wrong_order, "marks slid on": slid, "space before mark": space_before_mark,
    "tone on wrong vowel": wrong_vowel, "Ƣ for Ư": oi_for_horn, "Ð ǎ for Đ ă": eth_for_d, "TCVN3": tcvn3, "VNI": vni,
    "Windows-1258": cp1258, "UTF-8 as 1252": utf8_once, "UTF-8 twice": utf8_twice, "UTF-8 as Latin-1": utf8_latin1,
    "invisible signs": invisible, "strange spaces": strange_spaces, "look-alikes": twins,
    "spaces at signs": spaced_signs, "split syllables": split_words, "C1 quotes": c1_quotes,
    "strange hyphens": strange_hyphens,
}  # fmt: skip
"""Name of each kind of damage to the function that does it."""


def old_style(word: str) -> str:
    """Return a word with hoà, khoẻ, thuỷ as hòa, khỏe, thủy: a mark that slid there looks like one typed there."""
    parts = unicodedata.normalize("NFD", word)
    pattern = rf"(o)([ae])([{TONES}])(?![a-z])|(?<!q)(u)(y)([{TONES}])(?![a-z])"
    moved = re.sub(pattern, _style, parts, flags=re.I)
    return unicodedata.normalize("NFC", moved)


def _style(match: re.Match[str]) -> str:
    first, second, tone = (group for group in match.groups() if group)
    return first + tone + second


def _same(want: str, got: str) -> bool:
    return want == got or (unicodedata.is_normalized("NFC", got) and old_style(want) == old_style(got))


def words_right(clean: str, other: str) -> tuple[int, int]:
    """Return (words of `clean` found in `other` at their place, words of `clean`), line by line."""
    right = total = 0
    for want, got in zip(clean.split("\n"), other.split("\n"), strict=False):
        wanted, found = want.split(" "), got.split(" ")
        total += len(wanted)
        if len(wanted) == len(found):
            right += sum(_same(one, two) for one, two in zip(wanted, found, strict=True))
        else:
            rest = list(found)
            for word in wanted:
                if word in rest:
                    rest.remove(word)
                    right += 1
    return right, total
