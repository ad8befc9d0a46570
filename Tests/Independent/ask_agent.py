#!/usr/bin/python3
"""Speaks with fob's agent as AgentProtocol.md has it, or as nobody should.

    ask_agent.py SOCKET ask VAULT NAME [CONTENT]   a request; CONTENT and what comes are Python literals
    ask_agent.py SOCKET stall COUNT SECONDS        connections that send half a message and wait
    ask_agent.py SOCKET flood VAULT SECONDS        lists without end that nobody reads
    ask_agent.py SOCKET rubbish COUNT              random bytes, and lengths that are lies
"""

import ast
import os
import random
import socket
import sys
import time

from vault_values import Secret, decode, encode

VERSION = 1
GREETING = b"!"


def connect(path):
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.settimeout(20)
    client.connect(path)
    return client


def message(value):
    metadata, secrets = encode(value)
    return len(metadata).to_bytes(4, "big") + len(secrets).to_bytes(4, "big") + metadata + secrets


def read(client, count):
    data = b""
    while len(data) < count:
        part = client.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def ask(path, vault, name, content=None):
    client = connect(path)
    try:
        if read(client, 1) != GREETING:
            sys.exit("the agent did not greet")
        client.sendall(message([VERSION, vault, name, content]))
        metadata = int.from_bytes(read(client, 4), "big")
        secrets = int.from_bytes(read(client, 4), "big")
        answer = decode(read(client, metadata), read(client, secrets))
    except (EOFError, ConnectionError):
        return None
    return answer


def holds_secret(value):
    if isinstance(value, dict):
        return any(map(holds_secret, value.values()))
    if isinstance(value, list):
        return any(map(holds_secret, value))
    return isinstance(value, Secret)


def stall(path, count, seconds):
    clients = []
    for number in range(int(count)):
        try:
            client = connect(path)
            client.sendall(message([VERSION, "/vault", "list", None])[:number % 20])
            clients.append(client)
        except OSError:
            pass
    print("stalling", flush=True)
    time.sleep(float(seconds))


def flood(path, vault, seconds):
    end, clients = time.monotonic() + float(seconds), []
    print("flooding", flush=True)
    while time.monotonic() < end:
        try:
            clients.append(connect(path))
            clients[-1].sendall(message([VERSION, vault, "list", None]))
        except OSError:
            pass
        clients = clients[-200:]


def rubbish(path, count):
    maker = random.Random(1)
    for number in range(int(count)):
        data = maker.randbytes(maker.randrange(1, 300))
        if number % 3 == 0:
            data = (maker.randrange(1 << 32)).to_bytes(4, "big") * 2 + data
        if number % 3 == 1:
            data = (len(data)).to_bytes(4, "big") + bytes(4) + data
        client = connect(path)
        try:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            if client.recv(4096) not in (b"", GREETING) or client.recv(4096):
                sys.exit("it answered rubbish")
        except OSError:
            pass
    print("done")


def main():
    path, mode, *rest = sys.argv[1:]
    if mode != "ask":
        return {"stall": stall, "flood": flood, "rubbish": rubbish}[mode](path, *rest)
    vault, name, *content = rest
    answer = ask(path, vault, name, *map(ast.literal_eval, content))
    if holds_secret(answer):
        sys.exit("the agent gave out a secret")
    print(answer)


if __name__ == "__main__":
    os.umask(0o077)
    main()
