#!/usr/bin/python3
"""Every rule of VaultFormat.md on what is inside the payload, kept and broken."""

import unittest

from open_vault import read_payload
from vault_entries import code_field, entry_id, join, marks_id, record_order
from vault_format import Malformed, blake2b
from vault_values import Secret, decode, encode
from write_vault import content

CORE = {
    "type": "totp",
    "secret": Secret(b"12345678901234567890"),
    "algorithm": "SHA1",
    "digits": 8,
    "period": 30,
    "ordinal": 0,
}


def stamp(milliseconds, counter=0):
    return milliseconds.to_bytes(6, "big") + counter.to_bytes(4, "big") + b"d" * 16


LOCAL = {"device": b"d" * 16, "clock": stamp(9), "journal": []}
LIVE = {
    "core": CORE,
    "fields": [[stamp(2), {"life": 0}], [stamp(3), {"issuer": "A"}]],
}
IDENTITY = entry_id(CORE)


def record(entry, identity=IDENTITY):
    return identity + content(*encode(entry))


def payload(*records, local=content(*encode(LOCAL))):
    return len(records).to_bytes(4, "big") + b"".join(records) + local


class AValue(unittest.TestCase):
    def test_has_one_spelling(self):
        spelled = {
            "00": 0, "17": 23, "1818": 24, "190100": 256, "1affffffff": 2**32 - 1,
            "1bffffffffffffffff": 2**64 - 1, "4100": b"\0", "63e282ac": "€", "8201f6": [1, None],
            "a2616200626161f4": {"b": 0, "aa": False},
        }  # fmt: skip
        for hexadecimal, value in spelled.items():
            self.assertEqual(decode(bytes.fromhex(hexadecimal), b""), value)
            self.assertEqual(encode(value), (bytes.fromhex(hexadecimal), b""))

    def test_is_refused_in_any_other(self):
        others = (
            "", "1817", "190017", "1b00000000ffffffff", "5f4100ff", "9f00ff", "bf616100ff", "20",
            "0000", "18", "1c", "a2626161006162f4", "a2616100616100", "a10000", "f7", "f818",
            "f93c00", "fb3ff0000000000000", "c100", "61ff", "63eda080", "9bffffffffffffffff",
        )  # fmt: skip
        for hexadecimal in others:
            with self.assertRaises(Malformed):
                decode(bytes.fromhex(hexadecimal), b"")

    def test_refers_to_all_secrets_in_order_and_once(self):
        tag = "da00666f6282"
        both = bytes.fromhex(f"82{tag}0001{tag}0102")
        self.assertEqual(decode(both, b"abc"), [b"a", b"bc"])
        others = [(both, b"ab"), (both, b"abcd")]
        for places in (f"{tag}0102{tag}0001", f"{tag}0001{tag}0001", f"{tag}0002{tag}0102"):
            others.append((bytes.fromhex("82" + places), b"abc"))
        for metadata, secrets in others:
            with self.assertRaises(Malformed):
                decode(metadata, secrets)

    def test_nests_to_16_levels_and_in_the_local_part_to_24(self):
        for levels in (16, 24):
            deepest = b"\x81" * levels + b"\0"
            self.assertEqual(encode(decode(deepest, b"", levels))[0], deepest)
            with self.assertRaises(Malformed):
                decode(b"\x81" + deepest, b"", levels)


