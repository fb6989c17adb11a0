"""What stands beside an import for as long as its record does: the lines of the file, what a person must look at, how
far it is applied. Names of children stand in these values and nowhere in a key; all of it goes with the record."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any, Protocol

from pydantic import TypeAdapter

from chalicelib.domain.field_classes import Internal, Personal
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.roster_import import ImportJob
from chalicelib.rosters.matching import Doubt
from chalicelib.rosters.problems import Problem
from chalicelib.rosters.rows import RosterStudent
from chalicelib.storage import import_keys
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Item, Table

_CHUNK_ROWS, _CHUNK_BYTES = 250, 280_000  # base64 makes four bytes of three; an item can have 400 KB
_MAX_CHUNKS = 500
_ROWS = TypeAdapter(tuple[RosterStudent, ...])


class Kept(Protocol):
    """A record of a file: an import, or an operators' file."""

    @property
    def id(self) -> str: ...
    @property
    def kept_until(self) -> datetime: ...


class Candidate(FrozenModel):
    """A student on the list whom an unsure line may be."""

    student_id: Annotated[str, Internal]
    name: Annotated[str, Personal]
    born: Annotated[str, Personal]  # an ISO date, as in the question


class Question(FrozenModel):
    """An unsure line, and whom it may be."""

    line: Annotated[int, Internal]
    doubt: Annotated[Doubt, Internal]
    name: Annotated[str, Personal]
    born: Annotated[str, Personal]
    candidates: tuple[Candidate, ...]


class ImportNotes(FrozenModel):
    """What a person must look at. `gone`: ids of students whom the file does not name."""

    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    gone: Annotated[tuple[str, ...], Internal] = ()


class ImportProgress(FrozenModel):
    """How far an import is applied: `next_row` is the first line not looked at yet. `not_done`: lines of the file that
    were left out while it was applied, each with a code."""

    next_row: Annotated[int, Internal] = 0
    added: Annotated[int, Internal] = 0
    changed: Annotated[int, Internal] = 0
    unchanged: Annotated[int, Internal] = 0
    not_done: Annotated[tuple[tuple[int, str], ...], Internal] = ()


def fits(row: RosterStudent) -> bool:
    """Return whether a line can be kept: honest ones have a hundredth of the room."""
    return len(_text_of(row)) <= _CHUNK_BYTES


def chunks_of(rows: Iterable[FrozenModel]) -> Iterator[str]:
    """Yield the lines in parts that each fit an item."""
    part: list[bytes] = []
    size = 0
    for row in rows:
        text = _text_of(row)
        if part and (len(part) >= _CHUNK_ROWS or size + len(text) > _CHUNK_BYTES):
            yield _packed(part)
            part, size = [], 0
        part.append(text)
        size += len(text)
    if part:
        yield _packed(part)


def _text_of(row: FrozenModel) -> bytes:
    return row.model_dump_json(exclude_defaults=True).encode()


def _packed(part: list[bytes]) -> str:
    return base64.b64encode(zlib.compress(b"[" + b",".join(part) + b"]")).decode()


def put_chunks(table: Table, import_id: str, chunks: Iterable[str], ttl: int) -> None:
    """Write the lines, before the record that leads to them. Raises PortalError UNAVAILABLE."""
    for number, chunk in enumerate(chunks):
        table.update(
            import_keys.import_chunk(import_id, number),
            "SET #type = :type, body = :body, #ttl = :ttl",
            {":type": "import_chunk", ":body": chunk, ":ttl": ttl},
            names={"#type": "type", "#ttl": "ttl"},
        )


def rows_of(table: Table, job: ImportJob) -> tuple[RosterStudent, ...]:
    """Return the lines of an import in the order of its file. Raises PortalError UNAVAILABLE."""
    return tuple(row for part in parts_of(table, job.id) for row in _ROWS.validate_json(part))


def parts_of(table: Table, file_id: str) -> Iterator[bytes]:
    """Yield the lines of a file as they were written, a few hundred in each JSON list. Raises PortalError
    UNAVAILABLE."""
    for item in table.whole(import_keys.import_partition(file_id), import_keys.CHUNK_PREFIX, ceiling=_MAX_CHUNKS):
        yield zlib.decompress(base64.b64decode(item["body"]))


def notes_item(job: Kept, notes: FrozenModel) -> tuple[Key, Item]:
    body = notes.model_dump_json(exclude_defaults=True)
    return import_keys.import_notes(job.id), {"type": "import_notes", "body": body, "ttl": _ttl(job)}


def read_notes(item: Item | None) -> ImportNotes:
    return ImportNotes.stored(item["body"]) if item else ImportNotes()


def progress_item(job: Kept) -> tuple[Key, Item]:
    """Return the progress of an import that begins."""
    begun: dict[str, Any] = {"next_row": 0, "added": 0, "changed": 0, "unchanged": 0, "not_done": []}
    return import_keys.import_progress(job.id), {"type": "import_progress", **begun, "ttl": _ttl(job)}


def read_progress(item: Item | None) -> ImportProgress:
    if item is None:
        return ImportProgress()
    known = {name: item[name] for name in ImportProgress.model_fields if name != "not_done"}
    not_done = tuple((int(line), str(code)) for line, code in item["not_done"])
    return ImportProgress(not_done=not_done, **known)


def _ttl(job: Kept) -> int:
    return int(job.kept_until.timestamp())


def file_item(job: Kept) -> Item:
    """Return what leads from a file to its import."""
    return {"type": "import_file", "body": json.dumps({"id": job.id}), "ttl": _ttl(job)}


def import_of_file(item: Item | None) -> str:
    """Return the id of the import that a file is, "" for none."""
    return str(json.loads(item["body"])["id"]) if item else ""
