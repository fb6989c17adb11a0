"""A person of the story looks at a page of the portal in a browser."""

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.web.http.errors import STATUS
from tests.acceptance.acts import cases
from tests.acceptance.acts.people import person, school
from tests.acceptance.acts.signing import open_it
from tests.acceptance.kinds import ValueProblem
from tests.acceptance.story import Story, Told

_KINDS = {status: kind for kind, status in STATUS.items()}
_CODES = {ErrorKind.FORBIDDEN: "NOT_YOUR_ROLE", ErrorKind.NOT_FOUND: "NOT_FOUND", ErrorKind.SIGN_IN: "SIGN_IN_FIRST"}
_HOMES = {
    "parent": "/parents",
    "physician": "/physicians",
    "school": "/schools",
    "nurse": "/reviews",
    "officer": "/reviews",
    "chhs": "/appeals",
    "secretary": "/appeals",
    "panelist": "/panel",
    "panel": "/panel",
    "local_health": "/health-departments",
    "MBC": "/boards",
    "OMBC": "/boards",
    "board": "/boards",
}


def open_page(story: Story, role: str, page: str) -> None:
    """Open it; a redirect is followed. Another parent, physician or school looks where the story's own would."""
    address = _address(story, role.removeprefix("other ").removeprefix("old "), page)
    portal = story.world.browser(person(story, role))
    shown = portal.get(address)
    while shown.status in {302, 303}:
        shown = portal.get(shown.location)
    story.memory["page"] = shown.words
    kind = _KINDS.get(shown.status)
    story.told = Told(f"page {address}", errors=[PortalError(kind, _CODES.get(kind, "NOT_FOUND"))] if kind else [])


def _address(story: Story, role: str, page: str) -> str:
    if page == "home":
        return _HOMES.get(role, "/account")
    if page in {"panel", "vote", "appeal"}:
        return _appeal_address(story, role, page)
    if page == "schools":
        return f"/schools/at/{school(story).id}"
    if page in {"vaccines", "line"}:
        story.memory["draft"] = story.memory.get("draft") or open_it(story)
        return f"/physicians/drafts/{story.memory['draft']}/{'vaccines' if page == 'vaccines' else 'lines/1'}"
    return _form_address(story, role, page)


def _appeal_address(story: Story, role: str, page: str) -> str:
    case = cases.appeal(story).id
    if page != "appeal":
        return f"/panel/{case}/vote" if page == "vote" else f"/panel/{case}"
    homes = {"parent": "parents/appeals", "physician": "physicians/appeals", "panelist": "panel"}
    return f"/{homes.get(role, 'appeals')}/{case}"


def _form_address(story: Story, role: str, page: str) -> str:
    if page == "request":
        kept = story.memory.get("request") or story.memory.get("first request")
        return f"/{'parents' if role == 'parent' else 'physicians'}/requests/{kept}"
    form = cases.form(story)
    if page in {"pupil", "certificate"}:
        return f"/schools/pupils/{form.id}" + ("/certificate" if page == "certificate" else "")
    if page == "review":
        return f"/reviews/{form.review_ids[-1]}" if form.review_ids else f"/reviews/forms/{form.id}"
    homes = {"parent": "parents/forms", "physician": "physicians/forms", "school": "schools/pupils"}
    if page != "form":
        raise ValueProblem(f"There is no page {page} for {role}.")
    return f"/{homes.get(role, 'reviews/forms')}/{form.id}"
