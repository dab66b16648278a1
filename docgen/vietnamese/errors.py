"""The one error of this package: text or a value that cannot be read or written."""

from __future__ import annotations


class LanguageError(ValueError):
    """A value that cannot be written in Vietnamese, or a text that cannot be read.

    The message is Vietnamese, for the person who typed it.
    """
