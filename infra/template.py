"""Reads CloudFormation files: one definition of the tables for production, the local run and the tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalice.package import YAMLTemplateSerializer

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "infra" / "resources.yaml"
DATA = ROOT / "infra" / "data.yaml"
EDGE = ROOT / "infra" / "edge.yaml"
MAIN_TABLE = "PortalTable"
AUDIT_TABLE = "AuditTable"

_CREATED_WITH = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


def load(path: Path = RESOURCES) -> dict[str, Any]:
    """Return the template as plain data; `!Ref x` becomes `{"Ref": "x"}` and so on."""
    template: dict[str, Any] = YAMLTemplateSerializer().load_template(path.read_text(), path.name)
    return template


def table_definitions(template: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Logical id -> properties of every DynamoDB table in the template."""
    return {
        logical_id: resource["Properties"]
        for logical_id, resource in template["Resources"].items()
        if resource.get("Type") == "AWS::DynamoDB::Table"
    }


def create_tables(client: DynamoDBClient, names: Mapping[str, str] | None = None, path: Path = DATA) -> dict[str, str]:
    """Create the template's tables on any engine, leaving alone those that are there.

    `names` maps logical ids to table names (default: the logical id). Returns logical id -> table name.
    """
    present = set(client.list_tables()["TableNames"])
    made: dict[str, str] = {}
    for logical_id, properties in table_definitions(load(path)).items():
        name = (names or {}).get(logical_id, logical_id)
        made[logical_id] = name
        if name not in present:
            _create(client, name, properties)
    return made


def _create(client: DynamoDBClient, name: str, properties: Mapping[str, Any]) -> None:
    wanted = {key: properties[key] for key in _CREATED_WITH if key in properties}
    client.create_table(TableName=name, **wanted)
    client.get_waiter("table_exists").wait(TableName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 10})
    if ttl := properties.get("TimeToLiveSpecification"):
        client.update_time_to_live(TableName=name, TimeToLiveSpecification=ttl)
