"""Comparing what a case expects with what came back."""

from datetime import date
from typing import Any

from chalicelib.law.admission import answer_date
from chalicelib.law.verdict import Verdict
from tests.acceptance import reasons
from tests.acceptance.story import Story, Told


def expect(what: str, wanted: Any, got: Any) -> None:
    """Fail with both values where they differ."""
    assert got == wanted, f"{what}\n    expected: {shown(wanted)}\n    got:      {shown(got)}"


def shown(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, date):
        return f"{value.isoformat()} ({value:%A})"
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(sorted(shown(each) for each in value)) or "none"
    if isinstance(value, dict):
        return ", ".join(f"{name}: {shown(each)}" for name, each in value.items()) or "none"
    return "none" if value is None else str(getattr(value, "value", value)).replace("_", " ")


def say(given: Verdict) -> str:
    """An answer with its day and its reasons, for a message."""
    told = Told("answer", verdict=given)
    day = answer_date(given)
    return " ".join(
        filter(
            None,
            [
                given.outcome.value.replace("_", " "),
                day and day.isoformat(),
                f"[{'; '.join(told.codes)}]",
                *told.sentences,
            ],
        )
    )


def expect_reason(told: Told, words: str) -> None:
    """Fail unless one of the reasons is the one that these words name."""
    if reasons.says(words, told.codes, [*told.sentences, *_fields(told)]):
        return
    hint = f"\n    like:     {'; '.join(reasons.near(words))}" if not reasons.codes_named(words) else ""
    raise AssertionError(f"The reason is another one.\n    expected: {words}\n    got:      {told}{hint}")


def _fields(told: Told) -> list[str]:
    return [f"field {name}" for name in told_fields(told)]


def told_fields(told: Told) -> list[str]:
    """The fields to mend that the answer points at."""
    own = [error.field for error in told.errors if error.field]
    return own + [
        str(each.facts["field"]) for verdict in told.verdicts for each in verdict.reasons if "field" in each.facts
    ]


def vaccines_named(told: Told) -> set[str]:
    """The vaccines that the reasons are about."""
    facts = {
        str(each.facts["vaccine"]) for verdict in told.verdicts for each in verdict.reasons if "vaccine" in each.facts
    }
    return facts | {field.split("[")[1].split("]")[0] for field in told_fields(told) if "[" in field}


def refused(story: Story) -> Told:
    """The last answer, which must be a refusal."""
    assert not story.last.accepted, f"Nothing was refused.\n    expected: refused\n    got:      {story.last}"
    return story.last


def accepted(story: Story) -> Told:
    """The last answer, which must be a yes."""
    assert story.last.accepted, f"It was refused.\n    expected: accepted\n    got:      {story.last}"
    return story.last
