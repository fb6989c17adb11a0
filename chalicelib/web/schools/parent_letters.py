"""A school's letters to parents: which are due today, the letters on paper, and that they were given."""

from dataclasses import dataclass
from typing import Any

from chalicelib.actions.context import Context
from chalicelib.actions.parent_letters.letter_desk import MOST_AT_ONCE, LetterDesk, LetterOrder, load_desk
from chalicelib.actions.parent_letters.record_letters import record_letters
from chalicelib.actions.parent_letters.write_letters import WrittenLetter, letter_days, write_letters
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.effective_status import grade_of
from chalicelib.domain.errors import invalid, not_found
from chalicelib.domain.letterhead import SchoolLetterhead
from chalicelib.domain.parent_letters import Addressee, DueLetter, due_letter
from chalicelib.domain.results import Done, Subject, SubjectKind
from chalicelib.domain.school_record import LetterKind
from chalicelib.law.enums import NoticeWay
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.web.http.forms import FormDate, FormModel, OptionalText, ShownForm, Text, entry, to_form_values
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named, Params
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.schools.letter_texts import Letterhead, shown_letter
from chalicelib.web.schools.own_form import OWN_SCHOOL
from chalicelib.web.schools.views import record_list_view
from chalicelib.web.wording.letter_words import LETTER_KINDS
from chalicelib.web.wording.names import GRADES, NOTICE_WAYS, VACCINES

pages = Pages()
LETTERS = "/schools/at/{facility_id}/letters"
OF_KIND = f"{LETTERS}/{{kind}}"


@dataclass(frozen=True)
class LettersOfKind:
    """What the address of these pages names."""

    facility_id: str
    kind: LetterKind

    @property
    def path(self) -> str:
        return OF_KIND.format(facility_id=self.facility_id, kind=self.kind)


def _load(ctx: Context, act: Action, params: Params) -> LettersOfKind:
    ctx.require(act, SchoolChoice(facility_id=params["facility_id"]))
    if params["kind"] not in set(LetterKind):
        raise not_found()
    return LettersOfKind(params["facility_id"], LetterKind(params["kind"]))


def _keys(params: Params) -> tuple[Key, ...]:
    return (letterhead_key(params["facility_id"]),)


def letterhead_key(facility_id: str) -> Key:
    return keys.record(SchoolLetterhead.record_type, facility_id)


OWN_LETTERS = Named[LettersOfKind](_keys, _load)


class GivenForm(FormModel):
    """To whom, how and when the letters are given."""

    to: tuple[str, ...] = entry(N_("Check at least one student"))
    way: NoticeWay = entry(N_("Choose how the letters are given"))
    given_on: FormDate = entry(N_("Enter the day when the letters are given or mailed"))
    again: OptionalText = entry("", optional=True)
    calendar_checked: OptionalText = entry("", optional=True)

    def order(self, kind: LetterKind) -> LetterOrder:
        """Return the answers as the acts take them."""
        return LetterOrder(
            kind, self.to, self.way, self.given_on, again=bool(self.again), is_confirmed=bool(self.calendar_checked)
        )


class LettersForm(GivenForm):
    """The same, and whom the families can call."""

    contact: Text = entry(N_("Enter the name of a person families can call"))
    telephone: Text = entry(N_("Enter the telephone number families can call"))
    english_copy: OptionalText = entry("", optional=True)


@pages.page(LETTERS, Action.LIST_PARENT_LETTERS, of=OWN_SCHOOL)
def _kinds(page_request: PageRequest, school: SchoolChoice) -> Page:
    desk = load_desk(page_request.ctx, school.facility_id)
    return page_request.render(
        "schools/letters.html",
        title=N_("Letters to parents"),
        facility_id=school.facility_id,
        kinds=[
            (page_request.translate(LETTER_KINDS[kind]), str(kind), len(_certain(page_request, desk, kind)))
            for kind in LetterKind
        ],
    )


def _certain(page_request: PageRequest, desk: LetterDesk, kind: LetterKind) -> list[Addressee]:
    return [to for to, letter in _due(page_request, desk, kind) if letter.is_certain]


def _due(page_request: PageRequest, desk: LetterDesk, kind: LetterKind) -> list[tuple[Addressee, DueLetter]]:
    """To whom a letter of this kind is due: first where it is certain, then where the student's card comes first."""
    due = [(to, due_letter(to, kind, page_request.ctx.on)) for to in desk.students.values()]
    found = [(to, letter) for to, letter in due if letter]
    return sorted(found, key=lambda each: not each[1].is_certain)


def first_answers(page_request: PageRequest, facility_id: str, to: tuple[str, ...]) -> dict[str, Any]:
    """What a form for letters shows at first: given today, by hand, with whom to call as the letterhead says."""
    saved = page_request.ctx.store.find(SchoolLetterhead, facility_id)
    return to_form_values(
        {
            "to": to,
            "way": str(NoticeWay.BY_HAND),
            "given_on": page_request.ctx.on,
            "contact": (saved.contact if saved else "") or page_request.ctx.person.display_name,
            "telephone": saved.telephone if saved else "",
        }
    )