class AnEntry(unittest.TestCase):
    def test_is_understood_where_it_keeps_the_rules(self):
        purged = {"purged": stamp(5), "fields": [[stamp(6), {"note": "left"}]]}
        counted = {"purged": stamp(5), "counter": [stamp(4), 3]}
        unknown = LIVE | {"fields": [[stamp(2), {"life": 1, "new": [None], "pin": None}]]}
        for entry in (LIVE, purged, counted, unknown):
            self.assertEqual(read_payload(payload(record(entry)))["aside"], [])

    def test_is_understood_up_to_the_bounds_of_its_core(self):
        core = CORE | {"type": "steam", "digits": 10, "period": 2**63 - 1, "ordinal": 2**64 - 1}
        vault = read_payload(payload(record(LIVE | {"core": core}, entry_id(core))))
        self.assertEqual(vault["entries"][0]["core"]["period"], 2**63 - 1)

    def assert_aside(self, entry, rule, identity=IDENTITY):
        with self.subTest(rule=rule, entry=entry):
            vault = read_payload(payload(record(entry, identity)))
            self.assertEqual(vault["entries"], [])
            self.assertIn(rule, vault["aside"][0]["reason"])

    def test_has_the_same_id_on_every_machine(self):
        core = CORE | {"digits": 6}
        self.assertEqual(entry_id(core).hex(), "d41d36a36b5f2728a2fb79e46b64879f")

    def test_is_put_aside_where_its_keys_break_a_rule(self):
        late = stamp(7258118400000)
        for rule, entries in {
            "not a map of": [1, LIVE | {"other": 1}],
            "not groups": [LIVE | {"fields": None}, LIVE | {"fields": [[stamp(2)]]}],
            "empty fields": [LIVE | {"fields": []}],
            "2200": [LIVE | {"purged": late}, LIVE | {"counter": [late, 1]}],
            "not a pair": [LIVE | {"counter": [stamp(1)]}],
            "of 26 bytes": [LIVE | {"counter": ["", 1]}, LIVE | {"purged": 1}],
            "not a number": [LIVE | {"counter": [stamp(1), "1"]}],
            "of the default": [LIVE | {"counter": [bytes(26), 0]}],
            "groups are not in order": [LIVE | {"purged": stamp(2)}],
            "never happened": [LIVE | {"purged": bytes(26)}],
            "core is not there": [{"core": CORE}, {"fields": [[stamp(2), {"life": 0}]]}],
        }.items():
            for entry in entries:
                self.assert_aside(entry, rule)

    def test_is_put_aside_where_its_fields_break_a_rule(self):
        life = [stamp(2), {"life": 0}]
        for rule, groups in {
            "of 26 bytes": [life, [b"", {"note": ""}]],
            "2200": [life, [stamp(7258118400000), {"note": ""}]],
            "groups are not in order": [[stamp(3), {"note": ""}], life],
            "in order": [life, [stamp(2), {"note": ""}]],
            "empty group": [life, [stamp(3), {}]],
            "two groups": [life, [stamp(3), {"life": 0}]],
            "life was taken away": [[stamp(2), {"life": None}]],
            "groups are not in": [[bytes(26), {"life": 0}]],
        }.items():
            self.assert_aside(LIVE | {"fields": groups}, rule)

    def test_keeps_a_field_of_another_kind_and_reads_it_as_absent(self):
        for field in (
            {"life": 2}, {"life": False}, {"note": 1}, {"tags": [1]}, {"tags": ""}, {"pin": "1"},
            {"pin": b"1"}, {"pinned": 1}, {"created": "1"}, {"parameters": {"a": 1}},
            {"parameters": []}, {"note": None},
        ):  # fmt: skip
            groups = [[stamp(2), {"life": 0} | field]]
            read = read_payload(payload(record(LIVE | {"fields": groups})))
            self.assertEqual(read["aside"], [])
            absent = {"value": None, "stamp": stamp(2).hex()}
            self.assertEqual(read["entries"][0]["fields"][next(iter(field))], absent)

    def test_is_put_aside_where_its_core_breaks_a_rule(self):
        for rule, change in {
            "other keys": {"more": 1},
            "no secret": {"secret": b"x"},
            "type is unknown": {"type": "other"},
            "algorithm is unknown": {"algorithm": "SHA3"},
            "wrong numbers": {"digits": True},
            "digits are out of bounds": {"digits": 11},
            "period is out of bounds": {"period": 2**63},
            "period does not fit": {"period": 0},
        }.items():
            core = CORE | change
            self.assert_aside(LIVE | {"core": core}, rule, entry_id(core))
        self.assert_aside(LIVE, "not that of its core", bytes(16))

    def test_is_in_order_of_ids_and_digests(self):
        a, b = record({"purged": stamp(1)}, b"a" * 16), record({"purged": stamp(1)}, b"b" * 16)
        unknown = record({"unknown": 1}, b"a" * 16)
        first, second = sorted((a, unknown), key=record_order)
        self.assertEqual(len(read_payload(payload(first, second, b))["entries"]), 2)
        for records in ((b, a), (a, a), (second, first, b)):
            with self.assertRaises(Malformed):
                read_payload(payload(*records))

    def test_joins_with_another_of_its_id(self):
        later = {"core": CORE, "fields": [[stamp(4), {"life": 1}]], "counter": [stamp(1), 7]}
        records = sorted((record(LIVE), record(later)), key=record_order)
        (entry,) = read_payload(payload(*records))["entries"]
        values = {name: field["value"] for name, field in entry["fields"].items()}
        self.assertEqual((values, entry["counter"][1]), ({"issuer": "A", "life": 1}, 7))


