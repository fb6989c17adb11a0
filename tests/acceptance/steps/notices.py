"""Who was told of what, and what a person's page says."""

from collections import Counter
from functools import partial

from chalicelib.domain.notice import Notice
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.calendar import california_date
from tests.acceptance.acts.pages import open_page
from tests.acceptance.acts.people import is_to, notices
from tests.acceptance.checks import expect
from tests.acceptance.grammar import step
from tests.acceptance.story import Story

telling = partial(step, topic="Who is told, what a page says")
_OFFICES = ("parent", "physician", "school", "local_health", "MBC", "OMBC", "cdph", "chhs")


def of_kind(story: Story, kind: NoticeKind | None) -> list[Notice]:
    """The notices of a kind; all where none is named. A school hears of a released form as of one that is issued."""
    return [each for each in notices(story) if kind in {None, each.kind} or _as_issued(each, kind)]


def _as_issued(notice: Notice, kind: NoticeKind | None) -> bool:
    is_issue = notice.kind == NoticeKind.EXEMPTION_ISSUED and notice.recipient.kind == "facility"
    return kind is NoticeKind.EXEMPTION_RELEASED and is_issue


@telling(
    "{roles:roles} (is|are) (told|notified|informed) [of|about] {notice:notice} [{same:same}]",
    "[{number:number}] notices of {notice:notice} (go|are sent) to {roles:roles} [{same:same}]",
    example="Then the parent, the physician, the school and the local health officer are told of the revocation",
)
def are_told(story: Story, roles: list[str], notice: NoticeKind, number: int = 0, *, same: bool = False) -> None:
    """Each of them has a notice of this kind; written that day, where the sentence says the same day or a date."""
    found = [
        each
        for each in of_kind(story, notice)
        if california_date(each.at) == story.today or not (same or story.memory.get("dated"))
    ]
    missing = [role for role in roles if not any(is_to(story, each, role) for each in found)]
    expect(f"Who was told of {notice.value.replace('_', ' ')}", set(roles), set(roles) - set(missing))
    if number:
        expect("The number of notices", number, len(found))


@telling(
    "only {roles:roles} (is|are) (told|notified|informed) [of|about] {notice:notice}",
    example="Then only the parent is told of the withdrawal of the appeal",
)
def only_they_are_told(story: Story, roles: list[str], notice: NoticeKind) -> None:
    """They have a notice of this kind, and no one else has."""
    are_told(story, roles, notice)
    others = [
        each.recipient.kind for each in of_kind(story, notice) if not any(is_to(story, each, role) for role in roles)
    ]
    expect("Others who were told", [], others)


@telling(
    "{roles:roles} (is|are) not (told|notified|informed) [of|about] {notice:notice}",
    "no notice of {notice:notice} goes to {roles:roles}",
    example="Then the school is not told of the hold",
)
def not_told(story: Story, roles: list[str], notice: NoticeKind) -> None:
    """None of them has a notice of this kind."""
    got = {role for role in roles if any(is_to(story, each, role) for each in of_kind(story, notice))}
    expect(f"Who was told of {notice.value.replace('_', ' ')}", set(), got)


@telling(
    "{roles:roles} (is|are) told nothing",
    "{roles:roles} (is|are) not (told|notified) [of anything]",
    "no notice goes to {roles:roles}",
    example="Then MBC is told nothing",
)
def told_nothing(story: Story, roles: list[str]) -> None:
    """None of them has any notice at all."""
    got = {role for role in roles if any(is_to(story, each, role) for each in notices(story))}
    expect("Who was told something", set(), got)


@telling(
    "{roles:roles} (is|are) (told|notified) [of|about] {notice:notice} {number:number} (time|times)",
    "{roles:roles} (is|are) (told|notified) {number:number} [of|about] {notice:notice}",
    "exactly {number:number} (notice|notices) of {notice:notice} (go|goes) [out] [to {roles:roles}]",
    example="Then OMBC is told once of the five revocations",
)
def told_times(story: Story, notice: NoticeKind, number: int, roles: list[str] | None = None) -> None:
    """How many notices of this kind they have."""
    found = of_kind(story, notice)
    count = sum(any(is_to(story, each, role) for role in roles) for each in found) if roles else len(found)
    expect(f"The number of notices of {notice.value.replace('_', ' ')}", number, count)


@telling(
    "no one is told of {notice:notice}",
    "no one is told of {notice:notice}",
    r"no \(d\)\(8\) notice is sent",
    "there is no notice of {notice:notice}",
    example="Then no one is told of the five revocations",
)
def no_one_told(story: Story, notice: NoticeKind = NoticeKind.FIVE_FORMS_REVOKED) -> None:
    """There is no notice of this kind."""
    expect("The number of notices", 0, len(of_kind(story, notice)))


@telling(
    "the notice of {notice:notice} (lists|names) {number:number} forms",
    example="Then the notice of the five revocations lists 5 forms",
)
def notice_lists(story: Story, notice: NoticeKind, number: int) -> None:
    """How many form numbers stand in it."""
    found = of_kind(story, notice)
    assert found, "There is no such notice."
    numbers = found[-1].facts.get("form_numbers", found[-1].facts.get("form_number", ""))
    expect("The number of forms in the notice", number, len([each for each in numbers.split(",") if each.strip()]))


@telling(
    "the notice of {notice:notice} does not (say|tell) who",
    "{roles:roles} (is|are) not told who [tried]",
    example="Then the parent is not told who tried",
)
def not_told_who(
    story: Story, notice: NoticeKind = NoticeKind.WRONG_BIRTH_DATE_TRIES, roles: list[str] | None = None
) -> None:
    """No name stands in the notice."""
    del roles
    people = [each.display_name for each in story.memory.get("people", {}).values()]
    found = of_kind(story, notice)
    assert found, "There is no such notice."
    named = [name for name in people for each in found if name in each.model_dump_json()]
    expect("The names in the notice", [], named)


@telling("a letter goes with [the notice of] {notice:notice}", example="Then a letter goes with the revocation")
def has_letter(story: Story, notice: NoticeKind) -> None:
    """A printable letter belongs to every such notice."""
    found = of_kind(story, notice)
    assert found, "There is no such notice."
    assert all(each.letter for each in found), f"No letter: {Counter(each.recipient.kind for each in found)}"


@telling(
    "{role:role} [tries to] (opens|open|looks at|look at|reads|read|sees|see) {page:page}",
    example="When the nurse opens the panel's notes",
)
def opens_page(story: Story, role: str, page: str) -> None:
    """The person opens a page of the portal in a browser; what it answers and says is kept."""
    open_page(story, role, page)


@telling("the page (says|shows|offers) {text:text}", example='Then the page says "May attend"')
def page_says(story: Story, text: str) -> None:
    """Words that stand on the page opened last, in any case."""
    words = story.memory.get("page", "")
    assert text.casefold() in words.casefold(), (
        f"The page does not say so.\n    expected: {text}\n    got:      {words[:1500]}"
    )


@telling(
    "the page does not (say|show|offer|hold) {text:text}",
    "{text:text} is (not offered|hidden|not shown) [on the page]",
    example='Then the page does not show "12 Hidden Lane"',
)
def page_does_not_say(story: Story, text: str) -> None:
    """Words that do not stand on the page opened last."""
    words = story.memory.get("page", "")
    assert words, "No page has been opened."
    assert text.casefold() not in words.casefold(), f"The page says so: {text}"
