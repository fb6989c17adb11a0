"""What the infrastructure promises: tables, encryption, retention, and who may do what."""

import json
import re
from typing import Any

import boto3
import pytest
from moto import mock_aws

from chalicelib.runtime.settings import Settings
from chalicelib.web.http.front import ORIGIN_HEADER
from infra.template import AUDIT_TABLE, DATA, EDGE, MAIN_TABLE, ROOT, create_tables, load, table_definitions

TEMPLATE = load()
DATA_TEMPLATE = load(DATA)
POLICIES = sorted((ROOT / ".chalice").glob("policy-*.json"))
AUDIT = {"Fn::GetAtt": ["AuditTable", "Arn"]}


_DELETES = {("s3:ListBucketVersions", ""), ("s3:DeleteObjectVersion", "incoming/"), ("s3:DeleteObjectVersion", "kept/")}


def statements(policy: dict[str, Any]) -> list[dict[str, Any]]:
    return policy["Statement"]


def resources_of(statement: dict[str, Any]) -> list[Any]:
    found = statement["Resource"]
    return found if isinstance(found, list) else [found]


def test_the_same_definition_makes_the_tables_on_any_engine() -> None:
    with mock_aws():
        client = boto3.client("dynamodb", region_name="us-west-2")
        assert create_tables(client, {MAIN_TABLE: "portal"}) == {MAIN_TABLE: "portal", AUDIT_TABLE: AUDIT_TABLE}
        assert create_tables(client, {MAIN_TABLE: "portal"})[MAIN_TABLE] == "portal"
        made = client.describe_table(TableName="portal")["Table"]
        ttl = client.describe_time_to_live(TableName="portal")["TimeToLiveDescription"]
    assert [key["AttributeName"] for key in made["KeySchema"]] == ["PK", "SK"]
    assert ttl["AttributeName"] == "ttl"


def test_the_index_carries_nothing_but_keys_and_the_queue_card() -> None:
    (index,) = table_definitions(DATA_TEMPLATE)[MAIN_TABLE]["GlobalSecondaryIndexes"]
    assert index["Projection"] == {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["card"]}


@pytest.mark.parametrize("table", [MAIN_TABLE, AUDIT_TABLE])
def test_a_table_outlives_mistakes(table: str) -> None:
    resource = DATA_TEMPLATE["Resources"][table]
    properties = resource["Properties"]
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"
    assert properties["DeletionProtectionEnabled"]
    assert properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
    assert properties["SSESpecification"]["SSEType"] == "KMS"


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_no_role_can_change_or_delete_what_was_audited(path: Any) -> None:
    for statement in statements(json.loads(path.read_text())):
        if AUDIT in resources_of(statement):
            assert set(statement["Action"]) <= {"dynamodb:PutItem", "dynamodb:Query"}


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_no_role_reaches_beyond_named_resources_and_actions(path: Any) -> None:
    for statement in statements(json.loads(path.read_text())):
        assert all("*" not in action for action in statement["Action"])
        assert "*" not in [resource for resource in resources_of(statement) if isinstance(resource, str)]
        assert "dynamodb:Scan" not in statement["Action"]


def test_each_function_has_a_policy_of_its_own() -> None:
    config = json.loads((ROOT / ".chalice" / "config.json").read_text())
    stage = config["stages"]["prod"]
    named = [function["iam_policy_file"] for function in stage["lambda_functions"].values()]
    assert stage["autogen_policy"] is False
    assert len(named) == len(set(named))
    assert {f"policy-{path.stem.removeprefix('policy-')}.json" for path in POLICIES} == set(named)


def test_the_gateways_own_answers_carry_the_security_headers() -> None:
    answers = TEMPLATE["Resources"]["RestAPI"]["Properties"]["GatewayResponses"]
    for kind in ("MISSING_AUTHENTICATION_TOKEN", "DEFAULT_4XX", "DEFAULT_5XX"):
        headers = answers[kind]["ResponseParameters"]["Headers"]
        assert headers["Strict-Transport-Security"] == "'max-age=63072000; includeSubDomains'"
        assert {"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy",
                "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy"} <= headers.keys()  # fmt: skip
    assert answers["MISSING_AUTHENTICATION_TOKEN"]["StatusCode"] == 404


def test_gateway_pages_hold_no_sign_that_the_gateway_would_read_as_a_variable() -> None:
    for answer in TEMPLATE["Resources"]["RestAPI"]["Properties"]["GatewayResponses"].values():
        for page in answer.get("ResponseTemplates", {}).values():
            assert "$" not in page
            assert "#" not in page


