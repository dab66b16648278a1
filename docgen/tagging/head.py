"""The head of a paper: who issues it, its number and day, its title, to whom it goes, and what it is based on.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II (the order and the wording of these elements).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import chain

from docgen import vietnamese
from docgen.tagging.lines import CELL, TABLE, Draft, LinePiece, PaperLine, Recognition, folded, one_line, piece_of

ORDER = "quyet_dinh"
"""The name of the line QUYẾT ĐỊNH:, which is not a tag, among the names that were recognised."""
_REACH = 40  # the first lines, in which a title is looked for
_NATION, _MOTTO = "CONG HOA XA HOI CHU NGHIA VIET NAM", "DOC LAP"
_NUMBER = re.compile(r"Số\s*:[ \xa0]?|Số\s", re.I)
_BLANKS = re.compile(r"[\s.…_\d]+")
_PLACES = ("TINH ", "THANH PHO ", "PHUONG ", "XA ", "DAC KHU ", "HUYEN ", "QUAN ", "THI XA ", "VA ")
"""How the second line of an office's name goes on."""
_ABOVE = ("UBND ", "UY BAN ", "BO ", "SO ", "CUC ", "TONG CUC ", "DAI HOC ", "BAN ")
_OFFICES = ("SO ", "CUC ", "CHI CUC ", "BAN ", "PHONG ", "TRUNG TAM ", "TRUONG ", "BENH VIEN ", "VIEN ", "VAN PHONG ",
            "THANH TRA ", "HOI DONG ", "UBND ", "UY BAN ", "VAN PHONG", "THANH TRA")  # fmt: skip
"""How the names of bodies begin that stand above an office, and those of offices under one."""
_PROPOSALS = ("THEO DE NGHI", "XET DE NGHI", "XET TO TRINH")
_DOTS = re.compile(r"[.…_]+")
_DASH = re.compile(r"[-–—•+*]\s*")
_ANNEX = re.compile(r"PHU LUC(?: [IVXLC]+| \d+)?[.:]?")

Reader = Callable[[Draft, Sequence[PaperLine], int], int]


def read_head(draft: Draft, lines: Sequence[PaperLine]) -> int:
    """Propose tags for the head and return the number of the first line after it."""
    title = title_at(lines)
    end = _letterhead(draft, lines[:title] if title is not None else lines[:_REACH])
    at = title if title is not None else end
    while at < len(lines):
        for reader in _READERS:
            after = reader(draft, lines, at)
            if after > at:
                end = after
                break
        else:
            if not lines[at].blank:
                break
            after = at + 1
        at = after
    return end


def title_at(lines: Sequence[PaperLine]) -> int | None:
    """Return the number of the line with the type of the paper, or with "Phụ lục"; None if there is none."""
    for number, line in enumerate(lines[:_REACH]):
        if is_type(line) or is_annex(line):
            return number
    return None


def is_type(line: PaperLine) -> bool:
    """Return whether a line begins with the name of a type of paper, alone and set as a title."""
    first = next(iter(line.pieces), None)
    if first is None or not (first.caps or line.look.align == "center"):
        return False
    try:
        return bool(vietnamese.ky_hieu_loai(first.text))
    except vietnamese.LanguageError:
        return False


def is_annex(line: PaperLine) -> bool:
    """Return whether a line begins with "Phụ lục", alone or with its number."""
    first = next(iter(line.pieces), None)
    return first is not None and bool(_ANNEX.fullmatch(folded(first.text)))


def ties(line: PaperLine) -> bool:
    """Return whether a line says what a paper is attached to: "(Kèm theo Quyết định số …)"."""
    return line.text.strip().startswith("(") and "KEM THEO" in folded(line.text)


def is_letterhead(lines: Sequence[PaperLine]) -> bool:
    """Return whether the nation's name is among the lines."""
    return any(_is_nation(piece) for piece in _all_pieces(lines))


def _all_pieces(lines: Sequence[PaperLine]) -> list[LinePiece]:
    found: list[LinePiece] = []
    for line in lines:
        found += line.pieces
    return found


# The letterhead


def _letterhead(draft: Draft, lines: Sequence[PaperLine]) -> int:
    """Propose tags for what is above the title; return the number of the line after the last of them."""
    end = 0
    for number, line in enumerate(lines):
        for piece in line.pieces:
            if _is_nation(piece) or _number(draft, piece) or _day(draft, piece) or _draft_mark(draft, piece):
                end = number + 1
    if pieces := _issuer_pieces(lines[:end]):
        _issuer(draft, pieces)
    return end


def _is_nation(piece: LinePiece) -> bool:
    return folded(piece.text).startswith((_NATION, _MOTTO))


