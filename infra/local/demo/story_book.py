"""All stories of the demo, in the order in which their people appear."""

from collections.abc import Callable
from types import ModuleType

from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.stories import (
    appeals,
    boards,
    charges,
    corrections,
    emergencies,
    families,
    opening,
    reviews,
    schools,
)

Telling = Callable[[Stage], Story]
_CHAPTERS = (opening, families, boards, reviews, appeals, schools, emergencies, corrections, charges)


def stories() -> list[Telling]:
    """Every story: each public function of a chapter is one."""
    return [telling for chapter in _CHAPTERS for telling in _told_in(chapter)]


def _told_in(chapter: ModuleType) -> list[Telling]:
    return [
        told
        for name, told in vars(chapter).items()
        if callable(told) and getattr(told, "__module__", "") == chapter.__name__ and not name.startswith("_")
    ]
