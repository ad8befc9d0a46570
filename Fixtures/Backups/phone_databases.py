#!/usr/bin/python3
"""Makes Fixtures/Backups of the databases and archives of Google, Microsoft and Authenticator
Plus, as fob-unpack prints them."""

import base64
from urllib.parse import quote

from accounts import ACCOUNTS, PLAIN, TOTP, Folder, secret
from unpacked import archive, database, table

MINE = [a for a in PLAIN if a.type != "steam" and a.algorithm == "SHA1" and a.digits == 6]


def bare(accounts):
    return [a.but(note="", tags=(), pinned=False) for a in accounts]


def google_row(n, a):
    return [n, a.name, a.base32.lower(), a.counter, int(a.type == "hotp"), 0, a.issuer or None,
            f"{a.issuer}:{a.name}"]


google = Folder("Google Authenticator's database")
columns = ["_id", "email", "secret", "counter", "type", "provider", "issuer", "original_name"]
rows = [google_row(n, a) for n, a in enumerate(MINE)]
google.write("databases.unpacked", database(table("accounts", columns, rows)), bare(MINE))
oldest = [[n, f"{a.issuer}:{a.name}" if a.issuer else a.name, a.base32, a.counter,
           int(a.type == "hotp")] for n, a in enumerate(MINE)]
google.write("oldest.unpacked", database(table("accounts", columns[:5], oldest)), bare(MINE))
blob = [*rows[0][:2], MINE[0].secret, *rows[0][3:]]
typed = [*rows[1][:4], 7, *rows[1][5:]]
sealed = [[*row, flag] for row, flag in ((blob, 0), (typed, 0), (rows[3], 1))]
google.write("broken-rows.unpacked", database(table("accounts", [*columns, "isencrypted"], sealed)),
             bare(MINE[:1]),
             skipped=[("GitHub:bob@example.com", "unknownType"), ("Forgejo:alice", "refused")])
battle = ACCOUNTS[0].but(issuer="Blizzard", name="player", digits=8, tags=("Games",))
plus = [[*google_row(9, battle)[:2], battle.secret.hex(), 0, 2, 0, "Battle.net®", "EU-1", "Games"],
        [*rows[0], "All Accounts"]]
google.finish()

other = Folder("Authenticator Plus")
other.write("database.unpacked", database(
    table("accounts", [*columns, "category"], plus)), [*bare([battle.but(tags=())]), *bare(MINE[:1])])
other.rows[-2][12] = "Games"


def uri(a):
    label = quote(f"{a.issuer}:{a.name}" if a.issuer else a.name)
    return (f"otpauth://totp/{label}?secret={a.base32}&issuer={quote(a.issuer)}"
            f"&algorithm={a.algorithm}&digits={a.digits}&period={a.period}\n")


other.write("export.unpacked", archive({
    "Accounts.html": b"<html></html>", "Accounts.txt": "".join(map(uri, TOTP)).encode()}),
    bare(TOTP))
other.finish()

microsoft = Folder("Microsoft Authenticator")
columns = ["_id", "name", "username", "oath_secret_key", "account_type",
           "encrypted_oath_secret_key"]
six = [a for a in MINE if a.type == "totp"]
own = ACCOUNTS[0].but(issuer="Microsoft", name="alice@example.org", secret=secret(20, "ms"),
                      digits=8)
rows = [[n, a.issuer, a.name, a.base32.lower(), 0, None] for n, a in enumerate(six)]
rows.append([90, own.issuer, own.name, base64.b64encode(own.secret).decode(), 1, None])
rows.append([91, "Contoso", "work@example.org", "", 2, None])
rows.append([92, "Sealed", "alice", "", 0, "AAAA"])
rows.append([93, "Empty", "alice", "", 0, None])
microsoft.write("PhoneFactor.unpacked", database(table("accounts", columns, rows)),
                bare([*six, own]), skipped=[
                    ("Contoso:work@example.org", "refused"), ("Sealed:alice", "refused"),
                    ("Empty:alice", "missingSecret")])
microsoft.finish()
