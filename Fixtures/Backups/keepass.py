#!/usr/bin/python3
"""Makes Fixtures/Backups/keepass. Debian packages: python3-pycryptodome, python3-argon2,
libnettle8."""

import base64
import ctypes
import gzip
import hashlib
import hmac
import struct
import uuid
from urllib.parse import quote
from xml.sax.saxutils import escape

from argon2.low_level import Type, hash_secret_raw
from Cryptodome.Cipher import AES, ChaCha20, Salsa20

from accounts import ACCOUNTS, PASSWORD, Account, Folder, secret

NONE, SALSA20, CHACHA20 = 0, 2, 3
CIPHERS = {"aes": "31c1f2e6bf714350be5805216afc5aff",
           "chacha20": "d6038a2b8b6f4cb5a524339a31dbb59a",
           "twofish": "ad68f29f576f4bb9a36ad47af965346c"}
KDFS = {"aes": "c9d9f39a628a4460bf740d08c18a4fea", "argon2d": "ef636ddf8c29444b91f7a9a403e30a0c",
        "argon2id": "9e298b1956db4773b23dfc3ec6f0a1e6"}
ROUNDS = 1000


def sha256(data):
    return hashlib.sha256(data).digest()


def sha512(data):
    return hashlib.sha512(data).digest()


# The ciphers.

def pad(data):
    count = 16 - len(data) % 16
    return data + bytes([count]) * count


def twofish_cbc(key, iv, data):
    nettle = ctypes.CDLL("libnettle.so.8")
    context = ctypes.create_string_buffer(8192)
    nettle.nettle_twofish256_set_key(context, key)
    out, block = b"", ctypes.create_string_buffer(16)
    for start in range(0, len(data), 16):
        iv = bytes(a ^ b for a, b in zip(iv, data[start:start + 16]))
        nettle.nettle_twofish_encrypt(context, ctypes.c_size_t(16), block, iv)
        iv = block.raw[:16]
        out += iv
    return out


def encrypt(cipher, key, iv, data):
    if cipher == "aes":
        return AES.new(key, AES.MODE_CBC, iv=iv).encrypt(pad(data))
    if cipher == "twofish":
        return twofish_cbc(key, iv, pad(data))
    return ChaCha20.new(key=key, nonce=iv).encrypt(data)


def inner_stream(number, key):
    if number == SALSA20:
        return Salsa20.new(key=sha256(key), nonce=bytes.fromhex("e830094b97205d2a"))
    if number == CHACHA20:
        return ChaCha20.new(key=sha512(key)[:32], nonce=sha512(key)[32:44])
    return None


# The key.

def aes_kdf(composite, seed, rounds):
    cipher = AES.new(seed, AES.MODE_ECB)
    for _ in range(rounds):
        composite = cipher.encrypt(composite)
    return sha256(composite)


def variant(kind, name, value):
    name = name.encode()
    return bytes([kind]) + struct.pack("<i", len(name)) + name + struct.pack("<i", len(value)) + value


def derive(kdf, password, key_file=b""):
    """The key, and the parameters as KDBX 4 has them. Without a password the key file is all."""
    parts = b"" if password is None else sha256(password.encode())
    composite, salt = sha256(parts + key_file), secret(32, "salt")
    parameters = struct.pack("<H", 0x100) + variant(0x42, "$UUID", bytes.fromhex(KDFS[kdf]))
    parameters += variant(0x42, "S", salt)
    if kdf == "aes":
        key = aes_kdf(composite, salt, ROUNDS)
        return key, parameters + variant(5, "R", struct.pack("<Q", ROUNDS)) + b"\0"
    key = hash_secret_raw(composite, salt, time_cost=2, memory_cost=64, parallelism=2, hash_len=32,
                          type=Type.D if kdf == "argon2d" else Type.ID, version=0x13)
    parameters += variant(5, "I", struct.pack("<Q", 2)) + variant(5, "M", struct.pack("<Q", 65536))
    parameters += variant(4, "P", struct.pack("<I", 2)) + variant(4, "V", struct.pack("<I", 0x13))
    return key, parameters + b"\0"


# The file.

def header(version, fields):
    size = "<BH" if version == 3 else "<BI"
    start = struct.pack("<III", 0x9AA2D903, 0xB54BFB67, version << 16 | (version == 3))
    return start + b"".join(struct.pack(size, n, len(v)) + v for n, v in fields)


def outer(cipher, compressed):
    iv = secret(12 if cipher == "chacha20" else 16, "iv")
    return iv, [(2, bytes.fromhex(CIPHERS[cipher])), (3, struct.pack("<I", compressed)),
                (4, secret(32, "master")), (7, iv)]


def cut(data, length):
    return [data[i:i + length] for i in range(0, len(data), length)] + [b""]


