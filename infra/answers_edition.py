"""The edition of the rules by which a school's list is answered: a hash over what an answer is made of. Written by
`python -m infra.docs`; a test holds that it is fresh."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from chalicelib.domain import answers_edition

_HERE = Path(answers_edition.__file__)
_LAW = _HERE.parent.parent / "law"
_ASKED = ("answer_days", "effective_status", "roster_answers", "roster_lines", "student_answers", "student_facts")


def edition() -> str:
    """Return what the constant must say: a change of any rule, table or reading gives another one."""
    read = sha256()
    for path in sorted(_sources()):
        read.update(path.name.encode())
        read.update(path.read_bytes())
    return read.hexdigest()[:7]


def _sources() -> Iterator[Path]:
    yield from _LAW.glob("*.py")
    yield from (_LAW / "tables").glob("*.csv")
    yield from (_HERE.parent / f"{name}.py" for name in _ASKED)


def write() -> None:
    """Write the constant where it is stale."""
    text = _HERE.read_text()
    fresh = re.sub(r'^EDITION = ".*"$', f'EDITION = "{edition()}"', text, flags=re.MULTILINE)
    if fresh != text:
        _HERE.write_text(fresh)
        print("wrote chalicelib/domain/answers_edition.py")
