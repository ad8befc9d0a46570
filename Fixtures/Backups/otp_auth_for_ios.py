#!/usr/bin/python3
"""Makes Fixtures/Backups/otp-auth-for-ios. Debian package: python3-cryptography."""

import hashlib
import hmac
import plistlib

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from accounts import ACCOUNTS, PASSWORD, Folder, secret

TYPES = {"hotp": 1, "totp": 2}
HASHES = {"SHA1": 1, "SHA256": 2, "SHA512": 3, "MD5": 4}
MINE = [a.but(note="", tags=(), pinned=False) for a in ACCOUNTS if a.type in TYPES]


def cbc(key, iv, plain):
    padder = padding.PKCS7(128).padder()
    cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()


class Archive:
    """What NSKeyedArchiver writes: objects that refer to each other by their places in a list."""

    def __init__(self):
        self.objects = ["$null"]

    def add(self, value):
        self.objects.append(value)
        return plistlib.UID(len(self.objects) - 1)

    def named(self, name, fields):
        description = self.add({"$classname": name, "$classes": [name, "NSObject"]})
        return self.add(fields | {"$class": description})

    def list(self, items):
        return self.named("NSArray", {"NS.objects": items})

    def dictionary(self, values):
        keys = [self.add(key) for key in values]
        return self.named("NSDictionary", {"NS.keys": keys, "NS.objects": list(values.values())})

    def bytes(self, root):
        return plistlib.dumps(
            {"$version": 100000, "$archiver": "NSKeyedArchiver",
             "$top": {"root": root}, "$objects": self.objects}, fmt=plistlib.FMT_BINARY)


def account(archive, a, number=0):
    """Texts and data may be mutable, which wraps them."""
    label, data = archive.add(a.name), archive.add(a.secret)
    if number % 2:
        label = archive.named("NSMutableString", {"NS.string": a.name})
        data = archive.named("NSMutableData", {"NS.data": a.secret})
    return archive.named("ACOTPAccount", {
        "label": label, "issuer": archive.add(a.issuer), "secret": data,
        "type": TYPES.get(a.type, 9), "algorithm": HASHES[a.algorithm] if number else 0,
        "digits": a.digits, "counter": a.counter, "period": a.period or 30})


def backup(folders):
    archive = Archive()
    items = [archive.named("ACOTPFolder", {
        "name": archive.add(name),
        "accounts": archive.list([account(archive, a, n) for n, a in enumerate(accounts)])})
        for name, accounts in folders.items()]
    return archive.bytes(archive.dictionary({"Folders": archive.list(items)}))


def rncryptor(plain):
    salt, proof_salt, iv = secret(8, 1), secret(8, 2), secret(16, 3)
    key = lambda salt: hashlib.pbkdf2_hmac("sha1", PASSWORD.encode(), salt, 10000, 32)
    sealed = b"\3\1" + salt + proof_salt + iv + cbc(key(salt), iv, plain)
    return sealed + hmac.digest(key(proof_salt), sealed, "sha256")


def old(plain, salt, iv):
    key = hashlib.sha256(f"{salt}-{PASSWORD}".encode()).digest()
    return cbc(key, hashlib.sha1(iv).digest()[:16], plain)


def wrapped(values, kind="Authenticator"):
    archive = Archive()
    root = archive.dictionary({name: archive.add(value) for name, value in values.items()})
    return cbc(hashlib.sha256(kind.encode()).digest(), bytes(16), archive.bytes(root))


folder = Folder("OTP Auth for iOS")
half = len(MINE) // 2
plain = backup({"Work": MINE[:half], "Äll": MINE[half:]})
expected = [a.but(tags=("Work",)) for a in MINE[:half]] + [a.but(tags=("Äll",)) for a in MINE[half:]]
folder.write("backup-1.1.otpauthdb",
             wrapped({"Version": 1.1, "WrappedData": rncryptor(plain)}), expected, PASSWORD)
folder.write("backup-1.0.otpauthdb", wrapped({
    "Version": 1.0, "Salt": "a salt", "IV": "an IV", "WrappedData": old(plain, "a salt", b"an IV")}),
    expected, PASSWORD)

archive = Archive()
alone = archive.bytes(account(archive, MINE[1], 1))
folder.write("account-1.2.otpauth", wrapped({"Version": 1.2, "Data": rncryptor(alone)}, "OTPAuth"),
             MINE[1:2], PASSWORD)
archive = Archive()
values = {"label": archive.add(MINE[0].name), "issuer": archive.add(MINE[0].issuer),
          "secret": archive.add(MINE[0].secret), "type": archive.add(2), "algorithm": archive.add(1),
          "digits": archive.add(6), "counter": archive.add(0), "period": archive.add(30)}
alone = archive.bytes(archive.dictionary(values))
folder.write("account-1.1.otpauth", wrapped(
    {"Version": 1.1, "Salt": "a salt", "IV": b"an IV", "Data": old(alone, "a salt", b"an IV")},
    "OTPAuth"), MINE[:1], PASSWORD)

broken = [MINE[0].but(type="other"), MINE[1].but(algorithm="MD5"), MINE[2].but(secret=b""), MINE[3]]
folder.write("broken-accounts.otpauthdb",
             wrapped({"Version": 1.1, "WrappedData": rncryptor(backup({"All": broken}))}),
             [MINE[3].but(tags=("All",))], PASSWORD, skipped=[
                 ("GitHub:alice@example.com", "unknownType"), ("GitHub:bob@example.com", "md5"),
                 ("GitHub:bob@example.com", "missingSecret")])
folder.finish()
