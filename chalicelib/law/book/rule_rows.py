"""What each row of the law's tables says, in English, marked for translation.

A table has one sentence or several; a row takes the first whose cells it fills.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.law.book.holiday_names import HOLIDAY_NAMES
from chalicelib.law.enums import Grade
from chalicelib.law.marking import N_
from chalicelib.law.tables import Row


class RowSentence(NamedTuple):
    """A sentence with the row's cells as placeholders, and the cells that must be filled for it."""

    needs: tuple[str, ...]
    text: str


def _always(text: str) -> tuple[RowSentence, ...]:
    return (RowSentence((), text),)


_DOSE_RULES = (
    RowSentence(
        ("months_to", "antigen"),
        N_("Ages %(months_from)s to %(months_to)s months: %(doses)s %(antigen)s, at age %(each_from_age)s or older."),
    ),
    RowSentence(
        ("months_to", "each_from_age"),
        N_("Ages %(months_from)s to %(months_to)s months: %(doses)s %(vaccine)s, at age %(each_from_age)s or older."),
    ),
    RowSentence(("months_to",), N_("Ages %(months_from)s to %(months_to)s months: %(doses)s %(vaccine)s.")),
    RowSentence(
        ("months_from", "antigen"),
        N_(
            "Child care and preschool from age %(months_from)s months: %(doses)s %(antigen)s, at age "
            "%(each_from_age)s or older."
        ),
    ),
    RowSentence(
        ("months_from", "each_from_age"),
        N_(
            "Child care and preschool from age %(months_from)s months: %(doses)s %(vaccine)s, at age "
            "%(each_from_age)s or older."
        ),
    ),
    RowSentence(
        ("months_from",), N_("Child care and preschool from age %(months_from)s months: %(doses)s %(vaccine)s.")
    ),
    RowSentence(("except_grade",), N_("%(stage)s: %(doses)s %(vaccine)s, but not for grade %(except_grade)s.")),
    RowSentence(
        ("one_of",),
        N_("%(stage)s: %(doses)s %(vaccine)s, if one dose of %(one_of)s was given at age %(one_from_age)s or older."),
    ),
    RowSentence(
        ("one_from_age",),
        N_("%(stage)s: %(doses)s %(vaccine)s, if one dose was given at age %(one_from_age)s or older."),
    ),
    RowSentence(("antigen",), N_("%(stage)s: %(doses)s %(antigen)s, each at age %(each_from_age)s or older.")),
    RowSentence(("each_from_age",), N_("%(stage)s: %(doses)s %(vaccine)s at age %(each_from_age)s or older.")),
    RowSentence((), N_("%(stage)s: %(doses)s %(vaccine)s.")),
)

_CONDITIONAL_DOSES = (
    RowSentence(
        ("months_after_first",),
        N_(
            "%(stage)s, %(vaccine)s dose %(dose)s: from %(earliest_weeks)s weeks after the dose before and "
            "%(months_after_first)s months after dose 1; kept out after %(by_months)s months."
        ),
    ),
    RowSentence(
        ("age_from",),
        N_(
            "%(stage)s, %(vaccine)s dose %(dose)s, age %(age_from)s or older: from %(earliest_weeks)s weeks after the "
            "dose before; kept out after %(by_weeks)s weeks."
        ),
    ),
    RowSentence(
        ("age_under",),
        N_(
            "%(stage)s, %(vaccine)s dose %(dose)s, under age %(age_under)s: from %(earliest_months)s months after the "
            "dose before; kept out after %(by_months)s months."
        ),
    ),
    RowSentence(
        ("final",),
        N_(
            "%(stage)s, %(vaccine)s dose %(dose)s as the last one needed: from %(earliest_months)s months after the "
            "dose before; kept out after %(by_months)s months."
        ),
    ),
    RowSentence(
        ("earliest_weeks", "by_weeks"),
        N_(
            "%(stage)s, %(vaccine)s dose %(dose)s: from %(earliest_weeks)s weeks after the dose before; "
            "kept out after %(by_weeks)s weeks."
        ),
    ),
    RowSentence(
        ("earliest_weeks",),
        N_(
            "%(stage)s, %(vaccine)s dose %(dose)s: from %(earliest_weeks)s weeks after the dose before; "
            "kept out after %(by_months)s months."
        ),
    ),
    RowSentence(
        (),
        N_(
            "%(stage)s, %(vaccine)s dose %(dose)s: from %(earliest_months)s months after the dose before; "
            "kept out after %(by_months)s months."
        ),
    ),
)

