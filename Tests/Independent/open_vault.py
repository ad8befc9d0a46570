#!/usr/bin/python3
"""Opens a vault of fob, checks every rule of VaultFormat.md and prints the content as JSON.

Written from that page alone, without a look at fob's own code. Byte strings and secrets are
printed as hex. Exit status: 0, 2 usage, 4 wrong password, recovery key or key file, 5 damaged,
newer than this or no vault.
"""

import argparse
import hmac
import json
import os
import sys
from types import SimpleNamespace

import vault_format as form
from vault_entries import (
    backup_codes,
    check_entry,
    join,
    record_order,
    understood_field,
    understood_local,
)
from vault_format import Cursor, Malformed, require
from vault_values import DEEPEST_LOCAL, decode


class WrongKey(Exception):
    """No slot opens with what was given."""


def open_vault(data, password=None, recovery_key=None, key_file=None):
    """The content of a vault file, given one of the three, or a password and a key file."""
    vault = read_layout(data)
    master_key = open_slots(vault, password, recovery_key, key_file)
    agreed = form.commitment(master_key, vault.above_commitment) == vault.commitment
    require(agreed, "the commitment does not match")
    key = form.subkey(master_key, 3)
    padded = form.unseal(key, vault.nonce, vault.sealed, vault.above_nonce)
    require(padded is not None, "the payload's tag does not match")
    slots = [
        {"type": slot.type, "id": slot.id.hex(), "passes": slot.passes, "memory": slot.memory}
        for slot in vault.slots
    ]
    head = {"generation": vault.generation, "epoch": vault.epoch, "slots": slots}
    return head | read_payload(form.unpad(padded))


# The file


def read_layout(data):
    """The parts of the file, after all checks that need no key."""
    require(data[:8] == form.MAGIC, "this is no vault")
    require(len(data) <= form.LARGEST_FILE, "it is larger than a vault can be")
    version = Cursor(data[8:]).integer(4)
    require(version <= form.VERSION, "it was made by a newer fob")
    require(version == form.VERSION, "its version is 0")
    body = data[:-32]
    require(form.blake2b(32, body) == data[-32:], "the checksum does not match")
    require(len(body) >= form.HEADER.size, "it ends too early")
    _, _, vault_id, generation, epoch, count = form.HEADER.unpack_from(data)
    require(1 <= count <= 32, "its number of slots is out of bounds")
    slots_end = form.HEADER.size + count * form.SLOT.size
    nonce_start = slots_end + 32
    require(len(body) >= nonce_start + 24 + 16, "it ends too early")
    require(generation >= 1 and epoch >= 1, "it was never saved")
    return SimpleNamespace(
        id=vault_id,
        generation=generation,
        epoch=epoch,
        slots=read_slots(data[form.HEADER.size : slots_end]),
        above_commitment=data[:slots_end],
        commitment=data[slots_end:nonce_start],
        above_nonce=data[:nonce_start],
        nonce=data[nonce_start : nonce_start + 24],
        sealed=body[nonce_start + 24 :],
    )


def read_slots(data):
    names = ("type", "flags", "id", "passes", "memory", "salt", "nonce", "wrapped")
    slots = []
    for start in range(0, len(data), form.SLOT.size):
        slot = SimpleNamespace(**dict(zip(names, form.SLOT.unpack_from(data, start))))
        slot.bytes = data[start : start + form.SLOT.size]
        require(costs_fit(slot), "the costs of a slot are out of bounds")
        slots.append(slot)
    require(len({slot.id for slot in slots}) == len(slots), "two slots have the same id")
    return slots


def costs_fit(slot):
    if slot.flags == 0 and slot.type in (form.PASSWORD, form.PASSWORD_AND_KEY_FILE):
        return 1 <= slot.passes <= 16 and 8192 <= slot.memory <= 1048576
    if slot.flags == 0 and slot.type in (form.RECOVERY_KEY, form.KEY_FILE):
        return slot.passes == slot.memory == 0
    return True


# The slots


def open_slots(vault, password, recovery_key, key_file):
    """The master key, from the first slot that opens."""
    known = [slot for slot in vault.slots if slot.flags == 0]
    for slot, slot_key in slot_keys(known, password, recovery_key, key_file):
        context = form.wrap_context(vault.id, slot.bytes)
        master_key = form.unseal(form.subkey(slot_key, 1), slot.nonce, slot.wrapped, context)
        if master_key is not None:
            return master_key
    raise WrongKey("no slot opens with it")


def slot_keys(slots, password, recovery_key, key_file):
    """The keys to try: with a key file it alone, then with the password."""
    if recovery_key is not None:
        yield from recovery_keys(slots, recovery_key)
    elif key_file is None:
        yield from password_keys(slots, password)
    else:
        yield from key_file_keys(slots, key_file)
        if password is not None:
            for slot, password_key in password_keys(slots, password, form.PASSWORD_AND_KEY_FILE):
                yield slot, form.both_slot_key(key_file, password_key)


def password_keys(slots, password, kind=form.PASSWORD):
    work = 0
    for slot in slots:
        if slot.type == kind:
            work += slot.passes * slot.memory
            if work > form.LARGEST_WORK:
                raise WrongKey("no slot opens with it, and the others cost too much to try")
            yield slot, form.password_key(password, slot.salt, slot.passes, slot.memory)


