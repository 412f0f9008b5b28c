"""``kg export --sign`` and ``kg verify EXPORT``: what was received is what was handed on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from kg.model.terms import digest
from kg.rdf.syntax import canonical_hash
from tests.project import Ran, kg


def _private(path: Path, encryption: KeySerializationEncryption | None = None) -> Path:
    key = Ed25519PrivateKey.generate()
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption()))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    path.with_suffix(".pub").write_bytes(public)
    return path


@pytest.fixture(scope="module")
def signed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a signed export and the two keys."""
    folder = tmp_path_factory.mktemp("signed")
    key = _private(folder / "key.pem")
    made = kg("export", "csv", "--build", str(built), "--out", str(folder / "export"), "--sign", str(key))
    assert (made.code, made.err) == (0, "")
    return folder


@pytest.fixture
def received(signed: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(signed, tmp_path / "received"))


def test_an_export_is_as_its_manifest_says_and_signed(signed: Path) -> None:
    export = str(signed / "export")
    found = kg("verify", export, "--key", str(signed / "key.pub"))
    assert found == Ran(0, f"{export}: 9 files as manifest.json lists them, signature verified\n", "")
    assert kg("verify", export).out.endswith("signature not checked (no --key)\n")


def test_the_same_key_signs_with_the_same_bytes(signed: Path, built: Path, tmp_path: Path) -> None:
    out = tmp_path / "again"
    assert kg("export", "csv", "--build", str(built), "--out", str(out), "--sign", str(signed / "key.pem")).code == 0
    read = {path.name: path.read_bytes() for path in out.iterdir()}
    assert read == {path.name: path.read_bytes() for path in (signed / "export").iterdir()}


def _remove(export: Path) -> None:
    (export / "acts.csv").unlink()


def _change(export: Path) -> None:
    data = (export / "acts.csv").read_bytes()
    (export / "acts.csv").write_bytes(data.replace(b"a", b"e", 1))


def _cut(export: Path) -> None:
    data = (export / "acts.csv").read_bytes()
    (export / "acts.csv").write_bytes(data[:-1])


def _add(export: Path) -> None:
    (export / "more.csv").write_text("act\n")


def _rewrite(export: Path) -> None:
    """A change that the manifest agrees with: only the signature tells."""
    _change(export)
    listed = json.loads((export / "manifest.json").read_text())
    for file in listed["files"]:
        file["sha256"] = digest((export / file["name"]).read_bytes())
    (export / "manifest.json").write_text(json.dumps(listed))


def _unsign(export: Path) -> None:
    (export / "manifest.json.sig").unlink()


def _scribble(export: Path) -> None:
    (export / "manifest.json.sig").write_text("не подпись")


@pytest.mark.parametrize(
    ("done", "place", "said"),
    [
        (_remove, "acts.csv", "the file is missing"),
        (_change, "acts.csv", "its SHA-256 is not that of the manifest"),
        (_cut, "acts.csv", "bytes, and the manifest says"),
        (_add, "more.csv", "the manifest does not list this file"),
        (_rewrite, "manifest.json.sig", "has changed since it was signed"),
        (_unsign, "manifest.json.sig", "the export is not signed"),
        (_scribble, "manifest.json.sig", "has changed since it was signed"),
    ],
)
def test_whatever_was_done_to_an_export_is_named(
    done: Callable[[Path], None], place: str, said: str, received: Path
) -> None:
    done(received / "export")
    found = kg("verify", str(received / "export"), "--key", str(received / "key.pub"))
    assert (found.code, found.out) == (1, "")
    assert found.err.count("error[export-changed]") == 1
    assert place in found.err
    assert said in found.err


def test_a_signature_by_somebody_else_does_not_fit(received: Path, tmp_path: Path) -> None:
    other = _private(tmp_path / "other.pem").with_suffix(".pub")
    found = kg("verify", str(received / "export"), "--key", str(other))
    assert (found.code, "was signed with another key" in found.err) == (1, True)


def test_a_key_of_another_kind_is_refused(received: Path, built: Path, tmp_path: Path) -> None:
    rsa = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "rsa.pem").write_bytes(rsa)
    locked = _private(tmp_path / "locked.pem", BestAvailableEncryption(b"secret"))
    out = tmp_path / "out"
    for key in (tmp_path / "rsa.pem", locked, received / "key.pub"):
        refused = kg("export", "csv", "--build", str(built), "--out", str(out), "--sign", str(key))
        assert (refused.code, "error[unusable-key]" in refused.err, out.exists()) == (2, True, False)
    refused = kg("verify", str(received / "export"), "--key", str(received / "key.pem"))
    assert (refused.code, "error[unusable-key]" in refused.err) == (2, True)


@pytest.mark.parametrize("text", ["[]", "{", '{"files": [{"name": "acts.csv"}]}', '{"files": 3}'])
def test_a_manifest_that_is_none_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text)
    found = kg("verify", str(tmp_path))
    assert (found.code, "this is no list of the files of an export" in found.err) == (1, True)


def test_a_folder_without_a_manifest_is_no_export(tmp_path: Path) -> None:
    found = kg("verify", str(tmp_path))
    assert (found.code, "is no export: it has no manifest.json" in found.err) == (2, True)


def test_a_manifest_has_the_hash_of_the_dataset_whatever_the_order_of_its_lines(
    signed: Path, built: Path, tmp_path: Path
) -> None:
    listed = json.loads((signed / "export" / "manifest.json").read_text())
    lines = (built / "kg.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "turned.nq").write_text("".join(reversed(lines)), encoding="utf-8")
    assert canonical_hash(tmp_path / "turned.nq") == listed["dataset"]["sha256"] == digest("".join(sorted(lines)))
    (tmp_path / "fewer.nq").write_text("".join(lines[1:]), encoding="utf-8")
    assert canonical_hash(tmp_path / "fewer.nq") != listed["dataset"]["sha256"]
