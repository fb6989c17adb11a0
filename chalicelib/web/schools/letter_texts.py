"""A school's letters to parents in words, each in the family's own language: short, without blame or diagnosis. What is
to be done by when comes first, then the ways to do it, then where to ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.parent_letters.write_letters import WrittenLetter
from chalicelib.domain.facility import Facility
from chalicelib.domain.letterhead import SchoolLetterhead
from chalicelib.domain.parent_letters import DoseNeeded
from chalicelib.domain.school_record import LetterKind
from chalicelib.law.citations import Cite, citation
from chalicelib.law.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.web.http.templating import Words, translations_for
from chalicelib.web.wording.names import VACCINES

_TITLES: Mapping[LetterKind, str] = {
    LetterKind.IMMUNIZATIONS_NEEDED: N_("Notice of Immunizations Needed"),
    LetterKind.EXEMPTION_ENDS: N_("The medical exemption ends on %(last)s"),
    LetterKind.EXCLUSION: N_("Shots are needed before %(child)s can attend"),
    LetterKind.RETURN: N_("%(child)s can attend again"),
}
_LEADS: Mapping[LetterKind, str] = {
    LetterKind.IMMUNIZATIONS_NEEDED: N_(
        "California law requires these immunizations (shots) for school and child care. Our record for %(child)s does"
        " not show them yet."
    ),
    LetterKind.EXEMPTION_ENDS: N_(
        "%(child)s has a medical exemption from the shots below. It is valid through %(last)s."
    ),
    LetterKind.EXCLUSION: N_(
        "%(child)s cannot attend starting %(first)s. California law requires the shots below or a medical exemption,"
        " and our record does not show them."
    ),
    LetterKind.RETURN: N_("Thank you for the record. %(child)s can attend starting %(first)s."),
}
_LAWS: Mapping[LetterKind, tuple[Cite, ...]] = {
    LetterKind.IMMUNIZATIONS_NEEDED: (Cite.HSC_120335_B, Cite.CCR_6025, Cite.CCR_6040, Cite.EDC_48216),
    LetterKind.EXEMPTION_ENDS: (Cite.HSC_120370_A, Cite.CCR_6025, Cite.CCR_6050),
    LetterKind.EXCLUSION: (Cite.HSC_120335_B, Cite.CCR_6040, Cite.CCR_6055, Cite.EDC_48216),
    LetterKind.RETURN: (Cite.CCR_6035, Cite.CCR_6055),
}
_CAPTIONS: Mapping[LetterKind, str] = {
    LetterKind.IMMUNIZATIONS_NEEDED: N_("Shots needed"),
    LetterKind.EXEMPTION_ENDS: N_("Shots that are needed after that day"),
    LetterKind.EXCLUSION: N_("Shots that are due now"),
    LetterKind.RETURN: N_("Shots that come next"),
}
_SHOT, _MISSING, _FROM, _BY = N_("Shot"), N_("Doses missing"), N_("Can be given from"), N_("Needed by")
_HAS_RECORD = N_(
    "If %(child)s has had these shots, bring us the record. It must show each date and the doctor or clinic."
)
_GET_SHOTS = N_("If not, get the shots and bring us the record after each visit.")
_EXEMPTION = N_(
    "If a shot is not safe for a medical reason, ask a California doctor (MD or DO) for a medical exemption. Start the"
    " request at %(portal)s."
)
_NEW_EXEMPTION = N_(
    "If a shot is still not safe for a medical reason, ask the doctor for a new medical exemption before that day."
)
_OUT = N_("If we have none of these by %(last)s, %(child)s cannot attend starting %(first)s.")
_EARLY = N_("Please do not wait: the first possible day is best.")
_ASK_WHEN = N_("Ask the doctor from which day each shot is safe.")
_DOCTOR = N_(
    "Call your usual doctor or clinic. If you do not have one, call the health department of %(county)s County."
)
_DOCTOR_ANY = N_("Call your usual doctor or clinic. If you do not have one, call your county health department.")
_LOW_COST = N_(
    "Shots are free or low-cost for many children. Ask about Medi-Cal and the Vaccines for Children program."
)
_BACK_ON = N_(
    "Bring us proof of one dose of each shot in the list, or a medical exemption. Then %(child)s can attend again. More"
    " doses may be due later. We will tell you the dates."
)
_NEXT_DOSES = N_("These doses come next. Bring us the record after each visit, by the last day in the list.")
_ALL_DONE = N_("We have nothing more to ask of you today.")
_CALL = N_("Call %(contact)s at %(phone)s. We can get you an interpreter for free.")
_SCHOOLWORK = N_("Ask the same person about schoolwork for this time.")


@dataclass(frozen=True)
class Letterhead:
    """Who writes: the facility of the directory, whom the family can call, and what the school has saved."""

    facility: Facility | None
    contact: str
    telephone: str
    saved: SchoolLetterhead | None = None

    @property
    def signed_by(self) -> str:
        return self.saved.signer if self.saved and self.saved.signer else self.contact


@dataclass(frozen=True)
class LetterSection:
    """A part of a letter: a heading, sentences, and ways to choose from."""

    heading: str
    sentences: tuple[str, ...]
    ways: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShownLetter:
    """One letter in one language."""

    language: str
    title: str
    sender: tuple[str, ...]
    day: str
    to_lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    lead: str
    caption: str
    columns: tuple[str, ...]
    doses: tuple[tuple[str, ...], ...]
    sections: tuple[LetterSection, ...]
    signed_by: str
    law_name: str
    laws: str


def shown_letter(letter: WrittenLetter, head: Letterhead, language: str) -> ShownLetter:
    """Return the letter as it stands on paper, every text and day of it in this language."""
    words = translations_for(language)
    kind = letter.due.kind
    facts = _facts(letter, head)
    columns, doses = _doses(words, letter)
    return ShownLetter(
        language=language,
        title=words.translate(_TITLES[kind], facts),
        sender=sender_lines(head),
        day=words.date(letter.given_on),
        to_lines=_to_lines(words, letter),
        facts=(
            (words.translate(N_("Student")), letter.child.full_name),
            (words.translate(N_("Birth date")), words.date(letter.child.birth_date)),
        ),
        lead=words.translate(_LEADS[kind], facts),
        caption=words.translate(_CAPTIONS[kind]),
        columns=columns,
        doses=doses,
        sections=tuple(_sections(words, letter, head, facts)),
        signed_by=head.signed_by,
        law_name=words.translate(N_("The law")) + words.marks.colon,
        laws=words.law_sections("; ".join(citation(cite).section for cite in _LAWS[kind])),
    )


def _facts(letter: WrittenLetter, head: Letterhead) -> dict[str, object]:
    days = letter.days
    return {
        "child": letter.child.first_name,
        "last": days.last_day or days.first_day,
        "first": days.first_day,
        "portal": settings().base_url,
        "county": head.facility.county if head.facility else "",
        "contact": head.contact,
        "phone": head.telephone,
    }


def sender_lines(head: Letterhead) -> tuple[str, ...]:
    """Return the lines above a letter: the school's own where it has saved them, else the directory's."""
    name = head.saved.name if head.saved else ""
    lines = head.saved.address_lines if head.saved else ()
    if head.facility is None:
        return (name or head.contact, *lines, head.telephone)
    address = head.facility.address
    place = f"{address.city}, {address.state} {address.zip_code}"
    return (name or head.facility.name, *(lines or (address.street, place)), head.telephone)


def _to_lines(words: Words, letter: WrittenLetter) -> tuple[str, ...]:
    anyone = words.translate(N_("To the parent or guardian of %(child)s"), {"child": letter.child.full_name})
    return (letter.contact.parent_name or anyone, *filter(None, [letter.contact.address]))


def _doses(words: Words, letter: WrittenLetter) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The columns and rows of the doses. While an exemption is valid, only the doctor can say from when one is safe."""
    kind = letter.due.kind
    if kind is LetterKind.RETURN:
        columns, cells = (
            (_SHOT, _FROM, _BY),
            [(_day(words, each.earliest), _day(words, each.by)) for each in letter.doses],
        )
    else:
        columns, cells = (
            (_SHOT, _MISSING, _FROM),
            [(words.number(each.missing), _day(words, each.earliest)) for each in letter.doses],
        )
    width = 2 if kind is LetterKind.EXEMPTION_ENDS else len(columns)
    rows = [(_vaccine(words, each), *more) for each, more in zip(letter.doses, cells, strict=True)]
    return tuple(map(words.translate, columns[:width])), tuple(row[:width] for row in rows)


