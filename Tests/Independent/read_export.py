#!/usr/bin/python3
"""Reads what `fob export` writes, with other people's libraries, and prints the accounts.

    read_export.py FORMAT FILE... [< PASSWORD]     FORMAT as `fob export --to` has it

Ciphers are those of cryptography, PyNaCl and argon2-cffi, Protocol Buffers those of protobuf, codes
those of pyotp, QR codes are read by zbarimg and pages drawn by pdftoppm; the formats are read from
their specifications. An account has a line that ends with a record separator (U+001E) and has unit
separators (U+001F) between: issuer, name, type, hash function, digits, period or counter, secret in
hexadecimal, PIN, note, tags with | between them, whether it is pinned, and the code at Unix time
1700000000 where pyotp knows the type.
"""

import base64
import csv
import hashlib
import html.parser
import io
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

import pyotp

TIME = 1_700_000_000


def code(type_, algorithm, digits, turn, secret):
    digest = getattr(hashlib, algorithm.lower())
    if type_ == "totp":
        return pyotp.TOTP(secret, digits=digits, digest=digest, interval=turn).at(TIME)
    if type_ == "hotp":
        return pyotp.HOTP(secret, digits=digits, digest=digest).at(turn)
    return ""


def account(issuer, name, type_, algorithm, digits, turn, secret, pin="", note="", tags=(),
            pinned=False):
    """Base32 with or without padding goes in."""
    return [issuer or "", name or "", type_, algorithm, str(digits), str(turn),
            from_base32(secret).hex(), pin or "", note or "", "|".join(sorted(tags)),
            "pinned" if pinned else "", code(type_, algorithm, digits, turn, secret)]


def from_base32(text):
    text = text.rstrip("=")
    return base64.b32decode(text + "=" * (-len(text) % 8))


def from_uri(uri, **more):
    parts = urllib.parse.urlsplit(uri)
    values = dict(urllib.parse.parse_qsl(parts.query, strict_parsing=True))
    if parts.scheme == "motp":
        label = urllib.parse.unquote(parts.netloc or parts.path)
        secret = base64.b32encode(values["secret"].encode()).decode()
        issuer, name = label.split(":", 1)
        return account(issuer, name, "motp", "MD5", 6, 10, secret, pin_of(values), **more)
    type_ = {"yaotp": "yandex"}.get(parts.netloc, parts.netloc)
    if values.get("encoder") == "steam":
        type_ = "steam"
    prefix, colon, name = urllib.parse.unquote(parts.path[1:]).partition(":")
    if not colon:
        prefix, name = "", prefix
    algorithm = values.get("algorithm", "SHA256" if type_ == "yandex" else "SHA1")
    digits = {"steam": 5, "yandex": 8}.get(type_) or int(values.get("digits", 6))
    turn = int(values["counter"] if type_ == "hotp" else values.get("period", 30))
    check_with_pyotp(uri, values, name, type_, digits)
    return account(values.get("issuer", prefix), name, type_, algorithm, digits, turn,
                   values["secret"], pin_of(values), **more)


def pin_of(values):
    """In a URI it is the base32 of its characters."""
    return from_base32(values["pin"]).decode() if "pin" in values else ""


def check_with_pyotp(uri, values, name, type_, digits):
    """pyotp's own parser must agree, where it can: it takes an escaped & for one that separates."""
    label = urllib.parse.unquote(uri)
    if type_ not in ("totp", "hotp") or digits not in (6, 7, 8) or set("&#\\<") & set(label[15:]
            .split("?")[0]) or "codeDisplay" in values or "encoder" in values:
        return
    parsed = pyotp.parse_uri(uri)
    assert (parsed.issuer, parsed.name) == (values.get("issuer"), name or "Secret"), uri


def otpauth(data, _):
    return [from_uri(line) for line in data.decode().splitlines()]


def ente(data, _):
    found = []
    for line in data.decode().splitlines():
        parts = urllib.parse.urlsplit(line)
        values = dict(urllib.parse.parse_qsl(parts.query))
        display = json.loads(values["codeDisplay"])
        assert display["trashed"] is False
        found.append(from_uri(line, note=display["note"], tags=display["tags"],
                              pinned=display["pinned"]))
    return found


