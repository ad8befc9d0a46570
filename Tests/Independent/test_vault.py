#!/usr/bin/python3
"""The writer and the reader against each other, and the rules of VaultFormat.md on the file."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import vault_format as form
from open_vault import WrongKey, add_codes, open_slots, open_vault, password_keys, read_layout
from vault_format import Malformed
from write_vault import write_vault

HERE = Path(__file__).parent
RECOVERY_KEY = bytes(range(20))
KEY_FILE = bytes(range(32))

CORE = {  # RFC 6238, appendix B
    "type": "totp",
    "secret": b"12345678901234567890".hex(),
    "algorithm": "SHA1",
    "digits": 8,
    "period": 30,
    "ordinal": 0,
}
WANTED = {
    "password": "Grüße, 世界",
    "recovery_key": RECOVERY_KEY.hex(),
    "key_file": KEY_FILE.hex(),
    "password_with_key_file": "both",
    "time": 1_700_000_000_000,
    "entries": [
        {"core": CORE, "fields": {"issuer": "Bücher", "tags": ["a", "b"], "pinned": True}},
        {"core": CORE | {"type": "hotp", "digits": 6, "period": 0}, "counter": 9},
        {"core": CORE | {"type": "yandex", "algorithm": "SHA256"}, "fields": {"pin": b"77".hex()}},
        {"core": CORE | {"ordinal": 1}, "fields": {"later": {"b": None, "aa": [2**64 - 1]}}},
    ],
    "aside": [{"entry_id": "ff" * 16, "metadata": "f97e00", "secrets": "01"}],
}


def core_key(entry):
    return json.dumps(entry["core"], sort_keys=True)


def with_checksum(body):
    return body + form.blake2b(32, body)


class TheFile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.file = write_vault(WANTED)

    def test_comes_back_as_it_was_written(self):
        for key in (
            {"password": WANTED["password"].encode()},
            {"recovery_key": RECOVERY_KEY},
            {"key_file": KEY_FILE},
        ):
            vault = open_vault(self.file, **key)
            self.assertEqual(len(vault["entries"]), len(WANTED["entries"]))
            read = {core_key(entry): entry for entry in vault["entries"]}
            for entry in WANTED["entries"]:
                found = read[core_key(entry)]
                values = {name: field["value"] for name, field in found["fields"].items()}
                self.assertEqual(values, {"life": 0} | entry.get("fields", {}))
                counter = [bytes(26).hex(), entry["counter"]] if "counter" in entry else None
                self.assertEqual(found["counter"], counter)
            self.assertEqual(vault["aside"][0]["metadata"], "f97e00")
            self.assertEqual((vault["generation"], vault["epoch"]), (1, 1))
            self.assertEqual([slot["memory"] for slot in vault["slots"]], [8192, 0, 0, 8192])

    def test_opens_with_no_other_password_or_key(self):
        for key in (
            {"password": b""}, {"password": b"Gr"}, {"recovery_key": bytes(20)},
            {"key_file": bytes(32)}, {"password": b"both"},
            {"key_file": bytes(32), "password": WANTED["password"].encode()},
        ):  # fmt: skip
            with self.assertRaises(WrongKey):
                open_vault(self.file, **key)

    def test_opens_with_both_where_it_takes_both(self):
        both = read_layout(self.file)
        both.slots = [slot for slot in both.slots if slot.type == form.PASSWORD_AND_KEY_FILE]
        self.assertEqual(len(open_slots(both, b"both", None, KEY_FILE)), 32)
        for password, key in ((b"both", bytes(32)), (b"bot", KEY_FILE), (None, KEY_FILE)):
            with self.assertRaises(WrongKey):
                open_slots(both, password, None, key)

    def test_is_refused_with_any_bit_flipped(self):
        for index in range(len(self.file)):
            with self.assertRaises(Malformed):
                open_vault(self.flipped(self.file, index), recovery_key=RECOVERY_KEY)

    def test_is_refused_with_any_bit_flipped_and_the_checksum_made_anew(self):
        body = self.file[:-32]
        for index in range(len(body)):
            with self.assertRaises((Malformed, WrongKey)):
                changed = with_checksum(self.flipped(body, index))
                open_vault(changed, recovery_key=RECOVERY_KEY)

    def test_is_refused_at_any_shorter_length(self):
        for length in range(0, len(self.file), 7):
            with self.assertRaises(Malformed):
                open_vault(self.file[:length], recovery_key=RECOVERY_KEY)

    def test_is_refused_beyond_the_largest_size(self):
        with mock.patch.object(form, "LARGEST_FILE", len(self.file) - 1):
            with self.assertRaisesRegex(Malformed, "larger"):
                open_vault(self.file, recovery_key=RECOVERY_KEY)

    def flipped(self, data, index):
        return data[:index] + bytes([data[index] ^ 1 << index % 8]) + data[index + 1 :]


class TheHeader(unittest.TestCase):
    """Changes to a file of four slots that leave it with a checksum that matches."""

    def assert_refused(self, offset, replacement, rule):
        body = write_vault(WANTED)[:-32]
        changed = body[:offset] + replacement + body[offset + len(replacement) :]
        with self.assertRaisesRegex(Malformed, rule):
            open_vault(with_checksum(changed), recovery_key=RECOVERY_KEY)

    def test_is_of_a_vault_of_this_version(self):
        self.assert_refused(0, b"\x88", "no vault")
        self.assert_refused(8, (2).to_bytes(4, "big"), "newer")
        self.assert_refused(8, bytes(4), "version is 0")

    def test_of_a_newer_version_is_not_read_further(self):
        for rest in (b"", b"anything"):
            with self.assertRaisesRegex(Malformed, "newer"):
                open_vault(form.MAGIC + (2).to_bytes(4, "big") + rest, password=b"")
        with self.assertRaisesRegex(Malformed, "ends too early"):
            open_vault(form.MAGIC + bytes(3), password=b"")

    def test_counts_saves_keys_and_slots_within_bounds(self):
        self.assert_refused(28, bytes(8), "never saved")
        self.assert_refused(36, bytes(4), "never saved")
        self.assert_refused(40, bytes(4), "slots is out of bounds")
        self.assert_refused(40, (33).to_bytes(4, "big"), "slots is out of bounds")

    def test_has_costs_within_bounds(self):
        for start in (44, 44 + 3 * 114):
            for offset, cost in ((18, 0), (18, 17), (22, 8191), (22, 1048577)):
                self.assert_refused(start + offset, cost.to_bytes(4, "big"), "costs")
        for start in (44 + 114, 44 + 2 * 114):
            for offset in (18, 22):
                self.assert_refused(start + offset, (1).to_bytes(4, "big"), "costs")

    def test_leaves_slots_of_later_versions_alone(self):
        for later in (b"\x05\0", b"\x01\1"):
            self.assert_refused(44, later, "commitment")

    def test_has_no_slot_id_twice(self):
        body = write_vault(WANTED)[:-32]
        twice = with_checksum(body[:46] + body[160:176] + body[62:])
        with self.assertRaisesRegex(Malformed, "same id"):
            open_vault(twice, recovery_key=RECOVERY_KEY)

    def test_cannot_keep_a_machine_busy(self):
        costs = ((1, 8192), (16, 1048576))
        slots = [
            SimpleNamespace(type=form.PASSWORD, passes=passes, memory=memory, salt=bytes(16))
            for passes, memory in costs
        ]
        tries = password_keys(slots, b"")
        self.assertIs(next(tries)[0], slots[0])
        with self.assertRaisesRegex(WrongKey, "cost too much"):
            next(tries)


class ThePadding(unittest.TestCase):
    def test_is_at_least_one_byte_up_to_a_whole_step(self):
        lengths = {0: 4096, 4095: 4096, 4096: 8192, 65535: 65536, 65536: 81920, 81920: 98304}
        for length, padded in lengths.items():
            self.assertEqual(len(form.pad(bytes(length))), padded)
            self.assertEqual(form.unpad(form.pad(bytes(length))), bytes(length))

    def test_is_refused_where_it_is_not_the_one(self):
        for padded in (b"", bytes(4096), b"\x80" + bytes(8191), b"\x80", bytes(4095) + b"\1"):
            with self.assertRaises(Malformed):
                form.unpad(padded)


class ARecoveryKey(unittest.TestCase):
    def test_is_read_as_it_is_written_and_as_people_type(self):
        text = form.write_recovery_key(RECOVERY_KEY)
        self.assertRegex(text, "^([A-Z2-7]{4}-){8}[A-Z2-7]{4}$")
        typed = text.lower().replace("-", " ").replace("o", "0").replace("i", "1")
        for spelling in (text, typed.replace("b", "8"), text.replace("-", "")):
            self.assertEqual(form.read_recovery_key(spelling), RECOVERY_KEY)

    def test_tells_a_typing_error(self):
        text = form.write_recovery_key(RECOVERY_KEY)
        for typed in ("", text[1:], text + "A", "7" + text[1:], text[:-1] + "9"):
            self.assertIsNone(form.read_recovery_key(typed))


class AKeyFile(unittest.TestCase):
    def test_is_a_line_and_32_bytes(self):
        file = b"fob key file v1\n" + KEY_FILE
        self.assertEqual(form.write_key_file(KEY_FILE), file)
        self.assertEqual(form.read_key_file(file), KEY_FILE)

    def test_is_nothing_else(self):
        file = form.write_key_file(KEY_FILE)
        for other in (b"", KEY_FILE, file[:-1], file + b"\n", b"F" + file[1:], bytes(48)):
            self.assertIsNone(form.read_key_file(other))


class TheCodes(unittest.TestCase):
    def test_are_those_of_the_rfcs(self):
        times = {59: "94287082", 1111111109: "07081804", 20000000000: "65353130"}
        for time, code in times.items():
            entries = [{"core": CORE, "counter": None}]
            add_codes(entries, time)
            self.assertEqual(entries[0]["code"], code)
        hotp = CORE | {"type": "hotp", "digits": 6, "period": 0}
        for counter, code in ((None, "755224"), (["", 9], "520489")):
            entries = [{"core": hotp, "counter": counter}]
            add_codes(entries, 0)
            self.assertEqual(entries[0]["code"], code)


class TheCommands(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.vault = os.path.join(folder, "vault")
        wanted = json.dumps(WANTED).encode()
        command = [sys.executable, HERE / "write_vault.py"]
        file = subprocess.run(command, input=wanted, capture_output=True, check=True).stdout
        Path(self.vault).write_bytes(file)

    def test_open_with_a_key_file(self):
        path = self.vault + ".key"
        Path(path).write_bytes(form.write_key_file(KEY_FILE))
        command = [sys.executable, HERE / "open_vault.py", "--key-file", path, self.vault]
        self.assertEqual(subprocess.run(command, capture_output=True).returncode, 0)
        for wrong in (form.write_key_file(bytes(32)), b"fob"):
            Path(path).write_bytes(wrong)
            self.assertEqual(subprocess.run(command, capture_output=True).returncode, 4)

    def open(self, option, line, *more):
        reading, writing = os.pipe()
        os.write(writing, line.encode() + b"\n")
        os.close(writing)
        command = [sys.executable, HERE / "open_vault.py", option, str(reading), *more, self.vault]
        result = subprocess.run(command, pass_fds=[reading], capture_output=True)
        os.close(reading)
        return result

    def test_open_with_the_password_and_the_recovery_key(self):
        result = self.open("--password-fd", WANTED["password"], "--codes", "59")
        codes = [entry.get("code") for entry in json.loads(result.stdout)["entries"]]
        self.assertCountEqual(codes, ["94287082", "94287082", "520489", None])
        text = form.write_recovery_key(RECOVERY_KEY)
        self.assertEqual(self.open("--recovery-key-fd", text).returncode, 0)

    def test_tell_a_wrong_key_from_damage(self):
        self.assertEqual(self.open("--password-fd", "wrong").returncode, 4)
        self.assertEqual(self.open("--recovery-key-fd", "wrong").returncode, 4)
        Path(self.vault).write_bytes(Path(self.vault).read_bytes()[:-1])
        result = self.open("--password-fd", WANTED["password"])
        self.assertEqual((result.returncode, result.stdout), (5, b""))


if __name__ == "__main__":
    unittest.main()
