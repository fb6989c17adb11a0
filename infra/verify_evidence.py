"""Says whether an evidence file of a licensing board is sound. It needs Python 3.11 with the package "cryptography",
this one file and no network:

    python verify_evidence.py evidence-MBC-A60666.zip [--key 3059...]

What it checks: the portal signed the manifest, and each file is what the manifest says. --key is the portal's public
key in hex (DER), as on its public page "The key of evidence files"; without it the key in the archive is used.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import sys
import zipfile
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key, load_pem_public_key

MANIFEST, SIGNATURE, KEY = "manifest.sha256", "manifest.sig.hex", "key.pem"
_LINE = re.compile(r"([0-9a-f]{64})  ([^/\\]+)")


class Broken(Exception):  # noqa: N818 - what the reader is told
    """Something that is not as the portal made it."""


def verified(content: bytes, key_hex: str = "") -> list[str]:
    """Return the names of the files that the signed manifest names, all of them sound. Raises Broken."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        files = {name: archive.read(name) for name in archive.namelist()}
        manifest, signature = files[MANIFEST], bytes.fromhex(files[SIGNATURE].decode().strip())
        key = load_der_public_key(bytes.fromhex(key_hex)) if key_hex else load_pem_public_key(files[KEY])
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise Broken(f"not an evidence file: {error}") from error
    if not isinstance(key, EllipticCurvePublicKey):
        raise Broken("the key is of another kind")
    try:
        key.verify(signature, manifest, ECDSA(SHA256()))
    except InvalidSignature:
        raise Broken("the manifest is not signed with this key") from None
    named = {found[2]: found[1] for line in manifest.decode().splitlines() if (found := _LINE.fullmatch(line.strip()))}
    for name, digest in named.items():
        if name not in files or hashlib.sha256(files[name]).hexdigest() != digest:
            raise Broken(f"{name} is not the file that was signed")
    return list(named)


def main() -> int:
    """Print what was found; 1: something is broken."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("file", type=Path)
    asked.add_argument("--key", default="")
    given = asked.parse_args()
    try:
        names = verified(given.file.read_bytes(), given.key)
    except Broken as error:
        print(f"BROKEN: {error}")
        return 1
    print(f"Sound: {', '.join(names)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
