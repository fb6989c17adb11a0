"""How case files are run, and what is said of one that is wrong."""

import os
import subprocess
import sys
from contextlib import nullcontext, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gherkin.parser import Parser

from tests.acceptance import run as acceptance
from tests.acceptance.answered_by_law import listed, require_listed
from tests.acceptance.grammar import STEPS, Step, UnknownStepError, find
from tests.acceptance.kinds import ValueProblem
from tests.acceptance.plugin import run
from tests.acceptance.story import Story

ROOT = Path(__file__).resolve().parents[2]
MAX_BY_THE_LAW_ALONE = 45
WRITTEN = Path(__file__).parent / "written_from_the_manual"
WRONG = """Feature: A date that is not right
  Scenario: One day too many
    Given a temporary exemption from MMR was issued on 2026-08-15 until 2027-08-15
    Then the exemption from MMR is valid through 2027-08-16
  Scenario: A sentence of no step
    When the physician signs the form with a flourish
"""


FINE = """Feature: A year
  Scenario: The last day
    Given a temporary exemption from MMR was issued on 2026-08-15 until 2027-08-15
    Then the exemption from MMR is valid through 2027-08-15
"""
TWO_ANSWERS = """Feature: Who answers
  Scenario: The law alone
    When CDPH adds "COVID-19" with medical exemption only
    Then it may not be required
  Scenario: The portal
    Given a permanent exemption from MMR was issued on 2026-03-02
    Then the exemption from MMR is valid
"""
ODD = """Feature: What cannot be
  Scenario: More votes than members
    Given a permanent exemption from MMR was issued on 2026-03-02
    And the designated physician revokes the form on 2026-09-01
    And the parent files an appeal on 2026-09-15
    When 5 of 3 panelists vote for reinstatement
  Scenario: More than all
    When 30 of 20 children have all doses
  Scenario: Beyond the calendar
    When 99999999999 days pass
  Scenario: A wrong column
    Given the physician states
      | vacine | kind      |
      | MMR    | permanent |
  Scenario: No table
    Given the physician states
  Scenario: A table that no one asked for
    Given the child is in grade 6
      | vaccine |
      | MMR     |
  Scenario: After the last year of the table
    When the foster liaison is asked for the records on 2046-12-31
    Then the records are due by 2047-01-03
  Scenario: An unknown vaccine
    When the physician signs a temporary exemption from anthrax until 2027-11-20
"""