class TwoEntriesOfOneId(unittest.TestCase):
    def assert_joined(self, one, other, joined):
        for pair in ((one, other), (other, one), (joined, one), (joined, other)):
            self.assertEqual(join(*pair), joined)

    def fields(self, milliseconds, **values):
        return {"fields": [[stamp(milliseconds), values]]}

    def test_keep_the_later_value_of_a_field(self):
        self.assert_joined(self.fields(2, a=9), self.fields(3, a=1), self.fields(3, a=1))

    def test_keep_the_greater_value_where_both_are_of_one_time(self):
        for lesser, greater in ((1, 2), ("b", "aa"), (2**64 - 1, b""), ("a", None)):
            self.assert_joined(
                self.fields(2, a=lesser), self.fields(2, a=greater), self.fields(2, a=greater)
            )

    def test_compare_secrets_by_their_digests(self):
        a, b = sorted((Secret(b"1"), Secret(b"2")), key=lambda secret: blake2b(32, secret))
        self.assert_joined(self.fields(2, pin=a), self.fields(2, pin=b), self.fields(2, pin=b))

    def test_keep_the_counter_of_the_last_reset_or_else_the_higher(self):
        for lesser, greater in (([stamp(1), 9], [stamp(2), 1]), ([stamp(1), 1], [stamp(1), 9])):
            self.assert_joined({"counter": lesser}, {"counter": greater}, {"counter": greater})

    def test_lose_what_was_purged_and_no_later_edit(self):
        left = {"purged": stamp(3), "fields": [[stamp(4), {"note": "left"}]]}
        purged = {"purged": stamp(3)}
        edited = LIVE | {"fields": LIVE["fields"] + left["fields"]}
        self.assert_joined(edited, purged, left)


class ABackupCode(unittest.TestCase):
    def field(self, text, milliseconds=2, place=0):
        name = code_field(CORE, text.encode())
        return {name: [stamp(milliseconds), place, Secret(text.encode())]}

    def read(self, fields, marks=None):
        records = [record({"core": CORE, "fields": [[stamp(5), {"life": 0} | fields]]})]
        if marks:
            records.append(record({"fields": [[stamp(9), marks]]}, marks_id(IDENTITY)))
        read = read_payload(payload(*sorted(records, key=record_order)))
        self.assertEqual(read["aside"], [])
        (account,) = (entry for entry in read["entries"] if entry["core"])
        return [(code["code"], code["used"]) for code in account["backup_codes"]]

    def test_has_the_same_field_on_every_machine_however_it_is_spaced(self):
        name = "code:950486b8d2687f8321ef89c3ec599003"
        for text in (b"1234 5678", b"12345678", b"1234-5678 "):
            self.assertEqual(code_field(CORE, text), code_field(CORE, b"12345678"))
        self.assertEqual(code_field(CORE, b"12345678"), name)
        self.assertEqual(marks_id(IDENTITY).hex(), "2b2ba864c755c4619b7cc6b33daa1210")

    def test_stands_in_the_order_of_adding(self):
        fields = self.field("late", 4) | self.field("b", 2, 1) | self.field("a", 2, 2)
        self.assertEqual(self.read(fields), [("b", None), ("a", None), ("late", None)])

    def test_is_used_where_its_mark_is_there_whatever_its_value(self):
        fields = self.field("a1") | self.field("b2", 3) | self.field("c3", 4)
        marks = {code_field(CORE, b"a1"): 7, code_field(CORE, b"b2"): None}
        self.assertEqual(self.read(fields, marks), [("a1", 7), ("b2", 0), ("c3", None)])

    def test_is_not_there_where_it_is_of_another_kind(self):
        good = [stamp(2), 0, Secret(b"a1")]
        for value in (
            None, [], good[:2], [b"", *good[1:]], [stamp(7258118400000), *good[1:]],
            [stamp(2), "0", Secret(b"a1")], [stamp(2), 0, b"a1"], [stamp(2), 0, Secret(b" - ")],
            [stamp(2), 0, Secret(b"\n")], [stamp(2), 0, Secret(b"x" * 129)],
        ):  # fmt: skip
            self.assertEqual(self.read({"code:00": value}), [])


