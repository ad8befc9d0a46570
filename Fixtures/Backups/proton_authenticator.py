#!/usr/bin/python3
"""Makes Fixtures/Backups/proton-authenticator. Debian packages: python3-argon2,
python3-cryptography."""

import base64
import json

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accounts import PASSWORD, PLAIN, Folder, secret
from logins import BROKEN, uri

ACCOUNTS = [a for a in PLAIN if a.type != "hotp"]


def entry(a):
    code = f"steam://{a.base32}" if a.type == "steam" else uri(a.but(name="an old name"))
    return {"id": "id", "note": a.note or None,
            "content": {"uri": code, "entry_type": a.type.title(), "name": a.name}}


def backup(entries):
    return json.dumps({"version": 1, "entries": entries})


def sealed(plaintext):
    salt, nonce = secret(16, "salt"), secret(12, "nonce")
    key = hash_secret_raw(PASSWORD.encode(), salt, time_cost=2, memory_cost=19 * 1024,
                          parallelism=1, hash_len=32, type=Type.ID)
    content = nonce + AESGCM(key).encrypt(nonce, plaintext, b"proton.authenticator.export.v1")
    return json.dumps({"version": 1, "salt": base64.b64encode(salt).decode(),
                       "content": base64.b64encode(content).decode()})


folder = Folder("Proton Authenticator")
# An account without an issuer is shown under its name.
accounts = [a.but(tags=(), pinned=False, issuer=a.issuer or a.name) for a in ACCOUNTS]
plain = backup([entry(a) for a in ACCOUNTS])
folder.write("plain.json", plain, accounts)
folder.write("encrypted.json", sealed(plain.encode()), accounts, PASSWORD)
folder.write("empty.json", backup([]), [])

first = entry(ACCOUNTS[0])
broken = first | {"content": first["content"] | {"uri": BROKEN, "name": None}}
no_uri = first | {"content": {"entry_type": "Totp", "name": "Nothing"}}
no_name = {"content": {"uri": uri(ACCOUNTS[1])}}
folder.write("odd-entries.json", backup([broken, no_uri, no_name]), [accounts[1]], skipped=[
    ("Broken:alice", "badSecret"), ("Nothing", "notAnAccount")])
folder.finish()
