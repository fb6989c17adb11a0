"""Each vaccine of a case: what the physician says beside the criterion in force on the day it was signed, what the file
says to that (facts, never a verdict), and where the same physician wrote the same words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from chalicelib.actions.signing.form_facts import line_doubts, stated
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.review import Review
from chalicelib.domain.review_work import ReviewWork
from chalicelib.law.book.criterion_texts import CRITERIA, FileFact
from chalicelib.law.citations import Citation, citation
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.medical_reasons import CodedReason, DefaultDuration, all_reasons, criteria_set_on
from chalicelib.law.plausibility import doubts_about_form
from chalicelib.law.vaccine_products import kinds_of_vaccine
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.same_words import WordsList, kin_ids, normalized, said_elsewhere, words_keys
from chalicelib.web.case_files import criteria_sources
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.reviews.shown import ReviewLine, shown_lines
from chalicelib.web.wording.names import KINDS, VACCINES
from chalicelib.web.wording.reason_texts import REASON_TEXTS

_EXPECTED: Mapping[DefaultDuration, str] = {
    DefaultDuration.PERMANENT: KINDS[LineKind.PERMANENT],
    DefaultDuration.TEMPORARY: KINDS[LineKind.TEMPORARY],
    DefaultDuration.EITHER: N_("Permanent or temporary"),
    DefaultDuration.NONE: N_("No exemption"),
}


class CriterionShown(NamedTuple):
    """The criterion for one coded reason. `text`: "" where the portal has none."""

    code: str
    label: str
    category: str
    text: str
    source: Citation
    edition: str


class FactShown(NamedTuple):
    """One fact of the file: what was looked for, and what stands there."""

    name: str
    value: str


@dataclass(frozen=True)
class Claim:
    """One vaccine of a case. `same_as`: an earlier vaccine of the form with the same reasons and words, or "";
    `elsewhere`: the physician's other forms with these words."""

    line: ReviewLine
    criteria: tuple[CriterionShown, ...]
    facts: tuple[FactShown, ...]
    same_as: str
    elsewhere: WordsList


def claim_keys(page_request: PageRequest, form: ExemptionForm) -> list[Key]:
    """What the case reads to find the same words: the lists, and the forms that replace each other with this one."""
    lists = words_keys(form.physician, form.lines, page_request.ctx.keyed_hash)
    return [*lists.values(), *(keys.record("form", form_id) for form_id in kin_ids(form))]


def claims_of(page_request: PageRequest, form: ExemptionForm, review: Review, work: ReviewWork) -> list[Claim]:
    """The claims of a case. The keys of `claim_keys` must have been read."""
    elsewhere = _elsewhere(page_request, form)
    made: list[Claim] = []
    for line, shown in zip(form.lines, shown_lines(page_request, form, review), strict=True):
        earlier = next((each for each in form.lines[: len(made)] if _says_the_same(each, line)), None)
        made.append(
            Claim(
                line=shown,
                criteria=tuple(_criteria(page_request, form, line)),
                facts=tuple(_facts(page_request, form, line, review, work)),
                same_as=page_request.translate(VACCINES[earlier.vaccine]) if earlier else "",
                elsewhere=elsewhere.get(line.vaccine, WordsList()),
            )
        )
    return made


def _elsewhere(page_request: PageRequest, form: ExemptionForm) -> dict[Vaccine, WordsList]:
    """The physician's other forms with the words of each line that says anything."""
    store, keyed_hash = page_request.ctx.store, page_request.ctx.keyed_hash
    kin = [found for found in (store.find(ExemptionForm, form_id) for form_id in kin_ids(form)) if found]
    return {
        vaccine: said_elsewhere(store.item(key), key, form, kin, keyed_hash)
        for vaccine, key in words_keys(form.physician, form.lines, keyed_hash).items()
    }


class SameWords(NamedTuple):
    """How many other forms of the physician have the words of any line. `at_least`: there may be more, as the lists of
    two lines are too long to say which of their forms are the same."""

    forms: int
    at_least: bool


