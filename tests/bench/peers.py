"""Many short papers: docgen beside the usual ways of making them, nothing changed, one datum changed.

`./dev bench peers` measures a small batch; `./dev bench peers --full` the batches that README speaks of. Every ratio
is of one run on one machine. A peer that cannot be had is left out.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from docgen.office import install  # noqa: E402

SHORT = """loai = "quyết định"
co_quan = { tep = "../co-quan.toml" }
so = %(number)d
ngay = 2026-07-01
trich_yeu = "Về việc nâng bậc lương thường xuyên đối với ông Nguyễn Văn %(number)d"
can_cu = ["Nghị định số 204/2004/NĐ-CP ngày 14/12/2004 của Chính phủ về chế độ tiền lương"]
dieu = [
  "Nâng bậc lương thường xuyên đối với ông Nguyễn Văn %(number)d kể từ ngày 01 tháng 7 năm 2026.",
  "Văn phòng Sở thực hiện chế độ tiền lương, bảo hiểm xã hội theo bậc lương mới.",
  "Quyết định này có hiệu lực kể từ ngày ký.",
]
noi_nhan = ["Như {{ dieu.cuoi }}", "Lãnh đạo Sở"]
luu = "VT, VP"
nguoi_ky = { ma = "giam-doc" }
"""


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that `work` takes."""
    began = time.monotonic()
    work()
    return time.monotonic() - began


def docgen_command(*arguments: object) -> float:
    """Return the seconds of one run of the command line."""
    command = [sys.executable, "-m", "docgen", *map(str, arguments)]
    return timed(lambda: subprocess.run(command, cwd=ROOT, check=True, capture_output=True))


def folder_of(count: int, parent: Path) -> Path:
    """Write a project of so many short papers; return its data folder."""
    data = parent / "data"
    (data / "kehoach").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "co-quan.toml", data)
    for number in range(1, count + 1):
        (data / "kehoach" / f"{number:04}.toml").write_text(SHORT % {"number": number}, "utf-8")
    return data


# Peers: the same papers by the usual ways


def peer_files(count: int, folder: Path) -> list[Path]:
    """Make the short papers with docxtpl from a template with the same pages; return the Word files."""
    from docx import Document
    from docxtpl import DocxTemplate

    data = folder_of(1, folder / "one")
    subprocess.run(
        [sys.executable, "-m", "docgen", "build", str(data), "-o", str(folder / "one" / "out"), "--only", "docx"],
        check=True, capture_output=True,
    )  # fmt: skip
    template = folder / "template.docx"
    document = Document(str(next((folder / "one" / "out").rglob("*.docx"))))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("Nguyễn Văn 1", "Nguyễn Văn {{ number }}")
    document.save(str(template))
    files = []
    for number in range(1, count + 1):
        made = DocxTemplate(str(template))
        made.render({"number": number})
        files.append(folder / f"peer-{number:04}.docx")
        made.save(str(files[-1]))
    return files


def soffice(profile: Path, *files: Path) -> None:
    """Convert files with one call of LibreOffice."""
    program = install.find().program
    subprocess.run(
        [str(program), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir",
         str(files[0].parent), *map(str, files)],
        capture_output=True, timeout=1800, check=False,
    )  # fmt: skip