def ente_encrypted(data, password):
    import nacl.bindings as sodium
    document = json.loads(data)
    cost = document["kdfParams"]
    key = sodium.crypto_pwhash_alg(
        32, password, base64.b64decode(cost["salt"]), cost["opsLimit"], cost["memLimit"],
        sodium.crypto_pwhash_ALG_ARGON2ID13)
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(
        state, base64.b64decode(document["encryptionNonce"]), key)
    text, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(
        state, base64.b64decode(document["encryptedData"]))
    assert tag == sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
    return ente(text, None)


def aegis_database(database):
    assert database["version"] == 3
    groups = {group["uuid"]: group["name"] for group in database["groups"]}
    found = []
    for entry in database["entries"]:
        info, type_ = entry["info"], entry["type"]
        secret = info["secret"]
        if type_ == "motp":  # Aegis has the bytes, fob their digits.
            secret = base64.b32encode(from_base32(secret).hex().encode()).decode()
        found.append(account(
            entry["issuer"], entry["name"], type_, info["algo"], info["digits"],
            info["counter"] if type_ == "hotp" else info["period"], secret, info.get("pin"),
            entry["note"], [groups[group] for group in entry["groups"]], entry["favorite"]))
    return found


def aegis(data, _):
    document = json.loads(data)
    assert document["version"] == 1 and document["header"] == {"slots": None, "params": None}
    return aegis_database(document["db"])


def aegis_encrypted(data, password):
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
    document = json.loads(data)
    slot, = document["header"]["slots"]
    assert slot["type"] == 1

    def unseal(sealed, key, parameters):
        return AESGCM(key).decrypt(
            bytes.fromhex(parameters["nonce"]), sealed + bytes.fromhex(parameters["tag"]), None)

    derived = Scrypt(bytes.fromhex(slot["salt"]), 32, slot["n"], slot["r"], slot["p"]).derive(
        password)
    master = unseal(bytes.fromhex(slot["key"]), derived, slot["key_params"])
    database = unseal(base64.b64decode(document["db"]), master, document["header"]["params"])
    return aegis_database(json.loads(database))


def twofas(data, _):
    document = json.loads(data)
    assert document["schemaVersion"] == 4 and "servicesEncrypted" not in document
    groups = {group["id"]: group["name"] for group in document["groups"]}
    found = []
    for service in document["services"]:
        otp = service["otp"]
        type_ = otp["tokenType"].lower()
        found.append(account(
            otp["issuer"], otp["account"], type_, otp["algorithm"], otp["digits"],
            otp["counter" if type_ == "hotp" else "period"], service["secret"],
            tags=[groups[service["groupId"]]] if "groupId" in service else []))
    return found


def andotp(data, _):
    found = []
    for entry in json.loads(data):
        type_ = entry["type"].lower()
        algorithm = "MD5" if type_ == "motp" else entry["algorithm"]
        found.append(account(
            entry["issuer"], entry["label"], type_, algorithm, entry["digits"],
            entry["counter" if type_ == "hotp" else "period"], entry["secret"],
            tags=entry["tags"]))
    return found


def freeotp_plus(data, _):
    document = json.loads(data)
    tokens = document["tokens"]
    order = [f"{token['issuerExt']}:{token['label']}" for token in tokens]
    assert order == document["tokenOrder"] and len(set(order)) == len(order)
    found = []
    for token in tokens:
        type_ = "steam" if token["issuerExt"] == "Steam" else token["type"].lower()
        secret = bytes(byte % 256 for byte in token["secret"])
        found.append(account(
            token["issuerExt"], token["label"], type_, token["algo"], token["digits"],
            token["counter" if type_ == "hotp" else "period"], base64.b32encode(secret).decode()))
    return found


def bitwarden(data, _):
    document = json.loads(data)
    assert document["encrypted"] is False
    folders = {folder["id"]: folder["name"] for folder in document["folders"]}
    found = []
    for item in document["items"]:
        totp = item["login"]["totp"]
        tags = [folders[item["folderId"]]] if item["folderId"] else []
        more = dict(note=item["notes"] or "", tags=tags, pinned=item["favorite"])
        if totp.startswith("steam://"):
            found.append(account(item["name"], item["login"]["username"], "steam", "SHA1", 5, 30,
                                 totp[8:], **more))
        else:
            found.append(from_uri(totp, **more))
    return found


