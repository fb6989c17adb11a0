"""What the quick ways of the tests rest on: asking moto directly is asking it over the wire, and a world put back is
the world that was built."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import pytest
from botocore.exceptions import ClientError, ParamValidationError
from hypothesis import given
from hypothesis import settings as random_examples
from hypothesis import strategies as st

from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.runtime.settings import settings
from chalicelib.storage import table
from chalicelib.storage.keys import Key
from chalicelib.storage.table import typed
from infra.template import AUDIT_TABLE, MAIN_TABLE
from tests.builders import World
from tests.checks import direct_moto
from tests.checks.after_each_test import all_items
from tests.checks.checked_copy import OddRequestError, checked_copy
from tests.checks.kept_tables import emptied_tables, empty
from tests.checks.quick_moto import moto_as_it_comes
from tests.checks.random_requests import REQUESTS
from tests.checks.remembered import History
from tests.clock import Clock
from tests.license_answers import LicenseAnswers
from tests.sampling import WHOLE


def _answers_to(requests: list[tuple[str, dict[str, Any]]], *, directly: bool) -> list[Any]:
    """What the client says to each request, and what the table holds in the end."""
    with _tables(directly=directly) as client:
        answers: list[Any] = []
        for operation, arguments in requests:
            try:
                answer = getattr(client, operation)(**arguments)
            except ClientError as error:
                answer = {**error.response, "is": type(error).__name__}
            answers.append({name: value for name, value in answer.items() if name != "ResponseMetadata"})
        return [*answers, sorted(map(repr, all_items(settings().table)))]


@contextmanager
def _tables(*, directly: bool) -> Iterator[Any]:
    with emptied_tables({MAIN_TABLE: settings().table, AUDIT_TABLE: settings().audit_table}) as client:
        if directly:
            yield client
        else:
            direct_moto.disconnect(client)
            with moto_as_it_comes():
                yield client


class TestAskingDirectly:
    @random_examples(max_examples=1000 if WHOLE else 25)
    @given(st.lists(REQUESTS, min_size=1, max_size=8))
    def test_any_requests_are_answered_as_over_the_wire(self, requests: list[tuple[str, dict[str, Any]]]) -> None:
        assert _answers_to(requests, directly=True) == _answers_to(requests, directly=False)

    @pytest.mark.parametrize(("letters", "refused"), [(404_990, False), (404_991, True)])
    def test_the_largest_item_is_as_large_as_over_the_wire(self, letters: int, refused: bool) -> None:
        item = {"TableName": settings().table, "Item": typed({"PK": "A", "SK": "B", "body": "x" * letters})}
        directly, over_the_wire = (_answers_to([("put_item", item)], directly=each) for each in (True, False))
        assert directly == over_the_wire
        assert ("Error" in directly[0]) is refused

    def test_it_is_what_tests_do(self, tables: table.Table, monkeypatch: pytest.MonkeyPatch) -> None:
        wire = "moto.core.botocore_stubber.BotocoreStubber.process_request"
        monkeypatch.setattr(wire, lambda *_request: pytest.fail("this went over the wire"))
        assert tables.query("A") == []


def _client() -> Any:
    return table.client()


def _as_moto_reads_it(operation: str, arguments: dict[str, Any]) -> Any:
    """What comes out of botocore's check, its JSON and moto's reading. Raises ParamValidationError."""
    client = _client()
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation])
    sent = client._serializer.serialize_to_request(arguments, model)
    return json.loads(sent["body"])


def _copied(operation: str, arguments: dict[str, Any]) -> Any:
    client = _client()
    model = client.meta.service_model.operation_model(client.meta.method_to_api_mapping[operation])
    return checked_copy(arguments, model.input_shape)


_AT_A = {"PK": {"S": "A"}, "SK": {"S": "B"}}
_WRONG: dict[str, tuple[str, dict[str, Any]]] = {
    "no table": ("put_item", {"Item": _AT_A}),
    "no name of a table": ("put_item", {"TableName": "", "Item": _AT_A}),
    "an unknown argument": ("put_item", {"TableName": "t", "Item": _AT_A, "Colour": "red"}),
    "a value of an unknown type": ("put_item", {"TableName": "t", "Item": {**_AT_A, "body": {"Z": "x"}}}),
    "a number that is no text": ("put_item", {"TableName": "t", "Item": {**_AT_A, "tries": {"N": 1}}}),
    "a flag that is a number": ("put_item", {"TableName": "t", "Item": {**_AT_A, "done": {"BOOL": 1}}}),
    "a list that is a set": ("put_item", {"TableName": "t", "Item": {**_AT_A, "facts": {"L": set()}}}),
    "a wrong value deep within": (
        "put_item",
        {"TableName": "t", "Item": {**_AT_A, "a": {"L": [{"M": {"b": {"S": 1}}}]}}},
    ),
    "an item that is a list": ("put_item", {"TableName": "t", "Item": []}),
    "no part of a transaction": ("transact_write_items", {"TransactItems": []}),
    "a part without its table": ("transact_write_items", {"TransactItems": [{"Put": {"Item": _AT_A}}]}),
    "a change without its key": ("update_item", {"TableName": "t"}),
    "a limit below one": ("query", {"TableName": "t", "Limit": 0}),
    "a limit that is a text": ("query", {"TableName": "t", "Limit": "10"}),
    "no key of a batch": ("batch_get_item", {"RequestItems": {"t": {"Keys": []}}}),
}


class TestCheckedCopy:
    @random_examples(max_examples=1000 if WHOLE else 100)
    @given(REQUESTS)
    def test_a_request_is_copied_as_moto_reads_it(self, request: tuple[str, dict[str, Any]]) -> None:
        copied = _copied(*request)
        assert copied == _as_moto_reads_it(*request)
        assert _shared(copied, request[1]) == []

    @pytest.mark.parametrize("what", _WRONG)
    def test_what_botocore_refuses_is_left_to_it(self, what: str, tables: table.Table) -> None:
        operation, arguments = _WRONG[what]
        with pytest.raises(ParamValidationError) as told:
            _as_moto_reads_it(operation, arguments)
        with pytest.raises(OddRequestError):
            _copied(operation, arguments)
        with pytest.raises(ParamValidationError) as heard:
            getattr(_client(), operation)(**arguments)
        assert str(heard.value) == str(told.value)

    def test_a_text_of_another_kind_takes_the_whole_way_and_arrives(self, tables: table.Table) -> None:
        class Place(StrEnum):
            HERE = "here"

        _client().put_item(TableName=tables.name, Item={**_AT_A, "at": {"S": Place.HERE}})
        assert tables.query("A") == [{"PK": "A", "SK": "B", "at": "here"}]


def _shared(copied: Any, given_: Any) -> list[Any]:
    """The lists and maps that both have in common."""
    if not isinstance(copied, dict | list):
        return []
    if copied is given_:
        return [copied]
    places = copied if isinstance(copied, dict) else range(len(copied))
    return [each for place in places for each in _shared(copied[place], given_[place])]


class TestWorldsPutBack:
    def test_the_tables_are_as_they_were_built(self, world: World) -> None:
        form = world.form()
        built = _all(world)
        again = _begun_anew(world)
        assert again.form() == form
        assert _all(again) == built
        assert again.default_user(Role.PARENT) == world.default_user(Role.PARENT)

    def test_what_a_test_did_to_its_own_is_not_put_back(self, world: World) -> None:
        review = world.review(ReviewState.ASSIGNED)
        built = _all(world)
        world.table.update(Key("A", "B"), "ADD tries :one", {":one": 1})
        world.step(
            review, Action.RECOMMEND, actor=world.default_user(Role.REVIEWER), state=ReviewState.RECOMMENDED_CLEAR
        )
        again = _begun_anew(world)
        again.review(ReviewState.ASSIGNED)
        assert _all(again) == built

    def test_another_instant_or_another_argument_is_built_by_itself(self, world: World) -> None:
        first = world.request()
        later = _begun_anew(world)
        later.clock.advance(minutes=1)
        assert later.request().submitted_at != first.submitted_at
        assert _begun_anew(world).request(RequestState.DRAFT).state == RequestState.DRAFT

    def test_after_a_write_of_the_tests_own_everything_is_built(self, world: World) -> None:
        parent = world.parent()
        form = world.form(parent=parent)
        again = _begun_anew(world)
        parent = again.parent()
        again.table.put_once(Key("A", "B"), {})
        assert again.form(parent=parent).id != form.id


def _begun_anew(world: World) -> World:
    """As the next test finds it: empty tables, nothing heard, the clock where it begins."""
    empty((world.table.name, world.table.audit_name))
    world.recorder.writes = 0
    return World(world.table, Clock(), LicenseAnswers(), world.recorder, history=History())


def _all(world: World) -> list[str]:
    return sorted(repr(item) for name in (world.table.name, world.table.audit_name) for item in all_items(name))
