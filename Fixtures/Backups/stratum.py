#!/usr/bin/python3
"""Makes Fixtures/Backups/stratum. Debian packages: python3-argon2, python3-cryptography."""

import hashlib
import html
import json
from urllib.parse import quote

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accounts import ACCOUNTS, PASSWORD, PLAIN, Folder, secret
from unpacked import database, table

TYPES = {"hotp": 1, "totp": 2, "motp": 3, "steam": 4, "yandex": 5}
HASHES = {"SHA1": 0, "MD5": 0, "SHA256": 1, "SHA512": 2}
TAGS = sorted({tag for a in ACCOUNTS for tag in a.tags})


def raw(a):
    return a.secret.hex() if a.type == "motp" else a.base32


def values(a):
    return {"Type": TYPES[a.type], "Icon": None, "Issuer": a.issuer, "Username": a.name or None,
            "Secret": raw(a), "Pin": a.pin or None, "Algorithm": HASHES[a.algorithm],
            "Digits": a.digits, "Period": a.period or 30, "Counter": a.counter, "Ranking": 0}


def bindings(accounts):
    # Stratum knows an account by its secret.
    return [{"CategoryId": f"id{TAGS.index(tag)}", "AuthenticatorSecret": raw(a), "Ranking": 0}
            for a in accounts for tag in a.tags]


def backup(accounts):
    return {"Authenticators": list(map(values, accounts)),
            "Categories": [{"Id": f"id{n}", "Name": tag, "Ranking": 0}
                           for n, tag in enumerate(TAGS)],
            "AuthenticatorCategories": bindings(accounts), "CustomIcons": []}


def expected(accounts):
    tags = {raw(a): a.tags for a in accounts if a.tags}
    return [a.but(note="", pinned=False, tags=tags.get(raw(a), ())) for a in accounts]


def strong(text, password):
    salt, iv = secret(16, 1), secret(12, 2)
    key = hash_secret_raw(password.encode(), salt, 3, 65536, 4, 32, Type.ID)
    return b"AUTHENTICATORPRO" + salt + iv + AESGCM(key).encrypt(iv, text.encode(), None)


def legacy(text, password):
    salt, iv = secret(20, 3), secret(16, 4)
    key = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 64000, 32)
    padder = padding.PKCS7(128).padder()
    padded = padder.update(text.encode()) + padder.finalize()
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return b"AuthenticatorPro" + salt + iv + cipher.update(padded) + cipher.finalize()


def uri(a):
    label = quote(f"{a.issuer}:{a.name}" if a.issuer else a.name, safe="")
    text = f"otpauth://{a.type}/{label}?secret={a.base32}&issuer={quote(a.issuer)}"
    moment = f"counter={a.counter}" if a.type == "hotp" else f"period={a.period}"
    return f"{text}&algorithm={a.algorithm}&digits={a.digits}&{moment}"


def page(accounts):
    rows = [f"<tr>\n<td>{html.escape(a.issuer)}</td>\n<td><code>{html.escape(uri(a))}</code></td>"
            f'\n<td><img src="data:image/png;base64,AAAA"></td></tr>' for a in accounts]
    return ("<!doctype html>\n<html><head><title>Stratum Backup</title></head>\n<body><table><tr><th>Issuer</th></tr>\n" + "\n".join(rows)
            + "</table></body></html>\n")


def rows(entries):
    return [list(entry.values()) for entry in entries]


folder = Folder("Stratum")
whole = backup(ACCOUNTS)
folder.write("plain.json", json.dumps(whole), expected(ACCOUNTS))
folder.write("strong.authpro", strong(json.dumps(whole), PASSWORD), expected(ACCOUNTS), PASSWORD)
folder.write("legacy.authpro", legacy(json.dumps(whole), PASSWORD), expected(ACCOUNTS), PASSWORD)
bare = [a.but(note="", tags=(), pinned=False) for a in PLAIN if a.type != "steam"]
folder.write("backup.html", page(bare), bare)
folder.write("database.unpacked", database(
    table("authenticator", [name.lower() for name in values(ACCOUNTS[0])],
          rows(map(values, ACCOUNTS))),
    table("category", ["id", "name", "ranking"], rows(whole["Categories"])),
    table("authenticatorcategory", ["categoryId", "authenticatorSecret", "ranking"],
          rows(whole["AuthenticatorCategories"]))), expected(ACCOUNTS))

broken = backup(PLAIN[:4])
broken["Authenticators"][0]["Type"] = 9
broken["Authenticators"][1]["Secret"] = "0189"
broken["Authenticators"][2]["Algorithm"] = 7
folder.write("broken-entries.json", json.dumps(broken), expected(PLAIN[:4])[3:], skipped=[
    ("GitHub:alice@example.com", "unknownType"), ("GitHub:bob@example.com", "badSecret"),
    ("GitHub:bob@example.com", "unknownAlgorithm")])
folder.finish()
