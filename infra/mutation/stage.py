"""A copy of the law and of its fast tests, alone in a folder, with the settings of the mutation run."""

import shutil
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STAGE = ROOT / "build" / "mutation"
MUTATED = STAGE / "mutants"

_COPIED = ("chalicelib/law", "tests/law", "tests/reference_model")
# Names and codes: no rule is in them. The public page's part, `law/book`, is no module of this folder.
_WITHOUT_RULES = ("marking", "reason_codes")
# Tests that read the source of the law or of the tests see the changed text, not a changed rule; costs are other on
# changed code; the planted errors are errors already; the page's test needs the portal's texts.
_LEFT_OUT = (
    "tests/law/test_law_shape.py",
    "tests/law/test_law_no_numbers.py",
    "tests/law/test_law_cost.py",
    "tests/law/test_law_rule_book.py",
    "tests/law/test_law_reason_codes.py",
    "tests/reference_model/test_planted_errors.py",
)
_CONFTEST = Path(__file__).parent / "stage_conftest.py"
_SETTINGS = """
[tool.mutmut]
source_paths = ["chalicelib"]
only_mutate = {only_mutate}
pytest_add_cli_args_test_selection = ["tests"]
pytest_add_cli_args = ["-p", "no:cacheprovider", "-x"]
on_dependency_change = "ignore"

[tool.pytest.ini_options]
pythonpath = ["."]
addopts = "-q"
markers = ["timeout"]
"""


def modules() -> list[str]:
    """Return the names of the law's modules that hold rules."""
    found = (ROOT / "chalicelib" / "law").glob("*.py")
    left_out = ("__init__", *_WITHOUT_RULES)
    return sorted(path.stem for path in found if not any(fnmatch(path.stem, each) for each in left_out))


def prepare(chosen: list[str]) -> None:
    """Make the folder again, with these modules to be changed."""
    shutil.rmtree(STAGE, ignore_errors=True)
    for folder in _COPIED:
        shutil.copytree(ROOT / folder, STAGE / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for left_out in _LEFT_OUT:
        (STAGE / left_out).unlink(missing_ok=True)
    for package in ("chalicelib", "tests"):
        (STAGE / package / "__init__.py").touch()
    shutil.copy(_CONFTEST, STAGE / "tests" / "conftest.py")
    only = [f"chalicelib/law/{name}.py" for name in chosen]
    (STAGE / "pyproject.toml").write_text(_SETTINGS.format(only_mutate=only), encoding="utf-8")
