"""``kg export --sign`` and ``kg verify EXPORT``: what was received is what was handed on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest import mock

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

from kg.exchange.model import File
from kg.exchange.signing import signature
from kg.model.terms import digest
from kg.model.worker import Limits
from kg.rdf import canonicalization
from kg.rdf.syntax import hash_of_dataset
from tests.project import Ran, Tiny, kg

pytestmark = pytest.mark.usefixtures("in_copies")


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


def _rename(export: Path) -> None:
    (export / "acts.csv").rename(export / "Acts.csv")


def _swap_names(export: Path) -> None:
    (export / "acts.csv").rename(export / "away.csv")
    (export / "events.csv").rename(export / "acts.csv")
    (export / "away.csv").rename(export / "events.csv")


def _link(export: Path) -> None:
    """The same bytes elsewhere, where they can change after they were verified."""
    (export / "acts.csv").rename(export.parent / "acts.csv")
    (export / "acts.csv").symlink_to(export.parent / "acts.csv")


def _link_within(export: Path) -> None:
    (export / "acts.csv").unlink()
    (export / "acts.csv").symlink_to("people.csv")


def _link_more(export: Path) -> None:
    (export / "more.csv").symlink_to(export.parent / "key.pem")


def _link_manifest(export: Path) -> None:
    (export / "manifest.json").rename(export.parent / "manifest.json")
    (export / "manifest.json").symlink_to(export.parent / "manifest.json")


def _link_signature(export: Path) -> None:
    (export / "manifest.json.sig").rename(export.parent / "manifest.json.sig")
    (export / "manifest.json.sig").symlink_to("../manifest.json.sig")


def _make_folder(export: Path) -> None:
    (export / "acts.csv").unlink()
    (export / "acts.csv").mkdir()


def _sign_another(export: Path) -> None:
    """The signature of another release by the same key."""
    manifest = (export / "manifest.json").read_bytes().replace(b'"csv"', b'"geojson"')
    other = File("manifest.json", "application/json", "", manifest)
    (export / "manifest.json.sig").write_bytes(signature(other, export.parent / "key.pem").data)


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
        (_rename, "acts.csv", "the file has been renamed: it is called Acts.csv here"),
        (_link, "acts.csv", "this is a symbolic link"),
        (_link_within, "acts.csv", "this is a symbolic link"),
        (_link_more, "more.csv", "this is a symbolic link"),
        (_link_manifest, "manifest.json", "this is a symbolic link"),
        (_link_signature, "manifest.json.sig", "this is a symbolic link"),
        (_make_folder, "acts.csv", "this is not a file"),
        (_rewrite, "manifest.json.sig", "this is no signature of manifest.json by this key"),
        (_sign_another, "manifest.json.sig", "another export's"),
        (_unsign, "manifest.json.sig", "the export is not signed"),
        (_scribble, "manifest.json.sig", "this is no signature of manifest.json by this key"),
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
    assert (found.code, "it is another key's" in found.err) == (1, True)


def test_two_files_that_changed_names_are_both_named(received: Path) -> None:
    _swap_names(received / "export")
    found = kg("verify", str(received / "export"))
    assert (found.code, found.err.count("error[export-changed]")) == (1, 2)


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


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        "\\ud800",
        "[" * 100_000,
        '{"format": "csv", "files": [{"name": "acts.csv"}]}',
        '{"format": "csv", "files": 3}',
        '{"format": "csv", "files": [], "dataset": 3}',
        '{"files": []}',
    ],
)
def test_a_manifest_that_is_none_is_an_error(text: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(text)
    found = kg("verify", str(tmp_path))
    assert (found.code, "this is not a list of the files of an export" in found.err) == (1, True)


@pytest.mark.parametrize("name", ["../key.pem", "/etc/hostname", "", ".", "..", "manifest.json", "in/acts.csv"])
def test_a_manifest_lists_nothing_outside_its_folder(name: str, tmp_path: Path) -> None:
    listed = {"format": "csv", "files": [{"name": name, "bytes": 1, "sha256": digest("x")}]}
    (tmp_path / "manifest.json").write_text(json.dumps(listed))
    found = kg("verify", str(tmp_path))
    assert (found.code, "which is not a file of the export" in found.err) == (1, True)


def test_a_manifest_lists_a_file_once(tmp_path: Path) -> None:
    (tmp_path / "acts.csv").write_text("x")
    one = {"name": "acts.csv", "bytes": 1, "sha256": digest("x")}
    (tmp_path / "manifest.json").write_text(json.dumps({"format": "csv", "files": [one, one]}))
    found = kg("verify", str(tmp_path))
    assert (found.code, "lists acts.csv twice" in found.err) == (1, True)


@pytest.mark.parametrize(("form", "file"), [("nquads", "kg.nq"), ("trig", "kg.trig")])
def test_the_dataset_is_that_of_the_manifest(form: str, file: str, standing: Tiny) -> None:
    """A manifest that fits its files and is not signed can still name another dataset."""
    export = standing.folder / "export"
    assert standing.kg("export", form, "--build", "build", "--out", "export").code == 0
    assert standing.kg("verify", "export").code == 0
    listed = json.loads((export / "manifest.json").read_text())
    listed["dataset"]["sha256"] = digest("another")
    (export / "manifest.json").write_text(json.dumps(listed))
    found = standing.kg("verify", "export")
    assert (found.code, "the dataset is another" in found.err, file in found.err) == (1, True, True)


def test_a_release_with_a_poison_graph_is_stopped(standing: Tiny) -> None:
    """Somebody made a release that fits its manifest, only to keep whoever verifies it waiting."""
    export = standing.folder / "export"
    assert standing.kg("export", "nquads", "--build", "build", "--out", "export").code == 0
    knows = "".join(f"_:a{one} <http://example.org/p> _:a{two} .\n" for one in range(12) for two in range(12))
    (export / "kg.nq").write_text(knows)
    listed = json.loads((export / "manifest.json").read_text())
    for file in listed["files"]:
        if file["name"] == "kg.nq":
            file |= {"bytes": len(knows), "sha256": digest(knows)}
    (export / "manifest.json").write_text(json.dumps(listed))
    with mock.patch.object(canonicalization, "LIMITS", Limits(seconds=1, memory=2)):
        found = standing.kg("verify", "export")
    assert (found.code, "error[poison-graph]" in found.err, "kg.nq" in found.err) == (1, True, True)


def test_a_folder_without_a_manifest_is_no_export(tmp_path: Path) -> None:
    found = kg("verify", str(tmp_path))
    assert (found.code, "is not an export: it has no manifest.json" in found.err) == (2, True)


def test_a_manifest_has_the_hash_of_the_dataset_whatever_the_order_of_its_lines(
    signed: Path, built: Path, tmp_path: Path
) -> None:
    listed = json.loads((signed / "export" / "manifest.json").read_text())
    lines = (built / "kg.nq").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "turned.nq").write_text("".join(reversed(lines)), encoding="utf-8")
    assert hash_of_dataset(tmp_path / "turned.nq") == listed["dataset"]["sha256"] == digest("".join(sorted(lines)))
    (tmp_path / "fewer.nq").write_text("".join(lines[1:]), encoding="utf-8")
    assert hash_of_dataset(tmp_path / "fewer.nq") != listed["dataset"]["sha256"]
