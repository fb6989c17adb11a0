"""Requests, signing, renewals, corrections, withdrawals."""

from datetime import date
from functools import partial

from chalicelib.actions.requests.cancel_request import cancel_request
from chalicelib.actions.requests.decline_request import decline_request
from chalicelib.actions.requests.open_request import OpenCommand, open_request
from chalicelib.actions.requests.return_request import return_request
from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.timeline import is_lapsed
from chalicelib.law.enums import LineKind, Vaccine
from tests.acceptance.acts import cases
from tests.acceptance.acts.people import person
from tests.acceptance.acts.signing import begin_again, open_it, send_request, sign, the_request
from tests.acceptance.checks import expect
from tests.acceptance.grammar import step
from tests.acceptance.steps.stating import state
from tests.acceptance.story import LinePlan, Story, Told
from tests.builders import PASSWORD
from tests.builders import line as stated_line

request = partial(step, topic="The request")
signing = partial(step, topic="Signing, renewing, correcting, withdrawing")


@request(
    "the parent (asks for|requests|sends a request for|submits a request for) an exemption [from {vaccines:vaccines}]",
    "the parent sends the request",
    "the request is (sent|submitted)",
    "the parent submits the request",
    example="When the parent asks for an exemption",
)
def asks(story: Story, vaccines: list[Vaccine] | None = None) -> None:
    """The parent sends the request. Signing does so by itself where no request is under way."""
    for vaccine in vaccines or ():
        story.line(vaccine)
    story.attempt("sending the request", lambda: _sent(story))


def _sent(story: Story) -> None:
    send_request(story)


@request("the physician opens the request", "the request is opened", example="When the physician opens the request")
def opens(story: Story) -> None:
    """With its number and the child's birth date."""
    story.attempt("opening the request", lambda: _opened(story))


def _opened(story: Story) -> None:
    story.memory["draft"] = open_it(story)


@request(
    "the physician [tries to] (open|opens) the request with [the] [right] [request] [number and] [the] [wrong] birth date {date:date} [{number:number} (times|time)]",
    "the physician (gives|types|enters) the right number and the birth date {date:date} [{number:number} (times|time)]",
    example="When the physician tries to open the request with birth date 2019-03-15 5 times",
)
def opens_with_birth_date(story: Story, date: date, number: int = 1) -> None:
    """The right number, and this birth date; each try counts. The answer to the last try is kept."""
    asked = the_request(story)
    for _ in range(number):
        story.attempt("opening the request", lambda: _try_open(story, asked.number, date))


def _try_open(story: Story, number: str, birth_date: date) -> None:
    open_request(story.world.ctx(person(story, "physician")), OpenCommand(number, birth_date))


@request(
    "the parent (cancels the request|withdraws consent|takes back the consent|takes the request back|withdraws the request) [before (the|it is) (signing|signed|issue|issued)]",
    example="When the parent withdraws consent",
)
def cancels(story: Story) -> None:
    """The parent takes the request back."""
    asked = the_request(story)
    story.memory.pop("draft", None)
    story.attempt(
        "canceling the request", lambda: _do(cancel_request(story.world.ctx(person(story, "parent")), asked.id, None))
    )


def _do(_path: str) -> None:
    """An act's path is of no interest here."""


@request("the physician (declines|refuses) the request", example="When the physician declines the request")
def declines(story: Story) -> None:
    """The physician will not sign, with a reason for the parent."""
    if story.memory.get("draft") is None:
        opens(story)
    asked = the_request(story)
    story.memory.pop("draft", None)
    why = "This needs a specialist"
    story.attempt(
        "declining the request",
        lambda: _do(decline_request(story.world.ctx(person(story, "physician")), asked.id, asked.version, why)),
    )


@request(
    "the physician (releases|gives back|hands back) the request", example="When the physician gives back the request"
)
def releases(story: Story) -> None:
    """The request waits for a physician again."""
    asked = the_request(story)
    story.memory.pop("draft", None)
    story.attempt(
        "giving the request back",
        lambda: _do(
            return_request(
                story.world.ctx(person(story, "physician")), asked.id, asked.version, "Please mend the address"
            )
        ),
    )


@request(
    "the request is {request_state:request_state}",
    "the request (reads|shows) {request_state:request_state}",
    example="Then the request is canceled",
)
def request_is(story: Story, request_state: RequestState) -> None:
    """The state of the request sent last."""
    requests = story.memory.get("request") or story.memory.get("first request")
    assert requests, "No request has been sent in this scenario."
    found = story.world.ctx().store.get(ExemptionRequest, requests)
    expect("The request's state", request_state.value, "lapsed" if is_lapsed(found, story.today) else found.state.value)


# Signing


@signing(
    "the physician (signs|issues|signed|issued) [the] [form|exemption|it]",
    "the physician tries to (sign|issue) [the form|it]",
    "the form is signed",
    "the exemption is (issued|signed)",
    "the physician e-signs [the form]",
    "the new form is signed",
    example="When the physician signs the form on 2026-11-20",
)
def signs(story: Story) -> None:
    """Every page of the form is filled in as stated, then signed. What is refused on the way is the answer."""
    if not story.plan.lines and story.memory.get("draft") is None:
        state(story, [Vaccine.MMR], None, None)
    story.settle(sign(story))