def _number(draft: Draft, piece: LinePiece) -> bool:
    match = _NUMBER.match(piece.text)
    if match is None or "so_ky_hieu" in draft.asked:
        return False
    number, _, symbol = piece.text[match.end() :].partition("/")
    try:  # a draft has dots for what is not known yet
        vietnamese.doc_so_ky_hieu(f"{_DOTS.sub(' ', number)}/{_DOTS.sub('X', symbol)}")
    except vietnamese.LanguageError:
        return False
    draft.put("so_ky_hieu", [LinePiece(piece.line, piece.start + match.end(), piece.end)])
    return True


def _day(draft: Draft, piece: LinePiece) -> bool:
    comma = piece.text.lower().find(", ngày")
    if comma < 0 or "thoi_gian" in draft.asked:
        return False
    day = piece_of(piece.line, piece.start + comma + 1, piece.end)
    try:
        vietnamese.doc_ngay(day.text)
    except vietnamese.LanguageError:
        if _BLANKS.sub(" ", day.text).strip().lower() != "ngày tháng năm":  # not yet signed
            return False
    draft.put("dia_danh", [piece_of(piece.line, piece.start, piece.start + comma)])
    draft.put("thoi_gian", [day])
    return True


def _draft_mark(draft: Draft, piece: LinePiece) -> bool:
    if folded(piece.text) != "DU THAO" or "du_thao" in draft.asked:
        return False
    draft.put("du_thao", [piece])
    return True


def _issuer_pieces(lines: Sequence[PaperLine]) -> list[LinePiece]:
    """Return the pieces beside the nation's name: those of the cells before it, or what is left of it on each line."""
    nation = next((piece for piece in _all_pieces(lines) if _is_nation(piece)), None)
    if nation is None:
        return []
    cell = nation.line.cell
    if cell is not None:
        before = list(cell.itersiblings(CELL, preceding=True))
        pieces = _all_pieces([line for line in lines if line.cell in before])
    else:
        pieces = [line.pieces[0] for line in lines if line.top.tag != TABLE and line.pieces]
    found = []
    for piece in pieces:
        if _NUMBER.match(piece.text) or folded(piece.text).startswith("V/V"):
            break
        if not _is_nation(piece) and ", ngày" not in piece.text.lower() and folded(piece.text) != "DU THAO":
            found.append(piece)
    return found


def _issuer(draft: Draft, pieces: Sequence[LinePiece]) -> None:
    """Propose tags for the issuing office and the body above it: the office is the one in bold, or the last."""
    names: list[list[LinePiece]] = []
    for piece in pieces:
        if names and (_goes_on(draft, names[-1], piece) or folded(piece.text).startswith(_PLACES)):
            names[-1].append(piece)
        else:
            names.append([piece])
    looks = [draft.text_look(name[0]) for name in names]
    bold = [number for number, look in enumerate(looks) if look is not None and look.bold]
    own = bold if bold and len(bold) < len(names) else [len(names) - 1]
    draft.put("co_quan.chu_quan", list(chain.from_iterable(names[: own[0]])))
    draft.put("co_quan.ten", list(chain.from_iterable(names[number] for number in own)))


def _goes_on(draft: Draft, name: Sequence[LinePiece], piece: LinePiece) -> bool:
    """Return whether a piece goes on with a name on the same line: it may be the office under the body above it."""
    if piece.line is not name[-1].line:
        return False
    looks = [draft.text_look(item) for item in (name[-1], piece)]
    bold = [look is not None and look.bold for look in looks]
    above = folded(" ".join(item.text for item in name))
    return bold[0] == bold[1] and not (above.startswith(_ABOVE) and folded(piece.text).startswith(_OFFICES))


# The lines from the title on: each reader returns the number of the line after what it recognised, or the one given


def _title(draft: Draft, lines: Sequence[PaperLine], at: int) -> int:
    line = lines[at]
    annex = is_annex(line)
    names = ("phu_luc.nhan", "phu_luc.tieu_de") if annex else ("ten_loai", "trich_yeu")
    if names[0] in draft.asked or not (annex or is_type(line)):
        return at
    draft.put(names[0], line.pieces[:1])
    subject, end = line.pieces[1:], at + 1
    while end < len(lines) and not subject and lines[end].blank and not lines[end].look.borders:
        end += 1
    caps = None
    while end < len(lines) and _is_subject(lines[end], line):
        pieces = lines[end].pieces
        if caps not in (None, pieces[0].caps):  # the authority that decides, in capitals under a subject that is not
            break
        caps = pieces[0].caps
        subject += pieces
        end += 1
    draft.put(names[1], subject)
    return end


