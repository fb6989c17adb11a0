"""What exemptions ask of a parent: the steps for vaccines that ended, were stopped or withdrawn, or have not begun."""

from collections.abc import Iterator, Mapping
from datetime import date

from chalicelib.domain.child_overview import ChildOverview
from chalicelib.law.admission import answer_date
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Outcome, Verdict
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.parents.ending import Ending, ending_of
from chalicelib.web.parents.step_words import Family, NextStep, ask_link, name_of
from chalicelib.web.wording.vaccine_names import short_vaccines


def _answered(child: ChildOverview, outcome: Outcome, *codes: ReasonCode) -> dict[Vaccine, Verdict]:
    """Return the answers of this outcome that no revocation gives, by vaccine; with `codes`, those that have one."""
    return {
        each.vaccine: each.verdict
        for each in child.answers
        if each.verdict.outcome is outcome
        and not (each.exempted and each.exempted.line.state == LineState.REVOKED)
        and (not codes or not set(codes).isdisjoint(each.verdict.codes))
    }


def _first_day(answers: Mapping[Vaccine, Verdict]) -> date | None:
    return min((day for each in answers.values() if (day := answer_date(each))), default=None)


def steps_kept_out(page_request: PageRequest, child: ChildOverview) -> Iterator[NextStep]:
    found, title = _answered(child, Outcome.EXCLUDE_FROM), N_("The school must keep %(child)s out starting %(day)s")
    yield from _proof(page_request, child, found, title, kind="stopped")


def steps_of_proof(page_request: PageRequest, child: ChildOverview) -> Iterator[NextStep]:
    found, title = _answered(child, Outcome.KEEP_ATTENDING_UNTIL), N_("%(child)s may attend. Proof due by %(day)s")
    yield from _proof(page_request, child, found, title, kind="warning")


def _proof(
    page_request: PageRequest, child: ChildOverview, found: Mapping[Vaccine, Verdict], title: str, *, kind: str
) -> Iterator[NextStep]:
    """Yield the step of showing the school the shots or a new exemption, where the answers found name a day."""
    day, name = _first_day(found), name_of(page_request, child)
    if day:
        yield NextStep(
            page_request.translate(title, child=name, day=day),
            page_request.translate(
                N_("Show the school proof of the shots or a new exemption for: %(vaccines)s."),
                vaccines=short_vaccines(page_request, found),
            ),
            ask_link(page_request, child),
            day=day,
            reminder=page_request.translate(N_("Show the school proof for %(child)s"), child=name),
            kind=kind,
        )


def steps_before_end(page_request: PageRequest, child: ChildOverview, family: Family) -> Iterator[NextStep]:
    """What ends soon, of the forms that answer for a vaccine today; a request that is under way has its own step."""
    ids = {each.exempted.row.form_id for each in child.answers if each.exempted and each.is_in_force}
    for form in child.forms:
        ending = ending_of(form, page_request.ctx.on, family.forms, family.requests) if form.id in ids else None
        if ending:
            yield _of_ending(page_request, child, ending)


def _of_ending(page_request: PageRequest, child: ChildOverview, ending: Ending) -> NextStep:
    name = name_of(page_request, child)
    is_asked = child.request_under_way(page_request.ctx.on) is not None
    return NextStep(
        page_request.translate(N_("%(child)s's exemption ends on %(day)s"), child=name, day=ending.day),
        page_request.translate(ending.sentence),
        [(page_request.translate(ending.action), ending.url)] if ending.action and not is_asked else [],
        day=ending.day if ending.action and not is_asked else None,
        reminder=page_request.translate(N_("Ask for a new exemption for %(child)s"), child=name),
        kind="warning" if ending.action else "",
        ends=True,
    )


def steps_without(page_request: PageRequest, child: ChildOverview) -> Iterator[NextStep]:
    """Vaccines without an exemption or the shots, of which no day is set yet."""
    waiting = {ReasonCode.NOT_YET_IN_EFFECT, ReasonCode.HELD}
    found = {
        vaccine: verdict
        for vaccine, verdict in _answered(child, Outcome.NOT_AN_EXEMPTION).items()
        if waiting.isdisjoint(verdict.codes)
    }
    if found:
        names = short_vaccines(page_request, found)
        days = next((each.fact("school_days") for each in found.values() if each.fact("school_days")), None)
        yield NextStep(
            page_request.translate(N_("No exemption for: %(vaccines)s"), vaccines=names),
            page_request.translate(
                N_(
                    "%(child)s needs the shots or a new exemption. The school writes to you first. After that, "
                    "%(child)s may attend for %(school_days)s more school days."
                ),
                child=name_of(page_request, child),
                school_days=days,
            )
            if days
            else page_request.translate(
                N_("%(child)s needs the shots or a new exemption."), child=name_of(page_request, child)
            ),
            ask_link(page_request, child),
            kind="warning",
        )


def steps_to_come(page_request: PageRequest, child: ChildOverview) -> Iterator[NextStep]:
    held = _answered(child, Outcome.NOT_AN_EXEMPTION, ReasonCode.HELD)
    if held:
        yield NextStep(
            page_request.translate(N_("On hold: %(vaccines)s"), vaccines=short_vaccines(page_request, held)),
            page_request.translate(
                N_("The doctor signed, but the form is not valid yet. The state is checking something first.")
            ),
        )
    coming = [each for each in child.answers if each.starts_on and each.starts_on > page_request.ctx.on]
    first = min((each.starts_on for each in coming if each.starts_on), default=None)
    if first:
        needs = any(each.verdict.outcome is not Outcome.ADMIT for each in coming)
        sentence = (
            N_("Until then, %(child)s needs the shots or another exemption.")
            if needs
            else N_("The school does not ask %(child)s for it before then.")
        )
        yield NextStep(
            page_request.translate(N_("The exemption starts %(day)s"), day=first),
            page_request.translate(sentence, child=name_of(page_request, child)),
        )
