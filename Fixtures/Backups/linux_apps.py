#!/usr/bin/python3
"""Makes Fixtures/Backups of OTPClient, cotp, totp-cli, 2fa, pass, 2FAuth, Duo, WinAuth and
Battle.net. Debian packages: python3-argon2, python3-cryptography, python3-nacl."""

import base64
import hashlib
import json
import struct
from urllib.parse import quote

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt

from accounts import ACCOUNTS, PASSWORD, PLAIN, TOTP, Folder, secret

NO_MOTP = [a for a in ACCOUNTS if a.type not in ("motp", "yandex")]
SHA1 = [a for a in TOTP if a.algorithm == "SHA1" and a.digits == 6 and a.issuer]


def bare(accounts, keep=()):
    fields = {"note": "", "tags": (), "pinned": False}
    return [a.but(**{k: v for k, v in fields.items() if k not in keep}) for a in accounts]


def label(a):
    return f"{a.issuer}:{a.name}" if a.issuer else a.name


def moment(a):
    return {"counter": a.counter} if a.type == "hotp" else {"period": a.period}


# OTPClient

def otpclient(a):
    kind = "HOTP" if a.type == "hotp" else "TOTP"
    return {"type": kind, "label": a.name, "issuer": a.issuer, "secret": a.base32,
            "digits": a.digits, "algo": a.algorithm, **moment(a)}


def v1(text, password):
    header = secret(16, 1) + secret(32, 2)
    key = hashlib.pbkdf2_hmac("sha512", password, header[16:], 100000, 32)
    return header + AESGCM(key).encrypt(header[:16], text, header)


def argon(password, salt, passes, memory, lanes):
    return hash_secret_raw(password, salt, passes, memory, lanes, 32, Type.ID)


def v2(text, password, has_cost):
    iv, salt = secret(16, 3), secret(32, 4)
    cost = (1, 8192, 2) if has_cost else (4, 131072, 4)
    header = b"OTPClient\0\0\0" + struct.pack("<i", 2) + iv + salt
    header += struct.pack("<iii", *cost) if has_cost else b""
    return header + AESGCM(argon(password, salt, *cost)).encrypt(iv, text, header)


def v3(text, password):
    iv, salt, cost = secret(16, 5), secret(32, 6), (1, 8192, 2)
    header = b"OTPClient" + struct.pack(">i", 3) + iv + salt + struct.pack(">iii", *cost)
    return header + AESGCM(argon(password, salt, *cost)).encrypt(iv, text, header)


text = json.dumps(list(map(otpclient, NO_MOTP))).encode()
# Up to version 2, a password was cut to as many bytes as it has characters.
SHORT = PASSWORD.encode()[:len(PASSWORD)]
folder = Folder("OTPClient")
folder.write("plain.json", text, bare(NO_MOTP))
folder.write("version-2.enc", v2(text, SHORT, True), bare(NO_MOTP), PASSWORD)
# Too costly for all that is tried with the others; see SealedDatabaseTests.
(folder.path / "version-2-fixed-cost.enc").write_bytes(v2(text, PASSWORD.encode(), False))
folder.write("version-3.enc", v3(text, PASSWORD.encode()), bare(NO_MOTP), PASSWORD)
broken = [otpclient(a) for a in NO_MOTP[:3]]
broken[0]["digits"] = "many"
broken[1]["secret"] = "!"
folder.write("broken-entries.json", json.dumps(broken), bare(NO_MOTP[2:3]), skipped=[
    ("GitHub:alice@example.com", "badDigits"), ("GitHub:bob@example.com", "badSecret")])
folder.finish()
folder = Folder("OTPClient 1")
folder.write("version-1.enc", v1(text, SHORT), bare(NO_MOTP), PASSWORD)
folder.finish()


# cotp

def cotp(a):
    raw = a.secret.hex() if a.type == "motp" else a.base32
    return {"secret": raw, "issuer": a.issuer, "label": a.name, "digits": a.digits,
            "type": a.type.capitalize(), "algorithm": a.algorithm.capitalize(),
            "period": a.period or 30, "counter": a.counter if a.type == "hotp" else None,
            "pin": a.pin or None}