ROW_SENTENCES: Mapping[str, tuple[RowSentence, ...]] = MappingProxyType(
    {
        "court_holidays": _always(N_("%(name)s, %(holiday)s: the courts observe it on %(date)s.")),
        "criteria_sets": _always(N_("%(id)s: %(sources)s.")),
        "assumed_calendar": (
            RowSentence(("label",), N_("In the assumed school calendar, there is no school: %(label)s.")),
            RowSentence((), N_("In the assumed school calendar, the %(part)s is month %(month)s, day %(day)s.")),
        ),
        "conditional_doses": _CONDITIONAL_DOSES,
        "dca_status": _always(N_("License status %(code)s (%(level)s), %(label)s: %(action)s.")),
        "dose_kinds": (
            RowSentence(
                ("from_age", "at_most"),
                N_("%(kind)s counts toward %(vaccine)s from age %(from_age)s, %(at_most)s doses at most."),
            ),
            RowSentence(("from_age",), N_("%(kind)s counts toward %(vaccine)s from age %(from_age)s.")),
            RowSentence(("at_most",), N_("At most %(at_most)s doses of %(kind)s count toward %(vaccine)s.")),
            RowSentence((), N_("%(kind)s counts toward %(vaccine)s.")),
        ),
        "dose_rules": _DOSE_RULES,
        "enrollment": _always(N_("Enrolled right away: %(group)s.")),
        "holiday_rules": _always(N_("Holiday: %(name)s.")),
        "license_types": _always(N_("%(board)s: %(note)s.")),
        "listed_diseases": _always(N_("Named in the law: %(disease)s.")),
        "lunar_holidays": _always(N_("Holiday: %(name)s on %(date)s.")),
        "medical_reasons": (
            RowSentence(("wait_months",), N_("%(category)s: %(label)s. Suggested wait: %(wait_months)s months.")),
            RowSentence((), N_("%(category)s: %(label)s.")),
        ),
        "report_due": _always(N_("The annual report was or is due by %(date)s.")),
        "report_vaccines": _always(N_("Annual report, %(section)s: %(vaccines)s.")),
        "reporters": (
            RowSentence(("grades",), N_("%(institution)s: files the annual report for %(grades)s.")),
            RowSentence((), N_("%(institution)s: files no annual report.")),
        ),
        "span_vaccines": _always(N_("A form for %(span)s may name %(vaccine)s.")),
        "stay_away": (
            RowSentence(
                ("days",),
                N_("After an exposure to %(disease)s: usually %(days)s days, counted from the %(counted_from)s."),
            ),
            RowSentence((), N_("After an exposure to %(disease)s: no usual time. The health officer decides.")),
        ),
        "vaccine_products": _always(N_("Product %(cvx)s, %(name)s: %(kinds)s.")),
    }
)

_DOSE_KIND_NAMES = {
    "DTAP": "DTaP",
    "TDAP": "Tdap",
    "TD": "Td",
    "DT": "DT",
    "TT": "TT",
    "IPV": N_("polio"),
    "MEASLES": N_("measles"),
    "MUMPS": N_("mumps"),
    "RUBELLA": N_("rubella"),
    "VAR": N_("varicella"),
    "HEPB": N_("hepatitis B"),
    "HIB": "Hib",
}

_GRADE_NAMES: dict[str, str] = {
    Grade.PRESCHOOL: N_("children of ages 2 to 5"),
    Grade.TK: N_("transitional kindergarten"),
    Grade.K: N_("kindergarten"),
    Grade.GRADE_1: N_("grade 1"),
    Grade.GRADE_7: N_("grade 7"),
    Grade.GRADE_8: N_("grade 8"),
    Grade.UNGRADED: N_("ungraded classes"),
}

_DISEASES = (
    N_("diphtheria"),
    N_("hepatitis B"),
    N_("Haemophilus influenzae type b"),
    N_("measles"),
    N_("mumps"),
    N_("pertussis"),
    N_("poliomyelitis"),
    N_("rubella"),
    N_("tetanus"),
    N_("varicella"),
)