def kdbx3(write, cipher="aes", compressed=True, stream=SALSA20, password=PASSWORD,
          key_file=b""):
    key, _ = derive("aes", password, key_file)
    iv, fields = outer(cipher, compressed)
    fields += [(5, secret(32, "salt")), (6, struct.pack("<Q", ROUNDS)),
               (8, secret(32, "inner")), (9, secret(32, "start")),
               (10, struct.pack("<I", stream)), (0, b"\r\n\r\n")]
    head = header(3, fields)
    xml = write(inner_stream(stream, secret(32, "inner")), sha256(head))
    body = gzip.compress(xml, mtime=0) if compressed else xml
    plain = secret(32, "start")
    for number, block in enumerate(cut(body, 1000)):
        plain += struct.pack("<I", number) + (sha256(block) if block else bytes(32))
        plain += struct.pack("<I", len(block)) + block
    return head + encrypt(cipher, sha256(secret(32, "master") + key), iv, plain)


def kdbx4(write, cipher="aes", kdf="argon2d", compressed=True, stream=CHACHA20,
          password=PASSWORD, key_file=b""):
    key, parameters = derive(kdf, password, key_file)
    iv, fields = outer(cipher, compressed)
    head = header(4, fields + [(11, parameters), (12, b"\0\1\0"), (0, b"\r\n\r\n")])
    base = sha512(secret(32, "master") + key + b"\1")

    def block_key(number):
        return sha512(struct.pack("<Q", number) + base)

    inner = [(1, struct.pack("<I", stream)), (2, secret(64, "inner")), (3, b"\1binary"), (0, b"")]
    plain = b"".join(struct.pack("<BI", n, len(v)) + v for n, v in inner)
    plain += write(inner_stream(stream, secret(64, "inner")), None)
    body = gzip.compress(plain, mtime=0) if compressed else plain
    sealed = encrypt(cipher, sha256(secret(32, "master") + key), iv, body)
    file = head + sha256(head) + hmac.digest(block_key(2**64 - 1), head, "sha256")
    for number, block in enumerate(cut(sealed, 1000)):
        length = struct.pack("<I", len(block))
        file += hmac.digest(block_key(number), struct.pack("<Q", number) + length + block, "sha256")
        file += length + block
    return file


# The document.

class Document:
    """Writes the XML; protected values go through the stream in their order."""

    def __init__(self, stream=None):
        self.stream = stream

    def string(self, name, value, protected=False):
        if protected and self.stream:
            sealed = base64.b64encode(self.stream.encrypt(value.encode())).decode()
            value = f'<Value Protected="True">{sealed}</Value>'
        else:
            mark = ' ProtectInMemory="True"' if protected else ""
            value = f"<Value{mark}>{escape(value)}</Value>"
        return f"<String><Key>{escape(name)}</Key>{value}</String>"

    def entry(self, fields, tags="", history=()):
        text = f"<Entry><UUID>{identifier(str(fields))}</UUID><Tags>{escape(tags)}</Tags>"
        for name, value in fields.items():
            plain = name in ("Title", "UserName", "URL", "Notes", "TOTP Settings")
            text += self.string(name, value, not plain)
        text += "<History>" + "".join(self.entry(old) for old in history) + "</History>"
        return text + "</Entry>"

    def group(self, name, *content):
        return (f"<Group><UUID>{identifier(name)}</UUID><Name>{escape(name)}</Name>"
                + "".join(content) + "</Group>")

    def file(self, content, header_hash=None, bin="Recycle Bin"):
        meta = "<Generator>test</Generator>"
        if header_hash:
            meta += f"<HeaderHash>{base64.b64encode(header_hash).decode()}</HeaderHash>"
        meta += f"<RecycleBinEnabled>{bool(bin)}</RecycleBinEnabled>"
        meta += f"<RecycleBinUUID>{identifier(bin or 'Recycle Bin')}</RecycleBinUUID>"
        return (f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<KeePassFile>'
                f"<Meta>{meta}</Meta><Root>{content}</Root></KeePassFile>").encode()


def identifier(name):
    return base64.b64encode(uuid.UUID(bytes=secret(16, name)).bytes).decode()


def basic(a):
    return {"Title": a.issuer, "UserName": a.name, "Password": "pass <word> & more", "URL": "",
            "Notes": a.note}


def uri(a):
    kind = "hotp" if a.type == "hotp" else "totp"
    moment = f"counter={a.counter}" if a.type == "hotp" else f"period={a.period}"
    steam = "&encoder=steam" if a.type == "steam" else ""
    return (f"otpauth://{kind}/{quote(a.issuer)}:{quote(a.name)}?secret={a.base32}&{moment}"
            f"&digits={a.digits}&issuer={quote(a.issuer)}&algorithm={a.algorithm}{steam}")


