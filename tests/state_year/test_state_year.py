"""A year of the state through the portal's own acts and jobs: every count, case, notice, reminder, e-mail and figure is
what the script's own books say, also after days on which the boards or the mail did not answer and nights without a
run."""

import logging

import pytest

from tests.builders import World
from tests.sampling import SEED, WHOLE
from tests.state_year import counted_figures, recounts
from tests.state_year.books import DAY
from tests.state_year.recounts import DisagreementError
from tests.state_year.script import Year
from tests.state_year.town import LAST_DAY, Scale

SMALL = Scale(30, busy=1, asked=6, revoked_share=0.5, appealed_share=0.6, nights_between=6, checks_each_month=False)
QUARTER = Scale(1430, busy=22, asked=60, revoked_share=0.3, appealed_share=0.45)
"""A quarter of the state: of four, 6,000 forms, 1,500 cases, 300 revocations and 120 appeals a year."""


def test_a_small_part_of_the_state_through_a_year(world: World) -> None:
    """Given few physicians, one of them busy, when a year goes by with all that happens in it, then books and tables
    agree."""
    year = Year(world, "2026-11-29", SMALL)  # one seed: with others the small year can lack a kind of case
    figures = year.run()

    assert figures.acts["forms"] >= 30
    assert figures.reviews >= 10
    assert figures.mails > 0
    _require_that_differences_are_seen(world, year)


def _require_that_differences_are_seen(world: World, year: Year) -> None:
    """Each entry of the books that the portal knows nothing of is missed."""
    on, books = LAST_DAY + DAY, year.books
    form = books.forms[0]
    recounts.require_agreement(world, books, on)

    books.owe("exemption_issued", form.number, form.parent)
    with pytest.raises(DisagreementError, match="notices: 1 missing"):
        recounts.require_agreement(world, books, on)
    with pytest.raises(DisagreementError, match="mails: 1 missing"):
        recounts.require_all_mails(world, year.town, books, year.nights.mailed)
    case = books.open_case("public_health", form, on)
    with pytest.raises(DisagreementError, match="cases: 1 missing"):
        recounts.require_agreement(world, books, on)
    with pytest.raises(DisagreementError, match="counted"):
        counted_figures.require_same(world, books, year.town, on)
    books.reviews.remove(case)
    form.signed -= 365 * DAY
    with pytest.raises(DisagreementError, match="physicians' forms"):
        recounts.require_agreement(world, books, on)
    form.lines[0].state = "held"
    with pytest.raises(DisagreementError, match="lines"):
        recounts.require_agreement(world, books, on)


@pytest.mark.skipif(not WHOLE, reason="takes ten minutes of processor time: for make test-all")
@pytest.mark.parametrize("part", ["north", "coast", "valley", "south"])
@pytest.mark.timeout(7200)
def test_a_quarter_of_the_state_through_a_year(world: World, part: str) -> None:
    figures = Year(world, f"{SEED} {part}", QUARTER).run()

    told = "; ".join(f"{count} {name}" for name, count in sorted((figures.acts + figures.runs).items()))
    logging.getLogger(__name__).warning(
        "%s: %d cases, %d appeals, %d mails; %s", part, figures.reviews, figures.appeals, figures.mails, told
    )
    assert figures.acts["forms"] >= 1500
    assert figures.reviews >= 375
    assert figures.acts["revocations"] >= 75
    assert figures.appeals * 3 >= figures.acts["revocations"]  # drawn by the seed: 29 of 77 in one quarter
