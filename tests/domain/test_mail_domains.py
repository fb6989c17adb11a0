"""Which addresses mail can be sent to, and which domains can show that a person works at a school."""

import pytest

from chalicelib.domain.mail_domains import domain_of_email, domain_of_website, mailable

AT_SCHOOL, OFFICE = "@school.example", "office@"


@pytest.mark.parametrize(
    ("letters", "is_taken"), [(64, True), (65, False)], ids=["the longest before the @", "one letter more"]
)
def test_what_stands_before_the_at_has_a_length(letters: int, *, is_taken: bool) -> None:
    assert bool(mailable("a" * letters + AT_SCHOOL)) is is_taken


@pytest.mark.parametrize(("length", "is_taken"), [(254, True), (255, False)])
def test_a_whole_address_has_a_length(length: int, *, is_taken: bool) -> None:
    labels = ".".join(letter * 58 for letter in "bcde")
    address = f"ana@{labels}.{'f' * (length - len(labels) - len('ana@..fg'))}.fg"
    assert len(address) == length
    assert bool(mailable(address)) is is_taken


@pytest.mark.parametrize("text", ["", "ana", "ana@", f"ana@home{AT_SCHOOL}", "ana@" + "ü" * 80 + ".example"])
def test_what_no_mail_can_be_sent_to_is_no_address(text: str) -> None:
    assert mailable(text) == ""


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        (f"office{AT_SCHOOL}", "school.example"),
        (OFFICE + "District.K12.CA.US", "district.k12.ca.us"),
        (f"office{AT_SCHOOL}.", "school.example"),
        (f"a@b{AT_SCHOOL}", "school.example"),
        ("@school.example", "school.example"),
        ("school.example", ""),
        ("office@school", ""),
        (OFFICE + "gmail.com", ""),
        (OFFICE + "mail.google.com", ""),
        (OFFICE + "GMAIL.COM", ""),
        (OFFICE + "notgmail.com", "notgmail.com"),
        ("office@.school.example", ""),
        ("", ""),
    ],
)
def test_the_domain_of_an_address_unless_anyone_can_have_one_there(address: str, domain: str) -> None:
    assert domain_of_email(address) == domain


@pytest.mark.parametrize(
    ("website", "domain"),
    [
        ("https://www.school.example/home?x=http://other.example", "school.example"),
        ("http://school.example", "school.example"),
        (" SCHOOL.example/ ", "school.example"),
        ("school.example/a/b", "school.example"),
        ("school.example?page=1?2", "school.example"),
        ("school.example?to=other.example:80", "school.example"),
        ("https://school.example:8443:1/home", "school.example"),
        ("https://ftp.www.example", "ftp.www.example"),
        ("https://sites.google.com/school", ""),
        ("https://our-school.weebly.com", ""),
        ("not a website", ""),
        ("", ""),
    ],
)
def test_the_domain_of_a_website_unless_anyone_can_have_a_page_there(website: str, domain: str) -> None:
    assert domain_of_website(website) == domain
