"""The fields that every form about a person shares: name, e-mail address, telephone, address, new password."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from chalicelib.actions.accounts.one_time_codes import digits_of
from chalicelib.actions.accounts.password_policy import weakness
from chalicelib.domain.mail_domains import is_email_address
from chalicelib.law.marking import N_
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import OptionalText, Text, problem

_ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
_PHONE_SIGNS = re.compile(r"[0-9()+. -]+")
_US_DIGITS = 10
_CODE_DIGITS = 6


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text or "\t" in text:
        raise problem(N_("Write this on one line"))
    return text


def _email(text: str) -> str:
    if not text:
        raise PydanticCustomError("missing", "missing")
    if not is_email_address(text):
        raise problem(N_("Enter an email address in the form name@example.org"))
    return text


def _zip_code(text: str) -> str:
    if not _ZIP.fullmatch(text):
        raise problem(N_("Enter a ZIP code of 5 digits, for example 95814"))
    return text


def _phone(text: str) -> str:
    digits = "".join(letter for letter in text if letter in "0123456789")
    digits = digits[1:] if len(digits) == _US_DIGITS + 1 and digits.startswith("1") else digits
    if len(digits) != _US_DIGITS or not _PHONE_SIGNS.fullmatch(text):
        raise problem(N_("Enter a phone number of 10 digits, for example 916 555 0100"))
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"


def _new_password(text: str) -> str:
    if not text:
        raise PydanticCustomError("missing", "missing")
    code = weakness(text)
    if code:
        raise problem(SENTENCES[code])
    return text


def _password(text: str) -> str:
    if not text:
        raise PydanticCustomError("missing", "missing")
    return text


def _six_digits(text: str) -> str:
    if not text:
        raise PydanticCustomError("missing", "missing")
    digits = digits_of(text)
    if len(digits) != _CODE_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise problem(N_("Type the six digits of the code, for example 123 456"))
    return digits


Line = Annotated[Text, AfterValidator(_one_line)]
OptionalLine = Annotated[OptionalText, AfterValidator(_one_line)]
EmailAddress = Annotated[str, StringConstraints(max_length=320), AfterValidator(_email)]
ZipCode = Annotated[Text, AfterValidator(_zip_code)]
Phone = Annotated[Text, AfterValidator(_phone)]
OptionalPhone = Annotated[OptionalText, AfterValidator(lambda text: _phone(text) if text else "")]
NewPassword = Annotated[str, StringConstraints(strip_whitespace=False), AfterValidator(_new_password)]
Password = Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024), AfterValidator(_password)]
OptionalPassword = Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)]
OneTimeCode = Annotated[OptionalText, AfterValidator(_six_digits)]
Token = Annotated[str, StringConstraints(max_length=200)]

ENTER_CODE = N_("Enter the six digits that your app shows")
ENTER_EMAIL = N_("Enter your email address")
ENTER_FIRST_NAME = N_("Enter your first name")
ENTER_LAST_NAME = N_("Enter your last name")
ENTER_NEW_PASSWORD = N_("Choose a password of at least 15 characters")
ENTER_PASSWORD = N_("Enter your password")
