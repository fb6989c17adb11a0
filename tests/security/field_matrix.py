"""Which stored field of a case stands on a page: every field has a mark of its own (S-45)."""

import html
import re
from collections.abc import Iterator

from chalicelib.domain.access_table import PERMISSIONS, Scope
from chalicelib.domain.account import Role
from chalicelib.domain.field_classes import leaves
from chalicelib.domain.record import VersionedRecord
from chalicelib.law.book.medical_reason_labels import LABELS
from tests.checks.after_each_test import tells_by_itself
from tests.checks.leaving import leads_to_file
from tests.invariants.places import Visitor
from tests.portal import Shown
from tests.security.full_cases import FIELDS, FullWorld
from tests.security.later_cases import LATER, visitor_of

NOBODY, EMERGENCY = "nobody", "emergency"
AUDIENCES = (NOBODY, *(str(role) for role in Role), EMERGENCY)
# Where the matrix has what the text fields of the stored records hold. A field that stands in no row fails a test.
ROWS: dict[str, tuple[str, ...]] = {
    **{f"ChildFacts.{name}": (f"child.{name}",) for name in ("first_name", "middle_name", "last_name", "birth_date")},
    **{f"ParentFacts.{name}": (f"parent.{name}",) for name in ("name", "relationship", "telephone")},
    **{f"PrimaryCare.{name}": (f"primary_care.{name}",) for name in ("name", "telephone", "why_not_issuer")},
    **{f"Account.{name}": tuple(f"account.{role}.{name}" for role in Role) for name in ("first_name", "last_name")},
    **{f"CorrectionRequest.{name}": (f"amendment.{name}",) for name in ("wrong", "should_say", "answer")},
    **{f"Appeal.{name}": (f"appeal.{name}",) for name in ("why", "question", "decision_text")},
    **{f"EmergencyAccess.{name}": (f"emergency.{name}",) for name in ("reason", "finding_reason")},
    **{f"InformationRequest.{name}": (f"review.{name}",) for name in ("question", "answer")},
    **{f"Review.{name}": (f"review.{name}",) for name in ("public_health_reason", "decision_reason")},
    **{f"ChargeReport.{name}": (f"charge.{name}",) for name in ("words", "answer")},
    "Account.email": ("parent.email",),
    "Account.telephone": ("account.parent.telephone",),
    "Address.street": ("parent.street", "school.street", "physician.street", "primary_care.street"),
    "Address.city": ("parent.city",),
    "Address.state": ("parent.city",),
    "Address.zip_code": ("parent.city",),
    "PhysicianProfile.telephone": ("physician.telephone",),
    "Seat.panelist_name": ("account.panelist.last_name",),
    "Seat.reason": ("appeal.vote_reason",),
    "VaccineVote.reason": ("appeal.vote_reason",),
    "DraftedVote.reason": ("appeal.vote_reason",),
    "SuppliedInformation.text": ("appeal.supplied",),
    "EmergencyAccess.why_beyond": ("emergency.reason",),
    "EmergencyAccess.opener": ("account.local_health.last_name",),
    "ExemptionForm.physician_name": ("account.physician.last_name",),
    "Certifications.signed_name": ("account.physician.last_name",),
    "ExemptionLine.reason_codes": ("line.reason_code",),
    "LineDraft.reason_codes": ("line.reason_code",),
    "ExemptionLine.description": ("line.description",),
    "LineDraft.description": ("line.description",),
    "Revocation.reason": ("review.decision_reason",),
    "LineFinding.reason": ("review.finding_reason",),
    "CaseNote.by_name": ("account.reviewer.last_name",),
    "CaseNote.text": ("case.note",),
    "DraftFinding.reason": ("case.draft",),
    "CareQuestion.question": ("case.care_question",),
    "CareQuestion.answer": ("case.care_answer",),
    "ExemptionRequest.physician_name": ("request.physician_name",),
    "ExemptionRequest.unlisted_school": ("request.unlisted_school",),
    "ExemptionRequest.school_answer": ("request.school_answer",),
    "ExemptionRequest.reason": ("request.decline_reason",),
    "Document.title": ("document.title",),
    **{
        f"ReportHeader.{name}": (f"report.{name}",)
        for name in ("staff_name", "staff_email", "staff_telephone", "contact")
    },
    "FormDraft.prepared_by_name": ("account.clinic_staff.last_name",),
    "SchoolReport.filed_by_name": ("account.school.last_name",),
    **{f"StudentFacts.{name}": (f"student.{name}",) for name in ("ssid", "local_id", "room", "other_race")},
    "Arrival.school_name": ("student.former_school",),
    "PacketRequest.school_name": ("student.next_school",),
    "StepDone.recorded_by_name": ("account.school.last_name",),
    "ConfirmedGrade.confirmed_by_name": ("account.school.last_name",),
    "StudentContact.recorded_by_name": ("account.school.last_name",),
    **{f"StudentContact.{name}": (f"contact.{name}",) for name in ("name", "note")},
    **{f"RecordedPaper.{name}": (f"paper.{name}",) for name in ("issuer_name", "issuer_license")},
    **{f"SchoolLetterhead.{name}": (f"letterhead.{name}",) for name in ("telephone", "contact", "signer")},
    **{f"RecordedDose.{name}": (f"dose.{name}",) for name in ("written", "clinic", "seen_by")},
    "LicenseClaim.address": ("license.address",),
    **{f"MisuseReport.{name}": (f"license.report_{name}",) for name in ("name", "contact", "words")},
    **{f"Contact.{name}": (f"student.{name}",) for name in ("parent_name", "email", "telephone", "address")},
}
_LETTERS = "bcdfghjklmnpqrstvwxz"
_SPECIAL = {
    "child.birth_date": re.compile(r"March 14, 2019|2019-03-14|0?3[/ ]14[/ ]2019"),
    "parent.email": re.compile(r"zq\.parent\.\d+@mail\.example"),
    "line.reason_code": re.compile("|".join(re.escape(LABELS[code]) for code in ("GEN-MODSEV", "GEN-ANA-COMP"))),
    "physician.license": re.compile(r"A 6\d{4}"),
    "document.title": re.compile("Allergist's letter"),
    "student.ssid": re.compile("8101456789"),
    "student.local_id": re.compile("4471902"),
    "student.room": re.compile("Building Q"),
    "student.other_race": re.compile("Cape Verdean"),
    "student.parent_name": re.compile("Odalys Quillfeather"),
    "student.email": re.compile("odalys@mail.example"),
    "student.telephone": re.compile(r"\(559\) 555-0127"),
    "student.address": re.compile("12 Alder Lane"),
    "student.former_school": re.compile("Juniper Hollow Elementary"),
    "student.next_school": re.compile("Sandpiper Ridge School"),
    "contact.name": re.compile("Barnaby Oyelaran"),
    "contact.note": re.compile("The clinic in Fresno looks for the card"),
    "paper.issuer_name": re.compile("Dr. Ottilie Brannigan"),
    "paper.issuer_license": re.compile("A 51515"),
    "letterhead.telephone": re.compile(r"\(559\) 555-0188"),
    "letterhead.contact": re.compile("Hedwig Oakhurst"),
    "letterhead.signer": re.compile("W. Oakhurst, school nurse"),
    "dose.written": re.compile("Priorix"),
    "dose.clinic": re.compile("Larkspur Clinic"),
    "dose.seen_by": re.compile("Q. Thistlewood"),
    "report.staff_name": re.compile("Wilhelmina Farquhar"),
    "report.staff_email": re.compile("wfarquhar@school.example"),
    "report.staff_telephone": re.compile(r"\(559\) 555-0151"),
    "report.contact": re.compile("Ask for the health office"),
    "case.note": re.compile("Ask the clinic for the test"),
    "case.draft": re.compile("So far the form names no test"),
    "case.care_question": re.compile("Which test was done, and when"),
    "case.care_answer": re.compile("No test was done"),
    "license.address": re.compile("44 Quillon Way"),
    "license.report_name": re.compile("Xiomara Penhaligon"),
    "license.report_contact": re.compile(r"\(530\) 555-0161"),
    "license.report_words": re.compile("A parent asked me about a form of mine"),
}
_TELLS_WHO_LOOKED = re.compile(r"/children/[^/]+(/views|/history-file|/save)?$")
ALL_FIELDS = (*FIELDS, *_SPECIAL)


