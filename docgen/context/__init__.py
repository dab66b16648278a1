"""Step 3, Tính: what a paper implies.

`resolve` takes a typed paper and gives it worked out: titles, number, căn cứ with their punctuation, articles and
bodies numbered, tables with totals, recipients, signature lines, annexes with their labels and the line that ties
them to their paper. Every derived text comes from one fact of the data. What is wrong is logged; nothing is raised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docgen import vietnamese
from docgen.context import provenance
from docgen.context.body import Body, Entry, close
from docgen.context.charts import Charts
from docgen.context.many import Member, members
from docgen.context.names import Cite, Cited, Evaluator, RecordNames, Rich, named
from docgen.context.signing import Signing, signing, symbol
from docgen.context.tables import Tables
from docgen.expression import Names
from docgen.finding import Finding, Where, nearest
from docgen.model.fields import Log, Text
from docgen.model.paper import DeNghi, Dieu, KemTheo, PhuLuc, QuyetDinh, VanBan, read_paper
from docgen.model.resolved import Block, ChartBlock, Part, Resolved, Run, TableBlock
from docgen.model.table import read_table, say_unused

_BASIS_WORDS = ("căn cứ", "theo ", "xét ", "thực hiện ", "để ", "trên cơ sở ")


class _Articles(list[str], Names):
    """The labels of articles: `dieu[0]`, `dieu.cuoi`, `dieu.dau`, `dieu.so_dieu`."""

    parts = frozenset({"cuoi", "dau", "so_dieu"})

    @property
    def cuoi(self) -> str:
        return self[-1] if self else ""

    @property
    def dau(self) -> str:
        return self[0] if self else ""

    @property
    def so_dieu(self) -> int:
        return len(self)


class _Annexes(list[str], Names):
    """The labels of annexes: `phu_luc[0]`, and `phu_luc.<ma>` where an annex has a code."""

    def __init__(self, annexes: Sequence[PhuLuc]) -> None:
        super().__init__(annex_labels(len(annexes)))
        self._codes = {str(annex.ma): label for annex, label in zip(annexes, self, strict=True) if annex.ma}
        self.parts = frozenset({*self._codes, "so_phu_luc"})

    def __getattr__(self, name: str) -> Any:
        if name == "so_phu_luc":
            return len(self)
        try:
            return self.__dict__["_codes"][name]
        except KeyError:
            raise AttributeError(name) from None


def annex_labels(count: int) -> list[str]:
    """Return the labels of so many annexes: Roman numbers from two up (Phụ lục I, Phần I, Mục III khoản 1)."""
    return ["Phụ lục"] if count == 1 else [f"Phụ lục {vietnamese.la_ma(number)}" for number in range(1, count + 1)]


def resolve(paper: VanBan, log: Log, row: Mapping[str, Any] | None = None) -> Resolved:
    """Return a paper worked out; everything wrong is in `log`.

    `row` is the row of a list that the paper is one of (`docgen.context.many`).
    """
    return _Resolver(paper, log, row).resolved()


def explain(paper: VanBan, log: Log, printed: str) -> list[str]:
    """Return where a printed figure came from: file, line or cell, and the formula; empty when it is nowhere."""
    resolver = _Resolver(paper, log)
    resolver.resolved()
    return provenance.explain(resolver.tables, resolver.evaluator.trace, log, printed)


class _Resolver:
    def __init__(self, paper: VanBan, log: Log, row: Mapping[str, Any] | None = None) -> None:
        self.paper, self.log, self.row = paper, log, row
        self.evaluator = Evaluator(log)
        self.others = {name: self._other(name) for name in ("ky_truoc", "ke_hoach") if getattr(paper, name)}
        self.tables = self._tables()
        self.charts = Charts(paper.bieu_do or {}, self.tables, self.evaluator, log)
        self.signing: Signing = signing(paper, log)
        self.attached: KemTheo | None = paper.kem_theo if isinstance(paper, QuyetDinh) else None
        self.number = vietnamese.so_ky_hieu(paper.so, symbol(paper))
        self.day = vietnamese.ngay(paper.ngay, nam=paper.year)
        self.labels: dict[str, str] = {}
        self.evaluator.names = self._names()

    def _other(self, name: str) -> _Resolver | None:
        """Return the last period's paper or the plan that the data name, worked out; its own faults are its own file's."""
        value, scratch = getattr(self.paper, name), Log(self.log.places)
        if not isinstance(value, Mapping):
            self.log.say("DL042", (name,), f"“{name}” phải là một hồ sơ khác", f'Thí dụ: {name} = {{ tep = "…" }}.')
            return None
        # A predecessor has a predecessor of its own: one step back is enough.
        one_step = {key: item for key, item in value.items() if key not in ("ky_truoc", "ke_hoach")}
        other = read_paper(one_step, scratch, (name,))
        if other is None:
            self.log.say("DL087", (name,), f"hồ sơ “{name}” còn lỗi nên chưa dùng được", "Chạy docgen check với tệp đó.")
        return _Resolver(other, scratch) if other else None

    def _tables(self) -> Tables:
        paper = self.paper
        known = {f"{name}.{code}": table for name, other in self.others.items() if other
                 for code, table in other.tables.tables.items()}  # fmt: skip
        tables = {code: read_table(bang, self.log, known) for code, bang in (paper.bang or {}).items()}
        say_unused(tables.values(), self.log)
        before = self.others.get("ky_truoc")
        period = paper.ky_bao_cao
        day = paper.tinh_den or (period.den if period else None) or paper.ngay
        year = period.nam if period else paper.year or 0
        return Tables(tables, self.evaluator, self.log, before.tables if before else None, year, day)

    # What expressions see

    def _names(self) -> Mapping[str, Any]:
        paper, evaluator = self.paper, self.evaluator
        extra: dict[str, Any] = {
            "ten": lambda: self._full_name(paper.loai, paper.trich_yeu),
            "so_ky_hieu": self.number,
            "nam": paper.year,
            "vb": {code: Cite(code, cited) for code, cited in (paper.vb or {}).items()},
            "bang": self.tables.names,
            "dieu": _Articles(f"Điều {number}" for number in range(1, len(paper.dieu or []) + 1)),
            "phu_luc": _Annexes(paper.phu_luc or []),
            "them": lambda: named(evaluator, paper.them or {}),
            "muc": self.labels,
        }
        if self.row is not None:
            extra["dong"] = self.row
        extra |= {name: other.evaluator.names for name, other in self.others.items() if other}
        if paper.ky_bao_cao:
            extra["ky_bao_cao"] = lambda: RecordNames(evaluator, paper.ky_bao_cao, self._period())  # type: ignore[arg-type]
        if self.attached:
            attached = self.attached
            extra["kem_theo"] = lambda: RecordNames(evaluator, attached, {
                "ten": lambda: self._full_name(attached.loai, attached.trich_yeu),
                "phu_luc": _Annexes(attached.phu_luc or []),
            })  # fmt: skip
        return RecordNames(evaluator, paper, extra)

    def _period(self) -> dict[str, Any]:
        period = self.paper.ky_bao_cao
        assert period is not None
        name = vietnamese.quy(period.quy, period.nam, dai=True) if period.quy else f"năm {period.nam}"
        if period.thang:
            name = vietnamese.thang(period.thang, period.nam, dai=True)
        span = vietnamese.khoang_ngay(period.tu, period.den) if period.tu and period.den else ""
        return {"ten": name, "khoang": span}

    def _full_name(self, loai: str, trich_yeu: Text) -> Rich:
        return Rich((f"{vietnamese.hoa_dau(loai)} ", *self.evaluator.text(trich_yeu).pieces))

    # The parts

    def resolved(self) -> Resolved:
        """Return the parts in printed order: the paper, what is attached, then annexes behind their paper."""
        paper, attached = self.paper, self.attached
        body = Body(self.evaluator, self._table, self.log)
        self.cited = Cited()
        inner = Body(self.evaluator, self._table, self.log)
        main_entries = self._entries(body, paper.noi_dung, paper.dieu, paper.danh_so)
        attached_entries = self._entries(inner, attached.noi_dung, attached.dieu, attached.danh_so) if attached else []
        self.labels.update(inner.labels)
        self.labels.update(body.labels)
        parts = [self._main(body, main_entries)]
        annexes = self._annexes(paper.phu_luc or [], vietnamese.hoa_dau(paper.loai), self._tie(""))
        if attached:
            self.cited = Cited()
            parts.append(self._attached(attached, inner, attached_entries))
            name = vietnamese.hoa_dau(attached.loai)
            parts += self._annexes(attached.phu_luc or [], name, f"{name} ban hành kèm theo {self._tie('')}")
            self.cited = Cited()
        parts += annexes
        self.tables.check()
        self._say_unused()
        subject = self._plain(paper.trich_yeu)
        title = f"{vietnamese.hoa_dau(paper.loai)} {subject}"
        return Resolved(title, self.number.strip(), self._plain(paper.co_quan.ten), subject, paper.ngay, parts)

    def _entries(self, body: Body, text: Text | None, articles: list[Dieu] | None, patterns: list[str] | None) -> list[Entry]:
        entries = body.entries(text, patterns) if text else []
        return entries + (body.articles(articles, patterns) if articles else [])

    def _plain(self, text: Text | str | None) -> str:
        return str.__str__(self.evaluator.text(text)).strip() if text else ""

    def _print(self, text: Text | str | None, *, basis: bool = False) -> str:
        return self.cited.print(self.evaluator.text(text), basis=basis).strip() if text else ""

    def _office(self) -> dict[str, str]:
        office = self.paper.co_quan
        names = ("ten", "chu_quan", "viet_tat", "dia_danh", "ten_ngan", "tap_the", "dia_chi")
        return {name: self._plain(getattr(office, name)) for name in names}

    def _main(self, body: Body, entries: list[Entry]) -> Part:
        paper = self.paper
        values = {
            "co_quan": self._office(),
            "so_ky_hieu": self.number,
            "dia_danh": self._plain(paper.dia_danh or paper.co_quan.dia_danh),
            "thoi_gian": self.day,
            "ten_loai": vietnamese.hoa_dau(paper.loai),
            "trich_yeu": self._print(paper.trich_yeu),
            "tham_quyen": self._authority(),
            "can_cu": self._bases(paper.can_cu or [], paper.theo_de_nghi),
            "kinh_gui": self._addressees(paper.kinh_gui or []),
            "du_thao": "DỰ THẢO" if paper.du_thao else "",
            "them": named(self.evaluator, paper.them or {}),
            "ky_bao_cao": self._period() if paper.ky_bao_cao else {"ten": "", "khoang": ""},
        }
        blocks = body.blocks(entries, self.cited)
        close(blocks)
        values |= {"chuc_vu": self.signing.lines, "ho_ten": self.signing.name, "noi_nhan": self._recipients()}
        title = f"{vietnamese.hoa_dau(paper.loai)} {self.number}" if paper.so else self._plain(self._full_name(paper.loai, paper.trich_yeu))
        return Part("van_ban", title, values, blocks)

    def _attached(self, attached: KemTheo, body: Body, entries: list[Entry]) -> Part:
        name = vietnamese.hoa_dau(attached.loai)
        values = {
            "co_quan": self._office(),
            "ten_loai": name,
            "trich_yeu": self._print(attached.trich_yeu),
            "dong_kem_theo": f"(Kèm theo {self._tie(self._by())})",
            "can_cu": self._bases(attached.can_cu or [], None),
            "chuc_vu": self.signing.lines if attached.ky else [],
            "ho_ten": self.signing.name if attached.ky else "",
            "du_thao": "DỰ THẢO" if self.paper.du_thao else "",
            "them": named(self.evaluator, self.paper.them or {}),
        }
        blocks = body.blocks(entries, self.cited)
        close(blocks)
        return Part("kem_theo", f"{name} {self._plain(attached.trich_yeu)}", values, blocks)

    def _annexes(self, annexes: Sequence[PhuLuc], _name: str, tie: str) -> list[Part]:
        parts = []
        for annex, label in zip(annexes, annex_labels(len(annexes)), strict=True):
            body = Body(self.evaluator, self._table, self.log)
            blocks = body.blocks(body.entries(annex.noi_dung, None), self.cited) if annex.noi_dung else []
            table = self.tables.printed(annex.bang, self.log.places.where((*annex.key, "bang")), self.cited) if annex.bang else None
            blocks += [table] if table else []
            close(blocks)
            title = self._print(annex.tieu_de)
            values = {
                "phu_luc": {"nhan": label, "tieu_de": title, "dong_kem_theo": f"(Kèm theo {tie} {self._by()})".replace("  ", " ")},
                "du_thao": "DỰ THẢO" if self.paper.du_thao else "",
                "them": named(self.evaluator, self.paper.them or {}),
                "co_quan": self._office(),
            }
            parts.append(Part("phu_luc", f"{label}. {title}", values, blocks, annex.huong == "ngang"))
        return parts

    def _table(self, name: str, where: Where) -> TableBlock | ChartBlock | None:
        if name.startswith("bieu_do."):
            return self.charts.printed(name.removeprefix("bieu_do."), where)
        code = name.removeprefix("bang.")
        if code in self.tables.tables:
            return self.tables.printed(code, where, self.cited)
        likely = nearest(code, self.tables.tables)
        remedy = f"Có phải “bang.{likely}”?" if likely else f"Thêm mục [bang.{code}]."
        self.log.findings.append(Finding.of("DL054", where, f"không có bảng “{code}”", remedy))
        return None

    # Elements of form

    def _tie(self, by: str) -> str:
        """Return "Quyết định số 15/QĐ-SNV ngày … của …": what an attachment hangs on (A-02, A-03)."""
        paper = self.paper
        blank = paper.hinh_thuc == "điện tử"
        number = vietnamese.so_ky_hieu(None if blank else paper.so, symbol(paper))
        day = vietnamese.ngay(None if blank else paper.ngay, nam=paper.year)
        return f"{vietnamese.hoa_dau(paper.loai)} số {number} {day} {by}".strip()

    def _by(self) -> str:
        authority = self.signing.authority if isinstance(self.paper, QuyetDinh) else str(self.paper.co_quan.ten)
        return f"của {authority}"

    def _authority(self) -> str:
        given = getattr(self.paper, "tham_quyen", None)
        return self._plain(given) if given else self.signing.authority

    def _bases(self, bases: Sequence[Text], proposal: DeNghi | None) -> list[str]:
        """Return the căn cứ as printed: one line each, ";" at the end and "." at the last (B-06, B-07)."""
        lines = []
        for basis in bases:
            line = self._print(basis, basis=True).rstrip(" .;,")
            if line:
                lines.append(line if line.lower().startswith(_BASIS_WORDS) else f"Căn cứ {line}")
        if proposal:
            lines.append(f"{self._print(proposal.loi) or 'Theo đề nghị của'} {self._print(proposal.ai)}".rstrip(" .;,"))
        return _listed(lines)

    def _addressees(self, names: Sequence[Text]) -> dict[str, Any]:
        """Return Kính gửi: on one line for one addressee, a list for several (R-02, R-03)."""
        lines = [self._print(name).rstrip(" .;,") for name in names]
        if len(lines) < 2:
            return {"mot": lines[0] if lines else "", "nhan": "", "dong": []}
        return {"mot": "", "nhan": "Kính gửi:", "dong": _listed(lines)}

    def _recipients(self) -> list[str]:
        """Return Nơi nhận as printed, "Lưu: …" last (R-05, R-06)."""
        paper = self.paper
        lines = [self._print(line).removeprefix("- ").rstrip(" .;,") for line in paper.noi_nhan or []]
        if paper.luu:
            filed = self._print(paper.luu).rstrip(" .;")
            lines.append(filed if filed.lower().startswith("lưu") else f"Lưu: {filed}")
        return _listed([line for line in lines if line])

    def _say_unused(self) -> None:
        for code, bang in (self.paper.bang or {}).items():
            quoted = any(f"bang.{code}" in text for text in self._texts())
            if code not in self.tables.used and not quoted:
                self.log.say("DL086", bang.key, f"bảng “{code}” không được in ở đâu", name=True)
        self.charts.say_unused()

    def _texts(self) -> list[str]:
        paper, attached = self.paper, self.attached
        texts = [paper.noi_dung, attached and attached.noi_dung, paper.trich_yeu]
        texts += [article.noi_dung for owner in (paper, attached) if owner for article in owner.dieu or []]
        return [text for text in texts if text]


def _listed(lines: list[str]) -> list[str]:
    return [f"{line}{'.' if number == len(lines) else ';'}" for number, line in enumerate(lines, 1)]


__all__ = ["Block", "Member", "Run", "explain", "members", "resolve"]
