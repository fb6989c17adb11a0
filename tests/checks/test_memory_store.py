"""The tables in memory answer as moto does, and as the embedded store of the local run."""

from typing import Any

from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import settings as random_examples
from hypothesis import strategies as st

from chalicelib.runtime.settings import settings
from infra.template import AUDIT_TABLE, MAIN_TABLE
from tests.checks.after_each_test import all_items
from tests.checks.kept_tables import emptied_tables
from tests.checks.random_requests import REQUESTS
from tests.sampling import WHOLE

_UNSAID = frozenset({"ResponseMetadata", "ConsumedCapacity", "ItemCollectionMetrics", "ScannedCount"})


def _answers_to(requests: list[tuple[str, dict[str, Any]]], *, in_memory: bool) -> list[Any]:
    """What the client says to each request, and what the table holds in the end."""
    names = {MAIN_TABLE: settings().table, AUDIT_TABLE: settings().audit_table}
    with emptied_tables(names, in_memory=in_memory) as client:
        answers = [_told(client, operation, arguments) for operation, arguments in requests]
        return [*answers, sorted(repr(sorted(each.items(), key=str)) for each in all_items(settings().table))]


def _told(client: Any, operation: str, arguments: dict[str, Any]) -> Any:
    try:
        answer = getattr(client, operation)(**arguments)
    except ClientError as error:
        reasons = [each["Code"] for each in error.response.get("CancellationReasons", ())]
        return type(error).__name__, error.response["Error"]["Code"], reasons
    return _in_order({name: value for name, value in answer.items() if name not in _UNSAID})


def _key(item: dict[str, Any]) -> tuple[str, str]:
    return item["PK"]["S"], item["SK"]["S"]


def _in_order(value: Any) -> Any:
    """The answer; what comes in no order of its own (a set, the items of a batch) in one."""
    if isinstance(value, dict):
        if "Responses" in value:
            value = {**value, "Responses": {name: sorted(each, key=_key) for name, each in value["Responses"].items()}}
        return {name: sorted(each) if name in {"SS", "NS"} else _in_order(each) for name, each in value.items()}
    return [_in_order(each) for each in value] if isinstance(value, list) else value


@random_examples(max_examples=3000 if WHOLE else 60)
@given(st.lists(REQUESTS, min_size=1, max_size=8))
def test_any_requests_are_answered_as_by_moto(requests: list[tuple[str, dict[str, Any]]]) -> None:
    assert _answers_to(requests, in_memory=True) == _answers_to(requests, in_memory=False)
