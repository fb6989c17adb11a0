"""Files that go wrong on purpose, sent by a school's office through the page: each says what is wrong, by line, and
only the lines that can be used become students."""

import pytest

from chalicelib.rosters.problems import Effect
from chalicelib.rosters.reader import read_roster
from chalicelib.web.schools.imports import MAX_FILE_MB
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.rosters.files import sentence
from tests.rosters.hostile import HOSTILE, Hostile
from tests.web.roster_import_story import applied, figures, office, sent, students

MOST_SHOWN = 100  # problems on a page: what is left out comes first
MOST_BYTES = MAX_FILE_MB * 1024 * 1024


def by_name(case: Hostile) -> str:
    return case.name


@pytest.mark.parametrize("case", HOSTILE, ids=by_name)
def test_a_hostile_file_is_answered_by_line_and_nothing_is_applied_by_half(world: World, case: Hostile) -> None:
    parsed = read_roster(case.content, world.ctx().on)

    page = sent(office(world), case.content)

    if len(case.content) > MOST_BYTES:
        assert (page.status, "This file is too large" in page.words) == (413, True)
    elif not case.content.strip():
        assert (page.status, "Choose a file, or paste its lines" in page.words) == (422, True)
    elif parsed.is_refused:
        assert page.status == 422
        for problem in parsed.problems:
            assert problem.effect is not Effect.FILE_REFUSED or sentence(problem) in page.words
    else:
        preview = page.follow()
        by_weight = sorted(parsed.problems, key=lambda problem: list(Effect).index(problem.effect))
        for problem in by_weight[:MOST_SHOWN]:
            assert sentence(problem) in preview.words
        assert figures(preview)["New"] == len(case.used)
        done = applied(world, preview) if case.used else preview
        assert len(students(world)) == len(case.used)
        assert "is being imported" not in done.words
        return
    assert students(world) == []
    assert not [item for item in all_items(world.table.name) if str(item["PK"]).startswith("IMPORT")]
