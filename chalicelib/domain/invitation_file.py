"""One file of people whom an operator invites to their schools: read, looked over, confirmed, sent by a job.

The record holds no address: the lines stand beside it for as long as the record does (storage/roster_imports)."""

from datetime import timedelta
from typing import Annotated, ClassVar

from chalicelib.domain.confirmed_file import ConfirmedFile
from chalicelib.domain.field_classes import Internal
from chalicelib.domain.record import FrozenModel


class InvitationCounts(FrozenModel):
    """How many lines of the file are what, as of the preview; `left_out`: those that cannot be used."""

    ready: Annotated[int, Internal] = 0
    has_account: Annotated[int, Internal] = 0
    invited: Annotated[int, Internal] = 0
    unknown_number: Annotated[int, Internal] = 0
    left_out: Annotated[int, Internal] = 0


class InvitationFile(ConfirmedFile):
    """A file of invitations; whoever confirmed it must still be an operator when they are sent."""

    record_type: ClassVar[str] = "invitation_file"
    kept: ClassVar[timedelta] = timedelta(days=30)
    """Long enough to see who never came, and to invite them again."""

    counts: InvitationCounts
