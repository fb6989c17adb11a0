"""Writes the stored examples of the code as it is, when it is called by name: see tests/storage/corpus_story.py."""

from datetime import UTC, datetime

import pytest

from tests.builders import World
from tests.storage.corpus_story import CORPUS, tell, write, write_fields


@pytest.mark.argon2  # an example holds passwords as the portal stores them
def test_write_the_corpus(world: World) -> None:
    name = f"{datetime.now(UTC):%Y-%m-%d}"
    earlier = len(list(CORPUS.glob(f"{name}*.jsonl")))  # of the same day: an example is never written over
    tell(world)
    write(world, f"{name}-{earlier + 1}" if earlier else name)
    write_fields()
