"""The one error of this package: text or a value that cannot be read or written."""

from __future__ import annotations


class LanguageError(ValueError):
    """A value has no Vietnamese form, or a text no value. The message is Vietnamese, for the person who typed it."""