def test_no_bucket_is_public() -> None:
    buckets = [each for each in DATA_TEMPLATE["Resources"].values() if each["Type"] == "AWS::S3::Bucket"]
    assert len(buckets) == 4
    assert all(all(each["Properties"]["PublicAccessBlockConfiguration"].values()) for each in buckets)


# Why a deployed stage leaves a setting at its default.
NOT_DEPLOYED = {
    "keys": "they come from the secret that secrets_arn names",
    "license_app_id": "it comes from the secret that license_secret names",
    "license_app_key": "it comes from the secret that license_secret names",
    "documents_endpoint": "only this machine can stand in for AWS",
    "dynamodb_endpoint": "only this machine can stand in for AWS",
    "mail_endpoint": "only this machine can stand in for AWS",
    "static_dir": "the package has its own",
    "static_base": "the CDN serves them from there",
    "password_memory_kib": "the tests make passwords cheaper",
    "password_passes": "the tests make passwords cheaper",
    "local_run": "a stage is none",
}


def test_every_setting_that_the_portal_reads_has_its_source_in_the_template() -> None:
    """The support address was missing once, and the help page showed a made-up one."""
    functions = [each.get("Properties", {}) for each in TEMPLATE["Resources"].values()]
    given = {
        name.removeprefix("PORTAL_").lower()
        for part in (TEMPLATE["Globals"]["Function"], *functions)
        for name in part.get("Environment", {}).get("Variables", {})
        if name.startswith("PORTAL_")
    }
    assert given | NOT_DEPLOYED.keys() == set(Settings.__dataclass_fields__)
    assert not given & NOT_DEPLOYED.keys()


MADE_UP = {
    "DomainName": "exemptions.example.org", "OriginDomainName": "example.com", "MailFrom": "no-reply@example.org",
    "SupportEmail": "help@desk.example.net", "AlarmEmail": "a@example.com", "ReviewTelephone": "(916) 555-0100",
    "AppealsTelephone": "(916) 555-0101", "RecordsAddress": "100 Example Street, Sacramento, CA 95814",
}  # fmt: skip
AGENCY = "cdph.ca.gov"
REAL = {
    "DomainName": f"exemptions.{AGENCY}", "OriginDomainName": f"origin.exemptions.{AGENCY}",
    "MailFrom": f"no-reply@{AGENCY}", "SupportEmail": f"help.desk@{AGENCY}", "AlarmEmail": f"ops@{AGENCY}",
    "ReviewTelephone": f"(916) 555-{9900}", "AppealsTelephone": f"(916) 555-{9901}",
    "RecordsAddress": "1 Poppy Way, Sacramento, CA 95814",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(MADE_UP))
def test_nothing_made_up_can_be_deployed(name: str) -> None:
    parameter = TEMPLATE["Parameters"][name]
    assert "Default" not in parameter
    assert not re.fullmatch(parameter["AllowedPattern"], MADE_UP[name])
    assert not re.fullmatch(parameter["AllowedPattern"], "")
    assert re.fullmatch(parameter["AllowedPattern"], REAL[name])


def test_the_gateway_answers_at_the_origins_name_alone_and_the_front_says_who_it_is() -> None:
    assert TEMPLATE["Resources"]["RestAPI"]["Properties"]["DisableExecuteApiEndpoint"] is True
    assert not [name for name, made in TEMPLATE["Outputs"].items() if "execute-api" in str(made)]
    distribution = TEMPLATE["Resources"]["Cdn"]["Properties"]["DistributionConfig"]
    assert distribution["WebACLId"] == {"Ref": "WebAclArn"}
    (portal,) = (origin for origin in distribution["Origins"] if origin["Id"] == "portal")
    assert portal["DomainName"] == {"Ref": "OriginDomainName"}
    (sent,) = portal["OriginCustomHeaders"]
    assert sent["HeaderName"] == ORIGIN_HEADER
    condition, a, b = sent["HeaderValue"]["Fn::If"]
    assert condition == "SendsOriginKeyA"
    assert ("OriginKeyA" in str(a), "OriginKeyB" in str(b)) == (True, True)


def test_the_gateways_log_has_nothing_of_a_person() -> None:
    """The address asked for may hold an id, and who asked is a person's address."""
    told = TEMPLATE["Resources"]["RestAPI"]["Properties"]["AccessLogSetting"]["Format"]
    assert set(re.findall(r"\$context\.([A-Za-z.]+)", told)) == {
        "requestId", "requestTimeEpoch", "httpMethod", "status", "responseLatency", "integration.latency",
        "error.responseType",
    }  # fmt: skip
    fields = set(load(EDGE)["Resources"]["CdnLogDelivery"]["Properties"]["RecordFields"])
    of_persons = ("c-ip", "c-port", "uri", "query", "cookie", "referer", "user-agent", "forwarded", "country", "asn")
    assert fields
    assert not [field for field in fields if any(word in field.lower() for word in of_persons)]


