"""How a sentence of a case file finds its step.

A pattern is a sentence with `{name:kind}` for values, `[...]` for words that may be left out, and `(a|b)` for words
that mean the same. Case, quotes around values and a full stop at the end make no difference. Any step may begin or
end with "on <date>" (and "at <time>"): the clock is moved first.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from tests.acceptance.kinds import KINDS, Kind, ValueProblem

_VALUE = re.compile(r"\{(\w+):(\w+)\}")
_TOKEN = re.compile(r"\{\w+:\w+\}|[\[\]()|]|\s+|(?:\\.|[^\s\[\](){}|\\])+")
_OPTIONAL = re.compile(r"()\[[^\[\]]*\]")
_CHOICE = re.compile(r"\(([^()]*)\)")
_CHOICE_IN_CHOICE = re.compile(r"(\([^()]*)\([^()]*\)")
_SAME_WORDS = (
    (r"\blicense(?!d)", "license"),
    (r"\bdoctor\b(?! of)", "physician"),
    (r"\b(pupil|student)('s)?\b", r"child\2"),
    (r"\bexpiration\b", "expiry"),
    (r"\benrol\b", "enroll"),
    (r"\benrols\b", "enrolls"),
    (r"\bcancelled\b", "canceled"),
    (r"\bfavor\b", "favor"),
    (r"\b(?:should|will|shall) be\b", "is"),
    (r"\battempts to\b", "tries to"),
    (r"\bshot(s?)\b", r"dose\1"),
    (r"\bvaccination\b", "immunization"),
    (r"\bDr\b\.?", "Dr"),
    (r"’", "'"),
    (r"[“”]", '"'),
    (r"\bkindergarten\b", "K"),
    (r"\b(?:the )?child,? Kai\b", "the child"),
    (r"\bKai\b", "the child"),
    (r"\bexemption form\b", "form"),
)


class UnknownStepError(AssertionError):
    """No step has these words; the message names the nearest."""


@dataclass
class Step:
    """One sentence: its patterns (the first is shown first), what it does, its topic, an example."""

    patterns: tuple[str, ...]
    run: Callable[..., None]
    topic: str
    example: str

    @property
    def checks(self) -> bool:
        """Whether it says what must follow; the others tell what was so or what someone does."""
        return self.example.startswith("Then")

    @property
    def meaning(self) -> str:
        """The docstring of the step, in one line."""
        return " ".join((self.run.__doc__ or "").split())

    @cached_property
    def ways(self) -> list["Way"]:
        """The patterns, ready to match."""
        return [Way(self, pattern) for pattern in self.patterns]


@dataclass
class Way:
    """One pattern of a step."""

    step: Step
    pattern: str
    kinds: dict[str, Kind] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.kinds = {name: KINDS[kind] for name, kind in _VALUE.findall(self.pattern)}

    @cached_property
    def strict(self) -> re.Pattern[str]:
        """Matches where each value is written as its kind is."""
        return _compiled(self.pattern, self.kinds, strict=True)

    @cached_property
    def loose(self) -> re.Pattern[str]:
        """Matches whatever stands in the places of the values."""
        return _compiled(self.pattern, self.kinds, strict=False)

    def words_matched(self, found: re.Match[str]) -> int:
        """How many letters of the sentence are the step's own words: the more, the better it fits."""
        return len(found.group(0)) - sum(len(text or "") for text in found.groupdict().values())

    def values(self, found: re.Match[str]) -> dict[str, Any]:
        """The values of the sentence. Raises ValueProblem, which says what is accepted."""
        given = {name.partition("__")[0]: text for name, text in found.groupdict().items() if text is not None}
        return {name: self.kinds[name].read(text.strip().rstrip(",")) for name, text in given.items()}


def _compiled(pattern: str, kinds: dict[str, Kind], *, strict: bool) -> re.Pattern[str]:
    return re.compile("".join(_pieces(pattern, kinds, strict=strict)) + r"\s*", re.IGNORECASE)


def _pieces(pattern: str, kinds: dict[str, Kind], *, strict: bool) -> Iterator[str]:
    simple = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|"}
    for place, token in enumerate(_TOKEN.findall(pattern)):
        if token in simple:
            yield simple[token]
        elif token.isspace():
            yield r"\s*"
        elif value := _VALUE.fullmatch(token):
            inner = kinds[value[1]].regex if strict else r"(?<!\w).+?(?!\w)"
            yield rf"(?P<{value[1]}__{place}>[\"']?(?:{inner})[\"']?)"
        else:
            yield _word(token)


def _word(token: str) -> str:
    token = re.sub(r"\\(.)", r"\1", token)
    start = r"(?<!\w)" if token[0].isalnum() else ""
    end = r"(?!\w)" if token[-1].isalnum() else ""
    return rf"{start}{re.escape(token)}{end}"


STEPS: list[Step] = []


