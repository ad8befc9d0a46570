#!/usr/bin/python3
"""Makes Fixtures/Backups/aegis. Debian package: python3-cryptography."""

import base64
import html
import json
import uuid

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from accounts import ACCOUNTS, PASSWORD, Folder, secret

GROUPS = {name: str(uuid.UUID(bytes=secret(16, name)))
          for name in sorted({tag for a in ACCOUNTS for tag in a.tags})}


def entry(a, number, version):
    info = {"secret": a.base32, "algo": a.algorithm, "digits": a.digits}
    if a.type == "hotp":
        info["counter"] = a.counter
    else:
        info["period"] = a.period
    if a.pin:
        info["pin"] = a.pin
    entry = {"type": a.type, "uuid": str(uuid.UUID(bytes=secret(16, number))), "name": a.name,
             "issuer": a.issuer, "icon": None, "info": info}
    if version == 1:
        return entry | {"group": a.tags[0] if a.tags else None}
    entry |= {"note": a.note, "favorite": a.pinned}
    if version == 2:
        return entry | {"group": a.tags[0] if a.tags else None}
    return entry | {"groups": [GROUPS[tag] for tag in a.tags if tag != "Archived"],
                    "archived": "Archived" in a.tags}


def database(version, accounts=ACCOUNTS):
    db = {"version": version,
          "entries": [entry(a, n, version) for n, a in enumerate(accounts)]}
    if version == 3:
        db["groups"] = [{"uuid": id, "name": name} for name, id in GROUPS.items()]
        db["icons_optimized"] = True
    return db


def expected(version):
    for a in ACCOUNTS:
        if version < 3:
            a = a.but(tags=a.tags[:1])
        yield a.but(note="", pinned=False) if version == 1 else a


def plain(db):
    return json.dumps({"version": 1, "header": {"slots": None, "params": None}, "db": db},
                      indent=4)


def seal(key, nonce, plaintext):
    sealed = AESGCM(key).encrypt(nonce, plaintext, None)
    return sealed[:-16], {"nonce": nonce.hex(), "tag": sealed[-16:].hex()}


def slot(master, password, seed, repaired=True):
    salt = secret(32, seed)
    key = Scrypt(salt=salt, length=32, n=1024, r=8, p=1).derive(password)
    sealed, params = seal(key, secret(12, seed), master)
    slot = {"type": 1, "uuid": str(uuid.UUID(bytes=salt[:16])), "key": sealed.hex(),
            "key_params": params, "n": 1024, "r": 8, "p": 1, "salt": salt.hex()}
    return slot | ({"repaired": True, "is_backup": False} if repaired else {})


def encrypted(db, slots, master):
    sealed, params = seal(master, secret(12, 99), json.dumps(db).encode())
    return json.dumps({"version": 1, "header": {"slots": slots, "params": params},
                       "db": base64.b64encode(sealed).decode()}, indent=4)


MASTER = secret(32, "master")
BIOMETRIC = {"type": 2, "uuid": str(uuid.UUID(int=1)), "key": "00" * 32,
             "key_params": {"nonce": "00" * 12, "tag": "00" * 16}}
LONG = "a password of more than sixty-four bytes, as some password managers make them"

folder = Folder("Aegis")
for version in (1, 2, 3):
    folder.write(f"plain-{version}.json", plain(database(version)), expected(version))
folder.write("encrypted.json", encrypted(
    database(3), [BIOMETRIC, slot(MASTER, b"another", 1), slot(MASTER, PASSWORD.encode(), 2)],
    MASTER), expected(3), PASSWORD)
folder.write("long-password.json", encrypted(
    database(3), [slot(MASTER, LONG.encode(), 3)], MASTER), expected(3), LONG)
# Java's buffer on a phone has twice as many bytes as the password has characters.
folder.write("old-long-password.json", encrypted(
    database(2), [slot(MASTER, LONG.encode().ljust(2 * len(LONG), b"\0"), 4, False)], MASTER),
    expected(2), LONG)

archived = ACCOUNTS[1].but(tags=("Archived", "Home"))
folder.write("archived.json", plain(database(3, [archived])), [archived])

broken = database(3)
broken["entries"][0]["info"]["secret"] = "0189!"
broken["entries"][1]["type"] = "ocra"
broken["entries"][2]["info"]["algo"] = "MD5"
broken["entries"][3]["info"]["digits"] = 77
del broken["entries"][4]["info"]
broken["entries"][5]["info"]["secret"] = ACCOUNTS[5].base32.lower() + "==="
folder.write("broken-entries.json", plain(broken), ACCOUNTS[5:], skipped=[
    ("GitHub:alice@example.com", "badSecret"), ("GitHub:bob@example.com", "unknownType"),
    ("GitHub:bob@example.com", "md5"), ("Forgejo:alice", "badDigits"), ("Example Bank:customer 4711", "missingSecret")])


def page(accounts):
    """The page to print; its QR codes are left out, but for the markup."""
    columns = ["Issuer", "Name", "Type", "QR Code", "UUID", "Note", "Favorite", "Algo", "Digits",
               "Secret", "Counter", "PIN"]
    head = "".join(f"<th>{column}</th>" for column in columns)
    rows = ""
    for a in accounts:
        cells = [a.issuer, a.name, a.type if a.type in ("steam", "yandex") else a.type.upper()]
        cells = [f"<td>{html.escape(cell)}</td>" for cell in cells]
        cells.append("<td class='qr'><img src=\"data:image/png;base64,\niVBORw0KGgo=\n\"/></td>")
        more = [str(uuid.UUID(int=7)), a.note, str(a.pinned).lower(), a.algorithm, a.digits,
                a.secret.hex() if a.type == "motp" else a.base32,
                a.counter if a.type == "hotp" else "-", a.pin or "-"]
        cells += [f"<td>{html.escape(str(cell))}</td>" for cell in more]
        rows += f"<tr>{''.join(cells)}</tr>"
    return (f"<html><head><title>Aegis</title></head><body><h1>Aegis</h1><table><tr>{head}</tr>"
            f"{rows}</table></body><style>td{{padding:1em}}</style></html>")


folder.write("page.html", page(ACCOUNTS),
             [a.but(tags=(), period=30 if a.type == "totp" else a.period) for a in ACCOUNTS])
folder.finish()
