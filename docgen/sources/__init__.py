"""Step 1, read: the only reader of files; records every file it read and the place of each value.

Promise: plain values, each with its place (file, line, column, or sheet and cell), from TOML, JSON, CSV and XLSX;
nothing outside the root; every fault a finding. See `Reader`, `Data`, `Grid`, `FileRef`.

Inside: `formats` (what a suffix means), `root` (which files, what was read), `text` (characters and their places),
`syntax`, `mistakes` and `places` (TOML and JSON), `data` (values with places), `resolve` (called-in files), `grid`
(what a table is), `table` and `header` (how one is cut from a sheet), `csv_file`, and `xlsx` with `parts` (its
package), `sheet` (its cells) and `rich_text`; `reader` (all together); and in the other direction `writer` (data files
changed in place).
"""

from docgen.sources.data import Data, FileRef, dotted
from docgen.sources.grid import MOST_TOLD, Cell, Grid, StyledCell
from docgen.sources.reader import Reader
from docgen.sources.text import clean

__all__ = ["MOST_TOLD", "Cell", "Data", "FileRef", "Grid", "Reader", "StyledCell", "clean", "dotted"]
