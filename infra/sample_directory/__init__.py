"""The sample directory of the local run: invented schools and child care, in the state's file shapes."""

from pathlib import Path

from chalicelib.directory.child_care import read_child_care
from chalicelib.directory.rows import ParsedDirectory
from chalicelib.directory.schools import read_schools
from chalicelib.domain.facility import FacilityKind

FOLDER = Path(__file__).parent


def read_sample() -> tuple[ParsedDirectory, ...]:
    """Public schools, private schools, child care, read from the files of this folder."""
    return (
        read_schools((FOLDER / "pubschls.txt").read_bytes()),
        read_schools((FOLDER / "private_schools.txt").read_bytes(), FacilityKind.PRIVATE_SCHOOL),
        read_child_care((FOLDER / "child_care.txt").read_bytes()),
    )
