#!/usr/bin/python3
"""Makes Fixtures/Archives: zip archives with both kinds of encryption, written from PKWARE's
APPNOTE and WinZip's AE-2 specification; archives and databases made to do harm; a database with its
write-ahead log.

Debian package: python3-cryptography.
"""

import hashlib
import hmac
import pathlib
import random
import shutil
import sqlite3
import struct
import tempfile
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

FOLDER = pathlib.Path(__file__).parent / "Archives"
PASSWORD = "correct horse Ω".encode()
URI = b"otpauth://totp/Zip:alice?secret=JBSWY3DPEHPK3PXP\n"
random = random.Random(5)

STORED, DEFLATED, WINZIP = 0, 8, 99


def deflate(data):
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    return squeeze.compress(data) + squeeze.flush()


def zip_crypto(data, crc, password):
    """APPNOTE, section 6.1."""
    table = []
    for n in range(256):
        for _ in range(8):
            n = n >> 1 ^ (0xEDB88320 if n & 1 else 0)
        table.append(n)
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte):
        keys[0] = table[(keys[0] ^ byte) & 255] ^ keys[0] >> 8
        keys[1] = (keys[1] + (keys[0] & 255)) * 134775813 + 1 & 0xFFFFFFFF
        keys[2] = table[(keys[2] ^ keys[1] >> 24) & 255] ^ keys[2] >> 8

    for byte in password:
        update(byte)
    sealed = bytearray()
    for byte in random.randbytes(11) + bytes([crc >> 24]) + data:
        word = keys[2] & 0xFFFF | 2
        sealed.append(byte ^ (word * (word ^ 1) >> 8) & 255)
        update(byte)
    return bytes(sealed)


def winzip(data, password):
    """AE-2 with 256 bits: salt, verifier, ciphertext, the first ten bytes of an HMAC."""
    salt = random.randbytes(16)
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, 1000, 66)
    cipher = Cipher(algorithms.AES(keys[:32]), modes.ECB()).encryptor()
    stream = b"".join(cipher.update(struct.pack("<QQ", block, 0))
                      for block in range(1, len(data) // 16 + 2))
    sealed = bytes(a ^ b for a, b in zip(data, stream))
    return salt + keys[64:] + sealed + hmac.digest(keys[32:64], sealed, "sha1")[:10]


class Zip:
    """An archive, file by file (APPNOTE, sections 4.3.7 and 4.3.12)."""

    def __init__(self):
        self.bytes, self.directory, self.count = b"", b"", 0

    def add(self, name, data, method=DEFLATED, seal=None, size=None, crc=None):
        crc = zlib.crc32(data) if crc is None else crc
        body = deflate(data) if method == DEFLATED else data
        flags, extra, stored = 0x800, b"", method
        if seal == "zipcrypto":
            flags, body = flags | 1, zip_crypto(body, crc, PASSWORD)
        elif seal == "winzip":
            flags, body = flags | 1, winzip(body, PASSWORD)
            extra = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, method)
            stored, crc = WINZIP, 0
        self.place(name, len(self.bytes), flags, stored, crc, len(body), size or len(data), extra)
        self.bytes += struct.pack(
            "<4sHHHHHIIIHH", b"PK\3\4", 51, flags, stored, 0, 0x5821, crc, len(body),
            size or len(data), len(name.encode()), len(extra)) + name.encode() + extra + body

    def place(self, name, offset, flags, method, crc, length, size, extra=b""):
        """A line of the directory."""
        self.directory += struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\1\2", 51, 51, flags, method, 0, 0x5821, crc, length, size,
            len(name.encode()), len(extra), 0, 0, 0, 0, offset) + name.encode() + extra
        self.count += 1

    def write(self, file):
        end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, self.count & 0xFFFF, self.count & 0xFFFF,
                          len(self.directory), len(self.bytes), 0)
        (FOLDER / file).write_bytes(self.bytes + self.directory + end)


def archives():
    for seal in (None, "zipcrypto", "winzip"):
        archive = Zip()
        archive.add("folder/", b"", STORED)
        archive.add("folder/uris.txt", URI, seal=seal)
        archive.add("näme.json", b"{}", STORED, seal=seal)
        archive.write(f"{seal or 'plain'}.zip")
    archive = Zip()
    archive.add("good.txt", URI)
    archive.add("bad.txt", URI * 2, crc=7)
    archive.add("last.txt", URI * 3, seal="winzip")
    archive.write("damaged-member.zip")
    Zip().write("empty.zip")


def bombs():
    archive = Zip()
    archive.add("zeros", bytes(20 << 20))
    archive.write("bomb-ratio.zip")
    archive = Zip()
    archive.add("lies", bytes(1 << 20), size=100)
    archive.write("bomb-lying.zip")
    archive = Zip()
    archive.add("zeros", bytes(1 << 20))
    for n in range(300):  # all of them the same file
        archive.place(f"{n}", 0, 0x800, DEFLATED, zlib.crc32(bytes(1 << 20)), 1037, 1 << 20)
    archive.write("bomb-overlapping.zip")
    archive = Zip()
    archive.add("huge", b"x", size=0xFFFFFFF0)
    archive.write("bomb-huge.zip")


def databases():
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "database"
        connection = sqlite3.connect(path)
        connection.executescript("""
            CREATE TABLE accounts (_id INTEGER PRIMARY KEY, email TEXT, secret TEXT, x REAL, y BLOB);
            INSERT INTO accounts VALUES (1, 'alice', 'JBSWY3DPEHPK3PXP', 1.5, x'00ff0a');
            INSERT INTO accounts VALUES (-2, 'näme' || char(10), '', 1e300, NULL);
            CREATE TABLE "odd ""name"" here" ("a b" TEXT);
            CREATE TABLE empty (a, b);
            CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
              SELECT i FROM n;
            CREATE VIRTUAL TABLE search USING fts5(text);
        """)
        connection.close()
        shutil.copy(path, FOLDER / "plain.sqlite")
        path.unlink()
        connection = sqlite3.connect(path)
        connection.executescript("""
            PRAGMA page_size = 512; PRAGMA journal_mode = wal; PRAGMA wal_autocheckpoint = 0;
            CREATE TABLE accounts (name TEXT, x BLOB);
            INSERT INTO accounts VALUES ('first', zeroblob(2000));
            PRAGMA wal_checkpoint(TRUNCATE);
            UPDATE accounts SET name = 'changed';
            INSERT INTO accounts VALUES ('second', zeroblob(5000));
        """)
        shutil.copy(path, FOLDER / "logged.sqlite")
        shutil.copy(f"{path}-wal", FOLDER / "logged.sqlite-wal")
        connection.close()
        path.unlink()
        connection = sqlite3.connect(path)
        connection.executescript("""
            CREATE TABLE computed (a, b AS (zeroblob(1000000000)), c AS (length(b)));
            INSERT INTO computed VALUES (1);
        """)
        connection.close()
        shutil.copy(path, FOLDER / "bomb.sqlite")


FOLDER.mkdir(exist_ok=True)
archives()
bombs()
databases()
