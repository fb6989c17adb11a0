"""The clock, the child, the grade, the school."""

from datetime import date, datetime, timedelta
from functools import partial

from chalicelib.actions.requests.change_school import cases_of_child, change_school
from chalicelib.domain.account import Address
from chalicelib.domain.child import Child
from chalicelib.domain.facility import FacilityKind
from chalicelib.law.enrollment import EnrollNow
from chalicelib.law.enums import Grade, GradeSpan
from chalicelib.law.grade_spans import Instruction, exemption_needed, span_of
from tests.acceptance.acts.people import person, school
from tests.acceptance.acts.record import entered_grade
from tests.acceptance.grammar import step
from tests.acceptance.kinds import ValueProblem
from tests.acceptance.story import FormPlan, Story

clock = partial(step, topic="The clock")
child = partial(step, topic="The child and the school")


@clock(
    "[the] (today|date|day|clock) (is|says|shows|reads) {when:when}",
    "it is {when:when}",
    "it is now {when:when}",
    "the clock (is set|moves|is moved) to {when:when}",
    "on {when:when}",
    example="Given today is 2026-11-20",
)
def today_is(story: Story, when: date | datetime) -> None:
    """The California day of all that follows, until another step moves it; 10:00 in the morning without a time."""
    story.move(when)


@clock("{number:number} (day|days) (later|pass|go by|have passed)", example="When 30 days pass")
def days_pass(story: Story, number: int) -> None:
    """The clock moves on by so many calendar days."""
    _pass(story, number, "days")


@clock("{number:number} (minute|minutes) (later|pass|go by|have passed)", example="When 15 minutes pass")
def minutes_pass(story: Story, number: int) -> None:
    """The clock moves on by so many minutes."""
    _pass(story, number, "minutes")


def _pass(story: Story, number: int, unit: str) -> None:
    try:
        story.move(story.clock.now + timedelta(**{unit: number}))
    except OverflowError:
        raise ValueProblem(f"{number} {unit} lead beyond the year 9999.") from None


@child(
    "[the|a] child (is|was) [now] in [grade|the] {grade:grade} [grade] [now] [at {place:place}]",
    "a [grade] {grade:grade} child",
    "a child in [grade] {grade:grade}",
    "the child's grade is {grade:grade}",
    "the child (attends|goes to) [grade] {grade:grade} [at {place:place}]",
    "the child is [still] in [grade] {grade:grade}",
    "the child is a {grade:grade} [child|grader]",
    "the child is {grade:grade}",
    example="Given the child is in grade 6",
)
def is_in_grade(story: Story, grade: Grade, place: str = "") -> None:
    """The grade today. It goes up each July 1 by itself. Without this step the child is in grade 2."""
    if story.kind_of_step != "then":
        story.grade, story.grade_said_on = grade, story.today
    if place:
        story.memory["school"] = place
    assert story.grade_now is grade, f"expected: grade {grade}\ngot: grade {story.grade_now}"


@child("the child is ungraded and {number:number} years old", example="Given the child is ungraded and 12 years old")
def is_ungraded(story: Story, number: int) -> None:
    """A child without a grade: the span goes by age."""
    story.grade, story.grade_said_on = Grade.UNGRADED, story.today
    story.set_age(number)


@child(
    "[the|a] child [was|is|,] born on {date:date}",
    "the child's (birth date|date of birth|birthday) is {date:date}",
    "[the|a] child born {date:date}",
    example="Given the child was born on 2019-03-14",
)
def was_born(story: Story, date: date) -> None:
    """The birth date. Without this step it fits the grade (March 14)."""
    story.born = date


@child(
    "[the|a] child is {number:number} (years old|years of age|years)",
    "[the|a] child is {number:number} years [and] {months:number} months [old]",
    "[the|a] child is {months:number} months old",
    "[a] {number:number} year old child",
    example="Given the child is 13 years and 0 months old",
)
def is_so_old(story: Story, number: int = 0, months: int = 0) -> None:
    """The age today, exactly to the day."""
    story.set_age(number, months)


@child("the child (is called|is named|'s name is) {person:person}", example="Given the child is named Mia")
def is_named(story: Story, person: str) -> None:
    """The first name; Kai without this step."""
    story.first_name = person.split(maxsplit=1)[0]


@child(
    "[there is] (another|a second|a third|a new) child [named {person:person}] [in grade {grade:grade}]",
    "the next form is for another child",
    example="Given another child named Mia in grade 3",
)
def another_child(story: Story, person: str = "", grade: Grade | None = None) -> None:
    """All that follows is about another child of the same parent and school; the forms of the first one stay."""
    count = story.memory["children"] = story.memory.get("children", 0) + 1
    story.first_name = person.split(maxsplit=1)[0] if person else f"{'ABCDEFGHIJ'[count % 10]}delaide"
    story.born, story.plan = None, FormPlan()
    story.grade, story.grade_said_on = grade or Grade.GRADE_2, story.today
    for known in ("child", "request", "draft", "first request"):
        story.memory.pop(known, None)


@child(
    "the child (attends|goes to|is at|is enrolled at|is enrolled in|starts at) {place:place}",
    example="Given the child attends School A",
)
def attends(story: Story, place: str) -> None:
    """The school, by any name; each name is a school of its own in the directory."""
    story.memory["school"], story.enrolled = place, True


