#!/usr/bin/python3
"""Makes Fixtures/Backups/authenticator-browser-extension. Debian packages: python3-argon2,
python3-cryptography."""

import base64
import hashlib
import json
import uuid

from argon2.low_level import Type, hash_secret, hash_secret_raw
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from accounts import PASSWORD, PLAIN, Account, Folder, secret

BATTLE = Account("Battle.net", "player", secret(20, "battle"), digits=8)
HEX = Account("Hex", "alice", secret(20, "hex"))
ACCOUNTS = [*PLAIN, BATTLE, HEX, HEX.but(issuer="Counted", type="hotp", period=0, counter=7)]
TYPES = ["totp", "hotp", "battle", "steam", "hex", "hhex"]
COSTS = {"time_cost": 1, "memory_cost": 1024, "parallelism": 1, "hash_len": 24, "type": Type.ID}


def identifier(number):
    return str(uuid.UUID(bytes=secret(16, number), version=4))


def entry(a, number):
    type, text = a.type, a.base32
    if a is BATTLE:
        type = "battle"
    if a.secret == HEX.secret:
        type, text = {"totp": "hex", "hotp": "hhex"}[a.type], a.secret.hex()
    entry = {"encrypted": False, "hash": identifier(number), "index": number, "type": type,
             "secret": text, "dataType": "OTPStorage", "issuer": a.issuer, "account": a.name}
    if a.pinned:
        entry["pinned"] = True
    if a.type == "hotp":
        entry["counter"] = a.counter
    if a.period not in (0, 30):
        entry["period"] = a.period
    if a.digits != 6 and type != "battle":
        entry["digits"] = a.digits
    if a.algorithm != "SHA1":
        entry["algorithm"] = a.algorithm
    return entry


def entries(accounts=ACCOUNTS):
    return {identifier(n): entry(a, n) for n, a in enumerate(accounts)}


def seal(plaintext, passphrase, seed):
    """What OpenSSL's `enc -md md5` and CryptoJS write."""
    salt = secret(8, seed)
    derived = b""
    block = b""
    while len(derived) < 48:
        block = hashlib.md5(block + passphrase + salt).digest()
        derived += block
    padder = PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(derived[:32]), modes.CBC(derived[32:48])).encryptor()
    padded = padder.update(plaintext) + padder.finalize()
    return base64.b64encode(b"Salted__" + salt + encryptor.update(padded)).decode()


def sealed_secrets(passphrase):
    return {id: entry | {"encrypted": True,
                         "secret": seal(entry["secret"].encode(), passphrase, id)}
            for id, entry in entries().items()}


def encoded_hash(passphrase, seed):
    return hash_secret(passphrase, secret(16, seed), **COSTS).decode()


def second_version():
    key = secret(64, "key")
    passphrase = key.hex().encode()
    return sealed_secrets(passphrase) | {"key": {
        "enc": seal(key, PASSWORD.encode(), "enc"), "hash": encoded_hash(passphrase, "hash")}}


def third_version(accounts, password=PASSWORD, seed="third"):
    salt = secret(16, seed).hex()
    derived = hash_secret_raw(password.encode(), salt.encode(), **COSTS)
    passphrase = base64.b64encode(derived).rstrip(b"=")
    id = identifier(seed)
    sealed = {name: {"dataType": "EncOTPStorage", "keyId": id, "index": entry["index"],
                     "data": seal(json.dumps(entry).encode(), passphrase, name)}
              for name, entry in entries(accounts).items()}
    return sealed | {id: {"dataType": "Key", "id": id, "salt": salt, "version": 3,
                          "hash": encoded_hash(passphrase, seed)}}


def text(backup):
    return json.dumps(backup, indent=2)


folder = Folder("Authenticator browser extension")
accounts = [a.but(note="", tags=()) for a in ACCOUNTS]
folder.write("plain.json", text(entries()).replace("\n", "\r\n"), accounts)
folder.write("version-1.json", text(sealed_secrets(PASSWORD.encode())), accounts, PASSWORD)
folder.write("version-2.json", text(second_version()), accounts, PASSWORD)
folder.write("version-3.json", text(third_version(ACCOUNTS)), accounts, PASSWORD)

other = third_version(ACCOUNTS[:1], "another password", "other")
other = {f"{id[:-1]}x" if "keyId" in entry else id: entry for id, entry in other.items()}
folder.write("two-keys.json", text(third_version(ACCOUNTS) | other), accounts, PASSWORD,
             skipped=[("", "refused")])

# Versions differ in how they write types and algorithms; missing values have a default.
names = ["Number", "Prefix", "Long prefix", "Steam", "Guessed", "Algorithm"]
odd = {identifier(name): {"secret": HEX.base32, "issuer": name, "encrypted": False}
       for name in names}
values = list(odd.values())
values[0] |= {"type": 2, "counter": "7", "digits": 0, "period": None}
values[1]["secret"] = "blz-" + HEX.base32
values[2]["secret"] = "bliz-" + HEX.base32.lower()
values[3] |= {"type": "4", "secret": "stm-" + HEX.base32, "digits": 10}
values[4] |= {"type": "totp", "secret": HEX.secret.hex()}
values[5] |= {"algorithm": "2", "period": -1}
odd[identifier("gost")] = values[0] | {"issuer": "GOST", "algorithm": "GOST3411_2012_256"}
odd[identifier("type")] = values[0] | {"issuer": "Type", "type": "ocra"}
odd["UserSettings"] = {"theme": "dark"}
plain = [HEX.but(issuer=name, name="") for name in names]
plain[0] = plain[0].but(type="hotp", period=0, counter=7)
plain[1:3] = [a.but(digits=8) for a in plain[1:3]]
plain[3] = plain[3].but(type="steam", digits=5)
plain[5] = plain[5].but(algorithm="SHA256")
folder.write("odd-entries.json", text(odd), plain, skipped=[
    ("GOST", "unknownAlgorithm"), ("Type", "unknownType")])
minimal = {"7733be61632fa6af88d31218e6c4afb2": {"secret": HEX.base32}}
folder.write("minimal.json", text(minimal), [HEX.but(issuer="", name="")])
folder.finish()
