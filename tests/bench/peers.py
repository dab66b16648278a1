"""Many short papers: docgen beside the usual ways of making them, nothing changed, one datum changed.

`./dev bench peers` measures a small batch; `./dev bench peers --full` the batches that the manual speaks of and the memory
that 2,000 papers take. Every ratio is of one run on one machine. Peers get a time limit; one that cannot be had is left
out, and it is said why.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any
from xmlrpc.client import Fault, ServerProxy, Transport

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE)]

from bench_papers import SHORT, project_of, short, values  # noqa: E402

from docgen.office import install  # noqa: E402


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def each(work: Callable[[Path], object], files: list[Path]) -> float:
    """Return the seconds that `work` takes for the files, one after another."""
    began = time.monotonic()
    for file in files:
        work(file)
    return time.monotonic() - began


def docgen_command(*arguments: object) -> float:
    """Return the seconds of one run of the command line."""
    command = [sys.executable, "-m", "docgen", *map(str, arguments)]
    return timed(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))


# Peers: the same papers by the usual ways


def template(folder: Path, marks: dict[str, str]) -> Path:
    """Make a Word template of the short papers' page; `marks` has what stands for each value that differs."""
    data = project_of(folder / "one", 0)
    (data / SHORT.format(1)).write_text(short(1, **{key: f"DẤU-{key.upper()}-DẤU" for key in marks}), "utf-8")
    docgen_command("build", data / SHORT.format(1), "-o", folder / "one" / "out", "--only", "docx")
    made = next((folder / "one" / "out").rglob("*.docx"))
    target = folder / "template.docx"
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            content = source.read(name).decode()
            for key, mark in marks.items():
                content = content.replace(f"DẤU-{key.upper()}-DẤU", mark)
            out.writestr(name, content)
    return target


def differing(number: int) -> dict[str, str]:
    """Return what differs in the peers' papers; their number stays that of the template."""
    return {key: value for key, value in values(number).items() if key != "number"}


def docxtpl(count: int, folder: Path) -> tuple[list[Path], float]:
    """Make the Word files with docxtpl; return them and the seconds it took."""
    from docxtpl import DocxTemplate

    source = template(folder, {key: f"{{{{ {key} }}}}" for key in differing(1)})
    files = [folder / f"peer-{number:04}.docx" for number in range(1, count + 1)]

    def make() -> None:
        for number, file in enumerate(files, 1):
            made = DocxTemplate(str(source))
            made.render(differing(number))
            made.save(str(file))

    return files, timed(make)


def soffice(profile: Path, *files: Path) -> None:
    """Convert files with one call of LibreOffice."""
    program = install.find().program
    subprocess.run(
        [str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir",
         str(files[0].parent), *map(str, files)],
        capture_output=True, timeout=1800, check=False,
    )  # fmt: skip


