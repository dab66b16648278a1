"""Opening a PDF that is not trusted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pikepdf


class Locked(ValueError):
    """The PDF cannot be opened without its password."""


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    """Open `pdf` for reading. Raises ValueError where it cannot be read: Locked where for want of a password."""
    try:
        document = pikepdf.open(io.BytesIO(pdf))
    except pikepdf.PasswordError as error:
        raise Locked(str(error)) from error
    except (pikepdf.PdfError, RuntimeError) as error:
        raise ValueError(f"not a readable PDF: {error}") from error
    with document:
        yield document
