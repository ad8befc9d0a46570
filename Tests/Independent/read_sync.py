#!/usr/bin/python3
"""Reads a sync folder of fob with the words of an invitation, checks every rule of Sync.md and
prints what the devices say as JSON.

Written from that page alone. The words stand on standard input. Exit status: 0, 2 usage, 4 the
words open nothing, 5 a file breaks a rule.
"""

import json
import os
import sys

import nacl.bindings
import nacl.exceptions

from open_vault import entry_json, read_content, read_record
from vault_entries import check_entry, join
from vault_format import Cursor, Malformed, blake2b, require, unpad, unseal
from vault_values import DEEPEST_LOCAL, decode

FILE, INVITATION = bytes.fromhex("896673790D0A1A0A"), bytes.fromhex("896670610D0A1A0A")
CONSONANTS, VOWELS, ENDS = "bdfghjklmnprstvz", "aeiu", "ao"
STATEMENT, KEY = b"fob member statement v1", b"fob sync key v1"


# Words


def read_words(text):
    """The 16 bytes that twelve words spell."""
    words = text.lower().split()
    require(len(words) == 12, "there are not twelve words")
    number = 0
    for word in words:
        require(len(word) == 4, "a word has not four letters")
        for letter, alphabet in zip(word, (CONSONANTS, VOWELS, CONSONANTS, ENDS)):
            require(letter in alphabet, "a word is none")
            number = number * len(alphabet) + alphabet.index(letter)
    code = (number >> 4).to_bytes(16, "big")
    check = blake2b(16, code, key=b"fob pairing v1")[0] >> 4
    require(number & 15 == check, "the words do not fit each other")
    return code


# Files


def read_invitation(data, code):
    """What an invitation holds, or None where it is another code's."""
    cursor = Cursor(data)
    require(cursor.take(8) == INVITATION and cursor.integer(4) == 1, "this is no invitation")
    if cursor.take(16) != blake2b(16, b"fob pairing id v1", key=code):
        return None
    above = data[: cursor.position]
    key = blake2b(32, b"fob pairing key v1", key=code)
    padded = unseal(key, cursor.take(24), data[cursor.position :], above)
    require(padded is not None, "the invitation's tag does not match")
    entries, value = read_payload(unpad(padded))
    require(not entries, "an invitation has no records")
    return value


def read_file(data, group, keys):
    """The parts of a device's file, and what it says."""
    body = data[:-32]
    require(blake2b(32, body) == data[-32:], "the checksum does not match")
    signed, signature = body[:-64], body[-64:]
    cursor = Cursor(signed)
    require(cursor.take(8) == FILE and cursor.integer(4) == 1, "this is no sync file")
    require(cursor.take(16) == group, "it belongs to another group")
    device, sequence, epoch = cursor.take(16), cursor.integer(8), cursor.integer(8)
    key, letters = cursor.take(16), cursor.integer(4)
    require(letters <= 1024, "it has too many letters")
    receivers = [(cursor.take(16), cursor.take(80))[0] for _ in range(letters)]
    require(receivers == sorted(set(receivers)), "its letters are not in order")
    above = signed[: cursor.position]
    require(key in keys and keys[key]["epoch"] == epoch, "its key is unknown")
    nonce = cursor.take(24)
    padded = unseal(keys[key]["key"], nonce, signed[cursor.position :], above)
    require(padded is not None, "the payload's tag does not match")
    entries, said = read_payload(unpad(padded))
    signing = members(group, said["members"]).get(device)
    require(signing is not None, "its writer is no device of the group")
    message = b"fob sync file v1" + blake2b(32, signed)
    require(is_signed(message, signature, signing), "its signature is wrong")
    for key in said["keys"]:
        require(is_made(group, key, said["members"]), "a key is not its maker's")
    return {"device": device.hex(), "sequence": sequence, "name": said["name"]}, entries


