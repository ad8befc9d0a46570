#!/usr/bin/python3
"""Writes a new vault as VaultFormat.md has it: JSON on stdin, the file on stdout.

    {"password": TEXT, "passes": 1, "memory": 8192,   a password slot
     "recovery_key": HEX,                             a recovery slot
     "key_file": HEX,                                 a key file's slot; at least one of the three
     "password_with_key_file": TEXT,                  a slot that takes this and the key file
     "time": MS,                                      Unix time of all stamps, in milliseconds
     "entries": [{"core": {"type": "totp", "secret": HEX, "algorithm": "SHA1",
                           "digits": 6, "period": 30, "ordinal": 0},
                  "fields": {"issuer": TEXT, ...},    `pin` is HEX; `life` is 0 where not given
                  "counter": 0,
                  "backup_codes": [{"code": TEXT, "used": SECONDS or null}]}],
     "aside": [{"entry_id": HEX, "metadata": HEX, "secrets": HEX}]}
"""

import json
import os
import sys

import vault_format as form
from vault_entries import SMALLEST_STAMP, code_field, entry_id, marks_id, record_order
from vault_values import Secret, encode


def write_vault(wanted):
    master_key, vault_id, nonce = os.urandom(32), os.urandom(16), os.urandom(24)
    slots = write_slots(wanted, vault_id, master_key)
    generation = epoch = 1
    head = form.HEADER.pack(form.MAGIC, form.VERSION, vault_id, generation, epoch, len(slots))
    head += b"".join(slots)
    head += form.commitment(master_key, head)
    payload = form.pad(write_payload(wanted))
    file = head + nonce + form.seal(form.subkey(master_key, 3), nonce, payload, head)
    return file + form.blake2b(32, file)


def write_slots(wanted, vault_id, master_key):
    slots = []
    key_file = bytes.fromhex(wanted.get("key_file", ""))
    cost = wanted.get("passes", 1), wanted.get("memory", 8192)

    def add(kind, salt, slot_key, passes=0, memory=0):
        costs = (kind, passes, memory)
        slots.append(write_slot(costs, salt, slot_key, vault_id, master_key))

    if "password" in wanted:
        salt = os.urandom(16)
        add(form.PASSWORD, salt, form.password_key(wanted["password"].encode(), salt, *cost), *cost)
    if "recovery_key" in wanted:
        salt = os.urandom(16)
        recovery_key = bytes.fromhex(wanted["recovery_key"])
        add(form.RECOVERY_KEY, salt, form.recovery_slot_key(recovery_key, salt))
    if "key_file" in wanted:
        salt = os.urandom(16)
        add(form.KEY_FILE, salt, form.key_file_slot_key(key_file, salt))
    if "password_with_key_file" in wanted:
        salt, password = os.urandom(16), wanted["password_with_key_file"].encode()
        slot_key = form.both_slot_key(key_file, form.password_key(password, salt, *cost))
        add(form.PASSWORD_AND_KEY_FILE, salt, slot_key, *cost)
    return slots


def write_slot(costs, salt, slot_key, vault_id, master_key):
    (kind, passes, memory), flags = costs, 0
    slot_id, nonce = os.urandom(16), os.urandom(24)
    parts = (kind, flags, slot_id, passes, memory, salt, nonce)
    context = form.wrap_context(vault_id, form.SLOT.pack(*parts, b""))
    return form.SLOT.pack(*parts, form.seal(form.subkey(slot_key, 1), nonce, master_key, context))


def write_payload(wanted):
    device = os.urandom(16)
    stamp = wanted["time"].to_bytes(6, "big") + bytes(4) + device
    entries = [part for entry in wanted.get("entries", []) for part in write_entry(entry, stamp)]
    names = ("entry_id", "metadata", "secrets")
    aside = [[bytes.fromhex(each[name]) for name in names] for each in wanted.get("aside", [])]
    records = [identity + content(*parts) for identity, *parts in entries + aside]
    records.sort(key=record_order)
    local = {"device": device, "clock": stamp, "journal": []}
    return len(records).to_bytes(4, "big") + b"".join(records) + content(*encode(local))


def write_entry(wanted, stamp):
    core = wanted["core"] | {"secret": Secret.fromhex(wanted["core"]["secret"])}
    fields = {"life": 0} | wanted.get("fields", {})
    if fields.get("pin") is not None:
        fields["pin"] = Secret.fromhex(fields["pin"])
    codes = [code | {"code": code["code"].encode()} for code in wanted.get("backup_codes", [])]
    for place, code in enumerate(codes):
        fields[code_field(core, code["code"])] = [stamp, place, Secret(code["code"])]
    entry = {"core": core, "fields": [[stamp, fields]]}
    if wanted.get("counter", 0) != 0:
        entry["counter"] = [SMALLEST_STAMP, wanted["counter"]]
    identity = entry_id(core)
    records = [[identity, *encode(entry)]]
    marks = {code_field(core, code["code"]): code["used"] for code in codes if code["used"]}
    if marks:
        records.append([marks_id(identity), *encode({"fields": [[stamp, marks]]})])
    return records


def content(metadata, secrets):
    return b"".join(len(part).to_bytes(4, "big") + part for part in (metadata, secrets))


if __name__ == "__main__":
    sys.stdout.buffer.write(write_vault(json.load(sys.stdin)))
