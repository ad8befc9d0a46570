"""What fob-unpack prints of an archive or a database, in which form fixtures of both are kept."""


def part(line, *texts):
    lengths = " ".join(str(len(text)) for text in texts)
    return f"{line} {lengths}\n".encode() + b"".join(text + b"\n" for text in texts)


def archive(members):
    parts = [part("member", name.encode(), content) for name, content in members.items()]
    return b"".join(parts) + b"end\n"


def cell(value):
    if value is None:
        return b"null\n"
    if isinstance(value, int):
        return f"integer {value}\n".encode()
    if isinstance(value, bytes):
        return part("blob", value)
    return part("text", value.encode())


def table(name, columns, rows):
    head = f"table {len(name)} {len(columns)}\n{name}\n".encode()
    head += b"".join(part("column", column.encode()) for column in columns)
    return head + b"".join(b"row\n" + b"".join(map(cell, row)) for row in rows)


def database(*tables):
    return b"".join(tables) + b"end\n"
