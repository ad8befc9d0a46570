#!/usr/bin/python3
"""Makes the pictures of Fixtures/Formats: every kind of file that must be read, pictures in which
nothing can be read with what fob says of them, and files made to do harm.

Debian packages: python3-pil, python3-numpy, python3-qrcode, qrencode, libheif-examples.
"""

import io
import pathlib
import struct
import subprocess
import tempfile
import zlib

import numpy
import qrcode
from PIL import Image, ImageFilter

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


# Formats that Pillow writes.


def saved(picture, kind, **options):
    output = io.BytesIO()
    picture.save(output, kind, **options)
    return output.getvalue()


def others():
    grey = Image.fromarray(modules(FIRST) * 255)
    colour = grey.convert("RGB")
    empty = Image.new("L", grey.size, "white")
    clear = Image.new("RGBA", grey.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=Image.eval(grey, lambda level: 255 - level))
    yield "lossy.webp", saved(colour, "WEBP", quality=60)
    yield "lossless.webp", saved(colour, "WEBP", lossless=True)
    yield "transparent.webp", saved(clear, "WEBP", lossless=True)
    yield "second-frame.webp", saved(
        empty.convert("RGB"), "WEBP", save_all=True, append_images=[colour], duration=500)
    yield "plain.gif", saved(grey, "GIF", interlace=0)
    yield "interlaced.gif", saved(grey, "GIF", interlace=1)
    yield "third-frame.gif", saved(
        empty, "GIF", save_all=True, append_images=[Image.eval(empty, lambda _: 128), grey],
        duration=500, disposal=2)
    yield "bits-1.bmp", saved(grey.convert("1"), "BMP")
    yield "bits-8.bmp", saved(grey, "BMP")
    yield "bits-24.bmp", saved(colour, "BMP")
    yield "bits-32.bmp", saved(colour.convert("RGBA"), "BMP")
    yield "bits-4.bmp", bitmap(4, 0, nibbles(modules(FIRST)))
    yield "bits-16.bmp", bitmap(16, 0, b"".join(
        padded((row * numpy.uint16(0x7FFF)).astype("<u2").tobytes())
        for row in modules(FIRST)[::-1]))
    yield "runs.bmp", bitmap(8, 1, b"".join(
        b"".join(bytes([3, value]) for value in row[::3]) + b"\0\0"
        for row in modules(FIRST)[::-1]) + b"\0\1")
    for name in ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"]:
        yield f"{name}.tif", saved(colour, "TIFF", compression=name)
    yield "bits-1.tif", saved(grey.convert("1"), "TIFF")
    yield "grey.tif", saved(grey, "TIFF", compression="tiff_lzw")
    yield "plain.pbm", saved(grey.convert("1"), "PPM")
    yield "plain.pgm", saved(grey, "PPM")
    yield "plain.ppm", saved(colour, "PPM")


def padded(row):
    return row + bytes(-len(row) % 4)


def nibbles(light):
    return b"".join(
        padded(bytes(high << 4 | low for high, low in zip(row[::2], [*row[1::2], 0])))
        for row in light[::-1])


def bitmap(bits, compression, data):
    """A BMP of two colours whose rows are given from the bottom up."""
    side = modules(FIRST).shape[0]
    start = 54 + (8 if bits <= 8 else 0)
    header = struct.pack("<IiiHHIIiiII", 40, side, side, 1, bits, compression, len(data), 0, 0,
                         2 if bits <= 8 else 0, 0)
    colours = bytes([0, 0, 0, 0, 255, 255, 255, 0]) if bits <= 8 else b""
    return b"BM" + struct.pack("<IHHI", start + len(data), 0, 0, start) + header + colours + data


def converted():
    """What other programs turn into pictures first."""
    grey = Image.fromarray(modules(FIRST) * 255)
    large = grey.resize((grey.width * 2, grey.height * 2), Image.NEAREST).convert("RGB")
    empty = Image.new("RGB", large.size, "white")
    yield "second-page.pdf", saved(empty, "PDF", save_all=True, append_images=[large])
    light = modules(FIRST)[::3, ::3]
    places = zip(*numpy.nonzero(light == 0))
    path = "".join(f"M{x} {y}h1v1h-1z" for y, x in places)
    yield "drawing.svg", (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(light)} {len(light)}" '
        f'width="{len(light)}" height="{len(light)}"><path d="{path}"/></svg>\n').encode()
    for name, options in [("picture.heic", []), ("picture.avif", ["--avif"])]:
        with tempfile.TemporaryDirectory() as folder:
            large.save(f"{folder}/in.png")
            subprocess.run(["heif-enc", "-q", "60", *options, "-o", f"{folder}/out",
                            f"{folder}/in.png"], check=True, stdout=subprocess.DEVNULL)
            yield name, pathlib.Path(f"{folder}/out").read_bytes()


