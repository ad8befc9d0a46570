#!/usr/bin/python3
"""Makes Fixtures/Backups/freeotp (of FreeOTP+), freeotp-1 and freeotp-2. Debian package: python3-cryptography."""

import hashlib
import json
import uuid
from xml.sax.saxutils import escape, quoteattr

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from accounts import PASSWORD, PLAIN, Folder, secret

MINE = [a for a in PLAIN if a.type != "steam"]
STEAM = [a for a in PLAIN if a.type == "steam"]


def signed(data):
    return [byte - 256 if byte > 127 else byte for byte in data]


def token(a, with_secret=True):
    value = {"algo": a.algorithm, "counter": a.counter, "digits": a.digits,
             "issuerExt": a.issuer, "issuerInt": a.issuer, "label": a.name,
             "period": a.period or 30, "type": "HOTP" if a.type == "hotp" else "TOTP"}
    return value | ({"secret": signed(a.secret)} if with_secret else {})


def bare(accounts):
    return [a.but(note="", tags=(), pinned=False) for a in accounts]


def preferences(values):
    rows = [f"    <string name={quoteattr(name)}>{escape(text, {chr(34): '&quot;'})}</string>"
            for name, text in values]
    head = "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>"
    return "\n".join([head, "<map>", *rows, "</map>", ""])


plus = Folder("FreeOTP+")
order = [f"{a.issuer}:{a.name}" for a in PLAIN]
plus.write("freeotp-backup.json", json.dumps(
    {"tokenOrder": order, "tokens": [token(a) for a in PLAIN]}), bare(PLAIN))
renamed = token(MINE[0]) | {"issuerAlt": "Renamed", "labelAlt": "by hand"}
plus.write("renamed.json", json.dumps(
    {"tokenOrder": [], "tokens": [renamed, token(MINE[1]) | {"secret": [300]},
                                  token(MINE[2]) | {"type": "STEAM2"}]}),
    [a.but(issuer="Renamed", name="by hand") for a in bare(MINE[:1])],
    skipped=[("GitHub:bob@example.com", "missingSecret"),
             ("GitHub:bob@example.com", "unknownType")])
plus.finish()

first = Folder("FreeOTP 1")
values = [("tokenOrder", json.dumps(order))]
values += [(f"{a.issuer}:{a.name}", json.dumps(token(a))) for a in MINE]
first.write("tokens.xml", preferences(values), bare(MINE))
first.write("damaged-token.xml", preferences([*values[:2], ("Damaged:alice", "{")]),
            bare(MINE[:1]), skipped=[("Damaged:alice", "damaged")])
first.finish()


def java_text(text):
    units = text.encode("utf-16-be")
    out = b""
    for unit in (int.from_bytes(units[n:n + 2], "big") for n in range(0, len(units), 2)):
        if 0 < unit < 0x80:
            out += bytes([unit])
        elif unit < 0x800:
            out += bytes([0xC0 | unit >> 6, 0x80 | unit & 63])
        else:
            out += bytes([0xE0 | unit >> 12, 0x80 | unit >> 6 & 63, 0x80 | unit & 63])
    return out


def java_string(text):
    data = java_text(text)
    if len(data) > 0xFFFF:
        return b"\x7c" + len(data).to_bytes(8, "big") + data
    return b"\x74" + len(data).to_bytes(2, "big") + data


def hash_map(pairs):
    def field(kind, name):
        return kind + len(name).to_bytes(2, "big") + name
    name = b"java.util.HashMap"
    head = b"\xac\xed\x00\x05sr" + len(name).to_bytes(2, "big") + name
    head += bytes.fromhex("0507dac1c31660d1") + b"\x03" + (2).to_bytes(2, "big")
    head += field(b"F", b"loadFactor") + field(b"I", b"threshold") + b"xp"
    head += bytes.fromhex("3f400000") + (24).to_bytes(4, "big")
    head += b"w\x08" + (32).to_bytes(4, "big") + len(pairs).to_bytes(4, "big")
    # A text that was written already is referred to.
    handles, body = {}, b""
    for text in (text for pair in pairs for text in pair):
        if text in handles:
            body += b"q" + (0x7E0002 + handles[text]).to_bytes(4, "big")
        else:
            handles[text] = len(handles)
            body += java_string(text)
    return head + body + b"x"


def sealed(key, data, mark, seed, bare_nonce=False):
    nonce = secret(12, seed)
    text = AESGCM(key).encrypt(nonce, data, mark.encode())
    der = b"\x04\x0c" + nonce if bare_nonce else b"\x30\x11\x04\x0c" + nonce + b"\x02\x01\x10"
    return {"mCipher": "AES/GCM/NoPadding", "mCipherText": signed(text),
            "mParameters": signed(der), "mToken": mark}


def backup(accounts, algorithm, bare_nonce=False):
    master, salt = secret(32, "master"), secret(32, "salt")
    key = hashlib.pbkdf2_hmac(algorithm, PASSWORD.encode(), salt, 1000, 32)
    pairs = [("masterKey", json.dumps({
        "mAlgorithm": f"PBKDF2withHmac{algorithm.upper()}",
        "mEncryptedKey": sealed(key, master, "AES", "key", bare_nonce), "mIterations": 1000,
        "mSalt": signed(salt)}))]
    for n, a in enumerate(accounts):
        name = str(uuid.UUID(bytes=secret(16, n)))
        mark = f"Hmac{a.algorithm}"
        pairs.append((f"{name}-token", json.dumps(token(a, False), ensure_ascii=False)))
        pairs.append((name, json.dumps(
            {"key": json.dumps(sealed(master, a.secret, mark, n, bare_nonce))})))
    return pairs


second = Folder("FreeOTP 2")
second.write("externalBackup.xml", hash_map(backup(MINE, "sha512")), bare(MINE), PASSWORD)
second.write("older-backup.xml", hash_map(backup(MINE, "sha1", True)), bare(MINE), PASSWORD)
pairs = backup(MINE[:4], "sha512")
del pairs[2]
pairs[3] = (pairs[3][0], pairs[3][1].replace("HmacSHA1", "HmacSHA5"))
second.write("broken-entries.xml", hash_map(pairs), bare(MINE[2:4]), PASSWORD, skipped=[
    ("GitHub:alice@example.com", "missingSecret"),
    ("GitHub:bob@example.com", "file(Importers.ImportError.damaged(Importers.ImportError.Damage.cipher))")])
second.finish()
