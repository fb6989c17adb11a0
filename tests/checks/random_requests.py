"""Random requests of the kinds that the portal sends to its store."""

from typing import Any

from hypothesis import strategies as st

from chalicelib.runtime.settings import settings
from chalicelib.storage.table import typed

_KEYS = st.fixed_dictionaries({"PK": st.sampled_from(["A", "B"]), "SK": st.sampled_from(["ONE", "ONE#2", "T"])})
_VALUES = st.fixed_dictionaries(
    {},
    optional={
        "version": st.integers(0, 3),
        "body": st.text(max_size=6),
        "tries": st.integers(0, 4),
        "mailed": st.sets(st.sampled_from("abc"), min_size=1),
        "facts": st.lists(st.text(max_size=2), max_size=2),
        "about": st.dictionaries(st.sampled_from("xy"), st.booleans(), max_size=2),
        "GSI1PK": st.sampled_from(["QUEUE#1", "QUEUE#2"]),
        "GSI1SK": st.sampled_from(["2026-01", "2026-02"]),
    },
)
_ITEMS = st.builds(lambda key, values: {**key, **values}, _KEYS, _VALUES)
# The conditions and changes that the portal sends, each with the values that it names.
_CONDITIONS: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("attribute_not_exists(PK)", {}, {}),
    ("attribute_exists(PK)", {}, {}),
    ("version = :seen", {":seen": 1}, {}),
    ("attribute_not_exists(PK) OR version < :this", {":this": 2}, {}),
    (
        "(attribute_not_exists(tries) OR tries < :allowed) AND (attribute_not_exists(#mine) OR #mine < :few)",
        {":allowed": 3, ":few": 2},
        {"#mine": "at_x"},
    ),
    (
        "attribute_not_exists(PK) OR version < :this OR body IN (:mine, :other)",
        {":this": 1, ":mine": "a", ":other": ""},
        {},
    ),
    ("begins_with(SK, :start)", {":start": "ONE#"}, {}),
    ("contains(mailed, :one)", {":one": "a"}, {}),
    ("GSI1PK = :queue AND GSI1SK = :place", {":queue": "QUEUE#1", ":place": "2026-01"}, {}),
]
_CHANGES: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("SET body = :new", {":new": "ä 免"}, {}),
    ("ADD tries :one SET #ttl = :ttl", {":one": 1, ":ttl": 77}, {"#ttl": "ttl"}),
    ("SET delivery = :how REMOVE GSI1PK, GSI1SK, card", {":how": "posted"}, {}),
    ("ADD mailed :who", {":who": {"z"}}, {}),
    ("DELETE mailed :who", {":who": {"a", "b"}}, {}),
    ("SET version = if_not_exists(version, :one), body = :new", {":one": 1, ":new": "x"}, {}),
    ("SET facts = list_append(if_not_exists(facts, :none), :more)", {":none": [], ":more": ["c"]}, {}),
    ("SET GSI1SK = :again", {":again": "2026-09"}, {}),
]


def _put(item: dict[str, Any], condition: Any) -> dict[str, Any]:
    return _with(condition, {"TableName": settings().table, "Item": typed(item)})


def _with(condition: Any, write: dict[str, Any], change: Any = None) -> dict[str, Any]:
    given = [each for each in (condition, change) if each]
    values = {name: value for each in given for name, value in each[1].items()}
    names = {name: value for each in given for name, value in each[2].items()}
    made = {
        **write,
        **({"ConditionExpression": condition[0]} if condition else {}),
        **({"UpdateExpression": change[0]} if change else {}),
    }
    return (
        made
        | ({"ExpressionAttributeValues": typed(values)} if values else {})
        | ({"ExpressionAttributeNames": names} if names else {})
    )


_CONDITION = st.none() | st.sampled_from(_CONDITIONS)
_AT = st.builds(lambda key: {"TableName": settings().table, "Key": typed(key)}, _KEYS)
_PUTS = st.builds(_put, _ITEMS, _CONDITION)
_UPDATES = st.builds(_with, _CONDITION, _AT, st.sampled_from(_CHANGES))
_WRITES = st.one_of(
    _PUTS.map(lambda put: {"Put": put}),
    _UPDATES.map(lambda update: {"Update": update}),
    st.builds(lambda at, condition: {"Delete": _with(condition, at)}, _AT, _CONDITION),
    st.builds(lambda at, condition: {"ConditionCheck": _with(condition, at)}, _AT, st.sampled_from(_CONDITIONS)),
)
_QUERIES = st.builds(
    lambda where, values, limit, forward: {
        "TableName": settings().table,
        "ExpressionAttributeValues": typed(values),
        "Limit": limit,
        "ScanIndexForward": forward,
        "KeyConditionExpression": where,
        **({"IndexName": "GSI1"} if "GSI1" in where else {}),
    },
    *[
        st.shared(
            st.sampled_from(
                [
                    ("PK = :pk", {":pk": "A"}),
                    ("PK = :pk AND begins_with(SK, :prefix)", {":pk": "A", ":prefix": "ONE"}),
                    ("PK = :pk AND SK BETWEEN :first AND :last", {":pk": "B", ":first": "ONE#", ":last": "~"}),
                    ("GSI1PK = :pk", {":pk": "QUEUE#1"}),
                ]
            ),
            key="where",
        ).map(lambda pair, place=place: pair[place])
        for place in (0, 1)
    ],
    st.integers(1, 3),
    st.booleans(),
)
REQUESTS = st.one_of(
    _PUTS.map(lambda put: ("put_item", put)),
    _UPDATES.map(lambda update: ("update_item", {**update, "ReturnValues": "ALL_NEW"})),
    st.lists(_WRITES, min_size=1, max_size=4).map(lambda writes: ("transact_write_items", {"TransactItems": writes})),
    st.lists(_KEYS, min_size=1, max_size=4).map(
        lambda keys: (
            "batch_get_item",
            {"RequestItems": {settings().table: {"Keys": [typed(key) for key in keys], "ConsistentRead": True}}},
        )
    ),
    st.lists(_ITEMS, min_size=1, max_size=3, unique_by=lambda item: (item["PK"], item["SK"])).map(
        lambda items: (
            "batch_write_item",
            {"RequestItems": {settings().table: [{"PutRequest": {"Item": typed(item)}} for item in items]}},
        )
    ),
    _QUERIES.map(lambda query: ("query", query)),
)
