#!/usr/bin/python3
"""Makes the pictures of Fixtures/Images and their truth, the same ones on every run.

Debian packages: python3-pil, python3-numpy, python3-qrcode, fonts-dejavu-core.
Every secret is the Base32 of a text that says it is a test secret.
"""

import base64
import pathlib
import urllib.parse

import numpy
import qrcode
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FOLDER = pathlib.Path(__file__).parent / "Images"
SEED = 20_261_121


def secret(name):
    """The bytes of a test secret, 20 or more."""
    return f"test secret of {name}".encode().ljust(20, b".")


def otpauth(issuer, account, kind="totp", **parameters):
    """An otpauth URI with a test secret."""
    label = urllib.parse.quote(f"{issuer}:{account}", safe=":@")
    encoded = base64.b32encode(secret(issuer)).decode().rstrip("=")
    query = {"secret": encoded, "issuer": issuer, **parameters}
    return f"otpauth://{kind}/{label}?{urllib.parse.urlencode(query, quote_via=urllib.parse.quote)}"


# The migration payload of Google Authenticator, which is a protocol buffer.


def varint(number):
    head = bytearray()
    while number > 0x7F:
        head.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(head) + bytes([number])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def exported(issuer, account, algorithm=1, digits=1, kind=2, counter=None):
    """One account: algorithm 1 SHA-1, 2 SHA-256; digits 1 six, 2 eight; kind 1 HOTP, 2 TOTP."""
    entry = field(1, secret(issuer)) + field(2, account.encode()) + field(3, issuer.encode())
    entry += field(4, algorithm) + field(5, digits) + field(6, kind)
    return field(1, entry if counter is None else entry + field(7, counter))


def migration(*accounts):
    payload = b"".join(accounts) + field(2, 1) + field(3, 1) + field(4, 0) + field(5, 2026)
    data = urllib.parse.quote(base64.b64encode(payload).decode(), safe="")
    return f"otpauth-migration://offline?data={data}"


# Drawing.


def font(size, bold=False):
    return ImageFont.truetype("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf", size)


def code(text, module, dark="black", light="white"):
    symbol = qrcode.QRCode(box_size=module, border=4)
    symbol.add_data(text)
    return symbol.make_image(fill_color=dark, back_color=light).get_image().convert("RGB")


def gradient(size, top, bottom):
    shares = numpy.linspace(0, 1, size[1])[:, None, None]
    rows = numpy.array(top) * (1 - shares) + numpy.array(bottom) * shares
    return Image.fromarray(numpy.repeat(rows, size[0], axis=1).round().astype(numpy.uint8))


def lines(draw, place, size, colour, *texts):
    x, y = place
    for text in texts:
        draw.text((x, y), text, font=font(size), fill=colour)
        y += size * 3 // 2


def browser(size, address, page, ink, bar):
    """A browser window with an empty page below its address bar, which is 72 pixels high."""
    window = Image.new("RGB", size, page)
    draw = ImageDraw.Draw(window)
    draw.rectangle((0, 0, size[0], 71), fill=bar)
    for i, colour in enumerate(["#ff5f57", "#febc2e", "#28c840"]):
        draw.ellipse((16 + 22 * i, 30, 28 + 22 * i, 42), fill=colour)
    draw.rounded_rectangle((110, 18, size[0] - 40, 54), 18, fill=page)
    draw.text((132, 26), address, font=font(16), fill=ink)
    return window


