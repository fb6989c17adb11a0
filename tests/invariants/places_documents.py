"""Places where documents are handed in and read."""

from chalicelib import wiring
from chalicelib.actions.documents.add_document import add_document
from chalicelib.actions.documents.document_step import load_step
from chalicelib.actions.documents.take_in_document import CLEAN, take_in_document
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.request import RequestState
from tests.builders import World
from tests.document_files import DocumentFiles, pdf
from tests.invariants.places import Here, place

AT = "/documents/{place}/{owner_id}"
ONE = f"{AT}/{{document_id}}"
ANSWERS = {"title": "Allergist's letter"}


def announced_document(world: World, *, arrives: bool, child: Child | None = None) -> dict[str, str]:
    """A parent's document of a request; its ids. `arrives`: it was checked and is kept."""
    request = world.request(RequestState.SUBMITTED, child=child)
    ids = {"place": "request", "owner_id": request.id}
    ctx = world.ctx(world.default_user(Role.PARENT))
    done = add_document(ctx, load_step(ctx, Action.ADD_DOCUMENT, ids), ANSWERS["title"])
    files = wiring.services().documents
    if arrives and isinstance(files, DocumentFiles):
        files.incoming[done.subject.id] = pdf()
        take_in_document(world.ctx(), done.subject.id, CLEAN)
    return {**ids, "document_id": done.subject.id}


@place(AT, f"{ONE}/remove", f"{ONE}/open")
def _kept_document(world: World) -> Here:
    return Here(world.default_user(Role.PARENT), announced_document(world, arrives=True))


@place(f"{ONE}/send")
def _awaited_document(world: World) -> Here:
    return Here(world.default_user(Role.PARENT), announced_document(world, arrives=False))


@place(f"{AT}/add")
def _add_document(world: World) -> Here:
    ids = announced_document(world, arrives=True)
    return Here(world.default_user(Role.PARENT), ids, ANSWERS)
