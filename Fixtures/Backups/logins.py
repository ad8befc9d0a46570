"""What the backups of password managers have in common: logins with a URI or a bare secret."""

import csv
import io
from urllib.parse import quote

from accounts import TOTP, Account, secret

BARE = Account("Bare", "alice", secret(20, "bare"))
# A title and a user name count where the code has no names of its own.
UNTITLED = "Untitled"
BROKEN = "otpauth://totp/Broken:alice?secret=0189"


def uri(a, **more):
    """The URI of an account: type, label, secret, and everything that is not its default."""
    label = quote(f"{a.issuer}:{a.name}" if a.issuer else a.name)
    values = {"secret": a.base32, "issuer": a.issuer, "algorithm": a.algorithm,
              "digits": a.digits}
    values |= {"counter": a.counter} if a.type == "hotp" else {"period": a.period}
    query = "&".join(f"{key}={quote(str(value))}" for key, value in (values | more).items())
    return f"otpauth://{a.type}/{label}?{query}"


def spaced(a):
    """A bare secret as services print it: lower case, in groups of four."""
    text = a.base32.lower()
    return " ".join(text[i:i + 4] for i in range(0, len(text), 4))


def logins():
    """Each account with its code; and what must be read of it."""
    return [(a, uri(a)) for a in TOTP] + [(BARE, spaced(BARE))]


def expected(keep=()):
    """What a table or a vault gives that keeps only some of note, tags and pinned."""
    for a, _ in logins():
        changes = {"note": "", "tags": (), "pinned": False}
        yield a.but(issuer=a.issuer or UNTITLED,
                    **{key: value for key, value in changes.items() if key not in keep})


def table(header, rows, quoting=csv.QUOTE_MINIMAL):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", quoting=quoting).writerows([header, *rows])
    return text.getvalue()
