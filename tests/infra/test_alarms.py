"""The alarms on what the portal counts of itself: each watches something that code counts, and nothing is counted that
no alarm watches."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.domain.jobs import EACH_NIGHT
from chalicelib.domain.metrics import Metric
from chalicelib.jobs.running import RAN
from chalicelib.runtime.logging import METRICS, RimMetric
from infra.package import alarms
from infra.template import ROOT

LIST = ROOT / "chalicelib" / "domain" / "metrics.py"
ALARMS = {name: made["Properties"] for name, made in alarms.of_portal()}


def own_metrics(alarm: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The portal's own metrics that an alarm watches, each with its name and dimensions."""
    watched = [alarm, *(query["MetricStat"]["Metric"] for query in alarm.get("Metrics", ()) if "MetricStat" in query)]
    yield from (metric for metric in watched if metric.get("Namespace") == METRICS)


def names_counted() -> set[str]:
    """The metrics that the portal's code names."""
    found = set()
    for path in (ROOT / "chalicelib").rglob("*.py"):
        if path != LIST:
            found.update(re.findall(r"\b(?:Rim)?Metric\.([A-Z_]+)", path.read_text()))
    return found


def test_each_alarm_watches_what_code_counts_and_all_that_is_counted_is_watched() -> None:
    watched = {metric["MetricName"] for alarm in ALARMS.values() for metric in own_metrics(alarm)}
    counted = [*Metric, *RimMetric]
    assert watched == {metric.value for metric in counted}
    assert names_counted() == {metric.name for metric in counted}


@pytest.mark.parametrize("name", sorted(ALARMS))
def test_an_alarm_is_of_its_own_stage_and_tells_someone(name: str) -> None:
    """Given two stages in one account, then neither raises the other's alarm."""
    for metric in own_metrics(ALARMS[name]):
        assert metric["Dimensions"] == [{"Name": "stage", "Value": {"Ref": "Stage"}}]
    assert ALARMS[name]["AlarmActions"] == [{"Ref": "Alarms"}]


def test_each_job_of_the_night_that_does_not_run_is_an_alarm_and_so_is_mail_that_no_one_sends() -> None:
    assert RAN.keys() == EACH_NIGHT.keys()
    silent = {name for name, alarm in ALARMS.items() if alarm["TreatMissingData"] == "breaching"}
    assert len(silent) == len(RAN) + 1
    assert "NoticesWaitAlarm" in silent