def stratum(data, _):
    document = json.loads(data)
    names = {category["Id"]: category["Name"] for category in document["Categories"]}
    tags = {}
    for binding in document["AuthenticatorCategories"]:
        tags.setdefault(binding["AuthenticatorSecret"], []).append(names[binding["CategoryId"]])
    found = []
    for entry in document["Authenticators"]:
        type_ = [None, "hotp", "totp", "motp", "steam", "yandex"][entry["Type"]]
        algorithm = ["SHA1", "SHA256", "SHA512"][entry["Algorithm"]]
        secret = entry["Secret"]
        if type_ == "motp":
            algorithm, secret = "MD5", base64.b32encode(secret.encode()).decode()
        found.append(account(
            entry["Issuer"], entry["Username"], type_, algorithm, entry["Digits"],
            entry["Counter" if type_ == "hotp" else "Period"], secret, entry["Pin"],
            tags=tags.get(entry["Secret"], [])))
    return found


def stratum_encrypted(data, password):
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    assert data[:16] == b"AUTHENTICATORPRO"
    key = hash_secret_raw(password, data[16:32], 3, 65536, 4, 32, Type.ID)
    return stratum(AESGCM(key).decrypt(data[32:44], data[44:], None), None)


def migration_payload():
    """Google's message, by its numbers and types."""
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
    field = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(name="migration.proto", syntax="proto3")
    account_, payload = file.message_type.add(name="Account"), file.message_type.add(name="Payload")
    for number, (name, kind) in enumerate([
            ("secret", field.TYPE_BYTES), ("name", field.TYPE_STRING), ("issuer", field.TYPE_STRING),
            ("algorithm", field.TYPE_INT32), ("digits", field.TYPE_INT32), ("type", field.TYPE_INT32),
            ("counter", field.TYPE_INT64)], 1):
        account_.field.add(name=name, number=number, type=kind, label=field.LABEL_OPTIONAL)
    payload.field.add(name="accounts", number=1, type=field.TYPE_MESSAGE, type_name=".Account",
                      label=field.LABEL_REPEATED)
    for number, name in enumerate(["version", "size", "index", "batch"], 2):
        payload.field.add(name=name, number=number, type=field.TYPE_INT32,
                          label=field.LABEL_OPTIONAL)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.MessageFactory(pool).GetPrototype(
        pool.FindMessageTypeByName("Payload"))


def google(data, _):
    found, message = [], migration_payload()
    for index, uri in enumerate(data.decode().split()):
        parts = urllib.parse.urlsplit(uri)
        assert (parts.scheme, parts.netloc) == ("otpauth-migration", "offline")
        values = urllib.parse.parse_qs(parts.query, strict_parsing=True)
        payload = message.FromString(base64.b64decode(values["data"][0], validate=True))
        assert payload.version == 1 and payload.index == index and len(payload.accounts) <= 10
        for entry in payload.accounts:
            type_ = {1: "hotp", 2: "totp"}[entry.type]
            prefix = entry.issuer + ":" if entry.issuer or ":" in entry.name else ""
            assert entry.name.startswith(prefix)
            found.append(account(
                entry.issuer, entry.name[len(prefix):], type_,
                {1: "SHA1", 2: "SHA256", 3: "SHA512"}[entry.algorithm], {1: 6, 2: 8}[entry.digits],
                entry.counter if type_ == "hotp" else 30, base64.b32encode(entry.secret).decode()))
    return found


