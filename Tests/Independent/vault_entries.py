"""The sections Stamps to The local part of VaultFormat.md: rules that are checked, and the join."""

from vault_format import blake2b, require
from vault_values import Secret, comparable

TYPES = {"totp", "hotp", "steam", "yandex", "motp"}
ALGORITHMS = {"SHA1", "SHA256", "SHA512", "MD5"}
SMALLEST_STAMP = bytes(26)
YEAR_2200 = 7258118400000  # Unix time in milliseconds


def record_order(record):
    """What records are ordered by: the entry id, then the digest."""
    return record[:16], blake2b(32, record)


def entry_id(core):
    def t(data):
        return len(data).to_bytes(4, "big") + data

    parts = t(core["type"].encode()), t(core["secret"]), t(core["algorithm"].encode())
    numbers = (core[name].to_bytes(8, "big") for name in ("digits", "period", "ordinal"))
    return blake2b(16, b"".join(parts) + b"".join(numbers), key=b"fob entry v1")


def code_field(core, code):
    """The field of a backup code, by the code's bytes."""
    bare = code.replace(b" ", b"").replace(b"-", b"")
    data = len(core["secret"]).to_bytes(4, "big") + core["secret"] + bare
    return "code:" + blake2b(16, data, key=b"fob backup code v1").hex()


def marks_id(identity):
    """The id of the entry with the marks of an entry's used codes."""
    return blake2b(16, identity, key=b"fob used codes v1")


def backup_codes(identity, entries):
    """The backup codes of an entry in their order, each with when it was used (0 if unknown)."""
    codes = field_values(entries[identity])
    marks = field_values(entries.get(marks_id(identity), {}))
    found = [
        (*value[:2], name, value[2])
        for name, value in codes.items()
        if name.startswith("code:") and is_backup_code(value)
    ]
    return [(code, mark_time(marks, name)) for _, _, name, code in sorted(found)]


def mark_time(marks, name):
    if name not in marks:
        return None
    return marks[name] if is_number(marks[name]) else 0


def field_values(entry):
    return {name: value for _, name, value in stamped_fields(entry)}


def is_number(value):
    return type(value) is int


def is_text(value):
    return isinstance(value, str)


def is_stamp(value):
    return type(value) is bytes and len(value) == 26


def is_list(value, item):
    return isinstance(value, list) and all(map(item, value))


def has_keys(value, keys):
    return isinstance(value, dict) and value.keys() == set(keys)


def is_backup_code(value):
    if not (isinstance(value, list) and len(value) == 3):
        return False
    stamp, place, code = value
    return (
        is_stamp(stamp)
        and int.from_bytes(stamp[:6], "big") < YEAR_2200
        and is_number(place)
        and isinstance(code, Secret)
        and len(code) <= 128
        and all(0x20 <= byte <= 0x7E for byte in code)
        and code.strip(b" -") != b""
    )


FIELDS = {
    "life": lambda value: is_number(value) and value <= 1,
    "tags": lambda value: is_list(value, is_text),
    "pinned": lambda value: isinstance(value, bool),
    "pin": lambda value: isinstance(value, Secret),
    "parameters": lambda value: isinstance(value, dict) and is_list(list(value.values()), is_text),
    **dict.fromkeys(("id", "issuer", "name", "prefix", "note"), is_text),
    **dict.fromkeys(("created", "modified"), is_number),
}


def check_entry(identity, entry):
    known = {"core", "fields", "counter", "purged"}
    require(isinstance(entry, dict) and entry.keys() <= known, "it is not a map of an entry's keys")
    for stamp in stamps(entry):
        require(int.from_bytes(stamp[:6], "big") < YEAR_2200, "a stamp is of 2200 or later")
    values = check_fields(entry)
    check_counter(entry)
    alive = "life" in values
    require(("core" in entry) == alive, "its core is not there exactly where its life is")
    if alive:
        require(values["life"] is not None, "its life was taken away")
        check_core(entry["core"])
        require(identity == entry_id(entry["core"]), "its id is not that of its core")


def stamps(entry):
    """All stamps of an entry, once it is known that they are stamps."""
    groups, counter = entry.get("fields", []), entry.get("counter", [SMALLEST_STAMP, 0])
    require(is_list(groups, is_group), "its fields are not groups of a stamp and a map")
    require(isinstance(counter, list) and len(counter) == 2, "its counter is not a pair")
    found = [group[0] for group in groups] + [counter[0], entry.get("purged", SMALLEST_STAMP)]
    require(is_list(found, is_stamp), "a stamp is not of 26 bytes")
    return found


def is_group(value):
    return isinstance(value, list) and len(value) == 2 and isinstance(value[1], dict)


def check_fields(entry):
    """The values of the fields by name."""
    groups, values = entry.get("fields"), {}
    require(groups != [], "it has empty fields")
    order = [entry.get("purged", SMALLEST_STAMP)] + [group[0] for group in groups or []]
    require(all(a < b for a, b in zip(order, order[1:])), "its groups are not in order")
    for _, group in groups or []:
        require(group != {}, "it has an empty group")
        require(not values.keys() & group.keys(), "a field is in two groups")
        values |= group
    return values


