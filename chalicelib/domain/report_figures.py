"""The numbers of the annual report, each a sum over groups of students who are alike in what is reported.

The worksheet of today and a report that was filed ask the same functions. The status of each student is the answer
that the school is given for the student that day (`student_answers`).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.admission_answers import PupilAnswers
from chalicelib.domain.child import same_child_parts
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.school_report import ReportedVaccine, ReportGroup
from chalicelib.domain.student import Situation
from chalicelib.domain.student_answers import answers_by_form, facts_of_student
from chalicelib.law.annual_report import (
    ReportCategory,
    ReportSection,
    VaccineStatus,
    category_of,
    reported_vaccines,
    section_of,
    vaccine_status,
)
from chalicelib.law.enums import Vaccine
from chalicelib.law.grade_spans import Instruction
from chalicelib.law.student_answer import vaccine_answer
from chalicelib.law.verdict import Outcome, Verdict

_AT_HOME = frozenset({Situation.INDEPENDENT_STUDY, Situation.HOME_SCHOOL})
_OTHER_CODES = _AT_HOME | {Situation.SPECIAL_EDUCATION}
_IN_TIME = VaccineStatus.CONDITIONAL
_UNFINISHED = frozenset({ReportCategory.CONDITIONAL, ReportCategory.OVERDUE})


@dataclass(frozen=True)
class Figures:
    """The groups of a worksheet or a filed report, and the sums over them."""

    groups: tuple[ReportGroup, ...]

    @property
    def sections(self) -> tuple[ReportSection, ...]:
        """The parts that have students, in the order of the report."""
        found = {group.section for group in self.groups}
        return tuple(section for section in ReportSection if section in found)

    @property
    def enrolled(self) -> int:
        """The students in the reported grades: all but children under two."""
        return self.count()

    @property
    def complete(self) -> int:
        """Those of them with all required doses."""
        return self.count(category=ReportCategory.ALL_DOSES)

    def select(
        self,
        section: ReportSection | None = None,
        category: ReportCategory | None = None,
        vaccine: Vaccine | None = None,
        status: VaccineStatus | None = None,
    ) -> list[ReportGroup]:
        """Return the groups of a part (None: of all but children under two), a category, and one vaccine's status."""
        return [
            group
            for group in self.groups
            if (group.section is section if section else group.section is not ReportSection.UNDER_TWO)
            and (category is None or group.category is category)
            and (vaccine is None or status is None or group.status_of(vaccine) is status)
        ]

    def count(
        self,
        section: ReportSection | None = None,
        category: ReportCategory | None = None,
        vaccine: Vaccine | None = None,
        status: VaccineStatus | None = None,
    ) -> int:
        """Return how many students `select` finds."""
        return students_in(self.select(section, category, vaccine, status))

    def lacking(self, section: ReportSection, vaccine: Vaccine, *, with_temporary: bool) -> int:
        """Return how many conditional students lack doses of a vaccine, with or without temporary exemptions: 6075(c)
        counts them together, the state's form apart."""
        return sum(
            self.count(section, category, vaccine, status)
            for category, status in (
                (ReportCategory.CONDITIONAL, VaccineStatus.CONDITIONAL),
                *(
                    (ReportCategory.TEMPORARY, status)
                    for status in (VaccineStatus.CONDITIONAL, VaccineStatus.TEMPORARY)
                    if with_temporary
                ),
            )
        )

    def unfinished(self, section: ReportSection, *, with_temporary: bool) -> int:
        """Return the conditional and overdue students of a part, as the audit's share counts them."""
        counted = _UNFINISHED | ({ReportCategory.TEMPORARY} if with_temporary else set())
        return sum(self.count(section, category) for category in counted)

    def without_taught_at_home(self) -> "Figures":
        """Return the figures of those who are taught in a classroom."""
        return Figures(tuple(group for group in self.groups if not group.is_taught_at_home))


