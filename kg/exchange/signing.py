"""Ed25519 signatures (RFC 8032): of the manifest of an export, and so of every file whose hash it lists."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.exchange.model import File
from kg.exchange.needs import check_installed
from kg.model.errors import CallError, Problem
from kg.model.files import bytes_of
from kg.model.message import Message

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SIGNATURE = "manifest.json.sig"
_PRIVATE = Message("`openssl genpkey -algorithm ed25519 -out FILE` makes a private key")
_PUBLIC = Message("`openssl pkey -in PRIVATE -pubout -out FILE` writes the public key of a private one")


def signature(manifest: File, key: Path) -> File:
    """The signature of a manifest with a private key in a PEM file; ``CallError`` for another file."""
    made = base64.b64encode(_private(key).sign(manifest.data))
    return File(SIGNATURE, "application/octet-stream", "the signature of manifest.json (Ed25519, Base64)", made + b"\n")


def is_signed(manifest: bytes, signed: bytes, key: Path) -> bool:
    """Whether a signature is that of a manifest, by a public key in a PEM file; ``CallError`` for another file."""
    from cryptography.exceptions import InvalidSignature

    public = _public(key)
    try:
        public.verify(base64.b64decode(signed.strip(), validate=True), manifest)
    except (InvalidSignature, binascii.Error):
        return False
    return True


def _private(path: Path) -> Ed25519PrivateKey:
    check_installed("--sign", "cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    found = _read(path, lambda data: load_pem_private_key(data, None), _PRIVATE)
    if not isinstance(found, Ed25519PrivateKey):
        raise _unusable(path, _PRIVATE)
    return found


def _public(path: Path) -> Ed25519PublicKey:
    check_installed("--key", "cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    found = _read(path, load_pem_public_key, _PUBLIC)
    if not isinstance(found, Ed25519PublicKey):
        raise _unusable(path, _PUBLIC)
    return found


def _read(path: Path, load: Callable[[bytes], Any], remedy: Message) -> object:
    """The key in a file; a key with a password is none that a command can use."""
    from cryptography.exceptions import UnsupportedAlgorithm

    data = bytes_of(path)
    try:
        return load(data)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _unusable(path, remedy) from error


def _unusable(path: Path, remedy: Message) -> CallError:
    found = Message("{path} is not an Ed25519 key of the kind needed here, in PEM and without a password", path=path)
    return CallError(Problem("unusable-key", found, remedy))
