"""The history is copied as it is written, to where no one can change it; and a change of it is heard."""

import gzip
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest
from boto3.dynamodb.types import TypeSerializer
from botocore.exceptions import ClientError
from moto import mock_aws

from chalicelib.domain.account import Role
from chalicelib.domain.metrics import Metric
from chalicelib.jobs.locked_copy import keep_copy
from chalicelib.runtime.locked_store import LockedBucket
from infra.verify_audit import Check, read_copy
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.counted import counted
from tests.security.audit_export import SIGNER, exported, signed

STREAM = "arn:aws:dynamodb:us-west-2:1:table/audit/stream/2026-11-30T10:00:00.000"


@dataclass
class Kept:
    """A locked store in a folder."""

    folder: Path
    names: list[str] = field(default_factory=list)

    def put_once(self, name: str, content: bytes) -> None:
        """Keep it, unless it is there."""
        if name not in self.names:
            self.names.append(name)
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def record(item: dict[str, Any], number: int, what: str = "INSERT") -> dict[str, Any]:
    """What the stream of the audit table tells of one item."""
    image = {name: TypeSerializer().serialize(value) for name, value in item.items()}
    images = {"NewImage": image} if what == "INSERT" else {"OldImage": image}
    told = {"SequenceNumber": f"{number:021d}", **images}
    return {"eventName": what, "eventSourceARN": STREAM, "dynamodb": told}


def streamed(world: World) -> dict[str, Any]:
    return {"Records": [record(item, number) for number, item in enumerate(all_items(world.table.audit_name), 1)]}


def told(world: World, kept: Kept) -> list[str]:
    """What the program says that anyone can run, with the copy beside the export."""
    return Check(exported(world), "", SIGNER.public_key.hex(), read_copy(kept.folder)).problems


def someone_looked(world: World) -> None:
    form = world.form()
    world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/forms/{form.id}")


def test_what_was_copied_is_what_the_export_says(world: World, kept: Kept) -> None:
    someone_looked(world)
    done = keep_copy(streamed(world), kept)
    assert done["copied"] == len(all_items(world.table.audit_name)) > 5
    signed(world)
    assert told(world, kept) == []
    assert counted(world.recorder.lines)[Metric.AUDIT_TAMPERED] == 0


@pytest.mark.parametrize("change", ["taken out", "changed"])
def test_a_view_of_today_that_is_taken_out_or_changed_is_found_before_the_day_is_signed(
    world: World, kept: Kept, change: str
) -> None:
    """Given a look at a child's form today, when its entry is taken out or changed, then the copy tells."""
    signed(world)
    someone_looked(world)
    keep_copy(streamed(world), kept)
    lines = exported(world)
    (view,) = [line for line in lines if line.get("item", {}).get("PK", "").startswith("ACCESS#CHILD#")]
    if change == "taken out":
        lines.remove(view)
    else:
        lines[lines.index(view)] = {"item": {**view["item"], "name": "Someone Else"}}
    found = Check(lines, "", SIGNER.public_key.hex(), read_copy(kept.folder)).problems
    assert [problem for problem in found if view["item"]["SK"] in problem and "copied" in problem]


def test_the_last_change_of_today_set_back_with_its_record_is_found(world: World, kept: Kept) -> None:
    """Given a record whose newest change is removed and whose head is set back, then chain and head agree, and the
    copy does not."""
    parent = world.parent()
    keep_copy(streamed(world), kept)
    lines = exported(world)
    partition = f"ACCOUNT#{parent.id}"
    lines = [line for line in lines if partition not in json.dumps(line)]
    assert Check(lines).problems == []
    found = Check(lines, copied=read_copy(kept.folder)).problems
    assert found
    assert all(problem.startswith(partition) for problem in found)


def test_the_same_part_of_the_stream_twice_is_one_copy(world: World, kept: Kept) -> None:
    for _ in range(2):
        world.parent()
    event = streamed(world)
    keep_copy(event, kept)
    keep_copy(event, kept)
    assert len(kept.names) == 1
    part = {"Records": event["Records"][:-1]}
    keep_copy(part, kept)  # a try that ended elsewhere
    assert len(kept.names) == 2
    signed(world)
    assert told(world, kept) == []


@pytest.mark.parametrize("what", ["MODIFY", "REMOVE"])
def test_a_change_of_the_history_is_heard_and_what_was_there_is_kept(world: World, kept: Kept, what: str) -> None:
    world.parent()
    item = all_items(world.table.audit_name)[0]
    assert keep_copy({"Records": [record(item, 7, what)]}, kept) == Counter(copied=0, tampered=1)
    assert counted(world.recorder.lines)[Metric.AUDIT_TAMPERED] == 1
    (line,) = gzip.decompress((kept.folder / kept.names[0]).read_bytes()).decode().splitlines()
    assert json.loads(line)["before"]["SK"] == item["SK"]
    assert any(f"the stream tells of a {what.lower()}" in problem for problem in told(world, kept))


def test_no_records_make_no_copy(kept: Kept) -> None:
    assert keep_copy({"Records": []}, kept) == Counter(copied=0, tampered=0)
    assert kept.names == []


def test_the_bucket_keeps_the_first_and_says_so_of_all_other_trouble() -> None:
    """Given a bucket, when the same name comes with other words, then the first stays; a bucket that is not there is
    trouble, and the stream comes again."""
    with mock_aws():
        client = boto3.client("s3", region_name="us-west-2")
        client.create_bucket(Bucket="roots", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
        for words in (b"first", b"second"):
            LockedBucket("roots", "arn:aws:kms:us-west-2:1:key/k").put_once("history/a", words)
        assert client.get_object(Bucket="roots", Key="history/a")["Body"].read() == b"first"
        with pytest.raises(ClientError):
            LockedBucket("elsewhere", "arn:aws:kms:us-west-2:1:key/k").put_once("history/a", b"x")
