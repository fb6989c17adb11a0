"""The list's work without any framework: who asks, what is theirs, a page of it. Written for speed alone."""

import base64
import hashlib
import hmac
import json
import os
from html import escape
from http.cookies import SimpleCookie
from typing import Any

import boto3

_CLIENT = boto3.client("dynamodb", endpoint_url=os.environ.get("PORTAL_DYNAMODB_ENDPOINT"))
_TABLE = os.environ["PORTAL_TABLE"]
_KEY = bytes.fromhex(json.loads(os.environ["PORTAL_KEYS"])["session"])
_STATES = {"submitted": "Sent", "opened": "With the doctor", "draft": "Not sent"}


def page(cookie_header: str) -> str:
    """The page of the parent whom the session cookie names."""
    account_id, session_id = _session(cookie_header)
    rows = _CLIENT.query(
        TableName=_TABLE,
        KeyConditionExpression="PK = :pk",
        ConsistentRead=True,
        ExpressionAttributeValues={":pk": {"S": f"ACCOUNT#{account_id}"}},
    )["Items"]
    account = next(json.loads(row["body"]["S"]) for row in rows if row["SK"]["S"] == "ACCOUNT")
    if session_id not in account["live_sessions"]:
        raise PermissionError
    keys = [
        {"PK": {"S": f"REQUEST#{row['case_id']['S']}"}, "SK": {"S": "REQUEST"}}
        for row in rows
        if row["SK"]["S"].startswith("CASE#request#")
    ]
    asked = {_TABLE: {"Keys": keys, "ConsistentRead": True}}
    items = _CLIENT.batch_get_item(RequestItems=asked)["Responses"][_TABLE]
    cards = "".join(_card(json.loads(item["body"]["S"])) for item in items)
    name = escape(f"{account['first_name']} {account['last_name']}")
    return f"<!doctype html><html lang=en><title>Exemptions</title><p>{name}</p><ul>{cards}</ul></html>"


def _card(request: dict[str, Any]) -> str:
    name = escape(f"{request['child']['first_name']} {request['child']['last_name']}")
    state = escape(_STATES.get(request["state"], request["state"]))
    return f'<li><h2>{name}</h2><p>{state}</p><a href="/parents/requests/{request["id"]}">Open</a></li>'


def _session(cookie_header: str) -> tuple[str, str]:
    token = SimpleCookie(cookie_header)["__Host-session"].value
    signed, _dot, signature = token.rpartition(".")
    made = base64.urlsafe_b64encode(hmac.digest(_KEY, signed.encode(), hashlib.sha256)).rstrip(b"=").decode()
    if not hmac.compare_digest(made, signature):
        raise PermissionError
    body = signed.partition(".")[2]
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims["sub"], claims["sid"]
