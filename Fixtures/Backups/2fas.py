#!/usr/bin/python3
"""Makes Fixtures/Backups/2fas. Debian package: python3-cryptography."""

import base64
import hashlib
import json

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accounts import PASSWORD, PLAIN, TOTP, Folder, secret
from logins import uri

GROUPS = {name: f"{name.upper()}-ID" for name in sorted({tag for a in PLAIN for tag in a.tags})}
SIMPLE = [a for a in TOTP if (a.algorithm, a.digits, a.period) == ("SHA1", 6, 30)]


def otp(a, schema):
    label = a.name if schema == 4 or not a.issuer else f"{a.issuer}:{a.name}"
    otp = {"account": a.name, "label": label}
    if a.issuer:
        otp["issuer"] = a.issuer
    if schema == 1:
        return otp
    otp |= {"digits": a.digits, "period": a.period or 30, "algorithm": a.algorithm}
    if schema == 2:
        return otp
    otp |= {"tokenType": a.type.upper(), "source": "Link", "counter": a.counter}
    if schema == 4:
        otp["link"] = uri(a)
    return otp


def service(a, schema, position=0):
    service = {"name": a.issuer, "secret": a.base32, "updatedAt": 1668540633217,
               "otp": otp(a, schema), "order": {"position": position}}
    if a.tags:
        # The two apps do not agree on the case of identifiers.
        service["groupId"] = GROUPS[a.tags[0]].lower()
    return service


def services(accounts, schema):
    return [service(a, schema, n) for n, a in enumerate(accounts)]


def backup(services, schema, **more):
    groups = [{"id": id, "name": name, "isExpanded": True} for name, id in GROUPS.items()]
    return json.dumps({"services": services, "groups": groups, "updatedAt": 1668540786699,
                       "schemaVersion": schema, "appVersionCode": 5000009,
                       "appVersionName": "5.1.0", "appOrigin": "android"} | more, indent=2)


def sealed(plaintext, seed):
    salt, nonce = secret(256, seed), secret(12, seed)
    key = hashlib.pbkdf2_hmac("sha256", PASSWORD.encode(), salt, 10_000, 32)
    parts = AESGCM(key).encrypt(nonce, plaintext, None), salt, nonce
    return ":".join(base64.b64encode(part).decode() for part in parts)


def expected(accounts):
    return [a.but(note="", tags=a.tags[:1], pinned=False) for a in accounts]


folder = Folder("2FAS")
for schema, accounts in (1, SIMPLE), (2, TOTP), (3, PLAIN), (4, PLAIN):
    folder.write(f"schema-{schema}.2fas", backup(services(accounts, schema), schema),
                 expected(accounts))
for schema in 2, 4:
    accounts = TOTP if schema == 2 else PLAIN
    folder.write(f"encrypted-{schema}.2fas", backup(
        [], schema, servicesEncrypted=sealed(
            json.dumps(services(accounts, schema)).encode(), schema),
        reference=sealed(b"a reference", "reference")), expected(accounts), PASSWORD)

# Names: the user's own before the label's, the title before the issuer's, the URI's at last.
account = PLAIN[0]
odd = [service(account, 4) for _ in range(8)]
odd[0]["otp"]["account"] = None
odd[1]["otp"] |= {"account": "", "label": "", "issuer": None}
odd[2]["otp"] |= {"digits": None, "period": "30", "algorithm": None, "tokenType": "totp"}
odd[2]["name"] = "Another title"
odd[2]["secret"] = odd[2]["secret"].lower() + "===="
odd[3]["otp"] |= {"tokenType": "HOTP", "counter": None}
odd[4]["otp"]["algorithm"] = "SHA384"
odd[5]["otp"]["tokenType"] = "OCRA"
odd[6]["secret"] = "Secret1One"
del odd[7]["otp"]
plain = expected([account])[0]
name = f"{plain.issuer}:{plain.name}"
folder.write("odd-entries.2fas", backup(odd, 4), [
    plain, plain.but(issuer="Another title"), plain.but(type="hotp", period=0, counter=0), plain.but(name="")],
    skipped=[(name, "unknownAlgorithm"), (name, "unknownType"), (name, "badSecret")])
folder.finish()
