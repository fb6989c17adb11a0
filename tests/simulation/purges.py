"""What the portal keeps no longer, by decision 15: an account that no one opened, after 30 days; a request that was
never sent, 12 months after it was last saved. Neither earlier nor later, and what was told about it goes with it."""

from collections import Counter
from datetime import date, timedelta

from chalicelib.storage import keys
from tests.reference_model.engine.clocks import draft_lapsed_on
from tests.reference_model.engine.days import months_at_least
from tests.simulation.checks import ViolationError
from tests.simulation.fated_store import fated_store
from tests.simulation.life import Asked, Life
from tests.state_year.books import DAY, NO_NUMBER

_UNOPENED, _UNSENT_MONTHS = timedelta(days=30), 12


class Purges:
    """Compares what is there with what the books say is due. `counts`: what went."""

    def __init__(self, life: Life, counts: Counter[str]) -> None:
        self.life, self.books, self.counts = life, life.books, counts

    def note(self) -> None:
        """After a run of the job: write down what is gone. Raises ViolationError where it went too early."""
        for account_id, since in list(self.life.registered.items()):
            if self._is_gone("account", account_id):
                self._require_due(self._account_due(account_id, since), "an account")
                self.counts["account purged"] += 1
                del self.life.registered[account_id]
                self.books.forget_all_of(account_id)
        for asked in self.life.asked:
            if asked.state != "purged" and self._is_gone("request", asked.id):
                self._require_due(_request_due(asked), "a request")
                self.counts["request purged"] += 1
                asked.state = "purged"
                told = ("draft_lapses_soon", asked.parent.id, NO_NUMBER)
                self.books.owed.pop((*told, (draft_lapsed_on(asked.saved) - DAY).isoformat()), None)

    def require_gone(self) -> None:
        """After a run that nothing disturbed: what is due is gone. Raises ViolationError."""
        today = self.life.today
        dues = [self._account_due(each, since) for each, since in self.life.registered.items()]
        dues += [_request_due(each) for each in self.life.asked if each.state != "purged"]
        if any(due is not None and due <= today for due in dues):
            raise ViolationError("something is kept longer than decision 15 says")

    def _account_due(self, account_id: str, since: date) -> date | None:
        return None if account_id in self.life.confirmed else since + _UNOPENED

    def _require_due(self, due: date | None, what: str) -> None:
        if due is None or due > self.life.today:
            raise ViolationError(f"{what} was purged that is not due")

    def _is_gone(self, kind: str, record_id: str) -> bool:
        key = keys.record(kind, record_id)
        item = fated_store().tables[self.life.world.table.name].items.get((key.pk, key.sk))
        return item is None or "body" not in item


def _request_due(asked: Asked) -> date | None:
    return months_at_least(asked.saved, _UNSENT_MONTHS) if asked.state == "begun" else None
