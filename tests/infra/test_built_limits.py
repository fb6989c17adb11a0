"""S-42: how much the portal takes at once is limited in what is deployed: a flood in one place costs no other."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.package.build import TEMPLATE
from infra.package.watch import PAGES
from infra.template import ROOT

pytestmark = [pytest.mark.package, pytest.mark.timeout(600)]
_JOBS_AT_ONCE = 5
_LEFT_OUT = 8
_WORDS_OF_A_REASON = 6


@pytest.fixture(scope="module")
def resources(built: Path) -> dict[str, dict[str, Any]]:
    return dict(json.loads((built / TEMPLATE).read_text())["Resources"])


def test_each_function_runs_so_often_at_once_and_no_more(resources: dict[str, dict[str, Any]]) -> None:
    """Given a stage that reserves functions, then pages have its number and each job a few of its own."""
    functions = {
        name: made["Properties"] for name, made in resources.items() if made["Type"] == "AWS::Serverless::Function"
    }
    reserved = {name: function["ReservedConcurrentExecutions"]["Fn::If"] for name, function in functions.items()}
    assert reserved.pop(PAGES) == ["ReservesConcurrency", {"Ref": "ApiConcurrency"}, {"Ref": "AWS::NoValue"}]
    assert reserved
    for condition, number, otherwise in reserved.values():
        assert (condition, otherwise) == ("ReservesConcurrency", {"Ref": "AWS::NoValue"})
        assert 1 <= number <= _JOBS_AT_ONCE


def test_the_gateway_takes_so_many_requests_a_second(resources: dict[str, dict[str, Any]]) -> None:
    (gateway,) = (made["Properties"] for made in resources.values() if made["Type"] == "AWS::Serverless::Api")
    (settings,) = gateway["MethodSettings"]
    assert (settings["ResourcePath"], settings["HttpMethod"]) == ("/*", "*")
    assert 0 < settings["ThrottlingRateLimit"] <= settings["ThrottlingBurstLimit"] <= 1000


@pytest.mark.parametrize("name", ["dev", "test", "prod"])
def test_a_lasting_stage_reserves_functions(name: str) -> None:
    stage = json.loads((ROOT / "infra" / "stages" / f"{name}.json").read_text())
    assert int(stage["Parameters"]["ApiConcurrency"]) > 0


def test_each_rule_that_the_security_linter_leaves_out_says_why() -> None:
    """S-82: as few as the requirement allows with what the templates are made of, each with its reason beside it."""
    left_out = [
        line for line in (ROOT / "infra" / "checkov.yaml").read_text().splitlines() if line.strip().startswith("- CKV")
    ]
    reasons = [line.partition("#")[2].strip() for line in left_out]
    assert 0 < len(left_out) <= _LEFT_OUT
    assert all(len(reason.split()) >= _WORDS_OF_A_REASON for reason in reasons)