def _is_subject(line: PaperLine, title: PaperLine) -> bool:
    opens = folded(line.text).startswith(("KINH GUI", "CAN CU", "("))
    return not line.blank and line.look.align == title.look.align == "center" and not opens


def _tie(draft: Draft, lines: Sequence[PaperLine], at: int) -> int:
    if not ties(lines[at]):
        return at
    end = at
    while end < len(lines) - 1 and not lines[end].text.rstrip().endswith(")") and not lines[end + 1].blank:
        end += 1
    name = "phu_luc.dong_kem_theo" if "phu_luc.dong_kem_theo" in draft.vocabulary.names else "dong_kem_theo"
    draft.put(name, _all_pieces(lines[at : end + 1]))
    return end + 1


def _authority(draft: Draft, lines: Sequence[PaperLine], at: int) -> int:
    """Read who decides: centred lines in capitals, right above the căn cứ."""
    end = at
    while end < len(lines) and lines[end].look.align == "center" and lines[end].whole.caps:
        end += 1
    after = next((line for line in lines[end:] if not line.blank), None)
    if end == at or after is None or not _begins(after, "CAN CU"):
        return at
    draft.put("tham_quyen", _all_pieces(lines[at:end]))
    return end


def _addressees(draft: Draft, lines: Sequence[PaperLine], at: int) -> int:
    line = lines[at]
    colon = line.text.find(":")
    if not _begins(line, "KINH GUI") or colon < 0:
        return at
    rest = piece_of(line, colon + 1, len(line.text))
    if rest.text and not _DASH.match(rest.text):
        draft.put("kinh_gui.mot", [rest])
        return at + 1
    end = at + 1
    while end < len(lines) and (_DASH.match(lines[end].text.strip()) or lines[end].blank):
        end += 1
    listed = [line for line in lines[at + 1 : end] if not line.blank]
    if rest.text or not listed:
        return at
    draft.put("kinh_gui.nhan", [piece_of(line, 0, colon + 1)])
    put_list(draft, "kinh_gui.dong", listed)
    return end


def _bases(draft: Draft, lines: Sequence[PaperLine], at: int) -> int:
    """Read the căn cứ: each but the last ends with ";"; what ends with ":" opens the text itself."""
    known = [number for number in range(at, len(lines)) if not lines[number].blank]
    listed: list[PaperLine] = []
    end = at
    for number in known:
        line = lines[number]
        goes_on = bool(listed) and listed[-1].text.rstrip().endswith((";", ","))
        opens = _begins(line, "CAN CU") or (bool(listed) and _begins(line, *_PROPOSALS))
        if not (goes_on or opens) or line.text.rstrip().endswith(":"):
            break
        listed.append(line)
        end = number + 1
    if not listed or (len(listed) == 1 and not _set_apart(draft, listed[0], lines[end:])):
        return at
    put_list(draft, "can_cu", listed)
    for line in listed:
        if _begins(line, *_PROPOSALS):
            draft.found.append(Recognition("theo đề nghị (in cùng các căn cứ)", one_line(line.text), "{{ can_cu }}"))
    return end


def _set_apart(draft: Draft, line: PaperLine, following: Sequence[PaperLine]) -> bool:
    """Return whether a lone "Căn cứ …" is not part of the text: in italics, ending in ";", or above QUYẾT ĐỊNH:."""
    look = draft.text_look(line.whole)
    after = next((item for item in following if not item.blank), None)
    above_order = after is not None and _is_order(after)
    return line.text.rstrip().endswith(";") or above_order or (look is not None and look.italic)


def _order(draft: Draft, lines: Sequence[PaperLine], at: int) -> int:
    if not _is_order(lines[at]):
        return at
    draft.asked.add(ORDER)
    return at + 1


def _is_order(line: PaperLine) -> bool:
    return line.whole.caps and folded(line.text).rstrip(" :") in ("QUYET DINH", "QUYET NGHI") and ":" in line.text


def _begins(line: PaperLine, *openings: str) -> bool:
    return folded(_DASH.sub("", line.text.strip(), count=1)).startswith(openings)


def put_list(draft: Draft, name: str, listed: Sequence[PaperLine]) -> None:
    """Replace the lines of a list by one tag, in the first of them; the sign that begins it stays."""
    pieces = [line.whole for line in listed]
    dash = _DASH.match(pieces[0].text)
    draft.put(name, [pieces[0].after(dash.end() if dash else 0), *pieces[1:]])


_READERS: tuple[Reader, ...] = (_title, _tie, _authority, _addressees, _bases, _order)