def asked_of_letters(page_request: PageRequest, desk: LetterDesk, letters: list[DueLetter]) -> dict[str, Any]:
    """What every page that asks for letters shows: the ways, and whether the days come from an assumed calendar."""
    on = page_request.ctx.on
    today = [LetterOrder(letter.kind, (), NoticeWay.BY_HAND, on) for letter in letters]
    return {
        "ways": [(str(way), page_request.translate(name)) for way, name in NOTICE_WAYS.items()],
        "is_assumed": any(
            letter_days(desk.school_days, order, letter).is_assumed
            for order, letter in zip(today, letters, strict=True)
        ),
    }


def _show(page_request: PageRequest, at: LettersOfKind, form: ShownForm) -> Page:
    return _list(page_request, at, form)


def _list(page_request: PageRequest, at: LettersOfKind, form: ShownForm | None, *, recorded: bool = False) -> Page:
    desk = load_desk(page_request.ctx, at.facility_id)
    due = _due(page_request, desk, at.kind)
    shown = due[:MOST_AT_ONCE]
    record_list_view(page_request, at.facility_id, len(shown))
    if form is None or "way" not in form.values:
        ticked = tuple(to.key for to, letter in shown if letter.is_certain)
        form = page_request.form(first_answers(page_request, at.facility_id, ticked))
    return page_request.render(
        "schools/letters_due.html",
        title=LETTER_KINDS[at.kind],
        form=form,
        path=at.path,
        facility_id=at.facility_id,
        options=[_option(page_request, to, letter) for to, letter in shown],
        more=len(due) - len(shown),
        has_uncertain=any(not letter.is_certain for _to, letter in shown),
        recorded=recorded,
        **asked_of_letters(page_request, desk, [letter for _to, letter in shown]),
    )


def _option(page_request: PageRequest, to: Addressee, letter: DueLetter) -> tuple[str, str, str]:
    known, on = to.known, page_request.ctx.on
    name = page_request.translate(
        N_("%(name)s, %(grade)s"),
        name=listed_name(known.last_name, known.first_name),
        grade=page_request.translate(GRADES[grade_of(known, on)]),
    )
    vaccines = translations_for(page_request.language).marks.semicolon.join(
        page_request.translate(VACCINES[each]) for each in letter.vaccines
    )
    if letter.is_certain:
        return to.key, name, vaccines
    card = N_("No shot on record: %(vaccines)s")
    return to.key, name, page_request.translate(card, vaccines=vaccines)


@pages.form(OF_KIND, Action.LIST_PARENT_LETTERS, LettersForm, of=OWN_LETTERS, show=_show)
def _print(page_request: PageRequest, at: LettersOfKind, answers: LettersForm) -> Page:
    desk = load_desk(page_request.ctx, at.facility_id)
    letters = write_letters(page_request.ctx, desk, answers.order(at.kind))
    record_list_view(page_request, at.facility_id, len(letters))
    return on_paper(page_request, at, letters, answers)


def on_paper(
    page_request: PageRequest,
    at: LettersOfKind,
    letters: list[WrittenLetter],
    answers: LettersForm,
    student_id: str = "",
) -> Page:
    """The letters to print, and below them the button that records them as given.

    Raises PortalError INVALID where none is due.
    """
    if not letters:
        raise invalid("LETTERS_NOT_DUE", "to")
    store = page_request.ctx.store
    saved = store.find(SchoolLetterhead, at.facility_id)
    head = Letterhead(store.facility(at.facility_id), answers.contact, answers.telephone, saved)
    shown = [
        shown_letter(letter, head, language)
        for letter in letters
        for language in dict.fromkeys([letter.language, *(["en"] if answers.english_copy else [])])
    ]
    return page_request.render(
        "schools/letters_print.html",
        title=N_("Letters to print"),
        letters=shown,
        students=len(letters),
        form=page_request.form(to_form_values({**answers.model_dump(), "way": str(answers.way)})),
        keys=[letter.to.key for letter in letters],
        path=at.path,
        back_url=f"/schools/students/{student_id}/letters" if student_id else at.path,
        student_id=student_id,
        day=answers.given_on,
        way=page_request.translate(NOTICE_WAYS[answers.way]),
    )


class RecordForm(GivenForm):
    """The same as the letters were printed for. `student_id`: of the student from whose page they came."""

    student_id: OptionalText = entry("", optional=True)


@pages.form(f"{OF_KIND}/record", Action.RECORD_PARENT_LETTERS, RecordForm, of=OWN_LETTERS, show=_show)
def _record(page_request: PageRequest, at: LettersOfKind, answers: RecordForm) -> Done:
    desk = load_desk(page_request.ctx, at.facility_id)
    shown = Subject(kind=SubjectKind.LETTER, id=at.kind, of=at.facility_id)
    if f"student-{answers.student_id}" in answers.to:
        shown = Subject(kind=SubjectKind.STUDENT, id=answers.student_id)
    return record_letters(page_request.ctx, desk, answers.order(at.kind), shown)


@pages.page(f"{OF_KIND}/recorded", Action.LIST_PARENT_LETTERS, of=OWN_LETTERS)
def _recorded(page_request: PageRequest, at: LettersOfKind) -> Page:
    return _list(page_request, at, None, recorded=True)
