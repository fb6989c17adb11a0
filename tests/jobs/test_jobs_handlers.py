"""The job as Lambda runs it."""

import json
from datetime import UTC, timedelta

import pytest
from chalice.test import Client

from chalicelib import wiring
from chalicelib.actions.districts.count_school import count_school
from chalicelib.jobs import deliver_notices, sign_daily_root
from chalicelib.jobs.sign_daily_root import sign_due_roots
from chalicelib.runtime import settings as runtime_settings
from chalicelib.runtime.aws import aws_client
from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.settings import Settings
from chalicelib.storage.daily_roots import last_root
from tests.builders import World
from tests.invariants.places_imports import answered_import
from tests.jobs.post_box import PostBox


def test_the_scheduled_function_delivers_and_logs_how_many(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from app import app  # noqa: PLC0415 - the tests' settings must stand before the portal is imported

    box = PostBox()
    monkeypatch.setattr(deliver_notices, "SesMailer", lambda: box)
    world.form()
    client = Client(app)
    client.lambda_.invoke(
        "deliver_notices",
        client.events.generate_cw_event("aws.events", "Scheduled Event", {}, ["arn"], region="us-west-2"),
    )
    assert len(box.taken) == 2  # of the request and of the form to the parent
    assert '"event": "notices.delivered"' in world.recorder.lines[-1]


def test_the_nightly_function_signs_the_closed_day_with_the_stages_key_and_locks_it_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import app  # noqa: PLC0415

    keys, bucket = aws_client("kms"), aws_client("s3")
    key = keys.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
    bucket.create_bucket(Bucket="nightly-roots", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
    monkeypatch.setattr(runtime_settings, "settings", lambda: Settings(root_key=key, roots_bucket="nightly-roots"))
    monkeypatch.setattr(sign_daily_root, "sign_due_roots", lambda signer: sign_due_roots(signer, world.clock))
    world.parent()
    day = world.clock.now.astimezone(UTC).date().isoformat()
    world.clock.advance(days=1, hours=2)

    client = Client(app)
    client.lambda_.invoke(
        "sign_daily_root",
        client.events.generate_cw_event("aws.events", "Scheduled Event", {}, ["arn"], region="us-west-2"),
    )

    root = last_root(world.table)
    assert root
    statement = bucket.get_object(Bucket="nightly-roots", Key=f"{day}.json")["Body"].read()
    assert statement == str(root["statement"]).encode()
    assert json.loads(statement)["day"] == day
    assert keys.verify(
        KeyId=key,
        Message=statement,
        MessageType="RAW",
        SigningAlgorithm="ECDSA_SHA_256",
        Signature=bytes.fromhex(str(root["signature"])),
    )["SignatureValid"]
    said = json.loads(world.recorder.lines[-1].removeprefix("portal "))
    assert (said["event"], said["count"]) == ("roots.signed", 1)


def test_the_scheduled_function_counts_schools_and_logs_how_many(world: World) -> None:
    """Given a school that was counted yesterday, when the function runs, then one line says how many were counted."""
    from app import app  # noqa: PLC0415

    yesterday = wiring.new_context(world.clock() - timedelta(days=1), new_id())
    count_school(yesterday, world.facility().id)
    client = Client(app)
    client.lambda_.invoke(
        "count_schools",
        client.events.generate_cw_event("aws.events", "Scheduled Event", {}, ["arn"], region="us-west-2"),
    )
    assert '"event": "schools.counted"' in world.recorder.lines[-2]
    assert '"outcome": "counted"' in world.recorder.lines[-2]


def test_the_scheduled_function_applies_imports_and_logs_how_many(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import app  # noqa: PLC0415

    answered_import(world)
    client = Client(app)
    client.lambda_.invoke(
        "apply_imports",
        client.events.generate_cw_event("aws.events", "Scheduled Event", {}, ["arn"], region="us-west-2"),
    )
    assert '"event": "imports.applied"' in world.recorder.lines[-1]
    assert '"outcome": "finished"' in world.recorder.lines[-1]