folder = Folder("cotp")
text = json.dumps({"version": 2, "elements": list(map(cotp, ACCOUNTS))})
folder.write("exported.cotp", text, bare(ACCOUNTS))
salt, nonce = secret(16, 7), secret(24, 8)
sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
    text.encode(), None, nonce, argon(PASSWORD.encode(), salt, 4, 32768, 4))
parts = {"nonce": nonce, "salt": salt, "cipher": sealed}
folder.write("db.cotp", json.dumps({"version": 1, **{
    name: base64.b64encode(data).decode() for name, data in parts.items()}}), bare(ACCOUNTS),
    PASSWORD)
folder.finish()

# totp-cli: a namespace is the issuer.
folder = Folder("totp-cli")
MINE = [a for a in TOTP if a.issuer]
YAML = ""
for issuer in dict.fromkeys(a.issuer for a in MINE):
    YAML += f"- name: {issuer}\n  accounts:\n"
    for a in MINE:
        if a.issuer == issuer:
            name = json.dumps(a.name, ensure_ascii=False) if '"' in a.name else a.name
            YAML += (f"    - name: {name}\n      token: {a.base32}\n      prefix: \"\"\n"
                     f"      length: {a.digits}\n      algorithm: {a.algorithm.lower()}\n"
                     f"      time_period: {a.period}\n")
folder.write("dump.yaml", YAML, bare(MINE))
folder.write("flat-dump.yaml", "- name: Work\n  accounts:\n  - name: alice\n    token: "
             + SHA1[0].base32 + "\n  - name: broken\n    token: '0189'\n- name: Empty\n"
             "  accounts: []\n", bare([SHA1[0].but(issuer="Work", name="alice")]),
             skipped=[("Work:broken", "badSecret")])
folder.write("credentials.json", json.dumps([{"name": a.issuer, "accounts": [
    {"name": a.name, "token": a.base32, "prefix": "", "length": a.digits,
     "algorithm": a.algorithm.lower(), "time_period": a.period}]} for a in MINE]), bare(MINE))
folder.finish()

# 2fa
folder = Folder("2fa")
counted = [a for a in PLAIN if a.type == "hotp"][0].but(name="vpn", issuer="")
named = [a.but(issuer="", name=f"name{n}") for n, a in enumerate(SHA1)]
lines = [f"{a.name} {a.digits} {a.base32}" for a in named]
lines.append(f"vpn 6 {counted.base32} {counted.counter:020}")
folder.write("2fa.keychain", "\n".join([*lines, "broken 6 01890189", ""]), bare([*named, counted]),
             skipped=[("broken", "badSecret")])
folder.finish()

# pass and gopass
folder = Folder("pass and gopass")


def uri(a):
    return (f"otpauth://totp/{quote(label(a))}?secret={a.base32}&issuer={quote(a.issuer)}"
            f"&algorithm={a.algorithm}&digits={a.digits}&period={a.period}")


def entry(*lines):
    return "\n".join(["the password", *lines, ""])


ONE = SHA1[0]
folder.write("pass.txt", entry("login: alice", uri(ONE), "a note"), bare([ONE]))
bare_one = ONE.but(issuer="example.com", name="alice")
folder.write("gopass.txt", entry("---", "username: alice", "url: https://www.example.com/login",
                                 f"totp: {ONE.base32.lower()}"), bare([bare_one]))
folder.write("gopass-uri.txt", entry(f'totp: "{uri(ONE)}"'), bare([ONE]))
folder.write("hotp.txt", entry("user: alice", f"hotp: {ONE.base32}"), bare(
    [ONE.but(issuer="", name="alice", type="hotp", period=0)]))
folder.write("broken.txt", entry("user: alice", "totp: 0189"), [],
             skipped=[("alice", "badSecret")])
folder.finish()

# 2FAuth
folder = Folder("2FAuth")


