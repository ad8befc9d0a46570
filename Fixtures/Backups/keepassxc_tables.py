#!/usr/bin/python3
"""Makes Fixtures/Backups/keepassxc-tables."""

import csv

from accounts import PLAIN, Folder
from logins import BARE, BROKEN, UNTITLED, spaced, table, uri

HEADER = ["Group", "Title", "Username", "Password", "URL", "Notes", "TOTP", "Icon",
          "Last Modified", "Created"]
DATES = ["2024-01-15T10:30:00Z", "2024-01-15T10:25:00Z"]


def row(group, title, name, note, code):
    return [group, title, name, "password", "", note, code, "0", *DATES]


def code(a):
    # Steam is an ordinary URI with a parameter there.
    return uri(a.but(type="totp"), encoder="steam") if a.type == "steam" else uri(a)


groups = {a: "/".join(["Passwords", *a.tags]) for a in PLAIN}
accounts = [a.but(issuer=a.issuer or UNTITLED, pinned=False,
                  tags=("/".join(a.tags),) if a.tags else ()) for a in PLAIN]
rows = [row(groups[a], a.issuer or UNTITLED, a.name, a.note, code(a)) for a in PLAIN]
rows += [row("Passwords", "A login", "alice", "", ""),
         row("Passwords/Recycle Bin", BARE.issuer, BARE.name, "", spaced(BARE)),
         row("Passwords", "Broken", "alice", "", BROKEN)]

folder = Folder("KeePassXC tables")
folder.write("passwords.csv", table(HEADER, rows, quoting=csv.QUOTE_ALL),
             [*accounts, BARE.but(trashed=True)], skipped=[("Broken:alice", "badSecret")],
             others=1)
folder.finish()
