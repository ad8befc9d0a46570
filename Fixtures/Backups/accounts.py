"""The accounts that the backups of other apps hold, and what is expected of each backup.

One script a format, beside this file, writes its folder: the backups, and expected.tsv with what
fob must read of them. A script is written from the format's specification alone.
"""

import base64
import dataclasses
import pathlib
import random
import re

FOLDER = pathlib.Path(__file__).parent
PASSWORD = "correct horse Ω"


@dataclasses.dataclass(frozen=True)
class Account:
    issuer: str
    name: str
    secret: bytes  # of mOTP the bytes whose hexadecimal digits are the secret
    type: str = "totp"
    algorithm: str = "SHA1"
    digits: int = 6
    period: int = 30
    counter: int = 0
    pin: str = ""
    note: str = ""
    tags: tuple = ()
    pinned: bool = False
    trashed: bool = False

    def but(self, **changes):
        return dataclasses.replace(self, **changes)

    @property
    def base32(self):
        return base64.b32encode(self.secret).decode().rstrip("=")


def secret(length, seed):
    return random.Random(seed).randbytes(length)


ACCOUNTS = [
    Account("GitHub", "alice@example.com", secret(20, 1), note="the work account",
            tags=("Work", "Code"), pinned=True),
    Account("GitHub", "bob@example.com", secret(10, 2), tags=("Home",)),
    Account("GitHub", "bob@example.com", secret(11, 3)),  # the same name, another secret
    Account("Forgejo", "alice", secret(20, 1)),  # the same secret, another name
    Account("Example Bank", "customer 4711", secret(64, 4), algorithm="SHA512", digits=8,
            period=60),
    Account("Näh & Söhne", "名前 🙂 \"quoted\"", secret(32, 5), algorithm="SHA256",
            note="with, a comma; and more"),
    Account("", "no issuer", secret(16, 6)),
    Account("Example VPN", "alice", secret(20, 7), type="hotp", period=0, counter=4711),
    Account("Steam", "player", secret(20, 8), type="steam", digits=5),
    Account("Yandex", "alice", secret(16, 9), type="yandex", algorithm="SHA256", digits=8,
            pin="5239"),
    Account("Mobile", "alice", secret(8, 10), type="motp", algorithm="MD5", period=10,
            pin="1234"),
]
PLAIN = [a for a in ACCOUNTS if a.type in ("totp", "hotp", "steam")]
TOTP = [a for a in ACCOUNTS if a.type == "totp"]


class Folder:
    """The backups of one format, by its name in the catalogue: "Apple Passwords" are in
    apple-passwords."""

    def __init__(self, name):
        self.path = FOLDER / re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
        self.rows = []

    def write(self, file, content, accounts, password="", skipped=(), others=0):
        """A backup: its bytes, what must be read of it, the (name, reason) that must be skipped,
        and how many entries are none of an authenticator."""
        self.path.mkdir(exist_ok=True)
        (self.path / file).write_bytes(
            content if isinstance(content, bytes) else content.encode())
        start = [file, password]
        for a in accounts:
            moment = a.counter if a.type == "hotp" else a.period
            raw = a.secret.hex().encode() if a.type == "motp" else a.secret
            self.rows.append(
                start + ["account", a.issuer, a.name, a.type, a.algorithm, a.digits, moment,
                         raw.hex(), a.pin, a.note, "|".join(sorted(a.tags)),
                         "pinned" if a.pinned else "", "trashed" if a.trashed else ""])
        for name, reason in skipped:
            self.rows.append(start + ["skipped", name, reason])
        if others:
            self.rows.append(start + ["others", others])

    def finish(self):
        lines = ["\t".join(map(str, row)) for row in self.rows]
        (self.path / "expected.tsv").write_text("\n".join(lines) + "\n")
