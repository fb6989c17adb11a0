"""What the portal costs at AWS's list prices: from the units that were counted, and how often things are asked for."""

from collections import Counter
from collections.abc import Iterable, Mapping

from tests.scale.capacity import Spent
from tests.scale.filled import Measured
from tests.scale.tables_of_data import State, Use, prices, uses

Dollars = Counter[str]
MILLION, THOUSAND = 1_000_000, 1000
_GB = 2**30
# Assumed, not measured: what AWS counts beside the store's requests.
SECONDS_OF_A_PAGE, MEMORY_GB = 0.06, 1.0
LOG_BYTES, PAGE_BYTES = 600, 12_000
SECONDS_OF_A_JOBS_PART = 0.02
_MONTHS = 12


def of_the_store(spent: Spent) -> float:
    """What the store's requests of a page or act cost, in dollars."""
    each = prices()
    return spent.reads * each["DynamoDB read"].each + spent.writes * each["DynamoDB write"].each


def of_uses(measured: Measured, used: Iterable[Use]) -> Dollars:
    """What so many pages, acts and jobs' parts cost, by what is paid for."""
    each = prices()
    cost: Dollars = Counter()
    for use in used:
        spent, is_job = measured[use.place], use.method == "JOB"
        _add(cost, "DynamoDB", use.times * of_the_store(spent))
        if use.method == "ROW":
            continue
        seconds = SECONDS_OF_A_JOBS_PART if is_job else SECONDS_OF_A_PAGE
        _add(cost, "Lambda", use.times * seconds * MEMORY_GB * each["Lambda time on arm64"].each)
        _add(cost, "KMS", use.times * spent.keys_asked * each["KMS request"].each)
        if use.address == "deliver a notice":
            _add(cost, "SES", use.times * each["SES e-mail"].each)
        if not is_job:
            _add(cost, "Lambda", use.times * each["Lambda request"].each)
            _add(cost, "API Gateway", use.times * each["API Gateway REST"].each)
            _add(
                cost,
                "CloudFront and firewall",
                use.times * (each["CloudFront request"].each + each["WAF request"].each),
            )
            _add(cost, "CloudFront and firewall", use.times * PAGE_BYTES / _GB * each["CloudFront data"].each)
            _add(cost, "Logs", use.times * LOG_BYTES / _GB * each["CloudWatch Logs taken in"].each)
    return cost


def of_a_million_pages(measured: Measured) -> Dollars:
    """The cost of a million pages, mixed as perf/usage.csv says."""
    pages = uses("page")
    all_times = sum(use.times for use in pages)
    return of_uses(measured, _times(pages, MILLION / all_times))


def of_a_thousand_forms(measured: Measured) -> Dollars:
    """The cost of a thousand forms, from registering to what becomes of them in a year."""
    return of_uses(measured, _times(uses("form"), THOUSAND))


def of_a_year(measured: Measured, state: State, bytes_of: Mapping[str, float]) -> dict[str, float]:
    """What a state's school year costs, by what it is for. `bytes_of` says how large a form with all that is about it,
    and a student's record, are."""
    each = prices()
    kept = state.forms_kept * bytes_of["form"] + state.students * bytes_of["student"]
    a_month = each["DynamoDB storage"].each + each["DynamoDB point-in-time recovery"].each
    return {
        "forms": of_uses(measured, _times(uses("form"), state.forms)).total(),
        "schools' desks": of_uses(measured, _times(uses("desk"), state.desks)).total(),
        "schools' lists of students": of_uses(measured, _times(uses("student"), state.students)).total(),
        "what is kept": kept / _GB * a_month * _MONTHS,
        "fixed": each["Fixed monthly"].dollars * _MONTHS,
    }


def _times(used: Iterable[Use], times: float) -> list[Use]:
    return [use._replace(times=use.times * times) for use in used]


def _add(cost: Dollars, what: str, dollars: float) -> None:
    cost[what] += dollars
