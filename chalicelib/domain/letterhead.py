"""What stands on a school's letters to parents whoever prints them: stored once, offered on every letter."""

from typing import Annotated, ClassVar

from chalicelib.domain.field_classes import Internal, Personal, Public, Withheld
from chalicelib.domain.record import VersionedRecord

MAX_ADDRESS_LINES = 4


class SchoolLetterhead(VersionedRecord):
    """A facility's letterhead; its id is that of the facility.

    `name` and `address`: as the school writes them; "" where those of the directory stand. `contact` and `telephone`:
    whom families call. `signer`: the line under the letter, a name with an office.
    """

    record_type: ClassVar[str] = "letterhead"

    facility_id: Annotated[str, Internal]
    name: Annotated[str, Public] = ""
    address: Annotated[str, Public] = ""  # up to four lines
    # Of the school's people, who are reached at work: no part of a child's file.
    telephone: Annotated[str, Personal, Withheld] = ""
    contact: Annotated[str, Personal, Withheld] = ""
    signer: Annotated[str, Personal, Withheld] = ""

    @property
    def address_lines(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.address.splitlines() if line.strip())
