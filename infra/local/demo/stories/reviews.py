"""Exemptions that the state looks at."""

from chalicelib.domain.review import Outcome
from chalicelib.law.enums import Grade
from infra.local.demo import cast, clinics, reasons, state
from infra.local.demo.families import Wish
from infra.local.demo.people import Parent, Pupil
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, issued, issued_again, recommended, revoked

RENATA = Parent(
    "Renata",
    "Figueroa",
    who="Parent",
    note="an exemption was stopped, appeal not started",
    home="14 Weber Avenue, Fresno 93701",
    telephone="(559) 555-0138",
)
_MIRABEL_AND_THEO = (
    Parent("Mirabel", "Castelnuovo", home="9 Kettner Street, San Diego 92101", telephone="(619) 555-0151"),
    Parent(
        "Theo", "Castelnuovo", relationship="father", home="31 Date Street, San Diego 92101", telephone="(619) 555-0152"
    ),
)
_OLA_AND_BRAM = (
    Parent("Ola", "Brandt", home="7 Harris Street, Eureka 95501", telephone="(707) 555-0153"),
    Parent("Bram", "Brandt", relationship="father", home="7 Harris Street, Eureka 95501", telephone="(707) 555-0154"),
)
_OUTBREAK = "Measles case in the same school this month; each exemption there is looked at."
_MET = "The reason is a contraindication of the CDC's table, and the description supports it."


def cleared(stage: Stage) -> Story:
    """Asked, answered, and found to meet the criteria."""
    parent = Parent("Rowan", "Ashby", home="16 Hilltop Drive, Sacramento 95811", telephone="(916) 555-0130")
    pupil = Pupil("Wren", "Ashby", (5, 11), Grade.GRADE_4, cast.GABLEBECK)
    form = yield from issued(stage, Visit(Wish(parent, pupil), cast.LANTERNWOOD, reasons.GELATIN_ALLERGY, 120))
    yield 60
    review = state.open_case(stage, cast.NURSE, form, _OUTBREAK)
    yield 57
    state.take(stage, cast.NURSE, review)
    state.question(stage, cast.NURSE, review, "Please send the allergy clinic's report on gelatin.")
    yield 44
    clinics.answer_the_state(
        stage,
        cast.LANTERNWOOD,
        review,
        "Report sent by secure mail: specific IgE to gelatin is high (class 4), with a reaction in clinic.",
    )
    yield 40
    state.find(stage, cast.NURSE, review, dict.fromkeys((line.vaccine for line in form.lines), _MET))
    yield 36
    state.leave_as_it_is(stage, cast.OFFICER, review, Outcome.CLEARED, "I agree with the reviewer.")


def officer_disagreed(stage: Stage) -> Story:
    """The reviewer would stop it; the officer lets it stand."""
    parent = Parent("Consuelo", "Barragán", home="5 Land Park Lane, Sacramento 95818", telephone="(916) 555-0131")
    pupil = Pupil("Paloma", "Barragán", (7, 22), Grade.GRADE_2, cast.SABLEREACH)
    papers = (reasons.EGG_ALLERGY_LETTER,)
    visit = Visit(Wish(parent, pupil), cast.LANTERNWOOD, reasons.EGG_ALLERGY, 110, papers=papers)
    form = yield from issued(stage, visit)
    review = yield from recommended(stage, form, _OUTBREAK, 32, cast.NURSE)
    yield 28
    state.leave_as_it_is(
        stage,
        cast.DESIGNEE,
        review,
        Outcome.DISAGREED,
        "The allergy clinic's letter supports the exemption under the standard of care.",
    )


def answer_is_overdue(stage: Stage) -> Story:
    """The physician did not answer in time; the reviewer continues."""
    parent = Parent(
        "Keoni", "Mahoe", relationship="father", home="2 Wharf Road, Eureka 95501", telephone="(707) 555-0132"
    )
    pupil = Pupil("Leilani", "Mahoe", (2, 19), Grade.GRADE_1, cast.MISTLESHAW)
    form = yield from issued(stage, Visit(Wish(parent, pupil), cast.MARSHLIGHT, reasons.FAMILY_WORRY, 95))
    yield 50
    review = state.open_case(stage, cast.NURSE, form, "Three exemptions with the same wording within two weeks.")
    state.take(stage, cast.REVIEWER, review)
    state.hand_back(stage, cast.REVIEWER, review)
    state.give(stage, cast.REVIEWER, review, to=cast.NURSE)
    state.question(stage, cast.NURSE, review, "Which guideline supports this exemption? Please send what you rely on.")
    yield 30
    state.give(stage, cast.NURSE, review, to=cast.REVIEWER)
    yield 20
    state.give(stage, cast.REVIEWER, review, to=cast.NURSE)
    yield 5
    state.take(stage, cast.NURSE, review)
    state.note(stage, cast.NURSE, review, "Compare with the other form that has these words before sending.")


def both_parents_asked(stage: Stage) -> Story:
    """Mother and father each made a record of one child: the state says that it is the same child."""
    yield from _two_records(
        stage, _MIRABEL_AND_THEO, Pupil("Juno", "Castelnuovo", (4, 2), Grade.GRADE_2, cast.MOSSNOOK)
    )
    yield 25
    state.say_same_child(stage, cast.NURSE)


