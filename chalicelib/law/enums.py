"""The field's closed lists, shared by every rule."""

from enum import StrEnum


class GradeSpan(StrEnum):
    """The three grade spans of HSC 120335(g); every exemption ends with its span."""

    BIRTH_TO_PRESCHOOL = "birth-preschool"
    TK_TO_6 = "tk-6"
    GRADES_7_TO_12 = "7-12"


class Grade(StrEnum):
    """A pupil's grade as a school records it."""

    INFANT_TODDLER = "infant-toddler"
    PRESCHOOL = "preschool"
    TK = "TK"
    K = "K"
    GRADE_1 = "1"
    GRADE_2 = "2"
    GRADE_3 = "3"
    GRADE_4 = "4"
    GRADE_5 = "5"
    GRADE_6 = "6"
    GRADE_7 = "7"
    GRADE_8 = "8"
    GRADE_9 = "9"
    GRADE_10 = "10"
    GRADE_11 = "11"
    GRADE_12 = "12"
    UNGRADED = "ungraded"


class PrimaryCareKind(StrEnum):
    """Who gives a child primary care, where the issuer of the form does not."""

    PHYSICIAN = "physician"
    OTHER_CLINICIAN = "other_clinician"  # a nurse practitioner or physician assistant: no physician's license
    NO_ONE = "no_one"


class Vaccine(StrEnum):
    """The vaccine groups a form can name, one line each."""

    DTAP = "DTAP"
    TDAP = "TDAP"
    IPV = "IPV"
    MMR = "MMR"
    VAR = "VAR"
    HEPB = "HEPB"
    HIB = "HIB"


class LineKind(StrEnum):
    """Whether one vaccine's exemption is permanent (17 CCR 6051) or temporary (17 CCR 6050)."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"


class LineState(StrEnum):
    """What someone wrote about a line; what time does to it is read, never written."""

    ISSUED = "issued"
    HELD = "held"
    REFUSED = "refused"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class NoticeWay(StrEnum):
    """How a school's written notice reached the parent."""

    BY_HAND = "by-hand"
    EMAIL = "email"
    POST = "post"


class Board(StrEnum):
    """The licensing boards whose licensees may issue a form."""

    MBC = "MBC"
    OMBC = "OMBC"


class Confidence(StrEnum):
    """How sure we are of a fact: read in a source, read second-hand, from memory, or our own choice."""

    READ = "V"
    SECOND_HAND = "P"
    MEMORY = "M"
    RESOLVED = "R"
