#!/usr/bin/python3
"""Makes Fixtures/Backups/ente-auth. Debian packages: python3-argon2, python3-nacl."""

import base64
import json

from argon2.low_level import Type, hash_secret_raw
from nacl import bindings

from accounts import PASSWORD, PLAIN, Folder, secret
from logins import BARE, BROKEN, uri


def display(a):
    return {"pinned": a.pinned, "trashed": a.trashed, "lastUsedAt": 0, "tapCount": 0,
            "tags": list(a.tags), "note": a.note, "position": 0, "iconSrc": "", "iconID": ""}


def line(a):
    return uri(a, codeDisplay=json.dumps(display(a)))


def sealed(plaintext):
    """One message of a secretstream. libsodium draws its header, so this file alone changes."""
    salt, memory, passes = secret(16, "salt"), 1 << 20, 2
    key = hash_secret_raw(PASSWORD.encode(), salt, time_cost=passes, memory_cost=memory // 1024,
                          parallelism=1, hash_len=32, type=Type.ID)
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    header = bindings.crypto_secretstream_xchacha20poly1305_init_push(state, key)
    data = bindings.crypto_secretstream_xchacha20poly1305_push(
        state, plaintext, tag=bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL)
    text = {name: base64.b64encode(value).decode()
            for name, value in {"salt": salt, "data": data, "header": header}.items()}
    return json.dumps({
        "version": 1, "encryptedData": text["data"], "encryptionNonce": text["header"],
        "kdfParams": {"memLimit": memory, "opsLimit": passes, "salt": text["salt"]}})


def page(accounts, start, end, secret_word):
    """The page to print, in which nothing is escaped."""
    entries = [f"""
    {start}
          <p><b>{a.issuer}</b></p>
          <p><b>{a.name}</b></p>
          <p class="group">Type: <b>{a.type}</b></p>
          <p>Algorithm: <b>{a.algorithm.lower()}</b></p>
          <p>Digits: <b>{a.digits}</b></p>
          <p>{secret_word}: <b>{a.base32}</b></p>
          {f"<p>Note: <b>{a.note}</b></p>" if a.note else ""}
          <img src="data:image/png;base64,iVBORw0KGgo=" alt="QR Code">
    {end}<br/>""" for a in accounts]
    return ("\n  <!DOCTYPE html>\n  <html><style>.otp-entry { width: 100%; }</style><body>"
            f"<h1>Ente Auth</h1><p>{''.join(entries)}</p><p>Ente</p></body></html>\n")


folder = Folder("Ente Auth")
accounts = [*PLAIN, BARE.but(trashed=True)]
lines = [line(a) for a in accounts]
broken = BROKEN + "&codeDisplay=%7B%7D"
folder.write("plain.txt", "\n".join([*lines, broken]) + "\n", accounts,
             skipped=[("Broken:alice", "badSecret")])
if not (folder.path / "encrypted.json").exists():
    folder.path.mkdir(exist_ok=True)
    (folder.path / "encrypted.json").write_text(sealed("\n".join(lines).encode()))
folder.write("encrypted.json", (folder.path / "encrypted.json").read_bytes(), accounts, PASSWORD)

bare = [a.but(note="", tags=(), pinned=False) for a in PLAIN]
folder.write("commas.txt", ",".join(uri(a) for a in bare), bare)
items = [{"rawData": uri(a), "display": display(a)} for a in accounts]
folder.write("items.json", json.dumps({"items": [*items, {"rawData": BROKEN}]}), accounts,
             skipped=[("Broken:alice", "badSecret")])

# Only the QR codes have the period and the counter, and there are none here.
shown = [a.but(tags=(), pinned=False, counter=0, period=0 if a.type == "hotp" else 30)
         for a in PLAIN]
folder.write("page.html", page(PLAIN, '<table class="otp-entry">\n<tr><td>', "</td></tr></table>",
                               "Secret"), shown)
bad = BARE.but(issuer="Broken", type="other")
folder.write("old-page.html", page([bad, *PLAIN], '<div class="otp-entry"><div>', "</div></div>",
                                   "Recovery Code"), shown,
             skipped=[("Broken:alice", "unknownType")])

secret_text = BARE.base32.lower()
odd = ["otpauth://totp/:alice?algorithm=SHA1&digits=6&issuer&period=30&secret=%s&codeDisplay="
       "%%7B%%22note%%22%%3A%%22a%%20note%%22%%2C%%22tags%%22%%3Anull%%7D",
       "\"otpauth://totp/Two:Näh #1, & Söhne?secret=%s&algorithm=Algorithm.sha256&period=null\"",
       "otpauth://steam/Three:b?secret=%s&digits=5&codeDisplay=not%%20JSON"]
folder.write("odd-lines.txt", "\r\n".join(text % secret_text for text in odd), [
    BARE.but(issuer="", note="a note"),
    BARE.but(issuer="Two", name="Näh #1, & Söhne", algorithm="SHA256"),
    BARE.but(issuer="Three", name="b", type="steam", digits=5)])
folder.finish()
