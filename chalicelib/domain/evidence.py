"""An evidence file of a licensee: a ZIP archive of texts, with a manifest that names the SHA-256 of each file and a
signature over the manifest, so that whoever holds it can check it without the portal.

The archive is a ZIP file and a text at once: the gateway sends texts alone. No file is compressed, and each has as many
spaces at its end as it takes until every byte of the archive's own numbers (checksum, length, place) is an ASCII one.
"""

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Mapping
from textwrap import wrap
from typing import Any

MANIFEST, SIGNATURE, KEY, HOW = "manifest.sha256", "manifest.sig.hex", "key.pem", "HOW-TO-CHECK.txt"
_DATE = 0x0021  # January 1, 1980: the manifest says when
_VERSION = 20
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_HIGH_BITS = 0x80808080
_CENTRAL_SIZE, _LONGEST_NOTE = 46, 100


def manifest_of(files: Mapping[str, str], about: Mapping[str, str]) -> str:
    """Return what is signed: what the file is about, in lines that `sha256sum --check` skips, and the SHA-256 of each
    file, in lines that it reads."""
    said = [f"# {json.dumps(name)}: {json.dumps(value)}" for name, value in about.items()]
    hashes = [f"{hashlib.sha256(text.encode()).hexdigest()}  {name}" for name, text in files.items()]
    return "\n".join(["# Evidence of the Exemption Portal", *said, *hashes, "# The spaces of the archive follow:"])


def pem_of(key: bytes) -> str:
    """Return a public key (DER) as a PEM file."""
    lines = wrap(base64.b64encode(key).decode(), 64)
    return "\n".join(["-----BEGIN PUBLIC KEY-----", *lines, "-----END PUBLIC KEY-----", ""])


def canonical(facts: Mapping[str, Any]) -> str:
    """Return the facts as JSON, the same for the same facts."""
    return json.dumps(facts, sort_keys=True, indent=1, ensure_ascii=True, default=str) + "\n"


def padded(text: str) -> str:
    """Return a file's text with the spaces at its end that the archive needs. Raises ValueError for one that is not
    ASCII."""
    content = text.encode("ascii")
    checksum, spaces = zlib.crc32(content), 0
    while (checksum | (len(content) + spaces)) & _HIGH_BITS:
        checksum, spaces = zlib.crc32(b" ", checksum), spaces + 1
    return text + " " * spaces


def archive(files: Mapping[str, str]) -> str:
    """Return the ZIP file of texts that `padded` has made, in their order, as ASCII text."""
    notes = _notes([_CENTRAL_SIZE + len(name) for name in files])
    local, central = b"", b""
    for (name, text), note in zip(files.items(), notes, strict=True):
        content, named = text.encode("ascii"), name.encode("ascii")
        head = _head(name, content)
        central += _CENTRAL + struct.pack("<H", _VERSION) + head
        central += struct.pack("<HHHII", len(note), 0, 0, 0, len(local)) + named + note
        local = _filled(local + _LOCAL + head + named + content)
    end = _END + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(central), len(local), 0)
    return (local + central + end).decode("ascii")


def _notes(sizes: list[int]) -> list[bytes]:
    """Return a note of spaces for each entry of the directory, so that the length of the directory is ASCII, too."""
    spaces = 0
    while (sum(sizes) + spaces) & _HIGH_BITS:
        spaces += 1
    notes = []
    for _size in sizes:
        here = min(spaces, _LONGEST_NOTE)
        notes.append(b" " * here)
        spaces -= here
    return notes


def _head(name: str, content: bytes) -> bytes:
    checksum = zlib.crc32(content)
    return struct.pack(
        "<HHHHHIIIHH", _VERSION, 0, 0, 0, _DATE, checksum, len(content), len(content), len(name.encode("ascii")), 0
    )


def _filled(local: bytes) -> bytes:
    """Return the bytes with spaces behind them, up to the next place whose number is ASCII: entries have gaps."""
    spaces = 0
    while (len(local) + spaces) & _HIGH_BITS:
        spaces += 1
    return local + b" " * spaces