def read_payload(payload):
    """The records, joined by their entries, and the map that stands in the local part's place."""
    cursor, entries = Cursor(payload), {}
    for _ in range(cursor.integer(4)):
        _, identity, metadata, secrets = read_record(cursor)
        entry = decode(metadata, secrets)
        check_entry(identity, entry)
        entries[identity] = join(entries.get(identity, {}), entry)
    value = decode(*read_content(cursor), DEEPEST_LOCAL)
    cursor.finish()
    return entries, value


# Members


def is_made(group, key, statements):
    """Whether a device that was ever brought in signed a key."""
    text = KEY + group + key["maker"] + key["id"] + key["epoch"].to_bytes(8, "big")
    text += blake2b(32, key["key"]) + b"".join(key["excludes"])
    said = (decode(body, b"") for body, _ in statements)
    makers = (each for each in said if "box" in each and each["device"] == key["maker"])
    return any(is_signed(text, key["signature"], maker["sign"]) for maker in makers)


def members(group, statements):
    """The signing keys of the devices that belong to the group."""
    known, pending = {}, [(body, signature, decode(body, b"")) for body, signature in statements]
    taken, count = [], -1
    while count != len(taken):
        count = len(taken)
        for statement in [each for each in pending if each not in taken]:
            if is_allowed(group, statement, known):
                taken.append(statement)
                said = statement[2]
                if "sign" in said:
                    known[said["device"]] = (said["sign"], said["act"])
    require(len(taken) == len(pending), "a statement is signed by nobody who may")
    return current(group, taken)


def is_allowed(group, statement, known):
    body, signature, said = statement
    if said["act"] == "found":
        first = blake2b(16, body, key=STATEMENT) == group
        return first and is_signed(STATEMENT + body, signature, said["sign"])
    key, role = known.get(said["signer"], (None, None))
    if key is None or said["group"] != group or (role == "invite" and said["act"] != "add"):
        return False
    return is_signed(STATEMENT + body, signature, key)


def current(group, taken):
    revocations = [said for _, _, said in taken if said["act"] == "revoke"]
    held = {}
    while True:
        size = len(held)
        for body, _, said in taken:
            name = blake2b(16, body, key=STATEMENT)
            kept = all(name in one["keeps"] for one in revocations if one["device"] == said["signer"])
            signers = {each["device"] for each in held.values()}
            if "sign" in said and (name == group or (kept and said["signer"] in signers)):
                held[name] = said
        if len(held) == size:
            break
    out = {said["device"] for said in revocations}
    devices = (held[name] for name in sorted(held, reverse=True) if "box" in held[name])
    return {said["device"]: said["sign"] for said in devices if said["device"] not in out}


def is_signed(message, signature, key):
    try:
        nacl.bindings.crypto_sign_open(signature + message, key)
        return True
    except nacl.exceptions.CryptoError:
        return False


# The command


def read_folder(folder, code):
    group = bytes.fromhex(os.path.basename(folder))
    files = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            files[name] = file.read()
    found = [read_invitation(data, code) for data in files.values() if data[:8] == INVITATION]
    found = [value for value in found if value is not None]
    if not found:
        return None
    require(found[0]["group"] == group, "the invitation is to another group")
    keys = {key["id"]: key for key in found[0]["keys"]}
    devices, entries = [], {}
    for data in files.values():
        if data[:8] == FILE:
            device, theirs = read_file(data, group, keys)
            devices.append(device)
            for identity, entry in theirs.items():
                entries[identity] = join(entries.get(identity, {}), entry)
    return {"devices": devices, "entries": [entry_json(each, entries) for each in entries]}


def main():
    if len(sys.argv) != 2:
        sys.exit(2)
    try:
        content = read_folder(sys.argv[1].rstrip("/"), read_words(sys.stdin.readline()))
    except Malformed as reason:
        print(f"read_sync: {reason}", file=sys.stderr)
        sys.exit(5)
    if content is None:
        sys.exit(4)
    print(json.dumps(content, indent=2))


if __name__ == "__main__":
    main()
