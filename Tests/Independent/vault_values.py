"""The section Values of VaultFormat.md: the CBOR that a vault holds, in its one spelling.

In Python a value is an int, bytes, str, list, dict, bool, None or a Secret.
"""

from vault_format import Cursor, Malformed, blake2b, require

UNSIGNED, BYTES, TEXT, ARRAY, MAP, TAG, SIMPLE = 0, 2, 3, 4, 5, 6, 7  # major types
SECRET_TAG = 6713186
SIMPLE_VALUES = {20: False, 21: True, 22: None}
DEEPEST, DEEPEST_LOCAL = 16, 24  # arrays and maps in one another


class Secret(bytes):
    """The bytes of a secret, which stand apart from the metadata that refers to them."""


def decode(metadata, secrets, deepest=DEEPEST):
    """The value that `metadata` spells, with each reference replaced by its Secret."""
    decoder = Decoder(metadata, secrets)
    value = decoder.value(deepest)
    decoder.metadata.finish()
    decoder.secrets.finish()
    require(encode(value) == (metadata, secrets), "it is not in its one spelling")
    return value


def encode(value):
    """The metadata and the secrets that spell `value`."""
    secrets = bytearray()
    metadata = encode_value(value, secrets)
    return metadata, bytes(secrets)


def comparable(value):
    """What joining compares: the metadata, with a digest in each secret's place."""
    return encode_value(value, None)


class Decoder:
    """Takes what CBOR it knows; `decode` then refuses all spellings but the one."""

    def __init__(self, metadata, secrets):
        self.metadata, self.secrets = Cursor(metadata), Cursor(secrets)

    def value(self, levels):
        major, argument = self.head()
        if major in (ARRAY, MAP):
            require(levels > 0, "it is nested too deeply")
        if major == UNSIGNED:
            return argument
        if major == BYTES:
            return self.metadata.take(argument)
        if major == TEXT:
            return self.text(argument)
        if major == ARRAY:
            return [self.value(levels - 1) for _ in range(argument)]
        if major == MAP:
            return dict(self.pair(levels) for _ in range(argument))
        if major == TAG:
            return self.secret(argument)
        require(major == SIMPLE and argument in SIMPLE_VALUES, "it holds a value of another kind")
        return SIMPLE_VALUES[argument]

    def head(self):
        first = self.metadata.integer(1)
        major, short = first >> 5, first & 31
        require(short <= 27, "it holds a length that is not definite")
        return major, short if short < 24 else self.metadata.integer(1 << (short - 24))

    def text(self, length):
        try:
            return self.metadata.take(length).decode("utf-8")
        except UnicodeDecodeError:
            raise Malformed("it holds a text that is not UTF-8") from None

    def pair(self, levels):
        major, length = self.head()
        require(major == TEXT, "it holds a key that is not text")
        return self.text(length), self.value(levels - 1)

    def secret(self, tag):
        require(tag == SECRET_TAG and self.head() == (ARRAY, 2), "it holds another tag")
        (first, offset), (second, length) = self.head(), self.head()
        require((first, second) == (UNSIGNED, UNSIGNED), "a secret's place is not two numbers")
        require(offset == self.secrets.position, "its secrets are not in order")
        return Secret(self.secrets.take(length))


def encode_value(value, secrets):
    if value is None or isinstance(value, bool):
        return head(SIMPLE, {False: 20, True: 21, None: 22}[value])
    if isinstance(value, int):
        return head(UNSIGNED, value)
    if isinstance(value, Secret):
        return head(TAG, SECRET_TAG) + encode_secret(value, secrets)
    if isinstance(value, bytes):
        return head(BYTES, len(value)) + value
    if isinstance(value, str):
        return encode_text(value)
    if isinstance(value, list):
        return head(ARRAY, len(value)) + b"".join(encode_value(item, secrets) for item in value)
    keys = sorted(value, key=encode_text)
    pairs = (encode_text(key) + encode_value(value[key], secrets) for key in keys)
    return head(MAP, len(value)) + b"".join(pairs)


def encode_secret(secret, secrets):
    if secrets is None:
        return encode_value(blake2b(32, secret), None)
    place = head(ARRAY, 2) + head(UNSIGNED, len(secrets)) + head(UNSIGNED, len(secret))
    secrets += secret
    return place


def encode_text(text):
    data = text.encode("utf-8")
    return head(TEXT, len(data)) + data


def head(major, argument):
    if argument < 24:
        return bytes([major << 5 | argument])
    short = next(i for i in range(4) if argument < 1 << (8 << i))
    return bytes([major << 5 | 24 + short]) + argument.to_bytes(1 << short, "big")
