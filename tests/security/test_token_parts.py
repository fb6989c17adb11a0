"""What tokens, cookies, codes and cursors are made of, one rule at a time: S-22 to S-28, S-33, S-34, S-40."""

import string
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import pytest

from chalicelib.actions.accounts.mailed_codes import code_from, in_groups, is_same_code
from chalicelib.actions.accounts.one_time_codes import code_at, digits_of, matching_step, secret_text, set_up_link
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.ids import NotANumberError, format_check_code, is_check_code, read_check_code
from chalicelib.runtime import envelope, secret_keys
from chalicelib.runtime.envelope import SealBrokenError, decrypt, decrypt_token, encrypt, needs_rewrap
from chalicelib.runtime.origin_keys import READ_AGAIN_AFTER_SECONDS, OriginKeys
from chalicelib.runtime.secret_keys import KeyRing, MissingKeyError, keys_of, newest_key, secret_key
from chalicelib.runtime.settings import Settings
from chalicelib.storage.list_pages import ListPage, Place
from chalicelib.storage.tokens import Link, LinkPurpose, address_of, token_key
from chalicelib.web.http.cookies import SESSION, SessionPointer, clear_cookie, read_cookies, set_cookie
from chalicelib.web.http.csrf import comes_from_elsewhere, csrf_token, is_genuine
from chalicelib.web.http.list_links import Listing, links_of, place_asked, start_of

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
OURS = "https://exemptions.example.org"


class TestWhereARequestComesFrom:
    @pytest.mark.parametrize(
        ("headers", "from_elsewhere"),
        [
            ({}, False),
            ({"sec-fetch-site": "same-origin"}, False),
            ({"sec-fetch-site": "none"}, False),
            ({"sec-fetch-site": "same-site"}, True),
            ({"sec-fetch-site": "cross-site"}, True),
            ({"sec-fetch-site": "cross-site", "origin": OURS}, True),
            ({"sec-fetch-site": "same-origin", "origin": "https://other.example"}, False),
            ({"origin": OURS}, False),
            ({"origin": "null"}, False),
            ({"origin": "https://other.example"}, True),
            ({"origin": "https://other.example", "host": "portal.example"}, True),
            ({"origin": "https://portal.example", "host": "portal.example"}, False),
            ({"origin": "http://portal.example", "host": "portal.example"}, False),
            ({"origin": "ftp://portal.example", "host": "portal.example"}, True),
            ({"origin": "https://"}, False),
            ({"origin": "https://XXXX"}, True),
        ],
    )
    def test_the_browsers_word_counts_and_its_silence_is_left_to_the_token(
        self, headers: Mapping[str, str], *, from_elsewhere: bool
    ) -> None:
        assert comes_from_elsewhere(headers) is from_elsewhere

    def test_a_token_is_of_one_session_and_of_no_blank_one(self) -> None:
        assert is_genuine(csrf_token("one"), "one")
        assert not is_genuine(csrf_token("one"), "other")
        assert not is_genuine(csrf_token(""), "")
        assert not is_genuine("", "one")


class TestCookies:
    def test_a_language_is_kept_for_a_year_and_everything_else_ends_with_the_browser(self) -> None:
        kept = "__Host-lang=es; Path=/; Secure; HttpOnly; SameSite=Lax"
        assert set_cookie("__Host-lang", "es", lasting=True) == f"{kept}; Max-Age=31536000"
        assert set_cookie("__Host-lang", "es") == kept
        assert clear_cookie(SESSION) == "__Host-session=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"

    def test_of_a_header_that_is_too_long_the_language_alone_is_read(self) -> None:
        long = f"a={'x' * 9000}; __Host-session=s; __Host-lang=es; b=c"
        assert read_cookies(long) == {"__Host-lang": "es"}
        assert read_cookies(f"a={'x' * 9000}") == {}
        assert read_cookies(f"a={'x' * 9000}; __Host-lang={'e' * 50}") == {"__Host-lang": "e" * 27}
        assert read_cookies("__Host-session=s; __Host-lang=es") == {"__Host-session": "s", "__Host-lang": "es"}

    def test_a_session_cookie_is_renewed_once_it_is_older_than_a_minute(self) -> None:
        pointer = SessionPointer("a", "s", 1, NOW, NOW)
        assert not pointer.is_due_for_renewal(NOW + timedelta(minutes=1))
        assert pointer.is_due_for_renewal(NOW + timedelta(minutes=1, seconds=1))


