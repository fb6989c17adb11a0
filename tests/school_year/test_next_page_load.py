"""What a physician, the Department or the panel does shows on the school's page when it is next loaded."""

from xml.etree.ElementTree import Element

from tests.builders import World
from tests.checks.pages import text_of
from tests.portal import Portal
from tests.school_year.compared import compare
from tests.school_year.test_medical_words import with_an_exempt_child


def line_of(browser: Portal, name: str) -> str:
    """The words of a student's line on the school's first page."""
    rows: list[Element] = [row for row in browser.get("/schools").html.iter("tr") if name in text_of(row)]
    assert len(rows) == 1
    return text_of(rows[0])


def test_each_act_on_an_exemption_changes_the_line_at_once(world: World) -> None:
    """Given a school's open roster, when an exemption is signed, revoked, appealed, reinstated and withdrawn, then each
    time the next load shows the new answer."""
    district, cases, known = with_an_exempt_child(world)
    school = district.schools[0]
    browser = world.browser(district.offices[school.id])
    lines = [line_of(browser, "Bramabode")]
    for act in (
        lambda: cases.revoke(known),
        lambda: cases.appeal(known),
        lambda: cases.decide_appeal(known, reinstated=True),
        lambda: cases.withdraw(known),
    ):
        act()
        assert compare(district, school) == 1
        lines.append(line_of(browser, "Bramabode"))

    signed, revoked, appealed, reinstated, withdrawn = lines
    assert signed == reinstated
    assert len({signed, revoked, appealed, withdrawn}) == 4
