"""THE ACCESS-PATTERN CHART. No key string is built anywhere else (a test holds it).

Main table (PK, SK). "by" tells who asks and in which request of a page. No e-mail address, name, birth date, request
or form number stands in a key: only ids of 128 random bits and keyed hashes. (A license or facility number does: both
are in public registers.)

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| account           | ACCOUNT#id             | ACCOUNT          | every signed-in page, first batch get           |
| second factor     | ACCOUNT#id             | SECOND_STEP      | sign-in's second page, own account page         |
| link to a case    | ACCOUNT#id             | CASE#kind#id     | dashboards: one query of the person's partition |
| notice (person)   | ACCOUNT#id             | NOTICE#-time#id  | inbox: the same query                           |
| credential        | EMAIL#hash             | CREDENTIAL       | sign-in, before a legal action: the password    |
| copy of an account| EMAIL#hash             | NAMED_BY#account, INVITED | sign-in: same query; files of invitations |
| token             | TOKEN#account          | purpose          | e-mail links: verify, reset, invitation         |
| idempotency key   | OPERATION#id           | OPERATION        | every action: first read, and its transaction   |
| child             | CHILD#id               | CHILD            | acts on a child                                 |
| lock              | CHILD#id               | GUARD#vax#span   | issue, reinstate, release: in the transaction   |
| case of a child   | CHILD#id               | CASE#kind#id     | change of school: one query                     |
| amendment (child) | CHILD#id               | AMENDMENT#id     | what parents asked to amend: one query          |
| request           | REQUEST#id             | REQUEST          | first batch get                                 |
| form draft        | FORM_DRAFT#id          | FORM_DRAFT       | first batch get                                 |
| request number    | NUMBER#hash            | NUMBER           | physician opens a request                       |
| form              | FORM#id                | FORM             | first batch get                                 |
| form at its school| FORM#id                | SCHOOL           | a school's pages: first batch get               |
| form number       | FORM_NUMBER#hash       | FORM_NUMBER      | reviewer finds a form                           |
| check code        | CHECK#hash             | CHECK            | public check page                               |
| review            | REVIEW#id              | REVIEW           | first batch get                                 |
| appeal            | APPEAL#id              | APPEAL           | first batch get                                 |
| standing          | STANDING#id            | STANDING         | issue: second batch get                         |
| facility          | FACILITY#id            | FACILITY         | school choice                                   |
| school calendar   | CALENDAR#facility      | YEAR#2026        | a school's pages: first batch get               |
| emergency access  | EMERGENCY#id           | EMERGENCY        | first batch get                                 |
| request to amend  | AMENDMENT_REQUEST#id   | AMENDMENT_REQUEST| first batch get                                 |
| roster row        | FACILITY#id            | ROSTER#child#form| school list, and one child's rows: one query    |
| rosters are keyed | STORE                  | ROSTERS_BY_CHILD | a school's pages: first batch get               |
| claim of a school | FACILITY_CLAIM#account | FACILITY_CLAIM   | own claim, an approver's answer: with the page   |
| people of a school| SCHOOL_PEOPLE#facility | SCHOOL_PEOPLE    | the people's pages: first batch get; sign-in    |
| annual report     | SCHOOL_REPORT#facility-year | SCHOOL_REPORT | its pages: first batch get                |
| grades of a year  | GRADES#facility-year   | GRADES           | the page of the grades: first batch get         |
| student           | STUDENT#id             | STUDENT          | a student's pages: first batch get              |
| contact           | STUDENT#id             | CONTACT#time-id  | a student's follow-up: one query                |
| student's line    | FACILITY#id            | ROW#id           | school list: the same query as roster rows      |
| student's row     | FACILITY#id            | STUDENT#id       | what needs each dose: reports, an outbreak      |
| student by name   | SAME_STUDENT#id#hash   | STUDENT_ROW      | pages about a form: one batch get               |
| exposure          | EXPOSURE#id            | EXPOSURE         | an outbreak's pages: first batch get            |
| exposure's row    | FACILITY#id            | EXPOSURE#id      | a school's outbreaks: one query                 |
| same student      | SAME_STUDENT#id#hash   | SAME_STUDENT     | one record of a child at a school: transaction  |
| import            | IMPORT#id              | IMPORT           | an import's pages: first batch get              |
| operators' files  | INVITATION_FILE#id, PUBLISHED_REPORTS#id | the type | a file's pages: first batch get       |
| beside these      | IMPORT#id              | NOTES, PROGRESS, CHUNK#n | the same batch get; CHUNK: one query    |
| same file         | IMPORT_FILE#hash       | IMPORT_FILE      | upload: the same file is the same import        |
| import at work    | IMPORTING#facility     | IMPORTING        | one import of a school at a time: transaction   |
| notice (office)   | OFFICE#kind#id         | NOTICE#-time#id  | an organization's inbox                         |
| member of office  | OFFICE#kind#id         | MEMBER#account   | who is told of an organization's notice         |
| invitation        | INVITATIONS            | -time#account    | operators: whom they invited, newest first      |
| same child        | SAME_CHILD#hash        | CASE#kind#id     | reviewer's search                               |
| tries             | TRIES#what#hash        | TRIES            | counters against guessing                       |

Index GSI1 (sparse, projects `card` only): work queues. QUEUE#name, time#id. Never an answer about a pupil.
"""