def _vaccine(words: Words, needed: DoseNeeded) -> str:
    return words.translate(VACCINES[needed.vaccine])


def _day(words: Words, day: date | None) -> str:
    return words.date(day) if day else words.translate(N_("now"))


def _sections(
    words: Words, letter: WrittenLetter, head: Letterhead, facts: Mapping[str, object]
) -> list[LetterSection]:
    def said(*messages: str) -> tuple[str, ...]:
        return tuple(words.translate(each, facts) for each in messages)

    kind = letter.due.kind
    doctor = _DOCTOR if head.facility and head.facility.county else _DOCTOR_ANY
    questions = LetterSection(words.translate(N_("Questions?")), said(_CALL))
    where = LetterSection(words.translate(N_("Where to get the shots")), said(doctor, _LOW_COST))
    if kind is LetterKind.RETURN:
        next_steps = said(_NEXT_DOSES) if letter.doses else said(_ALL_DONE)
        return [LetterSection(words.translate(N_("What comes next")), next_steps), questions]
    if kind is LetterKind.EXCLUSION:
        heading = words.translate(N_("How %(child)s can come back"), facts)
        way_back = LetterSection(heading, said(_BACK_ON), said(_HAS_RECORD, _GET_SHOTS, _EXEMPTION))
        return [way_back, where, LetterSection(questions.heading, said(_CALL, _SCHOOLWORK))]
    heading = words.translate(N_("Choose one by %(last)s"), facts)
    if kind is LetterKind.EXEMPTION_ENDS:
        ways = said(_HAS_RECORD, _GET_SHOTS, _NEW_EXEMPTION)
        return [LetterSection(heading, said(_ASK_WHEN, _OUT), ways), where, questions]
    return [LetterSection(heading, said(_OUT, _EARLY), said(_HAS_RECORD, _GET_SHOTS, _EXEMPTION)), where, questions]
