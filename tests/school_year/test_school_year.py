"""A school year of a district through the portal's own acts: each student's answer on each day of school is that of the
slow engine, every letter that is due is written once, and none is missing."""

import logging

import pytest

from tests.builders import World
from tests.sampling import SEED, WHOLE, is_drawn
from tests.school_year.cases import PLANTED
from tests.school_year.outputs import leaks, outputs
from tests.school_year.script import Year
from tests.school_year.town import SCHOOLS, Scale

SMALL = Scale(30, conditional=7, exempt=5, schools=(SCHOOLS[0], SCHOOLS[2]), weeks_between_letters=6, moves=0.3)
WHOLE_DISTRICT = Scale(3000, conditional=200, exempt=60, weeks_between_letters=2)


def test_a_small_district_through_a_year(world: World) -> None:
    """Given two schools, when a year goes by, then on drawn days all answers agree, every letter is there once, and no
    medical word has reached the schools."""
    year = Year(world, SEED, SMALL, lambda day: is_drawn(f"{day}", 9))

    figures = year.run()

    assert figures.answers > 0
    assert figures.letters > 0
    assert leaks(outputs(year.district), PLANTED) == []


@pytest.mark.skipif(not WHOLE, reason="takes half an hour of processor time: for make test-all")
@pytest.mark.timeout(14400)
def test_a_district_of_3000_students_through_every_day_of_a_year(world: World) -> None:
    figures = Year(world, SEED, WHOLE_DISTRICT, lambda _day: True).run()

    told = ", ".join(f"{count} {name}" for name, count in figures.acts.items())
    logging.getLogger(__name__).warning("%d answers compared, %d letters; %s", figures.answers, figures.letters, told)
    assert figures.answers > 500_000
