#!/usr/bin/python3
"""Makes Fixtures/Backups/totp-authenticator. Debian package: python3-cryptography."""

import base64
import hashlib
import json
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from accounts import PASSWORD, TOTP, Folder

MINE = [a for a in TOTP if a.algorithm == "SHA1" and a.digits == 6]


def entry(a, number):
    base = [16, 32, 64][number % 3]
    key = {16: a.secret.hex(), 32: a.base32, 64: base64.b64encode(a.secret).decode()}[base]
    return {"accountHeaderLabel": "", "base": base, "digits": "", "isFavorite": a.pinned,
            "issuer": a.issuer or "Unknown", "key": key, "name": a.name, "period": ""}


def sealed(entries, password):
    text = json.dumps({json.dumps(entries): "1677872756"}).encode()
    padder = padding.PKCS7(128).padder()
    padded = padder.update(text) + padder.finalize()
    key = hashlib.sha256(password.encode()).digest()
    cipher = Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor()
    return base64.b64encode(cipher.update(padded) + cipher.finalize()).decode()


folder = Folder("TOTP Authenticator")
entries = [entry(a, n) for n, a in enumerate(MINE)]
expected = [a.but(note="", tags=()) for a in MINE]
folder.write("with-password.encrypt", sealed(entries, PASSWORD), expected, PASSWORD)
folder.write("without-password.encrypt", sealed(entries, "TotpAuthenticator"), expected)
strings = [json.dumps(entry) for entry in entries]
folder.write("preferences.xml", "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n"
             f'<string name="STATIC_TOTP_CODES_LIST">{escape(json.dumps(strings))}</string>\n'
             "</map>\n", expected)
broken = [entries[0] | {"key": "zz"}, "not an object", entries[2]]
folder.write("broken-entries.encrypt", sealed(broken, PASSWORD), expected[2:3], PASSWORD, skipped=[
    ("GitHub:alice@example.com", "unreadableSecret"), ("", "damaged")])
folder.finish()
