"""Anyone can see the key by which evidence files are checked, and a file that a board saved is checked by it."""

import hashlib
import re

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from chalicelib.domain.account import Role
from chalicelib.domain.evidence import pem_of
from chalicelib.wiring import services
from infra.verify_evidence import Broken, verified
from tests.builders import World
from tests.web.test_licensees import evidence

PAGE = "/evidence-key"


class TestTheKeyPage:
    def test_anyone_sees_key_and_fingerprint(self, world: World) -> None:
        key = services().evidence.public_key

        page = world.browser().get(PAGE)

        assert page.status == 200
        assert hashlib.sha256(key).hexdigest() in page.words
        assert key.hex() in page.words
        for line in pem_of(key).splitlines():
            assert line in page.words

    def test_a_file_that_a_board_saved_is_checked_by_the_key_of_the_page(self, world: World) -> None:
        """Given a board's file, then the key of the public page says that it is sound, and another key does not."""
        world.form()
        saved = evidence(world)
        shown = re.findall(r"\b[0-9a-f]{182}\b", world.browser().get(PAGE).words)

        assert "licensee.json" in verified(saved.text.encode(), shown[0])
        other = generate_private_key(SECP256R1()).public_key()
        with pytest.raises(Broken):
            verified(saved.text.encode(), other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo).hex())

    def test_the_boards_pages_lead_to_it(self, world: World) -> None:
        world.form()
        home = world.browser(world.default_user(Role.BOARD)).get("/boards")
        assert home.links["The key of evidence files"] == PAGE