def hash_name(a):
    return f"HMAC-{a.algorithm[:3]}-{a.algorithm[3:]}"


def time_otp(a, coding, text):
    fields = {f"TimeOtp-Secret{coding}": text}
    if a.digits != 6:
        fields["TimeOtp-Length"] = str(a.digits)
    if a.period != 30:
        fields["TimeOtp-Period"] = str(a.period)
    if a.algorithm != "SHA1":
        fields["TimeOtp-Algorithm"] = hash_name(a)
    return fields


ALICE, BOB, BOB2, FORGEJO, BANK, NAEH, BARE, VPN, STEAM, *_ = [a.but(pinned=False) for a in ACCOUNTS]
TEXT = Account("Text", "alice", b"a secret that is text")
TRAY_STEAM = Account("Tray", "player", secret(20, 21), type="steam", digits=5)
TRAY_LONG = Account("Tray", "eight", secret(20, 22), digits=8, period=45, algorithm="SHA256")
TRAY_TIME = Account("Tray", "clock", secret(20, 23))
KEE_HOTP = Account("KeeOTP", "counter", secret(20, 24), type="hotp", period=0, counter=3)
KEE_HEX = Account("KeeOTP", "hex", secret(20, 25), algorithm="SHA512", digits=8)
TWO = Account("Two codes", "alice", secret(20, 26))
NAMED = Account("Inside", "of the URI", secret(20, 27))
PLAIN_SECRET = Account("Only", "the secret", secret(20, 28))
IN_GROUPS = Account("Grouped", "alice", secret(20, 29), tags=("Internet/Work & more", "a", "b"))


def everything(d):
    """All forms: entries, and what they give."""
    entries = [
        (basic(ALICE) | {"otp": uri(ALICE)}, ";".join(ALICE.tags), [ALICE]),
        (basic(BOB) | {"TOTP Seed": BOB.base32.lower(), "TOTP Settings": "30;6"}, "Home", [BOB]),
        (basic(BOB2) | {"otp": f"key={quote(BOB2.base32 + '==')}"}, "", [BOB2]),
        (basic(FORGEJO) | time_otp(FORGEJO, "-Base32", FORGEJO.base32), "", [FORGEJO]),
        (basic(BANK) | time_otp(BANK, "-Hex", BANK.secret.hex().upper()), "", [BANK]),
        (basic(NAEH) | {"otp": f"key={NAEH.base32}&step=30&size=6&otpHashMode=Sha256"}, "", [NAEH]),
        (basic(BARE) | time_otp(BARE, "-Base64", base64.b64encode(BARE.secret).decode()), "",
         [BARE]),
        (basic(VPN) | {"HmacOtp-Secret-Hex": VPN.secret.hex(), "HmacOtp-Counter": "4711"}, "",
         [VPN]),
        (basic(STEAM) | {"otp": uri(STEAM)}, "", [STEAM]),
        (basic(TEXT) | time_otp(TEXT, "", TEXT.secret.decode()), "", [TEXT]),
        (basic(TRAY_STEAM) | {"TOTP Seed": TRAY_STEAM.base32, "TOTP Settings": "30;S"}, "",
         [TRAY_STEAM]),
        (basic(TRAY_LONG) | {"TOTP Seed": TRAY_LONG.base32, "TOTP Settings": "45;8;SHA256"}, "",
         [TRAY_LONG]),
        (basic(TRAY_TIME) | {"TOTP Seed": TRAY_TIME.base32,
                             "TOTP Settings": "30;6;https://example.com/time"}, "", [TRAY_TIME]),
        (basic(KEE_HOTP) | {"otp": f"key={KEE_HOTP.base32}&type=Hotp&counter=3"}, "", [KEE_HOTP]),
        (basic(KEE_HEX) | {"otp": f"key={KEE_HEX.secret.hex()}&encoding=Hex&size=8"
                                  "&otpHashMode=Sha512"}, "", [KEE_HEX]),
        (basic(TWO) | {"otp": uri(TWO), "second code": uri(NAMED),
                       "HmacOtp-Secret-Base32": TWO.base32}, "",
         [TWO, NAMED, TWO.but(type="hotp", period=0)]),
        (basic(PLAIN_SECRET) | {"otp": PLAIN_SECRET.base32}, "", [PLAIN_SECRET]),
        (basic(Account("No code", "alice", b"", note="a login")), "", []),
    ]
    old = basic(ALICE) | {"otp": uri(ALICE.but(secret=secret(20, 30)))}
    text = "".join(d.entry(fields, tags, [old] if n == 0 else [])
                   for n, (fields, tags, _) in enumerate(entries))
    grouped = d.group("Internet", d.group("Work & more", d.entry(
        basic(IN_GROUPS) | {"otp": uri(IN_GROUPS)}, "a, b;a")))
    deleted = d.group("Recycle Bin", d.entry(basic(BOB) | {"otp": uri(BOB)}), d.group(
        "Old group", d.entry(basic(BANK) | {"otp": uri(BANK)})))
    expected = [a for *_, accounts in entries for a in accounts] + [
        IN_GROUPS, BOB.but(tags=(), trashed=True), BANK.but(tags=("Old group",), trashed=True)]
    return d.group("Database", text, grouped, deleted), expected


