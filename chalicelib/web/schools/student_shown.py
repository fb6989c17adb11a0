"""A student's page in the words of the office: each vaccine with its answer, the dose grid, and what to look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.admission_answers import VaccineAnswer
from chalicelib.domain.dose_grid import FORM_ROWS, GRID_COLUMNS, doses_by_row
from chalicelib.domain.effective_status import last_day_of
from chalicelib.domain.parent_letters import Addressee, DoseNeeded, doses_needed
from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.admission import answer_date
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.grandfathering import BY_OLDER_PAPER
from chalicelib.law.marking import N_
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict
from chalicelib.rosters.card import asked_of_record
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.schools.shown import ANSWERS, said
from chalicelib.web.wording.card_words import CARD_QUESTIONS
from chalicelib.web.wording.names import SHOTS, VACCINES
from chalicelib.web.wording.roster_words import SHORT_VACCINES
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

_DUE = frozenset({Outcome.EXCLUDE_FROM, Outcome.NOT_AN_EXEMPTION})


@dataclass(frozen=True)
class VaccineRow:
    """One vaccine: today's answer, the exemption with what became of it, and what is due."""

    short: str
    vaccine: str
    answer: str
    mark: str
    exemption: str
    due: str
    reasons: list[ShownReason]


@dataclass(frozen=True)
class GridCell:
    """One box of the dose grid. `kind`: "given", "due", "missing", "na" (no dose is asked for) or ""."""

    kind: str
    text: str = ""


@dataclass(frozen=True)
class GridRow:
    vaccine: str
    cells: list[GridCell]
    further: list[str]
    exemption: str


@dataclass(frozen=True)
class FlaggedDose:
    """A dose that a person should look at, and why."""

    dose: str
    sentence: str


def vaccine_rows(page_request: PageRequest, to: Addressee) -> list[VaccineRow]:
    """The vaccines that are required, exempted or on record, in the usual order."""
    shown = [vaccine for vaccine in Vaccine if vaccine in to.verdicts or vaccine in to.to_check]
    return [_vaccine_row(page_request, to, vaccine) for vaccine in shown]


def _vaccine_row(page_request: PageRequest, to: Addressee, vaccine: Vaccine) -> VaccineRow:
    given = to.verdicts.get(vaccine)
    names = page_request.translate(SHORT_VACCINES[vaccine]), page_request.translate(VACCINES[vaccine])
    exemption = exemption_words(page_request, _answers(to).get(vaccine), page_request.ctx.on)
    if given is None or vaccine in to.to_check:
        check, no_record = (
            page_request.translate(N_("Check the record")),
            page_request.translate(N_("no shot on record")),
        )
        return VaccineRow(*names, check, "info", exemption, no_record, [])
    if not BY_OLDER_PAPER.isdisjoint(given.codes):
        exemption = page_request.translate(N_("Older exemption on paper"))
    answer, mark = said(page_request, given)
    due, has_day = _due_words(page_request, to, vaccine, given)
    if has_day:  # the day stands beside it
        answer = page_request.translate(ANSWERS[given.outcome][0])
    return VaccineRow(*names, answer, mark, exemption, due, list(shown_reasons(page_request, given)))


def is_exempt(to: Addressee) -> bool:
    """Whether an exemption is valid today."""
    return any(each.is_in_force for each in _answers(to).values())


def _answers(to: Addressee) -> dict[Vaccine, VaccineAnswer]:
    return {each.vaccine: each for each in to.pupil.answers} if to.pupil else {}


def exemption_words(page_request: PageRequest, given: VaccineAnswer | None, on: date) -> str:
    """An exemption in force by its kind; one that is not, by what ended it. Nothing where no form names the vaccine."""
    if given is None or given.exempted is None:
        return ""
    line = given.exempted.line
    if given.exempted.is_in_force(on):
        if line.kind is LineKind.PERMANENT:
            return page_request.translate(N_("Permanent"))
        return page_request.translate(N_("Temporary, last day %(day)s"), day=given.last_day)
    if line.state is LineState.REVOKED and line.revoked_on:
        return page_request.translate(N_("Stopped by the state on %(day)s"), day=line.revoked_on)
    ended = last_day_of(given.exempted.row, line)
    if ended and ended < on:
        return page_request.translate(N_("Ended on %(day)s"), day=ended)
    return page_request.translate(N_("Not valid today"))


def _due_words(page_request: PageRequest, to: Addressee, vaccine: Vaccine, given: Verdict) -> tuple[str, bool]:
    """What is due, and whether it names the day of the answer."""
    needed = _needed(to, vaccine, given, page_request.ctx.on)
    if needed is None:
        complete = ReasonCode.DOSES_COMPLETE in given.codes
        return (page_request.translate(N_("all doses")) if complete else ""), False
    due = answer_date(given)
    if given.outcome in _DUE or due is None:
        return page_request.translate(N_("%(missing)s missing"), missing=needed.missing), False
    return page_request.translate(N_("next dose by %(day)s"), day=due), True


