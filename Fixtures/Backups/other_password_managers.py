#!/usr/bin/python3
"""Makes Fixtures/Backups/other-password-managers: tables that no app of the catalogue has."""

from accounts import Folder
from logins import UNTITLED, expected, logins, table

folder = Folder("other password managers")
rows = [[a.issuer or UNTITLED, a.name, "password", code, a.note, "yes" if a.pinned else ""]
        for a, code in logins()]
folder.write("first.csv", table(["Name", "Login", "Password", "TOTP", "Notes", "Favorite"],
                                [["A card", "", "", "", "", ""], *rows]),
             expected(keep=["note", "pinned"]), others=1)
rows = [[a.name, a.issuer or UNTITLED, code] for a, code in logins()]
rows.append(["alice", "Broken", "otpauth://totp/x?secret=0189"])
folder.write("second.csv", "\ufeff" + table(["user", "service", "otp_secret"], rows).replace("\n", "\r\n"),
             expected(), skipped=[("Broken:alice", "badSecret")])
folder.finish()
