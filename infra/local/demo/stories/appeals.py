"""Appeals in every state: begun, filed in time or late, before the panel, decided, closed, withdrawn."""

from chalicelib.domain.appeal import Appeal, Vote
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Outcome, Review
from chalicelib.law.enums import Grade
from infra.local.demo import agency, cast, reasons, state
from infra.local.demo.families import Wish
from infra.local.demo.papers import Paper, hand_in
from infra.local.demo.people import Doctor, Parent, Person, Pupil
from infra.local.demo.play import Scene, Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, issued_again, revoked

ANAHIT = Parent(
    "Anahit",
    "Grigoryan",
    who="Parent",
    note="an appeal was won",
    home="8 Tower Lane, Fresno 93701",
    telephone="(559) 555-0160",
)
VALENTINA = Parent(
    "Valentina",
    "Oyelaran",
    who="Parent",
    note="an appeal is before the panel",
    home="38 Huntington Way, Fresno 93701",
    telephone="(559) 555-0169",
)
_WHY = (
    "Our daughter was in the hospital after her first shot. Our doctor examined her and wrote down what happened. "
    "We ask the panel to look at the hospital's papers."
)
_HOSPITAL_LETTER = Paper(
    "Hospital's discharge letter",
    (
        "Children's Hospital",
        "",
        "Admitted after a first shot with hives and low blood pressure.",
        "Treated and watched.",
    ),
)
_OUTBREAK = "Measles case in the same school; each exemption there was looked at."
_WON = (
    "The panel found by two votes to one that your child's exemption meets the criteria. It is valid again from today. "
    "Your child stays in school."
)
_FIRST, _SECOND, _THIRD, _FOURTH = cast.PANELISTS
_PANEL = cast.PANELISTS[:3]
_FOR = (Vote.REINSTATE, "The hospital's discharge letter describes anaphylaxis. That is a contraindication.")
_AGAINST = (Vote.UPHOLD, "The papers show a rash only. I find no contraindication in them.")


def _family(parent: Parent, pupil: Pupil, doctor: Doctor, signed: int) -> Visit:
    return Visit(Wish(parent, pupil), doctor, reasons.EGG_ALLERGY, signed)


def _appealed(stage: Stage, visit: Visit, revoked_on: int, filed: int) -> Scene[Appeal]:
    form = yield from revoked(stage, visit, _OUTBREAK, revoked_on)
    yield filed
    return agency.appeal(stage, visit.wish.parent, form, _WHY, "The hospital can send the papers on request.")


def _in_review(stage: Stage, case: Appeal, days_ago: int) -> Scene[None]:
    """Accepted, seated, and every panelist without a tie."""
    yield days_ago + 4
    agency.accept(stage, case)
    yield days_ago + 3
    agency.seat(stage, case, _PANEL)
    yield days_ago
    agency.declare(stage, _PANEL, case)


def _votes(*votes: tuple[Vote, str]) -> dict[Person, tuple[Vote, str]]:
    return dict(zip(_PANEL, votes, strict=True))


def reinstated(stage: Stage) -> Story:
    """Two of three for the family; the exemption is valid again, and the case is closed."""
    parent = ANAHIT
    visit = _family(parent, Pupil("Nare", "Grigoryan", (5, 19), Grade.GRADE_3, cast.CLOVERMEAD), cast.QUILLFEATHER, 170)
    case = yield from _appealed(stage, visit, 90, 80)
    yield from _in_review(stage, case, 66)
    yield 62
    agency.ask_the_family(stage, _SECOND, case, "Which medicine did the ambulance give?")
    yield 58
    agency.add_information(stage, parent, case, "Epinephrine, twice. We sent the ambulance's sheet.")
    yield 50
    agency.cast_votes(stage, case, _votes(_FOR, _AGAINST, _FOR))
    yield 46
    agency.adopt(stage, case, _WON)
    yield 30
    agency.close(stage, case)


def upheld(stage: Stage) -> Story:
    """Decided against the family two weeks ago: the shots must start."""
    parent = Parent("Lashonda", "Prewitt", home="19 Florin Road, Sacramento 95823", telephone="(916) 555-0161")
    visit = _family(parent, Pupil("Jaylen", "Prewitt", (7, 7), Grade.GRADE_4, cast.GABLEBECK), cast.QUILLFEATHER, 165)
    case = yield from _appealed(stage, visit, 92, 70)
    yield from _in_review(stage, case, 45)
    yield 22
    agency.cast_votes(stage, case, _votes(_AGAINST, _AGAINST, _FOR))
    yield 14
    agency.adopt(
        stage,
        case,
        "The panel found by two votes to one that the papers do not show a "
        "contraindication. The exemption stays stopped. Please start the shots within 30 days; your child "
        "can stay in school meanwhile.",
    )


