"""Today right after a save that another process kept, beside Today after one that changed nothing."""

import http.client
from collections.abc import Iterable
from statistics import median
from urllib.parse import urlsplit

from tests.bench.load import ROUNDS
from tests.bench.person import SECRET
from tests.bench.server import Server

PAIRS = 150  # a round


def ratio(saver: Server, reader: Server, person: dict[str, str]) -> tuple[float, float]:
    """CPU milliseconds of Today after a save, and how many times what it costs otherwise. Asked in turns."""
    edit, rounds = 1, []
    visit(saver, reader, person, [edit])
    for _ in range(ROUNDS):
        edits = range(edit + 1, edit + 1 + PAIRS)
        saved = visit(saver, reader, person, edits)
        edit = edits[-1]
        rounds.append((saved, visit(saver, reader, person, [edit] * PAIRS)))
    return median([saved for saved, _ in rounds]) * 1000 / PAIRS, median([one / same for one, same in rounds])


def visit(saver: Server, reader: Server, person: dict[str, str], edits: Iterable[int]) -> float:
    """CPU seconds of the reader: of nothing but Today."""
    to, at = connect(saver), connect(reader)
    before = reader.cpu_seconds()
    for edit in edits:
        body = person["today"].replace('"edit": 1', f'"edit": {edit}')
        sent = {"Cookie": person["cookie"], "X-CSRFToken": SECRET, "Content-Type": "application/json"}
        answer(to, "PUT", f"/sessions/{person['known']}/", body, sent)
        answer(at, "GET", "/today/", None, {"Cookie": person["cookie"]})
    return reader.cpu_seconds() - before


def connect(server: Server) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)


def answer(
    to: http.client.HTTPConnection, method: str, path: str, body: str | None, headers: dict[str, str]
) -> None:
    to.request(method, path, body, headers)
    response = to.getresponse()
    response.read()
    assert response.status in {200, 201}, (method, response.status)
