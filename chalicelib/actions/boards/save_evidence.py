"""The evidence about one licensee as a file: the forms with the medical reasons, and what the state found and decided
(HSC 120372(a)(2)(H), (d)(7), (d)(8)). Saving it is written down in the log of each child before the file is sent.

What belongs to reviewers alone stays out: why someone asked for a review, and who works on it.
"""

from collections.abc import Iterable
from typing import Any

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.boards.licensee_case import LicenseeCase, load_licensee, reviews_of
from chalicelib.actions.context import Context
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.evidence import HOW, KEY, MANIFEST, SIGNATURE, archive, canonical, manifest_of, padded, pem_of
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review
from chalicelib.domain.standing import PhysicianStanding

_OF_A_FORM = {"check_code", "guardian_ids", "data_key", "chain", "school_record", "planned_days", "is_newer"}
_OF_A_REVIEW = {"public_health_reason", "opened_by", "reviewer_id", "data_key", "chain", "is_newer"}
HOW_TO_CHECK = """How to check this file without the portal, on a computer with OpenSSL

1. Take the archive apart, and go to its folder.
2. The signature as bytes:
   xxd -r -p manifest.sig.hex manifest.sig
3. The manifest is what the portal signed:
   openssl dgst -sha256 -verify key.pem -signature manifest.sig manifest.sha256
   It must say: Verified OK
4. Each file is what the manifest says:
   sha256sum --check manifest.sha256
   Each line must say: OK
5. The key is the portal's. Compare its SHA-256 with the one on the portal's public page "The key of evidence files":
   openssl pkey -pubin -in key.pem -outform DER | sha256sum

Who changes a letter of a file, or leaves one out, is found in step 4; who changes the manifest, in step 3.
"""


def save_evidence(ctx: Context, standing: PhysicianStanding, case_number: str, password: str) -> str:
    """Return the archive. `case_number`: of the board's own file, as it stands in the manifest.

    Raises PortalError NOT_FOUND (another board's licensee), INVALID (field password), TOO_MANY, UNAVAILABLE.
    """
    ctx.store.load(proof_keys(ctx))
    require_reauthentication(ctx, password)
    case = load_licensee(ctx, Action.SAVE_EVIDENCE, standing)
    reviews = reviews_of(ctx, case.forms)
    files = {name: padded(text) for name, text in _files(case, reviews)}
    manifest = padded(manifest_of(files, _about(ctx, case, case_number)))
    signature = ctx.services.evidence.sign(manifest.encode()).hex()
    for child_id in dict.fromkeys(form.child_id for form in case.forms):
        ctx.store.record_access("child", child_id, ctx.person, ctx.now, ctx.new_id(), purpose=Purpose.EVIDENCE_BUNDLE)
    proof = {SIGNATURE: signature, KEY: pem_of(ctx.services.evidence.public_key), HOW: HOW_TO_CHECK}
    return archive({MANIFEST: manifest, **{name: padded(text) for name, text in proof.items()}, **files})


def _about(ctx: Context, case: LicenseeCase, case_number: str) -> dict[str, str]:
    person, profile = ctx.person, case.account.physician
    return {
        "licensee": f"{case.account.display_name}, {profile.license_shown if profile else case.standing.id}",
        "board": person.board,
        "case number": case_number,
        "saved by": person.display_name,
        "saved at": ctx.now.isoformat(),
        "forms": str(len(case.forms)),
    }


def _files(case: LicenseeCase, reviews: dict[str, list[Review]]) -> Iterable[tuple[str, str]]:
    profile = case.account.physician
    yield (
        "licensee.json",
        canonical(
            {
                "name": case.account.display_name,
                "license": profile.license_shown if profile else "",
                "standing": case.standing.model_dump(mode="json", exclude={"data_key", "chain", "held_form_ids"}),
            }
        ),
    )
    years: dict[int, list[ExemptionForm]] = {}
    for form in case.forms:
        years.setdefault(form.signed_on.year, []).append(form)
    for year, forms in sorted(years.items()):
        yield f"forms-{year}.json", canonical({"forms": [_told(form, reviews.get(form.id, [])) for form in forms]})


def _told(form: ExemptionForm, reviews: list[Review]) -> dict[str, Any]:
    return {
        **form.model_dump(mode="json", exclude=_OF_A_FORM),
        "reviews": [review.model_dump(mode="json", exclude=_OF_A_REVIEW) for review in reviews],
    }