def peers(count: int, folder: Path) -> Iterator[tuple[str, float | str]]:
    """Yield the seconds of each peer for `count` short papers, or why it is left out."""
    made, merging = docxtpl(count, folder)
    soffice(folder / "profile", made[0])  # a fresh profile's first start is nobody's time
    soffice(folder / "profile", made[0])
    sample = made[: max(count // 20, 3)]
    one_by_one = each(partial(soffice, folder / "profile"), sample) / len(sample) * count
    yield "docxtpl + one soffice call for each file", merging + one_by_one
    yield "docxtpl + one soffice call for all", merging + timed(lambda: soffice(folder / "profile", *made))
    spent = unoserver(made, folder)
    yield "docxtpl + unoserver, running already", spent if isinstance(spent, str) else merging + spent
    for factories in (1, 2):
        yield f"Carbone, {factories} LibreOffice", carbone(count, factories, folder / f"carbone-{factories}")


def unoserver(files: list[Path], folder: Path) -> float | str:
    """Return the seconds a running unoserver takes for the files, or why it cannot be had."""
    target = folder / "unoserver"
    install_it = [sys.executable, "-m", "pip", "install", "-q", "--target", str(target), "unoserver"]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(install_it, capture_output=True, timeout=120)
    python, program = "/usr/bin/python3", install.find().program.with_name("soffice")
    if not (target / "unoserver").is_dir():
        return "pip cannot get it"
    if not Path(python).exists() or not program.exists():
        return "no Python with uno"
    port, other = free_port(), free_port()
    # The program that starts LibreOffice again after the first start of a fresh profile; the profile is a path.
    server = subprocess.Popen(
        [python, "-m", "unoserver.server", "--executable", str(program), "--user-installation", str(folder / "uno"),
         "--port", str(port), "--uno-port", str(other)],
        env={**os.environ, "PYTHONPATH": str(target)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        with ServerProxy(f"http://127.0.0.1:{port}", allow_none=True, transport=Impatient()) as proxy:
            return asked(proxy, files)
    except (OSError, RuntimeError, Fault) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        os.killpg(server.pid, 9)
        server.wait()


class Impatient(Transport):
    """Gives up on a server that says nothing for a minute."""

    def make_connection(self, host: Any) -> Any:
        connection = super().make_connection(host)
        connection.timeout = 60
        return connection


def asked(proxy: ServerProxy, files: list[Path]) -> float:
    """Return the seconds a server takes for the files once it answers. Raises OSError where it does not."""
    limit = time.monotonic() + 60
    while True:
        try:
            proxy.info()
            break
        except ConnectionError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.2)

    def convert(file: Path) -> None:
        proxy.convert(str(file), None, str(file.with_suffix(".uno.pdf")), "pdf")

    convert(files[0])
    spent = each(convert, files)
    if not all(file.with_suffix(".uno.pdf").exists() for file in files):
        raise RuntimeError("not every PDF was made")
    return spent


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


CARBONE = """
const carbone = require('carbone'), fs = require('fs');
const papers = JSON.parse(fs.readFileSync('papers.json')), most = +process.argv[1];
carbone.set({factories: most, templatePath: __dirname, tempPath: process.cwd()});
let next = 0, done = 0;
function go() {
  if (next >= papers.length) return;
  const own = next++;
  carbone.render(process.cwd() + '/t.docx', papers[own], {convertTo: 'pdf'}, (error, out) => {
    if (error) { console.error(error); process.exit(1); }
    fs.writeFileSync(own + '.pdf', out);
    if (++done == papers.length) process.exit(0);
    go();
  });
}
for (let i = 0; i < 2 * most; i++) go();
"""


def carbone(count: int, factories: int, home: Path) -> float | str:
    """Return the seconds Carbone takes for as many papers, its start included, or why it cannot be had."""
    if not shutil.which("npm"):
        return "no npm here"
    source = template(home, {key: f"{{d.{key}}}" for key in differing(1)})
    shutil.copy(source, home / "t.docx")
    (home / "papers.json").write_text(json.dumps([differing(number) for number in range(1, count + 1)]), "utf-8")
    places = home / "bin"  # it wants LibreOffice and a Python with uno on the path, by these names
    places.mkdir()
    for name, program in (("python", "/usr/bin/python3"), ("soffice.bin", install.find().program)):
        (places / name).write_text(f'#!/bin/sh\nexec {program} "$@"\n')
        (places / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{places}:{os.environ['PATH']}"}
    try:
        getting = ["npm", "install", "--no-audit", "--no-fund", "carbone"]
        if subprocess.run(getting, cwd=home, capture_output=True, timeout=120).returncode:
            return "npm cannot get it"
        run = subprocess.Popen(
            ["node", "-e", CARBONE, str(factories)], cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=environment, start_new_session=True,
        )  # fmt: skip
        try:
            spent = timed(lambda: run.wait(60 + count))
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, 9)
    except subprocess.TimeoutExpired:
        return "not done in time"
    return spent if len(list(home.glob("*.pdf"))) == count else "it does not make every PDF here"


# Batches


def many(count: int) -> None:
    """A full build beside the peers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = project_of(folder / "batch", count)
        own = docgen_command("build", root / "data", "-o", folder / "out")
        print(f"{count} short papers, Word and PDF: docgen {own:.1f} s")
        for peer, spent in peers(count, folder):
            told = spent if isinstance(spent, str) else f"{spent:.1f} s, {spent / own:.1f} times as long"
            print(f"  {peer}: {told}", flush=True)


def again(count: int) -> None:
    """Nothing changed, and one datum changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = project_of(folder / "batch", count)
        command = ("build", root / "data", "-o", folder / "out")
        docgen_command(*command)
        same = docgen_command(*command)
        print(f"{count} papers, nothing changed: {same:.2f} s in all")
        (root / SHORT.format(1)).write_text(short(1, **differing(2)), "utf-8")
        changed = docgen_command(*command)
        print(f"{count} papers, one datum changed, Word and PDF: {changed:.2f} s in all")


def memory(count: int) -> None:
    """The largest process of a batch, after its first half and after all of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in (count // 4, count):
            root = project_of(folder / f"batch{part}", part)
            command = [sys.executable, "-m", "docgen", "build", str(root / "data"), "-o", str(folder / f"out{part}")]
            most = watched(command)
            print(f"{part} papers, Word and PDF: " + ", ".join(f"{kind} {mb:.0f} MB" for kind, mb in most.items()))


def watched(command: list[str]) -> dict[str, float]:
    """Run a command; return the most memory that one LibreOffice and one Python of its held, in MB."""
    most = {"LibreOffice": 0.0, "Python": 0.0}
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as run:
        while run.poll() is None:
            for pid in family(run.pid):
                with suppress(OSError, ValueError):
                    program = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
                    kind = "LibreOffice" if b"soffice" in program else "Python"
                    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                    most[kind] = max(most[kind], pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
            time.sleep(0.5)
    return most


def family(pid: int) -> Iterator[int]:
    """Yield a process and all below it."""
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def run() -> None:
    """Print the table."""
    full = "--full" in sys.argv
    load = os.getloadavg()[0]
    helps = median(docgen_command("--help") for _ in range(5))
    print(f"load of the machine before: {load:.1f}\ndocgen --help: {helps * 1000:.0f} ms")
    many(200 if full else 30)
    again(1000 if full else 100)
    if full:
        memory(2000)


if __name__ == "__main__":
    run()
