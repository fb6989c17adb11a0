"""A case on one page, as a panel member reads it: the facts, the criterion beside the doctor's reason and the state's
finding, the exhibits with their numbers. Names of the state's reviewers are left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.appeal import Appeal
from chalicelib.domain.effective_status import grade_of_form
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import Review
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.calendar import california_date
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.medical_reasons import CodedReason, ReasonCategory, all_reasons
from chalicelib.web.case_files import CaseFile, CaseLine, without_names
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.names import GRADES, ROLES, VACCINES

_CATEGORIES: dict[ReasonCategory, str] = {
    ReasonCategory.CONTRAINDICATION: N_("Contraindication: this vaccine must not be given to the child."),
    ReasonCategory.PRECAUTION: N_("Precaution: the physician weighs the risk against the benefit."),
    ReasonCategory.DOCUMENTED_IMMUNITY: N_("Documented immunity: a record shows that the child is immune."),
    ReasonCategory.STANDARD_OF_CARE: N_("Other reason: it must fit the standard of care, with support in writing."),
    ReasonCategory.PRODUCT_ONLY: N_("About one product: another one can be given."),
    ReasonCategory.NON_REASON: N_("The criteria name this as no reason to delay the vaccine."),
}


@dataclass(frozen=True)
class CaseRecords:
    """What the file is made of. `names`: of the state's reviewers, to be left out."""

    appeal: Appeal
    form: ExemptionForm
    review: Review | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class Criterion:
    """A reason that the doctor chose, and what the criteria say of it."""

    label: str
    says: str


@dataclass(frozen=True)
class Claim:
    """One appealed vaccine: the exemption, the doctor's reason, the state's finding, the criteria."""

    code: str
    line: CaseLine
    finding: str
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Exhibit:
    """One document of the file. `asked`: the question that it answers. The form and the decision have no `text`: the
    page shows them by line."""

    number: int
    kind: str
    title: str
    by: str
    on: date | None
    text: str = ""
    asked: str = ""


def claims_of(page_request: PageRequest, case: CaseRecords, file: CaseFile) -> list[Claim]:
    """What is in dispute, vaccine by vaccine."""
    known = {each.code: each for each in all_reasons(case.form.signed_on)}
    return [
        Claim(
            line.vaccine.lower(),
            shown,
            _finding(page_request, case, line.vaccine),
            tuple(_criterion(page_request, code, known.get(code)) for code in line.reason_codes),
        )
        for line, shown in zip(case.form.lines, file.lines, strict=True)
        if line.vaccine in case.appeal.vaccines
    ]


def _finding(page_request: PageRequest, case: CaseRecords, vaccine: Vaccine) -> str:
    found = case.review.finding(vaccine) if case.review else None
    return without_names(page_request, found.reason, case.names) if found else ""


def _criterion(page_request: PageRequest, code: str, known: CodedReason | None) -> Criterion:
    says = page_request.translate(_CATEGORIES[known.category]) if known else ""
    return Criterion(page_request.translate(LABELS[code]), says)


def exhibits_of(page_request: PageRequest, case: CaseRecords) -> list[Exhibit]:
    """The documents of the file, numbered: the form, the state's decision, what the state asked, the parent's
    statement, and what was added since."""
    return [Exhibit(number, *each) for number, each in enumerate(_documents(page_request, case), start=1)]


def _documents(page_request: PageRequest, case: CaseRecords) -> Iterator[tuple[str, str, str, date | None, str, str]]:
    say, appeal = page_request.translate, case.appeal
    yield "form", say(N_("Exemption form as signed")), say(N_("Physician")), case.form.signed_on, "", ""
    yield "decision", say(N_("The state's decision and findings")), say(N_("The state")), appeal.revoked_on, "", ""
    for asked in case.review.information if case.review else ():
        if asked.answer:
            question = without_names(page_request, asked.question, case.names)
            title = say(N_("Physician's answer to the state"))
            yield "answer", title, say(N_("Physician")), asked.answered_on, asked.answer, question
    filed_on = california_date(appeal.filed_at) if appeal.filed_at else None
    yield "statement", say(N_("Appeal: the parent's statement")), say(N_("Parent")), filed_on, appeal.why, ""
    for given in appeal.supplied:
        by = say(next(name for role, name in ROLES.items() if role == given.by_role))
        yield "added", say(N_("Information added")), by, given.on, given.text, ""


def child_of(page_request: PageRequest, form: ExemptionForm, on: date) -> tuple[int, str]:
    """The child's age in years, and the grade of today."""
    born = form.child.birth_date
    age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return age, page_request.translate(GRADES[grade_of_form(form, on)])


def vaccine_names(page_request: PageRequest, vaccines: tuple[Vaccine, ...]) -> list[str]:
    return [page_request.translate(VACCINES[vaccine]) for vaccine in vaccines]
