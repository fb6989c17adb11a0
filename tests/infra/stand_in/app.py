"""A very small portal: what the local server and the packaging are tried on, apart from the real one."""

import os
import time
from typing import Any

import boto3
from chalice import Chalice, Response

app = Chalice(app_name="stand-in")
app.api.binary_types[:] = ["*/*"]
FORM_TYPES = ["application/x-www-form-urlencoded", "application/json"]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(text: str, **headers: str | list[str]) -> Response:
    content = f'<!doctype html><html lang="en"><title>Stand-in</title><h1>{text}</h1></html>'.encode()
    return Response(content, headers=HTML | headers)


def table() -> Any:
    return boto3.client("dynamodb", endpoint_url=os.environ["PORTAL_DYNAMODB_ENDPOINT"], region_name="us-west-2")


@app.route("/", methods=["GET", "HEAD"])
def home() -> Response:
    return page("Home", **{"Set-Cookie": ["a=1; Path=/", "b=2; Path=/"]})


@app.route("/notes/{name}", methods=["GET", "POST"], content_types=FORM_TYPES)
def notes(name: str) -> Response:
    key = {"PK": {"S": name}, "SK": {"S": "note"}}
    if app.current_request.method == "POST":
        text = app.current_request.raw_body.decode()
        table().put_item(TableName=os.environ["PORTAL_TABLE"], Item=key | {"text": {"S": text}})
    kept = table().get_item(TableName=os.environ["PORTAL_TABLE"], Key=key, ConsistentRead=True).get("Item")
    return page(kept["text"]["S"] if kept else "nothing kept")


@app.route("/slowly/{name}")
def slowly(name: str) -> Response:
    time.sleep(0.02)
    return page(app.current_request.uri_params["name"])


@app.route("/event/{name}")
def event(name: str) -> dict[str, str]:
    request = app.current_request.to_original_event()
    return {"path": request["path"], "stage": request["requestContext"]["stage"], "method": request["httpMethod"]}


@app.route("/broken")
def broken() -> Response:
    return Response("text where bytes are due", headers=HTML)
