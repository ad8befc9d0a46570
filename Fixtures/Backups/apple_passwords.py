#!/usr/bin/python3
"""Makes Fixtures/Backups/apple-passwords."""

import csv
import io
from urllib.parse import quote

from accounts import TOTP, Folder

HEADER = ["Title", "URL", "Username", "Password", "Notes", "OTPAuth"]


def uri(a):
    label = quote(f"{a.issuer}:{a.name}" if a.issuer else a.name)
    return (f"otpauth://totp/{label}?secret={a.base32}&issuer={quote(a.issuer)}"
            f"&algorithm={a.algorithm}&digits={a.digits}&period={a.period}")


def table(rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    return text.getvalue()


def row(a):
    return [a.issuer or "Untitled", "https://example.com/", a.name, 'pass"word,', a.note, uri(a)]


folder = Folder("Apple Passwords")
expected = [a.but(tags=(), pinned=False, issuer=a.issuer or "Untitled") for a in TOTP]
login = ["A login", "https://example.com/", "alice", "password", "two\nlines", ""]
broken = ["Broken", "", "alice", "", "", "otpauth://totp/Broken:alice?secret=0189"]
folder.write("passwords.csv", table([login, *map(row, TOTP), broken]), expected,
             skipped=[("Broken", "badSecret")], others=1)
folder.finish()
