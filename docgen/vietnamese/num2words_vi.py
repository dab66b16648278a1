"""Right Vietnamese for any program that uses num2words: importing this module puts it in the place of num2words' own.

>>> import docgen.vietnamese.num2words_vi
>>> from num2words import num2words
>>> num2words(1005, lang="vi")
'một nghìn không trăm linh năm'
>>> num2words(24, lang="vi", bon="tư")
'hai mươi tư'
>>> num2words(4, lang="vi", to="ordinal")
'thứ tư'
>>> num2words(1_000_000, lang="vi", to="currency")
'một triệu đồng'
"""

from __future__ import annotations

from num2words import CONVERTER_CLASSES

from docgen.vietnamese.reading import CHUAN
from docgen.vietnamese.spoken import language

CONVERTER_CLASSES["vi"] = language(CHUAN)