def peers(count: int, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield the seconds of each peer for `count` short papers."""
    made: list[Path] = []
    merging = timed(lambda: made.extend(peer_files(count, folder)))
    soffice(folder / "profile", made[0])  # a fresh profile's first start is nobody's time
    sample = made[: max(count // 10, 3)]
    one_by_one = timed(lambda: [soffice(folder / "profile", file) for file in sample]) / len(sample) * count
    yield "docxtpl + one soffice call for each file", merging + one_by_one
    yield "docxtpl + one soffice call for all", merging + timed(lambda: soffice(folder / "profile", *made))
    spent = unoserver(made, folder)
    if spent:
        yield "docxtpl + unoserver", merging + spent
    spent = carbone(count, folder)
    if spent:
        yield "Carbone", spent


def unoserver(files: list[Path], folder: Path) -> float:
    """Return the seconds unoserver takes for the files; 0 where it cannot be had."""
    target = folder / "unoserver"
    got = subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--target", str(target), "unoserver"], capture_output=True)
    python = "/usr/bin/python3"
    if got.returncode or not Path(python).exists():
        return 0.0
    environment = {**os.environ, "PYTHONPATH": str(target)}
    program = str(install.find().program)
    server = subprocess.Popen(
        [python, "-m", "unoserver.server", "--executable", program, "--user-installation", (folder / "uno").as_uri()],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    client = [python, "-m", "unoserver.client", "--convert-to", "pdf"]

    def convert(file: Path) -> bool:
        made = file.with_suffix(".uno.pdf")
        subprocess.run([*client, str(file), str(made)], env=environment, capture_output=True, timeout=120)
        return made.exists()

    try:
        for _ in range(30):
            if convert(files[0]):
                break
            time.sleep(1)
        else:
            return 0.0
        sample = files[: max(len(files) // 4, 3)]
        return timed(lambda: [convert(file) for file in sample]) / len(sample) * len(files)
    finally:
        os.killpg(server.pid, 9)


def carbone(count: int, folder: Path) -> float:
    """Return the seconds Carbone takes for as many papers; 0 where node or the package cannot be had."""
    if not shutil.which("npm"):
        return 0.0
    home = folder / "carbone"
    home.mkdir()
    got = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "carbone"], cwd=home, capture_output=True, timeout=300)
    if got.returncode:
        return 0.0
    shutil.copy(folder / "template.docx", home / "t.docx")
    script = f"""
const carbone = require('carbone'); const fs = require('fs');
let left = {count}; const began = Date.now();
function next(n) {{
  if (n > {count}) {{ console.log(JSON.stringify({{ms: Date.now() - began}})); process.exit(0); }}
  carbone.render('t.docx', {{number: n}}, {{convertTo: 'pdf'}}, (error, out) => {{
    if (error) {{ console.error(error); process.exit(1); }}
    fs.writeFileSync(n + '.pdf', out); next(n + 1);
  }});
}}
next(1);
"""
    program = str(Path(install.find().program).parent)
    environment = {**os.environ, "PATH": f"{program}:{os.environ['PATH']}"}
    try:
        run = subprocess.run(["node", "-e", script], cwd=home, capture_output=True, text=True, timeout=900, env=environment)
        return float(json.loads(run.stdout.strip().split("\n")[-1])["ms"]) / 1000
    except (subprocess.TimeoutExpired, ValueError, KeyError, IndexError):
        return 0.0


def many(count: int, unchanged: int) -> None:
    """Batches: a full build beside the peers, nothing changed, one datum changed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder_of(count, folder / "batch")
        own = docgen_command("build", data, "-o", folder / "out")
        print(f"{count} short papers, Word and PDF: docgen {own:.1f} s")
        for peer, spent in peers(count, folder):
            print(f"  {peer}: {spent:.1f} s, {spent / own:.1f} times as long")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder_of(unchanged, folder / "batch")
        docgen_command("build", data, "-o", folder / "out", "--only", "docx")
        print(f"{unchanged} papers, nothing changed: {docgen_command('build', data, '-o', folder / 'out', '--only', 'docx'):.2f} s in all")
        (data / "kehoach" / "0001.toml").write_text(SHORT % {"number": 99_000}, "utf-8")
        changed = docgen_command("build", data, "-o", folder / "out", "--only", "docx")
        print(f"{unchanged} papers, one datum changed, Word: {changed:.2f} s in all")


def run() -> None:
    """Print the table."""
    full = "--full" in sys.argv
    helps = median(docgen_command("--help") for _ in range(5))
    print(f"docgen --help: {helps * 1000:.0f} ms")
    many(200 if full else 30, 1000 if full else 200)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MB")


if __name__ == "__main__":
    run()
