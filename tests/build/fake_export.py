"""Answers as docgen/office/bridge.py does, without LibreOffice: fake_export.py LOG HOME.

The PDF is a valid one of one empty page that names the Word file's SHA-256; each paper exported is a line of LOG. A
paper whose text holds "SẬP" crashes the program.
"""

import hashlib
import json
import os
import sys
import zipfile
from pathlib import Path


def pdf(name: str) -> bytes:
    """A PDF of one empty page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Paper(" + name.encode() + b")>>",
        b"<</Producer(LibreOffice 0.0)>>",
    ]
    out, places = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<</Size 5/Root 1 0 R/Info 4 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def main(log: Path) -> None:
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        docx = Path(request["docx"]).read_bytes()
        with log.open("a") as page:
            page.write(hashlib.sha256(docx).hexdigest() + "\n")
        if "SẬP" in zipfile.ZipFile(request["docx"]).read("word/document.xml").decode():
            os.abort()
        Path(request["pdf"]).write_bytes(pdf(hashlib.sha256(docx).hexdigest()))
        print(json.dumps({"ok": True, "kb": 1000}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
