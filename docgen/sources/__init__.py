"""Step 1, read: the only reader of files; remembers every byte it read and where each value stands.

Promise: plain values, each with its place (file, line, column, or sheet and cell), from TOML, JSON, CSV and XLSX;
nothing outside the root; every fault a finding. See `Reader`, `Data`, `Grid`, `FileRef`.

Inside: `root` (which files, what was read), `text` (characters and their places), `syntax`, `mistakes` and `places`
(TOML and JSON), `data` (values with places), `resolve` (what is called in), `table`, `csv_file` and `xlsx` (tables),
`reader` (all together); and the way back, `writer` (data files changed in place).
"""

from docgen.sources.data import Data, FileRef, dotted
from docgen.sources.grid import MOST_TOLD, Cell, Grid, StyledCell
from docgen.sources.reader import Reader
from docgen.sources.text import clean

__all__ = ["MOST_TOLD", "Cell", "Data", "FileRef", "Grid", "Reader", "StyledCell", "clean", "dotted"]
