"""The one thing pyproject.toml cannot say: the templates, kept where a clerk finds them, travel in the package."""

from pathlib import Path
from shutil import copyfile

from setuptools import setup
from setuptools.command.build_py import build_py


class WithTemplates(build_py):
    """Copies templates/ into the built package as docgen/templates/ (a clone uses them where they are)."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        here = Path(__file__).parent
        for file in sorted([*(here / "templates").rglob("*.docx"), *(here / "templates").rglob("*.toml")]):
            target = Path(self.build_lib) / "docgen" / file.relative_to(here)
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(file, target)


setup(cmdclass={"build_py": WithTemplates})
