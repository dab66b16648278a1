"""One paper resolved, part by part, in the order it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from docgen import vietnamese
from docgen.context import carried, form, left_in
from docgen.context.body import Body, BodyEntry, close
from docgen.context.charts import Charts
from docgen.context.many import Listed
from docgen.context.names import Cited, Evaluator, Register, Rich
from docgen.context.record_names import Asked, RecordNames, named
from docgen.context.signing import Signing, signing, symbol
from docgen.context.tables import Tables
from docgen.context.tallies import tallies
from docgen.finding import At, Finding, Severity, nearest, suggestion
from docgen.model.fields import DataText, Key, Log
from docgen.model.paper import LINKED_PAPERS, VanBan
from docgen.model.parts import Dieu, KemTheo, PhuLuc
from docgen.model.read_paper import read_paper
from docgen.model.resolved import ChartBlock, Part, Resolved, Signature, TableBlock, Tally, Typed, Uses
from docgen.model.tables.rows import read_table
from docgen.model.tables.source_columns import say_unused

_TEXTS = frozenset({"trich_yeu", "can_cu", "noi_dung", "dieu", "phu_luc", "kem_theo"})
_OFFICE = ("ten", "chu_quan", "viet_tat", "dia_danh", "ten_ngan", "tap_the", "dia_chi")


class Resolver:
    """Resolves one paper. `row`: the row of `danh_sach` that it is made for, where there is such a list."""

    def __init__(self, paper: VanBan, log: Log, row: Listed | None = None) -> None:
        self.paper, self.log, self.row = paper, log, row
        self.evaluator = Evaluator(log) if row is None else Evaluator(log, row.where)
        self.evaluator.unread = paper.spoilt | ({"nam"} if "ngay" in paper.spoilt else frozenset())
        if row is not None:
            self.evaluator.unread |= {f"dong.{name}" for name in row.wrong}
        self.others = {name: self._other(name) for name in LINKED_PAPERS if getattr(paper, name)}
        self.tables = self._tables()
        self.evaluator.unread |= {f"bang.{code}" for code, table in self.tables.tables.items() if table.lost}
        self.charts = Charts(paper.bieu_do or {}, self.tables, self.evaluator, log)
        self.attached: KemTheo | None = paper.kem_theo
        self.labels: dict[str, str] = {}
        self.typed: Sequence[Typed] = ()
        self.cited_papers = Register(paper.vb or {}, self.evaluator)
        self.evaluator.names = self._names()
        self.signing: Signing = signing(paper, self._plain, log)

    def _other(self, name: str) -> Resolver | None:
        """Return the last period's paper or the plan that the data name; None, logged, where it cannot be used.

        What is wrong inside it is reported with its own file.
        """
        value, scratch = getattr(self.paper, name), Log(self.log.places)
        if not isinstance(value, Mapping):
            self.log.say("DL042", (name,), f"“{name}” phải là một hồ sơ khác", f'Thí dụ: {name} = {{ tep = "…" }}.')
            return None
        # A predecessor has a predecessor of its own: one step back is enough.
        one_step = {key: item for key, item in value.items() if key not in LINKED_PAPERS}
        other = read_paper(one_step, scratch, (name,), self.paper.kinds)
        if other is None and scratch.findings:  # else its kind is declared wrongly, which is reported there
            message = f"hồ sơ “{name}” còn lỗi nên chưa dùng được"
            self.log.say("DL087", (name,), message, "Chạy docgen check với tệp đó.")
        return Resolver(other, scratch) if other else None

    def _tables(self) -> Tables:
        paper = self.paper
        known = {}
        for name, other in self.others.items():
            if other:
                known.update({f"{name}.{code}": table for code, table in other.tables.tables.items()})
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
            "ten": self._own_name,
            "so_ky_hieu": lambda: self.number,
            "nam": paper.year,
            "co_quan": lambda: RecordNames(evaluator, paper.co_quan, {"ten_ngan": self._short_name}),
            "vb": self.cited_papers,
            "bang": lambda: Asked(self.tables.names(), self.tables.used),
            "dieu": form.Articles(len(paper.dieu or [])),
            "phu_luc": form.Annexes(paper.phu_luc or [], (self.attached.phu_luc if self.attached else None) or []),
            "them": lambda: named(evaluator, paper.them or {}),
            "muc": self.labels,
        }
        if self.row is not None:
            extra["dong"] = self.row
        extra |= {name: other.evaluator.names for name, other in self.others.items() if other}
        if period := paper.ky_bao_cao:
            extra["ky_bao_cao"] = lambda: RecordNames(evaluator, period, self._period())
        if attached := self.attached:
            implied = {
                "ten": lambda: self._full_name(attached.loai, attached.trich_yeu),
                "phu_luc": form.Annexes(attached.phu_luc or []),
            }
            extra["kem_theo"] = lambda: RecordNames(evaluator, attached, implied)
        return RecordNames(evaluator, paper, extra)

    @cached_property
    def number(self) -> str:
        """Số and ký hiệu as printed, with the blank of a draft."""
        return vietnamese.so_ky_hieu(self.paper.so, self._symbol)

    @cached_property
    def _symbol(self) -> str:
        return symbol(self.paper, self._plain)

    def _short_name(self) -> Rich:
        office = self.paper.co_quan
        return self.evaluator.text(office.ten_ngan or office.ten)

    def _period(self) -> dict[str, Any]:
        period = self.paper.ky_bao_cao
        if period is None:
            return {"ten": "", "khoang": ""}
        if period.thang:
            name = vietnamese.thang(period.thang, period.nam, dai=True)
        elif period.quy:
            name = vietnamese.quy(period.quy, period.nam, dai=True)
        else:
            name = f"năm {period.nam}"
        begin, end = period.tu, period.den
        days = vietnamese.khoang_ngay(begin, end) if begin and end and begin <= end else ""
        return {"ten": name, "khoang": days}

    def _own_name(self) -> Rich:
        """Return "Kế hoạch Chuyển đổi số …", or with the words that open the subject: "Công văn V/v báo cáo …"."""
        return self._full_name(self._lead, self.paper.trich_yeu)

    @property
    def _lead(self) -> str:
        """What comes before the trích yếu in the name of the paper."""
        return " ".join(filter(None, (self.paper.loai, self.paper.kind.mo_dau_trich_yeu)))

    def _full_name(self, loai: str, trich_yeu: DataText) -> Rich:
        return Rich((f"{vietnamese.hoa_dau(loai)} ", *self.evaluator.text(trich_yeu).pieces))

    # The parts

    def resolved(self) -> Resolved:
        """Return the paper resolved, its parts in printed order: the attachment comes after the main text, and annexes
        after the text they belong to.
        """
        paper, attached = self.paper, self.attached
        # All bodies are numbered before any is printed: texts refer to places that come later.
        main = self._body(paper.noi_dung, paper.dieu, paper.danh_so)
        inner = self._body(attached.noi_dung, attached.dieu, attached.danh_so) if attached else []
        annexes = self._annex_bodies(paper.phu_luc, paper.danh_so)
        inner_annexes = self._annex_bodies(attached.phu_luc, attached.danh_so) if attached else []
        cited = Cited()
        first = self._main(main, cited)
        parts, last = [first], self._annexes(paper.phu_luc or [], annexes, self._tie(), cited)
        if attached:
            own = Cited()
            second = self._attached(attached, inner, own)
            tie = f"{vietnamese.hoa_dau(attached.loai)} ban hành kèm theo {self._tie()}"
            parts += [second, *self._annexes(attached.phu_luc or [], inner_annexes, tie, own)]
        self.tables.check()
        self._check()
        subject = self._plain(paper.trich_yeu)
        title = f"{vietnamese.hoa_dau(self._lead)} {subject}"
        number = self.number if paper.so else ""
        resolved = Resolved(title, number, self._plain(paper.co_quan.ten), subject, paper.ngay, [*parts, *last])
        resolved.signature = Signature(self.signing.name, self.signing.head, self.signing.title, self.signing.at)
        resolved.typed, resolved.uses = self.typed, self._uses()
        resolved.types = tuple(each.loai for each in (paper, attached) if each)
        if self.row is None or self.row["thu_tu"] == 1:  # the papers of a list share their tables
            resolved.tallies, resolved.titles = self._tallies()
        return resolved

    def _tallies(self) -> tuple[list[Tally], dict[str, tuple[str, ...]]]:
        """Return the tallies of this paper and of those it is linked with, and what sentences may call each paper."""
        found, titles = list(tallies(self.tables, self._annex_labels(), self.log)), {"": self._titles()}
        for name, other in self.others.items():
            if other:
                found += tallies(other.tables, other._annex_labels(), self.log, name)
                titles[name] = other._titles()
        return found, titles

    def _annex_labels(self) -> dict[str, str]:
        """Return the label of the annex that each table is in, by the code of the table."""
        found = {}
        for annexes in (self.paper.phu_luc, self.attached.phu_luc if self.attached else None):
            for annex, label in _labelled(annexes or []):
                if annex.bang:
                    found[str(annex.bang)] = label
        return found

    def _titles(self) -> tuple[str, ...]:
        """Return what a sentence may call this paper: its number, its name, the name of what is attached."""
        titles = [self.number] if self.paper.so else []
        titles.append(str.__str__(self._own_name()))
        if self.attached:
            titles.append(str.__str__(self._full_name(self.attached.loai, self.attached.trich_yeu)))
        return tuple(titles)

    def _body(
        self, text: DataText | None, articles: list[Dieu] | None, patterns: list[str] | None, of: str = ""
    ) -> list[BodyEntry]:
        """Return a numbered body; its anchors become names, `of` says where they are ("Phụ lục II")."""
        body = Body(self.evaluator, self.log)
        entries = body.entries(text, patterns) + body.articles(articles or [], patterns)
        for name, reference in body.labels.items():
            self.labels.setdefault(name, f"{reference} {of}".strip())
        return entries

    def _annex_bodies(self, annexes: list[PhuLuc] | None, patterns: list[str] | None) -> list[list[BodyEntry]]:
        return [self._body(annex.noi_dung, None, patterns, label) for annex, label in _labelled(annexes or [])]

    def _blocks(self, entries: list[BodyEntry], cited: Cited) -> list[Any]:
        return Body(self.evaluator, self.log).blocks(entries, cited, lambda name, at: self._placed(name, at, cited))

    def _plain(self, text: DataText | str | None) -> str:
        return str.__str__(self.evaluator.text(text)).strip() if text else ""

    def _print(self, text: DataText | str | None, cited: Cited, *, basis: bool = False) -> str:
        return self.evaluator.printed(text, cited, basis=basis).strip() if text else ""

    def _common(self) -> dict[str, Any]:
        office = self.paper.co_quan
        names = {name: self._plain(getattr(office, name)) for name in _OFFICE}
        return {
            "co_quan": {**names, "ten_ngan": names["ten_ngan"] or names["ten"]},
            "du_thao": "DỰ THẢO" if self.paper.du_thao else "",
            "them": named(self.evaluator, self.paper.them or {}),
        }

    def _bases(self, owner: VanBan | KemTheo, cited: Cited) -> list[str]:
        proposal = getattr(owner, "theo_de_nghi", None)
        lines = []
        for basis in owner.can_cu or []:
            line = self._print(basis, cited, basis=True)
            quoted = basis.lstrip(" -").startswith("{{")  # a paper cited
            lines.append(form.basis(line, quoted=quoted))
        proposer = self._print(proposal.ai, cited) if proposal else ""
        return form.bases(lines, self._print(proposal.loi, cited) if proposal else "", proposer)

    def _main(self, entries: list[BodyEntry], cited: Cited) -> Part:
        paper = self.paper
        kind = vietnamese.hoa_dau(paper.loai)
        given = paper.tham_quyen
        # The order is that of the page: a paper is cited in full where it first appears.
        values = {
            **self._common(),
            "so_ky_hieu": self.number,
            "dia_danh": self._plain(paper.dia_danh or paper.co_quan.dia_danh),
            "thoi_gian": self._day(),
            "ten_loai": kind,
            "trich_yeu": self._print(paper.trich_yeu, cited),
            "tham_quyen": self._plain(given) if given else self.signing.authority,
            "can_cu": self._bases(paper, cited),
            "kinh_gui": form.addressees([self._print(name, cited) for name in paper.kinh_gui or []]),
            "ky_bao_cao": self._period(),
        }
        blocks = self._blocks(entries, cited)
        close(blocks)
        sent = [self._print(line, cited) for line in paper.noi_nhan or []]
        values |= {
            "chuc_vu": self.signing.lines,
            "ho_ten": self.signing.name,
            "noi_nhan": form.recipients(sent, self._print(paper.luu, cited)),
        }
        title = f"{kind} {self.number}" if paper.so else self._plain(self._own_name())
        return Part("van_ban", title, values, blocks, keys={"can_cu": _keys(paper.can_cu)})

    def _attached(self, attached: KemTheo, entries: list[BodyEntry], cited: Cited) -> Part:
        name = vietnamese.hoa_dau(attached.loai)
        values = {
            **self._common(),
            "ten_loai": name,
            "trich_yeu": self._print(attached.trich_yeu, cited),
            "dong_kem_theo": self._attached_line(attached, self._tie()),
            "can_cu": self._bases(attached, cited),
            "chuc_vu": self.signing.lines if attached.ky else [],
            "ho_ten": self.signing.name if attached.ky else "",
        }
        blocks = self._blocks(entries, cited)
        close(blocks)
        title, keys = f"{name} {self._plain(attached.trich_yeu)}", {"can_cu": _keys(attached.can_cu)}
        return Part("kem_theo", title, values, blocks, key=attached.key, keys=keys)

    def _annexes(self, annexes: Sequence[PhuLuc], bodies: list[list[BodyEntry]], tie: str, cited: Cited) -> list[Part]:
        parts = []
        for (annex, label), entries in zip(_labelled(annexes), bodies, strict=True):
            title = self._print(annex.tieu_de, cited)
            blocks = self._blocks(entries, cited)
            at = partial(self.log.places.where, (*annex.key, "bang"))
            table = self.tables.printed(annex.bang, at, cited) if annex.bang else None
            blocks += [table] if table else []
            close(blocks)
            line = self._attached_line(annex, tie)
            values = {**self._common(), "phu_luc": {"nhan": label, "tieu_de": title, "dong_kem_theo": line}}
            parts.append(Part("phu_luc", f"{label}. {title}", values, blocks, annex.huong == "ngang", annex.key))
        return parts

    def _placed(self, name: str, at: At, cited: Cited) -> TableBlock | ChartBlock | None:
        """Return what a line {{ bang.x }} or {{ bieu_do.x }} places; None, with a finding, where there is none."""
        if name.startswith("bieu_do."):
            return self.charts.printed(name.removeprefix("bieu_do."), at)
        code = name.removeprefix("bang.")
        if code in self.tables.tables:
            return self.tables.printed(code, at, cited)
        likely = nearest(code, self.tables.tables)
        self.tables.used.add(likely)
        remedy = suggestion(likely and f"bang.{likely}", f"Thêm mục [bang.{code}].")
        self.log.say("DL054", at(), f"không có bảng “{code}”", remedy)
        return None

    def _tie(self) -> str:
        """Return "Quyết định số 15/QĐ-SNV ngày …": what ties an attachment; blank when electronic."""
        paper = self.paper
        blank = paper.hinh_thuc == "điện tử"
        number = vietnamese.so_ky_hieu(None if blank else paper.so, self._symbol)
        return f"{vietnamese.hoa_dau(paper.loai)} số {number} {self._day(blank=blank)}"

    def _day(self, *, blank: bool = False) -> str:
        """Return the line of the day of issue; in a draft, or left `blank`, with what is known: the month, the year."""
        paper = self.paper
        month = paper.du_kien.thang if paper.du_kien else None
        return vietnamese.ngay(None if blank else paper.ngay, nam=paper.issued_in, thang=month)

    def _attached_line(self, owner: KemTheo | PhuLuc, tie: str) -> str:
        """Return the line in brackets under the title of an attachment or an annex."""
        opening = self._plain(owner.loi_kem_theo) or "Kèm theo"
        return f"({opening} {tie} {self._by()})"

    def _by(self) -> str:
        by_authority = self.paper.kind.tham_quyen
        return f"của {self.signing.authority if by_authority else self._plain(self.paper.co_quan.ten)}"

    def _knows(self, path: str) -> bool:
        """Return whether expressions know the name that a dotted path begins with."""
        return path.partition(".")[0] in self.evaluator.names

    # What does not fit

    def _say_wrong(self, name: str, findings: Sequence[Finding]) -> None:
        """Log that another paper whose figures are asked for has figures that are wrong: the first of them."""
        wrong = [item for item in findings if item.severity is Severity.LOI and item.code.startswith("SL")]
        if wrong:
            message = f"số liệu của hồ sơ “{name}” còn lỗi nên chưa dùng được: {wrong[0].where}: {wrong[0].message}"
            remedy = "Sửa ở tệp đó trước; chạy docgen check với tệp đó để thấy mọi lỗi."
            self.log.say("DL087", (name,), message, remedy)

    def _check(self) -> None:
        paper = self.paper
        for name, other in self.others.items():
            if other and other.tables.used:
                other.tables.check(only_used=True)
                self._say_wrong(name, other.log.findings)
        if before := self.others.get("ky_truoc"):
            carried.shared(paper, before.paper, self.tables.tables, before.tables.tables, self.log)
        if self._unread:
            return
        if self.row is None or self.row["thu_tu"] == 1:  # the papers of a list share their texts
            self.typed = left_in.typed_texts(paper, list(self.tables.tables.values()), self.log)
            left_in.check(self.typed, self._knows, self.log)

    @property
    def _unread(self) -> bool:
        """Whether a text that may name tables, charts and papers could not be read, which was reported."""
        spoilt = self.paper.spoilt | (self.attached.spoilt if self.attached else frozenset())
        return bool(spoilt & _TEXTS)

    def _uses(self) -> Uses | None:
        if self._unread:
            return None
        return Uses(frozenset(self.tables.used), frozenset(self.charts.used), frozenset(self.cited_papers.asked))


def _labelled(annexes: Sequence[PhuLuc]) -> Iterator[tuple[PhuLuc, str]]:
    return zip(annexes, form.annex_labels(len(annexes)), strict=True)


def _keys(lines: Sequence[DataText] | None) -> list[Key]:
    """Return the keys, in the data, of the lines that print something."""
    return [line.key for line in lines or [] if line.strip(" -.;,")]
