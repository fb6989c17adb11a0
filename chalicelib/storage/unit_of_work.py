"""One act, one transaction: the change, its guard rows, its audit events, its notices and its operation mark commit
together or not at all.

What it refuses: a stateful write without an audit event (they are made together here), a write without a condition,
a state change that is no row of `lifecycle.py`, more than 100 items. Every update conditions on the version that was
read, every create on absence.

After an unclear outcome it tries once more and reads back: where the operation mark stands, the act was done.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.events import ChangeEvent, changes_between
from chalicelib.domain.notice import Notice, Recipient
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.results import NOTHING, Done, Subject
from chalicelib.storage import audit_keys, keys, projections
from chalicelib.storage.codec import encode, key_of
from chalicelib.storage.data_keys import KnownKeys
from chalicelib.storage.encrypted_events import encrypt_event
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import notice_item
from chalicelib.storage.shapes import SHAPES
from chalicelib.storage.table import TRANSACTION_LIMIT, Table, typed, unavailable
from chalicelib.storage.write_rules import check_transitions, done_before, idempotency_record, require_ours

ABSENT = "attribute_not_exists(PK)"
_TRIES, _UNANSWERED_TRIES = 4, 2  # a refusal comes quickly, no answer after two seconds
_RETRYABLE = {"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "InternalServerError"}


class TooManyWritesError(RuntimeError):
    """An act that does not fit one transaction."""


@dataclass
class UnitOfWork:
    """Collects one act's writes. `commit` sends them; nothing is sent before."""

    table: Table
    act: Action
    actor: Account | None
    now: datetime
    on: date
    request_id: str
    idempotency_key: str
    new_id: Callable[[], str]
    pause: Callable[[int], None]
    known_keys: KnownKeys = field(default_factory=KnownKeys)
    _writes: list[dict[str, Any]] = field(default_factory=list)
    _conflict_codes: list[str] = field(default_factory=list)
    _written: dict[Key, VersionedRecord] = field(default_factory=dict)
    _unanswered: int = 0

    def create(self, record: VersionedRecord, *, by: Action | None = None, reason: str = "") -> None:
        """Write a new record and its first event. Raises NoSuchTransitionError."""
        self._write_record(None, record, by or self.act, reason)

    def update(
        self, before: VersionedRecord, after: VersionedRecord, *, by: Action | None = None, reason: str = ""
    ) -> None:
        """Write the next version of a record and its event, if no one wrote one since. Raises NoSuchTransitionError."""
        self._write_record(before, after, by or self.act, reason)

    def purge(self, record: VersionedRecord, why: str, still_to_do: Mapping[str, Any] | None = None) -> None:
        """Leave of a record what proves that it was there: its version and the head of its history, not a word of it.
        Its data key goes with it, unless another record of its subject still holds it. `still_to_do`: what stands in
        the mark until later transactions have purged the rest."""
        require_ours(record)
        event = self._event(record, record, self.act, record.version + 1, why)
        mark = {
            **key_of(record).as_item(),
            "type": record.record_type,
            "shape": SHAPES[record.record_type],
            "version": event.version,
            "chain": event.digest(),
            "purged": why,
            **(still_to_do or {}),
        }
        self._add(
            {
                "Put": {
                    "TableName": self.table.name,
                    "Item": typed(mark),
                    "ConditionExpression": "version = :seen",
                    "ExpressionAttributeValues": typed({":seen": record.version}),
                }
            },
            "STALE",
        )
        self._add_event(event)
        for projection in projections.rows_gone_with(record):
            self._add({projection.verb: {"TableName": self.table.name, **projection.arguments}}, "STALE")

    def unchanged(self, record: VersionedRecord) -> None:
        """Let the act fail where someone has changed this record, which the act leans on, since it was read."""
        self._add(
            {
                "ConditionCheck": {
                    "TableName": self.table.name,
                    "Key": typed(key_of(record).as_item()),
                    "ConditionExpression": "version = :seen",
                    "ExpressionAttributeValues": typed({":seen": record.version}),
                }
            },
            "STALE",
        )

    def row(
        self,
        key: Key,
        attributes: Mapping[str, Any],
        *,
        condition: str = ABSENT,
        values: Mapping[str, Any] | None = None,
        conflict_code: str = "STALE",
    ) -> None:
        """Write an item that is no record: a link, a look-up row, a guard. `blame` names the error of its condition."""
        write = {
            "TableName": self.table.name,
            "Item": typed({**key.as_item(), **attributes}),
            "ConditionExpression": condition,
        }
        if values:
            write["ExpressionAttributeValues"] = typed(values)
        self._add({"Put": write}, conflict_code)

    def adjust(
        self, key: Key, expression: str, values: Mapping[str, Any], *, condition: str, conflict_code: str = "STALE"
    ) -> None:
        """Change attributes of an operational item (a credential, a link) that need not be read for it."""
        self._add(
            {
                "Update": {
                    "TableName": self.table.name,
                    "Key": typed(key.as_item()),
                    "UpdateExpression": expression,
                    "ExpressionAttributeValues": typed(values),
                    "ConditionExpression": condition,
                }
            },
            conflict_code,
        )

    def remove(
        self, key: Key, *, condition: str = "attribute_exists(PK)", values: Mapping[str, Any] | None = None
    ) -> None:
        """Remove an item that is no record: a link, a guard that an act frees."""
        write: dict[str, Any] = {
            "TableName": self.table.name,
            "Key": typed(key.as_item()),
            "ConditionExpression": condition,
        }
        if values:
            write["ExpressionAttributeValues"] = typed(values)
        self._add({"Delete": write}, "STALE")

    def enqueue_notification(
        self, kind: str, to: Recipient, about: Subject, *, letter: bool = False, language: str = "en", **facts: str
    ) -> None:
        """Owe a notice: it stands in the inbox with the act, and its e-mail or letter follows from the outbox."""
        owed = Notice(
            id=self.new_id(),
            kind=kind,
            recipient=to,
            at=self.now,
            about=about,
            facts=facts,
            letter=letter,
            language=language,
        )
        item = notice_item(owed)
        self.row(Key(item.pop("PK"), item.pop("SK")), item)

    def commit(self, subject: Subject = NOTHING, step: str = "") -> Done:
        """Send the transaction; return what was done to `subject`, and what comes next (see `Done`).

        A repeat of the operation returns what the first one stored. Raises PortalError CONFLICT where someone else was
        faster, UNAVAILABLE where the store did not answer and the act was not done.
        """
        made = Done(act=self.act, subject=subject, step=step)
        known = idempotency_record(made, self.actor, self.now)
        self.row(keys.idempotency(self.idempotency_key), known, conflict_code="REPEATED")
        if len(self._writes) > TRANSACTION_LIMIT:
            raise TooManyWritesError(f"{self.act}: {len(self._writes)} writes")
        for attempt in range(_TRIES):
            done = self._try(made)
            if done is not None:
                return done
            if self._unanswered == _UNANSWERED_TRIES:
                break
            self.pause(attempt)
        done = self._read_back()
        if done is None:
            raise unavailable()
        return done

    def _try(self, made: Done) -> Done | None:
        """What was done, None where another try is worth while."""
        try:
            self.table.transact(self._writes)
        except ClientError as error:
            return self._judge(error)
        except BotoCoreError:
            self._unanswered += 1
            return None
        return made

    def _judge(self, error: ClientError) -> Done | None:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            self._unanswered += 1
            return None
        codes = [reason.get("Code") for reason in error.response.get("CancellationReasons", [])]
        failed = [
            self._conflict_codes[place] for place, reason in enumerate(codes) if reason == "ConditionalCheckFailed"
        ]
        if failed:
            done = self._read_back()
            if done is not None:
                return done
            raise PortalError(
                ErrorKind.CONFLICT,
                next((conflict_code for conflict_code in failed if conflict_code != "STALE"), "STALE"),
            )
        if not _RETRYABLE.intersection(codes):
            raise error
        return None

    def _read_back(self) -> Done | None:
        key = keys.idempotency(self.idempotency_key)
        try:
            mark = self.table.get_many([key]).get(key)
        except PortalError:
            return None
        return done_before(mark, self.actor) if mark else None

    def _write_record(self, before: VersionedRecord | None, after: VersionedRecord, by: Action, reason: str) -> None:
        check_transitions(before, after, by)
        require_ours(before)
        version = before.version + 1 if before else 1
        key = self.known_keys.key_of(after if after.data_key or before is None else before)
        event = encrypt_event(self._event(before, after, by, version, reason), key)
        written = after.model_copy(
            update={"version": version, "chain": event.digest(), "data_key": key.wrapped if key else ""}
        )
        self._written[key_of(after)] = written
        item = encode(written, key)
        put: dict[str, Any] = {"TableName": self.table.name, "Item": typed(item)}
        if before is None:
            put["ConditionExpression"] = ABSENT
        else:
            put["ConditionExpression"] = "version = :seen"
            put["ExpressionAttributeValues"] = typed({":seen": before.version})
        self._add({"Put": put}, "STALE")
        self._add_event(event)
        for projection in projections.rows_of(before, written, item, self.on):
            self._add({projection.verb: {"TableName": self.table.name, **projection.arguments}}, "STALE")

    def _event(
        self, before: VersionedRecord | None, after: VersionedRecord, by: Action, version: int, reason: str
    ) -> ChangeEvent:
        return ChangeEvent(
            kind=f"{after.record_type}.{by}",
            record_type=after.record_type,
            record_id=after.id,
            version=version,
            act=by,
            actor_id=self.actor.id if self.actor else "",
            actor_role=self.actor.role if self.actor else "",
            at=self.now,
            on=self.on,
            reason=reason,
            request_id=self.request_id,
            changes=changes_between(before, after),
            previous=before.chain if before else "",
        )

    def _add_event(self, event: ChangeEvent) -> None:
        key = audit_keys.change_event(event.record_type, event.record_id, event.version)
        item = {
            **key.as_item(),
            "kind": event.kind,
            "digest": event.digest(),
            "body": event.model_dump_json(),
            **audit_keys.log_place(key, event.at),
        }
        put = {"TableName": self.table.audit_name, "Item": typed(item), "ConditionExpression": ABSENT}
        self._add({"Put": put}, "STALE")

    def _add(self, write: dict[str, Any], conflict_code: str) -> None:
        self._writes.append(write)
        self._conflict_codes.append(conflict_code)
