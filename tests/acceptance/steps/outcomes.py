"""What came back of the last act or question."""

from datetime import date
from functools import partial

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import Vaccine
from chalicelib.law.verdict import Outcome
from tests.acceptance.acts.cases import form, reviews
from tests.acceptance.checks import accepted, expect, expect_reason, refused, shown, told_fields, vaccines_named
from tests.acceptance.grammar import step
from tests.acceptance.reasons import says
from tests.acceptance.story import Story

outcome = partial(step, topic="What came back")
_THINGS = (
    "the [new] form",
    "the exemption",
    "the line",
    "it",
    "this",
    "the request",
    "the appeal",
    "the revocation",
    "the review",
    "the renewal",
    "the correction",
    "the registration",
    "the physician",
    "the act",
    "the decision",
    "the vote",
    "the bar",
    "the report",
    "the withdrawal",
    "the signature",
    "signing",
    "the page",
    "the recommendation",
    "the determination",
    "the change",
    "the look-up",
)
_IT = f"({'|'.join(_THINGS)})"


@outcome(
    f"{_IT} is (accepted|allowed|issued|signed|renewed|corrected|done|granted|possible|passed|acceptable|registered)",
    f"{_IT} (goes ahead|passes|succeeds|may be signed)",
    "the physician may issue",
    "nothing stands against it",
    example="Then the form is accepted",
)
def is_accepted(story: Story) -> None:
    """The last act went ahead, or the law allows what was asked."""
    accepted(story)


@outcome(
    f"{_IT} is (refused|not accepted|not allowed|blocked|not issued|not acceptable|denied) [at issue]",
    f"{_IT} (fails|cannot be signed)",
    "the physician (cannot|may not) issue",
    "nothing is issued",
    example="Then the form is refused",
)
def is_refused(story: Story) -> None:
    """The last act was refused, for whatever reason."""
    refused(story)


@outcome(
    f"{_IT} is (refused|not accepted|not allowed|blocked|not acceptable|denied) (because|since|as|for the reason|with) {{reason:reason}}",
    f"{_IT} is (refused|not accepted|not allowed|blocked): {{reason:reason}}",
    f"{_IT} is (refused|not accepted|blocked) with the reason {{reason:reason}}",
    example="Then the form is refused because the expiry date is more than one year after the signing",
)
def is_refused_because(story: Story, reason: str) -> None:
    """The last act was refused, and one of the reasons given is this one (see Reasons)."""
    if reason.isdigit():
        status_is(story, int(reason))
        return
    expect_reason(refused(story), reason)


@outcome(
    f"{_IT} is refused (as not allowed|with status {{number:number}}|with {{number:number}})",
    "the answer is {number:number}",
    "the [page's] status is {number:number}",
    "access is denied",
    example="Then the answer is 403",
)
def status_is(story: Story, number: int = 403) -> None:
    """The HTTP status: 403 the role never does this, 404 not within reach, 409 conflict, 422 refused, 429 wait."""
    expect("The status", number, story.last.status)


@outcome(
    "the reason [given|of the refusal] is {reason:reason}",
    "one of the reasons is {reason:reason}",
    example="Then the reason is too early",
)
def reason_given(story: Story, reason: str) -> None:
    """One of the reasons of the last answer, a yes or a no, is this one."""
    expect_reason(story.last, reason)


@outcome("the only reason is {reason:reason}", "that is the only reason", example="Then the only reason is too early")
def only_reason(story: Story, reason: str = "") -> None:
    """No other reason is given."""
    if reason:
        expect_reason(story.last, reason)
    expect("The number of reasons", 1, len(set(story.last.codes)))


@outcome(
    "the refusal does not say {reason:reason}",
    "{reason:reason} is not among the reasons",
    example="Then the refusal does not say too early",
)
def not_the_reason(story: Story, reason: str) -> None:
    """None of the reasons given is this one."""
    assert not says(reason, story.last.codes, story.last.sentences), f"It says so.\n    got:      {story.last}"


@outcome(
    "the (refusal|message|answer) (names|points at|points to|is about) {vaccines:vaccines} [only]",
    example="Then the refusal points at varicella",
)
def points_at(story: Story, vaccines: list[Vaccine]) -> None:
    """The reasons given are about these vaccines and no others."""
    expect("The vaccines that the answer names", {str(each) for each in vaccines}, vaccines_named(story.last))


@outcome(
    "the (refusal|message|answer|page) (says|mentions|shows|reads) {quote:quote}",
    "the (refusal|message|answer) points at the field {quote:quote}",
    example='Then the refusal says "more than one year"',
)
def refusal_says(story: Story, quote: str) -> None:
    """Words of the sentences that the person reads, or the name of the field to mend."""
    texts = [*story.last.sentences, *told_fields(story.last)]
    assert any(quote.casefold() in text.casefold() for text in texts) or says(quote, story.last.codes, texts), (
        f"It does not say so.\n    expected: {quote}\n    got:      {story.last}"
    )


@outcome(
    "a note says {reason:reason}",
    "(it|the form|the line) carries the note {reason:reason}",
    "it is (noted|warned) that {reason:reason}",
    "[it|the form] is (allowed|accepted|issued) with the note {reason:reason}",
    "the note [is] {reason:reason}",
    "the physician is warned that {reason:reason}",
    "the physician is warned: {reason:reason}",
    example="Then it is allowed with the note not a condition of 7th-grade advancement",
)
def note_says(story: Story, reason: str) -> None:
    """The last act went ahead, and this was said beside it."""
    expect_reason(accepted(story), reason)


