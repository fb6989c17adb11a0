"""Whether an address takes the same at two sizes, and the addresses that the page of sizes shows first."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.scale.capacity import Spent
from tests.scale.filled import Measured

MAIN_ACTS = {
    "Send a request": "/parents/requests/{request_id}/check",
    "Open a request by its number": "/physicians/open",
    "Sign a form": "/physicians/drafts/{draft_id}/sign",
    "Withdraw a form": "/physicians/forms/{form_id}/withdraw",
    "Record a dose": "/schools/students/{student_id}/dose",
    "Open a review": "/reviews/forms/{form_id}/open",
    "Recommend": "/reviews/{review_id}/forms/{form_id}/recommend",
    "Decide a review (revoke)": "/reviews/{review_id}/forms/{form_id}/confirm",
    "File an appeal": "/parents/appeals/{appeal_id}/check",
    "Accept an appeal": "/appeals/{appeal_id}/accept",
    "Vote on an appeal": "/panel/{appeal_id}/cast",
    "Decide an appeal": "/appeals/{appeal_id}/forms/{form_id}/adopt/send",
}
MAIN_PAGES = {
    "Parent: home": "/parents",
    "Parent: a child": "/parents/children/{child_id}",
    "Parent: a form": "/parents/forms/{form_id}",
    "Physician: home": "/physicians",
    "Physician: a draft": "/physicians/drafts/{draft_id}",
    "Physician: patients": "/physicians/patients",
    "School: the list": "/schools/at/{facility_id}",
    "School: a student": "/schools/students/{student_id}",
    "School: a student's exemption": "/schools/pupils/{form_id}",
    "Health department: home": "/health-departments",
    "Board: home": "/boards",
    "Reviewer: the queue": "/reviews",
    "Reviewer: a case": "/reviews/{review_id}/forms/{form_id}",
    "Reviewer: the news": "/reviews/news",
    "Appeals staff: the queue": "/appeals",
    "Appeals staff: the panel": "/appeals/{appeal_id}/panel",
    "Panelist: home": "/panel",
    "Operator: home": "/operators",
}
MAIN = [*MAIN_ACTS.values(), *MAIN_PAGES.values()]


@dataclass(frozen=True)
class Difference:
    """An address that takes more, or less, in a larger state."""

    method: str
    address: str
    small: Spent
    large: Spent

    def __str__(self) -> str:
        return f"{self.method} {self.address}: {_told(self.small)} became {_told(self.large)}"

    @property
    def ratio(self) -> float:
        """The largest ratio of requests, items and units."""
        pairs = zip(_counted(self.small), _counted(self.large), strict=True)
        return max(large / small if small else float(large > 0) for small, large in pairs)


def differences(small: Measured, large: Measured) -> Iterator[Difference]:
    """The addresses that do not take the same requests, items and units at both sizes. Bytes are not compared: where
    one more digit stands in a row, the units say whether it counts. An address that was not measured at the larger
    size is passed over."""
    for (method, address), spent in small.items():
        if (method, address) in large and _counted(spent) != _counted(large[method, address]):
            yield Difference(method, address, spent, large[method, address])


def _counted(spent: Spent) -> tuple[float, ...]:
    return spent.requests, spent.items_read, spent.items_written, spent.reads, spent.writes


def _told(spent: Spent) -> str:
    return (
        f"{spent.requests} requests, {spent.items_read} items read, {spent.items_written} written, "
        f"{spent.reads:g} read units, {spent.writes:g} write units"
    )
