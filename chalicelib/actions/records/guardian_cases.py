"""What the guardians of a child see: the child's record, requests, forms and appeals. Who joins or leaves does so for
all of them in one transaction."""

from chalicelib.actions.context import Context
from chalicelib.actions.signing.issued_rows import link_attributes
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.results import Subject
from chalicelib.storage import keys
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY

MAX_GUARDIANS = 4
_MAX_CASES = 20  # each is four writes at most; a transaction holds a hundred
Case = ExemptionRequest | ExemptionForm | Appeal


def guarded_cases(ctx: Context, child: Child) -> list[Case]:
    """Return the child's requests, forms and appeals. Raises PortalError REFUSED (TOO_MANY_CASES for one
    transaction)."""
    links = ctx.store.case_links(keys.child_partition(child.id))
    ctx.store.load(keys.record(link["kind"], link["case_id"]) for link in links)
    requests = [ctx.store.get(ExemptionRequest, link["case_id"]) for link in links if link["kind"] == "request"]
    forms = [ctx.store.get(ExemptionForm, link["case_id"]) for link in links if link["kind"] == "form"]
    appeal_ids = [appeal_id for form in forms for appeal_id in form.appeal_ids]
    ctx.store.load(keys.record("appeal", appeal_id) for appeal_id in appeal_ids)
    cases: list[Case] = [*requests, *forms, *(ctx.store.get(Appeal, appeal_id) for appeal_id in appeal_ids)]
    if len(cases) > _MAX_CASES:
        raise PortalError(ErrorKind.REFUSED, "TOO_MANY_CASES")
    return cases


def add_guardian(ctx: Context, work: UnitOfWork, child: Child, cases: list[Case], account_id: str) -> None:
    """Let this person see the child from now on."""
    guardians = (*child.guardian_ids, account_id)
    _set_guardians(work, child, cases, guardians)
    for case in cases:
        attributes = link_attributes(case.record_type, case.id, ctx.now.isoformat())
        work.row(keys.case_link(account_id, case.record_type, case.id), attributes, condition=EITHER_WAY)


def remove_guardian(work: UnitOfWork, child: Child, cases: list[Case], account_id: str) -> None:
    """Let this person see nothing of the child from now on."""
    guardians = tuple(each for each in child.guardian_ids if each != account_id)
    _set_guardians(work, child, cases, guardians)
    for case in cases:
        work.remove(keys.case_link(account_id, case.record_type, case.id), condition=EITHER_WAY)


def _set_guardians(work: UnitOfWork, child: Child, cases: list[Case], guardians: tuple[str, ...]) -> None:
    work.update(child, child.with_changes(guardian_ids=guardians))
    for case in cases:
        work.update(case, case.with_changes(**{_FIELD[type(case)]: guardians}))


_FIELD: dict[type[Case], str] = {ExemptionRequest: "guardians", ExemptionForm: "guardian_ids", Appeal: "guardians"}


def tell_guardians(work: UnitOfWork, kind: NoticeKind, account_ids: tuple[str, ...], about: Subject) -> None:
    """Send a notice to each of these people."""
    for account_id in account_ids:
        work.enqueue_notification(kind, Recipient(kind="account", id=account_id), about)