def reinstated_too_late(stage: Stage) -> Story:
    """Won, but another physician's exemption has taken the place meanwhile: the old one counts as replaced."""
    parent = Parent("Oksana", "Melnyk", home="33 Arden Way, Sacramento 95815", telephone="(916) 555-0162")
    pupil = Pupil("Danylo", "Melnyk", (4, 29), Grade.GRADE_1, cast.SABLEREACH)
    case = yield from _appealed(stage, _family(parent, pupil, cast.QUILLFEATHER, 160), 94, 85)
    second = Visit(Wish(parent, pupil), cast.LANTERNWOOD, reasons.MEASLES_VACCINE_ALLERGY, 76)
    new_form = yield from issued_again(stage, stage.get(ExemptionForm, case.form_id), second)
    yield 73
    review = stage.get(Review, new_form.review_ids[0])
    state.take(stage, cast.NURSE, review)
    found = {line.vaccine: "Anaphylaxis is a contraindication." for line in new_form.lines}
    state.find(stage, cast.NURSE, review, found)
    yield 68
    state.leave_as_it_is(stage, cast.OFFICER, review, Outcome.CLEARED, "A new examination, and a contraindication.")
    yield from _in_review(stage, case, 56)
    yield 43
    agency.cast_votes(stage, case, _votes(_FOR, _FOR, _FOR))
    yield 39
    agency.adopt(
        stage,
        case,
        "The panel found that the exemption meets the criteria. Another one "
        "for the same vaccine was issued meanwhile; it is the one that counts.",
    )


def reinstated_before_a_release(stage: Stage) -> Story:
    """Won while another physician's form was on hold: the old one counts again, and the held one is not needed when its
    physician's matter turns out to be unrelated."""
    parent = Parent("Ngozi", "Adeyemi", home="27 Loma Drive, Long Beach 90814", telephone="(562) 555-0165")
    pupil = Pupil("Tobe", "Adeyemi", (6, 2), Grade.GRADE_2, cast.FERNWICK)
    case = yield from _appealed(stage, _family(parent, pupil, cast.CLOVERIDGEWAY, 240), 205, 196)
    yield from _in_review(stage, case, 168)
    second = Visit(Wish(parent, pupil), cast.TIMBERSONG, reasons.MEASLES_VACCINE_ALLERGY, 156)
    yield from issued_again(stage, stage.get(ExemptionForm, case.form_id), second)
    yield 151
    agency.cast_votes(stage, case, _votes(_FOR, _FOR, _AGAINST))
    yield 146
    agency.adopt(stage, case, _WON)


def too_late(stage: Stage) -> Story:
    """Filed after the last day, and not taken."""
    parent = Parent("Cleo", "Vandermeer", home="41 Broadway, Sacramento 95818", telephone="(916) 555-0163")
    visit = _family(
        parent, Pupil("Otis", "Vandermeer", (6, 26), Grade.GRADE_7, cast.ALDERBARROW), cast.LANTERNWOOD, 150
    )
    case = yield from _appealed(stage, visit, 75, 25)
    yield 18
    agency.refuse_late(
        stage,
        case,
        "The last day was two weeks before the appeal reached us; nothing in it says why it could not be sent sooner.",
    )


def late_and_waiting(stage: Stage) -> Story:
    """Filed late three days ago: the agency has to say whether it takes it."""
    parent = Parent("Perpetua", "Nakagawa", home="70 Imperial Way, San Diego 92114", telephone="(619) 555-0164")
    visit = _family(parent, Pupil("Kai", "Nakagawa", (3, 31), Grade.GRADE_2, cast.MOSSNOOK), cast.LANTERNWOOD, 140)
    yield from _appealed(stage, visit, 50, 3)


def just_filed(stage: Stage) -> Story:
    """Filed in time two days ago."""
    parent = Parent("Esperanza", "Madrigal", home="22 Third Avenue, Chula Vista 91910", telephone="(619) 555-0165")
    visit = _family(parent, Pupil("Diego", "Madrigal", (8, 5), Grade.K, cast.MISTLEBARROW), cast.LANTERNWOOD, 85)
    yield from _appealed(stage, visit, 18, 2)


