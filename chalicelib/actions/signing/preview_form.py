"""What would be issued if the physician signed now: shown before the signature, decided again at it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chalicelib.actions.context import Context
from chalicelib.actions.documents.support import is_supported
from chalicelib.actions.signing.draft_case import DraftCase
from chalicelib.actions.signing.exemption_locks import is_held_by_another, lock_key
from chalicelib.actions.signing.form_facts import content_verdict, line_doubts, line_verdicts, stated
from chalicelib.actions.signing.new_form import UNSIGNED, form_of
from chalicelib.domain.effective_status import answer_for, last_day_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.law.duration import in_effect_from
from chalicelib.law.plausibility import doubts_about_form
from chalicelib.law.verdict import Outcome, Reason, Verdict
from chalicelib.storage.attributes import Item
from chalicelib.storage.keys import Key

_SAID_AT_SIGNING = frozenset({"examination_certified", "truth_certified", "no_charge_attested"})


class Locks(Protocol):
    """What knows which exemptions are in force."""

    def item(self, key: Key) -> Item | None: ...


@dataclass(frozen=True)
class LinePreview:
    """One vaccine: from when, until when (None: no end is known), what the school would be told today, and, where the
    exemption starts later, on its first day."""

    line: ExemptionLine
    first_day: date
    last_day: date | None
    today: Verdict
    later: Verdict | None
    refusals: Verdict
    notes: Verdict
    is_guarded: bool  # another exemption for this vaccine and span is in force

    @property
    def can_be_signed(self) -> bool:
        """Whether nothing stands against this line."""
        return self.refusals.allowed and not self.is_guarded


@dataclass(frozen=True)
class FormPreview:
    """The whole form as it would stand."""

    form: ExemptionForm
    lines: tuple[LinePreview, ...]
    missing: Verdict  # what the form does not state yet, beyond the certifications
    doubts: Verdict  # what a reader would ask about its dates; nothing that stands against signing

    @property
    def can_be_signed(self) -> bool:
        """Whether nothing stands against signing but the license check."""
        return self.missing.allowed and all(line.can_be_signed for line in self.lines)


def preview_of(ctx: Context, case: DraftCase) -> FormPreview:
    """The form as it would be signed now; the case was read with its guards.

    Raises PortalError INVALID where the draft is not filled in yet.
    """
    form = form_of(ctx, case, UNSIGNED)
    content = content_verdict(form)
    missing = tuple(reason for reason in content.reasons if reason.facts.get("field") not in _SAID_AT_SIGNING)
    verdict = Verdict(Outcome.REFUSED, missing) if missing else Verdict(Outcome.ALLOWED)
    lines = tuple(previews_of_lines(ctx.store, form, ctx.on, supported=is_supported(ctx, case.draft)))
    return FormPreview(form, lines, verdict, doubts_about_form(stated(form)))


def previews_of_lines(store: Locks, form: ExemptionForm, on: date, *, supported: bool) -> Iterator[LinePreview]:
    """Yield each vaccine as it would be issued, read by the functions that read it once it is."""
    first_day = in_effect_from(form.signed_on, form.span_starts_on)
    for line in form.lines:
        verdicts = line_verdicts(form, line, supported=supported)
        refusals = _reasons(verdicts, allowed=False)
        yield LinePreview(
            line=line,
            first_day=first_day,
            last_day=last_day_of(form, line),
            today=answer_for(form, line, on),
            later=answer_for(form, line, first_day) if first_day > on else None,
            refusals=Verdict(Outcome.REFUSED if refusals else Outcome.ALLOWED, refusals),
            notes=Verdict(Outcome.ALLOWED, (*_reasons(verdicts, allowed=True), *line_doubts(form, line).reasons)),
            is_guarded=is_held_by_another(store.item(lock_key(form, line)), first_day, form.replaces_form_id),
        )


def _reasons(verdicts: tuple[Verdict, ...], *, allowed: bool) -> tuple[Reason, ...]:
    return tuple(reason for verdict in verdicts if verdict.allowed is allowed for reason in verdict.reasons)