def setup_page(size, service, uri, module, dark_mode=False):
    """The page on which a service shows its code. In dark mode the code is light on dark."""
    colours = ("#0d1117", "#e6edf3", "#161b22") if dark_mode else ("#ffffff", "#1f2328", "#e8eaed")
    page, ink, bar = colours
    address = f"https://{service.lower()}.example.com/settings/security"
    window = browser(size, address, page, ink, bar)
    draw = ImageDraw.Draw(window)
    draw.text((60, 110), service, font=font(20, bold=True), fill=ink)
    draw.text((60, 150), "Set up two-factor authentication", font=font(28, bold=True), fill=ink)
    lines(draw, (60, 205), 16, ink, "Scan this code with your authenticator app,",
          "then enter the six digits that it shows.")
    symbol = code(uri, module, dark=ink, light=page) if dark_mode else code(uri, module)
    window.paste(symbol, (60, 270))
    right = 60 + symbol.width + 40
    draw.text((right, 300), "Verify the code from the app", font=font(16, bold=True), fill=ink)
    draw.rounded_rectangle((right, 335, right + 200, 375), 6, outline="#848d97")
    draw.text((right + 14, 345), "XXXXXX", font=font(16), fill="#848d97")
    draw.rounded_rectangle((right, 395, right + 120, 435), 6, fill="#1f883d")
    draw.text((right + 24, 405), "Continue", font=font(15, bold=True), fill="white")
    return window


