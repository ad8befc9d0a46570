"""The layout and the cryptography of VaultFormat.md, for the reader and the writer beside it."""

import hashlib
import struct

import nacl.bindings
import nacl.exceptions
import nacl.pwhash.argon2id

MAGIC = bytes.fromhex("89666F620D0A1A0A")
VERSION = 1
LARGEST_FILE = 256 << 20
LARGEST_WORK = 16 << 20  # passes * KiB over the slots that are tried, so 16 GiB

PASSWORD, RECOVERY_KEY, KEY_FILE, PASSWORD_AND_KEY_FILE = 1, 2, 3, 4  # types of slots

HEADER = struct.Struct(">8sI16sQII")  # magic, version, vault id, generation, epoch, slot count
SLOT = struct.Struct(">BB16sII16s24s48s")  # type, flags, id, passes, memory, salt, nonce, wrapped
SLOT_BOUND = 42  # the part of a slot, from type to salt, that its wrap is bound to

RECOVERY_CONTEXT = b"fob recovery key v1"
KEY_FILE_CONTEXT = b"fob key file v1"
BOTH_CONTEXT = b"fob password and key file v1"
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


class Malformed(Exception):
    """The bytes break a rule of the document."""


def require(holds, rule):
    if not holds:
        raise Malformed(rule)


class Cursor:
    """Reads bytes from front to back, and never past the end."""

    def __init__(self, data):
        self.data, self.position = data, 0

    def take(self, length):
        require(length <= len(self.data) - self.position, "it ends too early")
        self.position += length
        return self.data[self.position - length : self.position]

    def integer(self, length):
        return int.from_bytes(self.take(length), "big")

    def finish(self):
        require(self.position == len(self.data), "there are bytes after the end")


# Cryptography


def blake2b(length, data, key=b""):
    return hashlib.blake2b(data, digest_size=length, key=key).digest()


def subkey(key, number):
    salt = number.to_bytes(8, "little") + bytes(8)
    person = b"fobvault" + bytes(8)
    return hashlib.blake2b(digest_size=32, key=key, salt=salt, person=person).digest()


def password_key(password, salt, passes, memory):
    return nacl.pwhash.argon2id.kdf(32, password, salt, opslimit=passes, memlimit=memory * 1024)


def recovery_slot_key(recovery_key, salt):
    return blake2b(32, RECOVERY_CONTEXT + salt, key=recovery_key)


def key_file_slot_key(key, salt):
    return blake2b(32, KEY_FILE_CONTEXT + salt, key=key)


def both_slot_key(key, password_key):
    return blake2b(32, BOTH_CONTEXT + password_key, key=key)


def seal(key, nonce, data, associated):
    return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(data, associated, nonce, key)


def unseal(key, nonce, sealed, associated):
    """The data, or None where the tag does not match."""
    try:
        return nacl.bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed, associated, nonce, key
        )
    except nacl.exceptions.CryptoError:
        return None


def wrap_context(vault_id, slot):
    return MAGIC + VERSION.to_bytes(4, "big") + vault_id + slot[:SLOT_BOUND]


def commitment(master_key, above):
    return blake2b(32, above, key=subkey(master_key, 2))


# Padding


def pad(payload):
    step = 4096 if len(payload) < 65536 else 16384
    return payload + b"\x80" + bytes(-(len(payload) + 1) % step)


def unpad(padded):
    payload = padded.rstrip(b"\0")[:-1]
    require(pad(payload) == padded, "the padding is not as it must be")
    return payload


# Recovery keys


def recovery_check(key):
    """The first 20 bits of the digest, as a number."""
    return int.from_bytes(blake2b(32, RECOVERY_CONTEXT + key), "big") >> (256 - 20)


def write_recovery_key(key):
    number = int.from_bytes(key, "big") << 20 | recovery_check(key)
    letters = [BASE32[number >> shift & 31] for shift in range(175, -1, -5)]
    return "-".join("".join(letters[i : i + 4]) for i in range(0, 36, 4))


def read_recovery_key(text):
    """The 20 bytes, or None where it is mistyped."""
    text = text.upper().translate(str.maketrans("018", "OIB", " -"))
    if len(text) != 36 or any(letter not in BASE32 for letter in text):
        return None
    number = 0
    for letter in text:
        number = number << 5 | BASE32.index(letter)
    key = (number >> 20).to_bytes(20, "big")
    return key if number & 0xFFFFF == recovery_check(key) else None


# Key files


def write_key_file(key):
    return KEY_FILE_CONTEXT + b"\n" + key


def read_key_file(data):
    """The 32 bytes, or None where it is no key file."""
    key = data[-32:]
    return key if len(data) == 48 and write_key_file(key) == data else None
