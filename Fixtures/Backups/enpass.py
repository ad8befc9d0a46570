#!/usr/bin/python3
"""Makes Fixtures/Backups/enpass."""

import json

from accounts import Folder
from logins import BARE, BROKEN, UNTITLED, expected, logins, uri

TAGS = ["Code", "Home", "Work"]


def field(type, value, deleted=0):
    return {"deleted": deleted, "label": type.title(), "sensitive": 0, "type": type,
            "uid": 10, "value": value}


def item(title, name, codes, note="", tags=(), pinned=False, trashed=False):
    fields = [field("username", ""), field("email", name), field("password", "password"),
              field("totp", "JBSWY3DP", deleted=1), *[field("totp", code) for code in codes]]
    return {"archived": 0, "auto_submit": 1, "category": "login", "favorite": int(pinned),
            "fields": fields, "folders": [f"uuid-{tag}" for tag in tags], "note": note,
            "subtitle": name, "template_type": "login.default", "title": title,
            "trashed": int(trashed), "uuid": title}


def backup(items):
    folders = [{"icon": "1008", "parent_uuid": "", "title": tag, "uuid": f"uuid-{tag}"}
               for tag in TAGS]
    return json.dumps({"folders": folders, "items": items}, indent=2)


folder = Folder("Enpass")
items = [item(a.issuer or UNTITLED, a.name, [code], a.note, a.tags, a.pinned)
         for a, code in logins()]
second = BARE.but(issuer="Second", trashed=True)
items += [item("A login", "alice", [""]),
          item("Two", "alice", [BROKEN, uri(second)], trashed=True)]
folder.write("export.json", backup(items),
             [*expected(keep=["note", "tags", "pinned"]), second],
             skipped=[("Two:alice", "badSecret")], others=1)
folder.finish()