def whole(stream, header_hash):
    d = Document(stream)
    content, _ = everything(d)
    return d.file(content, header_hash)


EXPECTED = everything(Document())[1]
OTHERS = 1  # a login

folder = Folder("KeePass")
for name, file in {
    "kdbx4-aes-argon2d": kdbx4(whole),
    "kdbx4-chacha20-argon2id": kdbx4(whole, "chacha20", "argon2id"),
    "kdbx4-twofish-aeskdf": kdbx4(whole, "twofish", "aes"),
    "kdbx4-plain-salsa20": kdbx4(whole, compressed=False, stream=SALSA20),
    "kdbx3-aes": kdbx3(whole),
    "kdbx3-twofish-plain": kdbx3(whole, "twofish", compressed=False),
    "kdbx3-chacha20": kdbx3(whole, "chacha20", stream=CHACHA20),
    "kdbx3-no-inner": kdbx3(whole, stream=NONE),
}.items():
    folder.write(name + ".kdbx", file, EXPECTED, PASSWORD, others=OTHERS)
folder.write("export.xml", whole(None, None), EXPECTED, others=OTHERS)

d = Document()
broken = [basic(Account("Broken", str(n), b"")) | fields for n, fields in enumerate([
    {"otp": "otpauth://totp/Broken?secret=0189"}, {"otp": "key=0189"},
    {"TOTP Seed": "JBSWY3DPEHPK3PXP", "TOTP Settings": "x;6"},
    {"TimeOtp-Secret-Hex": "xyz"},
    {"TimeOtp-Secret-Base32": "JBSWY3DPEHPK3PXP", "TimeOtp-Algorithm": "HMAC-SHA-3"},
    {"otp": "key=JBSWY3DPEHPK3PXP&type=Ocra"}])]
folder.write(
    "broken-entries.xml",
    d.file(d.group("Database", *map(d.entry, broken), d.group("Recycle Bin", d.entry(
        basic(BOB) | {"otp": uri(BOB)}))), bin=None),
    [BOB.but(tags=("Recycle Bin",))],
    skipped=[("Broken:0", "badSecret"), ("Broken:1", "badSecret"), ("Broken:2", "badPeriod"),
             ("Broken:3", "unreadableSecret"), ("Broken:4", "unknownAlgorithm"),
             ("Broken:5", "unknownType")])
folder.finish()

# Key files, and what each of them opens together with the password. "alone" needs no password.
keys = folder.path / "key-files"
keys.mkdir(exist_ok=True)
KEY = secret(32, "key file")


def key_xml(version, data, mark=""):
    return (f'<?xml version="1.0" encoding="utf-8"?>\n<KeyFile>\n\t<Meta>\n\t\t<Version>{version}'
            f"</Version>\n\t</Meta>\n\t<Key>\n\t\t<Data{mark}>{data}</Data>\n\t</Key>\n</KeyFile>\n")


digits = KEY.hex().upper()
groups = "\n\t\t\t".join(" ".join(digits[n:n + 8] for n in range(i, i + 32, 8)) for i in (0, 32))
mark = f' Hash="{sha256(KEY)[:4].hex().upper()}"'
FILES = {"raw": KEY, "digits": KEY.hex().encode(), "any": b"any file at all\n",
         "version1": key_xml("1.00", base64.b64encode(KEY).decode()).encode(),
         "version2": key_xml("2.0", groups, mark).encode()}
(keys / "damaged.keyx").write_text(key_xml("2.0", groups.replace("A", "B", 1), mark))
for name, data in FILES.items():
    (keys / f"{name}.keyx").write_bytes(data)
small = lambda stream, header_hash: Document(stream).file(Document(stream).group(
    "Database", Document(stream).entry(basic(ALICE) | {"otp": uri(ALICE)})), header_hash)
for name, file in {
    "kdbx4": kdbx4(small, key_file=KEY), "kdbx3": kdbx3(small, key_file=KEY),
    "any": kdbx4(small, key_file=sha256(FILES["any"])),
    "alone": kdbx4(small, password=None, key_file=KEY),
}.items():
    (keys / f"{name}.kdbx").write_bytes(file)
