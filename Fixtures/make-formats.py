#!/usr/bin/python3
"""Makes the pictures of Fixtures/Formats: every kind of PNG and JPEG that must be read, and files
made to do harm. The same ones on every run.

Debian packages: python3-pil, python3-numpy, python3-qrcode.
"""

import io
import pathlib
import struct
import zlib

import numpy
import qrcode
from PIL import Image

FOLDER = pathlib.Path(__file__).parent / "Formats"
FIRST = "otpauth://totp/First?secret=ORSXG5BAONSWG4TFOQ"
SECOND = "otpauth://totp/Second?secret=ORSXG5BAONSWG4TFOQ"
BINARY = bytes([0x00, 0xFF, 0xFE, 0x80, 0x22, 0x5C, 0x0A, 0x41])


def modules(data):
    """One number a module: 0 dark, 1 light; three pixels wide and high."""
    symbol = qrcode.QRCode(border=4)
    symbol.add_data(data)
    symbol.make()
    light = 1 - numpy.array(symbol.get_matrix(), numpy.uint8)
    return light.repeat(3, axis=0).repeat(3, axis=1)


# PNG (ISO/IEC 15948), written by hand for what Pillow does not write.

GREY, COLOUR, PALETTE, GREY_ALPHA, COLOUR_ALPHA = 0, 2, 3, 4, 6
ADAM7 = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
    (0, 1, 1, 2)]


def chunk(name, data):
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def rows(samples, depth):
    """Filter type 0 and packed samples, row after row."""
    flat = samples.reshape(samples.shape[0], -1)
    if depth == 16:
        packed = flat.astype(">u2").view(numpy.uint8)
    else:
        bits = numpy.unpackbits(flat.astype(numpy.uint8)[..., None], axis=2)[..., 8 - depth:]
        packed = numpy.packbits(bits.reshape(flat.shape[0], -1), axis=1)
    return b"".join(b"\0" + row.tobytes() for row in packed)


