"""The facts that the state's figures are counted from, one item beside each form, review and appeal; and the figures as
they were last counted. No act writes them: a job follows the log of events."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import Any

from chalicelib.domain.figures import CountedAppeal, CountedCase, CountedForm, CountedReview
from chalicelib.domain.public_statistics import StatisticsEdition
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.state_figures import StateFigures
from chalicelib.storage import figure_keys, keys
from chalicelib.storage.keys import Key
from chalicelib.storage.rows import FIGURES, queue_row
from chalicelib.storage.shapes import brought_up
from chalicelib.storage.table import REQUEST_LIMIT, Item, Table

COUNTED: Mapping[str, type[CountedForm | CountedReview | CountedAppeal]] = {
    "form": CountedForm,
    "review": CountedReview,
    "appeal": CountedAppeal,
}
_OF_A_FORM = "case#"


def keep_facts(table: Table, record_type: str, item: Item) -> None:
    """Keep the facts of a record as its item has them. Nothing encrypted is opened.

    Facts of a newer version stay, whoever comes later. Raises PortalError UNAVAILABLE, pydantic.ValidationError.
    """
    facts = COUNTED[record_type].stored(brought_up(record_type, int(item["shape"]), item["body"]))
    card = {"kind": record_type, "facts": facts.model_dump(mode="json")}
    row = queue_row(FIGURES, *_place(card), card)
    table.update(
        figure_keys.facts_of(record_type, facts.id),
        "SET #type = :type, of_version = :version, GSI1PK = :queue, GSI1SK = :place, card = :card",
        {
            ":type": "figures",
            ":version": int(item["version"]),
            ":queue": row["GSI1PK"],
            ":place": row["GSI1SK"],
            ":card": row["card"],
        },
        condition="attribute_not_exists(of_version) OR of_version <= :version",
        names={"#type": "type"},
    )


def drop_facts(table: Table, named: tuple[str, str]) -> None:
    """Drop the facts of a record that was purged, named by type and id. Raises PortalError UNAVAILABLE."""
    table.replace_many((), [figure_keys.facts_of(*named)])


def _place(card: Mapping[str, Any]) -> tuple[str, str]:
    """Return the place of facts in the queue: beside those of the same form."""
    facts = card["facts"]
    return f"{_OF_A_FORM}{facts.get('form_id') or facts['id']}", f"{card['kind']}#{facts['id']}"


def place_by_form(table: Table) -> None:
    """Move the facts that an older portal placed by kind to those of their form. Raises PortalError UNAVAILABLE."""
    for kind in COUNTED:
        rows = table.walk_queue(keys.queue(FIGURES), f"{kind}#")
        while moved := [Key(row["PK"], row["SK"]) for row in islice(rows, REQUEST_LIMIT)]:
            items = table.get_many(moved).values()
            table.replace_many(({**item, "GSI1SK": _place_of(item)} for item in items), ())


def _place_of(item: Item) -> str:
    return keys.queue_place(*_place(json.loads(item["card"])))


def cases(table: Table) -> Iterator[CountedCase]:
    """Yield the facts of every form with those of its reviews and appeals, one form after the other: no more of them
    are held than a request brings. Raises PortalError UNAVAILABLE."""
    rows = table.walk_queue(keys.queue(FIGURES), _OF_A_FORM)
    for _form_id, of_form in groupby(rows, key=lambda row: str(row["GSI1SK"]).split("#")[1]):
        found: list[FrozenModel] = []
        for row in of_form:
            card = json.loads(row["card"])
            found.append(COUNTED[card["kind"]].stored(json.dumps(card["facts"])))
        yield CountedCase(
            next((each for each in found if isinstance(each, CountedForm)), None),
            [each for each in found if isinstance(each, CountedReview)],
            [each for each in found if isinstance(each, CountedAppeal)],
        )


def keep_figures(table: Table, figures: Mapping[str, StateFigures]) -> None:
    """Put the figures of the state ("") and of each health department in place of the last. Raises PortalError
    UNAVAILABLE."""
    table.replace_many(
        (
            {**figure_keys.day_figures(place).as_item(), "type": "state_figures", "body": each.model_dump_json()}
            for place, each in figures.items()
        ),
        (),
    )


def read_figures(table: Table, place: str = "") -> StateFigures | None:
    """Return the figures as last counted; None before the first count. Raises PortalError UNAVAILABLE."""
    item = table.get_many([figure_keys.day_figures(place)]).get(figure_keys.day_figures(place))
    return StateFigures.stored(item["body"]) if item else None


def newest_edition(table: Table) -> StatisticsEdition | None:
    """Return the newest public edition; None before the first. Raises PortalError UNAVAILABLE."""
    found = table.query(figure_keys.FIGURES, figure_keys.EDITION_PREFIX, limit=1, newest_first=True)
    return StatisticsEdition.stored(found[0]["body"]) if found else None


def put_edition(table: Table, edition: StatisticsEdition) -> bool:
    """Publish an edition and return whether it is new: one that was published stays as it is. Raises PortalError
    UNAVAILABLE."""
    written = table.update(
        figure_keys.edition(edition.name),
        "SET #type = :type, body = :body",
        {":type": "statistics_edition", ":body": edition.model_dump_json()},
        condition="attribute_not_exists(PK)",
        names={"#type": "type"},
    )
    return written is not None


def counted_until(table: Table) -> str:
    """Return the instant up to which the log was followed; "" before the first run. Raises PortalError UNAVAILABLE."""
    item = table.get_many([figure_keys.CURSOR]).get(figure_keys.CURSOR)
    return str(item["until"]) if item else ""


def keep_counted_until(table: Table, until: str) -> None:
    """Keep the instant up to which the log was followed. Raises PortalError UNAVAILABLE."""
    table.update(
        figure_keys.CURSOR,
        "SET #type = :type, #until = :until",
        {":type": "figures_cursor", ":until": until},
        names={"#type": "type", "#until": "until"},
    )
