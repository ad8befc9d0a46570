#!/usr/bin/python3
"""Every rule of VaultFormat.md on what is inside the payload, kept and broken."""

import unittest

from open_vault import read_payload
from vault_entries import entry_id
from vault_format import Malformed
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

    def test_nests_to_16_levels(self):
        self.assertEqual(encode(decode(b"\x81" * 16 + b"\0", b""))[0], b"\x81" * 16 + b"\0")
        with self.assertRaises(Malformed):
            decode(b"\x81" * 17 + b"\0", b"")


class AnEntry(unittest.TestCase):
    def test_is_understood_where_it_keeps_the_rules(self):
        purged = {"purged": stamp(5), "fields": [[stamp(6), {"note": "left"}]]}
        counted = {"purged": stamp(5), "counter": [stamp(4), 3]}
        unknown = LIVE | {"fields": [[stamp(2), {"life": 1, "new": [None], "pin": None}]]}
        for entry in (LIVE, purged, counted, unknown):
            self.assertEqual(read_payload(payload(record(entry)))["aside"], [])

    def assert_aside(self, entry, rule, identity=IDENTITY):
        with self.subTest(rule=rule, entry=entry):
            vault = read_payload(payload(record(entry, identity)))
            self.assertEqual(vault["entries"], [])
            self.assertIn(rule, vault["aside"][0]["reason"])

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
            "core is not there": [[stamp(2), {"life": None}]],
        }.items():
            self.assert_aside(LIVE | {"fields": groups}, rule)

    def test_is_put_aside_where_a_field_is_of_another_kind(self):
        for field in (
            {"life": 2}, {"life": False}, {"note": 1}, {"tags": [1]}, {"tags": ""}, {"pin": "1"},
            {"pin": b"1"}, {"pinned": 1}, {"created": "1"}, {"parameters": {"a": 1}},
            {"parameters": []},
        ):  # fmt: skip
            groups = [[stamp(2), {"life": 0} | field]]
            self.assert_aside(LIVE | {"fields": groups}, "of another kind")

    def test_is_put_aside_where_its_core_breaks_a_rule(self):
        for rule, change in {
            "other keys": {"more": 1},
            "no secret": {"secret": b"x"},
            "type is unknown": {"type": "other"},
            "algorithm is unknown": {"algorithm": "SHA3"},
            "wrong numbers": {"digits": True},
            "period does not fit": {"period": 0},
        }.items():
            core = CORE | change
            self.assert_aside(LIVE | {"core": core}, rule, entry_id(core))
        self.assert_aside(LIVE, "not that of its core", bytes(16))

    def test_is_there_once_and_in_order(self):
        a, b = record({"purged": stamp(1)}, b"a" * 16), record({"purged": stamp(1)}, b"b" * 16)
        again = record({"purged": stamp(2)}, b"a" * 16)
        unknown = record({"unknown": 1}, b"a" * 16)
        self.assertEqual(len(read_payload(payload(*sorted((a, unknown)), b))["entries"]), 2)
        for records in ((b, a), (a, a), (a, again), sorted((a, unknown), reverse=True)):
            with self.assertRaises(Malformed):
                read_payload(payload(*records))


class TheLocalPart(unittest.TestCase):
    change = {
        "number": 1,
        "time": 0,
        "verb": "edit",
        "stamp": stamp(3),
        "changes": [[IDENTITY, "issuer", None], [IDENTITY, "pin", Secret(b"1")]],
    }

    def test_carries_what_later_versions_add(self):
        local = LOCAL | {"journal": [self.change, self.change | {"number": 2}], "later": {}}
        read = read_payload(payload(record(LIVE), local=content(*encode(local))))["local"]
        self.assertEqual(read["journal"][0]["changes"][1], [IDENTITY.hex(), "pin", "31"])

    def test_is_refused_where_it_breaks_a_rule(self):
        broken = [
            {}, [], LOCAL | {"device": b""}, LOCAL | {"clock": b"\xff" * 27},
            LOCAL | {"clock": stamp(2)},
            LOCAL | {"journal": [1]}, LOCAL | {"journal": [self.change, self.change]},
            LOCAL | {"journal": [self.change | {"stamp": stamp(10)}]},
            LOCAL | {"journal": [self.change | {"changes": [[b"", "issuer", None]]}]},
        ]  # fmt: skip
        for local in broken:
            with self.subTest(local=local), self.assertRaises(Malformed):
                read_payload(payload(record(LIVE), local=content(*encode(local))))

    def test_is_the_end(self):
        with self.assertRaises(Malformed):
            read_payload(payload() + b"\0")


if __name__ == "__main__":
    unittest.main()
