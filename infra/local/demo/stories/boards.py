"""Physicians whose board records speak of a matter: on hold, cleared, barred, and free again."""

from chalicelib.actions.boards.report_matter import ReportedMatter, report_matter
from chalicelib.actions.physicians.classify_action import MatterAnswer, classify_action
from chalicelib.actions.physicians.standing_case import matters_to_classify
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.law.enums import Grade
from chalicelib.law.physician_standing import MatterKind
from infra.local.demo import cast, clinics, reasons, state
from infra.local.demo.accounts import join_as_physician
from infra.local.demo.families import Wish
from infra.local.demo.people import Parent, Pupil
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, issued, opened

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
    """A code that no one knows, seen by the nightly look at licenses: the form has been waiting for nine days."""
    wish = Wish(_TAMAR, Pupil("Eitan", "Benyamin", (1, 5), Grade.GRADE_1, cast.CLOVERMEAD))
    request = yield from opened(stage, wish, cast.MOONSEDGE, 10)
    state.look_up_license(stage, cast.MOONSEDGE)
    yield 9
    clinics.fill_in(stage, cast.MOONSEDGE, request.id, reasons.MEASLES_VACCINE_ALLERGY, None)
    clinics.sign(stage, cast.MOONSEDGE, request.id)


def registered_on_hold(stage: Stage) -> Story:
    """Three physicians whose matters the board showed when they registered: cleared, barred, still waiting."""
    yield 280
    join_as_physician(stage, cast.LARKSPURGATE, cast.NURSE)
    yield 275
    state.classify(
        stage,
        cast.NURSE,
        cast.LARKSPURGATE,
        immunization_related=False,
        reason="The citation was about record keeping of prescriptions.",
    )
    yield from _told_by_the_board(stage)
    yield 40
    join_as_physician(stage, cast.MOSSGROVER, cast.NURSE)
    yield 33
    state.bar(stage, cast.OFFICER, cast.MOSSGROVER, "Offers exemptions over the internet without seeing the child.")
    yield 6
    join_as_physician(stage, cast.DUSKWATER, cast.NURSE)


def _told_by_the_board(stage: Stage) -> Story:
    """The board reports an accusation and then probation, and the end of both."""
    profile = stage.account(cast.LARKSPURGATE).physician
    if profile is None:
        raise ValueError("a physician without a license")
    standing = standing_id(profile)
    steps = (
        (240, MatterKind.ACCUSATION, False),
        (200, MatterKind.PROBATION, False),
        (120, MatterKind.ACCUSATION, True),
        (60, MatterKind.PROBATION, True),
    )
    for days_ago, kind, has_ended in steps:
        yield days_ago
        told = ReportedMatter(standing, None, kind, "800-2025-004711", stage.on, has_ended)
        report_matter(stage.as_(cast.MEDICAL_BOARD), told)
        if days_ago in {240, 120}:  # the state looks at what waits
            yield days_ago - 5
            waiting = matters_to_classify(stage.get(PhysicianStanding, standing), stage.on)
            of_kind = MatterKind.ACCUSATION if kind is MatterKind.ACCUSATION and not has_ended else MatterKind.PROBATION
            answers = {matter.code: MatterAnswer(immunization_related=True, kind=of_kind) for matter in waiting}
            why = "The board's papers name exemptions without an examination."
            classify_action(stage.as_(cast.NURSE), standing, answers, why, None)


def public_health_risk(stage: Stage) -> Story:
    """After five stopped forms: no new forms of this physician for two years at least."""
    yield 55
    state.bar(
        stage,
        cast.OFFICER,
        cast.QUILLFEATHER,
        "Five exemptions without a medical reason within a few weeks, at three schools with a measles case.",
    )
