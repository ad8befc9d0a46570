#!/usr/bin/python3
"""Writes CellWidthTable.swift from Python's Unicode data: how many columns a character takes, and
which ones turn the text around them from right to left.

    /usr/bin/python3 make-width-table.py > CellWidthTable.swift

The widths are those of the C library, which ncurses asks: East Asian wide and fullwidth take two,
combining marks and conjoining jamo none. What must never reach a terminal is unprintable.
"""

import unicodedata

UNPRINTABLE, ZERO, ONE, TWO = range(4)

# Default_Ignorable_Code_Point outside the categories below: they draw nothing, so that two names
# that differ could look alike.
INVISIBLE = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0}
INVISIBLE |= set(range(0x180B, 0x1810)) | set(range(0xFE00, 0xFE10)) | set(range(0xE0000, 0xE1000))

JAMO = set(range(0x1160, 0x1200)) | set(range(0xD7B0, 0xD7FC))

# Neutral or ambiguous in EastAsianWidth.txt before Unicode 16, and wide in every C library.
WIDE = set(range(0x3248, 0x3250)) | set(range(0x4DC0, 0x4E00))


def width(code):
    character = chr(code)
    category = unicodedata.category(character)
    if code in INVISIBLE or category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
        return UNPRINTABLE
    if category in ("Mn", "Me") or code in JAMO:
        return ZERO
    if code in WIDE or unicodedata.east_asian_width(character) in "WF":
        return TWO
    return ONE


def turns(code):
    """Whether a terminal that knows bidi text may move what follows (UAX #9: R, AL, AN)."""
    if width(code) in (UNPRINTABLE, ZERO):
        return None  # never drawn, or drawn with what is before it: it may belong to either run
    return int(unicodedata.bidirectional(chr(code)) in ("R", "AL", "AN"))


def runs(kind_of):
    last = None
    for code in range(0x110000):
        if (kind := kind_of(code)) not in (last, None) or last is None:
            last = kind or 0
            yield code << 2 | last


def write(name, kind_of):
    words = [f"0x{run:06X}" for run in runs(kind_of)]
    print(f"let {name}: [UInt32] = [")
    for start in range(0, len(words), 9):
        print("  " + ", ".join(words[start : start + 9]) + ",")
    print("]")


print(f"// Unicode {unicodedata.unidata_version}; written by make-width-table.py, not by hand.\n")
print("/// Runs of scalars of one width: the first scalar, shifted left by 2, and the width's class")
print("/// (`CellWidth`). A run ends where the next begins.")
write("cellWidthRuns", width)
print("\n/// Runs of scalars that do (1) or do not (0) turn text from right to left, in the same form.")
write("directionRuns", turns)
