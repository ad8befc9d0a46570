#!/usr/bin/python3
"""Makes Fixtures/Backups/sqlcipher: pages of noise under SQLCipher 3 and 4, and what they were.
Debian package: python3-cryptography."""

import hashlib
import hmac
import pathlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from accounts import PASSWORD, secret

FOLDER = pathlib.Path(__file__).parent / "sqlcipher"
HEADER = b"SQLite format 3\0"


def seal(version, hash_name, rounds, page, reserve, mac_length):
    salt = secret(16, version)
    key = hashlib.pbkdf2_hmac(hash_name, PASSWORD.encode(), salt, rounds, 32)
    mac_key = hashlib.pbkdf2_hmac(hash_name, key, bytes(b ^ 0x3A for b in salt), 2, 32)
    plain, sealed = HEADER, salt
    for number in range(1, 4):
        text = secret(page - reserve - (16 if number == 1 else 0), number)
        iv = secret(16, 100 + number)
        cipher = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
        body = cipher.update(text) + iv
        mac = hmac.new(mac_key, body + number.to_bytes(4, "little"), hash_name).digest()
        tail = (mac[:mac_length]).ljust(reserve - 16, b"\0")
        plain += text + iv + tail
        sealed += body + tail
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"version-{version}.db").write_bytes(sealed)
    (FOLDER / f"version-{version}.plain").write_bytes(plain)


seal(3, "sha1", 64000, 1024, 48, 20)
seal(4, "sha512", 256000, 4096, 80, 64)
