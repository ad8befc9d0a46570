#!/usr/bin/python3
"""Makes Fixtures/Backups/lastpass."""

import html
import json

from accounts import TOTP, Folder
from logins import BROKEN, UNTITLED, expected, logins, table

HEADER = ["url", "username", "password", "totp", "extra", "name", "grouping", "fav"]
FOLDERS = [{"id": 1, "name": "Favorites", "isOpened": True},
           {"id": 2, "name": "Work", "isOpened": True},
           {"id": 3, "name": "Home", "isOpened": True},
           {"id": 0, "name": "Other accounts", "isOpened": True}]


def account(a):
    folder = next((f["id"] for f in FOLDERS if f["name"] in a.tags), 0)
    return {"accountID": "", "issuerName": a.issuer, "originalIssuerName": "Original",
            "userName": a.name, "originalUserName": "original", "secret": a.base32,
            "timeStep": a.period, "digits": a.digits, "isFavorite": a.pinned,
            "algorithm": a.algorithm, "folderData": {"folderId": folder, "position": 0}}


def backup(accounts):
    return json.dumps({"version": 3, "accounts": accounts, "folders": FOLDERS}, indent=2)


def row(a, code):
    grouping = a.tags[0] if a.tags else ""
    return ["https://example.com", a.name, "password", code, html.escape(a.note),
            html.escape(a.issuer or UNTITLED), grouping, int(a.pinned)]


folder = Folder("LastPass")
accounts = [a.but(note="", tags=a.tags[:1]) for a in TOTP]
folder.write("authenticator.json", backup([account(a) for a in TOTP]), accounts)
folder.write("empty.json", backup([]), [])

broken = [account(a) for a in TOTP]
del broken[0]["secret"]
broken[1]["digits"] = 0
broken[2] |= {"digits": "6", "timeStep": "30", "algorithm": None}
broken[3] = {"originalIssuerName": "Forgejo", "originalUserName": "alice",
             "secret": TOTP[3].base32.lower()}
broken[4]["algorithm"] = "SHA384"
broken[5]["algorithm"] = "HMAC-SHA-256"
folder.write("broken-entries.json", backup(broken), [
    a for n, a in enumerate(accounts) if n not in (0, 1, 4)],
    skipped=[("GitHub:alice@example.com", "missingSecret"),
             ("GitHub:bob@example.com", "badDigits"),
             ("Example Bank:customer 4711", "unknownAlgorithm")])

note = ["http://sn", "", "", "", "a secure note", "A note", "", 0]
bad = ["", "alice", "", BROKEN, "", "Broken", "", 0]
folder.write("logins.csv", table(HEADER, [note, *[row(a, code) for a, code in logins()], bad]),
             [a.but(tags=a.tags[:1]) for a in expected(keep=["note", "tags", "pinned"])],
             skipped=[("Broken:alice", "badSecret")], others=1)
folder.finish()