class TheLocalPart(unittest.TestCase):
    change = {
        "number": 1,
        "time": 0,
        "verb": "edit",
        "changes": [[IDENTITY, "issuer", None], [IDENTITY, "pin", Secret(b"1")]],
    }

    def test_carries_what_later_versions_add(self):
        local = LOCAL | {"journal": [self.change, self.change | {"number": 2}], "later": {}}
        read = read_payload(payload(record(LIVE), local=content(*encode(local))))["local"]
        self.assertEqual(read["journal"][0]["changes"][1], [IDENTITY.hex(), "pin", "31"])

    def read(self, spelled):
        return read_payload(payload(record(LIVE), local=spelled))["local"]

    def test_stands_in_the_way_of_nothing_where_it_is_not_understood(self):
        broken = {
            "device": [b"", None, 1], "clock": [b"\xff" * 27, ""],
            "journal": [
                [1], [self.change, self.change], [self.change | {"number": 0}],
                [self.change | {"stamp": stamp(1)}],
                [self.change | {"changes": [[b"", "issuer", None]]}],
            ],
            "settings": [1, [], ""],
            "slots": [1, [[b"", 1]], [[i.to_bytes(16, "big"), 1] for i in range(33)]],
        }  # fmt: skip
        for key, values in broken.items():
            for value in values:
                read = self.read(content(*encode(LOCAL | {key: value, "later": 1})))
                self.assertEqual(read.keys(), LOCAL.keys() - {key} | {"later"})
        for local in ({}, [], 1):
            self.assertEqual(self.read(content(*encode(local))), {})
        self.assertEqual(self.read(content(b"\xff", b"")), {})

    settings = {
        "agent": False, "agent-timeout": 1, "screen-timeout": 86400, "hide-codes": True,
        "sort": "use", "password-typed": 1_700_000_000, "backup-proven": 0,
        "backup-covers": 1_700_000_000,
        "uses": [[IDENTITY, 1], [bytes(16), 0]], "later": None,
    }  # fmt: skip

    def test_has_settings(self):
        read = self.read(content(*encode(LOCAL | {"settings": self.settings})))["settings"]
        uses = [[IDENTITY.hex(), 1], [bytes(16).hex(), 0]]
        self.assertEqual(read, self.settings | {"uses": uses})

    def test_tells_when_slots_got_their_secrets(self):
        read = self.read(content(*encode(LOCAL | {"slots": [[b"s" * 16, 9]]})))
        self.assertEqual(read["slots"], [[(b"s" * 16).hex(), 9]])

    def test_leaves_out_settings_that_are_not_understood(self):
        broken = {
            "agent": [1, None], "agent-timeout": [0, 86401, "300"], "screen-timeout": [True],
            "hide-codes": [""], "sort": ["colour", 1], "password-typed": ["now"],
            "backup-proven": [None], "backup-covers": ["", None],
            "uses": [1, [1], [[IDENTITY]], [[b"", 1]], [[IDENTITY, 1]] * 2,
                     [[i.to_bytes(16, "big"), 1] for i in range(1001)]],
        }  # fmt: skip
        for name, values in broken.items():
            for value in values:
                spelled = content(*encode(LOCAL | {"settings": self.settings | {name: value}}))
                read = self.read(spelled)["settings"]
                self.assertEqual(read.keys(), self.settings.keys() - {name})

    def test_is_the_end(self):
        with self.assertRaises(Malformed):
            read_payload(payload() + b"\0")


if __name__ == "__main__":
    unittest.main()
