"""The security ledger: every test it names exists, every sabotage can be put in, and `make ledger` judges rightly."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from infra.ledger import book, testing
from infra.ledger.__main__ import BITES, BROKEN, not_passed, whatever_the_day, word_for
from infra.ledger.book import Proof, Sabotage, problems, proofs, requirements
from infra.ledger.copies import sabotaged
from infra.ledger.page import page, standing
from infra.ledger.testing import Ended, Ending
from infra.template import ROOT
from tests.collected import COLLECTED

DOUBLED = "def doubled(number: int) -> int:\n    return number * 2\n"
TESTS = """
import pytest
from portal import doubled

@pytest.fixture
def checked_afterwards():
    yield
    assert doubled(1) == 3

@pytest.fixture
def unprepared():
    raise RuntimeError

def test_twice():
    assert doubled(2) == 4

@pytest.mark.parametrize("number", [1, 2])
def test_each(number):
    assert doubled(number) == number * 2

class TestInAClass:
    def test_wrong(self):
        assert doubled(2) == 5

def test_found_wrong_afterwards(checked_afterwards):
    pass

def test_that_never_begins(unprepared):
    pass

@pytest.mark.skip
def test_left_out():
    pass
"""
FILE = "tests/test_doubled.py"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with a test of every fate."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "portal.py").write_text(DOUBLED)
    (tmp_path / FILE).write_text(TESTS)
    (tmp_path / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n')
    (tmp_path / "tests" / "__init__.py").touch()
    return tmp_path


def an_entry(**changes: object) -> Proof:
    sabotage = {"file": "portal.py", "old": "number * 2", "new": "number + 2", **changes}
    return Proof(id="S-22", says="Doubles.", tests=(f"{FILE}::test_twice",), sabotage=Sabotage(**sabotage))


class TestThisLedger:
    def test_every_requirement_stands_in_the_list_once_and_in_order(self) -> None:
        assert [each.id for each in requirements()] == [f"S-{number:02}" for number in range(1, 88)]
        assert all(each.says for each in requirements())

    def test_every_entry_names_a_requirement_and_a_sabotage_that_can_be_put_in(self) -> None:
        assert problems(proofs()) == []

    @pytest.mark.timeout(600)  # it collects most of the tests
    def test_every_named_test_exists(self, request: pytest.FixtureRequest) -> None:
        """Among the tests that this run found, where it looked into all of their files; a second look takes as long."""
        named, found = {test for proof in proofs() for test in proof.tests}, request.config.stash[COLLECTED]
        if {test.partition("::")[0] for test in named} <= {test.partition("::")[0] for test in found}:
            assert testing.not_among(named, found) == []
        else:
            assert testing.missing(named, ROOT) == []

    def test_the_page_names_every_requirement_and_every_test(self) -> None:
        text = page()
        assert all(f"| {each.id} | " in text and f"{standing(each)}" in text for each in requirements())
        assert all(f"- `{test}`" in text for proof in proofs() for test in proof.tests)


class TestEntries:
    def test_an_entry_is_read_from_its_file(self, tmp_path: Path) -> None:
        (tmp_path / "area.toml").write_text(
            (book.__doc__ or "").split("An entry of a .toml:")[1].split("A req")[0].replace("\n    ", "\n")
        )
        (read,) = proofs(tmp_path)
        assert (read.id, read.asvs, read.sabotage.file) == (
            "S-22",
            ("9.1.2", "9.1.3"),
            "chalicelib/web/http/cookies.py",
        )

    @pytest.mark.parametrize("spoiled", ["tests = []", 'tests = ["a"]\ntest = "b"', ""])
    def test_an_entry_of_another_form_is_refused(self, tmp_path: Path, spoiled: str) -> None:
        sabotage = '[requirement.sabotage]\nfile = "a"\nold = "b"\nnew = "c"\n'
        (tmp_path / "area.toml").write_text(f'[[requirement]]\nid = "S-22"\nsays = "x"\n{spoiled}\n{sabotage}')
        with pytest.raises(ValidationError):
            proofs(tmp_path)

    def test_a_good_entry_has_no_problems(self, project: Path) -> None:
        assert problems((an_entry(),), project) == []

    @pytest.mark.parametrize(
        "change",
        [
            {"old": "number"},
            {"old": "absent"},
            {"new": "number * 2"},
            {"new": "number * ("},
            {"file": "none.py"},
            {"file": FILE, "old": "number * 2"},
        ],
        ids=["twice", "absent", "no change", "unreadable", "no file", "in the tests"],
    )
    def test_a_sabotage_that_cannot_be_put_in_is_named(self, project: Path, change: dict[str, str]) -> None:
        assert len(problems((an_entry(**change),), project)) == 1

    def test_an_unknown_requirement_is_named(self, project: Path) -> None:
        entry = an_entry().model_copy(update={"id": "S-99"})
        assert problems((entry,), project) == ["S-99 is no requirement"]


class TestRunning:
    def test_each_ending_is_told_apart(self, project: Path) -> None:
        assert set(testing.run([FILE], project)) == {
            Ended(f"{FILE}::test_twice", Ending.PASSED),
            Ended(f"{FILE}::test_each[1]", Ending.PASSED),
            Ended(f"{FILE}::test_each[2]", Ending.PASSED),
            Ended(f"{FILE}::TestInAClass::test_wrong", Ending.FAILED),
            Ended(f"{FILE}::test_found_wrong_afterwards", Ending.FAILED),
            Ended(f"{FILE}::test_that_never_begins", Ending.BROKEN),
            Ended(f"{FILE}::test_left_out", Ending.SKIPPED),
        }

    def test_a_test_that_is_gone_is_missing(self, project: Path) -> None:
        named = [f"{FILE}::test_twice", f"{FILE}::test_thrice", f"{FILE}::test_each[3]", "tests/test_none.py::test_a"]
        assert sorted(testing.missing(named, project)) == sorted(named[1:])

    def test_a_file_that_cannot_be_collected_counts_as_missing(self, project: Path) -> None:
        (project / "portal.py").write_text("from nowhere import nothing\n")
        assert testing.missing([f"{FILE}::test_twice"], project)

    def test_without_sabotage_only_passing_tests_are_sound(self) -> None:
        ended = [
            Ended("a.py::test_x[1]", Ending.PASSED),
            Ended("a.py::test_x[2]", Ending.PASSED),
            Ended("a.py::test_y", Ending.SKIPPED),
            Ended("a.py::test_xy", Ending.FAILED),
        ]
        assert not_passed("a.py::test_x", ended) == []
        assert not_passed("a.py::test_y", ended) == ["skipped: a.py::test_y"]
        assert not_passed("a.py::test_xy", ended) == ["failed: a.py::test_xy"]
        assert not_passed("a.py::test_z", ended) == ["did not run: a.py::test_z"]

    def test_what_the_day_left_out_is_run_whole_before_it_is_judged(self) -> None:
        passed, skipped = Ended("a.py::test_x", Ending.PASSED), Ended("a.py::test_y", Ending.SKIPPED)
        asked: list[str] = []

        def run_whole(tests: list[str]) -> list[Ended]:
            asked.extend(tests)
            return [Ended(test, Ending.FAILED) for test in tests]

        ended = whatever_the_day([passed, skipped], run_whole)
        assert asked == ["a.py::test_y"]
        assert ended == [passed, Ended("a.py::test_y", Ending.FAILED)]

    @pytest.mark.parametrize(
        ("new", "word"),
        [("number * 3", BITES), ("number + number", "NOT NOTICED"), ("number * 2\nraise OSError", BROKEN)],
        ids=["noticed", "not noticed", "broken"],
    )
    def test_a_sabotage_is_put_in_judged_and_taken_out(self, project: Path, new: str, word: str) -> None:
        with sabotaged(project, an_entry(new=new).sabotage):
            ended = testing.run([f"{FILE}::test_twice"], project, "-x")
        assert word_for([each.ending for each in ended]) == word
        assert (project / "portal.py").read_text() == DOUBLED

    def test_a_sabotage_is_taken_out_when_the_run_breaks_off(self, project: Path) -> None:
        with pytest.raises(KeyboardInterrupt), sabotaged(project, an_entry().sabotage):
            raise KeyboardInterrupt
        assert (project / "portal.py").read_text() == DOUBLED

    def test_no_test_run_at_all_is_a_deviation(self) -> None:
        assert word_for([]) == word_for([Ending.SKIPPED]) == "NOTHING RAN"
