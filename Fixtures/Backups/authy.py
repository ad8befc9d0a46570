#!/usr/bin/python3
"""Makes Fixtures/Backups/authy. Debian package: python3-cryptography."""

import base64
import hashlib
import json
from urllib.parse import quote
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from accounts import PASSWORD, TOTP, Folder, secret

MINE = [a.but(note="", tags=(), pinned=False)
        for a in TOTP if a.algorithm == "SHA1" and a.digits == 6]
OWN = MINE[0].but(issuer="", name="Own token", digits=7, period=10, secret=secret(16, "own"))


def sealed(text, salt, rounds=1000, iv=bytes(16)):
    key = hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt.encode(), rounds, 32)
    padder = padding.PKCS7(128).padder()
    padded = padder.update(text.encode()) + padder.finalize()
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return base64.b64encode(cipher.update(padded) + cipher.finalize()).decode()


def android(a):
    return {"accountType": "authenticator", "decryptedSecret": a.base32.lower(), "digits": 6,
            "originalName": f"{a.issuer}:{a.name}" if a.issuer else a.name,
            "name": f"{a.issuer}: {a.name}" if a.issuer else a.name, "uniqueId": "1"}


def android_sealed(a, number):
    token = android(a) | {"encryptedSecret": sealed(a.base32, f"salt{number}"),
                          "salt": f"salt{number}"}
    del token["decryptedSecret"]
    return token


def preferences(tokens):
    text = escape(json.dumps(tokens), {'"': "&quot;"})
    return ("<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n"
            f'    <string name="com.authy.storage.tokens.authenticator.key">{text}</string>\n'
            "</map>\n")


def ios(a, number):
    iv = secret(16, number)
    return {"account_type": "authenticator", "digits": 6, "issuer": a.issuer or None,
            "name": f"{a.issuer}:{a.name}" if a.issuer else a.name, "salt": f"salt{number}",
            "encrypted_seed": sealed(a.base32, f"salt{number}", 1500, iv), "unique_iv": iv.hex(),
            "key_derivation_iterations": 1500, "unique_id": str(number)}


folder = Folder("Authy")
folder.write("authenticator.xml", preferences(list(map(android, MINE))), MINE)
folder.write("authy.xml", preferences([
    {"name": "Own token", "secretSeed": OWN.secret.hex(), "digits": 7}]), [OWN])
folder.write("sealed.xml", preferences([android_sealed(a, n) for n, a in enumerate(MINE)]), MINE,
             PASSWORD)
dashed = [android(a) | {"name": f"{a.issuer} - {a.name}", "originalName": None}
          for a in MINE if a.issuer]
service = android(MINE[-1]) | {"accountType": "dropbox"}
folder.write("dashed.xml", preferences([*dashed, service]),
             [*[a for a in MINE if a.issuer], MINE[-1].but(issuer="Dropbox")])
folder.write("ios.json", json.dumps(
    {"message": "success", "authenticator_tokens": [ios(a, n) for n, a in enumerate(MINE)],
     "deleted": [], "success": True}), MINE, PASSWORD)
half = [ios(MINE[0], 1), ios(MINE[1], 2) | {"salt": "another"}]
folder.write("one-unreadable.json", json.dumps({"authenticator_tokens": half}), MINE[:1], PASSWORD,
             skipped=[("GitHub:bob@example.com", "file(Importers.ImportError.damaged("
                       "Importers.ImportError.Damage.cipher))")])
folder.write("decrypted.json", json.dumps({"decrypted_authenticator_tokens": [
    {"account_type": "authenticator", "name": a.name, "issuer": a.issuer or None,
     "decrypted_seed": a.base32, "digits": 6, "logo": None, "unique_id": "1"} for a in MINE]}),
    MINE)
folder.write("desktop.json", json.dumps([
    {"name": f"{a.issuer}:{a.name}" if a.issuer else a.name, "secret": a.base32,
     "uri": f"otpauth://totp/{quote(a.name)}?secret={a.base32}"} for a in MINE]), MINE)
folder.finish()
