"""The people of many schools invited by one file: sent or pasted, looked over, confirmed, sent by a job; and who of
them has come."""

from typing import Annotated, Any

from pydantic import StringConstraints

from chalicelib.actions.accounts.change_account import account_is_invited, invitation_has_ended
from chalicelib.actions.accounts.expired_invitations import invite_all_again
from chalicelib.actions.accounts.invite import facilities_named
from chalicelib.actions.invitations.invited_lines import accounts_of, lines_of
from chalicelib.actions.invitations.start_invitations import confirm_invitations, start_invitations
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.invitation_file import InvitationFile
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.rosters.delimited import MAX_ROWS
from chalicelib.rosters.invitations import MAX_NUMBERS, read_invitations
from chalicelib.rosters.problems import PROBLEM_TEXTS, Problem, ProblemCode
from chalicelib.storage import import_keys
from chalicelib.storage.list_pages import PAGE_SIZE
from chalicelib.storage.roster_imports import ImportProgress, read_notes, read_progress
from chalicelib.web.http.forms import EmptyForm, FormModel, InvalidFormError, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.operators.desk import state_of
from chalicelib.web.operators.expired_invitations import AgainForm
from chalicelib.web.sent_files import file_of_page, nothing_sent, require_usable, sent_lines

pages = Pages()
_EXAMPLE = (
    "email,school_number,part",
    "front.office@school.example,19642126011001,approver",
    "nurse@school.example,19642126011001 19642126011002,",
)
INVITE_MANY = "/operators/invite/schools"
FILE = "/operators/invitations/{file_id}"
_MAX_BODY = 2 * 1024 * 1024
_SHOWN_LINES = 100
_LONGEST_PLACE = 5  # digits of a line's place in the longest file
_EMPTY = {ProblemCode.FILE_EMPTY: N_("The file has no people. Check that it is the right file.")}


class UploadForm(FormModel):
    """The file, or its lines pasted."""

    file: Annotated[str, StringConstraints(max_length=_MAX_BODY)] = entry("", optional=True)
    text: Annotated[str, StringConstraints(max_length=_MAX_BODY)] = entry("", optional=True)


def _show_upload(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render(
        "operators/invite_many.html",
        title=N_("Invite the people of many schools"),
        form=form,
        form_with_file=True,
        back_url="/operators/invite",
        max_rows=MAX_ROWS,
        max_numbers=MAX_NUMBERS,
        days=InvitationFile.kept.days,
        example=_EXAMPLE,
    )


@pages.form(
    INVITE_MANY, Action.INVITE, UploadForm, show=_show_upload, takes_files=True, max_body_bytes=_MAX_BODY + 64 * 1024
)
def _upload(page_request: PageRequest, answers: UploadForm) -> Done:
    content, field = sent_lines(page_request, answers)
    if wrong := nothing_sent(content):
        raise InvalidFormError(tuple(wrong))
    parsed = read_invitations(content)
    require_usable(parsed.problems, field, _sentence)
    return start_invitations(page_request.ctx, parsed)


def _sentence(problem: Problem) -> str:
    return _EMPTY.get(problem.code) or PROBLEM_TEXTS[problem.code]


_OWN_FILE = file_of_page(InvitationFile)


def _path(file: InvitationFile) -> str:
    return f"/operators/invitations/{file.id}"


def _progress_of(page_request: PageRequest, file: InvitationFile) -> ImportProgress:
    return read_progress(page_request.ctx.store.item(import_keys.import_progress(file.id)))


def _show_file(page_request: PageRequest, file: InvitationFile, form: ShownForm) -> Page:
    problems = read_notes(page_request.ctx.store.item(import_keys.import_notes(file.id))).problems
    progress = _progress_of(page_request, file)
    is_running = file.is_waiting
    if file.confirmed_at is None:
        title = N_("Check before you send")
    else:
        title = N_("The invitations are being sent") if is_running else N_("The invitations are sent")
    return page_request.render(
        "operators/invitation_file.html",
        title=title,
        form=form,
        form_version=file.version,
        file=file,
        path=_path(file),
        days=InvitationFile.kept.days,
        progress=progress,
        is_running=is_running,
        refreshes=is_running and "refresh" in page_request.query,
        problems=[page_request.translate(_sentence(each), **each.placeholders) for each in problems[:_SHOWN_LINES]],
        all_problems=file.problems,
    )


@pages.form(FILE, Action.INVITE, EmptyForm, of=_OWN_FILE, show=_show_file)
def _confirm(page_request: PageRequest, file: InvitationFile, _answers: EmptyForm) -> Done:
    return confirm_invitations(page_request.ctx, file.id, page_request.expected_version)


def _show_people(page_request: PageRequest, file: InvitationFile, form: ShownForm) -> Page:
    asked = page_request.query.get("from", "")
    start = int(asked) if asked.isdecimal() and asked.isascii() and len(asked) <= _LONGEST_PLACE else 0
    lines = lines_of(page_request.ctx, file.id)[: _progress_of(page_request, file).next_row]
    shown = lines[start : start + PAGE_SIZE]
    accounts = accounts_of(page_request.ctx, shown)
    schools = facilities_named(page_request.ctx, accounts.values())
    return page_request.render(
        "operators/invited_people.html",
        title=N_("Who was invited by this file"),
        form=form,
        path=_path(file),
        sent=bool(page_request.query.get("sent")),
        people=[_shown(page_request, line.email, accounts.get(line.line), schools) for line in shown],
        all_lines=len(lines),
        start=start,
        previous_from=max(start - PAGE_SIZE, 0) if start else None,
        next_from=start + PAGE_SIZE if start + PAGE_SIZE < len(lines) else None,
    )


def _shown(page_request: PageRequest, email: str, account: Account | None, schools: dict[str, str]) -> dict[str, Any]:
    """A person of the file as of now: by the account that the newest invitation of the address made."""
    if account is None:
        return {"email": email, "id": "", "state": N_("Not invited"), "kind": "warning", "schools": [], "again": False}
    state, kind = state_of(page_request, account)
    return {
        "email": email,
        "id": account.id,
        "state": state,
        "kind": kind,
        "schools": [schools.get(each, each) for each in account.facility_ids],
        "again": account_is_invited(account)
        and not account.disabled
        and invitation_has_ended(page_request.ctx, account),
    }


@pages.form(f"{FILE}/people", Action.INVITE, AgainForm, of=_OWN_FILE, show=_show_people)
def _again(page_request: PageRequest, file: InvitationFile, answers: AgainForm) -> str:
    invite_all_again(page_request.ctx, answers.again)
    asked = page_request.query.get("from", "")
    place = f"&from={asked}" if asked.isdecimal() and asked.isascii() and len(asked) <= _LONGEST_PLACE else ""
    return f"{_path(file)}/people?sent=yes{place}"