from datetime import datetime
from typing import NamedTuple

from chalicelib.law.enums import GradeSpan, Vaccine


class Key(NamedTuple):
    """The primary key of one item."""

    pk: str
    sk: str

    def as_item(self) -> dict[str, str]:
        return {"PK": self.pk, "SK": self.sk}


def record(record_type: str, record_id: str) -> Key:
    """Return a stateful record, or a facility of the directory."""
    if record_type == "calendar":
        return calendar(*record_id.rsplit("-", 1))
    if record_type == "contact":
        student_id, _dash, place = record_id.partition("-")
        return Key(student_partition(student_id), f"{CONTACT_PREFIX}{place}")
    name = record_type.upper()
    return Key(f"{name}#{record_id}", name)


def calendar(facility_id: str, starts_in: str) -> Key:
    """Return the calendar of a school or a district office for the school year that starts in this calendar year."""
    return Key(f"CALENDAR#{facility_id}", f"{YEAR_PREFIX}{starts_in}")


def record_id(place: Key) -> str:
    """Return the id of the record that is kept in this place, by which its history is found."""
    owner = place.pk.partition("#")[2]
    if place.sk.startswith(CONTACT_PREFIX):
        return f"{owner}-{place.sk.removeprefix(CONTACT_PREFIX)}"
    return f"{owner}-{place.sk.removeprefix(YEAR_PREFIX)}" if place.sk.startswith(YEAR_PREFIX) else owner


def student_partition(student_id: str) -> str:
    """Return a student's record and the contacts about the student."""
    return f"STUDENT#{student_id}"


def account_partition(account_id: str) -> str:
    return f"ACCOUNT#{account_id}"


def two_factor(account_id: str) -> Key:
    """Return the place of the encrypted seed, recovery codes and counters of a person's two-factor authentication."""
    return Key(account_partition(account_id), "SECOND_STEP")


def case_link(account_id: str, kind: str, case_id: str) -> Key:
    """Return a person's link to a request, form, review or appeal."""
    return Key(account_partition(account_id), f"CASE#{kind}#{case_id}")


def child_partition(child_id: str) -> str:
    return f"CHILD#{child_id}"


def child_case(child_id: str, kind: str, case_id: str) -> Key:
    return Key(child_partition(child_id), f"CASE#{kind}#{case_id}")


def child_amendment(child_id: str, amendment_id: str) -> Key:
    return Key(child_partition(child_id), f"{AMENDMENT_PREFIX}{amendment_id}")


def exemption_lock(child_id: str, vaccine: Vaccine, span: GradeSpan) -> Key:
    """At most one line in force per child, vaccine and span (lifecycle H2)."""
    return Key(child_partition(child_id), f"GUARD#{vaccine}#{span}")


def credential(email_hash: str) -> Key:
    """Return the place of the password hash and sign-in counters of one e-mail address."""
    return Key(address_partition(email_hash), "CREDENTIAL")


def address_partition(email_hash: str) -> str:
    """Return the credential of one e-mail address, and copies of the accounts that name it."""
    return f"EMAIL#{email_hash}"


def account_of_address(email_hash: str, account_id: str) -> Key:
    """Return a copy of an account beside the credential of its address."""
    return Key(address_partition(email_hash), f"{ACCOUNT_PREFIX}{account_id}")


def token(account_id: str, purpose: str) -> Key:
    """Return the newest single-use link of an account for one purpose."""
    return Key(f"TOKEN#{account_id}", purpose)


def idempotency(idempotency_key: str) -> Key:
    """Return the mark that an action was done: it makes a repeat harmless."""
    return Key(f"OPERATION#{idempotency_key}", "OPERATION")


def request_number(number_hash: str) -> Key:
    """Return where a request is looked up by its number. No number stands in a key, only its keyed hash."""
    return Key(f"NUMBER#{number_hash}", "NUMBER")


def form_number(number_hash: str) -> Key:
    """Return where a form is looked up by its number. No number stands in a key, only its keyed hash."""
    return Key(f"FORM_NUMBER#{number_hash}", "FORM_NUMBER")


def check_code(code_hash: str) -> Key:
    """Return where a form is looked up by its check code, as a keyed hash."""
    return Key(f"CHECK#{code_hash}", "CHECK")


def facility_partition(facility_id: str) -> str:
    """Return a facility and its roster."""
    return f"FACILITY#{facility_id}"