def students_in(groups: Iterable[ReportGroup]) -> int:
    return sum(len(group.student_ids) for group in groups)


def groups_of(
    students: Iterable[StudentRow], rows: Iterable[RosterRow], sections: Collection[ReportSection], on: date
) -> tuple[ReportGroup, ...]:
    """Return the students of these parts who are enrolled on a day, those who are alike together."""
    asked = {section: reported_vaccines(section, on) for section in sections}
    reported = [(row, section) for row in students if (section := _section(row, on)) in asked]
    exempted = answers_by_form([row for row, _section in reported], rows, on)
    alike: dict[ReportGroup, list[str]] = defaultdict(list)
    for row, section in reported:
        told = _told(row, exempted.get(row.student_id), asked[section], on)
        alike[_group(row, section, told)].append(row.student_id)
    groups = (group.model_copy(update={"student_ids": tuple(sorted(ids))}) for group, ids in alike.items())
    return tuple(sorted(groups, key=_place))


def exempted_but_not_listed(
    students: Iterable[StudentRow], rows: Iterable[RosterRow], sections: Collection[ReportSection], on: date
) -> list[RosterRow]:
    """Return, of each child in these parts whose exemption the school sees and who is not on its list, the newest
    form: the report would leave such a child out."""
    listed = {same_child_parts(row) for row in students}
    newest: dict[str, RosterRow] = {}
    for row in sorted(rows, key=lambda each: (each.signed_on, each.form_id)):
        newest[row.child_id] = row
    return [
        row
        for row in newest.values()
        if same_child_parts(row) not in listed and section_of(grade_of(row, on), row.birth_date, on) in sections
    ]


def _section(row: StudentRow, on: date) -> ReportSection | None:
    is_enrolled = row.enrolled_on <= on and not row.has_left_by(on)
    return section_of(grade_of(row, on), row.birth_date, on) if is_enrolled else None


def _told(
    row: StudentRow, exempted: PupilAnswers | None, asked: Iterable[Vaccine], on: date
) -> Mapping[Vaccine, Verdict | None]:
    """Return what the school is told of each of these vaccines; None where nothing is known of it.

    Of who is taught at home nothing is required; the report asks for the doses all the same [R].
    """
    if exempted is None:
        facts = facts_of_student(row, on)._replace(instruction=Instruction.SCHOOL_OR_CHILD_CARE, exposures=())
        return {vaccine: vaccine_answer(facts, vaccine, on) for vaccine in asked}
    told = {each.vaccine: each.verdict for each in exempted.answers}
    return {vaccine: told.get(vaccine) for vaccine in asked if vaccine in told or vaccine in exempted.to_check}


def _group(row: StudentRow, section: ReportSection, told: Mapping[Vaccine, Verdict | None]) -> ReportGroup:
    """Return the group of one student, still without ids."""
    statuses = {vaccine: vaccine_status(given) if given else VaccineStatus.OVERDUE for vaccine, given in told.items()}
    situations = frozenset(row.situations)
    is_stayed = any(
        given is not None and given.outcome is Outcome.KEEP_ATTENDING_UNTIL and statuses[vaccine] is _IN_TIME
        for vaccine, given in told.items()
    )
    return ReportGroup(
        section=section,
        category=category_of(statuses.values(), has_other_code=not _OTHER_CODES.isdisjoint(situations)),
        vaccines=tuple(ReportedVaccine(vaccine=vaccine, status=status) for vaccine, status in statuses.items()),
        is_taught_at_home=not _AT_HOME.isdisjoint(situations),
        is_to_check=any(given is None or given.outcome is Outcome.CHECK_RECORD for given in told.values()),
        is_stayed=is_stayed,
        student_ids=(),
    )


def _place(group: ReportGroup) -> tuple[int, int, tuple[str, ...]]:
    sections, categories = list(ReportSection), list(ReportCategory)
    return sections.index(group.section), categories.index(group.category), group.student_ids