def keepass(data, _):
    found = []
    for entry in xml.etree.ElementTree.fromstring(data).iterfind("./Root/Group/Entry"):
        values = {item.findtext("Key"): item.findtext("Value") or ""
                  for item in entry.iterfind("String")}
        tags = [tag for tag in (entry.findtext("Tags") or "").split(";") if tag]
        more = dict(note=values["Notes"], tags=tags)
        names = (values["Title"], values["UserName"])
        if "TOTP Seed" in values:
            period, kind = values["TOTP Settings"].split(";")
            assert kind == "S"
            found.append(account(*names, "steam", "SHA1", 5, int(period), values["TOTP Seed"],
                                 **more))
        elif "HmacOtp-Counter" in values:
            found.append(account(
                *names, "hotp", values["HmacOtp-Algorithm"], int(values["HmacOtp-Length"]),
                int(values["HmacOtp-Counter"]), values["HmacOtp-Secret-Base32"], **more))
        else:
            own = account(
                *names, "totp", values["TimeOtp-Algorithm"].replace("HMAC-SHA-", "SHA"),
                int(values["TimeOtp-Length"]), int(values["TimeOtp-Period"]),
                values["TimeOtp-Secret-Base32"], **more)
            assert own == from_uri(values["otp"], **more), "KeePass and KeePassXC would differ"
            found.append(own)
    return found


def keepassxc(data, _):
    """What KeePassXC itself makes of it: it knows no HOTP."""
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/export.xml", "wb") as file:
            file.write(data)

        def run(arguments, lines):
            command = ["keepassxc-cli", *arguments]
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": folder}
            done = subprocess.run(command, input=lines, capture_output=True, env=environment)
            assert done.returncode == 0, done.stderr
            return done.stdout.decode()

        run(["import", "-p", "-t", "100", folder + "/export.xml", folder + "/vault.kdbx"],
            b"pw\npw\n")
        table = run(["export", "-q", "-f", "csv", folder + "/vault.kdbx"], b"pw\n")
    found = []
    for row in csv.DictReader(io.StringIO(table)):
        if row["TOTP"]:
            read = from_uri(row["TOTP"])
            found.append([row["Title"], row["Username"], *read[2:8], row["Notes"], *read[9:]])
    return found


def codes_in(picture):
    done = subprocess.run(["zbarimg", "-q", "--raw", "-Sbinary", "-Sdisable", "-Sqrcode.enable",
                           "--nodbus", picture], capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.pictures, self.texts, self.notes, self.open = [], [], [], None

    def handle_starttag(self, tag, attributes):
        self.open = tag
        if tag == "img":
            self.pictures.append(dict(attributes)["src"])
        elif tag == "section":
            self.notes.append("")
        elif tag == "code":
            self.texts.append("")

    def handle_endtag(self, _):
        self.open = None

    def handle_data(self, data):
        if self.open == "code":
            self.texts[-1] += data
        elif self.open == "p":
            self.notes[-1] += data


def web_page(data, _):
    page = Page()
    page.feed(data.decode())
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for picture, text, note in zip(page.pictures, page.texts, page.notes, strict=True):
            head, content = picture.split(",")
            assert head == "data:image/png;base64"
            with open(folder + "/code.png", "wb") as file:
                file.write(base64.b64decode(content, validate=True))
            assert codes_in(folder + "/code.png").decode().rstrip("\n") == text
            found.append(from_uri(text, note=note))
    return found


def pdf(data, _):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", "150", "-png", "-", folder + "/page"], input=data,
                       check=True)
        pages = [codes_in(folder + "/" + name) for name in sorted(os.listdir(folder))]
    # The codes follow each other without an end; none has two schemes.
    text = b"".join(pages).decode().replace("otpauth://", "\notpauth://").replace(
        "motp://", "\nmotp://")
    return [from_uri(line) for line in text.split("\n") if line]


READERS = {
    "otpauth": otpauth, "aegis": aegis, "aegis-encrypted": aegis_encrypted, "2fas": twofas,
    "google": google, "andotp": andotp, "freeotp-plus": freeotp_plus, "bitwarden": bitwarden,
    "ente": ente, "ente-encrypted": ente_encrypted, "stratum": stratum,
    "stratum-encrypted": stratum_encrypted, "keepass": keepass, "keepassxc": keepassxc,
    "html": web_page, "pdf": pdf,
}


def main(name, *paths):
    password = b"" if sys.stdin.isatty() else sys.stdin.buffer.readline().rstrip(b"\n")
    for path in paths:
        with open(path, "rb") as file:
            for found in READERS[name](file.read(), password):
                print("\x1f".join(found), end="\x1e")


if __name__ == "__main__":
    main(*sys.argv[1:])