def same_words_of(claims: list[Claim]) -> SameWords:
    """Count the forms of all lines, each once."""
    lists = {normalized(claim.line.description): claim.elsewhere for claim in claims}.values()
    named = {said.form_id for each in lists for said in each.named}
    if any(each.unnamed for each in lists) and sum(each.forms > 0 for each in lists) > 1:
        return SameWords(max(len(named), *(each.forms for each in lists)), at_least=True)
    return SameWords(len(named) + sum(each.unnamed for each in lists), at_least=False)


def _says_the_same(one: ExemptionLine, other: ExemptionLine) -> bool:
    return one.reason_codes == other.reason_codes and normalized(one.description) == normalized(other.description)


def _coded(form: ExemptionForm, line: ExemptionLine) -> Iterator[CodedReason]:
    known = {coded.code: coded for coded in all_reasons(form.signed_on)}
    yield from (known[code] for code in line.reason_codes if code in known)


def _criteria(page_request: PageRequest, form: ExemptionForm, line: ExemptionLine) -> Iterator[CriterionShown]:
    names = {code: (label, category) for code, label, category in _named(page_request, form, line)}
    in_force = criteria_set_on(form.signed_on)
    edition = _listed(page_request, criteria_sources(page_request, in_force))
    for coded in _coded(form, line):
        known = CRITERIA.get(coded.code)
        text = page_request.translate(known.text, months=coded.wait_months) if known else ""
        yield CriterionShown(coded.code, *names[coded.code], text, citation(coded.source), edition)


def _named(page_request: PageRequest, form: ExemptionForm, line: ExemptionLine) -> tuple[tuple[str, str, str], ...]:
    return next(each.reasons for each in shown_lines(page_request, form) if each.vaccine == line.vaccine)


def _facts(
    page_request: PageRequest, form: ExemptionForm, line: ExemptionLine, review: Review, work: ReviewWork
) -> Iterator[FactShown]:
    say = page_request.translate
    coded = list(_coded(form, line))
    wanted = {fact for each in coded if each.code in CRITERIA for fact in CRITERIA[each.code].facts}
    if FileFact.EARLIER_DOSES in wanted:
        yield FactShown(say(N_("Earlier doses")), _earlier_doses(page_request, form, line.vaccine))
    if FileFact.DURATION in wanted:
        yield FactShown(say(N_("Signed as")), say(KINDS[line.kind]))
        expected = dict.fromkeys(say(_EXPECTED[each.default_duration]) for each in coded)
        yield FactShown(say(N_("The list expects")), _listed(page_request, expected))
    if FileFact.WAIT in wanted and line.expires_on:
        yield FactShown(
            say(N_("Ends")), say(N_("%(last)s; signed on %(first)s"), last=line.expires_on, first=form.signed_on)
        )
    for doubt in (*line_doubts(form, line).reasons, *doubts_about_form(stated(form)).reasons):
        yield FactShown(say(N_("Look at this")), say(REASON_TEXTS[doubt.code], **doubt.facts))
    if FileFact.SUPPORT in wanted:
        yield FactShown(say(N_("Examined")), say("%(day)s", day=form.examined_on))
        yield FactShown(say(N_("Answers")), _answers(page_request, review, work))


def _earlier_doses(page_request: PageRequest, form: ExemptionForm, vaccine: Vaccine) -> str:
    kinds = kinds_of_vaccine(vaccine)
    given = [
        dose.given_on
        for dose in form.school_record.doses
        if dose.given_on <= form.signed_on and dose.as_dose().kinds & kinds
    ]
    if not given:
        return page_request.translate(N_("No dose is on record at the school"))
    return _listed(page_request, (page_request.translate("%(day)s", day=day) for day in given))


def _listed(page_request: PageRequest, parts: Iterable[str]) -> str:
    return translations_for(page_request.language).marks.between_names.join(parts)


def _answers(page_request: PageRequest, review: Review, work: ReviewWork) -> str:
    """Which questions of this review were answered: the days alone."""
    say = page_request.translate
    days: list[date] = [
        *(asked.answered_on for asked in review.information if asked.answered_on),
        *(asked.answered_on for asked in work.questions if asked.answered_on),
    ]
    if days:
        return _listed(page_request, (say(N_("Answered on %(day)s"), day=day) for day in sorted(days)))
    asked_at_all = bool(review.information or work.questions)
    return say(N_("Asked; no answer yet")) if asked_at_all else say(N_("Nothing was asked"))
