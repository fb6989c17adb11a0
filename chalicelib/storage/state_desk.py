"""What the state's lists read of many forms in one request: each form without its medical words, and its coded reasons.

A form's medical words open with its child's key, which costs a call to the key service for each child. So the codes
alone stand a second time in a row beside the form, under one key of the state's desk: a list opens that key and no
other. The row goes with the form. docs/decisions/0029 says more.
"""

import json
from collections.abc import Iterable, Mapping

from botocore.exceptions import ClientError

from chalicelib.domain.errors import PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.listed_form import ListedForm
from chalicelib.law.enums import Vaccine
from chalicelib.runtime.envelope import SealBrokenError
from chalicelib.storage import keys
from chalicelib.storage.data_keys import DataKey, mint
from chalicelib.storage.keys import Key
from chalicelib.storage.store import Store
from chalicelib.storage.table import Item, Table, unavailable
from chalicelib.storage.trigger_keys import DESK_KEY, form_reasons

_SUBJECT = "state desk"
Reasons = Mapping[Vaccine, tuple[str, ...]]


def reasons_row(form: ExemptionForm, key: DataKey) -> dict[str, str]:
    """Return the attributes of the row with a form's codes, under the desk's key. Raises PortalError UNAVAILABLE."""
    codes = {line.vaccine: line.reason_codes for line in form.lines}
    return {"type": "form_reasons", "sealed": key.encrypt(json.dumps(codes), _place(form.id))}


def desk_key(store: Store) -> DataKey:
    """Return the key of the state's desk; the first form that is signed makes it. Raises PortalError UNAVAILABLE."""
    return _key_in(store.item(DESK_KEY)) or _made(store.table)


def _made(table: Table) -> DataKey:
    key = mint(_SUBJECT)
    try:
        table.put_once(DESK_KEY, {"type": "desk_key", "subject": _SUBJECT, "data_key": key.wrapped})
    except PortalError as error:
        if not isinstance(error.__cause__, ClientError):
            raise
        known = _key_in(table.get_many([DESK_KEY]).get(DESK_KEY))  # someone else was first
        if known is None:
            raise unavailable() from error
        return known
    return key


def _key_in(item: Item | None) -> DataKey | None:
    return DataKey(_SUBJECT, item["data_key"]) if item else None


def form_keys(form_ids: Iterable[str]) -> list[Key]:
    """Return the keys of all that `listed_forms` needs of these forms: two for each form, and one."""
    ids = list(form_ids)
    return [DESK_KEY, *(keys.record("form", each) for each in ids), *map(form_reasons, ids)]


def listed_forms(store: Store, form_ids: Iterable[str]) -> dict[str, ListedForm]:
    """Return these forms as a list of the state shows them, by id; those that were purged are left out. One request for
    49 forms, none where `form_keys` were loaded. Raises PortalError UNAVAILABLE."""
    ids = list(form_ids)
    store.load(form_keys(ids))
    key = _key_in(store.item(DESK_KEY))
    found: dict[str, ListedForm] = {}
    for form_id in ids:
        item = store.item(keys.record("form", form_id))
        if item is not None and "body" in item:
            found[form_id] = _listed(item, _reasons(store.item(form_reasons(form_id)), key, form_id))
    return found


def reasons_of(store: Store, form_id: str) -> Reasons:
    """Return the coded reasons of a form by vaccine, where `form_reasons` was loaded with others; the form stays
    closed. Raises PortalError UNAVAILABLE."""
    return _reasons(store.item(form_reasons(form_id)), _key_in(store.item(DESK_KEY)), form_id)


def _listed(item: Item, reasons: Reasons) -> ListedForm:
    return ListedForm.stored(item["body"]).with_changes(reasons=reasons)


def _reasons(row: Item | None, key: DataKey | None, form_id: str) -> Reasons:
    """The codes by vaccine; none where the release that wrote the form kept no such row and no catch-up has run."""
    if row is None or key is None:
        return {}
    try:
        codes = json.loads(key.decrypt(row["sealed"], _place(form_id)))
    except SealBrokenError:
        return {}
    return {Vaccine(vaccine): tuple(of_line) for vaccine, of_line in codes.items()}


def _place(form_id: str) -> str:
    place = form_reasons(form_id)
    return f"{place.pk} {place.sk}"