def _needed(to: Addressee, vaccine: Vaccine, given: Verdict, on: date) -> DoseNeeded | None:
    """What is missing of a vaccine that no exemption covers today; None where nothing is."""
    if given.outcome is Outcome.ADMIT or ReasonCode.EXEMPT_TEMPORARY in given.codes:
        return None
    (needed,) = doses_needed(to, [vaccine], on)
    return needed


def grid_rows(page_request: PageRequest, to: Addressee) -> list[GridRow]:
    """The rows of the Blue Card: the doses on record, then the next one and what else is missing."""
    on_record, _ = doses_by_row(to.record.doses, to.known.birth_date)
    return [_grid_row(page_request, to, vaccine, on_record[vaccine]) for vaccine in FORM_ROWS]


def _grid_row(page_request: PageRequest, to: Addressee, vaccine: Vaccine, doses: Sequence[RecordedDose]) -> GridRow:
    given = to.verdicts.get(vaccine)
    needed = _needed(to, vaccine, given, page_request.ctx.on) if given else None
    days = [_short_day(page_request, dose) for dose in doses]
    cells = [GridCell("given", day) for day in days[:GRID_COLUMNS]]
    if needed and given and vaccine not in to.to_check:
        cells.append(GridCell("due", _next_words(page_request, needed, answer_date(given))))
        cells += [GridCell("missing", page_request.translate(N_("missing")))] * (needed.missing - 1)
    cells += [GridCell("")] * (FORM_ROWS[vaccine] - len(cells))
    cells += [GridCell("na")] * (GRID_COLUMNS - len(cells))
    exemption = exemption_words(page_request, _answers(to).get(vaccine), page_request.ctx.on)
    name = page_request.translate(SHORT_VACCINES[vaccine])
    return GridRow(name, cells[:GRID_COLUMNS], days[GRID_COLUMNS:], exemption)


def _next_words(page_request: PageRequest, needed: DoseNeeded, due: date | None) -> str:
    words = translations_for(page_request.language)
    if needed.earliest and due and due > needed.earliest:
        first, last = words.numeric_date(needed.earliest), words.numeric_date(due)
        return page_request.translate(N_("%(first)s to %(last)s"), first=first, last=last)
    if due and due >= page_request.ctx.on:
        return page_request.translate(N_("due by %(day)s"), day=words.numeric_date(due))
    if needed.earliest:
        return page_request.translate(N_("due from %(day)s"), day=words.numeric_date(needed.earliest))
    return page_request.translate(N_("due now"))


def flagged_doses(page_request: PageRequest, to: Addressee) -> list[FlaggedDose]:
    """The doses that a person should look at: what no one has answered yet, and what goes on to matter."""
    words = translations_for(page_request.language)
    by_id = {dose.id: dose for dose in to.record.doses}
    asked = asked_of_record(to.record.doses, to.known.birth_date, page_request.ctx.on)
    flags = []
    for dose_id, question in asked:
        other_day = words.date(question.other_day) if question.other_day else ""
        sentence = page_request.translate(CARD_QUESTIONS[question.code], other_day=other_day, days=question.days)
        flags.append(FlaggedDose(dose_words(page_request, by_id[dose_id]), sentence))
    return list(dict.fromkeys(flags))


def dose_words(page_request: PageRequest, dose: RecordedDose) -> str:
    """A dose by what stands on the paper or by its vaccines, with the date in words."""
    words = translations_for(page_request.language)
    names = dose.written or words.marks.between_names.join(
        page_request.translate(SHOTS[each]) for each in dose.vaccines
    )
    day = words.month(dose.given_on) if dose.month_only else words.date(dose.given_on)
    return f"{names}{words.marks.comma}{day}"


def doses_without_row(page_request: PageRequest, to: Addressee) -> list[str]:
    """Doses for which the form has no row: measles, mumps or rubella alone, and tetanus alone."""
    _, without = doses_by_row(to.record.doses, to.known.birth_date)
    return [dose_words(page_request, dose) for dose in without]


def _short_day(page_request: PageRequest, dose: RecordedDose) -> str:
    words = translations_for(page_request.language)
    return words.month(dose.given_on) if dose.month_only else words.numeric_date(dose.given_on)


def last_seen(doses: Iterable[RecordedDose]) -> RecordedDose | None:
    """The dose that was recorded last with who saw the paper."""
    seen = [dose for dose in doses if dose.seen_by]
    return max(seen, key=lambda dose: dose.recorded_on, default=None)