def two_of_one_name(stage: Stage) -> Story:
    """Two records of one name and birth date that no one has looked at yet."""
    yield from _two_records(stage, _OLA_AND_BRAM, Pupil("Wilhelmina", "Brandt", (6, 9), Grade.GRADE_4, cast.MISTLESHAW))


def _two_records(stage: Stage, parents: tuple[Parent, Parent], pupil: Pupil) -> Story:
    for parent, lines, signed in zip(
        parents, (reasons.MEASLES_VACCINE_ALLERGY, reasons.HAD_CHICKENPOX), (45, 31), strict=True
    ):
        yield from issued(stage, Visit(Wish(parent, pupil), cast.CLOVERIDGEWAY, lines, signed))


def waits_for_an_answer(stage: Stage) -> Story:
    """A question that the physician of the demo has not answered yet."""
    parent = Parent("Yolanda", "Escobedo", home="36 Tulare Street, Fresno 93701", telephone="(559) 555-0133")
    pupil = Pupil("Ximena", "Escobedo", (6, 3), Grade.GRADE_3, cast.CLOVERMEAD)
    form = yield from issued(stage, Visit(Wish(parent, pupil), cast.FERNWHISTLE, reasons.EGG_ALLERGY, 82))
    yield 11
    review = state.open_case(stage, cast.REVIEWER, form, _OUTBREAK)
    state.take(stage, cast.REVIEWER, review)
    yield 10
    state.question(stage, cast.REVIEWER, review, "Please send the allergy clinic's letter that the form speaks of.")


def no_one_has_it_yet(stage: Stage) -> Story:
    """A case in the queue."""
    parent = Parent("Sarita", "Thapa", home="48 El Cajon Street, San Diego 92105", telephone="(619) 555-0134")
    pupil = Pupil("Aarav", "Thapa", (4, 8), Grade.GRADE_5, cast.MOSSNOOK)
    form = yield from issued(stage, Visit(Wish(parent, pupil), cast.LANTERNWOOD, reasons.ECZEMA, 64))
    yield 3
    state.open_case(stage, cast.NURSE, form, "A school nurse asked whether eczema can be a reason.")


def officer_has_to_decide(stage: Stage) -> Story:
    """Recommended to be stopped; the officer's desk."""
    parent = Parent("Bryn", "Castleberry", home="72 Oak Park Way, Sacramento 95817", telephone="(916) 555-0135")
    pupil = Pupil("Sage", "Castleberry", (3, 27), Grade.K, cast.GABLEBECK)
    form = yield from issued(stage, Visit(Wish(parent, pupil), cast.LANTERNWOOD, reasons.FAMILY_WORRY, 68))
    yield from recommended(stage, form, _OUTBREAK, 4, cast.REVIEWER)


def officer_has_to_clear(stage: Stage) -> Story:
    """Recommended to stay as it is."""
    parent = Parent("Noriko", "Hayashida", home="6 Divisadero Way, Fresno 93701", telephone="(559) 555-0136")
    pupil = Pupil("Emi", "Hayashida", (5, 30), Grade.GRADE_8, cast.HAZELWICK)
    form = yield from issued(stage, Visit(Wish(parent, pupil), cast.WRENFIELDS, reasons.TETANUS_REACTION, 88))
    yield 9
    review = state.open_case(stage, cast.REVIEWER, form, "Asked by the county after a pertussis case.")
    state.take(stage, cast.REVIEWER, review)
    yield 2
    state.find(stage, cast.REVIEWER, review, {line.vaccine: _MET for line in form.lines})


def revoked_and_reissued(stage: Stage) -> Story:
    """A new form after a revocation is marked and goes to review by itself."""
    parent = Parent("Delphine", "Arceneaux", home="23 Curtis Way, Sacramento 95818", telephone="(916) 555-0137")
    pupil = Pupil("Remy", "Arceneaux", (1, 25), Grade.GRADE_6, cast.ALDERBARROW)
    wish = Wish(parent, pupil)
    form = yield from revoked(stage, Visit(wish, cast.QUILLFEATHER, reasons.ECZEMA, 215), _OUTBREAK, 96)
    yield from issued_again(stage, form, Visit(wish, cast.PENASCOVERDE, reasons.EGG_ALLERGY, 7))


def stopped_and_still_in_time(stage: Stage) -> Story:
    """Stopped twenty days ago: the child stays in school, and the family can still choose."""
    parent = RENATA
    pupil = Pupil("Thiago", "Figueroa", (2, 3), Grade.GRADE_2, cast.CLOVERMEAD)
    yield from revoked(stage, Visit(Wish(parent, pupil), cast.MARSHLIGHT, reasons.FAMILY_WORRY, 72), _OUTBREAK, 20)


def stopped_and_date_passed(stage: Stage) -> Story:
    """Stopped long ago; nothing was done, and the last day is over."""
    parent = Parent(
        "Garnet", "Holloway", relationship="father", home="50 Blackstone Way, Fresno 93701", telephone="(559) 555-0139"
    )
    pupil = Pupil("Briar", "Holloway", (8, 13), Grade.GRADE_4, cast.CLOVERMEAD)
    yield from revoked(stage, Visit(Wish(parent, pupil), cast.QUILLFEATHER, reasons.ECZEMA, 180), _OUTBREAK, 100)