@outcome(
    "the law cited is {text:text}",
    "the (refusal|answer|verdict) cites {text:text}",
    "{text:text} is cited",
    example="Then the law cited is HSC 120372(a)(2)(G)",
)
def cites(story: Story, text: str) -> None:
    """The section of one of the reasons."""
    bare = "".join(filter(str.isalnum, text)).casefold()
    assert any(bare in "".join(filter(str.isalnum, law)).casefold() for law in story.last.laws), (
        f"Another law is cited.\n    expected: {text}\n    got:      {'; '.join(story.last.laws)}"
    )


@outcome(
    "the latest [expiry] date [that is] offered is {date:date}",
    "the latest date (allowed|that may be chosen) is {date:date}",
    "the latest expiry [date] is {date:date}",
    example="Then the latest date offered is 2027-11-20",
)
def latest_offered(story: Story, date: date) -> None:
    """The latest expiry date that the physician is offered for this signing."""
    told = next(
        (
            each.facts["latest_allowed"]
            for verdict in story.last.verdicts
            for each in verdict.reasons
            if "latest_allowed" in each.facts
        ),
        None,
    )
    if told is None:
        story.note_law()
    expect("The latest date offered", date, told or story.last.fact("latest_allowed"))


@outcome(
    "(it|the form) (can|may) be signed from {date:date}",
    "the earliest [signing] date [offered] is {date:date}",
    "the earliest day to sign is {date:date}",
    "the refusal names {date:date} as the earliest day",
    "signing is possible from {date:date}",
    example="Then the form can be signed from 2026-08-16",
)
def earliest_offered(story: Story, date: date) -> None:
    """The first day on which the thing refused would be allowed."""
    expect("The earliest day", date, story.last.fact("earliest_allowed", "earliest_end", "earliest"))


@outcome(
    "the suggested expiry [date] [for {vaccine:vaccine}] is {date:date}",
    example="Then the suggested expiry date for MMR is 2026-12-31",
)
def suggested_expiry(story: Story, date: date, vaccine: Vaccine | None = None) -> None:
    """The expiry date on the signed form; before the signing, the date that the blood product's wait suggests."""
    if story.memory.get("forms"):
        line = form(story, vaccine=vaccine).line(vaccine) if vaccine else form(story).lines[0]
        assert line, "The form does not name this vaccine."
        expect("The expiry date", date, line.expires_on)
        return
    from chalicelib.law.medical_reasons import suggested_expiry as suggest  # noqa: PLC0415 - beside its only use

    story.note_law()
    line_plan = next(iter(story.plan.lines.values()))
    assert line_plan.product_on, "No blood product was given."
    expect("The suggested expiry date", date, suggest((line_plan.reasons or ("",))[0], line_plan.product_on))


@outcome(
    "[a|the] review is required",
    "[all] [its] exemptions (go|are sent) to review",
    "a review is started",
    "it is [a] {word:text} review",
    example="Then a review is required",
)
def review_required(story: Story, word: str = "") -> None:
    """Every form of the scenario has an open review. Where no act of the portal answers a trigger, the law does."""
    del word
    if story.last.by_law:
        expect("A review", "required", _outcome(story))
    else:
        expect("The forms without an open review", [], [each.number for each in _forms_by_review(story)[False]])


@outcome(
    "no review is required",
    "[a] review is not required",
    "there is no (trigger|review)",
    "no trigger fires",
    "the trigger does not fire",
    example="Then no review is required",
)
def review_not_required(story: Story) -> None:
    """No form of the scenario has an open review. Where no act of the portal answers a trigger, the law does."""
    if story.last.by_law:
        expect("A review", "not required", _outcome(story))
    else:
        expect("The forms with an open review", [], [each.number for each in _forms_by_review(story)[True]])


def _forms_by_review(story: Story) -> dict[bool, list[ExemptionForm]]:
    """The forms of the scenario, by whether a review of them is open."""
    found: dict[bool, list[ExemptionForm]] = {True: [], False: []}
    for place in range(len(story.memory.get("forms", []))):
        each = form(story, place)
        found[any(review.state != ReviewState.DECIDED for review in reviews(story, each))].append(each)
    assert any(found.values()), "No form has been signed in this scenario."
    return found


def _outcome(story: Story) -> str:
    given = story.last.verdict
    assert given, f"The last answer was no question of the law.\n    got: {story.last}"
    return shown(given.outcome)


@outcome("the (verdict|outcome|result) is {text:text}", example="Then the outcome is not required")
def outcome_is(story: Story, text: str) -> None:
    """The outcome of the last question: allowed, refused, may issue, hold, required, not required, timely, late, ..."""
    words = {each.value.replace("_", " ") for each in Outcome}
    wanted = text.lower().replace("_", " ")
    assert wanted in words, f'"{text}" is no outcome. Accepted: {", ".join(sorted(words))}.'
    expect("The outcome", wanted, _outcome(story))


@outcome(
    "(no exemption is needed|the exemption is not needed|no requirement applies|the requirement does not apply)",
    "an exemption is not needed",
    "there is no requirement",
    example="Then no exemption is needed",
)
def no_exemption_needed(story: Story) -> None:
    """The requirement does not reach this child or place."""
    expect("The requirement", "not required", _outcome(story))
