"""The projects of the corpus are sound: nothing to tell of them as they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from corpus import EVERY, Project

import docgen


@pytest.mark.parametrize("project", EVERY, ids=lambda project: project.folder)
def test_the_project_is_sound(project: Project, tmp_path: Path) -> None:
    assert [str(item) for item in docgen.check(project.copied(tmp_path)).findings] == []
