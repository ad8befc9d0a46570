#!/usr/bin/python3
"""Makes Fixtures/Backups/raivo-otp."""

import json

from accounts import PLAIN, Folder

ACCOUNTS = [a for a in PLAIN if a.type != "steam"]


def entry(a):
    return {"issuer": a.issuer, "account": a.name, "secret": a.base32, "algorithm": a.algorithm,
            "digits": str(a.digits), "kind": a.type.upper(), "timer": str(a.period or 30),
            "counter": str(a.counter), "pinned": "true" if a.pinned else "false",
            "iconType": "", "iconValue": ""}


folder = Folder("Raivo OTP")
accounts = [a.but(note="", tags=()) for a in ACCOUNTS]
folder.write("raivo-otp-export.json", json.dumps([entry(a) for a in ACCOUNTS]), accounts)

broken = [entry(a) for a in ACCOUNTS]
broken[0]["secret"] = "Secret1One"
broken[1] |= {"digits": 6, "timer": 30, "counter": None}
broken[2]["timer"] = "0"
broken[3]["kind"] = "OCRA"
folder.write("broken-entries.json", json.dumps(broken), [accounts[1], *accounts[4:]], skipped=[
    ("GitHub:alice@example.com", "badSecret"), ("GitHub:bob@example.com", "badPeriod"),
    ("Forgejo:alice", "unknownType")])
folder.finish()
