"""Opening a PDF that is not trusted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf


class Locked(ValueError):
    """The PDF cannot be opened without its password."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A PDF, parsed once for all who look at it: its bytes and its objects."""

    data: bytes
    document: pikepdf.Pdf


@contextmanager
def opened(pdf: bytes | Parsed, *, spread: bool = True) -> Iterator[Parsed]:
    """Open a PDF for reading, unless it is open already. `spread` copies what pages inherit to each page, which reads
    the whole file.

    Raises ValueError if it cannot be read: Locked if it needs a password.
    """
    if isinstance(pdf, Parsed):
        yield pdf
        return
    try:
        document = pikepdf.open(io.BytesIO(pdf), inherit_page_attributes=spread)
    except pikepdf.PasswordError as error:
        raise Locked(str(error)) from error
    except (pikepdf.PdfError, RuntimeError) as error:
        raise ValueError(f"not a readable PDF: {error}") from error
    with document:
        yield Parsed(pdf, document)
