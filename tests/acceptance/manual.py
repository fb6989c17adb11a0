"""Makes docs/steps.md from the steps themselves: every sentence, its values, its meaning, an example."""

from collections.abc import Iterator
from pathlib import Path

import tests.acceptance.steps  # noqa: F401 - registers the sentences
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.reason_codes import ReasonCode
from tests.acceptance.engines import ENGINES
from tests.acceptance.grammar import STEPS, Step
from tests.acceptance.kinds import KINDS
from tests.acceptance.reasons import COMMON_NAMES, PHRASES, SHOWN

EXAMPLE = Path(__file__).resolve().parents[1] / "features" / "written_from_the_manual" / "example.feature"
_INTRO = """\
A case file is a text file that ends in `.feature`: a `Feature` with `Scenario`s, each a list of sentences that begin
with `Given` (what was so before), `When` (what someone does), `Then` (what must follow), `And` or `But`. `Background`,
`Scenario Outline` with `Examples`, tables below a step, tags (`@case-064`) and descriptions are understood.

Run any case files, from anywhere on disk, several or whole folders:

    make features FILES="cases/mine.feature /tmp/more"
    make features                       # the portal's own, in tests/features

Relative paths begin at the folder you are in; from another folder, `make -C <portal> features FILES="..."` or
`<portal>/.venv/bin/python <portal>/tests/acceptance/run.py ...` does the same. Each scenario is one line, passed or
failed; a failed one shows its step, what was expected and what was got. A passed one is marked "by the law alone" where
only a function of the law gave what a Then checked, since no act of the portal answers it. The command ends with 0 only
if all passed. A new case needs no program: every sentence below can be combined with every other, with other values and
in another order.

- In the patterns below, `{name:kind}` is a value of that kind, words in `[...]` may be left out, `(a|b)` is a choice.
- Any step may follow Given, When or Then. A **Given** that is refused fails at once; a **When** may be refused, and the
  Then steps say what came back. A sentence that could do something or check something (`the request is submitted`)
  checks it in a Then.
- Any step may hold one `on <date>` (also `at <time>`) at its beginning, its end or inside: the clock is moved there. In
  a Then it is moved back after the step. A step with a date of its own (`the child was born on <date>`) does not move
  the clock, but to a day still to come it goes on where the school does something that day: records a grade, gives a
  notice, starts one of its clocks.
- Upper and lower case, quotes around a value and a full stop at the end make no difference. Put quotes around a value
  when it could be mistaken for other words. `license` and `license`, `doctor` and `physician`, `student`, `pupil` and
  `child`, `Kai` and `the child`, `is` and `should be` are the same; `the` or `a` before a value may be left out.
- A sentence that no step has fails and names the nearest steps; a wrong value fails and lists what is accepted."""
_REASONS = """\
A reason in a Then step is named in one of three ways: by one of these phrases, by its code in any spelling
(`temporary longer than one year`), or by part of the sentence that the person reads (two words or more)."""


def page() -> str:
    """The whole page."""
    return (
        "\n\n".join(
            [
                "# Steps of case files",
                "<!-- Written by `make docs` from tests/acceptance. Change that, not this page. -->",
                _INTRO,
                "## An example",
                _code(EXAMPLE.read_text(), "gherkin"),
                *_steps(),
                *_kinds(),
                "## Reasons",
                _REASONS,
                _table(("Phrase", "Code"), _phrases()),
                "### Codes and their sentences",
                _table(("Code", "What the person reads"), _sentences()),
                "## Medical reasons",
                "By code, by part of the label, or by a common name.",
                _table(("Common name", "Code"), iter(COMMON_NAMES.items())),
                _table(("Code", "Label"), iter(LABELS.items())),
            ]
        )
        + "\n"
    )


def _steps() -> Iterator[str]:
    for topic, engine in ENGINES.items():
        yield f"## {topic}"
        yield f"{engine.about} Answered by: {engine.answers}."
        yield "\n".join(line for each in STEPS if each.topic == topic for line in _step(each))


def _step(each: Step) -> Iterator[str]:
    yield f"- `{each.patterns[0]}`"
    yield f"  {each.meaning}"
    first, *rest = each.example.split("\n")
    yield f"  Example: `{first}`" + "".join(f" `{line.strip()}`" for line in rest)
    if len(each.patterns) > 1:
        yield "  Also: " + "; ".join(f"`{pattern}`" for pattern in each.patterns[1:])


def _kinds() -> Iterator[str]:
    yield "## Kinds of values"
    yield _table(("Kind", "Accepted"), ((kind.name, kind.accepted) for kind in KINDS.values()))


def _phrases() -> Iterator[tuple[str, str]]:
    return ((phrase, ", ".join(map(str, codes))) for phrase, codes in PHRASES.items())


def _sentences() -> Iterator[tuple[str, str]]:
    """The law's reasons, and those of the portal that have a phrase; its other messages are named by their words."""
    named = {str(code) for codes in PHRASES.values() for code in codes}
    return ((code, text) for code, text in SHOWN.items() if code in named or code in set(ReasonCode))


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join([*lines, *("| " + " | ".join(_cell(each) for each in row) + " |" for row in rows)])


def _cell(text: object) -> str:
    return " ".join(str(text).replace("|", "\\|").split())


def _code(text: str, language: str) -> str:
    return f"```{language}\n{text.strip()}\n```"
