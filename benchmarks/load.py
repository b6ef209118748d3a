"""`python -m benchmarks.load FILE`: ask the server on this machine, from several connections at once, and count.

The file names port, connections, seconds and the requests as JSON; the figures are printed as JSON.
"""

import json
import socket
import sys
import threading
import time
from itertools import cycle
from pathlib import Path
from typing import Any


class Asker:
    """One connection that asks its requests in turn."""

    def __init__(self, port: int, requests: list[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.requests = cycle(requests)
        self.times: list[float] = []
        self.refused: dict[int, int] = {}
        self.size = 0

    def ask(self) -> None:
        """One request and its whole answer."""
        start = time.perf_counter()
        self.socket.sendall(next(self.requests))
        received = bytearray()
        while (end := received.find(b"\r\n\r\n")) < 0:
            received += self._more()
        head = bytes(received[:end]).lower()
        at = head.index(b"\r\ncontent-length:") + 17
        length = int(head[at : head.find(b"\r\n", at) if b"\r\n" in head[at:] else None])
        while len(received) < end + 4 + length:
            received += self._more()
        self.times.append(time.perf_counter() - start)
        self.size = len(received)
        if (status := int(head[9:12])) != 200:
            self.refused[status] = self.refused.get(status, 0) + 1

    def _more(self) -> bytes:
        part = self.socket.recv(1 << 18)
        if not part:
            raise ConnectionError("the server closed the connection")
        return part


def ask_for(seconds: float, askers: list[Asker]) -> dict[str, Any]:
    """Let all ask for so long."""
    until = time.perf_counter() + seconds

    def work(asker: Asker) -> None:
        while time.perf_counter() < until:
            asker.ask()

    start = time.perf_counter()
    threads = [threading.Thread(target=work, args=[asker]) for asker in askers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(each for asker in askers for each in asker.times)
    refused: dict[int, int] = {}
    for asker in askers:
        for status, count in asker.refused.items():
            refused[status] = refused.get(status, 0) + count
    return {
        "requests": len(times),
        "per second": len(times) / (time.perf_counter() - start),
        "p50 ms": 1000 * times[len(times) // 2],
        "p95 ms": 1000 * times[len(times) * 95 // 100],
        "bytes": askers[0].size,
        "refused": refused,
    }


def main(path: Path) -> None:
    order = json.loads(path.read_text())
    requests = [text.encode() for text in order["requests"]]
    askers = [Asker(order["port"], requests[number :: order["connections"]]) for number in range(order["connections"])]
    print(json.dumps(ask_for(order["seconds"], askers)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