@signing(
    "a {kind:kind} exemption (from|for) {vaccines:vaccines} (is|was) (issued|signed) on {day:date} [until|to|expiring|with expiry|with expiry date|expiring on] [{date:date}]",
    "the physician (signs|issues) a {kind:kind} exemption (from|for) {vaccines:vaccines} [until|to|expiring|with expiry|with expiry date|expiring on] [{date:date}]",
    "the physician tries to (sign|issue) a {kind:kind} exemption (from|for) {vaccines:vaccines} [until|to|expiring|with expiry|with expiry date|expiring on] [{date:date}]",
    "a [new] form for {vaccines:vaccines} is signed [{kind:kind}] [until {date:date}]",
    "(a|the) [new] {kind:kind} exemption (from|for) {vaccines:vaccines} is (issued|signed) [until|to|expiring|with expiry] [{date:date}]",
    "a [new] form (for|naming) {vaccines:vaccines} (is|was) signed on {day:date}",
    "(a|one) form [is] (naming|for|with) {vaccines:vaccines}, both {kind:kind}",
    example="Given a permanent exemption from MMR and varicella was issued on 2026-03-02",
)
def signs_at_once(
    story: Story,
    vaccines: list[Vaccine],
    kind: LineKind = LineKind.PERMANENT,
    day: date | None = None,
    date: date | None = None,
) -> None:
    """Asked for, stated and signed in one step; the clock moves to the day of the signing."""
    story.move(day)
    state(story, vaccines, kind, date)
    story.settle(sign(story))


@signing(
    "the physician (renews|renewed) the (form|exemption) [until|to|with expiry] [{date:date}]",
    "a renewal is (issued|signed) [until|to|with expiry] [{date:date}]",
    "the (form|exemption) is renewed [until|to|with expiry] [{date:date}]",
    example="When the physician renews the exemption until 2028-03-01",
)
def renews(story: Story, date: date | None = None) -> None:
    """The issuer renews the temporary lines of the newest form: a new examination, a new expiry date, a new signature."""
    form = cases.form(story)
    story.plan.lines = {
        line.vaccine: LinePlan(kind=line.kind, expiry=date) for line in form.lines if line.kind is LineKind.TEMPORARY
    }
    story.attempt("renewing", lambda: _again(story, form, correction=False))


def _again(story: Story, form: ExemptionForm, *, correction: bool) -> Told:
    begin_again(story, form, correction=correction)
    return sign(story)


@signing(
    "the physician (corrects|corrected) the form [clerically]",
    "the physician corrects a clerical error [on the form]",
    "the form is corrected",
    example="When the physician corrects the form",
)
def corrects(story: Story) -> None:
    """A clerical correction: the same vaccines and kinds, another wording."""
    form = cases.form(story)
    for line in form.lines:
        plan = story.line(line.vaccine)
        plan.description = plan.description or f"{line.description} (spelling corrected)"
    story.attempt("correcting", lambda: _again(story, form, correction=True))


@signing(
    "the physician withdraws [the exemption|the form] [from|for] [{vaccines:vaccines}]",
    "the exemption [from|for] [{vaccines:vaccines}] is withdrawn by the physician",
    example="When the physician withdraws the exemption from MMR",
)
def withdraws(story: Story, vaccines: list[Vaccine] | None = None) -> None:
    """The issuer takes back some or all vaccines of the newest form."""
    form = cases.form(story, vaccine=vaccines[0] if vaccines else None)
    chosen = frozenset(vaccines or (line.vaccine for line in form.lines))
    story.attempt(
        "withdrawing",
        lambda: _do(
            withdraw_exemption(
                story.world.ctx(person(story, "physician")),
                WithdrawCommand(form.id, form.version, chosen, "The treatment is over", PASSWORD),
            )
        ),
    )


@signing("no form (has been|was|is) (signed|issued)", "nothing has been signed", example="Then no form has been signed")
def nothing_signed(story: Story) -> None:
    """There is no signed form in this scenario."""
    expect("The number of forms", 0, len(story.memory.get("forms", [])))


@signing(
    "the physician signs {number:number} (forms|more forms|form) [for other children|for different children] [in {year:number}]",
    "the physician has signed {number:number} (forms|form) [for other children] [in {year:number}]",
    example="Given the physician has signed 5 forms for other children",
)
def signs_many(story: Story, number: int, year: int = 0) -> None:
    """So many forms for as many other children, one permanent line for MMR each."""
    if year and year != story.today.year:
        story.move(date(year, 10, 1))
    for _ in range(number):
        story.memory.setdefault("many", []).append(_one_more(story))


def _one_more(story: Story) -> str:
    """Signed through the act, for a child of another family; the request comes from the tests' builder."""
    signed = story.world.form(
        physician=person(story, "physician"),
        parent=person(story, "other parent"),
        lines=(stated_line(Vaccine.MMR, LineKind.PERMANENT),),
    )
    return signed.id
