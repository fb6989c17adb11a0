"""No secret stands in the source, nor ever stood there (13.3.1): detect-secrets over the tree and over its history.

What it takes for a secret and is none is explained in explained_secrets.csv, by its text: whatever is written there is
public. Remarks in the source that silence the scanner are not heeded. In tests, words after "password" are the
passphrases of people who do not exist: there only patterns and randomness count.
"""

import csv
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.plugins.keyword import KeywordDetector
from detect_secrets.settings import transient_settings

from infra.supply.pins import PACKAGE_LOCK, PYTHON_LOCKS
from infra.supply.quick_scan import scanned
from infra.template import ROOT

EXPLAINED = Path(__file__).parent / "explained_secrets.csv"
# Hashes look like secrets. These files hold nothing else, which infra/supply/pins.py sees to.
_OF_HASHES = frozenset({*PYTHON_LOCKS, PACKAGE_LOCK})
# Of the scanner's filters those that judge a text by itself; none that lets a line or a file silence the scanner.
_FILTERS = (
    "is_sequential_string",
    "is_potential_uuid",
    "is_likely_id_string",
    "is_templated_secret",
    "is_prefixed_with_dollar_sign",
    "is_indirect_reference",
    "is_not_alphanumeric_string",
)
_ADDED_TO = re.compile(r"\+\+\+ b/(?P<path>.+?)\t?")
_STORED_EXAMPLES = "tests/storage/corpus/"
MESSAGES = "COMMIT_MESSAGES"


class Finding(NamedTuple):
    """A text that looks like a secret. The text itself is never printed."""

    path: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.kind}"


@cache
def explained() -> Mapping[str, str]:
    """Texts that are no secrets, with the reason."""
    with EXPLAINED.open(encoding="utf-8", newline="") as file:
        return {row["text"]: row["reason"] for row in csv.DictReader(file)}


def unexplained(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.text not in explained()]


def found_in(paths: Iterable[str], folder: Path = ROOT) -> list[Finding]:
    """Return what looks like a secret in these files."""
    kinds: Iterable[type] = get_mapping_from_secret_type_to_class().values()
    config = {
        "plugins_used": [{"name": kind.__name__} for kind in kinds],
        "filters_used": [{"path": f"detect_secrets.filters.heuristic.{name}"} for name in _FILTERS],
    }
    with transient_settings(config):
        return [
            Finding(path, secret.line_number, secret.type, secret.secret_value or "")
            for path in paths
            if Path(path).name not in _OF_HASHES
            for secret in scanned(folder / path)
            if not _is_passphrase_of_a_test(path, secret.type)
        ]


def _is_passphrase_of_a_test(path: str, kind: str) -> bool:
    return path.startswith("tests/") and kind == KeywordDetector.secret_type


def found_in_tree(workers: int = 2) -> list[Finding]:
    """Return what looks like a secret in the files of the project as they are now."""
    paths = tree()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return [
            finding
            for part in pool.map(found_in, (paths[start::workers] for start in range(workers)))
            for finding in part
        ]


def found_in_history(scratch: Path) -> list[Finding]:
    """Return what looks like a secret in any line that was ever committed. Lines are put together by file in
    `scratch`. Of stored examples that were taken out since, texts that merely look random are left out: they were
    encrypted with the keys of the tests, and each was held against the list while it stood in the tree."""
    parts: dict[str, list[str]] = {MESSAGES: [_git("log", "--all", "--format=%B")]}
    for path, line in _lines_ever_added():
        parts.setdefault(path, []).append(line)
    for path, lines in parts.items():
        (scratch / path).parent.mkdir(parents=True, exist_ok=True)
        (scratch / path).write_text("\n".join(lines), encoding="utf-8")
    return [each for each in found_in(parts, scratch) if not _was_encrypted_by_tests(each)]


def _was_encrypted_by_tests(finding: Finding) -> bool:
    return finding.path.startswith(_STORED_EXAMPLES) and finding.kind.endswith("High Entropy String")


def tree() -> list[str]:
    """Return the files of the project: committed, and about to be."""
    return sorted(
        path for path in _git("ls-files", "-co", "--exclude-standard").splitlines() if (ROOT / path).is_file()
    )


def _lines_ever_added() -> Iterator[tuple[str, str]]:
    path = ""
    for line in _git("log", "--all", "-m", "-p", "-U0", "--no-color", "--no-ext-diff", "--format=").splitlines():
        header = _ADDED_TO.fullmatch(line)
        if header:
            path = header["path"]
        elif line.startswith("+") and path:
            yield path, line[1:]


def _git(*arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode(errors="replace")
