"""From the plain values of a data file to a typed paper of the kind that it names, or to findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docgen.finding import nearest
from docgen.model.fields import MISSING, Key, Log, described, plain, read_record, say_astray
from docgen.model.known_kinds import Kinds
from docgen.model.paper import VanBan
from docgen.model.paper_kind import Loai
from docgen.model.periods.marks import remind


def read_paper(value: Mapping[str, Any], log: Log, key: Key = (), kinds: Kinds | None = None) -> VanBan | None:
    """Return the typed paper of a data file; None, with findings, when it cannot be one.

    `key` is where the paper stands when another paper's file calls it in. `kinds` are those of its project; what is
    wrong with the declaration of its kind is said by them.
    """
    kinds = kinds or Kinds()
    # An editor finds the schema of a JSON file by this key; it says nothing of the paper.
    value = {name: item for name, item in value.items() if name != "$schema"}
    kind = _kind(value, log, key, kinds)
    if kind is None:
        return None
    log.whole = value
    _own_data_astray(kind, value, key, log)
    # Typed without accents, or with a slip in them, it is the same kind.
    paper = read_record(VanBan, {**value, "loai": kind.ten}, key, log, kind.form, kind=kind, kinds=kinds)
    if paper is MISSING:
        return None
    assert isinstance(paper, VanBan)
    if paper.xem_lai and not key:
        remind(value, paper.xem_lai.cho or [], log)
    return paper


def _kind(value: Mapping[str, Any], log: Log, key: Key, kinds: Kinds) -> Loai | None:
    """Return the kind that a data file names; None where there is none, which is logged or said by `kinds`."""
    loai = value.get("loai")
    if loai is None and (typed := nearest("loai", [name for name in value if "loai" in plain(name)])):
        log.say("DL040", log.name((*key, typed)), f"không có mục tên “{typed}” ở đây", "Có phải “loai”?")
        return None
    if not isinstance(loai, str):
        shown = ", ".join(f"“{name}”" for name in kinds.names())
        problem = "thiếu “loai” (loại văn bản)" if loai is None else f"“loai” phải là chữ, đang là {described(loai)}"
        log.say("DL049", (*key, "loai") if loai is not None else key, problem, f"Chọn một trong: {shown}.")
        return None
    kind = kinds.find(loai)
    if kind is None and not kinds.is_declared(loai):
        names = kinds.names()
        likely = nearest(plain(loai), {plain(name): name for name in names})
        remedy = f"Có phải “{next(n for n in names if plain(n) == likely)}”? " if likely else ""
        log.say("DL049", (*key, "loai"), f"chưa có loại văn bản “{loai}”",
                remedy + "Các loại: " + ", ".join(f"“{name}”" for name in names) + ".")  # fmt: skip
    return kind


def _own_data_astray(kind: Loai, value: Mapping[str, Any], key: Key, log: Log) -> None:
    """Log keys that the paper lacks and that stand below [them], where any name may stand."""
    own = value.get("them")
    if not isinstance(own, Mapping):
        return
    log.reading.append((key, kind.form.fields))
    for name in ["luu", "noi_nhan", *kind.form.required()]:
        if name in own and name not in value:
            say_astray(name, (*key, "them", name), log)
    log.reading.pop()
