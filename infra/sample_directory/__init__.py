"""The sample directory of the local run: invented schools and child care, in the state's file shapes."""

from chalicelib.actions.facilities.import_directory import CHILD_CARE, PRIVATE_SCHOOLS, PUBLIC_SCHOOLS
from chalicelib.directory.child_care import read_child_care
from chalicelib.directory.rows import ParsedDirectory
from chalicelib.directory.schools import read_schools
from chalicelib.domain.facility import FacilityKind
from infra.sample_directory.generate import sample_files

_NAMES = {PUBLIC_SCHOOLS: "pubschls.txt", PRIVATE_SCHOOLS: "private_schools.txt", CHILD_CARE: "child_care.txt"}


def sample_contents() -> dict[str, bytes]:
    """Each file's content by its source, as the import takes them."""
    files = sample_files()
    return {source: files[name].encode() for source, name in _NAMES.items()}


def read_sample() -> tuple[ParsedDirectory, ...]:
    """Public schools, private schools, child care."""
    contents = sample_contents()
    return (
        read_schools(contents[PUBLIC_SCHOOLS]),
        read_schools(contents[PRIVATE_SCHOOLS], FacilityKind.PRIVATE_SCHOOL),
        read_child_care(contents[CHILD_CARE]),
    )
