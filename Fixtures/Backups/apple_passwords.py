#!/usr/bin/python3
"""Makes Fixtures/Backups/apple-passwords."""

from accounts import Folder
from logins import BROKEN, UNTITLED, expected, logins, table

HEADER = ["Title", "URL", "Username", "Password", "Notes", "OTPAuth"]


def row(a, code):
    return [a.issuer or UNTITLED, "https://example.com/", a.name, 'pass"word,', a.note, code]


folder = Folder("Apple Passwords")
login = ["A login", "https://example.com/", "alice", "password", "two\nlines", ""]
broken = ["Broken", "", "alice", "", "", BROKEN]
folder.write("passwords.csv",
             table(HEADER, [login, *[row(a, code) for a, code in logins()], broken]),
             expected(keep=["note"]), skipped=[("Broken:alice", "badSecret")], others=1)
folder.finish()
