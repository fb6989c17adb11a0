"""The fields that every form about a person shares: name, e-mail address, telephone, address, new password."""

import re
from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from chalicelib.actions.accounts.one_time_codes import digits_of
from chalicelib.actions.accounts.password_policy import weakness
from chalicelib.domain.mail_domains import mailable
from chalicelib.law.marking import N_
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import OptionalText, Text, problem
from chalicelib.web.wording.states import STATES

ONE_LINE = N_("Write this on one line")
_ZIP = re.compile(r"([0-9]{5})(?:[- ]?([0-9]{4}))?")
_PHONE = re.compile(r"\+?[0-9()./ -]+")
_EXTENSION = re.compile(r"(?:extension|ext\.?|x\.?|#)[ :]{0,3}([0-9]{1,6})", re.IGNORECASE)
_US_DIGITS = 10
_NO_AREA_CODE = "01"  # what no area code begins with (North American Numbering Plan)
_ABROAD = range(8, 16)  # digits of a number of another country, with its code (ITU-T E.164)
_STATES = frozenset(code for code, _name in STATES)
_CODE_DIGITS = 6


def _one_line(text: str) -> str:
    if "\n" in text or "\r" in text or "\t" in text:
        raise problem(ONE_LINE)
    return text


def _email(text: str) -> str:
    if not text:
        raise PydanticCustomError("missing", "missing")
    before = text.rpartition("@")[0]
    foreign = next((letter for letter in before if letter.isalpha() and not letter.isascii()), "")
    if foreign:
        raise problem(N_("Our mail cannot reach an address with “%(sign)s” before the @. Enter another"), sign=foreign)
    if before.startswith(".") or before.endswith(".") or ".." in before:
        raise problem(N_("Before the @, a dot can only be between two other characters. Check the address"))
    address = mailable(text)
    if not address:
        raise problem(N_("Enter an email address in the form name@example.org"))
    return address


def _zip_code(text: str) -> str:
    parts = _ZIP.fullmatch(text)
    if not parts or not parts[1].strip("0"):
        raise problem(N_("Enter a ZIP code of 5 digits, for example 95814"))
    return "-".join(part for part in parts.groups() if part)


def _state(text: str) -> str:
    if text.upper() not in _STATES:
        raise problem(N_("Choose the state from the list"))
    return text.upper()


def _phone(text: str) -> str:
    """The one rule for every phone number: 10 digits with an area code that can be, or a number of another country that
    begins with +; and an extension ("x12", "ext. 12", "#12")."""
    found = next((each for each in _EXTENSION.finditer(text) if each.end() == len(text)), None)
    extension = found[1] if found else ""
    typed = (text[: found.start()] if found else text).rstrip(" ,;")
    typed = typed if _PHONE.fullmatch(typed) else ""
    digits = "".join(filter(str.isdigit, typed))
    home = digits.removeprefix("1") if len(digits) == _US_DIGITS + 1 else "" if typed.startswith("+") else digits
    if len(home) == _US_DIGITS and home[0] not in _NO_AREA_CODE:
        number = f"({home[:3]}) {home[3:6]}-{home[6:]}"
    elif typed.startswith("+") and len(digits) in _ABROAD:
        number = " ".join(typed.split())
    else:
        raise problem(N_("Enter a phone number of 10 digits, for example 916 555 0100 or 916 555 0100 ext. 12"))
    return f"{number} ext. {extension}" if extension else number


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
OptionalZipCode = Annotated[OptionalText, AfterValidator(lambda text: _zip_code(text) if text else "")]
State = Annotated[Text, AfterValidator(_state)]
OptionalState = Annotated[OptionalText, AfterValidator(lambda text: _state(text) if text else "")]
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