@child(
    "the (school|institution|facility) is a {facility:facility} [named {place:place}] [at {text:text}]",
    "the parent chooses a {facility:facility} [named {place:place}] [at {text:text}]",
    "a {facility:facility} is chosen [at {text:text}]",
    "the child (attends|goes to|is in) a {facility:facility} [named {place:place}] [at {text:text}]",
    example='Given the school is a family child care home at "12 Hidden Lane"',
)
def school_is_a(story: Story, facility: FacilityKind, place: str = "", text: str = "") -> None:
    """The kind of the child's school or child care, and its street."""
    name = place or f"The {facility.value.replace('_', ' ')}"
    story.memory["school"] = name
    key = name.casefold().removeprefix("the ")
    story.memory["school kind", key] = facility
    if text:
        story.memory["school facts", key] = {
            "address": Address(street=text.split(",", maxsplit=1)[0], city="Alhambra", zip_code="91803")
        }


@child("the child is not [yet] enrolled [in any school] [yet]", example="Given the child is not enrolled yet")
def is_not_enrolled(story: Story) -> None:
    """No school is named on the request; a form cannot be signed until there is one."""
    story.plan.with_school = story.enrolled = False


@child(
    "the child (moves|changes|transfers|moved) [from {old:place}] to {place:place}",
    "the parent (moves the child|changes the school) [from {old:place}] to {place:place}",
    example="When the child moves from School A to School B",
)
def moves(story: Story, place: str, old: str = "") -> None:
    """The parent names the new school; the forms go along."""
    del old  # it is the child's school already
    story.memory["school before"] = story.memory.get("school", "the school")
    parent, number = person(story, "parent"), school(story, place).id
    record: Child = story.world.ctx().store.get(Child, story.memory["child"])
    ctx = story.world.ctx(parent)
    story.attempt(
        "change of school", lambda: change_school(ctx, record.id, number, cases_of_child(ctx, record.id), None)
    )
    story.memory["school"] = place


@child(
    "the child (is planned|plans|is expected|expects|will|is due|is going) [to] (enter|start|begin|be in|move up to) [grade] {grade:grade} on {date:date}",
    "the [planned] (first day|entry) (in|into) [grade] {grade:grade} is [planned for] {date:date}",
    "the planned first day [in grade {grade:grade}] is {date:date}",
    "(the|a) planned entry (in|into) [grade] {grade:grade} [is] [on] {date:date}",
    example="Given the child plans to enter grade 7 on 2027-08-16",
)
def plans_to_enter(story: Story, date: date, grade: Grade | None = None) -> None:
    """The planned first day. In a later grade span it ends the present span, and a form for that span begins with it."""
    story.next_entry, story.next_grade = date, grade
    if story.plan.for_grade is not None and (
        grade is None or span_of(grade, age_years=11) is story.span(story.plan.for_grade)
    ):
        story.plan.first_day = date


@child(
    "the child (enters|entered|has entered|starts|started|begins|moves up to|advances to) [grade] {grade:grade} [at {place:place}] on {date:date}",
    "the school records [that the child is in|the entry into] [grade] {grade:grade} on {date:date}",
    "the child (enters|starts|moves up to|advances to) [grade] {grade:grade}",
    example="When the child enters grade 7 on 2027-08-16",
)
def enters(story: Story, grade: Grade, date: date | None = None, place: str = "") -> None:
    """The school records the grade on that day; an entry into the next span ends the forms of this one. The clock moves on
    to a day that is still to come."""
    day = date or story.today
    story.move_on(day)
    if place:
        story.memory["school"] = place
    if not story.attempt("the grade on the record", lambda: entered_grade(story, grade, day)).accepted:
        return
    if story.grade_now is not grade:
        story.grade, story.grade_said_on = grade, day


@child(
    "[a|the] child (is taught in|is in|attends) a {instruction:instruction}",
    "the child is in {instruction:instruction}",
    example="Given the child is taught in a home-based private school",
)
def is_taught_in(story: Story, instruction: Instruction) -> None:
    """Where the child is taught: asks whether an exemption is needed at all."""
    story.memory["instruction"] = instruction
    story.ask_law("need of an exemption", exemption_needed(instruction))


@child(
    "a {group:group} (enrolls|is enrolled|comes) [with no record|without records|without a record|with no records]",
    "the child is a {group:group} [with no record|without records]",
    example="When a foster child enrolls with no record",
)
def enrolls_without_records(story: Story, group: EnrollNow) -> None:
    """A child whom the law lets in at once."""
    from chalicelib.law.enrollment import enrol_without_records  # noqa: PLC0415 - beside its only use

    story.ask_law("enrollment", enrol_without_records(group, story.today))


@child(
    "the form is for the {span:span} [span|grade span|grades]",
    "the form is for grades {span:span}",
    "the form is for [grade] {grade:grade}",
    "the exemption is for (grades|the) {span:span} [span|grade span]",
    "the (exemption|request) is for [grade] {grade:grade}",
    "the parent asks for an exemption for grades {span:span}",
    "the parent asks for an exemption for grade {grade:grade}",
    "the parent asks for an exemption for the {span:span} [span|grade span]",
    example="Given the form is for grades 7 to 12",
)
def form_is_for(story: Story, span: GradeSpan | str = "", grade: Grade | None = None) -> None:
    """The grade or span asked for; the present grade without this step."""
    story.plan.for_grade = grade or story.grade_of_span(span)
    if story.next_entry and story.span(story.plan.for_grade) != story.span():
        story.plan.first_day = story.next_entry
