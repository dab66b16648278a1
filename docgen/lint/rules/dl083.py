"""A title that the right to sign does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule
from docgen.model.fields import plain
from docgen.model.titles import headed, is_deputy


@rule("DL083", View.PAPER)
def title_against_right(dossier: Dossier) -> Iterator[Wrong]:
    """KT. is for a deputy, TL. and TUQ. for somebody else than the head, TL. for no deputy of the head (Điều 13)."""
    given, signature = dossier.paper.nguoi_ky, dossier.resolved.signature
    right, head, title = given.quyen_han or "", signature.head, signature.title
    if not title:
        return
    if right in ("TL.", "TUQ.", "KT.", "TM. KT.") and plain(title) == plain(head):
        remedy = "Bỏ quyen_han, hoặc chọn người ký khác."
        yield given.key, f"“{title}” không ký {right} thay cho chính mình", remedy
    elif right == "TL." and is_deputy(title) and plain(headed(title)) == plain(head):
        said = f"“{title}” là cấp phó của “{head}”, không ký thừa lệnh (TL.)"
        yield given.key, said, 'Cấp phó ký thay: quyen_han = "KT.".'
    elif right.endswith("KT.") and not is_deputy(title):
        yield given.key, f"ký {right} mà chức vụ là “{title}”: dòng dưới KT. phải là cấp phó", ""