def run_files(*paths: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run them as `make features` does, in this process: an interpreter of its own takes longer than the cases."""
    said, complained = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(complained):
        patch.setenv("CALLED_FROM", str(folder))
        patch.setenv(acceptance.GIVEN, "")  # and gone again afterwards
        patch.chdir(ROOT)
        patch.delitem(sys.modules, "tests.features.given_cases", raising=False)  # it reads the files when imported
        code = acceptance.main(list(paths))
    return subprocess.CompletedProcess(paths, code, said.getvalue(), complained.getvalue())


def test_a_case_file_written_from_the_manual_alone_passes() -> None:
    done = run_files(WRITTEN.name, folder=WRITTEN.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed, 0 failed" in done.stdout


def test_a_wrong_expectation_and_an_unknown_sentence_go_red(tmp_path: Path) -> None:
    (tmp_path / "wrong.feature").write_text(WRONG)
    done = run_files(str(tmp_path))
    assert done.returncode == 1
    assert "FAILED  One day too many" in done.stdout
    assert "step (line 4): Then the exemption from MMR is valid through 2027-08-16" in done.stdout
    assert "expected: 2027-08-16 (Monday)" in done.stdout
    assert "got:      2027-08-15 (Sunday)" in done.stdout
    assert "No step says: the physician signs the form with a flourish" in done.stdout
    assert "0 passed, 2 failed" in done.stdout


def test_a_pass_that_only_the_law_gives_is_marked_and_counted(tmp_path: Path) -> None:
    (tmp_path / "two.feature").write_text(TWO_ANSWERS)
    done = run_files(str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "  passed  The law alone  (by the law alone: no act of the portal answers this)\n" in done.stdout
    assert "  passed  The portal\n" in done.stdout
    assert "2 passed, 0 failed\n1 of the passed by the law alone" in done.stdout


def test_a_sentence_about_reviews_looks_at_the_reviews_of_the_portal(story: Story) -> None:
    def tell(sentence: str) -> None:
        story.kind_of_step, _, said = sentence.casefold().partition(" ")
        run(story, find(said, story.kind_of_step))

    tell("Given a permanent exemption from MMR was issued on 2026-03-02")
    tell("Then no review is required")
    with pytest.raises(AssertionError, match="without an open review"):
        tell("Then all its exemptions go to review")
    tell("When the nurse opens a review because of a measles outbreak")
    tell("Then all its exemptions go to review")
    with pytest.raises(AssertionError, match="with an open review"):
        tell("Then no review is required")
    assert not story.by_law_alone


@pytest.mark.parametrize(
    ("file", "name", "by_law", "said"),
    [
        ("criteria", "Case 100. A vaccine beyond the ten needs a second basis", True, ""),
        ("criteria", "Case 100. A vaccine beyond the ten needs a second basis", False, "take it off"),
        ("review_triggers", "Case 61. A review to protect public health needs a typed reason", True, "only the law"),
        ("review_triggers", "Case 61. A review to protect public health needs a typed reason", False, ""),
    ],
)
def test_the_list_of_what_only_the_law_answers_holds_both_ways(
    file: str, name: str, by_law: bool, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PORTAL_CASE_FILES", raising=False)
    path = str(Path(__file__).parent / f"{file}.feature")
    scenario: Any = SimpleNamespace(name=name, feature=SimpleNamespace(filename=path))
    with pytest.raises(AssertionError, match=said) if said else nullcontext():
        require_listed(scenario, by_law_alone=by_law, is_example=False)


def test_every_line_of_that_list_is_a_scenario_once() -> None:
    features = Path(__file__).parent
    known = {
        f"{path.relative_to(features)}: {child['scenario']['name']}"
        for path in features.rglob("*.feature")
        for child in Parser().parse(path.read_text())["feature"]["children"]
        if "scenario" in child
    }
    assert set(listed()) <= known
    assert len(set(listed())) == len(listed()) <= MAX_BY_THE_LAW_ALONE


def test_the_runner_starts_by_its_path_in_any_folder(tmp_path: Path) -> None:
    (tmp_path / "case.feature").write_text(FINE)
    command = [sys.executable, str(ROOT / "tests" / "acceptance" / "run.py"), "case.feature"]
    environment = {name: value for name, value in os.environ.items() if name not in {"CALLED_FROM", "PYTHONPATH"}}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed, 0 failed" in done.stdout


def test_what_cannot_be_is_said_in_a_sentence_and_nothing_breaks(tmp_path: Path) -> None:
    (tmp_path / "odd.feature").write_text(ODD)
    done = run_files(str(tmp_path))
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    for said in (
        "5 of 3 cannot be",
        "30 of 20 cannot be",
        "99999999999 days lead beyond the year 9999",
        "The table has the columns vacine, kind. Accepted: vaccine, kind",
        "A table must stand below this step.",
        "This step takes no table.",
        "The tables of the law do not reach so far: the holiday table does not cover 2047.",
        '"anthrax" is not a vaccine',
    ):
        assert said in done.stdout, said
    assert "0 passed, 8 failed" in done.stdout


def test_a_case_file_that_is_not_there_is_named() -> None:
    done = run_files("no-such-file.feature")
    assert done.returncode == 2
    assert "There is no such case file: no-such-file.feature" in done.stderr


def test_an_unknown_sentence_names_the_nearest_steps() -> None:
    with pytest.raises(UnknownStepError) as error:
        find("the parents file a complaint on 2026-10-01")
    assert "The nearest steps are:" in str(error.value)
    assert "[tries to] (files|file|filed|appeals|appeal)" in str(error.value)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("the physician states a temporary exemption from anthrax until 2027-01-01", "Accepted: MMR"),
        ("today is 2026-02-30", "not a day of the calendar"),
        ("the child is in grade 13", "Accepted: 1, 2"),
        ("the exemption from MMR is vallid", 'Did you mean "valid"?'),
    ],
)
def test_a_wrong_value_says_what_is_accepted(sentence: str, said: str) -> None:
    with pytest.raises(ValueProblem) as error:
        find(sentence)
    assert said in str(error.value)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.patterns[0][:60])
def test_the_example_of_each_step_is_that_step(step: Step) -> None:
    keyword, sentence = step.example.split("\n")[0].split(" ", 1)
    assert find(sentence, keyword).step is step


def test_a_sentence_that_may_do_or_check_checks_in_a_then() -> None:
    for sentence in ("the request is submitted", "the form is signed", "the exemption from MMR is revoked"):
        assert not find(sentence, "when").step.checks
        assert find(sentence, "then").step.checks


def test_no_given_may_be_refused(story: Story) -> None:
    run(story, find("the physician states a temporary exemption from MMR until 2029-01-01"))
    with pytest.raises(AssertionError, match="This was to be given"):
        run(story, find("the physician signs the form"))


def test_dates_names_and_spellings_are_read_generously(story: Story) -> None:
    for sentence in ("Today is November 20, 2026", 'the clock is "11/20/2026"', "it is 20 November 2026"):
        run(story, find(sentence))
        assert story.today.isoformat() == "2026-11-20"
    run(story, find("THE STUDENT IS IN GRADE 3."))
    assert story.grade_now == "3"
