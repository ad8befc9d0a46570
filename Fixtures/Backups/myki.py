#!/usr/bin/python3
"""Makes Fixtures/Backups/myki."""

from accounts import Folder
from logins import BARE, BROKEN, UNTITLED, expected, logins, spaced, table

ACCOUNTS = ["nickname", "url", "username", "password", "additionalInfo", "twofaSecret", "status",
            "tags"]
CODES = ["status", "tags", "nickname", "authToken", "additionalInfo"]


def row(a, code):
    return [a.issuer or UNTITLED, "https://example.com", a.name, "password", a.note, code,
            "active", ""]


folder = Folder("Myki")
login = ["A login", "", "alice", "password", "", "", "active", ""]
broken = ["Broken", "", "alice", "", "", BROKEN, "active", ""]
folder.write("accounts.csv",
             table(ACCOUNTS, [login, *[row(a, code) for a, code in logins()], broken]),
             expected(keep=["note"]), skipped=[("Broken:alice", "badSecret")], others=1)
folder.write("codes.csv", table(CODES, [["active", "", "Bare", spaced(BARE), "a note"]]),
             [BARE.but(name="", note="a note")])
folder.finish()
