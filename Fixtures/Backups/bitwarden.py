#!/usr/bin/python3
"""Makes Fixtures/Backups/bitwarden. Debian packages: python3-cryptography, python3-argon2."""

import base64
import hashlib
import hmac
import json

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from accounts import PASSWORD, TOTP, Account, Folder, secret
from logins import BARE, BROKEN, UNTITLED, expected, logins, table, uri

FOLDERS = {name: f"folder-{name}" for name in ("Code", "Home", "Work")}
STEAM = Account("Games", "player", secret(20, 8), type="steam", digits=5)
VAULT = ["folder", "favorite", "type", "name", "notes", "fields", "reprompt", "login_uri",
         "login_username", "login_password", "login_totp"]
AUTHENTICATOR = ["folder", "favorite", "type", "name", "login_uri", "login_totp"]


def item(a, code):
    return {"id": "id", "organizationId": None, "type": 1, "reprompt": 0,
            "folderId": FOLDERS[a.tags[0]] if a.tags else None,
            "collectionIds": [FOLDERS[tag] for tag in a.tags[1:]] or None,
            "name": a.issuer or UNTITLED, "notes": a.note or None, "favorite": a.pinned,
            "login": {"uris": [{"match": None, "uri": "https://example.com"}],
                      "username": a.name, "password": "password", "totp": code}}


def vault(items):
    folders = [{"id": id, "name": name} for name, id in FOLDERS.items()]
    return json.dumps({"encrypted": False, "folders": folders, "items": items}, indent=2)


OTHERS = [{"id": "id", "type": 3, "name": "A card", "notes": "", "card": {"code": "697"}},
          {"id": "id", "type": 1, "name": "A login", "login": {"totp": None}},
          {"id": "id", "type": 1, "name": "Another", "login": {"totp": ""}}]
PLAIN = vault([*OTHERS, *[item(a, code) for a, code in logins()],
               item(STEAM, f"steam://{STEAM.base32}")])
ACCOUNTS = [*expected(keep=["note", "tags", "pinned"]), STEAM]


def expand(key, info):
    """The first block of HKDF-Expand."""
    return hmac.digest(key, info + b"\1", "sha256")


def seal(master, plaintext, seed):
    iv = secret(16, seed)
    padder = PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(expand(master, b"enc")), modes.CBC(iv)).encryptor()
    sealed = encryptor.update(padder.update(plaintext) + padder.finalize()) + encryptor.finalize()
    mac = hmac.digest(expand(master, b"mac"), iv + sealed, "sha256")
    return "2." + "|".join(base64.b64encode(part).decode() for part in (iv, sealed, mac))


def protected(master, salt, **costs):
    return json.dumps({
        "encrypted": True, "passwordProtected": True, "salt": salt, **costs,
        "encKeyValidation_DO_NOT_EDIT": seal(master, b"7c2ba1d5-b6c9-4b3f-8b21", "proof"),
        "data": seal(master, PLAIN.encode(), "data")}, indent=2)


def pbkdf2():
    salt = base64.b64encode(secret(16, "pbkdf2")).decode()
    master = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), salt.encode(), 5000, 32)
    return protected(master, salt, kdfType=0, kdfIterations=5000)


def argon2id():
    salt = base64.b64encode(secret(16, "argon2id")).decode()
    master = hash_secret_raw(PASSWORD.encode(), hashlib.sha256(salt.encode()).digest(),
                             time_cost=2, memory_cost=1024, parallelism=4, hash_len=32,
                             type=Type.ID)
    return protected(master, salt, kdfType=1, kdfIterations=2, kdfMemory=1, kdfParallelism=4)


def vault_row(a, code):
    return [a.tags[0] if a.tags else "", "1" if a.pinned else "", "login", a.issuer or UNTITLED,
            a.note, "", "0", "https://example.com", a.name, "password", code]


def authenticator_row(a):
    return ["", "", "1", a.issuer, "", uri(a), a.issuer, a.period, a.digits]


folder = Folder("Bitwarden")
folder.write("vault.json", PLAIN, ACCOUNTS, others=3)
folder.write("pbkdf2.json", pbkdf2(), ACCOUNTS, PASSWORD, others=3)
folder.write("argon2id.json", argon2id(), ACCOUNTS, PASSWORD, others=3)

trashed = item(BARE, uri(BARE)) | {"deletedDate": "2024-01-15T10:30:00Z"}
odd = [item(BARE, BROKEN), item(STEAM, "motp://a"), item(BARE, "0189"), trashed]
folder.write("odd-items.json", vault(odd), [BARE.but(trashed=True)], skipped=[
    ("Bare:alice", "badSecret"), ("Games:player", "missingSecret"), ("Bare:alice", "badSecret")])

folder.write("vault.csv", table(VAULT, [vault_row(a, code) for a, code in logins()]), [
    a.but(tags=a.tags[:1]) for a in expected(keep=["note", "tags", "pinned"])])
# These rows have three cells more than the header, and sometimes one less before the code.
rows = [authenticator_row(a) for a in TOTP]
rows[-1] = rows[-1][:4] + rows[-1][5:]
folder.write("authenticator.csv", table(AUTHENTICATOR, rows),
             [a.but(note="", tags=(), pinned=False) for a in TOTP])
folder.finish()
