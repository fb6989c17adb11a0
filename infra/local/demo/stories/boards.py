"""Physicians whose board records speak of a matter: on hold, cleared, barred, and free again."""

from chalicelib.law.enums import Grade
from infra.local.demo import cast, reasons, state
from infra.local.demo.accounts import join_as_physician
from infra.local.demo.families import Wish
from infra.local.demo.people import Parent, Pupil
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, issued

_BOPHA = Parent("Bopha", "Keo", home="12 Ximeno Avenue, Long Beach 90803", telephone="(562) 555-0120")
_MARCUS = Parent(
    "Marcus", "Delacroix", relationship="father", home="7 Adeline Street, Oakland 94608", telephone="(510) 555-0121"
)
_ROSARIO = Parent("Rosario", "Quintanilla", home="64 Baseline Street, Ontario 91761", telephone="(909) 555-0122")
_TAMAR = Parent("Tamar", "Benyamin", home="81 Fulton Street, Fresno 93701", telephone="(559) 555-0123")


def held_and_released(stage: Stage) -> Story:
    """A restriction on the license: the form waits, the state finds it unrelated, the form counts."""
    wish = Wish(_BOPHA, Pupil("Ratha", "Keo", (4, 14), Grade.GRADE_2, cast.FERNWICK))
    yield from issued(stage, Visit(wish, cast.TIMBERSONG, reasons.IMMUNE_DEFICIENCY, 150))
    yield 141
    state.classify(
        stage,
        cast.NURSE,
        cast.TIMBERSONG,
        immunization_related=False,
        reason="The restriction is about night shifts in a hospital.",
    )


def barred_and_free_again(stage: Stage) -> Story:
    """An accusation about immunizations: the held form is refused; later the accusation is withdrawn."""
    wish = Wish(_MARCUS, Pupil("Zion", "Delacroix", (8, 9), Grade.GRADE_1, cast.PLOVERHOLT))
    yield from issued(stage, Visit(wish, cast.MAPLEDALE, reasons.ECZEMA, 200))
    yield 188
    state.classify(
        stage,
        cast.REVIEWER,
        cast.MAPLEDALE,
        immunization_related=True,
        reason="The accusation is about exemptions written without an examination.",
    )
    yield 70
    state.lift(stage, cast.OFFICER, cast.MAPLEDALE, "The board withdrew the accusation; its letter is on file.")


def barred_by_probation(stage: Stage) -> Story:
    """Probation about immunizations: the held form is refused, and four are told."""
    wish = Wish(_ROSARIO, Pupil("Itzel", "Quintanilla", (3, 16), Grade.GRADE_3, cast.FERNFALLOW))
    yield from issued(stage, Visit(wish, cast.FOXHAVENER, reasons.FAMILY_WORRY, 100))
    yield 92
    state.classify(
        stage,
        cast.REVIEWER,
        cast.FOXHAVENER,
        immunization_related=True,
        reason="The probation order names exemptions from immunization.",
    )


def waits_for_the_state(stage: Stage) -> Story:
    """A code that no one knows: the form has been waiting for nine days."""
    wish = Wish(_TAMAR, Pupil("Eitan", "Benyamin", (1, 5), Grade.GRADE_1, cast.CLOVERMEAD))
    yield from issued(stage, Visit(wish, cast.MOONSEDGE, reasons.MEASLES_VACCINE_ALLERGY, 9))


def registered_on_hold(stage: Stage) -> Story:
    """Three physicians whose matters the board showed when they registered: cleared, barred, still waiting."""
    yield 280
    join_as_physician(stage, cast.LARKSPURGATE)
    yield 275
    state.classify(
        stage,
        cast.NURSE,
        cast.LARKSPURGATE,
        immunization_related=False,
        reason="The citation was about record keeping of prescriptions.",
    )
    yield 40
    join_as_physician(stage, cast.MOSSGROVER)
    yield 33
    state.bar(stage, cast.OFFICER, cast.MOSSGROVER, "Offers exemptions over the internet without seeing the child.")
    yield 6
    join_as_physician(stage, cast.DUSKWATER)


def public_health_risk(stage: Stage) -> Story:
    """After five stopped forms: no new forms of this physician for two years at least."""
    yield 55
    state.bar(
        stage,
        cast.OFFICER,
        cast.QUILLFEATHER,
        "Five exemptions without a medical reason within a few weeks, at three schools with a measles case.",
    )
