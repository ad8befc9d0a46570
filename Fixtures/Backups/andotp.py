#!/usr/bin/python3
"""Makes Fixtures/Backups/andotp and andotp-and-gnome-authenticator. Debian package:
python3-cryptography."""

import base64
import hashlib
import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accounts import ACCOUNTS, PASSWORD, TOTP, Folder, secret

MINE = [a for a in ACCOUNTS if a.type not in ("yandex", "motp")]
MOTP = [a for a in ACCOUNTS if a.type == "motp"]


def entry(a):
    raw = base64.b32encode(a.secret.hex().encode()).decode() if a.type == "motp" else a.base32
    moment = {"counter": a.counter} if a.type == "hotp" else {"period": a.period}
    return {"secret": raw, "issuer": a.issuer, "label": a.name, "digits": a.digits,
            "type": a.type.upper(), "algorithm": "SHA1" if a.type == "motp" else a.algorithm,
            "thumbnail": "Default", "last_used": 0, "used_frequency": 0, "tags": list(a.tags),
            **moment}


def bare(accounts):
    return [a.but(note="", pinned=False) for a in accounts]


def new(text, password):
    salt, nonce = secret(12, 1), secret(12, 2)
    key = hashlib.pbkdf2_hmac("sha1", password.encode(), salt, 1000, 32)
    return (1000).to_bytes(4, "big") + salt + nonce + AESGCM(key).encrypt(nonce, text, None)


def old(text, password):
    # A nonce that would be 816 million rounds of the new form.
    nonce = bytes.fromhex("30a30000") + secret(8, 3)
    key = hashlib.sha256(password.encode()).digest()
    return nonce + AESGCM(key).encrypt(nonce, text, None)


def label_only(a):
    mine = entry(a)
    del mine["issuer"], mine["used_frequency"]
    return mine


plain = Folder("andOTP and GNOME Authenticator")
text = json.dumps([entry(a) for a in MINE + MOTP])
plain.write("andotp.json", text, bare(MINE) + [a.but(pin="") for a in bare(MOTP)])
old_labels = [label_only(a) | {"label": f"{a.issuer} - {a.name}" if a.issuer else a.name}
              for a in TOTP]
plain.write("andotp-old.json", json.dumps(old_labels), bare(TOTP))
named = [a for a in TOTP if a.issuer]
plain.write("gnome-old.json", json.dumps(
    [label_only(a) | {"tags": [a.issuer], "type": "totp"} for a in named]),
    [a.but(tags=()) for a in bare(named)])
broken = [entry(a) for a in TOTP[:3]]
broken[0]["type"] = "OCRA"
broken[1]["secret"] = ""
plain.write("broken-entries.json", json.dumps(broken), bare(TOTP[2:3]), skipped=[
    ("GitHub:alice@example.com", "unknownType"), ("GitHub:bob@example.com", "missingSecret")])
plain.finish()

sealed = Folder("andOTP")
content = json.dumps([entry(a) for a in MINE]).encode()
sealed.write("new.json.aes", new(content, PASSWORD), bare(MINE), PASSWORD)
sealed.write("old.json.aes", old(content, PASSWORD), bare(MINE), PASSWORD)
sealed.finish()
