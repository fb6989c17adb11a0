"""Passkeys of one's own account: what there is, add one, remove one."""

from chalicelib.actions.accounts.passkeys import add_passkey, challenge_to_add, own_passkeys, remove_passkey
from chalicelib.addresses import PASSKEYS_PAGE
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.passkey import MOST_PASSKEYS
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.runtime.passkey_judge import passkey_origin
from chalicelib.web.account_fields import ENTER_PASSWORD, Line, Password
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import TWO_FACTOR_PAGE, Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.passkey_questions import LONGEST_ANSWER, NO_ANSWER, answer_again, question_to_make

pages = Pages()


class NewPasskeyForm(FormModel):
    """What the owner calls the passkey, fresh proof of who it is, and what the browser answered (JSON)."""

    name: Line = entry(N_("Enter a name for this passkey"), max_length=60)
    password: Password = entry(ENTER_PASSWORD)
    answer: str = entry(NO_ANSWER, min_length=1, max_length=LONGEST_ANSWER)


@pages.page(PASSKEYS_PAGE, Action.CHANGE_OWN_ACCOUNT)
def _list(page_request: PageRequest) -> Page:
    return page_request.render(
        "account/passkeys.html",
        title=N_("Your passkeys"),
        passkeys=own_passkeys(page_request.ctx),
        most=MOST_PASSKEYS,
        is_set_up=page_request.ctx.person.second_step_since is not None,
    )


def _show_new(page_request: PageRequest, form: ShownForm) -> Page:
    person, ctx = page_request.ctx.person, page_request.ctx
    if person.second_step_since is None:
        return see_other(TWO_FACTOR_PAGE)
    return page_request.render(
        "account/new_passkey.html",
        title=N_("Add a passkey"),
        form=form,
        answer=answer_again(form),
        question=question_to_make(person, challenge_to_add(ctx, page_request.binding), own_passkeys(ctx)),
        at=passkey_origin(),
    )


@pages.form(f"{PASSKEYS_PAGE}/new", Action.CHANGE_OWN_ACCOUNT, NewPasskeyForm, show=_show_new)
def _add(page_request: PageRequest, answers: NewPasskeyForm) -> Done:
    return add_passkey(
        page_request.ctx, page_request.binding, name=answers.name, answer=answers.answer, password=answers.password
    )


class RemovalForm(FormModel):
    """Fresh proof of who it is."""

    password: Password = entry(ENTER_PASSWORD)


def _show_removal(page_request: PageRequest, form: ShownForm) -> Page:
    asked = page_request.params["passkey_id"]
    passkey = next((each for each in own_passkeys(page_request.ctx) if each.id == asked), None)
    if passkey is None:
        raise not_found()
    return page_request.render("account/remove_passkey.html", title=N_("Remove a passkey"), form=form, passkey=passkey)


@pages.form(f"{PASSKEYS_PAGE}/{{passkey_id}}/remove", Action.CHANGE_OWN_ACCOUNT, RemovalForm, show=_show_removal)
def _remove(page_request: PageRequest, answers: RemovalForm) -> Done:
    return remove_passkey(page_request.ctx, page_request.params["passkey_id"], answers.password)
