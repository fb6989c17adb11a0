"""S-59: what a person types or puts into an address never becomes part of a key or of an expression as it is.
(Of S-40: nothing is scanned, and every read of a list has a limit.)"""

from collections.abc import Iterator

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.permissions import is_public
from chalicelib.storage.directory import write_facilities
from tests.builders import SCHOOL_ID, World
from tests.checks.recorder import StoreCall
from tests.invariants.everywhere import FORMS, PATHS
from tests.invariants.places import ROUTES, Visitor

WITH_IDS = [path for path in PATHS if "{" in path and not is_public(ROUTES[path].act)]
_EXPRESSIONS = (
    "KeyConditionExpression",
    "FilterExpression",
    "ConditionExpression",
    "UpdateExpression",
    "ProjectionExpression",
)


def strange_ids(known: str) -> Iterator[str]:
    """Texts that stand in an address where an id is expected, made from an id that is there."""
    yield from {known[:13], known[:1]} - {known}
    yield from (
        f"{known}%23",
        f"{known}%23x",
        f"%23{known}",
        f"{known}%00",
        f"{known}%0a",
        f"ACCOUNT%23{known}",
        f"{known}%2FCASE",
        "%2A",
        "~",
        "..",
        "'%20OR%20'1'='1",
        ":pk",
        "%24%7Bx%7D",
        "a" * 1024,
        "a" * 1025,
        "a" * 2049,
        "%F0%9F%98%80" * 300,
        "-",
        "_",
        "%EF%BC%91" * 26,
    )


def expressions_of(calls: list[StoreCall]) -> Iterator[str]:
    """Every expression of these requests."""
    for call in calls:
        parts = [call.arguments]
        for write in call.arguments.get("TransactItems", ()):
            parts += list(write.values())
        yield from (str(part[name]) for part in parts for name in _EXPRESSIONS if name in part)


@pytest.mark.parametrize("path", WITH_IDS)
def test_a_text_that_is_no_id_asks_the_store_for_nothing(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    found = []
    for name in visitor.here.ids:
        if "{" + name + "}" not in path or name in {"place", "why", "kind"}:
            continue
        for strange in strange_ids(visitor.here.ids[name]):
            shown = visitor.browser.get(ROUTES[path].path.format(**{**visitor.here.ids, name: strange}))
            asked = str([call.arguments for call in shown.calls])
            if shown.status != 404 or (len(strange) > 64 and strange[:65] in asked) or "%" in asked:
                found.append(f"{name}={strange[:30]}: {shown.status}")
    assert found == []


@pytest.mark.parametrize("path", FORMS)
def test_what_is_typed_stands_in_no_expression_and_in_no_key(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    form = visitor.form()
    typed = {name: f"Zz#planted :{name} \uff03" for name in form.names}
    answers = [visitor.send(form, **typed), visitor.send(form)]
    calls = [call for answer in answers for call in answer.calls]
    assert [text for text in expressions_of(calls) if "planted" in text] == []
    keys = [str(call.arguments.get("RequestItems", call.arguments.get("Key", ""))) for call in calls]
    assert [text for text in keys if "planted" in text] == []
    assert all(answer.status < 500 for answer in answers)


NAMES = ("juniper#", "#", f"{SCHOOL_ID}#ROSTER", "j" * 100, ":prefix", "\uff03\uff03", "a b c", "ROSTER#")


def test_a_search_reads_no_other_partition_whatever_is_typed(world: World) -> None:
    write_facilities(world.table, [world.facility()])
    form = world.form()
    visitor = Visitor.at(world, "/parents/requests/{request_id}/school/find")
    own = visitor.form()
    visitor.send(own, name="juniper", step="search", choice="")
    asked = _asked(visitor.send(own, name="juniper", step="search", choice="").calls)
    for name in NAMES:
        shown = visitor.send(own, name=name, step="search", choice="")
        assert shown.status in {200, 422}
        assert form.number not in shown.text
        assert _asked(shown.calls) <= asked


def _asked(calls: list[StoreCall]) -> set[str]:
    """The partitions that were read, but those of the visitor's own records."""
    return {
        key["PK"]["S"]
        for call in calls
        for tables in [call.arguments.get("RequestItems", {})]
        for wanted in tables.values()
        for key in (wanted["Keys"] if isinstance(wanted, dict) else ())
    }


@pytest.mark.parametrize("number", [f"{SCHOOL_ID}#", "FACILITY#1", "1" * 100, "\uff11" * 14, "../1", "19642120123456'"])
def test_a_school_number_that_is_none_invites_no_one(world: World, number: str) -> None:
    world.facility()
    visitor = Visitor.at(world, "/operators/invite/school")
    form = visitor.form()
    assert visitor.send(form, facility_numbers=number).status == 422


@pytest.mark.parametrize("path", PATHS)
def test_no_page_scans_and_every_list_is_read_with_a_limit(world: World, path: str) -> None:
    visitor = Visitor.at(world, path)
    calls = visitor.look().calls
    if path in FORMS:
        calls += visitor.send(visitor.form()).calls
    lists = [call for call in calls if call.operation in {"Query", "Scan"}]
    assert [call.operation for call in lists if call.operation == "Scan"] == []
    assert [call for call in lists if not call.is_bounded] == []


def test_the_school_of_the_case_is_found_by_its_words(world: World) -> None:
    """The search above would find nothing for anyone if it did not work at all."""
    write_facilities(world.table, [world.facility()])
    visitor = Visitor.at(world, "/parents/requests/{request_id}/school/find")
    shown = visitor.send(visitor.form(), name="juniper", step="search", choice="")
    assert "Juniper Hollow" in shown.text
    assert world.default_user(Role.PARENT).verified
