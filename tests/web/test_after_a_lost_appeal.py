"""After a lost appeal no one is offered another one: in no letter and on no page (HSC 120372.05(d))."""

import re
from collections.abc import Callable

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal, AppealState, Vote
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.web.letter_contents import TEMPLATES
from tests.builders import SCHOOL_ID, World
from tests.portal import Shown
from tests.web.letter_cases import decided
from tests.web.test_letters_contents import Reader, as_health_officer, as_parent, as_physician, as_school

OFFER = re.compile(
    r"\b((can|may|could|still) appeal|how to appeal|appeal by|(no|or|or an) appeal|an appeal (changes|be|stops)"
    r"|start the appeal)\b",
    re.IGNORECASE,
)
LOST = (NoticeKind.APPEAL_UPHELD, NoticeKind.APPEAL_REFUSED_LATE)
AFTER_AN_APPEAL = (*LOST, NoticeKind.APPEAL_REINSTATED, NoticeKind.APPEAL_REINSTATED_IN_PART)


def lost(world: World, kind: NoticeKind) -> Appeal:
    """An appeal that the panel, or the agency because it came late, has ended against the parent."""
    if kind is NoticeKind.APPEAL_REFUSED_LATE:
        return world.appeal(AppealState.REFUSED_LATE)
    return world.appeal(AppealState.DECIDED, vote=Vote.UPHOLD)


def offers(shown: Shown) -> list[str]:
    return [found.group() for found in OFFER.finditer(shown.words)]


def test_the_expression_finds_the_offers_of_a_revocations_letter(world: World) -> None:
    from tests.web.letter_cases import revoked  # noqa: PLC0415 - beside its only use

    revoked(world)

    assert len(offers(as_parent(world))) > 2
    assert len(offers(as_school(world))) >= 2


def test_every_letter_that_follows_an_appeal_is_looked_at_here() -> None:
    assert {kind for kind in TEMPLATES if kind.startswith("appeal")} == set(AFTER_AN_APPEAL)


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize("reader", [as_parent, as_physician, as_school, as_health_officer])
def test_no_letter_offers_an_appeal(world: World, kind: NoticeKind, reader: Reader) -> None:
    decided(world, lost(world, kind), kind)

    shown = reader(world)

    assert shown.status == 200
    assert offers(shown) == []


def parent(world: World) -> Account:
    return world.default_user(Role.PARENT)


def physician(world: World) -> Account:
    return world.default_user(Role.PHYSICIAN)


def school(world: World) -> Account:
    return world.default_user(Role.SCHOOL)


def health_officer(world: World) -> Account:
    return world.local_health(jurisdiction="C19")


@pytest.mark.parametrize("kind", LOST)
@pytest.mark.parametrize(
    ("who", "path"),
    [
        (parent, "/parents"),
        (parent, "/parents/forms/{form}"),
        (parent, "/parents/forms/{form}/stopped"),
        (parent, "/parents/appeals/{appeal}"),
        (physician, "/physicians/forms/{form}"),
        (physician, "/physicians/appeals/{appeal}"),
        (school, "/schools/pupils/{form}"),
        (school, "/schools"),
        (school, f"/schools/at/{SCHOOL_ID}/follow-up"),
        (school, f"/schools/at/{SCHOOL_ID}/news"),
        (health_officer, "/health-departments"),
    ],
)
def test_no_page_offers_an_appeal(world: World, kind: NoticeKind, who: Callable[[World], Account], path: str) -> None:
    appeal = lost(world, kind)
    decided(world, appeal, kind)
    reader = who(world)

    shown = world.browser(reader).get(path.format(form=appeal.form_id, appeal=appeal.id))

    assert shown.status == 200
    assert offers(shown) == []
