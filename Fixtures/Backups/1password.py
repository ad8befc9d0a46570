#!/usr/bin/python3
"""Makes Fixtures/Backups/1password."""

import json

from accounts import Folder
from logins import BARE, BROKEN, UNTITLED, expected, logins, table, uri

HEADER = ["Title", "Url", "Username", "Password", "OTPAuth", "Favorite", "Archived", "Tags",
          "Notes"]


def item(title, name, codes, note="", tags=(), pinned=False, state="active"):
    fields = [{"title": "one-time password", "id": "TOTP_1", "value": {"totp": code}}
              for code in codes]
    fields += [{"title": "text", "id": "text", "value": {"string": "text"}}]
    return {"uuid": "uuid", "favIndex": int(pinned), "state": state, "categoryUuid": "001",
            "overview": {"title": title, "url": "https://example.com", "tags": list(tags)},
            "details": {"loginFields": [
                {"value": "password", "designation": "password", "fieldType": "P"},
                {"value": name, "designation": "username", "fieldType": "T"}],
                "notesPlain": note, "sections": [{"title": "", "fields": fields}]}}


def export(*vaults):
    vaults = [{"attrs": {"uuid": name, "name": name, "type": "P"}, "items": items}
              for name, items in vaults]
    return json.dumps({"accounts": [{"attrs": {"accountName": "Alice"}, "vaults": vaults}]})


def login(a, code):
    return item(a.issuer or UNTITLED, a.name, [code], a.note, a.tags, a.pinned)


def row(a, code):
    return [a.issuer or UNTITLED, "https://example.com", a.name, "password", code,
            str(a.pinned).lower(), "false", ";".join(a.tags), a.note]


folder = Folder("1Password")
accounts = list(expected(keep=["note", "tags", "pinned"]))
items = [login(a, code) for a, code in logins()]
folder.write("export.data", export(("Private", [item("A login", "alice", []), *items])), accounts,
             others=1)

first, second = [BARE.but(issuer=name) for name in ("First", "Second")]
old = {"item": item("Old", "alice", [BARE.base32], state="deleted")}
folder.write("two-vaults.data", export(
    ("Private", [item("Several", "alice", [uri(first), BROKEN, uri(second)])]),
    ("Shared", [old])), [
        first.but(tags=("Private",)), second.but(tags=("Private",)),
        BARE.but(issuer="Old", tags=("Shared",), trashed=True)],
    skipped=[("Several:alice", "badSecret")])

broken = ["Broken", "", "alice", "", BROKEN, "false", "false", "", ""]
plain = ["A login", "", "alice", "password", "", "false", "false", "", ""]
folder.write("export.csv", table(HEADER, [plain, *[row(a, code) for a, code in logins()], broken]),
             accounts, skipped=[("Broken:alice", "badSecret")], others=1)
folder.finish()
