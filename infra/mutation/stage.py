"""A copy of what an area's tests need, alone in a folder, with the settings of the mutation run."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from infra.mutation.areas import ROOT, Area

_STAGES = ROOT / "build" / "mutation"
_CONFTEST = Path(__file__).parent / "stage_conftest.py"
_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", ".hypothesis", "left-out")
_SETTINGS = """
[tool.mutmut]
source_paths = ["chalicelib"]
only_mutate = {only_mutate}
also_copy = {also_copy}
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-x"]
on_dependency_change = "ignore"
timeout_multiplier = {time_factor}

[tool.pytest.ini_options]
pythonpath = ["."]
addopts = "-q"
markers = ["timeout", "argon2", "browser", "ministack", "package"]
"""


def folder_of(area: str) -> Path:
    """Where the area's copy is, and in it, once changed, `mutants`."""
    return _STAGES / area


def prepare(name: str, area: Area, chosen: Iterable[str], time_factor: float) -> None:
    """Make the folder again, with these modules (their paths) to be changed."""
    stage = folder_of(name)
    shutil.rmtree(stage, ignore_errors=True)
    for each in area.copied:
        _copy(ROOT / each, stage / each)
    for left_out in area.left_out:
        (stage / left_out).unlink(missing_ok=True)
    for package in ("chalicelib", "tests"):
        (stage / package / "__init__.py").touch()
    shutil.copy(_CONFTEST, stage / "conftest.py")
    beside = [each for each in area.copied if not each.startswith(("chalicelib", "tests"))]
    settings = _SETTINGS.format(
        only_mutate=list(chosen),
        also_copy=["conftest.py", *beside],
        tests=[each for each in area.tests if (stage / each).exists()],
        time_factor=time_factor,
    )
    (stage / "pyproject.toml").write_text(settings, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=_LEFT_BEHIND)
    else:
        shutil.copy(source, target)


def changed_modules(area: Area) -> str:
    """Return the dotted names of the area's modules, for the conftest of the copy."""
    return ",".join(path.removesuffix(".py").replace("/", ".") for path in area.modules().values())


def environment(area: Area) -> dict[str, str]:
    """Return the environment of a run. A zone that is neither UTC nor California: a rule that takes the machine's zone
    is noticed."""
    return {
        **os.environ,
        "TZ": "Asia/Kolkata",
        "PORTAL_TESTS": "brief",
        "PORTAL_SAMPLE_SEED": "2026-11-20",
        "MUTATED_MODULES": changed_modules(area),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
