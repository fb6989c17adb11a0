"""Places where an operator invites the people of many schools by one file."""

from chalicelib.actions.invitations.start_invitations import confirm_invitations, start_invitations
from chalicelib.domain.account import Role
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.rosters.invitations import read_invitations
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place

FILE = "/operators/invitations/{file_id}"
HEADER = "email,school_number,part"


def invitations_of(world: World, *lines: str) -> str:
    """A file of invitations that waits for its confirmation; its id."""
    content = "\n".join((HEADER, *lines, "")).encode()
    return start_invitations(world.ctx(world.default_user(Role.OPERATOR)), read_invitations(content)).subject.id


def sent_invitations(world: World, *lines: str) -> str:
    """A file of invitations that are sent; its id."""
    file_id = invitations_of(world, *lines)
    confirm_invitations(world.ctx(world.default_user(Role.OPERATOR)), file_id, None)
    apply_imports(world.clock)
    return file_id


def _line(world: World) -> str:
    """A person whom no other place invites, at the default school."""
    return f"newcomer.{world.next()}@mail.example,{world.facility().id},"


@place("/operators/invite/schools")
def _upload(world: World) -> Here:
    return Here(world.default_user(Role.OPERATOR), answers={"text": f"{HEADER}\n{_line(world)}\n"})


@place(FILE)
def _file(world: World) -> Here:
    file_id = invitations_of(world, _line(world), f"broken,{SCHOOL_ID},")
    return Here(world.default_user(Role.OPERATOR), {"file_id": file_id})


@place(f"{FILE}/people")
def _people(world: World) -> Here:
    file_id = sent_invitations(world, _line(world))
    world.clock.advance(days=8)
    return Here(world.default_user(Role.OPERATOR), {"file_id": file_id}, {"again": ["a" * 26]})
