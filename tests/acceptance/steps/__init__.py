"""The sentences of case files, topic by topic. Importing this package registers them all."""

from tests.acceptance.steps import (
    answers,
    appeals,
    clocks,
    doses,
    notices,
    outcomes,
    physicians,
    reviews,
    setting,
    signing,
    stating,
    triggers,
)

__all__ = [
    "answers",
    "appeals",
    "clocks",
    "doses",
    "notices",
    "outcomes",
    "physicians",
    "reviews",
    "setting",
    "signing",
    "stating",
    "triggers",
]
