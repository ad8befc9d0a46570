#!/usr/bin/python3
"""Makes Fixtures/Backups/synology-c2-password."""

from accounts import Folder
from logins import UNTITLED, expected, logins, table

HEADER = ["Display_Name", "Notes", "Login_Username", "Login_Password", "Login_URLs", "Login_TOTP",
          "Favorite", "Others"]


def row(a, code):
    return [a.issuer or UNTITLED, a.note, a.name, "password",
            "https://example.com\nhttps://example.org", code, "true" if a.pinned else "", "{}"]


folder = Folder("Synology C2 Password")
card = ["A card", "", "", "", "", "", "", '{"Type":"Card","Card_Number":"4111"}']
folder.write("export.csv", table(HEADER, [card, *[row(a, code) for a, code in logins()]]),
             expected(keep=["note", "pinned"]), others=1)
folder.finish()