def without_a_row(*kinds: type[VersionedRecord]) -> list[str]:
    """The text fields about people, of these records, whose place in the matrix no one has named."""
    fields = {
        f"{leaf.owner.__name__}.{leaf.path[-1]}" for kind in kinds for leaf in leaves(kind) if tells_by_itself(leaf)
    }
    return sorted(field for field in fields if not set(ROWS.get(field, ("",))) <= set(ALL_FIELDS))


def mark_of(field: str) -> str:
    """The field's text: consonants, so that no word holds it, and long, so that no random text does."""
    place = FIELDS.index(field)
    return f"Zq{_LETTERS[place // 20]}{_LETTERS[place % 20]}xqvjkzwq"


def fields_in(text: str) -> set[str]:
    """The fields whose text stands here."""
    plain = html.unescape(text)
    found = {field for field in FIELDS if mark_of(field) in plain}
    return found | {field for field, pattern in _SPECIAL.items() if pattern.search(plain)}


def marked(world: FullWorld) -> FullWorld:
    """The world with a mark in each field."""
    world.texts = mark_of
    return world


def looked_at(world: FullWorld, where: str) -> Iterator[tuple[str, Shown]]:
    """The page of a place, or of a later case, as each audience that it is open to sees it."""
    visitor = visitor_of(world, where) if where in LATER else Visitor.at(world, where)
    yield _audience(visitor), _followed(visitor.look())
    if visitor.here.way or visitor.here.person is None:
        return
    for role, reach in PERMISSIONS[visitor.route.act]:
        if reach in {Scope.STATEWIDE, Scope.OWN_PHYSICIAN} and role and role != visitor.here.person.role:
            yield str(role), _followed(world.browser(world.default_user(role)).get(visitor.path + visitor.here.query))


def _audience(visitor: Visitor) -> str:
    if visitor.route.path.startswith("/emergency/"):
        return EMERGENCY  # whoever opened a record in an emergency: for an hour, and the privacy officer is told
    return str(visitor.here.person.role) if visitor.here.person else NOBODY


def _followed(shown: Shown) -> Shown:
    is_file = leads_to_file(shown.path, shown.location)  # no page of the portal
    return shown.follow() if shown.status == 303 and not is_file else shown


def is_about_viewers(path: str) -> bool:
    """Whether the page, one of a child's own, tells the parent who looked."""
    return _TELLS_WHO_LOOKED.search(path) is not None


def others_in(shown: Shown, audience: str) -> set[str]:
    """The fields on the page, but for the reader's own name, and the names of those who looked where the parent is told
    of them (Civ. Code 1798.25). The law page lists the reasons that there are."""
    found = fields_in(shown.text) - ({"line.reason_code"} if audience == NOBODY else set())
    own = "account." if is_about_viewers(shown.path) else f"account.{audience}."
    return {field for field in found if not field.startswith(own)}
