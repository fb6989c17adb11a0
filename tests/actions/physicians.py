"""What tests of the physicians' acts share: sign a draft as a physician does, and the reasons of a refusal."""

from datetime import date
from typing import Any

from chalicelib.actions.signing.correct_exemption import correct_exemption, correction_id, version_to_begin
from chalicelib.actions.signing.issue_exemption import IssueCommand, issue_exemption
from chalicelib.actions.signing.new_form import Signature
from chalicelib.actions.signing.renew_exemption import renew_exemption, renewal_id
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.child import Child
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.storage import keys
from tests.actions.recipients import refused
from tests.builders import PASSWORD, SIGNATURE, World


def opened(world: World, *, request: dict[str, Any] | None = None, **draft: Any) -> ExemptionRequest:
    """A request opened by the physician, with a draft of these facts."""
    return world.opened(world.request(**(request or {})), world.default_user(Role.PHYSICIAN), **draft)


def same_child(world: World) -> Child:
    """Kai, known to the portal, for several forms of one child."""
    return world.child(world.default_user(Role.PARENT))


def draft_of(world: World, draft_id: str) -> FormDraft:
    """The draft as it stands now."""
    return world.ctx().store.get(FormDraft, draft_id)


def sign(
    world: World,
    draft_id: str,
    *,
    doctor: Account | None = None,
    password: str = PASSWORD,
    expected_version: int | None = None,
    idempotency_key: str = "",
    **certified: bool | str,
) -> ExemptionForm:
    """Sign the draft and return the form. `certified` changes the signature."""
    signer = doctor or world.default_user(Role.PHYSICIAN)
    version = draft_of(world, draft_id).version if expected_version is None else expected_version
    signature = Signature(**{**SIGNATURE.__dict__, "signed_name": signer.display_name, **certified})
    done = issue_exemption(
        world.ctx(signer, idempotency_key=idempotency_key), IssueCommand(draft_id, version, signature, password)
    )
    return world.ctx().store.get(ExemptionForm, done.subject.id)


def refusal(world: World, draft_id: str, kind: ErrorKind = ErrorKind.REFUSED, **options: Any) -> PortalError:
    """Sign in vain: the refusal. The draft is kept, unsigned."""
    error = refused(lambda: sign(world, draft_id, **options))
    assert error.kind == kind, error
    assert not draft_of(world, draft_id).is_signed
    return error


def codes_of(error: PortalError) -> set[str]:
    """The law's reasons of a refusal."""
    assert error.verdict, error
    return {str(code) for code in error.verdict.codes}


def guard_of(world: World, form: ExemptionForm, place: int = 0) -> dict[str, Any]:
    """The lock of one of the form's lines."""
    found = world.ctx().store.item(keys.exemption_lock(form.child_id, form.lines[place].vaccine, form.span))
    assert found
    return found


def counted_only(world: World, number: int) -> list[ExemptionForm]:
    """So many forms of the physician, which an earlier release counted, and opened nothing for."""
    forms = [world.form() for _each in range(4)]
    standing = standing_of(world)
    for _each in range(number - 4):  # signed while the count says three
        world.step(standing, Action.ISSUE_EXEMPTION, forms_by_year={"2026": 3})
        forms.append(world.form())
    world.step(standing, Action.ISSUE_EXEMPTION, forms_by_year={"2026": 4})
    return forms


def standing_of(world: World) -> PhysicianStanding:
    """The physician's standing as it stands now."""
    profile = world.default_user(Role.PHYSICIAN).physician
    assert profile
    return world.ctx().store.get(PhysicianStanding, standing_id(profile))


def seen(world: World, form: ExemptionForm, draft_id: str) -> int:
    """What the page that begins a correction or renewal shows as its version."""
    return version_to_begin(world.reload(form), world.ctx().store.find(FormDraft, draft_id))


def correction(world: World, form: ExemptionForm, **changes: object) -> FormDraft:
    """A correction begun by the issuer, with these changes to its draft."""
    draft_id = correction_id(form.id)
    correct_exemption(world.ctx(world.default_user(Role.PHYSICIAN)), form.id, seen(world, form, draft_id))
    return changed(world, draft_of(world, draft_id), **changes)


def renewal(world: World, form: ExemptionForm, ends: date, **changes: object) -> FormDraft:
    """A renewal begun by the issuer, with a fresh examination and this end."""
    draft_id = renewal_id(form.id)
    renew_exemption(world.ctx(world.default_user(Role.PHYSICIAN)), form.id, seen(world, form, draft_id))
    draft = draft_of(world, draft_id)
    lines = tuple(each.with_changes(expires_on=ends) for each in draft.lines)
    return changed(world, draft, lines=lines, examined_on=world.clock.today, **changes)


def changed(world: World, draft: FormDraft, **changes: object) -> FormDraft:
    if not changes:
        return draft
    return world.step(draft, Action.EDIT_FORM_DRAFT, actor=world.default_user(Role.PHYSICIAN), **changes)
