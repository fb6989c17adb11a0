"""What people type of themselves: mail that can arrive, phone numbers, ZIP codes, states, months."""

from datetime import date

import pytest

from chalicelib.domain.mail_domains import is_email_address, mailable
from chalicelib.domain.month_names import month_number
from chalicelib.web.account_fields import EmailAddress, OptionalPhone, State, ZipCode
from chalicelib.web.http.forms import FormDate, FormModel, InvalidFormError, entry, validate
from chalicelib.web.http.posted import PostedForm


class _Form(FormModel):
    email: EmailAddress = entry("", default="a@b.example")
    telephone: OptionalPhone = entry("", optional=True)
    zip_code: ZipCode = entry("", default="95814")
    state: State = entry("", default="CA")
    day: FormDate = entry("", default=date(2026, 1, 1))


def read(**typed: str) -> _Form:
    dates = {"day_month": "1", "day_day": "1", "day_year": "2026"}
    return validate(_Form, PostedForm({**dates, **typed}))


def said(**typed: str) -> str:
    with pytest.raises(InvalidFormError) as told:
        read(**typed)
    (error,) = told.value.errors
    return error.message


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("o'brien@example.org", "o'brien@example.org"),
        ("ana+school@example.org", "ana+school@example.org"),
        ("  ana@example.org ", "ana@example.org"),
        ("x@schül.example", "x@xn--schl-2ra.example"),
        ("x@SCHOOL.EXAMPLE", "x@SCHOOL.EXAMPLE"),
    ],
)
def test_an_address_that_mail_reaches_is_kept(typed: str, kept: str) -> None:
    assert read(email=typed).email == kept


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("josé.f2@example.org", "before the @"),
        (".f4@example.org", "a dot"),
        ("f4.@example.org", "a dot"),
        ("f3..x@example.org", "a dot"),
        ("x@-school.example", "name@example.org"),
        ("x@example..org", "name@example.org"),
        ("x@org", "name@example.org"),
        ("a b@example.org", "name@example.org"),
        ("a@b@example.org", "name@example.org"),
        (f"{'x' * 65}@example.org", "name@example.org"),
    ],
)
def test_an_address_that_no_mail_reaches_is_refused_with_the_reason(typed: str, words: str) -> None:
    """Given an address that the mail service refuses (RFC 5321), then the field says what is wrong with it."""
    assert words in said(email=typed)
    assert not mailable(typed)


def test_a_file_of_invitations_refuses_the_same_addresses() -> None:
    assert is_email_address("office@school.example")
    assert not is_email_address("josé@school.example")
    assert not is_email_address("x@exämple.example")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("559 555 0142", "(559) 555-0142"),
        ("+1 (559) 555-0142", "(559) 555-0142"),
        ("1-559-555-0142", "(559) 555-0142"),
        ("559-555-0142 x12", "(559) 555-0142 ext. 12"),
        ("559.555.0142, ext. 12", "(559) 555-0142 ext. 12"),
        ("(559) 555-0142 ext 3", "(559) 555-0142 ext. 3"),
        ("(559) 555-0142 extension 3", "(559) 555-0142 ext. 3"),
        ("559 555 0142 #7", "(559) 555-0142 ext. 7"),
        ("(559) 555-0142 ext. 12", "(559) 555-0142 ext. 12"),
        ("+52 664 555 0142", "+52 664 555 0142"),
        ("+52 664 555 0142 x5", "+52 664 555 0142 ext. 5"),
        ("", ""),
    ],
)
def test_a_phone_number_is_kept_with_its_extension(typed: str, kept: str) -> None:
    assert read(telephone=typed).telephone == kept


@pytest.mark.parametrize(
    "typed",
    ["555 0142", "call me", "12", "+52", "559 555 014x", "5595550142 x1234567", "++1", "0000000000", "123 555 0142"],
)
def test_what_is_no_whole_phone_number_is_refused(typed: str) -> None:
    assert "10 digits" in said(telephone=typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("95814", "95814"), ("95814-1234", "95814-1234"), ("958141234", "95814-1234")]
)
def test_a_zip_code_may_have_nine_digits(typed: str, kept: str) -> None:
    assert read(zip_code=typed).zip_code == kept


def test_a_zip_code_of_zeros_is_refused() -> None:
    assert "5 digits" in said(zip_code="00000")


@pytest.mark.parametrize(("typed", "kept"), [("CA", "CA"), ("nv", "NV"), ("AP", "AP")])
def test_a_state_is_one_of_the_list(typed: str, kept: str) -> None:
    assert read(state=typed).state == kept


@pytest.mark.parametrize("typed", ["XX", "California", "C"])
def test_no_state_is_refused(typed: str) -> None:
    assert said(state=typed)


@pytest.mark.parametrize(
    "typed", ["3", "03", "March", "mar", "MAR.", "marzo", "mar.", "Marzo", "3月", "３月", "三月", " march "]
)
def test_a_month_may_be_a_word(typed: str) -> None:
    """Given a month as people type it in three languages, then it is March."""
    assert read(day_month=typed, day_day="27", day_year="2017").day == date(2017, 3, 27)


@pytest.mark.parametrize(("typed", "month"), [("sept", 9), ("set", 9), ("ene", 1), ("jul", 7), ("十二月", 12)])
def test_a_short_month_is_the_one_that_it_begins(typed: str, month: int) -> None:
    assert month_number(typed) == month


@pytest.mark.parametrize("typed", ["", "ma", "ju", "13", "0", "marble", "²", "-3", "3.5", "month", "m" * 300])
def test_what_is_no_month_is_refused(typed: str) -> None:
    assert month_number(typed) is None
    assert "The month must be 1 to 12" in said(day_month=typed, day_day="27", day_year="2017")