def test_our_own_firewall_stops_floods_and_many_tries_and_keeps_no_request() -> None:
    firewall = load(EDGE)["Resources"]["Firewall"]["Properties"]
    rules = {rule["Name"]: rule for rule in firewall["Rules"]}
    assert rules["FloodFromOneAddress"]["Action"] == rules["ManyTriesFromOneAddress"]["Action"] == {"Block": {}}
    assert not [name for name, rule in rules.items() if rule["VisibilityConfig"]["SampledRequestsEnabled"]]
    redacted = load(EDGE)["Resources"]["FirewallLogging"]["Properties"]["RedactedFields"]
    assert redacted[:2] == [{"UriPath": {}}, {"QueryString": {}}]


def test_the_files_that_people_hand_in_are_closed_encrypted_and_short_lived_before_they_are_checked() -> None:
    bucket = DATA_TEMPLATE["Resources"]["DocumentsBucket"]["Properties"]
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    arrived = next(rule for rule in bucket["LifecycleConfiguration"]["Rules"] if rule.get("Prefix") == "incoming/")
    assert (arrived["Status"], arrived["ExpirationInDays"]) == ("Enabled", 1)
    assert all(rule.get("Prefix") != "kept/" for rule in bucket["LifecycleConfiguration"]["Rules"])


def test_no_one_but_the_scan_reads_what_was_not_scanned_or_says_that_it_was() -> None:
    policy = DATA_TEMPLATE["Resources"]["DocumentsBucketPolicy"]["Properties"]["PolicyDocument"]
    denied = {statement["Sid"]: statement for statement in policy["Statement"]}
    assert {statement["Effect"] for statement in denied.values()} == {"Deny"}
    unscanned = denied["NobodyReadsWhatWasNotScanned"]
    assert unscanned["Resource"] == {"Fn::Sub": "${DocumentsBucket.Arn}/incoming/*"}
    tag = {"s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "NO_THREATS_FOUND"}
    assert unscanned["Condition"]["StringNotEquals"] == tag
    scan_role = {"aws:PrincipalArn": {"Fn::GetAtt": ["DocumentsScanRole", "Arn"]}}
    assert unscanned["Condition"]["ArnNotEquals"] == scan_role
    assert denied["NobodyElseSaysThatItWasScanned"]["Condition"]["ArnNotEquals"] == scan_role
    plan = DATA_TEMPLATE["Resources"]["DocumentsScan"]["Properties"]
    assert plan["ProtectedResource"]["S3Bucket"]["ObjectPrefixes"] == ["incoming/"]
    assert plan["Actions"]["Tagging"]["Status"] == "ENABLED"


@pytest.mark.parametrize(
    ("function", "allowed"),
    [
        ("api-handler", {("s3:PutObject", "incoming/"), ("s3:GetObject", "kept/"), *_DELETES}),
        (
            "check-documents",
            {
                ("s3:GetObject", "incoming/"),
                ("s3:GetObjectVersion", "incoming/"),
                ("s3:PutObject", "kept/"),
                ("s3:DeleteObjectVersion", "incoming/"),
                ("s3:ListBucketVersions", ""),
            },
        ),
        ("purge-due", _DELETES),
    ],
)
def test_each_function_does_to_documents_only_what_it_must(function: str, allowed: set[tuple[str, str]]) -> None:
    """The function that answers pages can neither read what arrives nor write what is kept."""
    assert _acts_on_documents(function) == allowed


def test_no_other_function_reaches_documents() -> None:
    others = {path.stem.removeprefix("policy-") for path in POLICIES} - {"api-handler", "check-documents", "purge-due"}
    assert {name: _acts_on_documents(name) for name in others} == {name: set() for name in others}


def _acts_on_documents(function: str) -> set[tuple[str, str]]:
    policy = json.loads((ROOT / ".chalice" / f"policy-{function}.json").read_text())
    found = set()
    for statement in statements(policy):
        for resource in resources_of(statement):
            text = json.dumps(resource)
            if "DocumentsBucket" in text:
                prefix = next((each for each in ("incoming/", "kept/") if each in text), "")
                found |= {(action, prefix) for action in statement["Action"]}
    return found
