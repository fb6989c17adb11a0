"""The deployment, for real: AWS's own command line brings the package into the embedded store, people use it, and a
trial is taken away. What the store does not know is left out and named here; IAM and firewall it does not judge."""

import gzip
import json
import re
import shutil
import subprocess
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyotp
import pytest

from chalicelib.jobs.handlers import JOBS
from infra.deploy import deploying
from infra.deploy.cloud import TOOLS, Cloud
from infra.deploy.deploying import deploy
from infra.deploy.doctor import examine
from infra.deploy.removing import remove_trial
from infra.deploy.stages import EDGE_REGION, Stage, problems, read_stage
from infra.local.stack import free_port, loopback_environment
from infra.package import passkeys
from infra.package.build import DATA_TEMPLATE, EDGE_TEMPLATE, TEMPLATE, ZIP
from infra.package.release import ALIAS_NAME
from tests.changed_cells import changed_below
from tests.infra.unpacked import Fields
from tests.passkeys.authenticator import SoftKey
from tests.sampling import WHOLE

pytestmark = [
    pytest.mark.package,
    pytest.mark.ministack,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not (WHOLE or changed_below("infra", ".chalice", "chalicelib/jobs", "chalicelib/runtime")),
        reason="takes minutes; runs when the deployment or a job was changed, and in `make test-all` always",
    ),
]
TODAY = date(2026, 11, 30)
DOMAIN, ORIGIN = "portal.test", "origin.portal.test"
ACCOUNT, PASSWORD = "000000000000", "golden poppies in spring"
UNKNOWN_TO_THE_STORE = frozenset(
    {
        "AWS::GuardDuty::MalwareProtectionPlan", "AWS::WAFv2::LoggingConfiguration", "AWS::Logs::DeliverySource",
        "AWS::Logs::DeliveryDestination", "AWS::Logs::Delivery", "AWS::Backup::BackupVault", "AWS::Backup::BackupPlan",
        "AWS::Backup::BackupSelection",
    }
)  # fmt: skip
SCHEDULED = {
    "version": "0", "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa", "detail-type": "Scheduled Event",
    "source": "aws.events", "account": ACCOUNT, "time": "2027-03-01T10:00:00Z", "region": "us-west-2",
    "resources": [], "detail": {},
}  # fmt: skip


def known(template: Mapping[str, Any]) -> dict[str, Any]:
    """The template without what the store does not know: some types, and alarms that calculate."""
    return {
        **template,
        "Resources": {
            name: made
            for name, made in template["Resources"].items()
            if made["Type"] not in UNKNOWN_TO_THE_STORE and "Metrics" not in made.get("Properties", {})
        },
    }


@dataclass
class Deployed:
    """A trial stage in the store."""

    cloud: Cloud
    stage: Stage
    port: int
    origin_value: str = ""
    cookies: str = ""
    made: dict[str, str] = field(default_factory=dict)

    def resource(self, name: str) -> str:
        """What a resource of the app is called in the store."""
        if not self.made:
            listed = self.cloud.resources(self.stage.stack("app"))
            self.made = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in listed}
        return self.made[name]

    def call(self, path: str, body: Mapping[str, str] | None = None, *, through: bool = True) -> tuple[int, str]:
        """The status and the text of an answer. `through`: as the CDN calls the origin."""
        headers = {
            "Host": ORIGIN,
            "Accept": "text/html",
            "Cookie": self.cookies,
            "X-Forwarded-For": "203.0.113.9, 10.0.0.1",
        }
        if through:
            headers["x-portal-origin"] = self.origin_value
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"https://{DOMAIN}"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET" if body is None else "POST", path, urlencode(body) if body else None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        set_ = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        by_name = dict(each.split("=", 1) for each in [*filter(None, self.cookies.split("; ")), *set_])
        self.cookies = "; ".join(f"{name}={value}" for name, value in by_name.items())
        connection.close()
        return answer.status, text

    def send(self, path: str, **typed: str | Callable[[str], str]) -> int:
        """The status of the answer to a page's form; an entry may be made of the page."""
        page = self.call(path)[1]
        entries = {name: each if isinstance(each, str) else each(page) for name, each in typed.items()}
        return self.call(path.partition("?")[0], {**Fields(page).hidden, **entries})[0]

    def run(self, function: str, event: Mapping[str, Any], folder: Path) -> Any:
        """What a function answers to an event, as Lambda calls it."""
        told = self.cloud.ask(
            *("lambda", "invoke", "--function-name", self.resource(function)),
            *("--payload", json.dumps(event), str(folder / "answer.json")),
        )
        answer = json.loads((folder / "answer.json").read_text() or "null")
        assert "FunctionError" not in told, answer
        return answer


