#!/usr/bin/python3
"""Makes Fixtures/Backups/proton-pass."""

import json

from accounts import Folder
from logins import BARE, BROKEN, UNTITLED, expected, logins, spaced, table, uri

HEADER = ["type", "name", "url", "email", "username", "password", "note", "totp", "createTime",
          "modifyTime", "vault"]


def field(name, code):
    return {"fieldName": name, "type": "totp", "data": {"totpUri": code}}


def item(title, name, code="", note="", type="login", fields=(), state=1, pinned=False, **more):
    content = {"itemEmail": "alice@example.com", "itemUsername": name, "password": "password",
               "urls": [], "totpUri": code, "passkeys": []} if type == "login" else {}
    return {"itemId": "id", "shareId": "id", "state": state, "aliasEmail": None, "pinned": pinned,
            "data": {"metadata": {"name": title, "note": note, "itemUuid": "uuid"},
                     "extraFields": [{"fieldName": "text", "type": "text",
                                      "data": {"content": "text"}}, *fields],
                     "type": type, "content": content | more}}


def export(vaults):
    vaults = {f"{name}==": {"name": name, "description": "", "items": items}
              for name, items in vaults.items()}
    return json.dumps({"version": "1.21.2", "encrypted": False, "vaults": vaults}, indent=2)


def login(a, code):
    return item(a.issuer or UNTITLED, a.name, code, a.note, pinned=a.pinned)


folder = Folder("Proton Pass")
items = [login(a, code) for a, code in logins()]
others = [item("A note", "", type="note"), item("A login", "alice")]
folder.write("one-vault.json", export({"Personal": [*others, *items]}),
             expected(keep=["note", "pinned"]), others=2)

first, second, third = [BARE.but(issuer=name) for name in ("First", "Second", "Third")]
several = item("Several", "alice", uri(first),
               fields=[field("broken", BROKEN), field("second", uri(second)), field("empty", "")])
section = {"sectionName": "section", "sectionFields": [field("third", uri(third))]}
custom = item("Custom", "", type="custom", state=2, sections=[section])
folder.write("two-vaults.json", export({
    "Personal": [several], "Work": [custom, item("Bare", "", spaced(BARE))]}), [
        first.but(tags=("Personal",)), second.but(tags=("Personal",)),
        third.but(tags=("Work",), trashed=True),
        BARE.but(name="alice@example.com", tags=("Work",))],
    skipped=[("Several:alice", "badSecret")])

rows = [["note", "A note", "", "", "", "", "a note", "", "", "", "Personal"]]
rows += [["login", a.issuer or UNTITLED, "https://example.com", "", a.name, "password", a.note,
          code, "1689182868", "1689182868", "Personal"] for a, code in logins()]
folder.write("export.csv", table(HEADER, rows),
             [a.but(tags=("Personal",)) for a in expected(keep=["note"])], others=1)
folder.finish()