def recovery_keys(slots, recovery_key):
    for slot in slots:
        if slot.type == form.RECOVERY_KEY:
            yield slot, form.recovery_slot_key(recovery_key, slot.salt)


def key_file_keys(slots, key_file):
    for slot in slots:
        if slot.type == form.KEY_FILE:
            yield slot, form.key_file_slot_key(key_file, slot.salt)


# The payload


def read_payload(payload):
    cursor = Cursor(payload)
    records = [read_record(cursor) for _ in range(cursor.integer(4))]
    order = [record_order(content) for content, *_ in records]
    require(all(a < b for a, b in zip(order, order[1:])), "the records are not in order")
    local = read_local(*read_content(cursor))
    cursor.finish()
    entries, aside = {}, []
    for _, identity, metadata, secrets in records:
        try:
            entry = decode(metadata, secrets)
            check_entry(identity, entry)
        except Malformed as reason:
            aside.append(aside_json(identity, metadata, secrets, reason))
        else:
            entries[identity] = join(entries.get(identity, {}), entry)
    shown = [entry_json(identity, entries) for identity in entries]
    return {"entries": shown, "aside": aside, "local": plain(local)}


def read_local(metadata, secrets):
    """No account depends on the local part, so nothing in it is refused."""
    try:
        return understood_local(decode(metadata, secrets, DEEPEST_LOCAL))
    except Malformed:
        return {}


def read_record(cursor):
    start = cursor.position
    identity = cursor.take(16)
    metadata, secrets = read_content(cursor)
    return cursor.data[start : cursor.position], identity, metadata, secrets


def read_content(cursor):
    metadata = cursor.take(cursor.integer(4))
    return metadata, cursor.take(cursor.integer(4))


# The output


def entry_json(identity, entries):
    entry = entries[identity]
    # A used mark has a code's name but a number for its value, in an entry without a core.
    fields = {
        name: {
            "value": plain(understood_field(name, value) if "core" in entry else value),
            "stamp": stamp.hex(),
        }
        for stamp, group in entry.get("fields", [])
        for name, value in group.items()
    }
    parts = {name: plain(entry.get(name)) for name in ("core", "counter", "purged")}
    codes = backup_codes(identity, entries) if "core" in entry else []
    shown = [{"code": code.decode(), "used": used} for code, used in codes]
    return {"entry_id": identity.hex(), "fields": fields, **parts, "backup_codes": shown}


def aside_json(identity, metadata, secrets, reason):
    return {
        "entry_id": identity.hex(),
        "metadata": metadata.hex(),
        "secrets": secrets.hex(),
        "reason": str(reason),
    }


def plain(value):
    """A value as JSON has it: byte strings and secrets become hex."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def add_codes(entries, time):
    """Adds `code`: of TOTP at `time` (RFC 6238), of HOTP at the next counter (RFC 4226)."""
    for entry in entries:
        core = entry["core"]
        if core and has_standard_code(core):
            next_counter = entry["counter"][1] if entry["counter"] else 0
            counter = time // core["period"] if core["type"] == "totp" else next_counter
            entry["code"] = hotp(core, counter)


def has_standard_code(core):
    standard = core["type"] in ("totp", "hotp") and core["algorithm"].startswith("SHA")
    return standard and 1 <= core["digits"] <= 10


def hotp(core, counter):
    secret, message = bytes.fromhex(core["secret"]), counter.to_bytes(8, "big")
    digest = hmac.digest(secret, message, core["algorithm"].lower())
    offset = digest[-1] & 15
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10 ** core["digits"]).zfill(core["digits"])


# The command


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--password-fd", type=int, metavar="N", help="one line: the password")
    parser.add_argument("--recovery-key-fd", type=int, metavar="N", help="one line: the key")
    parser.add_argument("--key-file", metavar="PATH", help="alone, or with the password")
    parser.add_argument("--codes", type=int, metavar="TIME", help="add the codes of this Unix time")
    parser.add_argument("vault")
    options = parser.parse_args()
    if options.password_fd is options.recovery_key_fd is options.key_file is None:
        parser.error("say what opens it")
    try:
        with open(options.vault, "rb") as file:
            content = open_vault(file.read(form.LARGEST_FILE + 1), **given_key(options))
    except WrongKey as reason:
        sys.exit(fail(4, reason))
    except Malformed as reason:
        sys.exit(fail(5, reason))
    except OSError as reason:
        sys.exit(fail(2, reason))
    if options.codes is not None:
        add_codes(content["entries"], options.codes)
    print(json.dumps(content, indent=2))


def given_key(options):
    given = {}
    if options.password_fd is not None:
        given["password"] = read_line(options.password_fd)
    if options.recovery_key_fd is not None:
        typed = read_line(options.recovery_key_fd).decode("ascii", "replace")
        given["recovery_key"] = understood(form.read_recovery_key(typed), "recovery key")
    if options.key_file is not None:
        with open(options.key_file, "rb") as file:
            given["key_file"] = understood(form.read_key_file(file.read(49)), "key file")
    return given


def understood(key, name):
    if key is None:
        raise WrongKey(f"this is no {name}")
    return key


def read_line(descriptor):
    with os.fdopen(descriptor, "rb") as file:
        return file.readline().removesuffix(b"\n")


def fail(status, reason):
    print(f"open_vault: {reason}", file=sys.stderr)
    return status


if __name__ == "__main__":
    main()
