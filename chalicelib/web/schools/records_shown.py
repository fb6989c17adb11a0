"""What a school has recorded, in the words of its office: the doses, with why one does not count, and the grades."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.account import Account
from chalicelib.domain.roster import MatchedRosterRow, RosterRow, StudentRow
from chalicelib.domain.school_record import LetterKind, RecordedDose, RecordedNotice, SchoolRecord
from chalicelib.domain.student_facts import pupil_of
from chalicelib.law.conditional_schedule import dose_counts
from chalicelib.law.dose_schedule import Pupil
from chalicelib.law.marking import N_
from chalicelib.law.vaccine_products import filed_under
from chalicelib.law.verdict import Outcome
from chalicelib.law.written_notice import tenth_school_day
from chalicelib.storage import keys
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.wording.letter_words import LETTER_KINDS
from chalicelib.web.wording.names import GRADES, NOTICE_WAYS, SHOT_PAPERS, SHOTS, VACCINES
from chalicelib.web.wording.student_names import LETTER_LANGUAGES
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

# Translators: "Counts": a dose of a vaccine that satisfies a requirement; a verb
_COUNTS, _DOES_NOT_COUNT, _NOT_ASKED = N_("Counts"), N_("Does not count"), N_("Not needed at this grade")
_STANDINGS = {Outcome.MET: (_COUNTS, "good"), Outcome.SHORT: (_DOES_NOT_COUNT, "stopped")}


@dataclass(frozen=True)
class ShownPart:
    """One vaccine of a dose: whether it counts, and why not."""

    vaccine: str
    standing: str
    mark: str
    reasons: list[ShownReason]


@dataclass(frozen=True)
class ShownDose:
    dose_id: str
    given_on: date
    month_only: bool
    parts: list[ShownPart]
    said: str


@dataclass(frozen=True)
class ShownGrade:
    """One grade on record and the first day in it."""

    grade: str
    since: date


def alone(row: RosterRow) -> RosterRow:
    """The form's row with what was recorded for the form alone."""
    return row.alone if isinstance(row, MatchedRosterRow) else row


def shown_doses(page_request: PageRequest, row: RosterRow | StudentRow) -> list[ShownDose]:
    """The doses on record, the newest first."""
    pupil = pupil_of(row, page_request.ctx.on)
    return [
        ShownDose(
            dose.id, dose.given_on, dose.month_only, list(_parts(page_request, pupil, dose)), _said(page_request, dose)
        )
        for dose in reversed(row.school_record.doses)
    ]


def _said(page_request: PageRequest, dose: RecordedDose) -> str:
    """The name on the paper, the clinic, the paper and who saw it, as far as they were entered."""
    paper = page_request.translate(SHOT_PAPERS[dose.paper]) if dose.paper else ""
    seen = page_request.translate(N_("seen by %(name)s"), name=dose.seen_by) if dose.seen_by else ""
    said = (dose.written, dose.clinic, paper, seen)
    return translations_for(page_request.language).marks.comma.join(each for each in said if each)


def _parts(page_request: PageRequest, pupil: Pupil, dose: RecordedDose) -> Iterator[ShownPart]:
    for vaccine in dose.vaccines:
        alone = dose.with_changes(vaccines=(vaccine,)).as_dose()
        found = dose_counts(filed_under(vaccine), pupil, alone, page_request.ctx.on)
        standing, mark = _STANDINGS.get(found.outcome, (_NOT_ASKED, "neutral"))
        why = list(shown_reasons(page_request, found)) if found.outcome is Outcome.SHORT else []
        yield ShownPart(page_request.translate(SHOTS[vaccine]), page_request.translate(standing), mark, why)


@dataclass(frozen=True)
class ShownNotice:
    """One letter or written notice on record; the last day of the time that runs from it, where one does."""

    kind: str
    vaccines: list[str]
    way: str
    language: str
    given_on: date
    received_on: date
    last_day: date | None
    first_day: date | None
    recorded_on: date
    by: str = ""


def recorders(page_request: PageRequest, record: SchoolRecord) -> dict[str, str]:
    """Return the names of the people who recorded the notices, by their accounts."""
    store = page_request.ctx.store
    ids = {each.recorded_by for each in record.notices} - {""}
    store.load(keys.record(Account.record_type, each) for each in sorted(ids))
    found = (store.find(Account, each) for each in sorted(ids))
    return {account.id: account.display_name for account in found if account}


def shown_notices(
    page_request: PageRequest, record: SchoolRecord, names: Mapping[str, str] | None = None
) -> list[ShownNotice]:
    """The written notices and letters on record, the newest first. `names`: those of `recorders`."""
    return [
        ShownNotice(
            page_request.translate(LETTER_KINDS[told.kind]),
            [page_request.translate(VACCINES[vaccine]) for vaccine in told.vaccines],
            page_request.translate(NOTICE_WAYS[told.way]),
            page_request.translate(LETTER_LANGUAGES.get(told.language, "")),
            told.given_on,
            told.received_on,
            _last_day(told),
            told.first_day,
            told.recorded_on,
            (names or {}).get(told.recorded_by, ""),
        )
        for told in reversed(record.notices)
    ]


def _last_day(told: RecordedNotice) -> date | None:
    if told.kind in {None, LetterKind.IMMUNIZATIONS_NEEDED}:
        return told.last_day or tenth_school_day(told.received_on)
    return None


def vaccine_names(page_request: PageRequest, dose: RecordedDose) -> list[str]:
    return [page_request.translate(SHOTS[vaccine]) for vaccine in dose.vaccines]


def shown_grades(page_request: PageRequest, record: SchoolRecord) -> list[ShownGrade]:
    """The grades on record, the newest first."""
    return [ShownGrade(page_request.translate(GRADES[told.grade]), told.since) for told in reversed(record.grades)]
