"""Every sentence that the manual of case files offers is the step under which it stands, and no other."""

import random
import re
from collections.abc import Iterator

import pytest

import tests.acceptance.steps  # noqa: F401 - registers the sentences
from tests.acceptance.grammar import STEPS, Step, find
from tests.acceptance.kinds import KINDS

VALUES = {
    "date": "2026-10-01", "time": "23:59", "when": "2026-10-01", "dates": "2026-10-01 and 2026-11-01", "number": "5",
    "percent": "94.99 %", "vaccine": "MMR", "vaccines": "MMR and varicella", "dose": "MMR", "kind": "temporary",
    "grade": "3", "span": "7 to 12", "reading": "valid", "answer": "admit", "which": "new", "role": "the nurse",
    "roles": "the parent", "notice": "the bar", "board": "MBC", "matter": "probation", "vote": "reinstatement",
    "attestation": "no charge", "institution": "school", "facility": "preschool", "group": "foster child",
    "instruction": "home-based private school", "basis": "medical", "product": "whole blood", "occasion": "admission",
    "request_state": "submitted", "appeal_state": "in review", "office": "a designated physician", "page": "the form",
    "license": "A 60666", "digits": "60666", "code": "45", "codes": "53", "criteria": "CRITERIA-2",
    "same": "the same day", "quote": '"some words"', "reason": "too early", "medical": "egg allergy",
    "place": "School A", "person": "Mia", "text": '"some words"',
}  # fmt: skip
SAME_EITHER_WAY = re.compile(r"the page shows|is refused with \d")
"""Two steps say the same of these: words on the page opened last; a status by its number."""

_OPTION = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)")
_VALUE = re.compile(r"\{\w+:(\w+)\}")


def sentences(pattern: str, rng: random.Random) -> Iterator[str]:
    """The shortest sentence of a pattern, the longest, and some between."""
    yield rendered(pattern, lambda words: words[0], keep=lambda: False)
    yield rendered(pattern, lambda words: words[-1], keep=lambda: True)
    for _ in range(6):
        yield rendered(pattern, rng.choice, keep=lambda: rng.random() < 0.5)


def rendered(pattern: str, choose, keep) -> str:  # type: ignore[no-untyped-def]
    """The pattern with its choices made, from the inside out, and its values filled in."""
    text = pattern.replace(r"\(", "\x01").replace(r"\)", "\x02")
    while found := _OPTION.search(text):
        optional, choice = found.groups()
        chosen = choose((optional if choice is None else choice).split("|"))
        text = text[: found.start()] + (chosen if choice is not None or keep() else "") + text[found.end() :]
    text = _VALUE.sub(lambda value: VALUES[value[1]], text.replace("\x01", "(").replace("\x02", ")"))
    return " ".join(text.split())


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.patterns[0][:60])
def test_each_sentence_of_the_manual_is_its_own_step(step: Step) -> None:
    rng = random.Random(step.patterns[0])  # noqa: S311 - a fixed choice of words
    for pattern in step.patterns:
        for sentence in sentences(pattern, rng):
            for keyword in ("then",) if step.checks else ("given", "when"):
                found = find(sentence, keyword).step
                assert found is step or SAME_EITHER_WAY.search(sentence), f"{sentence}: {found.patterns[0]}"


def test_each_kind_of_value_is_tried() -> None:
    assert set(VALUES) == set(KINDS)