def written_but_not_filed(stage: Stage) -> Story:
    """A draft, and the days go by."""
    parent = Parent("Winona", "Littlefield", home="17 Spruce Lane, Eureka 95503", telephone="(707) 555-0166")
    visit = _family(parent, Pupil("Sky", "Littlefield", (2, 21), Grade.GRADE_1, cast.MISTLESHAW), cast.MARSHLIGHT, 78)
    form = yield from revoked(stage, visit, _OUTBREAK, 16)
    yield 4
    agency.begin_appeal(stage, parent, form, _WHY)


def needs_a_panel(stage: Stage) -> Story:
    """Accepted; three physicians have to be named."""
    parent = Parent("Bao", "Lor", relationship="father", home="29 Cesar Way, Fresno 93701", telephone="(559) 555-0167")
    visit = _family(parent, Pupil("Pa Kou", "Lor", (1, 28), Grade.GRADE_5, cast.CLOVERMEAD), cast.WRENFIELDS, 105)
    case = yield from _appealed(stage, visit, 26, 12)
    yield 7
    agency.accept(stage, case)


def a_seat_is_empty(stage: Stage) -> Story:
    """One panelist knows the family and steps down; the first has yet to declare."""
    parent = Parent("Jorgelina", "Paredes", home="55 Soto Street, Los Angeles 90033", telephone="(213) 555-0168")
    visit = _family(parent, Pupil("Inés", "Paredes", (7, 18), Grade.GRADE_7, cast.MARLSHAW), cast.BRIGHTWATER, 115)
    case = yield from _appealed(stage, visit, 28, 15)
    yield 10
    agency.accept(stage, case)
    yield 8
    agency.seat(stage, case, (_FIRST, _SECOND, _FOURTH))
    yield 6
    agency.step_down(stage, _FOURTH, case)
    agency.declare(stage, (_SECOND,), case)


def before_the_panel(stage: Stage) -> Story:
    """Stopped a month ago, appealed in time, two of three votes cast."""
    parent = VALENTINA
    visit = _family(parent, Pupil("Temi", "Oyelaran", (6, 12), Grade.GRADE_2, cast.CLOVERMEAD), cast.FERNWHISTLE, 125)
    case = yield from _appealed(stage, visit, 31, 24)
    hand_in(stage, parent, f"appeal/{case.id}", _HOSPITAL_LETTER)
    yield from _in_review(stage, case, 13)
    yield 9
    agency.add_information(stage, cast.FERNWHISTLE, case, "I examined the child twice; both notes are on file.")
    yield 5
    agency.cast_votes(stage, case, {_SECOND: _FOR, _THIRD: _AGAINST})


def panel_asks(stage: Stage) -> Story:
    """The panel waits for the family's answer."""
    parent = Parent("Marguerite", "Thibodeaux", home="61 Market Street, San Diego 92102", telephone="(619) 555-0170")
    visit = _family(parent, Pupil("Lucien", "Thibodeaux", (5, 7), Grade.GRADE_3, cast.MOSSNOOK), cast.LANTERNWOOD, 135)
    case = yield from _appealed(stage, visit, 41, 36)
    yield from _in_review(stage, case, 21)
    yield 8
    agency.ask_the_family(stage, _THIRD, case, "Was your child seen by an allergy clinic after the first dose? When?")


def secretary_has_to_adopt(stage: Stage) -> Story:
    """The panel has determined; the Secretary's desk."""
    parent = Parent("Ngozi", "Ballantyne", home="13 Fillmore Way, San Francisco 94115", telephone="(415) 555-0171")
    visit = _family(parent, Pupil("Ada", "Ballantyne", (3, 13), Grade.GRADE_2, cast.HAZELSTEAD), cast.PENASCOVERDE, 145)
    case = yield from _appealed(stage, visit, 48, 42)
    yield from _in_review(stage, case, 27)
    yield 3
    agency.cast_votes(stage, case, _votes(_FOR, _FOR, _AGAINST))


def taken_back(stage: Stage) -> Story:
    """The family starts the shots and withdraws the appeal."""
    parent = Parent("Ingrid", "Sorensen", home="26 Solvang Way, Long Beach 90802", telephone="(562) 555-0172")
    visit = _family(parent, Pupil("Freya", "Sorensen", (1, 8), Grade.GRADE_4, cast.FERNWICK), cast.CLOVERIDGEWAY, 155)
    case = yield from _appealed(stage, visit, 38, 30)
    yield 17
    agency.take_back(stage, parent, case)
