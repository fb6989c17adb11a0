"""A record is decoded at most once in a request: what a page function is given, its actions find decoded, too."""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from chalicelib.domain.appeal import Appeal
from chalicelib.storage import codec, keys
from chalicelib.storage.table import Item
from chalicelib.web.http.page_request import Page, PageRequest
from tests.builders import World
from tests.invariants.everywhere import PATHS
from tests.invariants.places import ROUTES, Visitor


@dataclass
class Decodes:
    """Counts how often each version of an item was decoded, in each request that a browser sent."""

    world: World
    counts: Counter[tuple[int, str, str, int]] = field(default_factory=Counter)

    def note(self, item: Item) -> None:
        """One call of the decoder."""
        self.counts[len(self.world.recorder.urls), item["PK"], item["SK"], int(item["version"])] += 1

    def repeated(self) -> Iterator[str]:
        """What was decoded more than once, as `address: sort key, times`."""
        for (request, _partition, sort_key, _version), times in self.counts.items():
            if times > 1:
                yield f"{self.world.recorder.urls[request - 1]}: {sort_key}, {times} times"


@pytest.fixture
def decodes(world: World, monkeypatch: pytest.MonkeyPatch) -> Decodes:
    """Every call of the decoder from here on, whoever calls it."""
    real, found = codec.decode, Decodes(world)

    def noted(item: Item, kind: type[Any]) -> Any:
        found.note(item)
        return real(item, kind)

    for module in list(sys.modules.values()):
        if getattr(module, "decode", None) is real:
            monkeypatch.setattr(module, "decode", noted)
    return found


@pytest.mark.parametrize("path", PATHS)
def test_a_record_is_decoded_at_most_once_in_a_request(world: World, decodes: Decodes, path: str) -> None:
    visitor = Visitor.at(world, path)
    decodes.counts.clear()
    if ROUTES[path].submit:
        assert visitor.send(visitor.form()).status in {200, 303}
    else:
        visitor.look()
    assert decodes.counts or visitor.here.person is None
    assert list(decodes.repeated()) == []


def test_a_page_that_decodes_by_itself_is_seen(world: World, decodes: Decodes, monkeypatch: pytest.MonkeyPatch) -> None:
    path = "/appeals/{appeal_id}"
    visitor, real = Visitor.at(world, path), ROUTES[path].show

    def planted(page_request: PageRequest, appeal: Appeal) -> Page:
        item = page_request.ctx.store.item(keys.record("appeal", appeal.id))
        assert item
        codec.decode(item, Appeal)
        return real(page_request, appeal)

    monkeypatch.setitem(vars(ROUTES[path]), "show", planted)
    decodes.counts.clear()
    assert visitor.look().status == 200
    assert list(decodes.repeated()) == [f"{visitor.path}: APPEAL, 2 times"]