def parts():
    """One message in several codes (structured append), each in a file of its own."""
    text = FIRST + "&issuer=" + "x" * 40
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["qrencode", "-S", "-v", "3", "-l", "M", "-o", f"{folder}/part.png", text],
                       check=True)
        return text, [Image.open(path).convert("L").copy()
                      for path in sorted(pathlib.Path(folder).iterdir())]


def side_by_side(pictures):
    width = sum(picture.width for picture in pictures)
    page = Image.new("L", (width, pictures[0].height), "white")
    place = 0
    for picture in pictures:
        page.paste(picture, (place, 0))
        place += picture.width
    return page


# Pictures in which nothing can be read, and the beginning of what is said of them.


def unread():
    side = modules(FIRST)[::3, ::3].shape[0]
    code = Image.fromarray(modules(FIRST) * 255)
    large = code.resize((side * 8, side * 8), Image.NEAREST)
    page = Image.new("L", (600, 500), "white")

    def on_page(picture, place=(150, 100)):
        copy = page.copy()
        copy.paste(picture, place)
        return copy

    generator = numpy.random.default_rng(7)
    noise = generator.normal(0, 6, (500, 600))

    def noisy(picture):
        levels = numpy.asarray(picture) + noise
        return Image.fromarray(levels.clip(0, 255).astype(numpy.uint8))

    cut = on_page(large).crop((0, 0, 150 + side * 6, 500))
    yield "cut-off.png", saved(cut, "PNG"), "nothing", "cut off"
    blurred = on_page(large).filter(ImageFilter.GaussianBlur(9))
    yield "blurred.png", saved(blurred, "PNG"), "nothing", "too blurred"
    dark = Image.eval(on_page(large).filter(ImageFilter.GaussianBlur(5)), lambda level: level // 8)
    yield "dark.png", saved(noisy(dark), "PNG"), "nothing", "too dark"
    hidden = on_page(large)
    hidden.paste(255, (150 + side * 3, 100 + side * 3, 150 + side * 6, 100 + side * 6))
    yield "covered.png", saved(hidden, "PNG"), "code", ""
    tiny = code.resize((side // 2, side // 2), Image.BOX)
    yield "small.png", saved(tiny, "PNG"), "nothing", "too small"
    yield "empty.png", saved(page, "PNG"), "nothing", "too little contrast"


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
    yield "huge-header.gif", b"GIF89a" + struct.pack("<HHBBB", 60_000, 60_000, 0, 0, 0), None
    yield "huge-header.bmp", (b"BM" + bytes(8) + struct.pack(
        "<IIiiHHIIiiII", 54, 40, 60_000, -60_000, 1, 24, 0, 0, 0, 0, 0, 0)), None
    yield "huge-header.pgm", b"P5 60000 60000 255\n", None
    yield "huge-header.webp", b"RIFF\x1a\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0" + struct.pack(
        "<I", 15_999)[:3] * 2 + bytes(4), None
    directory = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in [
        (256, 60_000), (257, 60_000), (258, 8), (262, 1), (273, 8), (278, 60_000), (279, 8)])
    yield "huge-header.tif", b"II*\0\x08\0\0\0\x07\0" + directory + bytes(4), None


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
        *[(name, data, [FIRST]) for name, data in others()],
        ("two-pages.pgm", saved(Image.fromarray(modules(FIRST) * 255), "PPM")
         + saved(Image.fromarray(modules(SECOND) * 255), "PPM"), [FIRST, SECOND]),
        *[(name, data, [FIRST, SECOND]) for name, data in orientations()]])
    write("hostile", hostile())
    write("converted", [(name, data, [FIRST]) for name, data in converted()])
    text, pictures = parts()
    write("parts", [("all.png", saved(side_by_side(pictures), "PNG"), [text])])
    (FOLDER / "parts" / "second.png").write_bytes(saved(pictures[1], "PNG"))
    lines = ["# file, code or nothing, the first hint"]
    (FOLDER / "unread").mkdir(exist_ok=True)
    for name, data, seen, hint in unread():
        (FOLDER / "unread" / name).write_bytes(data)
        lines.append(f"{name}\t{seen}\t{hint}")
    (FOLDER / "unread" / "truth.tsv").write_text("\n".join(lines) + "\n")
    (FOLDER / "binary.png").write_bytes(png(modules(BINARY), 1, GREY))


main()
