"""Places where an operator loads the reports that the state publishes of schools."""

from chalicelib.actions.published_reports.start_published import confirm_published, start_published
from chalicelib.domain.account import Role
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.law.annual_report import ReportSection
from chalicelib.rosters.published_reports import read_published
from tests.builders import World
from tests.invariants.places import Here, place

FILE = "/operators/reports/{file_id}"
HEADER = "school_code,reported,enrollment,count,percent"
YEAR = 2026
KINDERGARTEN, SEVENTH = ReportSection.KINDERGARTEN, ReportSection.GRADE_7


def published_text(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join((header, *lines, "")).encode()


def published_file(
    world: World, *lines: str, year: int = YEAR, section: ReportSection = KINDERGARTEN, header: str = HEADER
) -> str:
    """A published file that waits for its confirmation; its id."""
    parsed = read_published(published_text(*lines, header=header), year, section)
    return start_published(world.ctx(world.default_user(Role.OPERATOR)), parsed).subject.id


def confirmed_published(
    world: World, *lines: str, year: int = YEAR, section: ReportSection = KINDERGARTEN, header: str = HEADER
) -> str:
    """A published file that is confirmed and not applied yet; its id."""
    file_id = published_file(world, *lines, year=year, section=section, header=header)
    confirm_published(world.ctx(world.default_user(Role.OPERATOR)), file_id, None)
    return file_id


def applied_published(
    world: World, *lines: str, year: int = YEAR, section: ReportSection = KINDERGARTEN, header: str = HEADER
) -> str:
    """A published file that is applied; its id."""
    file_id = confirmed_published(world, *lines, year=year, section=section, header=header)
    apply_imports(world.clock)
    return file_id


def _line(world: World) -> str:
    """A school below 95 percent, in a line that no other place has."""
    return f"{world.facility().id},Y,{1000 + world.next()},900,"


@place("/operators/reports")
def _upload(world: World) -> Here:
    text = published_text(_line(world)).decode()
    answers = {"year": str(YEAR), "section": KINDERGARTEN.value, "text": text}
    return Here(world.default_user(Role.OPERATOR), answers=answers)


@place(FILE)
def _file(world: World) -> Here:
    file_id = published_file(world, _line(world), "broken,Y,20,19,")
    return Here(world.default_user(Role.OPERATOR), {"file_id": file_id})
