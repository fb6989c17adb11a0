"""What forms ask of typed answers, one rule at a time: the sentence that is said, and what is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from chalice.app import Request
from pydantic import model_validator

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.web.account_fields import (
    EmailAddress,
    NewPassword,
    OneTimeCode,
    OptionalLine,
    OptionalPhone,
    OptionalState,
    OptionalZipCode,
    Password,
)
from chalicelib.web.http.files import read_with_files
from chalicelib.web.http.forms import (
    CHECK_THIS,
    FieldError,
    FormDate,
    FormModel,
    InvalidFormError,
    OptionalDate,
    OptionalLongText,
    ShownError,
    ShownField,
    ShownForm,
    Text,
    entry,
    problem,
    to_form_values,
    validate,
)
from chalicelib.web.http.letters import is_forbidden, showable
from chalicelib.web.http.posted import MAX_BODY_BYTES, PostedForm, read_posted, require_modest, what_was_typed


class _Form(FormModel):
    name: Text = entry("Enter a name", invalid="Enter another name", default="Ana")
    bare: Text = "x"
    line: OptionalLine = entry("", optional=True)
    long: OptionalLongText = entry("", optional=True)
    email: EmailAddress = entry("Enter an address", invalid="Another address", default="a@b.example")
    phone: OptionalPhone = entry("", optional=True)
    zip_code: OptionalZipCode = entry("", optional=True)
    state: OptionalState = entry("", optional=True)
    password: Password = entry("Enter your password", invalid="Another", default="x")
    new_password: NewPassword = entry("Enter a new password", invalid="Another", default="golden poppies in spring")
    code: OneTimeCode = entry("Enter the code", invalid="Another", default="123456")
    day: FormDate = entry("Enter the day", invalid="Another day", default=date(2026, 1, 1))
    end: OptionalDate = entry("Enter the end", optional=True, default=None)
    kinds: tuple[str, ...] = entry("Choose one", default=())
    number: int = entry("Choose a number", default=1)

    @model_validator(mode="after")
    def _names_agree(self) -> "_Form":
        if self.name == "wrong":
            raise problem("The name is wrong", field="line", sign="w")
        if self.name == "odd":
            raise ValueError
        return self


DAY = {"day_month": "1", "day_day": "2", "day_year": "2026"}


def read(**typed: str | tuple[str, ...]) -> _Form:
    return validate(_Form, PostedForm({**DAY, **typed}))


def errors(**typed: str | tuple[str, ...]) -> list[tuple[str, str, Mapping[str, object]]]:
    with pytest.raises(InvalidFormError) as told:
        read(**typed)
    assert str(told.value) == ", ".join(error.field for error in told.value.errors)
    return [(error.field, error.message, error.facts) for error in told.value.errors]


def refusal(**typed: str | tuple[str, ...]) -> tuple[ErrorKind, str]:
    with pytest.raises(PortalError) as refused:
        read(**typed)
    return refused.value.kind, refused.value.code


ADDRESS = "Enter an email address in the form name@example.org"
DOTS = "Before the @, a dot can only be between two other characters. Check the address"
FOREIGN = "Our mail cannot reach an address with “%(sign)s” before the @. Enter another"
TELEPHONE = "Enter a phone number of 10 digits, for example 916 555 0100 or 916 555 0100 ext. 12"
ONE_LINE = "Write this on one line"
SIX = "Type the six digits of the code, for example 123 456"
ZIP = "Enter a ZIP code of 5 digits, for example 95814"
TOO_LONG = "Use %(max_length)s characters or fewer"
SIGNS = "Remove the characters that cannot be shown"


class TestWhatIsSaid:
    @pytest.mark.parametrize(
        ("field", "typed", "message", "facts"),
        [
            ("name", "", "Enter a name", {}),
            ("name", "a\x00b", SIGNS, {}),
            ("name", "x" * 101, TOO_LONG, {"max_length": 100}),
            ("bare", "", CHECK_THIS, {}),
            ("number", "one", "Choose a number", {}),
            ("line", "a\nb", ONE_LINE, {}),
            ("line", "a\rb", ONE_LINE, {}),
            ("line", "a\tb", ONE_LINE, {}),
            ("long", "x" * 4001, TOO_LONG, {"max_length": 4000}),
            ("email", "", "Enter an address", {}),
            ("email", "ana", ADDRESS, {}),
            ("email", "a@b@c.example", ADDRESS, {}),
            ("email", ".ana@b.example", DOTS, {}),
            ("email", "ana.@b.example", DOTS, {}),
            ("email", "a..a@b.example", DOTS, {}),
            ("email", "añá@b.example", FOREIGN, {"sign": "ñ"}),
            ("email", "ñ@a@b.example", FOREIGN, {"sign": "ñ"}),
            ("email", "a@ñ@b.example", FOREIGN, {"sign": "ñ"}),
            ("email", "x" * 321, TOO_LONG, {"max_length": 320}),
            ("phone", "916 555 010", TELEPHONE, {}),
            ("phone", "916 555 01000", TELEPHONE, {}),
            ("phone", "+1234567", TELEPHONE, {}),
            ("phone", "+1234567890123456", TELEPHONE, {}),
            ("phone", "+9165550100x", TELEPHONE, {}),
            ("phone", "call 916 555 0100", TELEPHONE, {}),
            ("zip_code", "9581", ZIP, {}),
            ("state", "XX", "Choose the state from the list", {}),
            ("password", "", "Enter your password", {}),
            ("new_password", "", "Enter a new password", {}),
            ("code", "", "Enter the code", {}),
            ("code", "12345", SIX, {}),
            ("code", "1234567", SIX, {}),
            ("code", "12345x", SIX, {}),
            ("code", "12345\u0663", SIX, {}),
        ],
    )
    def test_each_wrong_answer_has_its_sentence(
        self, field: str, typed: str, message: str, facts: Mapping[str, object]
    ) -> None:
        assert errors(**{field: typed}) == [(field, message, facts)]

    def test_what_the_whole_form_says_stands_at_the_field_that_it_names_or_at_the_first(self) -> None:
        assert errors(name="wrong") == [("name", "The name is wrong", {"field": "line", "sign": "w"})]
        assert errors(name="odd") == [("name", "Enter another name", {})]

    def test_there_is_one_error_for_each_field_in_the_order_of_the_form(self) -> None:
        found = errors(code="", name="", day_month="", day_day="", day_year="", kinds=("a", "b"), email="")
        assert [field for field, _message, _facts in found] == ["name", "email", "code", "day"]

    def test_a_new_password_that_is_weak_is_told_why(self) -> None:
        ((field, message, _facts),) = errors(new_password="short")
        assert field == "new_password"
        assert message

    def test_an_unknown_field_and_one_that_came_twice_are_no_answers(self) -> None:
        assert refusal(other="x") == (ErrorKind.BAD_REQUEST, "FIELD_UNKNOWN")
        for name in ("name", "day_month", "end_year"):
            assert refusal(**{name: ("a", "b")}) == (ErrorKind.BAD_REQUEST, "FIELD_REPEATED")


class TestWhatAFieldIsMadeOf:
    def test_a_field_says_what_is_missing_what_will_not_do_and_what_it_is_without_an_answer(self) -> None:
        class Made(FormModel):
            must: str = entry("Fill this in")
            short: str = entry("Fill this in", invalid="Too long", max_length=3, default="x")
            may: str = entry("", optional=True)
            may_be_seven: int = entry("A number", optional=True, default=7)

        made = validate(Made, PostedForm({"must": "y"}))
        assert made == Made(must="y", short="x", may="", may_be_seven=7)
        with pytest.raises(InvalidFormError) as told:
            validate(Made, PostedForm({"may_be_seven": "x"}))
        assert told.value.errors == (FieldError("must", "Fill this in"), FieldError("may_be_seven", "A number"))
        with pytest.raises(InvalidFormError) as told:
            validate(Made, PostedForm({"must": "y", "short": "four"}))
        assert told.value.errors == (FieldError("short", TOO_LONG, {"max_length": 3}),)

        class Numbered(FormModel):
            low: int = entry("Fill this in", invalid="Too low", ge=3)

        with pytest.raises(InvalidFormError) as told:
            validate(Numbered, PostedForm({"low": "2"}))
        assert told.value.errors == (FieldError("low", "Too low"),)


class TestWhatIsKept:
    @pytest.mark.parametrize(
        ("field", "typed", "kept"),
        [
            ("name", "  Ana\u202e Maria ", "Ana Maria"),
            ("line", "", ""),
            ("email", " ana@schül.example ", "ana@xn--schl-2ra.example"),
            ("phone", "916.555.0100", "(916) 555-0100"),
            ("phone", "1 (916) 555-0100", "(916) 555-0100"),
            ("phone", "+1 916 555 0100", "(916) 555-0100"),
            ("phone", "916 555 0100 ext. 12", "(916) 555-0100 ext. 12"),
            ("phone", "916 555 0100, x12", "(916) 555-0100 ext. 12"),
            ("phone", "9165550100#123456", "(916) 555-0100 ext. 123456"),
            ("phone", "+44  20 7946 0000", "+44 20 7946 0000"),
            ("phone", "+44 20 7946 0000 Extension: 7", "+44 20 7946 0000 ext. 7"),
            ("phone", "+12345678", "+12345678"),
            ("phone", "+123456789012345", "+123456789012345"),
            ("phone", "+9165550100", "+9165550100"),
            ("phone", "", ""),
            ("zip_code", "95814 1234", "95814-1234"),
            ("zip_code", "95814", "95814"),
            ("zip_code", "", ""),
            ("state", "ca", "CA"),
            ("state", "", ""),
            ("password", "  a pass ", "  a pass "),
            ("code", "123 456", "123456"),
            ("kinds", "a", ("a",)),
            ("kinds", ("a", "b"), ("a", "b")),
            ("number", "7", 7),
        ],
    )
    def test_an_answer_is_kept_in_one_way_of_writing(self, field: str, typed: Any, kept: object) -> None:
        assert getattr(read(**{field: typed}), field) == kept

    def test_the_portals_own_fields_are_no_answers(self) -> None:
        assert read(csrf="a", operation="b", version="c") == read()


class TestSigns:
    def test_signs_that_html_forbids_are_shown_as_replaced(self) -> None:
        assert showable("a\x00b\ud800c\ufdd0d\n\r\t") == "a\ufffdb\ufffdc\ufffdd\n\r\t"

    @pytest.mark.parametrize(
        "code", [0x00, 0x1F, 0x7F, 0x9F, 0xD800, 0xFDD0, 0xFDEF, 0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF]
    )
    def test_controls_halves_of_pairs_and_noncharacters_are_forbidden(self, code: int) -> None:
        assert is_forbidden(chr(code))

    @pytest.mark.parametrize("code", [0x09, 0x0A, 0x0D, 0x20, 0xA0, 0xFDCF, 0xFDF0, 0xFFFD, 0xFFFC, 0x10000, 0x200D])
    def test_others_are_not(self, code: int) -> None:
        assert not is_forbidden(chr(code))


def translate(message: str, facts: Mapping[str, object]) -> str:
    return f"<{message % facts}>"


class TestShown:
    ERRORS = (
        FieldError("name", "Wrong %(sign)s", {"sign": "x"}),
        FieldError("birth_date", "No date"),
        FieldError("given_on", "No day"),
        FieldError("", "The whole form"),
    )
    VALUES = {"name": "A\x00na", "birth_date_month": "3", "given_on": date(2026, 3, 1), "count": 3}  # noqa: RUF012

    def shown(self) -> ShownForm:
        return ShownForm(self.VALUES, self.ERRORS, translate)

    def test_a_field_is_shown_as_typed_with_its_error(self) -> None:
        shown = self.shown()
        assert shown.field("name") == ShownField("name", "name", "A\ufffdna", "<Wrong x>")
        assert shown.field("birth_date") == ShownField("birth_date", "birth-date", "", "<No date>")
        assert shown.field("other_one") == ShownField("other_one", "other-one", "", None)
        assert (shown.value("count"), shown.value("none")) == (3, "")

    def test_the_summary_leads_to_each_field_and_to_the_first_box_of_a_date(self) -> None:
        assert self.shown().errors == [
            ShownError("name", "<Wrong x>", None),
            ShownError("birth-date-month", "<No date>", None),
            ShownError("given-on-month", "<No day>", None),
            ShownError("main", "<The whole form>", None),
        ]

    def test_an_error_at_a_field_that_is_not_shown_has_no_link(self) -> None:
        shown = self.shown()
        shown.field("name")
        again = shown.for_second_rendering()
        assert again
        assert again.unshown == {"birth_date", "given_on"}
        assert [error.field_id for error in again.errors] == ["name", "", "", "main"]
        assert (again.values, again.field_errors) == (shown.values, shown.field_errors)
        again.field("name")
        assert again.for_second_rendering() is None

    def test_a_form_that_shows_all_its_errors_stays_as_it_is(self) -> None:
        shown = self.shown()
        for name in ("name", "birth_date", "given_on"):
            shown.field(name)
        assert shown.for_second_rendering() is None

    def test_known_answers_are_shown_with_dates_in_three_boxes(self) -> None:
        assert to_form_values({"day": date(2026, 3, 1), "none": None, "name": "Ana", "end": date(2026, 4, 2)}) == {
            "day": date(2026, 3, 1), "day_month": "3", "day_day": "1", "day_year": "2026", "none": "", "name": "Ana",
            "end": date(2026, 4, 2), "end_month": "4", "end_day": "2", "end_year": "2026",
        }  # fmt: skip


def posted_refusal(body: bytes) -> tuple[ErrorKind, str]:
    with pytest.raises(PortalError) as refused:
        read_posted(body)
    return refused.value.kind, refused.value.code


class TestPosted:
    def test_single_values_are_text_and_repeated_ones_a_list(self) -> None:
        read = read_posted(b"a=1&b=&c=x&c=y&d=%C3%A9")
        assert read.values == {"a": "1", "b": "", "c": ("x", "y"), "d": "é"}
        assert [read.text(name) for name in ("a", "b", "c", "none")] == ["1", "", "", ""]

    def test_what_is_no_form_is_refused_by_its_fault(self) -> None:
        unreadable = (ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
        assert posted_refusal(b"a=\xff") == posted_refusal(b"a=%FF") == unreadable
        assert posted_refusal(b"&".join([b"a=1"] * 201)) == unreadable
        assert posted_refusal(b"csrf=a&csrf=b") == (ErrorKind.BAD_REQUEST, "FIELD_REPEATED")
        assert posted_refusal(b"a" * (MAX_BODY_BYTES + 1)) == (ErrorKind.TOO_LARGE, "FORM_TOO_LARGE")
        assert read_posted(b"a=" + b"x" * (MAX_BODY_BYTES - 2)).values

    def test_what_was_typed_is_shown_again_with_what_cannot_be_read_replaced(self) -> None:
        typed = what_was_typed(b"a=\xff&b=%FF&c=&csrf=1&csrf=2")
        assert typed
        assert typed.values == {"a": "\ufffd", "b": "\ufffd", "c": "", "csrf": ("1", "2")}
        assert what_was_typed(b"&".join([b"a=1"] * 201)) is None
        assert what_was_typed(b"a=" + b"x" * (512 * 1024 - 2))
        assert what_was_typed(b"a=" + b"x" * (512 * 1024 - 1)) is None

    @staticmethod
    def asked(headers: dict[str, str], query: dict[str, list[str]] | None = None) -> Request:
        event = {
            "multiValueQueryStringParameters": query, "headers": headers, "pathParameters": {}, "body": "",
            "isBase64Encoded": False, "stageVariables": {},
            "requestContext": {"httpMethod": "GET", "resourcePath": "/", "path": "/"},
        }  # fmt: skip
        return Request(event)

    @pytest.mark.parametrize(
        ("headers", "query", "code"),
        [
            ({}, None, ""),
            ({}, {"q": ["x" * 2046]}, ""),
            ({}, {"q": ["x" * 2047]}, "ADDRESS_TOO_LONG"),
            ({}, {"q": ["x" * 1000, "y" * 1100]}, "ADDRESS_TOO_LONG"),
            ({"cookie": "c" * 8192}, None, ""),
            ({"cookie": "c" * 8193}, None, "HEADERS_TOO_LARGE"),
            ({"other": "x" * (16 * 1024 - len("other: \r\n"))}, None, ""),
            ({"other": "x" * (16 * 1024 - len("other: \r\n") + 1)}, None, "HEADERS_TOO_LARGE"),
            ({"one": "x" * 9000, "two": "x" * 9000}, None, "HEADERS_TOO_LARGE"),
        ],
    )
    def test_address_cookies_and_headers_have_a_length(
        self, headers: dict[str, str], query: dict[str, list[str]] | None, code: str
    ) -> None:
        told, kind = "", ErrorKind.HEADERS_TOO_LARGE
        try:
            require_modest(self.asked(headers, query))
        except PortalError as refused:
            told, kind = refused.code, refused.kind
        assert told == code
        assert kind is (ErrorKind.BAD_REQUEST if code == "ADDRESS_TOO_LONG" else ErrorKind.HEADERS_TOO_LARGE)


BOUNDARY = 'multipart/form-data; charset=x; boundary="b 1"'


def body_of(*parts: tuple[str, bytes], end: bytes = b"--b 1--\r\n") -> bytes:
    return b"".join(b"--b 1\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n" for head, content in parts) + end


def field(name: str, more: str = "") -> str:
    return f'Content-Disposition: form-data; name="{name}"{more}'


class TestFormsWithFiles:
    def test_a_file_comes_as_its_bytes_and_as_its_text(self) -> None:
        head = field("list", '; filename="a.csv"') + "\r\nContent-Type: text/csv"
        body = body_of(
            (field("a"), "é".encode()), (field("c"), b"1"), (field("c"), b"2"), (head, b"\xef\xbb\xbfx\r\ny")
        )
        posted = read_with_files(body, BOUNDARY)
        assert posted.values == {"a": "é", "c": ("1", "2"), "list": "x\r\ny"}
        assert posted.files == {"list": b"\xef\xbb\xbfx\r\ny"}

    @pytest.mark.parametrize("kind", ["multipart/form-data; boundary=b", "multipart/form-data;BOUNDARY=b;x=y"])
    def test_the_boundary_may_stand_without_quotation_marks(self, kind: str) -> None:
        body = b'--b\r\ncontent-disposition : form-data;  name="a"\r\n\r\n1\r\n--b--'
        assert read_with_files(body, kind).values == {"a": "1"}

    def test_a_file_of_an_older_spreadsheet_is_read_in_its_letters(self) -> None:
        for more in ('; filename="a"', "; filename*=utf-8''a"):
            posted = read_with_files(body_of((field("a", more), b"Pe\xf1a \x81")), BOUNDARY)
            assert posted.values == {"a": "Peña \ufffd"}

    @pytest.mark.parametrize(
        ("body", "kind"),
        [
            (body_of((field("a"), b"\xff")), BOUNDARY),
            (body_of((field("a"), b"1")), "multipart/form-data"),
            (body_of((field("a"), b"1")), BOUNDARY + "; x=é"),
            (body_of((field("a"), b"1")), BOUNDARY.replace("b 1", "b" * 71)),
            (body_of((field("a"), b"1"), end=b""), BOUNDARY),
            (body_of((field("a"), b"1"), end=b"--b 1"), BOUNDARY),
            (body_of(), BOUNDARY),
            (b"", BOUNDARY),
            (body_of(("Content-Type: text/plain", b"1")), BOUNDARY),
            (body_of(("Content-Disposition: form-data", b"1")), BOUNDARY),
            (body_of((field("a") + "\r\nContent-Type: multipart/mixed", b"1")), BOUNDARY),
            (body_of(((field("a") + "\r\nX: ").ljust(4095, "x"), b"1")), BOUNDARY),
            (body_of(*[(field(f"a{number}"), b"1") for number in range(201)]), BOUNDARY),
            (b"--b 1\r\n" + field("a").encode() + b"\r\n--b 1--", BOUNDARY),
        ],
    )
    def test_what_is_no_such_form_is_unreadable(self, body: bytes, kind: str) -> None:
        with pytest.raises(PortalError) as refused:
            read_with_files(body, kind)
        assert (refused.value.kind, refused.value.code) == (ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")

    def test_two_hundred_fields_and_a_head_of_four_kilobytes_are_read(self) -> None:
        many = body_of(*[(field(f"a{number}"), b"1") for number in range(200)])
        assert len(read_with_files(many, BOUNDARY).values) == 200
        head = field("a") + "\r\nX: "
        assert read_with_files(body_of((head + "x" * (4094 - len(head)), b"1")), BOUNDARY).values == {"a": "1"}
        odd = body_of((field("a"), b"1")).replace(b"form-data;", b"form-data; x=\xff;")
        assert read_with_files(odd, BOUNDARY).values == {"a": "1"}

    @pytest.mark.parametrize("twice", [field("csrf"), field("operation"), field("list", '; filename="a"')])
    def test_a_field_of_the_portals_own_or_a_file_comes_once(self, twice: str) -> None:
        with pytest.raises(PortalError, match="FIELD_REPEATED"):
            read_with_files(body_of((twice, b"1"), (twice, b"2")), BOUNDARY)

    def test_a_form_with_a_file_has_a_length(self) -> None:
        body = body_of((field("a"), b"1"))
        assert read_with_files(body, BOUNDARY, len(body)).values == {"a": "1"}
        with pytest.raises(PortalError) as refused:
            read_with_files(body, BOUNDARY, len(body) - 1)
        assert (refused.value.kind, refused.value.code) == (ErrorKind.TOO_LARGE, "FILE_TOO_LARGE")
