"""The alarms, by what they watch. Each goes to the topic `Alarms`; infra/README.md says what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chalicelib.domain.jobs import EACH_NIGHT, Job
from chalicelib.jobs.handlers import JOBS

Named = tuple[str, dict[str, Any]]
NAMESPACE = "Portal"
_MINUTES_5, _HOUR, _DAY = 300, 3600, 86_400
_AT_LEAST, _MORE, _LESS = "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold"
_API = [{"Name": "ApiName", "Value": {"Fn::Sub": "portal-${Stage}"}}, {"Name": "Stage", "Value": "api"}]
_TABLE_OPERATIONS = ("BatchGetItem", "GetItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem")


def of_pages(function: str, log: str) -> Iterator[Named]:
    """What tells that visitors are stopped, that mail is, or that someone tries what no one should."""
    yield _alarm("PagesFail", _metric("AWS/ApiGateway", "5XXError", _API, _MINUTES_5), _AT_LEAST, 5)
    yield _alarm("PagesFailInHundred", {"Metrics": _share_of_failures()}, _MORE, 0.01)
    slow = _metric("AWS/Lambda", "Duration", _of_function(function), _MINUTES_5, periods=3)
    slow.pop("Statistic")
    yield _alarm("PagesAreSlow", {**slow, "ExtendedStatistic": "p99"}, _MORE, 5000)
    yield _alarm("StoreFails", {"Metrics": _errors_of_table(), "EvaluationPeriods": 1}, _AT_LEAST, 5)
    queue = [{"Name": "QueueName", "Value": {"Fn::GetAtt": ["FailedJobs", "QueueName"]}}]
    waiting = _metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", queue, _MINUTES_5, statistic="Maximum")
    yield _alarm("JobsWaitInTheFailureQueue", waiting, _AT_LEAST, 1)
    for name, rate, limit in (("MailBounces", "BounceRate", 0.04), ("MailAnnoys", "ComplaintRate", 0.0008)):
        yield _alarm(name, _metric("AWS/SES", f"Reputation.{rate}", [], _HOUR, statistic="Maximum"), _MORE, limit)
    yield from _counted("OriginRefused", log, '{ $.event = "origin.refused" }', _MINUTES_5, 100)
    wrong = '{ $.event = "page" && $.route = "/sign-in" && $.method = "POST" && $.status = 422 }'
    yield from _counted("SignInFailed", log, wrong, _HOUR, 300)
    yield from _counted("UnforeseenError", log, '{ $.event = "page.failed" }', _MINUTES_5, 1)
    yield from _counted("SecretKeysUnread", log, '{ $.event = "secret_keys.unread" }', _MINUTES_5, 1)
    yield from _counted("LicenseKeysUnread", log, '{ $.event = "license_keys.unread" }', _MINUTES_5, 1)


def throttled(function: str) -> Named:
    """A function that was called more often at once than it may be."""
    return _alarm(f"{function}Throttled", _of_lambda("Throttles", function), _AT_LEAST, 1)


def failed(function: str) -> Named:
    """A job that died."""
    return _alarm(f"{function}Failed", _of_lambda("Errors", function), _AT_LEAST, 1)


def of_job(function: str, name: str, log: str) -> Iterator[Named]:
    """What a job tells of itself: that some of its items failed, and, of a job of the night, that it ran at all."""
    if name not in JOBS:
        return
    _when, event, _work = JOBS[name]
    told = f'{{ $.event = "{event}" && $.outcome = "failed" }}'
    yield from _counted(f"{function}ItemsFailed", log, told, _HOUR, 1, value="$.count")
    if Job(name) in EACH_NIGHT:
        metric = f"{function}Ran"
        yield _filter(metric, log, told, "1")
        ran = _metric(NAMESPACE, _stage_metric(metric), [], _DAY)
        yield _alarm(f"{function}DidNotRun", {**ran, "TreatMissingData": "breaching"}, _LESS, 1)


def _counted(metric: str, log: str, pattern: str, period: int, threshold: int, *, value: str = "1") -> Iterator[Named]:
    yield _filter(metric, log, pattern, value)
    yield _alarm(f"{metric}Often", _metric(NAMESPACE, _stage_metric(metric), [], period), _AT_LEAST, threshold)


def _filter(metric: str, log: str, pattern: str, value: str) -> Named:
    counted = {"MetricNamespace": NAMESPACE, "MetricName": _stage_metric(metric), "MetricValue": value}
    properties = {"LogGroupName": {"Ref": log}, "FilterPattern": pattern, "MetricTransformations": [counted]}
    return f"{metric}Count", {"Type": "AWS::Logs::MetricFilter", "Properties": properties}


def _stage_metric(metric: str) -> dict[str, str]:
    """A filter's metric has no dimension of a stage, so its name has it."""
    return {"Fn::Sub": f"{metric}-${{Stage}}"}


def _metric(
    namespace: str,
    name: Any,
    dimensions: list[dict[str, Any]],
    period: int,
    *,
    periods: int = 1,
    statistic: str = "Sum",
) -> dict[str, Any]:
    return {
        "Namespace": namespace,
        "MetricName": name,
        **({"Dimensions": dimensions} if dimensions else {}),
        "Period": period,
        "EvaluationPeriods": periods,
        "Statistic": statistic,
    }


def _of_lambda(metric: str, function: str) -> dict[str, Any]:
    return _metric("AWS/Lambda", metric, _of_function(function), _MINUTES_5)


def _of_function(function: str) -> list[dict[str, Any]]:
    return [{"Name": "FunctionName", "Value": {"Ref": function}}]


def _alarm(name: str, watched: dict[str, Any], comparison: str, threshold: float) -> Named:
    properties = {
        "EvaluationPeriods": 1,
        "TreatMissingData": "notBreaching",
        **watched,
        "ComparisonOperator": comparison,
        "Threshold": threshold,
        "AlarmActions": [{"Ref": "Alarms"}],
    }
    return f"{name}Alarm", {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}


def _share_of_failures() -> list[dict[str, Any]]:
    """More than one in a hundred, where there are more than a hundred."""
    return [
        _query("errors", "AWS/ApiGateway", "5XXError", _API),
        _query("all", "AWS/ApiGateway", "Count", _API),
        {"Id": "share", "Expression": "IF(all > 100, errors / all, 0)", "ReturnData": True},
    ]


def _errors_of_table() -> list[dict[str, Any]]:
    queries = [
        _query(
            f"errors{number}",
            "AWS/DynamoDB",
            "SystemErrors",
            [{"Name": "TableName", "Value": {"Ref": "PortalTable"}}, {"Name": "Operation", "Value": operation}],
        )
        for number, operation in enumerate(_TABLE_OPERATIONS)
    ]
    together = " + ".join(f"FILL({query['Id']}, 0)" for query in queries)
    return [*queries, {"Id": "together", "Expression": together, "ReturnData": True}]


def _query(query_id: str, namespace: str, metric: str, dimensions: list[dict[str, Any]]) -> dict[str, Any]:
    named = {"Namespace": namespace, "MetricName": metric, "Dimensions": dimensions}
    return {"Id": query_id, "MetricStat": {"Metric": named, "Period": _MINUTES_5, "Stat": "Sum"}, "ReturnData": False}
