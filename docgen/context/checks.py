"""What a paper worked out contradicts: annexes nobody mentions, recipients that must stand, a year left over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from docgen import vietnamese
from docgen.context import form
from docgen.finding import Finding, Severity
from docgen.model.fields import Key, Log
from docgen.model.paper import VanBan
from docgen.model.paper_kind import AS_ABOVE, AS_ARTICLE
from docgen.model.parts import PhuLuc
from docgen.model.resolved import Part

_ROMAN = r"[IVXLC]+"
_AND = r"(?:\s*[,;]\s*|\s+(?:và|đến|hoặc)\s+|\s*[-–]\s*)"
_MENTION = re.compile(rf"phụ lục\s+(?:số\s+)?({_ROMAN}(?:{_AND}(?:phụ lục\s+)?{_ROMAN})*)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\bcác phụ lục\b(?!\s+[IVXLC])", re.IGNORECASE)


def annexes_mentioned(annexes: Sequence[PhuLuc], owners: Iterable[Part], log: Log) -> None:
    """Log each annex that the text it belongs to never refers to (Phụ lục I, Phần I, Mục III khoản 1)."""
    text = "\n".join(line for part in owners for line in _texts(part))
    mentioned = _mentioned(text)
    for number, (annex, label) in enumerate(zip(annexes, form.annex_labels(len(annexes)), strict=True), 1):
        told = "phụ lục" in text.lower() if len(annexes) == 1 else number in mentioned or _PLURAL.search(text)
        if not told:
            log.say("NS001", (*annex.key, "tieu_de"), f"{label} “{annex.tieu_de}” không được nhắc tới trong văn bản",
                    f"Thêm vào nội dung, thí dụ: “chi tiết tại {label} kèm theo”.")  # fmt: skip


def _texts(part: Part) -> Iterable[str]:
    yield str(part.values.get("trich_yeu", ""))
    yield from (text for text, _ in part.texts())


def _mentioned(text: str) -> set[int]:
    """Return the numbers of the annexes a text names: "các Phụ lục I, II và IV", "Phụ lục I đến III"."""
    found: set[int] = set()
    for mention in _MENTION.finditer(text):
        before = ""
        numbers = re.findall(rf"{_ROMAN}|đến|[-–]", mention[1])
        last = 0
        for word in numbers:
            if not re.fullmatch(_ROMAN, word):
                before = word
                continue
            value = _value(word)
            found |= set(range(last + 1, value + 1)) if before and last else {value}
            before, last = "", value
    return found


def _value(roman: str) -> int:
    try:
        return vietnamese.doc_la_ma(roman)
    except ValueError:
        return 0


def recipients(paper: VanBan, lines: Sequence[str], log: Log) -> None:
    """Log the line that Nơi nhận must begin with and does not hold (R-07: Như Điều …; Như trên)."""
    first = (
        "như điều"
        if paper.kind.mo_dau_noi_nhan == AS_ARTICLE
        else "như trên"
        if paper.kind.mo_dau_noi_nhan == AS_ABOVE and paper.kinh_gui
        else ""
    )
    if not first or not paper.noi_nhan or any(line.lower().startswith(first) for line in lines):
        return
    if first == "như điều":
        log.say("NS002", (*paper.key, "noi_nhan"), f"nơi nhận của {paper.loai} chưa có “Như Điều …”",
                'Thêm vào đầu noi_nhan: "Như {{ dieu.cuoi }}".')  # fmt: skip
    else:
        log.say("NS003", (*paper.key, "noi_nhan"), f"nơi nhận của {paper.kind.addressed} chưa có “Như trên”",
                'Thêm vào đầu noi_nhan: "Như trên".')  # fmt: skip


def opening(line: str, key: Key, log: Log, *, quoted: bool) -> None:
    """Log a căn cứ that opens with words that docgen does not know: it is printed as it stands."""
    if form.opening(line, quoted=quoted) == "lạ":
        words = " ".join(line.split()[:4])
        log.say("NS004", key, f"căn cứ mở đầu bằng “{words} …”, sẽ in nguyên, không thêm “Căn cứ”",
                "Nếu muốn có “Căn cứ” thì viết vào đầu dòng này.")  # fmt: skip


def year(paper: VanBan, log: Log) -> None:
    """Log a subject year that lies oddly far from the year of issue; both print as they are written.

    A plan speaks of its own year or of the next, and a report of early spring speaks of last year. That in its first
    months a paper speaks of the next year is rarely meant: the day still has the old year.
    """
    issued = paper.issued_in
    if issued is None or paper.nam is None:
        return
    early = paper.ngay is not None and paper.ngay.month <= 3
    usual = {issued, *([] if early else [issued + 1])}
    if early and paper.kind.nam_truoc:
        usual.add(issued - 1)
    if paper.nam not in usual:
        said = f"nam = {paper.nam} mà ban hành năm {issued}: {{{{ nam }}}} in {paper.nam}, số và ngày theo năm {issued}"
        log.say("DL096", (*paper.key, "nam"), said,
                "Sửa nam hoặc ngay; nếu chép từ hồ sơ năm trước thì soát lại các năm khác.")  # fmt: skip


def subject(loai: str, text: str, key: tuple[str | int, ...], log: Log) -> None:
    """Log a trích yếu that says the type of the paper again: it would be printed twice."""
    if re.match(rf"{re.escape(loai)}\s+(?!hóa\b|hoá\b)", text, re.IGNORECASE):
        log.say("DL097", key, f"trích yếu bắt đầu bằng “{text[: len(loai)]}”, trùng với tên loại in ngay phía trên",
                f"Bỏ chữ “{text[: len(loai)]}” ở đầu trích yếu.")  # fmt: skip


def linked(name: str, findings: Sequence[Finding], log: Log) -> None:
    """Log that another paper whose figures are asked for has figures that are wrong: the first of them."""
    wrong = [item for item in findings if item.severity is Severity.LOI and item.code.startswith("SL")]
    if wrong:
        message = f"số liệu của hồ sơ “{name}” còn lỗi nên chưa dùng được: {wrong[0].where}: {wrong[0].message}"
        log.say("DL087", (name,), message, "Sửa ở tệp đó trước; chạy docgen check với tệp đó để thấy mọi lỗi.")