CELL_NAMES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("part", "first_day"): N_("first day"),
        ("part", "last_day"): N_("last day"),
        ("label", "Independence Day"): N_("Independence Day"),
        ("label", "Labor Day"): N_("Labor Day"),
        ("label", "Veterans Day"): N_("Veterans Day"),
        ("label", "Thanksgiving Day"): N_("Thanksgiving Day"),
        ("label", "Christmas Day"): N_("Christmas Day"),
        ("label", "New Year's Day"): N_("New Year's Day"),
        ("label", "Martin Luther King Jr. Day"): N_("Martin Luther King Jr. Day"),
        ("label", "Lincoln Day"): N_("Lincoln Day"),
        ("label", "Washington Day"): N_("Washington Day"),
        ("label", "Memorial Day"): N_("Memorial Day"),
        ("label", "Thanksgiving recess"): N_("Thanksgiving recess"),
        ("label", "Winter recess"): N_("Winter recess"),
        ("label", "Spring recess"): N_("Spring recess"),
        ("counted_from", "last exposure"): N_("last exposure"),
        ("counted_from", "last case"): N_("last case"),
        ("stage", "pre-kindergarten"): N_("Child care and preschool"),
        ("stage", "tk-12-admission"): N_("Admission to TK through grade 12"),
        ("stage", "7-12-admission"): N_("Admission to grades 7 to 12"),
        ("stage", "grade-7-advancement"): N_("Moving up to grade 7"),
        ("stage", "tk-12"): N_("TK through grade 12"),
        ("antigen", "MEASLES"): N_("measles"),
        ("antigen", "MUMPS"): N_("mumps"),
        ("antigen", "RUBELLA"): N_("rubella"),
        ("action", "may_issue"): N_("may issue"),
        ("action", "may_issue_flag"): N_("may issue, marked for the state"),
        ("action", "block"): N_("cannot issue"),
        ("action", "hold"): N_("on hold until the state has looked at it"),
        ("action", "info"): N_("no effect"),
        ("action", "info_discipline"): N_("no effect; counts as discipline for exemptions before 2020"),
        ("category", "contraindication"): N_("Contraindication"),
        ("category", "precaution"): N_("Precaution"),
        ("category", "documented_immunity"): N_("Documented immunity"),
        ("category", "other_standard_of_care"): N_("Standard of care"),
        ("category", "product"): N_("About a combined vaccine only"),
        ("category", "not_a_reason"): N_("Not a reason"),
        ("group", "foster"): N_("foster children"),
        ("group", "homeless"): N_("children without a home"),
        ("group", "military"): N_("children of military families"),
        ("section", "pre-kindergarten"): N_("ages 2 to 5"),
        ("section", "kindergarten"): N_("TK and kindergarten"),
        ("section", "grade-7"): N_("grade 7"),
        ("institution", "school"): N_("School"),
        ("institution", "child-care-center"): N_("Child care center"),
        ("institution", "infant-only-center"): N_("Infant center"),
        ("institution", "family-child-care-home"): N_("Family child care home"),
        ("institution", "home-based-private-school"): N_("Home-based private school"),
        ("level", "primary"): N_("main status"),
        ("level", "secondary"): N_("added status"),
        ("note", "Physician and Surgeon A, C, G; FE is taken as a fee-exempt form of the same rank"): N_(
            "license numbers that begin with A, C, or G, with or without FE"
        ),
        ("note", "type code from a single source"): N_("license numbers that begin with 20A"),
        ("note", "training licenses and special faculty permits are no full certificates"): N_(
            "training licenses and special faculty permits are not full licenses"
        ),
        ("note", "training licenses are no full certificates"): N_("training licenses are not full licenses"),
        **{("kind", kind): name for kind, name in _DOSE_KIND_NAMES.items()},
        **{("disease", disease): disease for disease in _DISEASES},
        **{("name", name): shown for name, shown in HOLIDAY_NAMES.items()},
    }
)

PART_NAMES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "grades": _GRADE_NAMES,
        "kinds": _DOSE_KIND_NAMES,
        "one_of": _DOSE_KIND_NAMES,
        "vaccines": {name: _DOSE_KIND_NAMES[name] for name in ("DTAP", "TDAP", "IPV", "VAR", "HEPB", "HIB")},
        "sources": {
            "ACIP as of 2025-01-01 as modified by CDPH": N_(
                "ACIP as of January 1, 2025, as changed by the California Department of Public Health"
            ),
            "standard of care": N_("standard of care"),
        },
    }
)
"""The names of the parts of a cell that lists several, parted by semicolons; a part without a name is its own."""


def sentence_of(table: str, row: Row) -> str:
    """Return the sentence of a row: the first whose cells are filled. Raises KeyError for a table without sentences."""
    return next(each.text for each in ROW_SENTENCES[table] if all(row[cell] for cell in each.needs))