def understood_field(name, value):
    """The value as it is read: absent where it is of another kind, though it is kept."""
    if name.startswith("code:"):
        return value if is_backup_code(value) else None
    return value if name not in FIELDS or FIELDS[name](value) else None


def check_counter(entry):
    require(entry.get("purged") != SMALLEST_STAMP, "it has a purge that never happened")
    if "counter" in entry:
        require(is_number(entry["counter"][1]), "its counter is not a number")
        require(entry["counter"] != [SMALLEST_STAMP, 0], "it has a counter of the default")


def check_core(core):
    numbers = ("digits", "period", "ordinal")
    require(has_keys(core, ("type", "secret", "algorithm", *numbers)), "its core has other keys")
    require(isinstance(core["secret"], Secret), "its core has no secret")
    require(is_text(core["type"]) and core["type"] in TYPES, "its type is unknown")
    known = is_text(core["algorithm"]) and core["algorithm"] in ALGORITHMS
    require(known, "its algorithm is unknown")
    require(is_list([core[name] for name in numbers], is_number), "its core has wrong numbers")
    require(1 <= core["digits"] <= 10, "its digits are out of bounds")
    require(core["period"] < 1 << 63, "its period is out of bounds")
    require((core["period"] == 0) == (core["type"] == "hotp"), "its period does not fit its type")


# Joining two states


def join(one, other):
    """The entry that two entries with one id make; an empty one is no entry."""
    purged = max(entry.get("purged", SMALLEST_STAMP) for entry in (one, other))
    counter = max(entry.get("counter", [SMALLEST_STAMP, 0]) for entry in (one, other))
    fields = {}
    for stamp, name, value in [*stamped_fields(one), *stamped_fields(other)]:
        if stamp > purged:
            new = (stamp, comparable(value), value)
            fields[name] = max(fields.get(name, new), new, key=lambda field: field[:2])
    joined = {"fields": grouped(fields), "counter": counter, "purged": purged}
    if "life" in fields:
        joined["core"] = one.get("core") or other.get("core")
    defaults = {"fields": [], "counter": [SMALLEST_STAMP, 0], "purged": SMALLEST_STAMP}
    return {key: value for key, value in joined.items() if value != defaults.get(key)}


def stamped_fields(entry):
    for stamp, group in entry.get("fields", []):
        for name, value in group.items():
            yield stamp, name, value


def grouped(fields):
    groups = {}
    for name, (stamp, _, value) in fields.items():
        groups.setdefault(stamp, {})[name] = value
    return [[stamp, groups[stamp]] for stamp in sorted(groups)]


# The local part


def understood_local(local):
    """The local part without what is not understood of this version's keys."""
    require(isinstance(local, dict), "the local part is no map")
    local = understood(local, LOCAL)
    if "settings" in local:
        local["settings"] = understood(local["settings"], SETTINGS)
    return local


def understood(table, kinds):
    return {key: value for key, value in table.items() if kinds.get(key, is_anything)(value)}


def is_anything(value):
    return True


def is_id(value):
    return type(value) is bytes and len(value) == 16


def is_journal(value):
    if not is_list(value, is_change) or len(value) > 200:
        return False
    numbers = [0, *(change["number"] for change in value)]
    return all(a < b for a, b in zip(numbers, numbers[1:]))


def is_change(value):
    return (
        has_keys(value, ("number", "time", "verb", "changes"))
        and is_number(value["number"])
        and is_number(value["time"])
        and is_text(value["verb"])
        and is_list(value["changes"], is_field_change)
    )


def is_field_change(value):
    """An array of entry id, field name and value before."""
    return (
        isinstance(value, list) and len(value) == 3 and is_id(value[0]) and is_text(value[1])
    )


def is_map(value):
    return isinstance(value, dict)


def is_flag(value):
    return isinstance(value, bool)


def is_timeout(value):
    return is_number(value) and 1 <= value <= 86400


def is_order(value):
    return value in ("name", "use")


def is_use(value):
    return isinstance(value, list) and len(value) == 2 and is_id(value[0]) and is_number(value[1])


def is_uses(value):
    if not is_list(value, is_use) or len(value) > 1000:
        return False
    return len({entry for entry, _ in value}) == len(value)


def is_slots(value):
    return is_uses(value) and len(value) <= 32


LOCAL = {
    "device": is_id,
    "clock": is_stamp,
    "journal": is_journal,
    "settings": is_map,
    "slots": is_slots,
    "backup": is_number,
}
SETTINGS = {
    "agent": is_flag,
    "agent-timeout": is_timeout,
    "screen-timeout": is_timeout,
    "hide-codes": is_flag,
    "sort": is_order,
    "password-typed": is_number,
    "backup-proven": is_number,
    "backup-covers": is_number,
    "uses": is_uses,
}
