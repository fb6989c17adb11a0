"""One exemption from the parent's registration to the Secretary's decision, without scripts, on a wide screen and on
the narrowest one, which is a window of 1280 pixels at 400 percent, with a name of sixty letters: in `make test` on that
which the day's seed draws, and on both where what pages share was changed."""

from collections.abc import Callable

import pytest

from tests.changed_cells import changed_below
from tests.e2e.story import Family, Story
from tests.e2e.visitor import Visitor
from tests.sampling import drawn

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
_LONG = "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaft"  # a name of sixty letters breaks no page
_NARROW = Family(
    320, "Kalea", "Nohea", _LONG, ("Verity", "Saltmeadow"), "A 900128", "Alderwick Elementary", "33990229900166"
)

_BY_SCREEN = {f"{family.width}px": family for family in (_WIDE, _NARROW)}
_SCREENS = list(_BY_SCREEN)
_SHARED = ("templates/layouts", "templates/components", "assets")


@pytest.mark.parametrize(
    "screen", _SCREENS if changed_below("templates/layouts", "templates/components", "assets") else drawn(_SCREENS)
)
def test_an_exemption_is_asked_for_issued_stopped_appealed_and_restored(
    screen: str, visit: Callable[..., Visitor]
) -> None:
    story = Story(_BY_SCREEN[screen], visit)
    story.parent_registers()
    story.parent_asks()
    story.physician_registers()
    story.physician_proves_the_license()
    story.physician_opens()
    story.physician_issues()
    story.parent_sees_and_prints()
    story.school_is_invited()
    story.school_sees("Admit conditionally through")
    story.nurse_reviews()
    story.officer_revokes()
    story.letter_is_posted()
    story.school_sees("May attend. Shots must start by")
    story.parent_appeals()
    story.panel_is_named()
    story.panel_votes()
    story.secretary_adopts()
    story.everyone_knows()
