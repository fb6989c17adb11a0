"""Writes the stored examples of the code as it is, when it is called by name: see tests/storage/corpus_story.py."""

from datetime import UTC, datetime

from tests.builders import World
from tests.storage.corpus_story import tell, write, write_fields


def test_write_the_corpus(world: World) -> None:
    tell(world)
    write(world, f"{datetime.now(UTC):%Y-%m-%d}")
    write_fields()
