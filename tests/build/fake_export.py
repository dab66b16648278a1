"""Answers as docgen/office/bridge.py does, without LibreOffice: fake_export.py LOG HOME.

The PDF is a valid one of one page that holds the Word file's text and names its SHA-256; each paper exported is a line
of LOG. A paper whose text holds "SẬP" crashes the program.
"""

import hashlib
import html
import json
import os
import re
import sys
import zipfile
from pathlib import Path


def lines(document: str) -> list[str]:
    """The text of each paragraph of a Word file's main part."""
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", document, re.S)
    return [html.unescape("".join(re.findall(r"<w:t[^>]*>([^<]*)|<w:(?:br|tab)\b", text))) for text in paragraphs]


# The codes of its font are the letters' own: enough for a reader of text.
CMAP = b"""begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap"""


def pdf(name: str, text: list[str]) -> bytes:
    """A PDF of one page."""
    shown = "".join(f"1 0 0 1 9 {800 - 2 * n} Tm <{line.encode('utf-16-be').hex()}> Tj " for n, line in enumerate(text))
    page = f"BT /F 1 Tf {shown}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Paper(" + name.encode() + b")"
        b"/Resources<</Font<</F 5 0 R>>>>/Contents 6 0 R>>",
        b"<</Producer(LibreOffice 0.0)>>",
        b"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+TimesNewRomanPSMT/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 8 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+TimesNewRomanPSMT/DW 400/FontDescriptor 9 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(CMAP), CMAP),
        b"<</Type/FontDescriptor/FontName/AAAAAA+TimesNewRomanPSMT/Flags 4/FontFile2 10 0 R>>",
        b"<</Length 0>>stream\n\nendstream",
    ]
    out, places = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 11\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size 11/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def main(log: Path) -> None:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        docx = Path(request["docx"]).read_bytes()
        with log.open("a") as page:
            page.write(hashlib.sha256(docx).hexdigest() + "\n")
        text = zipfile.ZipFile(request["docx"]).read("word/document.xml").decode()
        if "SẬP" in text:
            os.abort()
        Path(request["pdf"]).write_bytes(pdf(hashlib.sha256(docx).hexdigest(), lines(text)))
        print(json.dumps({"ok": True, "kb": 1000}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
