"""A file that was read is kept for its preview, and found again by what is in it; then a person confirms it."""

from collections.abc import Iterable
from typing import TypeVar

from chalicelib.actions.context import Context
from chalicelib.actions.steps import require_unchanged
from chalicelib.domain.action import Action
from chalicelib.domain.confirmed_file import ConfirmedFile
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.results import Done, subject_of
from chalicelib.storage.keys import Key
from chalicelib.storage.roster_imports import file_item, import_of_file, notes_item, progress_item, put_chunks
from chalicelib.storage.unit_of_work import UnitOfWork

_File = TypeVar("_File", bound=ConfirmedFile)


def file_at(ctx: Context, kind: type[_File], place: Key) -> _File | None:
    """Return the file that was read before from the same bytes, as long as it is kept."""
    earlier = ctx.store.find(kind, import_of_file(ctx.store.item(place)))
    return earlier if earlier and earlier.kept_until > ctx.now else None


def keep_file(
    ctx: Context, work: UnitOfWork, file: ConfirmedFile, place: Key, *, notes: FrozenModel, lines: Iterable[str]
) -> None:
    """Keep a new file, its lines and what a person should look at. The act fails where the same bytes were read at the
    same time."""
    item = ctx.store.item(place)
    put_chunks(ctx.store.table, file.id, lines, int(file.kept_until.timestamp()))
    work.create(file)
    work.row(*notes_item(file, notes))
    work.row(*progress_item(file))
    seen = str(item["body"]) if item else ""
    work.row(place, file_item(file), condition="attribute_not_exists(PK) OR body = :seen", values={":seen": seen})


def confirm_file(
    ctx: Context, kind: type[ConfirmedFile], file_id: str, act: Action, expected_version: int | None
) -> Done:
    """Let a file be applied in the name of this person. Raises PortalError FORBIDDEN, NOT_FOUND, CONFLICT (stale,
    confirmed already)."""
    file = ctx.store.get(kind, file_id)
    ctx.require(act)
    require_unchanged(file, expected_version)
    if file.confirmed_at is not None:
        raise PortalError(ErrorKind.CONFLICT, "IMPORT_CONFIRMED")
    work = ctx.unit_of_work(act)
    work.update(file, file.with_changes(confirmed_by=ctx.person.id, confirmed_at=ctx.now))
    return work.commit(subject_of(file))
