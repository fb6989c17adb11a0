"""Ties of a panelist to a case that stand in the portal's own records (HSC 120372.05(b)): who signed, who is the
child's own doctor, who works where."""

from chalicelib.domain.account import Account, Address, PhysicianProfile
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.names import plain_letters


def is_issuer_of(form: ExemptionForm, panelist: Account) -> bool:
    """Return whether the panelist's license stands under the form."""
    own = panelist.physician
    return own is not None and _license(own) == _license(form.physician)


def is_primary_care_of(form: ExemptionForm, panelist: Account) -> bool:
    """Return whether the panelist is the child's own doctor: by license, or by name where the form names another."""
    care = form.primary_care
    if care is None:
        return False
    own = panelist.physician
    by_license = own is not None and _plain(care.license) == _plain(own.license_shown)
    return by_license or _plain(care.name) == _plain(panelist.display_name)


def shares_practice(form: ExemptionForm, panelist: Account) -> bool:
    """Return whether the panelist's practice is that of the doctor who signed, or of the child's own doctor."""
    own = panelist.physician
    if own is None:
        return False
    addresses = [form.physician.business_address, *([form.primary_care.business_address] if form.primary_care else [])]
    same_name = bool(own.business_name) and _plain(own.business_name) == _plain(form.physician.business_name)
    return same_name or _place(own.business_address) in map(_place, addresses)


def _license(profile: PhysicianProfile) -> tuple[str, str]:
    return profile.board, profile.license_number.lstrip("0")


def _place(address: Address) -> tuple[str, str]:
    """A street address without its suite, floor or punctuation, and the first five digits of the ZIP code."""
    street = _plain(address.street.partition(",")[0].partition("#")[0])
    return street.partition(" suite")[0].partition(" ste ")[0], address.zip_code[:5]


def _plain(text: str) -> str:
    return " ".join(plain_letters(text).split())
