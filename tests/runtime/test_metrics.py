"""Metrics are log lines in CloudWatch's embedded format: a name of a closed list, a number, the stage, and no more."""

import json
from enum import StrEnum

import pytest

from chalicelib.domain.metrics import Metric
from chalicelib.runtime.logging import UnknownLogFieldError, count
from chalicelib.runtime.settings import read_settings
from tests.checks.recorder import Recorder


@pytest.mark.parametrize("metric", list(Metric))
def test_a_metric_is_told_by_its_name_with_the_stage_as_its_only_dimension(metric: Metric, recorder: Recorder) -> None:
    """Given any metric of the list, when it is counted, then AWS can read it, and nothing else stands in the line."""
    count(metric, 3)
    line = json.loads(recorder.lines[-1].removeprefix("portal "))
    (directive,) = line.pop("_aws")["CloudWatchMetrics"]
    assert directive == {"Namespace": "Portal", "Dimensions": [["stage"]], "Metrics": [{"Name": metric.value}]}
    assert line == {"stage": "local", metric.value: 3}


@pytest.mark.parametrize("text", ["b2" * 13, "a1" * 32, "Lev Example", "2019-04-02", "Sign in failed", "A7KC-39WT-XHY"])
def test_no_id_no_hash_and_no_words_can_be_counted(text: str) -> None:
    made = StrEnum("made", {"MEMBER": text})
    with pytest.raises(UnknownLogFieldError):
        count(made["MEMBER"])


def test_a_stage_that_is_none_stops_the_portal() -> None:
    """The stage is a dimension of each metric."""
    assert read_settings({"PORTAL_STAGE": "prod"}).stage == "prod"
    with pytest.raises(ValueError, match="stage"):
        read_settings({"PORTAL_STAGE": "of Lev Example"})
