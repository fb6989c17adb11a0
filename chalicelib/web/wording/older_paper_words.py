"""What the school's pages call older exemptions on paper."""

from collections.abc import Mapping

from chalicelib.law.enums import GradeSpan
from chalicelib.law.grandfathering import OlderPaper
from chalicelib.law.marking import N_

PAPERS: Mapping[OlderPaper, str] = {
    OlderPaper.PHYSICIAN_LETTER: N_("A physician's letter from before 2021"),
    OlderPaper.PERSONAL_BELIEFS: N_("A personal belief exemption filed in California before 2016"),
}

SPANS_THEN: Mapping[GradeSpan, str] = {
    GradeSpan.BIRTH_TO_PRESCHOOL: N_("Child care or preschool"),
    GradeSpan.TK_TO_6: N_("Transitional kindergarten to grade 6"),
    GradeSpan.GRADES_7_TO_12: N_("Grades 7 to 12"),
}

COUNTS_UNTIL: Mapping[GradeSpan, str] = {
    GradeSpan.BIRTH_TO_PRESCHOOL: N_("Valid until kindergarten or transitional kindergarten starts"),
    GradeSpan.TK_TO_6: N_("Valid until grade 7 starts"),
    GradeSpan.GRADES_7_TO_12: N_("Valid until the end of school or the 18th birthday"),
}
"""The event that ends a paper, by the grade span in which it was given."""
