"""A value beyond a limit that its office has set."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.lint.rule import Dossier, View, Wrong, rule


@rule("DL152", View.DATA)
def beyond_own_limit(dossier: Dossier) -> Iterator[Wrong]:
    """Limits count the characters of a text, the entries of a list, or are the greatest number."""
    for name, most in (dossier.settings.gioi_han or {}).items():
        value = getattr(dossier.paper, name, None)
        if isinstance(value, str) and len(value) > most:
            said = f"“{name}” dài {len(value)} ký tự, cơ quan đặt nhiều nhất {most}"
        elif isinstance(value, int) and value > most:
            said = f"“{name}” là {value}, cơ quan đặt nhiều nhất {most}"
        elif isinstance(value, list) and len(value) > most:
            said = f"“{name}” có {len(value)} mục, cơ quan đặt nhiều nhất {most}"
        else:
            continue
        yield (*dossier.paper.key, name), f"{said} (docgen.toml)", ""
