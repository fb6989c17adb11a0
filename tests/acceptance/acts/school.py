"""What a school is told of the story's child: the portal's reading, with what the school alone knows laid over it."""

from datetime import date

from chalicelib.domain.admission_answers import FormLine, PupilAnswers, VaccineAnswer, answers_for_pupils
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.roster import RosterRow
from chalicelib.domain.student_facts import line_facts
from chalicelib.law import admission
from chalicelib.law.admission import AdmissionFacts, EffectiveStatus
from chalicelib.law.calendar import day_after
from chalicelib.law.duration import LineFacts, end_of_line
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.exposure import Exposure
from chalicelib.law.grandfathering import OlderExemption, line_of, older_exemption
from chalicelib.law.student_answer import StudentFacts, vaccine_answer
from chalicelib.law.verdict import Verdict
from tests.acceptance.acts.people import school
from tests.acceptance.acts.record import record_doses
from tests.acceptance.story import Story


def rows(story: Story, name: str = "") -> list[RosterRow]:
    """The forms of the story's child that this school sees."""
    if "child" not in story.memory:
        return []
    seen = story.world.ctx().store.school_list(school(story, name).id, story.world.ctx().keyed_hash).forms
    return [row for row in seen if row.child_id == story.memory["child"]]


def pupil(story: Story, name: str = "") -> PupilAnswers | None:
    """The child on the school's list, as the portal answers; None where the school does not see it."""
    listed = answers_for_pupils(rows(story, name), story.today)
    return listed[0] if listed else None


def answer(story: Story, vaccine: Vaccine) -> Verdict:
    """What the school does about one vaccine today."""
    paper: OlderExemption | None = story.memory.get("paper")
    if paper is not None:
        return _answer_to_paper(story, paper)
    if (known := told(story, vaccine)) is not None:
        return known
    story.note_law()
    return vaccine_answer(_facts(story, vaccine, _given(story, vaccine)), vaccine, story.today)


def told(story: Story, vaccine: Vaccine) -> Verdict | None:
    """What the portal tells the school of one vaccine today; None where it has no such student, or the story knows
    more than the portal."""
    knows_more = _school_knows_more(story)
    given = _given(story, vaccine)
    return None if given is None or knows_more else given.verdict


def _given(story: Story, vaccine: Vaccine) -> VaccineAnswer | None:
    listed = pupil(story)
    return next((each for each in listed.answers if each.vaccine == vaccine), None) if listed else None


def strictest(story: Story) -> Verdict:
    """The child's answer: the strictest of all vaccines'."""
    if story.memory.get("paper"):
        return _answer_to_paper(story, story.memory["paper"])
    listed = pupil(story)
    vaccines = [each.vaccine for each in listed.answers] if listed else []
    if not vaccines:
        story.note_law()
        return vaccine_answer(_facts(story, Vaccine.MMR, None), Vaccine.MMR, story.today)
    exposed = [Vaccine.MMR] if story.exposed_since and Vaccine.MMR not in vaccines else []
    vaccines += exposed
    return admission.strictest(answer(story, vaccine) for vaccine in vaccines)


def _school_knows_more(story: Story) -> bool:
    """Whether the story tells what the portal has no record of."""
    return bool(
        record_doses(story) or story.exposed_since or story.notice_given_on or story.told_of_end or not story.enrolled
    )


def _facts(story: Story, vaccine: Vaccine, given: VaccineAnswer | None) -> StudentFacts:
    return _student(story, vaccine, _line_facts(story, given.exempted if given else None))


def _student(story: Story, vaccine: Vaccine, line: AdmissionFacts) -> StudentFacts:
    exposures = (Exposure("measles", story.exposed_since),) if story.exposed_since else ()
    return StudentFacts(story.pupil, {vaccine: line}, exposures=exposures)


def _line_facts(story: Story, exempted: FormLine | None) -> AdmissionFacts:
    known = AdmissionFacts(None)
    if exempted:
        row, line = exempted.row, exempted.line
        known = line_facts(row, line, line.revoked_on, line.appeal)
    return known._replace(
        enrolled=story.enrolled,
        told_of_end=story.told_of_end,
        notice=story.notice,
        next_school_day=_next_school_day(story, known.line) if known.line else None,
    )


def _next_school_day(story: Story, line: LineFacts) -> date | None:
    """The first day of school after the line's end, where the story says on which days there is none."""
    end = end_of_line(line.expiry, line.next_span_entry)
    return story.school_calendar.next_school_day(day_after(end)) if end and story.closures else None


def _answer_to_paper(story: Story, paper: OlderExemption) -> Verdict:
    story.note_law()
    revoked: date | None = story.memory.get("paper revoked")
    if revoked is None and story.exposed_since is None:
        return older_exemption(paper, story.today)
    state = LineState.REVOKED if revoked else LineState.ISSUED
    line = AdmissionFacts(state, line=line_of(paper), revoked_on=revoked)
    return vaccine_answer(_student(story, Vaccine.MMR, line), Vaccine.MMR, story.today)


def effective_status(story: Story, name: str, vaccine: Vaccine | None, which: int | None) -> dict[str, str]:
    """What each line of the chosen form reads today: valid, expired, ..., or its written state."""
    from tests.acceptance.acts.cases import form  # noqa: PLC0415 - the cases stand on the schools' answers

    chosen = form(story, which, vaccine)
    assert vaccine is None or chosen.line(vaccine), f"The form names no {vaccine}."
    found = {}
    for line in chosen.lines:
        if vaccine in {None, line.vaccine}:
            now = reading_of(chosen, line, story.today)
            state = (
                "reinstated"
                if line.state == LineState.ISSUED
                and line.revocation
                and now is EffectiveStatus.VALID
                and name == "reinstated"
                else now or line.state
            )
            found[line.vaccine.value] = str(state)
    return found
