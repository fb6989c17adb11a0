"""A school year of a district through the portal's own acts: each student's answer on each day of school is that of the
slow engine, every letter that is due is written once, and none is missing."""

from datetime import date

import pytest

from tests.builders import World
from tests.sampling import SEED, WHOLE, is_drawn
from tests.school_year.script import Year
from tests.school_year.town import SCHOOLS, Scale


def test_a_small_district_through_a_year(world: World) -> None:
    """Given two schools, when a year goes by, then on drawn days all answers agree, and every letter is there once."""
    year = Year(world, SEED, Scale(students=60, conditional=10, exempt=8, schools=(SCHOOLS[0], SCHOOLS[2]), weeks_between_letters=3), lambda day: is_drawn(f"{day}", 9))

    figures = year.run()

    assert figures.answers > 0
    assert figures.letters > 0


@pytest.mark.skipif(not WHOLE, reason="takes minutes: the whole district is for make test-all")
@pytest.mark.timeout(7200)
def test_a_district_of_3000_students_through_every_day_of_a_year(world: World) -> None:
    def every_day(_day: date) -> bool:
        return True

    figures = Year(world, SEED, Scale(students=3000, conditional=200, exempt=60), every_day).run()

    print(dict(figures.acts), figures.answers, figures.letters)
    assert figures.answers > 500_000
