"""The license client against the local license service, over real connections."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chalicelib.domain.license import Found, LookupFailure, LookupResult, NameMismatch, NotFound, Unavailable
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber, normalize_license_number
from chalicelib.law.physician_standing import same_last_name
from chalicelib.licenses.dca_client import DcaLicenseLookup
from chalicelib.licenses.dca_transport import Limits
from chalicelib.licenses.port import LicenseLookup
from infra.local import license_service
from infra.local.license_faults import FAULTS, SERVER_ERROR
from infra.local.license_service import LicenseStandIn, Physician, load_physicians, serve

TODAY = date(2027, 3, 14)
LOOPBACK = frozenset({"127.0.0.1"})
QUICK = Limits(connect_seconds=1, read_seconds=0.3, whole_seconds=1)


def portal_client(base_url: str, **other: str) -> LicenseLookup:
    keys = {"app_id": "local", "app_key": "local"} | other
    return DcaLicenseLookup(base_url, **keys, allowed_hosts=LOOPBACK, limits=QUICK)


@pytest.fixture(scope="module")
def stand_in() -> LicenseStandIn:
    return LicenseStandIn(today=lambda: TODAY, slow_seconds=0.6)


@pytest.fixture(scope="module")
def base_url(stand_in: LicenseStandIn) -> Iterator[str]:
    with serve(stand_in=stand_in) as url:
        yield url


@pytest.fixture(scope="module")
def client(base_url: str) -> LicenseLookup:
    return portal_client(base_url)


def numbered(board: Board, written: str) -> LicenseNumber:
    number = normalize_license_number(board, written)
    assert isinstance(number, LicenseNumber)
    return number


def mbc(digits: str, rank: str = "A") -> LicenseNumber:
    return numbered(Board.MBC, f"{rank} {digits}")


def ombc(digits: str) -> LicenseNumber:
    return numbered(Board.OMBC, f"20A {digits}")


def test_a_current_license_comes_with_its_facts(client: LicenseLookup) -> None:
    result = client.look_up(mbc("900121"), last_name="Duskwater", first_name="Anselm")

    assert isinstance(result, Found)
    assert result.first_name_agrees is True
    record = result.record
    assert (record.number, record.name.first, record.name.last) == (mbc("900121"), "ANSELM", "DUSKWATER")
    assert (record.primary_status, record.secondary_statuses) == ("20", ("50",))
    assert (record.issued_on, record.expires_on) == (date(2011, 6, 30), date(2028, 5, 31))
    assert (record.city, record.county) == ("IRVINE", "ORANGE")
    (action,) = record.public_actions
    assert (action.case_number, action.description) == ("800-2026-900121", "ACCUSATION FILED")
    assert action.effective_on == date(2026, 12, 2)


@pytest.mark.parametrize("person", list(load_physicians()), ids=lambda person: person.last)
def test_every_physician_of_the_local_service_is_found_under_the_printed_name(
    client: LicenseLookup, person: Physician
) -> None:
    number = ombc(person.number) if person.rank is None else mbc(person.number, person.rank)

    result = client.look_up(number, last_name=person.last, first_name=person.first)

    assert isinstance(result, Found)
    assert result.record.name.last == person.last
    assert result.first_name_agrees is True
    assert result.record.secondary_statuses == person.secondary


@pytest.mark.parametrize(
    ("number", "typed"),
    [
        (mbc("900105"), "Núñez Brightwater"),
        (mbc("900106"), "O’Mapledale"),
        (mbc("900106"), "o mapledale"),
        (mbc("900107"), "Penascoverde"),
        (mbc("900108"), "de la Cloudberry"),
        (mbc("900109"), "Timbersong"),
        (mbc("900110"), "Marshlight"),
        (mbc("900110"), "Wintergale"),
    ],
)
def test_other_spellings_and_former_names_are_the_same_person(
    client: LicenseLookup, number: LicenseNumber, typed: str
) -> None:
    result = client.look_up(number, last_name=typed)

    assert isinstance(result, Found)
    assert same_last_name(typed, result.name.last)


@pytest.mark.parametrize("typed", ["Duskwaters", "Dusk", "", " ", "?", "Anselm", "Cloudberry"])
def test_another_last_name_is_a_mismatch(client: LicenseLookup, typed: str) -> None:
    assert isinstance(client.look_up(mbc("900121"), last_name=typed), NameMismatch)


def test_a_mismatch_does_not_print_the_licensee() -> None:
    with serve(stand_in=LicenseStandIn()) as url:
        result = portal_client(url).look_up(mbc("900121"), last_name="Somebody")

    assert "DUSKWATER" not in repr(result)


@pytest.mark.parametrize(("typed", "agrees"), [("", None), ("Anselm James", True), ("Jim", False), ("?", False)])
def test_the_first_name_is_told_and_decides_nothing(client: LicenseLookup, typed: str, *, agrees: bool | None) -> None:
    result = client.look_up(mbc("900121"), last_name="Duskwater", first_name=typed)

    assert isinstance(result, Found)
    assert result.first_name_agrees is agrees


@pytest.mark.parametrize(
    "number",
    [mbc("123456"), mbc("900103"), mbc("900101", "G"), ombc("900101"), mbc("90201"), mbc("999404")],
    ids=["nobody", "C asked as A", "A asked as G", "MD asked as DO", "DO asked as MD", "404"],
)
def test_an_unknown_license_is_not_found(client: LicenseLookup, number: LicenseNumber) -> None:
    assert client.look_up(number, last_name="Fernwhistle") == NotFound()


def test_of_two_records_the_current_one_counts(client: LicenseLookup) -> None:
    result = client.look_up(mbc("900127"), last_name="Birchenhale")

    assert isinstance(result, Found)
    assert (result.record.primary_status, result.record.expires_on) == ("20", date(2028, 9, 30))


def look_up_among(*records: Physician) -> LookupResult:
    with serve(stand_in=LicenseStandIn(physicians=list(records), today=lambda: TODAY)) as url:
        return portal_client(url).look_up(mbc("900130"), last_name="Fernwhistle")


def record(last: str, status: str, expires: str) -> Physician:
    return Physician("MBC", "A", "900130", "MARISOL", last, status, expires=expires)


def test_a_current_record_counts_before_one_that_expires_later() -> None:
    result = look_up_among(record("FERNWHISTLE", "20", "2027-09-30"), record("FERNWHISTLE", "51", "2031-09-30"))

    assert isinstance(result, Found)
    assert result.record.primary_status == "20"


def test_another_person_s_current_record_does_not_stand_in() -> None:
    result = look_up_among(record("QUILLFEATHER", "20", "2028-09-30"), record("FERNWHISTLE", "65", "2020-09-30"))

    assert isinstance(result, Found)
    assert (result.name.last, result.record.primary_status) == ("FERNWHISTLE", "65")


@pytest.mark.parametrize(("rank", "last_name"), [("A", "Saltmeadow"), ("G", "Pinechord")])
def test_the_rank_tells_two_people_with_one_number_apart(client: LicenseLookup, rank: str, last_name: str) -> None:
    assert isinstance(client.look_up(mbc("900128", rank), last_name=last_name), Found)
    assert isinstance(client.look_up(mbc("900128", rank), last_name="Nobody"), NameMismatch)


TROUBLES = {
    "999200": Unavailable(trouble=LookupFailure.BAD_ANSWER, detail="json"),
    "999201": Unavailable(trouble=LookupFailure.BAD_ANSWER, detail="json"),
    "999202": Unavailable(trouble=LookupFailure.BAD_ANSWER, detail="licenseDetails"),
    "999302": Unavailable(trouble=LookupFailure.REDIRECT),
    "999403": Unavailable(trouble=LookupFailure.ACCESS_DENIED),
    "999404": NotFound(),
    "999405": Unavailable(trouble=LookupFailure.ACCESS_DENIED),
    "999408": Unavailable(trouble=LookupFailure.TIMEOUT),
    "999413": Unavailable(trouble=LookupFailure.TOO_LARGE),
    "999429": Unavailable(trouble=LookupFailure.TOO_MANY, retry_after_seconds=30),
    "999500": Unavailable(trouble=LookupFailure.SERVER_ERROR, retry_after_seconds=60),
    "999503": Unavailable(trouble=LookupFailure.SERVER_ERROR, retry_after_seconds=120),
}


@pytest.mark.parametrize("number", [mbc, ombc])
@pytest.mark.parametrize("digits", FAULTS)
def test_trouble_with_the_service_is_never_an_answer_about_the_license(
    client: LicenseLookup, digits: str, number: type[LicenseNumber]
) -> None:
    assert client.look_up(number(digits), last_name="Fernwhistle") == TROUBLES[digits]


def test_after_each_trouble_the_next_question_is_answered(client: LicenseLookup) -> None:
    for digits in FAULTS:
        client.look_up(mbc(digits), last_name="Fernwhistle")
        assert isinstance(client.look_up(mbc("900101"), last_name="Fernwhistle"), Found), digits


def test_an_outage_meets_every_look_up_until_it_ends() -> None:
    stand_in = LicenseStandIn()
    with serve(stand_in=stand_in) as url:
        client = portal_client(url)
        stand_in.outage = SERVER_ERROR
        during: LookupResult = client.look_up(mbc("900101"), last_name="Fernwhistle")
        stand_in.outage = None
        after = client.look_up(mbc("900101"), last_name="Fernwhistle")

    assert isinstance(during, Unavailable)
    assert isinstance(after, Found)
    assert stand_in.asked == 2  # one question each: the client never retries by itself


@pytest.mark.parametrize("missing", ["app_id", "app_key"])
def test_without_a_key_the_gateway_denies(base_url: str, missing: str) -> None:
    result = portal_client(base_url, **{missing: ""}).look_up(mbc("900101"), last_name="Fernwhistle")

    assert result == Unavailable(trouble=LookupFailure.ACCESS_DENIED)


def test_the_service_does_not_know_other_paths() -> None:
    keys = {"APP_ID": "a", "APP_KEY": "b"}
    status, _, body = LicenseStandIn().handle("GET", "/api/search/v1/commonSearchService/other", "", keys)

    assert (status, body) == (404, b"No Mapping Rule matched")


def test_a_number_with_prefix_or_zeros_finds_nothing_as_at_the_real_service() -> None:
    path = "/api/search/v1/licenseSearchService/getLicenseNumberSearch"
    keys = {"APP_ID": "a", "APP_KEY": "b"}
    for number in ("0900101", "A900101", "A%20900101"):
        query = f"licType=8002&licNumber={number}&licRank=A"
        assert LicenseStandIn().handle("GET", path, query, keys)[2] == b'{"licenseDetails": []}'


@pytest.mark.parametrize(
    "asked",
    [
        b'{"searchMethod":"LIC_NBR","licenseNumbers":[900121],"clientCodeId":[289]}',
        b'{"searchMethod":"CLNT","name":"Duskwater, Ans","clientCodeId":[289]}',
    ],
)
def test_the_search_by_name_or_number_gives_rows(asked: bytes) -> None:
    path = "/licenses/licenseSearchService/getPublicAgileSearch"
    status, _, body = LicenseStandIn().handle("POST", path, "", {"APP_ID": "a", "APP_KEY": "b"}, asked)

    assert status == 200
    assert b'"name": "DUSKWATER, ANSELM"' in body
    assert b'"hasPublicrecordActions": true' in body
    assert body.count(b'"licenseNumber"') == 1


def test_the_readme_names_every_number_of_the_local_service() -> None:
    readme = (Path(license_service.__file__).parent / "license_data" / "README.md").read_text("utf-8")

    for person in load_physicians():
        assert f"| {person.rank or '20A'} {person.number} |" in readme
    for digits in FAULTS:
        assert f"| {digits} |" in readme