def desktop(window, place, size=(1920, 1080)):
    """A whole screen: wallpaper, panel, a terminal, and a window on top."""
    screen = gradient(size, (18, 52, 86), (94, 60, 108))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, size[0], 31), fill="#1d1d1d")
    draw.text((20, 7), "Activities", font=font(14), fill="white")
    draw.text((size[0] // 2 - 60, 7), "21 Nov  20:43", font=font(14, bold=True), fill="white")
    draw.rectangle((80, 420, 900, 1000), fill="#300a24")
    lines(draw, (100, 440), 15, "#b5e853", "alice@laptop:~$ ls Pictures",
          "holiday.jpg   invoice.png   screenshot.png", "alice@laptop:~$ fob import Pictures")
    screen.paste(window, place)
    return screen


def tilted(picture, corners, size, background):
    """The picture seen at an angle, its corners here, clockwise from the top left."""
    width, height = picture.size
    sources = [(0, 0), (width, 0), (width, height), (0, height)]
    rows, values = [], []
    for (x, y), (u, v) in zip(corners, sources):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    matrix = numpy.linalg.solve(numpy.array(rows, float), numpy.array(values, float))
    transform = (size, Image.Transform.PERSPECTIVE, tuple(matrix), Image.Resampling.BICUBIC)
    mask = Image.new("L", picture.size, 255).transform(*transform)
    return Image.composite(picture.transform(*transform), background.resize(size), mask)


def photographed(picture, blur, noise):
    """What a phone makes of it: soft, noisy, darker towards the corners."""
    soft = picture.filter(ImageFilter.GaussianBlur(blur))
    y, x = numpy.mgrid[-1:1:soft.height * 1j, -1:1:soft.width * 1j]
    light = 1 - 0.28 * (x**2 + y**2)[..., None]
    grain = numpy.random.default_rng(SEED).normal(0, noise, (soft.height, soft.width, 1))
    return Image.fromarray((numpy.asarray(soft) * light + grain).clip(0, 255).astype(numpy.uint8))


def monitor_grid(picture):
    """The rows and stripes of a screen's own pixels."""
    pattern = numpy.full((3, 3, 3), 196, numpy.uint8)
    pattern[:2, range(3), range(3)] = 255
    tiles = numpy.tile(pattern, (picture.height // 3 + 1, picture.width // 3 + 1, 1))
    return ImageChops.multiply(
        picture, Image.fromarray(tiles[: picture.height, : picture.width].copy()))


# The pictures.


def plain():
    uri = otpauth("GitHub", "alice@example.com")
    yield "plain-screenshot.png", setup_page((1000, 720), "GitHub", uri, 5), [uri]


def dark():
    uri = otpauth("Mastodon", "alice@example.com", algorithm="SHA256")
    yield "dark-page.png", setup_page((1000, 760), "Mastodon", uri, 5, dark_mode=True), [uri]


def photo():
    uri = otpauth("Nextcloud", "alice@cloud.example.com")
    page = setup_page((1000, 760), "Nextcloud", uri, 6)
    desk = gradient((1600, 1200), (92, 74, 60), (48, 40, 36))
    corners = [(190, 150), (1390, 265), (1330, 1085), (290, 1010)]
    yield "phone-photo.jpg", photographed(tilted(page, corners, desk.size, desk), 1.6, 7), [uri]


def screen():
    uri = otpauth("PyPI", "alice")
    page = monitor_grid(setup_page((900, 700), "PyPI", uri, 5))
    room = gradient((1100, 860), (30, 32, 36), (16, 16, 18))
    corners = [(95, 70), (1015, 82), (1002, 795), (88, 778)]
    yield "monitor.jpg", photographed(tilted(page, corners, room.size, room), 0.9, 5), [uri]


def export():
    uri = migration(
        exported("Proton", "alice@example.com"),
        exported("Example Bank", "customer 4711", digits=2),
        exported("Vaultwarden", "alice@example.com", algorithm=2),
        exported("Example VPN", "alice", kind=1, counter=7))
    phone = Image.new("RGB", (720, 1440), "#fdfcff")
    draw = ImageDraw.Draw(phone)
    draw.text((32, 16), "20:43", font=font(22, bold=True), fill="#1b1b1f")
    draw.text((48, 110), "Export accounts", font=font(40, bold=True), fill="#1b1b1f")
    lines(draw, (48, 190), 24, "#46464f", "Scan this QR code with the authenticator",
          "app on the device you want to move to.")
    symbol = code(uri, 7)
    phone.paste(symbol, ((720 - symbol.width) // 2, 330))
    draw.text((270, 350 + symbol.height), "4 accounts, 1 of 1", font=font(22), fill="#46464f")
    draw.rounded_rectangle((48, 1290, 672, 1370), 40, fill="#4a5c92")
    draw.text((318, 1314), "Done", font=font(28, bold=True), fill="white")
    yield "migration.png", phone, [uri]


def whole_desktop():
    uri = otpauth("Hetzner", "ops@example.com", period=60)
    yield "desktop.png", desktop(setup_page((860, 620), "Hetzner", uri, 3), (980, 120)), [uri]


def two():
    work = otpauth("Example Mail", "alice@example.com", digits=8)
    home = otpauth("Forgejo", "alice@git.example.com")
    page = Image.new("RGB", (1000, 640), "#fffdf7")
    draw = ImageDraw.Draw(page)
    draw.text((60, 40), "My second factors", font=font(30, bold=True), fill="#222")
    for x, name, uri in [(60, "Mail", work), (540, "Git", home)]:
        draw.text((x, 110), name, font=font(20), fill="#222")
        page.paste(code(uri, 7), (x, 150))
    yield "two-codes.png", page, [work, home]


def nothing():
    window = browser((860, 620), "https://example.com/orders", "#ffffff", "#1f2328", "#e8eaed")
    draw = ImageDraw.Draw(window)
    draw.text((60, 110), "Your orders", font=font(28, bold=True), fill="#1f2328")
    lines(draw, (60, 170), 18, "#1f2328", *[f"Order {4711 + i}: {i + 1} books" for i in range(12)])
    yield "no-code.png", window, []


def save(name, picture):
    if name.endswith(".jpg"):
        picture.save(FOLDER / name, quality=72)
    else:
        picture.save(FOLDER / name, optimize=True)


def main():
    FOLDER.mkdir(exist_ok=True)
    truth = ["# file, payload; a line for each code in reading order, none where there is no code"]
    for make in [plain, dark, photo, export, whole_desktop, two, screen, nothing]:
        for name, picture, payloads in make():
            save(name, picture)
            truth += [f"{name}\t{payload}" for payload in payloads or [""]]
    (FOLDER / "truth.tsv").write_text("\n".join(truth) + "\n")


main()
