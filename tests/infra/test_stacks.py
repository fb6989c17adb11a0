"""The templates as they are built: what each function has beside its code, and that AWS would take them."""

import copy
import json
import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.jobs import EACH_NIGHT
from infra.deploy.cloud import TOOLS
from infra.deploy.stages import TRIAL, for_stage
from infra.package import checks
from infra.package.build import DATA_TEMPLATE, EDGE_TEMPLATE, TEMPLATE
from infra.package.gateway import resources_of
from infra.package.problems import PackageError
from infra.package.release import release_by_alias
from infra.package.watch import ANSWER, PAGES, PASSKEYS, STREAM, job_name, log_of
from tests.infra.unpacked import run_in

pytestmark = [pytest.mark.package, pytest.mark.timeout(600)]
TEMPLATES = (TEMPLATE, DATA_TEMPLATE, EDGE_TEMPLATE)


@pytest.fixture(scope="module")
def templates(built: Path) -> dict[str, dict[str, Any]]:
    return {name: json.loads((built / name).read_text()) for name in TEMPLATES}


@pytest.fixture(scope="module")
def app(templates: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return templates[TEMPLATE]


@pytest.fixture(scope="module")
def functions(app: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: made["Properties"]
        for name, made in app["Resources"].items()
        if made["Type"] == "AWS::Serverless::Function"
    }


def alarms(app: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        name: made["Properties"] for name, made in app["Resources"].items() if made["Type"] == "AWS::CloudWatch::Alarm"
    }


def test_each_function_has_a_role_of_its_own_and_the_tables_are_named_to_it(
    app: dict[str, Any], functions: dict[str, Any]
) -> None:
    roles = [function["Role"]["Fn::GetAtt"][0] for function in functions.values()]
    assert len(set(roles)) == len(functions) == 15
    settings = app["Globals"]["Function"]["Environment"]["Variables"]
    assert settings["PORTAL_TABLE"] == {"Fn::ImportValue": {"Fn::Sub": "portal-data-${Stage}-PortalTable"}}
    assert "PORTAL_KEYS" not in settings


def test_each_function_is_named_by_something_that_its_zip_has(
    unpacked: Path, unpacked_passkeys: Path, functions: dict[str, Any]
) -> None:
    """The jobs were named by a function inside another, which no runtime could find."""
    of_passkeys = functions[PASSKEYS]["Handler"].rpartition(".")
    code = f"import {of_passkeys[0]} as found\nprint(callable(found.{of_passkeys[2]}))"
    assert run_in(unpacked_passkeys, code).strip() == "True"
    names = sorted(function["Handler"] for name, function in functions.items() if name != PASSKEYS)
    code = f"import app\nprint(all(callable(getattr(app, name.removeprefix('app.'))) for name in {names!r}))"
    assert len(set(names)) == len(functions) - 1
    assert run_in(unpacked, code, {"AWS_DEFAULT_REGION": "us-west-2"}).strip() == "True"


def test_each_function_has_a_log_that_is_kept_encrypted_and_its_own(
    templates: dict[str, dict[str, Any]], functions: dict[str, Any]
) -> None:
    data, app = templates[DATA_TEMPLATE]["Resources"], templates[TEMPLATE]["Resources"]
    for name, function in functions.items():
        log = data[log_of(name)]
        assert log["DeletionPolicy"] == "Retain"
        assert log["Properties"]["RetentionInDays"] == 400
        assert log["Properties"]["KmsKeyId"] == {"Fn::GetAtt": ["DataKey", "Arn"]}
        where = {"Fn::ImportValue": {"Fn::Sub": f"portal-data-${{Stage}}-{log_of(name)}"}}
        assert function["LoggingConfig"] == {"LogGroup": where}
        role = app[function["Role"]["Fn::GetAtt"][0]]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"]
        (writes,) = (each for each in role if "logs:PutLogEvents" in each["Action"])
        (resource,) = writes["Resource"]
        assert resource["Fn::Sub"].endswith(f":log-group:{log['Properties']['LogGroupName']['Fn::Sub']}:*")


def test_each_job_has_a_place_for_what_failed_and_each_schedule_for_what_never_arrived(
    functions: dict[str, Any],
) -> None:
    queue = {"Fn::GetAtt": ["FailedJobs", "Arn"]}
    for name, function in functions.items():
        if name in ANSWER:
            continue
        failed = function["EventInvokeConfig"]
        assert failed["DestinationConfig"]["OnFailure"] == {"Type": "SQS", "Destination": queue}
        assert (failed["MaximumRetryAttempts"], failed["MaximumEventAgeInSeconds"]) == (1, 3600)
        (event,) = function["Events"].values()
        if event["Type"] == STREAM:
            assert event["Properties"]["DestinationConfig"] == {"OnFailure": {"Destination": queue}}
            assert event["Properties"]["MaximumRetryAttempts"] == -1
        else:
            assert event["Properties"]["DeadLetterConfig"] == {"Arn": queue}


def test_each_function_has_alarms_and_a_silent_night_is_one(app: dict[str, Any], functions: dict[str, Any]) -> None:
    found = alarms(app)
    assert all(alarm["AlarmActions"] == [{"Ref": "Alarms"}] for alarm in found.values())
    nightly = {job.value for job in EACH_NIGHT}
    for name in functions:
        assert f"{name}ThrottledAlarm" in found
        assert (f"{name}FailedAlarm" in found) == (name != PAGES)
        silent = found.get(f"{name}DidNotRunAlarm")
        assert bool(silent) == (job_name(name) in nightly)
        assert silent is None or silent["TreatMissingData"] == "breaching"
    assert {
        "PagesFailAlarm", "PagesFailInHundredAlarm", "PagesAreSlowAlarm", "StoreFailsAlarm", "MailBouncesAlarm",
        "JobsWaitInTheFailureQueueAlarm", "OriginRefusedTooOftenAlarm", "SignInFailedTooOftenAlarm",
        "NoticesWaitAlarm", "LicenseSearchUnavailableAlarm", "LockedCopyIsLateAlarm", "LockedCopyIsAnHourLateAlarm",
        "AuditTamperedTooOftenAlarm",
    } <= found.keys()  # fmt: skip


def test_the_gateway_calls_the_alias_and_may(app: dict[str, Any]) -> None:
    """A permission that stays on the function would have every page refused."""
    body = json.dumps(app["Resources"]["RestAPI"]["Properties"]["DefinitionBody"])
    assert body.count("${APIHandlerAliaslive}/invocations") == 14  # seven methods of two paths
    assert "${APIHandler.Arn}/invocations" not in body
    permissions = [made for made in app["Resources"].values() if made["Type"] == "AWS::Lambda::Permission"]
    assert [made["Properties"]["FunctionName"] for made in permissions] == [{"Ref": "APIHandlerAliaslive"}]


def test_a_release_reaches_a_tenth_and_goes_back_at_an_alarm(app: dict[str, Any], functions: dict[str, Any]) -> None:
    pages = functions[PAGES]
    assert (pages["AutoPublishAlias"], pages["AutoPublishAliasAllProperties"]) == ("live", True)
    preference = pages["DeploymentPreference"]
    assert preference["Type"] == "Canary10Percent5Minutes"
    watched = {each["Ref"] for each in preference["Alarms"]}
    assert {"PagesFailAlarm", "PagesAreSlowAlarm"} <= watched <= alarms(app).keys()
    assert "DeploymentPreference" not in for_stage(app, TRIAL)["Resources"][PAGES]["Properties"]


def test_a_gateway_that_is_made_in_another_way_stops_the_build(app: dict[str, Any]) -> None:
    """Given a gateway that calls the alias already, a permission of another name, or an alarm that is gone."""
    with pytest.raises(PackageError, match="another way"):
        release_by_alias(copy.deepcopy(app))
    was = json.loads(json.dumps(app).replace("${APIHandlerAliaslive}", "${APIHandler.Arn}"))
    was["Resources"]["APIHandlerInvokePermission"]["Properties"]["FunctionName"] = {"Ref": PAGES}
    for name, told in (("APIHandlerInvokePermission", "another way"), ("PagesFailAlarm", "alarms that are not there")):
        without = {**was, "Resources": {key: made for key, made in was["Resources"].items() if key != name}}
        with pytest.raises(PackageError, match=told):
            release_by_alias(without)


def test_the_templates_are_far_from_every_limit(templates: dict[str, dict[str, Any]]) -> None:
    for template in templates.values():
        assert len(json.dumps(template, indent=4)) < 300_000
        assert len(template["Resources"]) < 250
    assert resources_of(templates[TEMPLATE]["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]) == 2


def test_a_template_or_a_gateway_that_aws_would_refuse_stops_the_build() -> None:
    with pytest.raises(PackageError, match="more than a million"):
        checks.template_is_small("app", {"Resources": {"a": "b" * 900_000}})
    body = {"paths": {f"/schools/{number}": {} for number in range(280)}}
    with pytest.raises(PackageError, match="282 resources"):
        checks.gateway_can_hold_it({"Resources": {"RestAPI": {"Properties": {"DefinitionBody": body}}}})


def test_the_linter_of_templates_finds_nothing(templates: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    """Every template, as a lasting stage and as a trial: one run, since the linter takes longest to start."""
    for stage, name in product(("prod", TRIAL), TEMPLATES):
        (tmp_path / f"{stage}-{name}").write_text(json.dumps(for_stage(templates[name], stage)))
    files = sorted(map(str, tmp_path.iterdir()))
    assert len(files) == 2 * len(TEMPLATES)
    done = subprocess.run([str(TOOLS / "cfn-lint"), "-t", *files], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_a_trial_goes_away_and_nothing_else_does(templates: dict[str, dict[str, Any]]) -> None:
    data = templates[DATA_TEMPLATE]
    assert for_stage(data, "prod") == data
    trial = for_stage(data, TRIAL)["Resources"]
    kept = {name for name, made in trial.items() if made.get("DeletionPolicy") == "Retain"}
    assert kept == {"GatewayLogRole", "GatewayAccount"}  # other stages of the account log by them
    assert not trial["PortalTable"]["Properties"]["DeletionProtectionEnabled"]
    lock = trial["RootsBucket"]["Properties"]["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert lock == {"Mode": "GOVERNANCE", "Days": 1}
    lasting = data["Resources"]["RootsBucket"]["Properties"]["ObjectLockConfiguration"]["Rule"]["DefaultRetention"]
    assert lasting == {"Mode": "COMPLIANCE", "Years": 10}
