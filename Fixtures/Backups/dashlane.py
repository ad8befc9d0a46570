#!/usr/bin/python3
"""Makes Fixtures/Backups/dashlane."""

from accounts import Folder
from logins import BROKEN, UNTITLED, expected, logins, table

HEADER = ["username", "username2", "username3", "title", "password", "note", "url", "category"]


def row(a, code):
    category = a.tags[0] if a.tags else ""
    return [a.name, "", "", a.issuer or UNTITLED, "password", a.note, "https://example.com",
            category, code]


def credentials(column):
    login = ["alice", "", "", "A login", "password", "", "", "", ""]
    broken = ["alice", "", "", "Broken", "", "", "", "", BROKEN]
    return table([*HEADER, column], [login, *[row(a, code) for a, code in logins()], broken])


folder = Folder("Dashlane")
accounts = [a.but(tags=a.tags[:1]) for a in expected(keep=["note", "tags"])]
for column in "otpSecret", "otpUrl":
    folder.write(f"{column}.csv", credentials(column), accounts,
                 skipped=[("Broken:alice", "badSecret")], others=1)
folder.finish()