class TestCodes:
    def test_a_mailed_code_has_five_bits_of_the_hash_in_each_letter(self) -> None:
        number = sum(value << (5 * place) for place, value in enumerate((0, 1, 10, 17, 18, 19, 20, 21, 22, 26, 27, 31)))
        assert code_from(f"{number:x}", 12) == "01AHJKMNPTVZ"
        assert code_from(f"{number:x}", 4) == "01AH"

    def test_a_mailed_code_is_printed_in_groups(self) -> None:
        assert in_groups("7KQ2M9XD04RT", 4) == "7KQ2-M9XD-04RT"
        assert in_groups("7KQ2M", 4) == "7KQ2-M"

    @pytest.mark.parametrize("typed", ["7K10-11XD", "7kio 1lxd", " 7K1O-IL xd\n", "7K10--11XD"])
    def test_a_mailed_code_is_known_however_it_is_typed(self, typed: str) -> None:
        assert is_same_code(typed, "7K1011XD")

    @pytest.mark.parametrize("typed", ["", "7K1011X", "7K1011XDD", "7K1011XE", "XX7K1011XD", "7KX1011XD"])
    def test_another_code_is_another(self, typed: str) -> None:
        assert not is_same_code(typed, "7K1011XD")

    def test_the_digits_of_an_app_are_read_with_spaces_hyphens_and_full_width(self) -> None:
        assert digits_of(" 123-456 ") == digits_of("123 456") == digits_of("\uff11\uff12\uff13456") == "123456"

    def test_an_apps_key_is_base32_in_groups_and_its_link_names_the_person_and_the_portal(self) -> None:
        seed = bytes(range(20))
        assert secret_text(seed) == "AAAQ EAYE AUDA OCAJ BIFQ YDIO B4IB CEQT"
        assert secret_text(b"1234567")[-1] != "="
        link = urlsplit(set_up_link(seed, "ana@example.org"))
        assert link.path == "/Exemption%20Portal:ana%40example.org"
        assert dict(parse_qsl(link.query)) == {
            "secret": secret_text(seed).replace(" ", ""),
            "issuer": "Exemption Portal",
        }

    def test_a_code_of_an_app_holds_for_its_half_minute_and_the_ones_beside_it(self) -> None:
        seed = bytes(range(20))
        code = code_at(seed, NOW)
        step = int(NOW.timestamp()) // 30
        found = [matching_step(seed, code, NOW + timedelta(seconds=seconds)) for seconds in (-60, -30, 0, 30, 60)]
        assert found == [None, step, step, step, None]

    def test_a_check_code_is_read_from_letters_groups_or_the_whole_address(self) -> None:
        code = string.ascii_lowercase
        assert format_check_code(code) == "-".join(("ABCD", "EFGH", "IJKL", "MNOP", "QRST", "UVWX", "YZ"))
        for typed in (format_check_code(code), f"https://portal.example/check/{code}/ ", f"X/{code}", code.upper()):
            assert read_check_code(typed) == code
        assert is_check_code(code)
        assert not is_check_code(code[1:])
        assert not is_check_code("")

    def test_a_number_that_is_none_says_why(self) -> None:
        assert str(NotANumberError("NUMBER_CHECK")) == NotANumberError("NUMBER_CHECK").reason == "NUMBER_CHECK"


