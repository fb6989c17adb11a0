"""What a letter is made of: the notice that it goes with, its recipient, and the form, review or appeal that the notice
names. Two reads: the page's first, and one more."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.actions.accounts.offices import offices_of
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import Facility
from chalicelib.domain.facility_claim import FacilityClaim
from chalicelib.domain.license_claim import ClaimState, LicenseClaim
from chalicelib.domain.notice import Delivery, Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.review import Review
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import NoticePlace, read_notice
from chalicelib.storage.table import Item

ON_THE_LIST = frozenset({Delivery.TO_BE_POSTED, Delivery.POSTED})
_CASES = {"form_id": "form", "review_id": "review", "appeal_id": "appeal", "physician_id": "account"}
_OF_CLAIMS = {"claim_id": "facility_claim", "claimant_id": "account", "license_claim_id": "license_claim"}


@dataclass(frozen=True)
class LetterCase:
    """A letter's records; None if the notice names none or the recipient is of another kind."""

    notice: Notice
    delivery: Delivery
    account: Account | None
    facility: Facility | None
    form: ExemptionForm | None
    review: Review | None
    appeal: Appeal | None
    physician: Account | None = None  # whom a notice to a licensing board is about
    claim: FacilityClaim | None = None  # of a letter with the code of a school's place
    claimant: Account | None = None
    license_claim: LicenseClaim | None = None
    claiming: Account | None = None  # whose claim to a license it is

    @property
    def has_license_codes(self) -> bool:
        """Whether the letter's codes are to be printed: it waits, and no newer letter or other end came between."""
        claim = self.license_claim
        return (
            claim is not None
            and self.notice.kind == NoticeKind.LICENSE_LETTER
            and self.delivery is Delivery.TO_BE_POSTED
            and claim.state is ClaimState.LETTER_WAITING
            and str(claim.letter_number) == self.notice.facts.get("letter_number")
        )


def letter_to_post(ctx: Context, where: NoticePlace) -> LetterCase:
    """Return a letter of the "to be posted" list, or one that was posted.

    Raises PortalError NOT_FOUND, REFUSED (this person typed the address that its codes go to).
    """
    person = ctx.require(Action.VIEW_LETTER)
    ctx.store.load(where.first_keys())
    notice_on_the_list(ctx, where)
    case = _letter_case(ctx, where)
    if case.has_license_codes and case.license_claim:
        require_other_than_typist(person, case.license_claim)
    return case


def require_other_than_typist(person: Account, claim: LicenseClaim) -> None:
    """Raise PortalError REFUSED for the staff member who typed the address: another prints and mails the codes."""
    if claim.address_by == person.id:
        raise PortalError(ErrorKind.REFUSED, "OWN_ADDRESS_LETTER")


def notice_on_the_list(ctx: Context, where: NoticePlace) -> Item:
    """Return the item of a notice whose letter waits to be posted or was posted. Raises PortalError NOT_FOUND."""
    item = ctx.store.item(where.key)
    if item is None or item["delivery"] not in ON_THE_LIST:
        raise not_found()
    return item


def own_letter(ctx: Context, where: NoticePlace) -> LetterCase:
    """Return a letter to the person who asks, or to an organization whose notices that person reads.

    Raises PortalError NOT_FOUND.
    """
    person = ctx.require(Action.VIEW_OWN_LETTER)
    mine = {("account", person.id), *offices_of(person)}
    if (where.recipient.kind, where.recipient.id) not in mine:
        raise not_found()
    case = _letter_case(ctx, where)
    if not case.notice.letter:
        raise not_found()
    return case


def _letter_case(ctx: Context, where: NoticePlace) -> LetterCase:
    ctx.store.load(where.first_keys())
    item = ctx.store.item(where.key)
    if item is None:
        raise not_found()
    notice, store = read_notice(item), ctx.store
    store.load(_case_keys(notice))
    recipient, facts = notice.recipient, notice.facts
    license_claim = store.find(LicenseClaim, facts.get("license_claim_id", ""))
    return LetterCase(
        notice=notice,
        delivery=Delivery(item["delivery"]),
        account=store.find(Account, recipient.id) if recipient.kind == "account" else None,
        facility=store.facility(recipient.id) if recipient.kind in {"facility", "post"} else None,
        form=store.find(ExemptionForm, facts.get("form_id", "")),
        review=store.find(Review, facts.get("review_id", "")),
        appeal=store.find(Appeal, facts.get("appeal_id", "")),
        physician=store.find(Account, facts.get("physician_id", "")),
        claim=store.find(FacilityClaim, facts.get("claim_id", "")),
        claimant=store.find(Account, facts.get("claimant_id", "")),
        license_claim=license_claim,
        claiming=store.find(Account, license_claim.id) if license_claim else None,
    )


def _case_keys(notice: Notice) -> Iterator[Key]:
    for fact, record_type in (_CASES | _OF_CLAIMS).items():
        if notice.facts.get(fact):
            yield keys.record(record_type, notice.facts[fact])
    if notice.facts.get("license_claim_id"):
        yield keys.record("account", notice.facts["license_claim_id"])