def step(*patterns: str, topic: str, example: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make a function a step: its docstring is its meaning in docs/steps.md."""

    def register(run: Callable[..., None]) -> Callable[..., None]:
        STEPS.append(Step(patterns, run, topic, example))
        return run

    return register


@dataclass(frozen=True)
class Call:
    """A step with its values, found for a sentence. `when`: the date and time it began or ended with."""

    step: Step
    values: dict[str, Any]
    when: Any = None


_ON = KINDS["when"]
_FIRST = re.compile(rf"(?:on|as of|at)\s+(?P<when>[\"']?(?:{_ON.regex})[\"']?)\s*[,:]?\s+(?P<rest>.+)", re.IGNORECASE)
_INSIDE = re.compile(rf",?\s+(?:on|as of)\s+(?P<when>[\"']?(?:{_ON.regex})[\"']?),?(?=\s)", re.IGNORECASE)
_LAST = re.compile(rf"(?P<rest>.+?),?\s+(?:on|as of)\s+(?P<when>[\"']?(?:{_ON.regex})[\"']?)", re.IGNORECASE)


def find(sentence: str, kind: str = "given") -> Call:
    """The step for a sentence; in a Then one that checks before one that does something, elsewhere the other way round.

    Raises UnknownStepError, or ValueProblem where only a value is wrong.
    """
    text = plain(sentence)
    found = _best(text, kind, strict=True)
    if found:
        return found
    for when, rest in _without_date(text):
        inner = _best(rest, kind, strict=True)
        if inner:
            return Call(inner.step, inner.values, _ON.read(when) if when else None)
    wrong = _best(text, kind, strict=False)
    if wrong is None:
        raise UnknownStepError(unknown(text))
    return wrong


def _without_date(text: str) -> Iterator[tuple[str, str]]:
    """The sentence without one "on <date>" (at its beginning, its end or inside) and that date; without "today"."""
    for shape in (_FIRST, _LAST):
        if dated := shape.fullmatch(text):
            yield dated["when"], dated["rest"]
    for inside in _INSIDE.finditer(text):
        yield inside["when"], f"{text[: inside.start()]} {text[inside.end() :].lstrip()}"
    if text.lower().endswith((" today", " now")):
        yield "", text.rpartition(" ")[0]


@lru_cache(maxsize=4096)
def plain(sentence: str) -> str:
    """The sentence with one spelling for words that mean the same, outside quotes."""
    parts = re.split(r'("[^"]*")', " ".join(sentence.split()).rstrip(".;:"))
    return "".join(part if part.startswith('"') else _same(part) for part in parts)


def _same(text: str) -> str:
    for old, new in _SAME_WORDS:
        text = re.sub(old, new, text, flags=re.IGNORECASE)
    return text


def _best(text: str, kind: str, *, strict: bool) -> Call | None:
    found = [
        (way.step.checks == (kind.lower() == "then"), way.words_matched(match), -place, way, match)
        for place, way in _ways_with_words_of(text)
        if (match := (way.strict if strict else way.loose).fullmatch(text))
    ]
    if not strict:
        found = [each for each in found if each[1] * 2 >= len(text)]
    if not found:
        return None
    *_, way, match = max(found, key=lambda each: each[:3])
    try:
        return Call(way.step, way.values(match))
    except ValueProblem as problem:
        raise ValueProblem(f"{problem}\nin the step: {way.pattern}") from None


def _ways_with_words_of(text: str) -> Iterator[tuple[int, Way]]:
    """The patterns that a sentence with these words can be, each with its place among all: to try all of them on
    each sentence takes ten times as long."""
    by_word = _ways_by_word(len(STEPS))
    for word in {"", *re.findall(r"\w+", text.lower())}:
        yield from by_word.get(word, ())


@cache
def _ways_by_word(count: int) -> dict[str, list[tuple[int, Way]]]:
    """The patterns of the first so many steps by words of which one must stand in the sentence, those that are in the
    fewest patterns; under "" the patterns that need no certain word."""
    ways = [way for each in STEPS[:count] for way in each.ways]
    asked = [(place, way, _needed(way.pattern)) for place, way in enumerate(ways)]
    usual = Counter(word for *_, needs in asked for need in needs for word in need)
    found: dict[str, list[tuple[int, Way]]] = {}
    for place, way, needs in asked:
        for word in min(needs, key=lambda need: sum(usual[word] for word in need), default={""}):
            found.setdefault(word, []).append((place, way))
    return found


def _needed(pattern: str) -> list[set[str]]:
    """What a sentence must hold to be of this pattern: of each set one word, in small letters."""
    bare = _VALUE.sub(" ", re.sub(r"\\.", " - ", pattern))
    for inside in (_OPTIONAL, _CHOICE_IN_CHOICE):
        while inside.search(bare):
            bare = inside.sub(r"\1 - ", bare)
    choices = [[_words(each) for each in choice.split("|")] for choice in _CHOICE.findall(bare)]
    needs = [{word} for word in _words(_CHOICE.sub(" ", bare))]
    return needs + [{each[0] for each in choice} for choice in choices if all(choice)]


def _words(text: str) -> list[str]:
    return [word.lower() for word in text.split() if re.fullmatch(r"\w+", word)]


def unknown(text: str) -> str:
    """What is said of a sentence that no step has: the nearest steps, with their text."""
    known = {_bare(pattern): each for each in STEPS for pattern in (*each.patterns, each.example)}
    near = difflib.get_close_matches(_bare(text), known, n=8, cutoff=0.0)
    shown = list(dict.fromkeys(id(known[each]) for each in near))[:4]
    steps = [next(each for each in STEPS if id(each) == place) for place in shown]
    lines = [f"No step says: {text}", "The nearest steps are:"]
    for each in steps:
        lines += [f"    {each.patterns[0]}", f"        for example: {each.example}"]
    return "\n".join([*lines, "docs/steps.md lists all steps."])


def _bare(pattern: str) -> str:
    return " ".join(re.sub(r"[\[\]()|{}:\"]|\d+", " ", _VALUE.sub(" ", pattern)).lower().split())
