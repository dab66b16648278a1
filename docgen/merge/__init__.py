"""Step 5, Trộn: a Word template and a resolved paper make a Word file, always the same bytes.

Two doors: `compile_template` reads a template once, with everything that is wrong with it, and `merge` fills it.

Inside: `template` (its parts and tags, by `sections`, `tags`, `left_in`, `cells`), `examples` (a paragraph read once
and copied), `paper` (the parts of a dossier, section by section), `writer` (blocks and tables in a section, by
`tables`, `columns`, `lines`, `ending`), `charts` (with `chart_look` and `workbook`).
"""

from docgen.merge.paper import merge
from docgen.merge.template import Template, compile_template

__all__ = ["Template", "compile_template", "merge"]
