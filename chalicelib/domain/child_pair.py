"""Two children's records that may be one child: the same name and birth date (lifecycle H8). State staff look at both
and say which it is. Nothing is merged, nothing is refused for it, and no parent or physician sees it."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from chalicelib.domain.field_classes import FieldClass, Internal
from chalicelib.domain.record import VersionedRecord


class PairState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class PairAnswer(StrEnum):
    """What state staff found."""

    TWO_CHILDREN = "two_children"
    SAME_CHILD = "same_child"


class ChildPair(VersionedRecord):
    """An entry of the state's list "same child?". It holds ids alone: the forms say who the children are.

    `first_form_id`: a form of the child that was known; `second_form_id`: the form whose signing made the match.
    """

    field_class: ClassVar[FieldClass | None] = Internal

    record_type: ClassVar[str] = "child_pair"

    state: PairState
    opened_on: date
    first_child_id: str
    first_form_id: str
    second_child_id: str
    second_form_id: str
    answer: PairAnswer | None = None
    answered_by: str = ""
    answered_on: date | None = None