class TestKeys:
    @pytest.fixture
    def stored(self, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
        stored = {f"seal@{number}": f"{number:02x}" * 32 for number in (10, 2)} | {"seal": "ff" * 32, "link": "ee" * 32}
        monkeypatch.setattr(secret_keys, "key_ring", lambda: KeyRing(lambda: stored))
        return stored

    def test_the_newest_key_is_that_of_the_highest_number(self, stored: dict[str, str]) -> None:
        assert list(keys_of("seal")) == ["1", "2", "10"]
        assert newest_key("seal") == ("10", b"\x0a" * 32)
        assert keys_of("link") == {"1": b"\xee" * 32}
        assert secret_key("seal") == bytes.fromhex(stored["seal"])

    @pytest.mark.usefixtures("stored")
    def test_a_purpose_without_a_key_is_named(self) -> None:
        for asked in (secret_key, keys_of):
            with pytest.raises(MissingKeyError, match=r"^csrf$"):
                asked("csrf")

    def test_what_an_older_key_sealed_opens_and_is_due_to_be_sealed_anew(self, stored: dict[str, str]) -> None:
        sealed = encrypt(b"a seed", context="c")
        assert not needs_rewrap(sealed)
        stored["seal@11"] = "0b" * 32
        assert needs_rewrap(sealed)
        assert decrypt(sealed, context="c") == b"a seed"
        del stored["seal@10"]
        with pytest.raises(SealBrokenError):
            decrypt(sealed, context="c")

    def test_the_key_service_renews_by_itself_unless_its_key_has_another_name(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(envelope, "settings", lambda: Settings(seal_key="new"))
        assert needs_rewrap("k1.text") is False
        monkeypatch.setattr(envelope, "settings", lambda: Settings(seal_key="new", seal_key_before="old"))
        assert needs_rewrap("k1.text") is True

    def test_what_a_key_of_the_service_cannot_open_its_former_key_is_asked_for(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[dict[str, Any]] = []

        class Kms:
            exceptions = SimpleNamespace(InvalidCiphertextException=KeyError, IncorrectKeyException=LookupError)

            def decrypt(self, **said: Any) -> dict[str, bytes]:
                asked.append(said)
                if said["KeyId"] == "new":
                    raise LookupError
                return {"Plaintext": b"a seed"}

        monkeypatch.setattr(envelope, "settings", lambda: Settings(seal_key="new", seal_key_before="old"))
        monkeypatch.setattr(envelope, "_kms", Kms)
        assert decrypt("k1.dGV4dA", context="c") == b"a seed"
        assert [each["KeyId"] for each in asked] == ["new", "old"]
        assert {each["CiphertextBlob"] for each in asked} == {b"text"}

    @pytest.mark.parametrize("text", ["1.a b", "1.a+b/", "1.!", "1", "", "x.AAAA"])
    def test_a_text_that_is_none_of_ours_opens_nothing(self, text: str) -> None:
        with pytest.raises(SealBrokenError):
            decrypt_token(text)

    def test_a_secret_of_the_front_is_read_again_half_a_minute_later_at_the_earliest(self) -> None:
        secrets, seconds, reads = {"A": f" {'a' * 32}\n", "B": "b" * 31}, [100.0], list[str]()

        def fetch(name: str) -> str:
            reads.append(name)
            return secrets[name]

        known = OriginKeys(("A", "B"), fetch, lambda: seconds[0])
        assert known.include("a" * 32)
        assert reads == ["A", "B"]
        assert known.include("a" * 32)
        assert reads == ["A", "B"]
        secrets["B"] = "b" * 32
        seconds[0] += READ_AGAIN_AFTER_SECONDS - 1
        assert not known.include("b" * 32)
        assert reads == ["A", "B"]
        seconds[0] += 1
        assert known.include("b" * 32)
        assert known.include("a" * 32)
        assert not known.include("")
        assert reads == ["A", "B", "A", "B"]

    def test_a_secret_of_the_front_that_was_never_filled_is_none(self) -> None:
        known = OriginKeys(("A",), lambda _name: "a" * 31, lambda: 0.0)
        assert not known.include("a" * 31)
        assert not known.include("")


class TestMailedLinks:
    ITEM: ClassVar = {
        "purpose": "r", "account_id": "a" * 26, "email": "ana@example.org", "digest": "d", "expires": 9, "used": False,
    }  # fmt: skip

    def test_a_link_is_read_whole_and_an_older_one_names_no_one_who_invited(self) -> None:
        read = Link.of(self.ITEM)
        assert read == Link(LinkPurpose.RESET_PASSWORD, "a" * 26, "ana@example.org", "d", 9, used=False, invited_by="")
        assert Link.of({**self.ITEM, "used": True, "invited_by": "ben"}).invited_by == "ben"
        assert address_of(self.ITEM) == "ana@example.org"

    def test_links_of_two_purposes_are_kept_apart(self) -> None:
        keys = {token_key(f"{purpose}{'a' * 26}{'0' * 64}") for purpose in LinkPurpose}
        assert len(keys) == len(LinkPurpose)


class TestCursors:
    LISTING = Listing("/schools/list", {"grade": "K", "sort": "name"}, part="rows")
    PAGE = ListPage(["a", "b", "c"], 26, Place(("k1", "k2"), 25, backwards=True), Place(("k3-of-a-child",), 28))

    @staticmethod
    def asks(person: str = "ana", **query: str) -> Any:
        ctx = SimpleNamespace(now=NOW, person=SimpleNamespace(id=person), new_id=lambda: "i" * 26)
        return SimpleNamespace(query=query, ctx=ctx)

    def test_the_links_below_a_page_lead_to_the_places_beside_it(self) -> None:
        links = links_of(self.asks(), self.LISTING, self.PAGE, count=90)
        assert (links.first, links.last, links.all) == (26, 28, 90)
        for url, place in ((links.previous_url, self.PAGE.previous), (links.next_url, self.PAGE.next)):
            parts = urlsplit(url)
            asked = dict(parse_qsl(parts.query))
            assert (parts.path, parts.fragment) == ("/schools/list", "rows")
            cursor = asked.pop("page")
            assert asked == self.LISTING.filters
            assert place_asked(self.asks(page=cursor), self.LISTING) == place
            assert place_asked(self.asks(), self.LISTING, cursor) == place
        assert links.next_cursor in links.next_url

    def test_a_list_of_one_page_has_no_links(self) -> None:
        links = links_of(self.asks(), Listing("/list"), ListPage(["a"], 1, None, None))
        assert (links.previous_url, links.next_url, links.next_cursor, links.all) == ("", "", "", 0)
        assert (links.first, links.last) == (1, 1)

    def test_the_first_page_has_the_address_of_the_list(self) -> None:
        assert start_of(Listing("/list")) == "/list"
        assert start_of(self.LISTING) == "/schools/list?grade=K&sort=name#rows"
        assert place_asked(self.asks(), self.LISTING) == place_asked(self.asks(), self.LISTING, "") == Place()

    @pytest.mark.parametrize(
        ("person", "listing"),
        [
            ("ben", LISTING),
            ("ana", Listing("/schools/other", {"grade": "K", "sort": "name"})),
            ("ana", Listing("/schools/list", {"grade": "1", "sort": "name"})),
            ("ana", Listing("/schools/list", {"grade": "K", "order": "name"})),
            ("ana", Listing("/schools/list", {"grade": "K"})),
            ("ana", Listing("/schools/list", {"grade": "K", "sort": "name"}, words="smith")),
        ],
        ids=["another person", "another list", "another filter", "a filter of another name", "fewer filters", "words"],
    )
    def test_a_cursor_is_of_one_person_and_of_one_list_with_its_filters(self, person: str, listing: Listing) -> None:
        cursor = links_of(self.asks(), self.LISTING, self.PAGE).next_cursor
        with pytest.raises(PortalError) as refused:
            place_asked(self.asks(person, page=cursor), listing)
        assert (refused.value.kind, refused.value.code) == (ErrorKind.BAD_REQUEST, "LIST_LINK_SPENT")

    def test_a_cursor_ends_after_twelve_hours_and_shows_nothing_of_its_place(self) -> None:
        cursor = links_of(self.asks(), self.LISTING, self.PAGE).next_cursor
        assert "k3-of-a-child" not in cursor
        later = self.asks(page=cursor)
        later.ctx.now = NOW + timedelta(hours=12)
        with pytest.raises(PortalError, match="LIST_LINK_SPENT"):
            place_asked(later, self.LISTING)
