"""Which addresses of the portal were changed here: since the branch left the main line, committed or not.

An address is changed when one of these files is: the module of its page, of its form's model and of what answers its
form; the actions and the pages of its audience that the module imports; a template that it names. What everything rests
on (the law, the store, the pipeline, the layouts) is no address's own; there the day's seed is what samples.
"""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from chalicelib.web.http.routing import Route
from chalicelib.web.site import all_routes

ROOT = Path(__file__).resolve().parents[1]
_MAIN_LINES = ("@{upstream}", "origin/main", "main")
_TEMPLATE = re.compile(r'"([a-z0-9_/-]+\.html)"')
_IMPORTED = re.compile(r"chalicelib\.(actions|web\.(?!http|wording)\w+)\.")


@cache
def changed_files(root: Path = ROOT) -> frozenset[Path]:
    """The files that differ from where this branch left the main line; none where there is no git or no history."""
    base = _base(root)
    named = [*_git(root, "diff", "--name-only", base, "--"), *_git(root, "ls-files", "--others", "--exclude-standard")]
    return frozenset(root / name for name in named) if base else frozenset()


def _base(root: Path) -> str:
    """The commit that is compared with: the merge base; on the main line itself the commit before."""
    head = "".join(_git(root, "rev-parse", "--verify", "HEAD"))
    for line in _MAIN_LINES:
        base = "".join(_git(root, "merge-base", "HEAD", line))
        if base and base != head:
            return base
    return "".join(_git(root, "rev-parse", "--verify", "HEAD~1")) or head


def _git(root: Path, *words: str) -> list[str]:
    try:
        done = subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []


@cache
def changed_addresses() -> frozenset[str]:
    """The paths of the routes that were changed, as the matrices name them."""
    changed = changed_files()
    return frozenset(route.path for route in all_routes() if changed and files_of(route) & changed)


def changed_below(*folders: str) -> bool:
    """Whether a file in one of these folders was changed."""
    return any(ROOT / folder in path.parents for folder in folders for path in changed_files())


def is_changed(path: str) -> bool:
    """Whether a page at this path (with ids, and perhaps with a query) is at one of those addresses."""
    return any(_pattern(address).fullmatch(path.partition("?")[0]) for address in changed_addresses())


@cache
def _pattern(address: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(address)))


def files_of(route: Route) -> frozenset[Path]:
    """The files that make this address what it is."""
    makers = (each for each in (route.show, route.submit, route.initial, route.model) if each)
    return frozenset().union(*(_files_around(each.__module__) for each in makers))


@cache
def _files_around(module: str) -> frozenset[Path]:
    source = Path(sys.modules[module].__file__ or "")
    text = source.read_text()
    names = [node.module or "" for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)]
    modules = {ROOT / f"{name.replace('.', '/')}.py" for name in names if _IMPORTED.match(name)}
    return frozenset({source, *modules, *(ROOT / "templates" / name for name in _TEMPLATE.findall(text))})
