"""A Word paper made by hand becomes a template: tags are proposed for what is recognised in it.

`propose` is the only door. Inside: `lines` (the file as a person reads it, and replacements that keep the look),
`parts` (the paper, what is attached, annexes), `head`, `body` with `numbering` and `tables`, `ending`.

Promises: the file given is not changed; every tag is where its words were and looks as they did; what was recognised
and what was not is reported, both with the tags.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docgen.errors import DocgenError, ExitCode
from docgen.finding import Finding, Where
from docgen.model.vocabulary import BLOCK_KINDS, PART_NAMES, VOCABULARY
from docgen.ooxml.package import Package
from docgen.ooxml.plain import drop_comments, make_plain, own_text, unlock
from docgen.ooxml.xml import Element, qn
from docgen.tagging.body import read_body
from docgen.tagging.ending import read_ending
from docgen.tagging.head import ORDER, read_head
from docgen.tagging.lines import Draft, Recognition, lines_of, one_line, shortened
from docgen.tagging.parts import DraftPart, drop, mark, parts_of
from docgen.word.look import Looks
from docgen.word.numbering import Numbering

__all__ = ["Proposal", "Recognised", "Recognition", "propose", "shortened"]

_TELLING = frozenset({"so_ky_hieu", "thoi_gian", "co_quan.ten", "ten_loai"})
"""A file with none of these is not a state paper."""
_NAMED = ("co_quan.ten", "so_ky_hieu", "thoi_gian", "ten_loai", "trich_yeu", "noi_nhan", "chuc_vu", "ho_ten")
_HEAD = {
    "van_ban": ("co_quan.chu_quan", "co_quan.ten", "so_ky_hieu", "dia_danh", "thoi_gian", "ten_loai", "trich_yeu",
                "can_cu", "kinh_gui.mot", "kinh_gui.dong", "noi_nhan", "chuc_vu", "ho_ten", "du_thao"),
    "kem_theo": ("ten_loai", "trich_yeu", "dong_kem_theo"),
    "phu_luc": ("phu_luc.nhan", "phu_luc.tieu_de", "phu_luc.dong_kem_theo"),
    "phu_luc_ngang": ("phu_luc.nhan", "phu_luc.tieu_de", "phu_luc.dong_kem_theo"),
}  # fmt: skip
_EXAMPLE = "đoạn làm mẫu"
_LEVELS = ("dieu", "muc", "khoan_tieu_de", "khoan", "diem", "gach", "cong", "doan")
_TYPED = {"kinh_gui.dong": "{{ kinh_gui.nhan }} rồi, ở đoạn dưới, - {{ kinh_gui.dong }}",
          "noi_nhan": "- {{ noi_nhan }}"}  # fmt: skip


@dataclass(frozen=True)
class Recognised:
    """The outcome of one part: what was recognised, what was not (its name and what to type), what else was done.

    `kept` are the lines that stay unchanged in every paper made with the template.
    """

    part: str
    found: Sequence[Recognition]
    missing: Sequence[tuple[str, str]]
    notes: Sequence[str]
    kept: Sequence[str]


@dataclass(frozen=True)
class Proposal:
    """A template: the bytes of its file, the outcome of each part, and notes on what the file lost."""

    data: bytes
    parts: Sequence[Recognised]
    findings: Sequence[Finding]


def propose(data: bytes, file: str) -> Proposal:
    """Return the template that a Word file becomes. `file` is its name as shown.

    Raises DocgenError (exit code TEMPLATE) for a file that is not a usable Word file, that is a template already
    (MT040), or in which nothing of a state paper is recognised (MT041).
    """
    package = Package.read(data, Where(file=file))
    drop_comments(package)
    unlock(package)
    body = package.xml(package.main).find(qn("w:body"))
    if body is None:
        raise DocgenError(Finding.of("MT020", Where(file=file), "tệp Word không có thân văn bản"), ExitCode.TEMPLATE)
    make_plain(body)
    _refuse_template(package, body, file)
    looks = Looks(package)
    numbering = Numbering(package, looks)
    parts = parts_of(body, looks)
    dropped = _pool(parts, looks)
    drafts = [_tagged(part, looks, numbering) for part in parts]
    drafts[0].notes += dropped
    kept: list[str] = []
    for root in _margins(package):
        kept += _kept(root.iter(qn("w:p")))
    if kept:
        drafts[0].notes.append("đầu trang, chân trang giữ nguyên chữ: " + "; ".join(f"“{text}”" for text in kept))
    recognised = [_recognised(part, draft) for part, draft in zip(parts, drafts, strict=True)]
    if not drafts[0].asked & _TELLING:
        raise DocgenError(_unknown(drafts[0].asked, file), ExitCode.TEMPLATE)
    if len(parts) > 1:
        for part in parts:
            mark(part)
    return Proposal(package.write(), recognised, package.notes)


def _refuse_template(package: Package, body: Element, file: str) -> None:
    for root in (body, *_margins(package)):
        for paragraph in root.iter(qn("w:p")):
            text = own_text(paragraph)
            if any(sign in text for sign in ("{{", "{%", "{#")):
                message = f"tệp này đã có thẻ (“{text.strip()[:60]}”): nó là mẫu rồi"
                raise DocgenError(Finding.of("MT040", Where(file=file), message), ExitCode.TEMPLATE)


def _margins(package: Package) -> list[Element]:
    """Return the trees of the headers and footers."""
    names = [*package.related(package.main, "header"), *package.related(package.main, "footer")]
    return [package.look(name) for name in names if name in package.parts]


def _unknown(asked: set[str], file: str) -> Finding:
    names = ", ".join(VOCABULARY["van_ban"].names[name].partition(":")[0] for name in _NAMED if name not in asked)
    return Finding.of("MT041", Where(file=file), f"không nhận ra văn bản hành chính trong tệp này; không thấy: {names}")


def _pool(parts: list[DraftPart], looks: Looks) -> list[str]:
    """Leave one part of each kind; return notes on the others.

    The text of a further annex goes under the first one's own.
    """
    first: dict[str, DraftPart] = {}
    notes = []
    for part in list(parts):
        known = first.setdefault(part.kind, part)
        if known is part:
            continue
        parts.remove(part)
        notes.append(f"bỏ phần “{PART_NAMES[part.kind]}” thứ hai: mẫu có mỗi phần một lần")
        if part.kind.startswith("phu_luc"):
            lines = lines_of(part.elements, looks)
            start = read_head(Draft(VOCABULARY[part.kind], looks), lines)
            tops = list(dict.fromkeys(line.top for line in lines[start:]))
            for element in tops:
                known.holder.addprevious(element)
            known.elements += tops
            part.elements = [element for element in part.elements if element not in tops]
        drop(part)
    return notes


def _tagged(part: DraftPart, looks: Looks, numbering: Numbering) -> Draft:
    """Put tags into a part; return the draft that says which."""
    draft = Draft(VOCABULARY[part.kind], looks)
    lines = lines_of(part.elements, looks)
    head = read_head(draft, lines)
    rest = lines[head:]
    while rest and rest[0].blank and rest[0].top.tag == qn("w:p"):  # rules and room under the head
        rest = rest[1:]
    end = read_ending(draft, rest)
    above = {line.top for line in lines[:head]}
    tops = [top for top in dict.fromkeys(line.top for line in rest[:end]) if top not in above]
    read_body(draft, tops, numbering)
    if part.joined:
        draft.notes.append(f"gộp {part.joined} mục (section) đứng sau vào phần này, theo khổ giấy của mục đầu")
    draft.write()
    return draft


def _recognised(part: DraftPart, draft: Draft) -> Recognised:
    vocabulary = VOCABULARY[part.kind]
    names = [name for name in _HEAD[part.kind] if name not in draft.asked]
    missing = [(vocabulary.names[name], _TYPED.get(name, f"{{{{ {name} }}}}")) for name in names]
    if ORDER in draft.asked and "tham_quyen" not in draft.asked:
        missing.append((vocabulary.names["tham_quyen"], "{{ tham_quyen | hoa }}"))
    missing += [(f"{_EXAMPLE}: {BLOCK_KINDS[kind]}", _example(kind)) for kind in _LEVELS if kind not in draft.asked]
    if "hang" not in draft.asked:
        missing.append(("bảng làm mẫu", "chép bảng có {{ cot.ten }}, {{ hang.chu }} từ mẫu của docgen template LOẠI"))
    kept: list[str] = []
    for element in part.elements:
        if next(element.iterancestors(qn("w:body")), None) is not None:  # not one of those removed
            kept += _kept(element.iter(qn("w:p")))
    return Recognised(PART_NAMES[part.kind], draft.found, missing, draft.notes, kept)


def _kept(paragraphs: Iterable[Element]) -> list[str]:
    """Return the words of paragraphs without tags."""
    texts = [one_line(own_text(paragraph)) for paragraph in paragraphs]
    return [text for text in texts if "{{" not in text and any(sign.isalnum() for sign in text)]


def _example(kind: str) -> str:
    return f"{{{{ {kind}.chu }}}}" if kind == "doan" else f"{{{{ {kind}.nhan }}}} {{{{ {kind}.chu }}}}"
