"""The alarms, by what they watch. Each goes to the topic `Alarms`; docs/operations says what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chalicelib.domain.jobs import Job
from chalicelib.domain.metrics import Metric
from chalicelib.jobs.running import RAN
from chalicelib.runtime.logging import METRICS, RimMetric
from infra.package.runbooks import description_of

Named = tuple[str, dict[str, Any]]
_MINUTE, _MINUTES_5, _MINUTES_10, _HOUR, _DAY = 60, 300, 600, 3600, 86_400
_AT_LEAST, _MORE, _LESS = "GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold"
_API = [{"Name": "ApiName", "Value": {"Fn::Sub": "portal-${Stage}"}}, {"Name": "Stage", "Value": "api"}]
_STAGE = [{"Name": "stage", "Value": {"Ref": "Stage"}}]
_TOO_OFTEN: Mapping[Metric | RimMetric, tuple[int, Any]] = {
    Metric.ORIGIN_REFUSED: (_MINUTES_5, 100),
    Metric.SIGN_IN_FAILED: (_HOUR, {"Ref": "SignInsFailedInAnHour"}),
    Metric.ACCOUNT_BRAKED: (_MINUTES_10, 5),
    Metric.PAGE_FAILED: (_MINUTES_5, 1),
    Metric.LICENSE_KEYS_UNREAD: (_MINUTES_5, 1),
    RimMetric.KEYS_UNREAD: (_MINUTES_5, 1),
    Metric.BREAK_GLASS_USED: (_MINUTES_5, 1),
    Metric.FIND_CHILD_BRAKED: (_MINUTES_5, 1),
    Metric.AUDIT_TAMPERED: (_MINUTE, 1),
    Metric.MAIL_REFUSED: (_MINUTES_5, 5),
    Metric.MAIL_GIVEN_UP: (_HOUR, 1),
    Metric.MAIL_UNDELIVERED: (_HOUR, 20),
    Metric.JOB_ITEMS_FAILED: (_HOUR, 1),
}
"""The seconds that are looked at, and from how many on someone is told."""
_TABLE_OPERATIONS = ("BatchGetItem", "GetItem", "PutItem", "Query", "TransactWriteItems", "UpdateItem")


def of_pages(function: str) -> Iterator[Named]:
    """What AWS itself counts of pages, store, mail and failure queue."""
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


def of_portal() -> Iterator[Named]:
    """What the portal counts of itself (domain/metrics.py)."""
    for metric, (period, threshold) in _TOO_OFTEN.items():
        yield _alarm(f"{metric}TooOften", _own(metric, period), _AT_LEAST, threshold)
    yield _alarm("LicenseSearchUnavailable", {"Metrics": _share_of_unavailable()}, _MORE, 0.2)
    waiting = _own(Metric.OUTBOX_OLDEST_SECONDS, _MINUTES_5, statistic="Maximum")
    yield _alarm("NoticesWait", {**waiting, "TreatMissingData": "breaching"}, _MORE, 600)
    for job, metric in RAN.items():
        ran = {**_own(metric, _DAY), "TreatMissingData": "breaching"}
        yield _alarm(f"{_function_of(job)}DidNotRun", ran, _LESS, 1)


def of_stream(function: str) -> Iterator[Named]:
    """A stream that its function does not follow: after a day AWS forgets what was not read."""
    for name, limit in (("IsLate", _MINUTES_5), ("IsAnHourLate", _HOUR)):
        age = _metric("AWS/Lambda", "IteratorAge", _of_function(function), _MINUTES_5, statistic="Maximum")
        yield _alarm(f"{function}{name}", age, _MORE, limit * 1000)


def throttled(function: str) -> Named:
    """A function that was called more often at once than it may be."""
    return _alarm(f"{function}Throttled", _of_lambda("Throttles", function), _AT_LEAST, 1)


def failed(function: str) -> Named:
    """A job that died."""
    return _alarm(f"{function}Failed", _of_lambda("Errors", function), _AT_LEAST, 1)


def _function_of(job: Job) -> str:
    return "".join(word.title() for word in job.value.split("_"))


def _own(metric: Metric | RimMetric, period: int, *, statistic: str = "Sum") -> dict[str, Any]:
    return _metric(METRICS, metric.value, _STAGE, period, statistic=statistic)


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


def _alarm(name: str, watched: dict[str, Any], comparison: str, threshold: Any) -> Named:
    properties = {
        "AlarmDescription": description_of(name),
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


def _share_of_unavailable() -> list[dict[str, Any]]:
    """More than one in five look-ups of ten minutes, where there were five or more."""
    return [
        _query("away", METRICS, Metric.LICENSE_UNAVAILABLE.value, _STAGE, _MINUTES_10),
        _query("asked", METRICS, Metric.LICENSE_ASKED.value, _STAGE, _MINUTES_10),
        {"Id": "share", "Expression": "IF(asked >= 5, FILL(away, 0) / asked, 0)", "ReturnData": True},
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


def _query(
    query_id: str, namespace: str, metric: str, dimensions: list[dict[str, Any]], period: int = _MINUTES_5
) -> dict[str, Any]:
    named = {"Namespace": namespace, "MetricName": metric, "Dimensions": dimensions}
    return {"Id": query_id, "MetricStat": {"Metric": named, "Period": period, "Stat": "Sum"}, "ReturnData": False}
