"""The list as a bare handler with boto3: what the others are measured by."""

from typing import Any

from work import page


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": page(event["headers"]["cookie"])}
