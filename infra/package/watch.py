"""What each function gets beside its code: a log that is kept and encrypted, a place for what failed, and alarms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from infra.package import alarms

PAGES, PASSKEYS = "APIHandler", "CheckPasskeys"
ANSWER = frozenset({PAGES, PASSKEYS})
"""Functions whose caller waits for the answer; the others are jobs."""
LOG_DAYS = 400
_FUNCTION = "AWS::Serverless::Function"
STREAM = "DynamoDB"
_QUEUE = {"Fn::GetAtt": ["FailedJobs", "Arn"]}
_NONE = {"Ref": "AWS::NoValue"}


def watch(app: dict[str, Any], data: dict[str, Any]) -> None:
    """Add it to the functions of the app's template; their logs outlive the app, and so go to the data's."""
    functions = {name: made for name, made in app["Resources"].items() if made["Type"] == _FUNCTION}
    for name, made in functions.items():
        data["Resources"][log_of(name)] = _log(name)
        _set_up(name, made["Properties"])
    app["Resources"] |= dict(alarms.of_pages(PAGES)) | dict(alarms.of_portal())
    for name, made in functions.items():
        app["Resources"] |= dict(_alarms(name))
        if any(event["Type"] == STREAM for event in made["Properties"].get("Events", {}).values()):
            app["Resources"] |= dict(alarms.of_stream(name))


def log_of(function: str) -> str:
    """The logical id of a function's log."""
    return f"{function}Log"


def job_name(function: str) -> str:
    """A function's name as the code has it."""
    return re.sub(r"(?<!^)(?<![A-Z])(?=[A-Z])", "_", function).lower()


def _log(function: str) -> dict[str, Any]:
    # As its policy has it (.chalice/policy-*.json).
    name = "api-handler" if function == PAGES else job_name(function).replace("_", "-")
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": "Retain",
        "UpdateReplacePolicy": "Retain",
        "Properties": {
            "LogGroupName": {"Fn::Sub": f"/portal/${{Stage}}/{name}"},
            "RetentionInDays": LOG_DAYS,
            "KmsKeyId": {"Fn::GetAtt": ["DataKey", "Arn"]},
        },
    }


def _set_up(name: str, properties: dict[str, Any]) -> None:
    properties["LoggingConfig"] = {"LogGroup": {"Ref": log_of(name)}}
    reserved = {"Ref": "ApiConcurrency"} if name == PAGES else properties["ReservedConcurrentExecutions"]
    properties["ReservedConcurrentExecutions"] = {"Fn::If": ["ReservesConcurrency", reserved, _NONE]}
    if name in ANSWER:
        return
    properties["EventInvokeConfig"] = {
        "MaximumRetryAttempts": 1,
        "MaximumEventAgeInSeconds": 3600,
        "DestinationConfig": {"OnFailure": {"Type": "SQS", "Destination": _QUEUE}},
    }
    for event in properties["Events"].values():
        if event["Type"] == STREAM:  # it waits for its function, for a day
            event["Properties"]["DestinationConfig"] = {"OnFailure": {"Destination": _QUEUE}}
            continue
        if event["Type"] == "CloudWatchEvent":
            event["Type"] = "EventBridgeRule"  # the same with a dead letter
        event["Properties"]["DeadLetterConfig"] = {"Arn": _QUEUE}
        event["Properties"]["RetryPolicy"] = {"MaximumEventAgeInSeconds": 3600, "MaximumRetryAttempts": 3}


def _alarms(function: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield alarms.throttled(function)
    if function != PAGES:
        yield alarms.failed(function)
