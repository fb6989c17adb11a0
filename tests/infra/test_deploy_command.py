"""`make deploy`: what it asks for, and what it says where it may do nothing."""

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest

from infra.deploy import __main__ as command
from infra.deploy.cloud import Cloud, DryCloud
from infra.deploy.deploying import deploy, zip_key
from infra.deploy.removing import remove_trial
from infra.deploy.runtimes import runtime_trouble
from infra.deploy.stages import STAGES, problems, read_stage
from infra.package import passkeys
from infra.package.build import DATA_TEMPLATE, EDGE_TEMPLATE, TEMPLATE, ZIP

ASKED_FOR = {
    "PackageBucket", "DomainName", "CertificateArn", "OriginDomainName", "OriginCertificateArn", "MailFrom",
    "SupportEmail", "AlarmEmail", "ReviewTelephone", "AppealsTelephone", "RecordsAddress",
}  # fmt: skip


DEPARTMENT = "cdph.ca.gov"
TODAY = date(2026, 11, 30)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Something that looks like a package."""
    functions = {}
    for name, archive in (("APIHandler", ZIP), ("CheckPasskeys", passkeys.ZIP)):
        (tmp_path / archive).write_bytes(archive.encode())
        functions[name] = {
            "Type": "AWS::Serverless::Function",
            "Properties": {"CodeUri": f"./{archive}", "Runtime": "python3.13"},
        }
    for template in (DATA_TEMPLATE, EDGE_TEMPLATE, TEMPLATE):
        (tmp_path / template).write_text(json.dumps({"Resources": functions}))
    return tmp_path


@pytest.mark.parametrize("name", STAGES)
def test_a_stage_that_is_not_filled_in_asks_for_what_only_the_department_knows(name: str) -> None:
    found = {problem.partition(":")[0] for problem in problems(read_stage(name))}
    assert found == ASKED_FOR


def test_what_is_made_up_or_misspelt_is_not_taken() -> None:
    stage = read_stage("prod")
    wrong = {**stage.parameters, "DomainName": "exemptions.example.org", "SuportEmail": f"help@{DEPARTMENT}"}
    found = " ".join(problems(dataclasses.replace(stage, parameters=wrong)))
    assert "exemptions.example.org must be a host name of the department's own" in found
    assert "SuportEmail is no parameter" in found


def test_where_there_is_no_stage_of_that_name_it_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="dev, test, prod, trial"):
        read_stage("production")


def test_without_credentials_it_says_every_step_in_order_and_does_none(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Cloud, "_run", lambda *_asked: pytest.fail("AWS was asked"))
    deploy(DryCloud("us-west-2"), read_stage("test"), package, TODAY)
    said = capsys.readouterr().out
    zips = [zip_key(package / archive) for archive in (ZIP, passkeys.ZIP)]
    steps = ["portal-data-test", "put-secret-value", "s3 sync", *zips, "portal-edge-test", "portal-app-test"]
    places = [said.index(step) for step in steps]
    assert places == sorted(places)
    assert "(secret)" in said


def test_the_code_of_every_function_is_where_its_zip_is_put(package: Path) -> None:
    deploy(DryCloud("us-west-2"), read_stage("test"), package, TODAY)
    written = json.loads((package / "test" / TEMPLATE).read_text())
    places = {name: made["Properties"]["CodeUri"]["Key"] for name, made in written["Resources"].items()}
    assert places == {"APIHandler": zip_key(package / ZIP), "CheckPasskeys": zip_key(package / passkeys.ZIP)}


def test_no_stage_but_a_trial_can_be_removed() -> None:
    with pytest.raises(ValueError, match="Only a trial"):
        remove_trial(DryCloud("us-west-2"), read_stage("prod"))


def test_the_command_does_nothing_for_who_is_not_known_to_aws(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, package: Path
) -> None:
    monkeypatch.setattr(Cloud, "has_credentials", lambda _cloud: False)
    monkeypatch.setattr(command, "PACKAGE", package)
    assert command.main(["deploy", "test"]) == 0
    said = capsys.readouterr()
    assert "Nothing is done, because AWS gave no credentials" in said.out
    assert "DomainName: fill it in" in said.err


def test_a_stage_that_is_not_filled_in_is_a_failure_for_who_is_known(
    monkeypatch: pytest.MonkeyPatch, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Cloud, "has_credentials", lambda _cloud: True)
    monkeypatch.setattr(command, "PACKAGE", package)
    assert command.main(["deploy", "test"]) == 1
    assert "Nothing is done, because infra/stages is not filled in" in capsys.readouterr().out


class TestTheRuntime:
    """Lambda runs Python 3.13 until June 30, 2029: on June 30, 2028, that is still a year."""

    @pytest.mark.parametrize(("on", "lasts"), [(date(2028, 6, 30), True), (date(2028, 7, 1), False)])
    def test_of_one_that_ends_within_a_year_it_says_what_to_do(self, on: date, lasts: bool) -> None:
        told = runtime_trouble("python3.13", on)
        assert (told == "") == lasts
        assert lasts or told.startswith("Lambda mends python3.13 until June 30, 2029: build the next release")

    def test_one_that_is_not_known_is_a_trouble(self) -> None:
        assert "look up until when" in runtime_trouble("python3.99", TODAY)

    def test_the_deployment_says_it_first(self, package: Path, capsys: pytest.CaptureFixture[str]) -> None:
        deploy(DryCloud("us-west-2"), read_stage("test"), package, date(2029, 1, 1))
        assert capsys.readouterr().out.startswith("0. The package is built for python3.13. Lambda mends python3.13")
