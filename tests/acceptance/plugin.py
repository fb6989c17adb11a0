"""Runs case files under pytest: one step that takes every sentence, and the story of each scenario."""

from inspect import signature
from typing import Any

import pytest
from pytest_bdd import parsers, step
from pytest_bdd.parser import Scenario, Step

import tests.acceptance.steps  # noqa: F401 - registers the sentences
from chalicelib.domain.errors import PortalError
from chalicelib.law.calendar import YearOutsideTable
from chalicelib.law.school_year import CalendarEndsError
from chalicelib.law.tables import NotInForceError
from tests.acceptance.answered_by_law import require_listed
from tests.acceptance.grammar import Call, find
from tests.acceptance.kinds import ValueProblem
from tests.acceptance.run import BY_LAW_ALONE
from tests.acceptance.story import Story, Told
from tests.clock import Clock


@pytest.fixture
def story(request: pytest.FixtureRequest, clock: Clock) -> Story:
    """The scenario as its steps tell it; a portal is made when the first act needs it."""
    return Story(clock, lambda: request.getfixturevalue("world"))


@pytest.fixture
def kind_of_step() -> list[str]:
    """The kind of the step under way: given, when or then."""
    return ["given"]


def pytest_bdd_before_step(request: pytest.FixtureRequest, step: Step) -> None:
    """Remember whether the step is a Given, a When or a Then."""
    request.getfixturevalue("kind_of_step")[0] = step.type


def pytest_bdd_before_scenario(scenario: Scenario) -> None:
    """A scenario without steps says nothing: a line with a misspelled Given would be read as its description."""
    assert scenario.steps, f'The scenario "{scenario.name}" has no step that begins with Given, When, Then, And or But.'


def pytest_bdd_after_scenario(request: pytest.FixtureRequest, scenario: Scenario) -> None:
    """Mark a scenario whose outcome only a function of the law gave; the portal's own are held to their list."""
    story: Story = request.getfixturevalue("story")
    if story.by_law_alone:
        request.node.user_properties.append((BY_LAW_ALONE, scenario.name))
    require_listed(scenario, by_law_alone=story.by_law_alone, is_example="[" in request.node.name)


def pytest_bdd_apply_tag(tag: str, function: Any) -> bool:
    """Tags of a case file are for people, not marks of pytest."""
    del tag, function
    return True


@step(parsers.re(r"(?P<sentence>.+)", flags=16))
def _any_step(story: Story, kind_of_step: list[str], sentence: str, datatable: Any = None) -> None:
    """Find the step of this sentence and do it."""
    __tracebackhide__ = True
    story.kind_of_step = kind_of_step[0]
    run(story, find(sentence, story.kind_of_step), datatable)


def run(story: Story, call: Call, table: Any = None) -> None:
    """Do a step; what the portal or a table of the law refuses outright is said in a sentence."""
    __tracebackhide__ = True
    takes_table = "table" in signature(call.step.run).parameters
    if takes_table != bool(table):
        raise ValueProblem("A table must stand below this step." if takes_table else "This step takes no table.")
    try:
        _do(story, call, table)
    except PortalError as error:
        raise AssertionError(str(Told("The portal refuses this", errors=[error]))) from None
    except (NotInForceError, YearOutsideTable, CalendarEndsError) as error:
        raise AssertionError(f"The tables of the law do not reach so far: {error}.") from None


def _do(story: Story, call: Call, table: Any = None) -> None:
    """Do a step; a date at its beginning or end moves the clock, in a Then only for the step."""
    __tracebackhide__ = True
    values = {**call.values, **({"table": [list(row) for row in table]} if table else {})}
    if call.when is not None and story.kind_of_step == "then":
        with story.at(call.when):
            story.memory["dated"] = True
            call.step.run(story, **values)
        story.memory["dated"] = False
        return
    story.move(call.when)
    call.step.run(story, **values)
