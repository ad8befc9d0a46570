"""The sections Stamps, Entries and The local part of VaultFormat.md, as rules that are checked."""

from vault_format import blake2b, require
from vault_values import Secret

TYPES = {"totp", "hotp", "steam", "yandex", "motp"}
ALGORITHMS = {"SHA1", "SHA256", "SHA512", "MD5"}
SMALLEST_STAMP = bytes(26)
YEAR_2200 = 7258118400000  # Unix time in milliseconds


def entry_id(core):
    def t(data):
        return len(data).to_bytes(4, "big") + data

    parts = t(core["type"].encode()), t(core["secret"]), t(core["algorithm"].encode())
    numbers = (core[name].to_bytes(8, "big") for name in ("digits", "period", "ordinal"))
    return blake2b(16, b"fob entry v1" + b"".join(parts) + b"".join(numbers))


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
    alive = values.get("life") is not None
    require(("core" in entry) == alive, "its core is not there exactly where its life is")
    if alive:
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
    order = [entry.get("purged", b"")] + [group[0] for group in groups or []]
    require(all(a < b for a, b in zip(order, order[1:])), "its groups are not in order")
    for _, group in groups or []:
        require(group != {}, "it has an empty group")
        require(not values.keys() & group.keys(), "a field is in two groups")
        values |= group
    for name, value in values.items():
        right = value is None or name not in FIELDS or FIELDS[name](value)
        require(right, f"the value of its field {name} is of another kind")
    return values


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
    require((core["period"] == 0) == (core["type"] == "hotp"), "its period does not fit its type")


def check_local(local, seen):
    """`seen` are the stamps of all entries."""
    required = {"device", "clock", "journal"}
    require(isinstance(local, dict) and local.keys() >= required, "the local part lacks a key")
    device = local["device"]
    require(type(device) is bytes and len(device) == 16, "the device id is not of 16 bytes")
    require(is_stamp(local["clock"]), "the clock is not a stamp")
    require(is_list(local["journal"], is_change), "the journal holds what is no change")
    numbers = [change["number"] for change in local["journal"]]
    require(all(a < b for a, b in zip(numbers, numbers[1:])), "the journal is not in order")
    seen = [*seen, *(change["stamp"] for change in local["journal"])]
    require(max(seen, default=SMALLEST_STAMP) <= local["clock"], "the clock is behind a stamp")


def is_change(value):
    return (
        has_keys(value, ("number", "time", "verb", "stamp", "changes"))
        and is_number(value["number"])
        and is_number(value["time"])
        and is_text(value["verb"])
        and is_stamp(value["stamp"])
        and is_list(value["changes"], is_field_change)
    )


def is_field_change(value):
    """An array of entry id, field name and value before."""
    return (
        isinstance(value, list)
        and len(value) == 3
        and type(value[0]) is bytes
        and len(value[0]) == 16
        and is_text(value[1])
    )
