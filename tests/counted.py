"""What the portal counted of itself, as AWS reads it out of the log."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from chalicelib.domain.metrics import Metric


def lines_of(logged: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The portal's own lines."""
    for line in logged:
        if line.startswith("portal "):
            yield json.loads(line.removeprefix("portal "))


def counted(logged: Iterable[str]) -> Counter[Metric]:
    """The sum of each metric in the lines."""
    found: Counter[Metric] = Counter()
    for line in lines_of(logged):
        for directive in line.get("_aws", {}).get("CloudWatchMetrics", ()):
            for metric in directive["Metrics"]:
                found[Metric(metric["Name"])] += line[metric["Name"]]
    return found