_END_OF_TIME_MS = 10**14
END = "~"  # behind every sort key
LINE_PREFIX = "ROW#"
ROSTER_PREFIX = "ROSTER#"
STUDENT_PREFIX = "STUDENT#"
EXPOSURE_PREFIX = "EXPOSURE#"
ROSTERS_BY_CHILD = Key("STORE", "ROSTERS_BY_CHILD")  # there: no row stands under its form alone any more
ACCOUNT_PREFIX = "NAMED_BY#"  # behind the credential, which must be among the first rows however many registered
CASE_PREFIX = "CASE#"
AMENDMENT_PREFIX = "AMENDMENT#"
NOTICE_PREFIX = "NOTICE#"
MEMBER_PREFIX = "MEMBER#"
YEAR_PREFIX = "YEAR#"
CONTACT_PREFIX = "CONTACT#"


def roster_row(facility_id: str, child_id: str, form_id: str) -> Key:
    """Return what a school sees of one form."""
    return Key(facility_partition(facility_id), f"{ROSTER_PREFIX}{child_id}#{form_id}")


def roster_row_by_form(facility_id: str, form_id: str) -> Key:
    """Return where an older portal kept the same row."""
    return Key(facility_partition(facility_id), f"{ROSTER_PREFIX}{form_id}")


def student_row(facility_id: str, student_id: str) -> Key:
    return Key(facility_partition(facility_id), f"{STUDENT_PREFIX}{student_id}")


def student_line(facility_id: str, student_id: str) -> Key:
    """Return the line of a school's list. It stands before the rows with doses, which a list does not read."""
    return Key(facility_partition(facility_id), f"{LINE_PREFIX}{student_id}")


def exposure_row(facility_id: str, exposure_id: str) -> Key:
    return Key(facility_partition(facility_id), f"{EXPOSURE_PREFIX}{exposure_id}")


def same_student(facility_id: str, same_child_hash: str) -> Key:
    """At most one record of a school for a child of this name and birth date."""
    return Key(f"SAME_STUDENT#{facility_id}#{same_child_hash}", "SAME_STUDENT")


def student_named(facility_id: str, same_child_hash: str) -> Key:
    """Return the student's row where a form finds it: by the child's name and birth date."""
    return Key(same_student(facility_id, same_child_hash).pk, "STUDENT_ROW")


def form_at_school(form_id: str) -> Key:
    """Return which child a form is of, and which school sees it."""
    return Key(f"FORM#{form_id}", "SCHOOL")


def office_partition(kind: str, office_id: str) -> str:
    """Return an organization's inbox and members: kind is facility, jurisdiction, board, cdph or chhs."""
    return f"OFFICE#{kind}#{office_id}"


def office_member(kind: str, office_id: str, account_id: str) -> Key:
    """Return an account that reads an organization's notices."""
    return Key(office_partition(kind, office_id), f"{MEMBER_PREFIX}{account_id}")


def notice(partition: str, at: datetime, notice_id: str) -> Key:
    """Return a notice in a person's or an organization's inbox, newest first: the time stands as its complement."""
    return Key(partition, f"{NOTICE_PREFIX}{_END_OF_TIME_MS - int(at.timestamp() * 1000):015d}#{notice_id}")


def notice_placed(partition: str, place: str, notice_id: str) -> Key:
    """Return the same notice by what an address of a page names: its place in the inbox, and its id."""
    return Key(partition, f"{NOTICE_PREFIX}{place}#{notice_id}")


INVITATIONS = "INVITATIONS"


def invitation(at: datetime, account_id: str) -> Key:
    """Return a line of the operators' list, newest first."""
    return Key(INVITATIONS, f"{_END_OF_TIME_MS - int(at.timestamp() * 1000):015d}#{account_id}")


def directory_partition(county: str) -> str:
    """Return where an older portal kept the lines of one county's school search."""
    return f"DIRECTORY#{county}"


def directory_row(county: str, words: str, facility_id: str) -> Key:
    """Return one such line, for an import to take away."""
    return Key(directory_partition(county), f"{words}#{facility_id}")


def same_child_partition(same_child_hash: str) -> str:
    """Return all cases whose child has the same normalized name and birth date (lifecycle H8)."""
    return f"SAME_CHILD#{same_child_hash}"


def same_child_case(same_child_hash: str, kind: str, case_id: str) -> Key:
    """Return the row of one case of a child with the same name and birth date (H8)."""
    return Key(same_child_partition(same_child_hash), f"CASE#{kind}#{case_id}")


def tries(what: str, who_hash: str) -> Key:
    """Return a counter against guessing."""
    return Key(f"TRIES#{what}#{who_hash}", "TRIES")


def queue(name: str) -> str:
    """Return the index partition of a work queue: outbox, letters, reviews or appeals."""
    return f"QUEUE#{name.upper()}"


def queue_place(at: str, item_id: str) -> str:
    """Return an item's place in a queue: oldest first."""
    return f"{at}#{item_id}"
