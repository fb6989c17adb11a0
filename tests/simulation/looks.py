"""People look at pages, whatever the store does: each says what the books say, or that it cannot be shown now. What
shows a child's record is written down before it is shown (reliability invariants 2, 8, 18, 30)."""

import re
from collections.abc import Callable
from http import HTTPStatus

from chalicelib.domain.account import Account
from chalicelib.runtime.settings import settings
from chalicelib.web.wording.names import VACCINES
from tests.killed import KilledError
from tests.portal import Shown
from tests.reference_model.engine.clocks import t5_appeal_by
from tests.simulation.checks import ViolationError
from tests.simulation.fated_store import fated_store
from tests.simulation.life import Life
from tests.state_year.books import Form

_AWAY = {HTTPStatus.SERVICE_UNAVAILABLE}
_VALID = r" (Valid|Ends soon|In review \(still valid\)) "
_EXEMPT = re.compile(r"\b[TP] (\d+/\d+ )?(temporary|permanent) exemption")
_IN_EFFECT = re.compile(r"In effect\.")


class Looks:
    """Each method is a look at one page."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def draw(self) -> None:
        """Look at one page. Raises ViolationError."""
        looks: list[Callable[[], None]] = [self.certificate, self.own_form, self.home, self.roster]
        self.life.rng.choice(looks)()

    def certificate(self) -> None:
        form = self.life.one_of(self.life.books.forms)
        if form is None:
            return
        shown = self._open(form.school.person, f"/schools/pupils/{form.id}/certificate")
        if shown is None or shown.status != HTTPStatus.OK:
            return
        self._require_written_down()
        valid = len(form.valid_lines(self.life.today))
        if len(_IN_EFFECT.findall(shown.words)) != valid:
            raise ViolationError(f"a certificate says of {form.number} that other than {valid} lines are in effect")
        self._require_last_days(shown, form)

    def _require_last_days(self, shown: Shown, form: Form) -> None:
        """Invariant 8: a school reads of a stopped line by when the shots must start, or the parent appeal."""
        for line in form.lines:
            if line.state == "revoked" and line.revoked and not line.is_appealed:
                day = t5_appeal_by(line.revoked)
                if self.life.today <= day and f"{day:%B} {day.day}, {day.year}" not in shown.words:
                    raise ViolationError(f"a certificate of {form.number} names another day than {day}")

    def own_form(self) -> None:
        form = self.life.one_of(self.life.books.forms)
        if form is None:
            return
        shown = self._open(self.life.parent_of(form), f"/parents/forms/{form.id}")
        if shown is None or shown.status != HTTPStatus.OK:
            return
        valid = {each.vaccine for each in form.valid_lines(self.life.today)}
        said = {str(each) for each, name in VACCINES.items() if re.search(re.escape(name) + _VALID, shown.words)}
        if said != valid:
            raise ViolationError(f"a parent reads of {form.number} that {sorted(said)} are valid, not {sorted(valid)}")

    def home(self) -> None:
        town = self.life.town
        homes = [
            (self.life.rng.choice(town.parents), "/parents"),
            (self.life.rng.choice(town.physicians).account, "/physicians"),
            (town.nurses[0], "/reviews"),
            (town.agency, "/appeals"),
            (town.panelists[0], "/panel"),
        ]
        self._open(*self.life.rng.choice(homes))

    def roster(self) -> None:
        school = self.life.rng.choice(self.life.town.schools)
        shown = self._open(school.person, f"/schools/at/{school.id}")
        if shown is None or shown.status != HTTPStatus.OK:
            return
        self._require_written_down()
        for form in self._here(school.id):
            for line in form.lines:
                if line.state == "revoked" and self._shows_as_exempt(shown, form, line.vaccine):
                    raise ViolationError(f"a roster shows a stopped line of {form.number} as an exemption")

    def _here(self, school_id: str) -> list[Form]:
        return [each for each in self.life.books.forms if each.school.id == school_id]

    def _shows_as_exempt(self, shown: Shown, form: Form, vaccine: str) -> bool:
        """Whether the child's row names an exemption, although none of the child's lines counts."""
        others = [each for each in self.life.books.forms if each.child_id == form.child_id]
        if any(each.valid_lines(self.life.today) for each in others):
            return False
        child = self.life.child_of[form.child_id]
        row = re.search(rf"{child.last_name}, {child.first_name} (.*?)(?:, [A-Z][a-z]+ \d|Answers change)", shown.words)
        return row is not None and _EXEMPT.search(row[1]) is not None

    def _open(self, person: Account, path: str) -> Shown | None:
        fated_store().writes.touched.clear()
        try:
            shown = self.life.hands.browser(person).get(path)
        except KilledError:
            return None
        if shown.status >= HTTPStatus.INTERNAL_SERVER_ERROR and shown.status not in _AWAY:
            raise ViolationError(f"{path.split('/')[1]} answers with {shown.status}")
        return shown

    def _require_written_down(self) -> None:
        audit = settings().audit_table
        if not any(name == audit and key[0].startswith("ACCESS#") for name, key in fated_store().writes.touched):
            raise ViolationError("a record was shown, and no one wrote down who looked")