def twofauth(a):
    kind = "steamtotp" if a.type == "steam" else a.type
    return {"otp_type": kind, "account": a.name, "service": a.issuer or None, "icon": None,
            "icon_mime": None, "icon_file": None, "secret": a.base32, "digits": a.digits,
            "algorithm": a.algorithm.lower(), "period": a.period or None,
            "counter": a.counter if a.type == "hotp" else None, "legacy_uri": "otpauth://"}


entries = list(map(twofauth, PLAIN))
entries[0] |= {"secret": None, "legacy_uri": uri(PLAIN[0])}
entries[1] |= {"algorithm": "sha3"}
folder.write("2fauth_export.json", json.dumps(
    {"app": "2fauth_v5.1.1", "schema": 1, "datetime": "2024-04-07T12:16:29.606564Z",
     "data": entries}), bare([PLAIN[0], *PLAIN[2:]]),
    skipped=[("GitHub:bob@example.com", "unknownAlgorithm")])
folder.finish()

# Duo
folder = Folder("Duo Mobile")
counted = [a for a in PLAIN if a.type == "hotp"][0].but(issuer="")
duos = [{"name": a.name, "otpGenerator": {"otpSecret": a.base32}} for a in SHA1]
duos.append({"name": counted.name, "otpGenerator": {
    "otpSecret": counted.base32, "counter": counted.counter}})
duos.append({"name": "Push", "accountType": "Duo", "pkey": "x"})
folder.write("accounts.json", json.dumps(duos),
             bare([*[a.but(issuer="") for a in SHA1], counted]), skipped=[("Push", "refused")])
folder.finish()

# WinAuth
folder = Folder("WinAuth")
STEAM = [a for a in PLAIN if a.type == "steam"][0].but(name="my account")
data = quote(json.dumps({"shared_secret": base64.b64encode(STEAM.secret).decode()}), safe="")
lines = ["# exported", *[uri(a) + "&icon=WinAuth" for a in TOTP],
         f"otpauth://totp/Steam:my+account?secret=AAAA&digits=5&icon=SteamIcon&data={data}",
         "otpauth://totp/Broken?secret=0189&icon=GoogleIcon"]
folder.write("winauth.txt", "\r\n".join([*lines, ""]), bare([*TOTP, STEAM]),
             skipped=[("Broken", "badSecret")])


def authenticator(a, kind="Google", encrypted=""):
    return (f'<WinAuthAuthenticator id="1" type="WinAuth.{kind}Authenticator">'
            f"<name>{a.issuer}:{a.name}</name><authenticatordata encrypted=\"{encrypted}\">"
            f"<servertimediff>0</servertimediff><secretdata>{a.secret.hex()}\t{a.digits}\t"
            f"HMAC{a.algorithm}\t{a.period}</secretdata></authenticatordata>"
            "</WinAuthAuthenticator>")


folder.write("winauth.xml", '<?xml version="1.0" encoding="utf-8"?>\n<WinAuth version="3.5">'
             + "".join(map(authenticator, SHA1)) + authenticator(
                 SHA1[0].but(issuer="Sealed", name="alice"), encrypted="u") + "</WinAuth>\n",
             bare(SHA1), skipped=[("Sealed:alice", "refused")])
folder.finish()

# Battle.net
folder = Folder("Battle.net")
MASK = bytes.fromhex("398e27fc50276a656065b0e525f4c06c04c61075286b8e7aeda59da9813b5dd6c80d2fb38068773f"
                     "a59ba47c17ca6c6479015c1d5b8b8f6b9a")
OWN = SHA1[0].but(issuer="Battle.net", name="US-1234-5678-9012", digits=8)


def masked(text):
    return bytes(a ^ b for a, b in zip(text.encode(), MASK)).hex()


folder.write("preferences.xml", "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n"
             f'<string name="com.blizzard.messenger.AUTHENTICATOR_SERIAL">{masked(OWN.name)}'
             '</string>\n<string name="com.blizzard.messenger.AUTHENTICATOR_DEVICE_SECRET">'
             f"{masked(OWN.secret.hex())}</string>\n</map>\n", bare([OWN]))
folder.finish()