def png(samples, depth, kind, *chunks, interlaced=False):
    height, width = samples.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced)
    passes = [samples[y::down, x::across] for x, y, across, down in ADAM7]
    data = b"".join(rows(part, depth) for part in (passes if interlaced else [samples]))
    body = [chunk(b"IDAT", zlib.compress(data, 9)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join([chunk(b"IHDR", header), *chunks, *body])


def stack(*channels):
    return numpy.stack(channels, axis=2)


def pngs():
    light = modules(FIRST)
    clear = numpy.zeros_like(light)
    for depth in [1, 2, 4, 8, 16]:
        samples = light * (2**depth - 1)
        yield f"grey-{depth}.png", png(samples, depth, GREY)
        yield f"grey-{depth}-interlaced.png", png(samples, depth, GREY, interlaced=True)
    for depth in [8, 16]:
        most = 2**depth - 1
        colour = stack(light * most, light * most, (1 - light) * most // 4 + light * most)
        alpha = light * 0 + most
        yield f"colour-{depth}.png", png(colour, depth, COLOUR)
        yield f"colour-alpha-{depth}.png", png(
            numpy.concatenate([colour, alpha[..., None]], axis=2), depth, COLOUR_ALPHA)
        # Only the dark modules are there, then only the light ones: on white, then on black.
        yield f"dark-on-nothing-{depth}.png", png(
            stack(clear, (1 - light) * most), depth, GREY_ALPHA, interlaced=depth == 16)
        yield f"light-on-nothing-{depth}.png", png(
            stack(clear + most, light * most), depth, GREY_ALPHA)
    colours = chunk(b"PLTE", bytes([20, 30, 90, 250, 240, 220]))
    for depth in [1, 2, 4, 8]:
        yield f"palette-{depth}.png", png(light, depth, PALETTE, colours)
    yield "palette-transparent.png", png(
        light, 8, PALETTE, colours, chunk(b"tRNS", bytes([255, 0])))
    yield "grey-transparent.png", png(light * 255, 8, GREY, chunk(b"tRNS", b"\0\xff"))
    yield "gamma.png", png(light * 200 + 20, 8, GREY, chunk(b"gAMA", struct.pack(">I", 45455)))


def jpeg(picture, **options):
    output = io.BytesIO()
    picture.save(output, "JPEG", quality=80, **options)
    return output.getvalue()


def jpegs():
    grey = Image.fromarray(modules(FIRST) * 255)
    yield "grey.jpg", jpeg(grey)
    yield "colour.jpg", jpeg(grey.convert("RGB"), subsampling=2)
    yield "progressive.jpg", jpeg(grey.convert("RGB"), progressive=True)
    # Pillow writes inks as Adobe's programs do, inverted, and says so in a marker.
    inks = grey.convert("RGB").convert("CMYK")
    yield "cmyk.jpg", jpeg(inks)
    yield "cmyk-plain.jpg", without_adobe(jpeg(Image.eval(inks, lambda ink: 255 - ink)))


def without_adobe(file):
    """The file without its APP14 marker, which is 16 bytes long: its inks mean what they say."""
    place = file.index(b"\xff\xee")
    return file[:place] + file[place + 16:]


# Two codes side by side tell by their order whether the picture was turned upright.

TURNED = {
    1: [], 2: [Image.Transpose.FLIP_LEFT_RIGHT], 3: [Image.Transpose.ROTATE_180],
    4: [Image.Transpose.FLIP_TOP_BOTTOM], 5: [Image.Transpose.TRANSPOSE],
    6: [Image.Transpose.ROTATE_90], 7: [Image.Transpose.TRANSVERSE],
    8: [Image.Transpose.ROTATE_270],
}


def orientations():
    pair = numpy.concatenate([modules(FIRST), modules(SECOND)], axis=1)
    for number, turns in TURNED.items():
        picture = Image.fromarray(pair * 255)
        for turn in turns:
            picture = picture.transpose(turn)
        exif = Image.Exif()
        exif[0x0112] = number
        yield f"orientation-{number}.jpg", jpeg(picture, exif=exif)
        tiff = exif.tobytes()[6:]
        yield f"orientation-{number}.png", png(
            numpy.asarray(picture) // 255, 1, GREY, chunk(b"eXIf", tiff))


# Files made to do harm, and what they hold all the same.


def hostile():
    light = modules(FIRST)
    megabytes = zlib.compress(bytes(32 << 20), 9)
    too_far = chunk(b"eXIf", b"II*\0\xff\xff\xff\xff" + bytes(20))
    huge = struct.pack(">IIBBBBB", 60_000, 60_000, 8, COLOUR_ALPHA, 0, 0, 1)
    header_only = chunk(b"IHDR", huge) + chunk(b"IDAT", b"x")
    yield "huge-header.png", b"\x89PNG\r\n\x1a\n" + header_only, None
    yield "bomb.png", png(numpy.zeros((7000, 7000), numpy.uint8), 1, GREY), []
    yield "text-bomb.png", png(light, 1, GREY, chunk(b"zTXt", b"Comment\0\0" + megabytes)), [FIRST]
    yield "profile-bomb.png", png(light, 1, GREY, chunk(b"iCCP", b"x\0\0" + megabytes)), [FIRST]
    wide = jpeg(Image.new("L", (8, 8)))
    place = wide.index(b"\xff\xc0") + 5
    size = struct.pack(">HH", 60_000, 60_000)
    yield "huge-header.jpg", wide[:place] + size + wide[place + 4:], None
    yield "exif-too-far.png", png(light, 1, GREY, too_far), [FIRST]


def write(name, files):
    """A folder of files and their truth."""
    lines = ["# file, payload; a line for each code in reading order, none where there is no code"]
    (FOLDER / name).mkdir(parents=True, exist_ok=True)
    for file, data, payloads in files:
        (FOLDER / name / file).write_bytes(data)
        if payloads is not None:
            lines += [f"{file}\t{payload}" for payload in payloads or [""]]
    (FOLDER / name / "truth.tsv").write_text("\n".join(lines) + "\n")


def main():
    write("readable", [
        *[(name, data, [FIRST]) for name, data in [*pngs(), *jpegs()]],
        *[(name, data, [FIRST, SECOND]) for name, data in orientations()]])
    write("hostile", hostile())
    (FOLDER / "binary.png").write_bytes(png(modules(BINARY), 1, GREY))


main()
