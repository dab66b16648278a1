"""A paper that is not trusted reads no file, reaches no address and runs no macro."""

import base64
import contextlib
import http.server
import io
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pytest
from office_papers import paper, replaced
from word_file import package_of

from docgen.errors import DocgenError
from docgen.office import Office
from docgen.office.settings import PDF_OPTIONS
from docgen.pdf import read

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP8z4APMOGVHbHSAEEsAROxCnMTAAAAAElFTkSuQmCC"
)
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """A web server, and what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(PIXEL)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def with_picture(target: str) -> bytes:
    """A paper whose picture is not inside but at `target`."""
    document = docx.Document()
    document.add_paragraph("Trước ảnh")
    document.add_picture(io.BytesIO(PIXEL))
    out = io.BytesIO()
    document.save(out)
    linked = replaced(out.getvalue(), "word/document.xml", "r:embed=", "r:link=")
    return replaced(
        linked,
        "word/_rels/document.xml.rels",
        'Target="media/image1.png"',
        f'Target="{target}" TargetMode="External"',
    )


def with_field(instruction: str) -> bytes:
    """A paper with a field."""
    field = f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>cũ</w:t></w:r></w:fldSimple>'
    return replaced(paper("Trước", "CHỖ"), "word/document.xml", "<w:r><w:t>CHỖ</w:t></w:r>", field)


def pictures(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        streams = (item for item in document.objects if isinstance(item, pikepdf.Stream))
        return sum(stream.get("/Subtype") == "/Image" for stream in streams)


def test_the_measure_itself_sees_a_picture_inside(office: Office) -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(PIXEL))
    out = io.BytesIO()
    document.save(out)
    assert pictures(office.to_pdf(package_of(out.getvalue()))) == 1


def test_a_linked_file_is_not_read(office: Office, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(PIXEL)
    assert pictures(office.to_pdf(package_of(with_picture((tmp_path / "secret.png").as_uri())))) == 0


def test_a_linked_address_is_not_fetched(office: Office, visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    assert pictures(office.to_pdf(package_of(with_picture(f"{address}/picture.png")))) == 0
    assert asked == []


@pytest.mark.parametrize("field", ["INCLUDETEXT", "INCLUDEPICTURE"])
def test_a_field_includes_no_file(office: Office, tmp_path: Path, field: str) -> None:
    (tmp_path / "secret.txt").write_text("BÍ MẬT")
    (tmp_path / "secret.png").write_bytes(PIXEL)
    name = {"INCLUDETEXT": "secret.txt", "INCLUDEPICTURE": "secret.png"}[field]
    for target in (str(tmp_path / name), (tmp_path / name).as_uri()):
        pdf = office.to_pdf(package_of(with_field(f"{field} &quot;{target}&quot;")))
        assert "BÍ MẬT" not in read(pdf).text
        assert pictures(pdf) == 0


@pytest.mark.parametrize("kind", ["attachedTemplate", "subDocument", "aFChunk", "oleObject", "frame"])
def test_no_relationship_of_any_kind_is_followed(
    office: Office, visits: tuple[str, list[str]], tmp_path: Path, kind: str
) -> None:
    address, asked = visits
    secret = tmp_path / "secret.docx"
    secret.write_bytes(paper("BÍ MẬT"))
    for target in (f"{address}/x.docx", secret.as_uri()):
        relation = f'<Relationship Id="rId99" Type="{TYPES}/{kind}" Target="{target}" TargetMode="External"/>'
        made = replaced(
            paper("Trước", "CHỖ"), "word/_rels/document.xml.rels", "</Relationships>", relation + "</Relationships>"
        )
        element = {"subDocument": "subDoc", "aFChunk": "altChunk"}.get(kind)
        if element:
            made = replaced(made, "word/document.xml", "<w:sectPr", f'<w:{element} r:id="rId99"/><w:sectPr')
        assert "BÍ MẬT" not in read(office.to_pdf(package_of(made))).text
    assert asked == []


def embedding(inner: bytes, name: str, program: str, kind: str = "Embed") -> bytes:
    """A paper that holds another document as an object without a picture of it."""
    shape = (
        '<w:r><w:object><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s1" style="width:200pt;height:200pt"/>'
        f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="{kind}" ProgID="{program}"'
        f' ShapeID="s1" DrawAspect="Content" ObjectID="_1" r:id="rId99" xmlns:r="{TYPES}"/></w:object></w:r>'
    )
    made = replaced(paper("Trước", "CHỖ"), "word/document.xml", "<w:r><w:t>CHỖ</w:t></w:r>", shape)
    relation = f'<Relationship Id="rId99" Type="{TYPES}/package" Target="embeddings/{name}"/></Relationships>'
    made = replaced(made, "word/_rels/document.xml.rels", "</Relationships>", relation)
    default = f'<Default Extension="{name.rpartition(".")[2]}" ContentType="application/octet-stream"/>'
    made = replaced(made, "[Content_Types].xml", "<Default ", f"{default}<Default ")
    out = io.BytesIO(made)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(f"word/embeddings/{name}", inner)
    return out.getvalue()


@pytest.mark.parametrize("program", ["Word.Document.12", "Package", "soffice.StarWriterDocument.6"])
def test_an_object_inside_reads_no_file(
    office: Office, tmp_path: Path, visits: tuple[str, list[str]], program: str
) -> None:
    address, asked = visits
    (tmp_path / "secret.png").write_bytes(PIXEL)
    for target in ((tmp_path / "secret.png").as_uri(), f"{address}/picture.png"):
        pdf = office.to_pdf(package_of(embedding(with_picture(target), "inside.docx", program)))
        assert pictures(pdf) == 0
        assert "Trước" in read(pdf).text
    assert asked == []


def test_no_address_is_asked_for_data(office: Office, tmp_path: Path, visits: tuple[str, list[str]]) -> None:
    """DDE, a database, a link to a sheet: what other programs or files would have to be asked for."""
    address, asked = visits
    secret = tmp_path / "secret.csv"
    secret.write_text("BÍ MẬT,1\n", "utf-8")
    fields = (
        f"DDE soffice &quot;{secret}&quot; A1",
        f"DDEAUTO soffice &quot;{secret}&quot; A1",
        f"LINK Excel.Sheet.12 &quot;{secret}&quot; Sheet1!R1C1 \\a \\f 5 \\h",
        f"DATABASE \\d &quot;{secret}&quot; \\s &quot;SELECT * FROM secret&quot;",
        f"INCLUDETEXT &quot;{address}/secret.docx&quot;",
    )
    for field in fields:
        assert "BÍ MẬT" not in read(office.to_pdf(package_of(with_field(field)))).text
    assert asked == []


def test_no_macro_runs(office: Office, tmp_path: Path) -> None:
    """An .odt in a .docx's clothes, whose Basic writes a file when it opens: refused, or at least not run."""
    mark = tmp_path / "ran"
    code = f"Sub Main\nOpen &quot;{mark}&quot; For Output As #1\nPrint #1, 1\nClose #1\nEnd Sub"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", _CONTENT)
        package.writestr("Basic/script-lc.xml", _LIBRARIES)
        package.writestr("Basic/Standard/script-lb.xml", _LIBRARY)
        package.writestr("Basic/Standard/Module1.xml", _MODULE.format(code=code))
        package.writestr("META-INF/manifest.xml", _MANIFEST)
    with contextlib.suppress(DocgenError):
        office._convert(out.getvalue(), "", PDF_OPTIONS)
    assert not mark.exists()


_OFFICE = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"'
_SCRIPT = 'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
_CONTENT = (
    f'<office:document-content {_OFFICE} {_SCRIPT} xmlns:dom="http://www.w3.org/2001/xml-events"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:scripts><office:event-listeners>'
    '<script:event-listener script:language="ooo:script" script:event-name="dom:load"'
    ' xlink:href="vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"/>'
    "</office:event-listeners></office:scripts><office:body><office:text><text:p>x</text:p></office:text></office:body>"
    "</office:document-content>"
)
_LIBRARIES = (
    '<library:libraries xmlns:library="http://openoffice.org/2000/library">'
    '<library:library library:name="Standard" library:link="false"/></library:libraries>'
)
_LIBRARY = (
    '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard">'
    '<library:element library:name="Module1"/></library:library>'
)
_MODULE = (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"'
    ' script:language="StarBasic">{code}</script:module>'
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
