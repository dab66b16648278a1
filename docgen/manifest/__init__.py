"""The record of what was built, from what, and why something must be built again.

Each paper has two fingerprints: of everything read before the merge, and of the Word file with what exports it. What
was read is what the one reader read, never a list kept by hand. A file counts as unchanged by its size and times where
these can be trusted, by its content otherwise.

Inside: `record` (what is known of each paper, the journal, reasons) and `disk` (files as they are now, written whole or
not at all, and the lock of an output folder).
"""

from docgen.manifest.disk import Disk, alone, digest, seen_from, settled, stamp, trouble, why_not, write_whole
from docgen.manifest.record import Entry, Manifest, as_findings, as_plain, reasons

__all__ = ["Disk", "Entry", "Manifest", "alone", "as_findings", "as_plain", "digest", "reasons",
           "seen_from", "settled", "stamp", "trouble", "why_not", "write_whole"]  # fmt: skip
