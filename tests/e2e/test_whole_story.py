"""One exemption from the parent's registration to the Secretary's decision, without scripts, on a wide screen and on
the narrowest one."""

from collections.abc import Callable

import pytest

from tests.e2e.story import Family, Story
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.timeout(1200)]

_WIDE = Family(
    1280,
    "Marguerita",
    "Lucero",
    "Solano",
    ("Linnea", "De La Cloudberry"),
    "A 900108",
    "Bramblenook Elementary",
    "33990229900162",
)
_NARROW = Family(
    320, "Kalea", "Nohea", "Kahele", ("Verity", "Saltmeadow"), "A 900128", "Alderwick Elementary", "33990229900166"
)


@pytest.mark.parametrize("family", [_WIDE, _NARROW], ids=lambda family: f"{family.width}px")
def test_an_exemption_is_asked_for_issued_stopped_appealed_and_restored(
    family: Family, visit: Callable[..., Visitor]
) -> None:
    story = Story(family, visit)
    story.parent_registers()
    story.parent_asks()
    story.physician_registers()
    story.physician_opens()
    story.physician_issues()
    story.parent_sees_and_prints()
    story.school_is_invited()
    story.school_sees("Admit conditionally until")
    story.nurse_reviews()
    story.officer_revokes()
    story.letter_is_posted()
    story.school_sees("Keep attending until")
    story.parent_appeals()
    story.panel_is_named()
    story.panel_votes()
    story.secretary_adopts()
    story.everybody_knows()
