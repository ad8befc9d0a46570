#!/usr/bin/python3
"""Makes Fixtures/Backups/steam. Debian packages: python3-argon2, python3-cryptography."""

import base64
import hashlib
import json

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from accounts import ACCOUNTS, PASSWORD, Folder, secret
from unpacked import archive

FIRST = [a for a in ACCOUNTS if a.type == "steam"][0]
SECOND = FIRST.but(name="another", secret=secret(20, 21))


def b64(data):
    return base64.b64encode(data).decode()


def file(a, **more):
    return {"shared_secret": b64(a.secret), "serial_number": "1", "revocation_code": "R00000",
            "uri": f"otpauth://totp/Steam:{a.name}?secret={a.base32}&issuer=Steam",
            "account_name": a.name, "identity_secret": b64(secret(20, "identity")), **more}


def sealed(text, key, iv):
    padder = padding.PKCS7(128).padder()
    padded = padder.update(text.encode()) + padder.finalize()
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return b64(cipher.update(padded) + cipher.finalize()).encode()


def legacy(text, salt, iv):
    return sealed(text, hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt, 50000, 32), iv)


def modern(text, salt, iv):
    key = hash_secret_raw(PASSWORD.encode(), salt, 3, 12 * 1024, 12, 32, Type.ID)
    return sealed(text, key, iv)


folder = Folder("Steam")
folder.write("player.maFile", json.dumps(file(FIRST)), [FIRST])
nameless = file(FIRST, Session={"SteamID": 76561190000000000})
del nameless["account_name"], nameless["uri"]
folder.write("nameless.maFile", json.dumps(nameless), [FIRST.but(name="76561190000000000")])
unnamed = file(FIRST)
del unnamed["account_name"]
folder.write("name-in-uri.maFile", json.dumps(unnamed), [FIRST])
folder.write("accounts.json", json.dumps({"accounts": {
    "76561190000000001": file(FIRST), "76561190000000002": file(SECOND)}}), [FIRST, SECOND])
folder.write("no-secret.maFile", json.dumps(file(FIRST, shared_secret="")), [],
             skipped=[("Steam:player", "missingSecret")])
names = ["1.maFile", "2.maFile"]
plain = {"encrypted": False, "entries": [{"encryption_iv": None, "encryption_salt": None,
                                          "filename": name, "steamid": 1} for name in names]}
folder.write("plain-folder.unpacked", archive({
    "maFiles/manifest.json": json.dumps(plain).encode(),
    "maFiles/1.maFile": json.dumps(file(FIRST)).encode(),
    "maFiles/2.maFile": json.dumps(file(SECOND)).encode()}), [FIRST, SECOND])
salts, ivs = [secret(8, 1), secret(8, 2)], [secret(16, 3), secret(16, 4)]
desktop = {"encrypted": True, "entries": [
    {"encryption_iv": b64(iv), "encryption_salt": b64(salt), "filename": name, "steamid": 1}
    for name, salt, iv in zip(names, salts, ivs)]}
texts = [json.dumps(file(a)) for a in (FIRST, SECOND)]
folder.write("desktop-folder.unpacked", archive({
    "manifest.json": json.dumps(desktop).encode(),
    **{name: legacy(*rest) for name, *rest in zip(names, texts, salts, ivs)}}),
    [FIRST, SECOND], PASSWORD)
cli = {"version": 1, "entries": [
    {"filename": name, "steam_id": 1, "account_name": a.name,
     "encryption": {"scheme": "Argon2idAes256", "iv": b64(iv), "salt": b64(salt)}}
    for name, a, salt, iv in zip(names, (FIRST, SECOND), salts, ivs)]}
folder.write("cli-folder.unpacked", archive({
    "manifest.json": json.dumps(cli).encode(),
    **{name: modern(*rest) for name, *rest in zip(names, texts, salts, ivs)}}),
    [FIRST, SECOND], PASSWORD)
folder.finish()
