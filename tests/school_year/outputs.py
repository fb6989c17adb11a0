"""All that a school gets to see of a district: its pages, files and papers, every e-mail and log line, and the rows
that its pages are made from."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chalicelib.domain.school_record import LetterKind
from chalicelib.jobs.deliver_notices import deliver_pending
from chalicelib.notices.mailer import Mail
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.portal import Portal, Shown
from tests.school_year.district import District
from tests.school_year.town import School
from tests.web.parent_letters import CALL

_OF_EACH_ADDRESS = 4
_IDS = re.compile(r"[a-z2-7]{26}|\d{14}")
_LINK = re.compile(r'href="(/schools[^"#]*)')


@dataclass
class Mails:
    """Takes e-mails and keeps their words."""

    texts: list[str] = field(default_factory=list)

    def send(self, address: str, mail: Mail, _reference: str) -> str:
        self.texts.append(f"{address} {mail}")
        return str(len(self.texts))


def outputs(district: District) -> Iterator[tuple[str, str]]:
    """What it was, and its text."""
    for school in district.schools:
        for shown in _pages(district, school):
            yield f"{shown.method} {shown.path}", f"{shown.headers} {shown.text}"
    yield from behind_the_pages(district.world)


def behind_the_pages(world: World) -> Iterator[tuple[str, str]]:
    """E-mails, log lines with the metrics among them, addresses, and the rows of schools and students."""
    mails = Mails()
    while any(vars(deliver_pending(mails, world.clock)).values()):
        pass
    yield from (("e-mail", text) for text in mails.texts)
    yield from (("log line", text) for text in world.recorder.lines)
    yield from (("address", text) for text in world.recorder.urls)
    for item in all_items(world.table.name):
        if item["PK"].startswith(("FACILITY#", "STUDENT#", "IMPORT#", "REPORT#", "EXPOSURE#")):
            yield item["PK"], str(item)


def _pages(district: District, school: School) -> Iterator[Shown]:
    """Every page, file and paper that links lead to from the school's first page: of each address a few, those of
    children with a form first; then the letters, as they are printed."""
    browser = district.world.browser(district.offices[school.id])
    exempt = [known.student_id for known in district.known[school.id] if known.form_id]
    waiting, seen = ["/schools", *(f"/schools/students/{each}" for each in exempt)], set[str]()
    visited: Counter[str] = Counter()
    while waiting:
        path = waiting.pop(0)
        pattern = _IDS.sub("*", path.partition("?")[0])
        if path in seen or visited[pattern] >= _OF_EACH_ADDRESS:
            continue
        seen.add(path)
        visited[pattern] += 1
        shown = browser.get(path)
        yield shown
        waiting += _LINK.findall(shown.text.replace("&amp;", "&"))
    yield from _letters(browser, school)


def _letters(browser: Portal, school: School) -> Iterator[Shown]:
    for kind in LetterKind:
        page = browser.get(f"/schools/at/{school.id}/letters/{kind}")
        if any("See the letters" in form.buttons for form in page.forms):
            yield page.press("See the letters", **CALL)


def leaks(found: Iterable[tuple[str, str]], words: Iterable[str]) -> list[str]:
    """Where one of the words stands, and which."""
    folded = {word.casefold() for word in words}
    return [f"{where}: {word}" for where, text in found for word in folded if word in text.casefold()]