@pytest.fixture(scope="module")
def package(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as it was built, but for what the store does not know."""
    folder = tmp_path_factory.mktemp("package")
    for archive in (ZIP, passkeys.ZIP):
        shutil.copy(built / archive, folder)
    for name in (TEMPLATE, DATA_TEMPLATE, EDGE_TEMPLATE):
        (folder / name).write_text(json.dumps(known(json.loads((built / name).read_text()))))
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The embedded store with every service, on a free port."""
    port, folder = free_port(), tmp_path_factory.mktemp("store")
    environment = {
        **loopback_environment(), "PATH": "/usr/bin:/bin", "TMPDIR": str(folder), "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port), "PERSIST_STATE": "0", "MINISTACK_REGION": "us-west-2", "LOG_LEVEL": "WARNING",
        "DOCKER_HOST": "unix:///nonexistent",
    }  # fmt: skip
    with (folder / "store.log").open("wb") as log:
        process = subprocess.Popen([str(TOOLS / "ministack")], env=environment, cwd=folder, stdout=log, stderr=log)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def wait_for(port: int) -> None:
    for _try in range(400):
        try:
            HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the store did not start")


@pytest.fixture(scope="module")
def deployed(package: Path, store: int) -> Deployed:
    environment = {**loopback_environment(), "AWS_ENDPOINT_URL": f"http://127.0.0.1:{store}"}
    cloud = Cloud("us-west-2", environment)
    held = read_stage("trial")
    parameters = {
        **held.parameters,
        "DomainName": DOMAIN, "OriginDomainName": ORIGIN, "MailFrom": f"no-reply@{DOMAIN}",
        "SupportEmail": f"help@{DOMAIN}", "AlarmEmail": f"ops@{DOMAIN}", "ReviewTelephone": f"(916) 555-{9900}",
        "AppealsTelephone": f"(916) 555-{9901}", "RecordsAddress": "1 Poppy Way, Sacramento, CA 95814",
        "CertificateArn": f"arn:aws:acm:{EDGE_REGION}:{ACCOUNT}:certificate/front",
        "OriginCertificateArn": f"arn:aws:acm:us-west-2:{ACCOUNT}:certificate/origin",
    }  # fmt: skip
    stage = Stage(held.name, "us-west-2", "packages", parameters)
    assert list(problems(stage)) == []
    cloud.do("s3", "mb", "s3://packages")
    cloud.do("sesv2", "create-email-identity", "--email-identity", DOMAIN)
    deploy(cloud, stage, package, TODAY)
    made = Deployed(cloud, stage, store)
    distribution = cloud.ask("cloudfront", "get-distribution-config", "--id", made.resource("Cdn"))
    origins = distribution["DistributionConfig"]["Origins"]["Items"]
    (sent,) = next(each for each in origins if each["Id"] == "portal")["CustomHeaders"]["Items"]
    made.origin_value = sent["HeaderValue"]
    return made


def test_a_visitor_who_comes_through_the_front_sees_the_public_pages(deployed: Deployed) -> None:
    for path in ("/", "/help", "/privacy", "/sign-in", "/register/parent"):
        status, text = deployed.call(path)
        assert (status, "<h1" in text) == (200, True), path
    assert f"help@{DOMAIN}" in deployed.call("/help")[1]
    assert deployed.call("/no-such-page")[0] == 404


def test_who_goes_round_the_front_is_refused_without_a_word(deployed: Deployed) -> None:
    assert [deployed.call(path, through=False) for path in ("/", "/sign-in")] == [(403, "")] * 2


def test_a_parent_registers_and_the_mail_is_sent_by_the_job(deployed: Deployed, tmp_path: Path) -> None:
    """Given a stage on its first day, when a parent registers, then the job that the schedule calls sends the mail."""
    deployed.cookies = ""
    form = Fields(deployed.call("/register/parent")[1]).hidden
    typed = {
        "first_name": "Ana", "last_name": "Example", "email": "ana@mail.test", "telephone": "(530) 555-0117",
        "password": PASSWORD,
    }  # fmt: skip
    status, text = deployed.call("/register/parent", {**form, **typed})
    assert status == 303, text
    deployed.run("DeliverNotices", SCHEDULED, tmp_path)
    sent = mail_keys(deployed.port)
    assert [(mail["To"], mail["Source"]) for mail in sent] == [(["ana@mail.test"], f"no-reply@{DOMAIN}")]


def mail_keys(port: int) -> list[dict[str, Any]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/_ministack/ses/messages")
    by_account = json.loads(connection.getresponse().read())["messages"]
    return [mail for mails in by_account.values() for mail in mails]


def test_a_passkey_is_judged_by_the_function_of_its_own(deployed: Deployed) -> None:
    """Given the parent who has registered, when a passkey is added and used, then the pages ask the other function."""
    (mail,) = mail_keys(deployed.port)
    token = found(r"verify-email\?token=([A-Za-z0-9_-]+)", json.dumps(mail))
    deployed.send(f"/verify-email?token={token}")
    account = {"email": "ana@mail.test", "password": PASSWORD}
    deployed.send("/sign-in", **account)
    assert deployed.send("/account/second-step", code=code_of_app, password=PASSWORD) == 303
    key, stranger = (SoftKey(host=DOMAIN, origin=f"https://{DOMAIN}", id=b"the parent's phone") for _ in range(2))
    added = deployed.send("/account/passkeys/new", name="My phone", password=PASSWORD, answer=answer_of(key.makes))
    assert added == 303
    assert "My phone" in deployed.call("/account/passkeys")[1]
    deployed.cookies = ""
    deployed.send("/sign-in", **account)
    assert deployed.send("/sign-in/passkey", answer=answer_of(stranger.signs)) == 422
    assert deployed.send("/sign-in/passkey", answer=answer_of(key.signs)) == 303


def code_of_app(page: str) -> str:
    """What an app shows that has the key of the page."""
    return pyotp.TOTP(found(r'secret-key"[^>]*>([A-Z2-7 ]+)<', page).replace(" ", "")).now()


def answer_of(answers: Callable[[bytes], str]) -> Callable[[str], str]:
    """What a security key says to the challenge of a page."""

    def said(page: str) -> str:
        challenge = json.loads(unescape(found(r'data-question="([^"]+)"', page)))["challenge"]
        return answers(urlsafe_b64decode(challenge + "=" * (-len(challenge) % 4)))

    return said


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match, pattern
    return match[1]


def test_what_happened_comes_to_the_locked_copy_by_itself(deployed: Deployed, tmp_path: Path) -> None:
    """Given a parent who has registered, then the stream alone has brought the history's entry to the bucket of
    locked copies: no one called the function. The embedded store makes the bucket without its lock."""
    bucket = deployed.cloud.outputs(deployed.stage.stack("data"))["RootsBucket"]
    file = tmp_path / "copy.jsonl.gz"
    name = first_file(deployed.cloud, bucket, "history/")
    deployed.cloud.ask("s3api", "get-object", "--bucket", bucket, "--key", name, str(file))
    lines = [json.loads(each) for each in gzip.decompress(file.read_bytes()).splitlines()]
    assert any("account.register" in json.dumps(each) for each in lines)


def first_file(cloud: Cloud, bucket: str, folder: str) -> str:
    """The first file of a folder, as soon as there is one."""
    for _try in range(60):
        listed = cloud.ask("s3api", "list-objects-v2", "--bucket", bucket, "--prefix", folder)
        if listed and listed.get("Contents"):
            return str(listed["Contents"][0]["Key"])
        time.sleep(1)
    raise AssertionError(f"nothing came to {folder}")


def test_each_job_runs_as_its_schedule_calls_it(deployed: Deployed, tmp_path: Path) -> None:
    functions = ["".join(word.title() for word in name.split("_")) for name in JOBS]
    assert len(functions) == 10
    for function in functions:
        assert deployed.run(function, SCHEDULED, tmp_path) is None


def test_the_doctor_says_what_is_still_missing(deployed: Deployed) -> None:
    def fetch(address: str) -> int:
        return deployed.call("/", through="origin" not in address)[0]

    troubles = {
        finding.about: finding.trouble for finding in examine(deployed.cloud, deployed.stage, date(2029, 6, 29), fetch)
    }
    assert troubles["secret keys"] == troubles["files of the pages"] == troubles["key of the daily roots"] == ""
    assert troubles[f"https://{DOMAIN}/"] == troubles[f"https://{ORIGIN}/ (closed)"] == ""
    assert "no physician can register" in troubles["license search"]
    assert "build the next release" in troubles["Python of the functions"]
    assert len(deployed.cloud.resources(deployed.stage.stack("app"))) > 100
    assert not any("make deploy" in trouble for trouble in troubles.values())


def test_another_deploy_keeps_the_keys(deployed: Deployed, package: Path) -> None:
    secret = deployed.cloud.outputs(deployed.stage.stack("data"))["PortalSecrets"]
    before = deploying.held_keys(deployed.cloud, secret)
    deploy(deployed.cloud, deployed.stage, package, TODAY)
    assert deploying.held_keys(deployed.cloud, secret) == before != {}


def test_a_release_that_fails_is_taken_back_by_moving_the_alias(deployed: Deployed) -> None:
    """Given a newer version that cannot even begin, when the alias is moved back, then pages answer again."""
    function, ask = deployed.resource("APIHandler"), deployed.cloud.ask
    named = ("--function-name", function)
    handler = ask("lambda", "get-function-configuration", *named)["Handler"]
    answers = []
    ask("lambda", "update-function-configuration", *named, "--handler", "app.missing")
    answers.append(deployed.call("/help")[0] == 200)  # not released: the alias points to the version before
    newer = ask("lambda", "publish-version", *named)["Version"]
    for version in (newer, "1"):
        ask("lambda", "update-alias", *named, "--name", ALIAS_NAME, "--function-version", version)
        answers.append(deployed.call("/help")[0] == 200)
    ask("lambda", "update-function-configuration", *named, "--handler", handler)
    assert answers == [True, False, True]


def test_a_trial_is_taken_away_with_all_that_is_in_it(deployed: Deployed) -> None:
    """The last of this file."""
    remove_trial(deployed.cloud, deployed.stage)
    assert deployed.cloud.outputs(deployed.stage.stack("data")) == {}
    assert deployed.cloud.ask("dynamodb", "list-tables")["TableNames"] == []
    buckets = [each["Name"] for each in deployed.cloud.ask("s3api", "list-buckets")["Buckets"]]
    assert buckets == ["packages"]
