"""The job as Lambda runs it."""

import json
from collections import Counter
from types import SimpleNamespace

import pytest
from chalice.test import Client

from chalicelib.jobs import deliver_notices, sign_daily_root
from chalicelib.runtime import settings as runtime_settings
from chalicelib.runtime.root_signer import KmsRootSigner
from infra.template import ROOT
from tests.builders import World
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
    assert len(box.taken) == 2
    assert '"event": "notices.delivered"' in world.recorder.lines[-1]


def test_the_function_has_its_own_settings() -> None:
    stage = json.loads((ROOT / ".chalice" / "config.json").read_text())["stages"]["prod"]
    assert stage["lambda_functions"]["deliver_notices"]["iam_policy_file"] == "policy-deliver-notices.json"


def test_the_nightly_function_signs_what_is_due_with_the_stages_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app import app  # noqa: PLC0415

    asked: list[KmsRootSigner] = []
    monkeypatch.setattr(sign_daily_root, "sign_due_roots", lambda signer: asked.append(signer) or Counter(signed=3))
    monkeypatch.setattr(
        runtime_settings, "settings", lambda: SimpleNamespace(root_key="a key", roots_bucket="a bucket")
    )
    client = Client(app)
    client.lambda_.invoke(
        "sign_daily_root",
        client.events.generate_cw_event("aws.events", "Scheduled Event", {}, ["arn"], region="us-west-2"),
    )
    assert asked == [KmsRootSigner("a key", "a bucket")]
    assert '"event": "roots.signed"' in world.recorder.lines[-1]
