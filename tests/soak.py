"""`make soak`: a million requests to real workers that are never replaced, and what memory and open files do meanwhile.

Pages for strangers, pages of people, and one request in ten records a session. Who looks at pages corrects their
session of today again and again, so that their pages are made again and they have no more to show than a person has.
After a warm-up of a fifth of the requests a line is drawn through the memory of the workers; its slope is said, per
hour and per 100,000 requests.
"""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression
from typing import Any

from tests.bench.load import find, find_wrk
from tests.live.people import SECRET
from tests.live.product import Product
from tests.live.recording import body
from tests.postgres import Server

GUESTS, READERS = 40, 4  # few, so that all that is remembered for them is full after the warm-up
CONNECTIONS = 8
TURN = 15  # seconds between two looks
WARM_UP = 0.2  # of all requests
PUBLIC = ["/", "/exercises/", "/exercises/?area=lower-back", "/exercises/pelvic-tilt/", "/learn/", "/about/"]
PRIVATE = [
    "/today/",
    "/progress/",
    "/routines/",
    "/habits/",
    "/exercises/",
    "/you/",
    "/routines/{routine}/session/",
]
LUA = """
math.randomseed(os.time())
local function hex(n)
  local s = ""
  for _ = 1, n do s = s .. string.format("%x", math.random(0, 15)) end
  return s
end
local function put(id, cookie, body)
  local headers = {["Cookie"] = cookie, ["X-CSRFToken"] = token, ["Content-Type"] = "application/json"}
  return wrk.format("PUT", "/sessions/" .. id .. "/", headers, body)
end
local count = 0
function request()
  count = count + 1
  if count % 500 == 0 then
    local reader = math.random(#readers)
    local edited = body:gsub('"edit": 1', '"edit": ' .. os.time())
    return put(string.format("00000000-0000-7000-8000-%012d", reader), readers[reader], edited)
  end
  if count % 10 == 0 then
    local id = hex(8) .. "-" .. hex(4) .. "-7" .. hex(3) .. "-8" .. hex(3) .. "-" .. hex(12)
    return put(id, recorders[math.random(#recorders)], body)
  end
  local page = pages[count % #pages + 1]
  if page[2] == "" then return wrk.format("GET", page[1], {}) end
  return wrk.format("GET", page[1], {["Cookie"] = page[2]})
end
"""


@dataclass(frozen=True)
class Look:
    requests: int
    hours: float
    megabytes: float  # of all workers
    files: int


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)  # noqa: T201 - what it is for


def script(people: dict[str, Any]) -> str:
    asked = [(path, "") for path in PUBLIC]
    asked += [(path.format(**people), people["demo"]) for path in PRIVATE]
    readers, recorders = people["guests"][:READERS], people["guests"][READERS:]
    asked += [(path, guest) for guest in readers for path in ("/", "/exercises/", "/progress/")]
    pages = ", ".join(f"{{{json.dumps(path)}, {json.dumps(cookie)}}}" for path, cookie in asked)
    given = f"local pages = {{{pages}}}\n"
    given += f"local readers, recorders = {{{listed(readers)}}}, {{{listed(recorders)}}}\n"
    return given + f"local token, body = {json.dumps(SECRET)}, {json.dumps(body())}\n" + LUA


def listed(words: list[str]) -> str:
    return ", ".join(map(json.dumps, words))


def turn(product: Product, lua: Path) -> tuple[int, int]:
    """Requests answered, and those of them that were not 2xx or 3xx."""
    command = [find_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{TURN}s", "--timeout", "30s", "-s", str(lua)]
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{product.port}/"], capture_output=True, text=True, check=True
    ).stdout
    errors = find(r"Socket errors: (.*)", said)
    failed = int(find(r"Non-2xx or 3xx responses: (\d+)", said))
    return int(find(r"(\d+) requests in", said)), failed + sum(map(int, find_numbers(errors)))


def find_numbers(text: str) -> list[str]:
    return "".join(each if each.isdigit() else " " for each in text).split()


def look(product: Product, requests: int, begun: float) -> Look:
    """Memory of their own: the file of an SQLite database that is mapped is not."""
    workers = [Path(f"/proc/{pid}") for pid in product.workers()]
    own = sum(int(find(r"RssAnon:\s+(\d+)", (worker / "status").read_text())) for worker in workers)
    files = sum(len(list((worker / "fd").iterdir())) for worker in workers)
    return Look(requests, (time.monotonic() - begun) / 3600, own / 1024, files)


def judge(looks: list[Look]) -> str:
    warm = [each for each in looks if each.requests >= looks[-1].requests * WARM_UP]
    an_hour = linear_regression([each.hours for each in warm], [each.megabytes for each in warm]).slope
    requests = linear_regression([each.requests for each in warm], [each.megabytes for each in warm]).slope
    files = sorted({each.files for each in warm})
    return (
        f"{looks[-1].requests} requests in {looks[-1].hours * 60:.0f} minutes: all workers {warm[0].megabytes:.1f} MB "
        f"after the warm-up and {warm[-1].megabytes:.1f} MB at the end; slope {an_hour:+.2f} MB an hour, "
        f"{requests * 100_000:+.2f} MB per 100,000 requests; open files {files[0]} to {files[-1]}"
    )


def soak(folder: Path, wanted: int, environment: dict[str, str]) -> None:
    never_replaced = {"GUNICORN_CMD_ARGS": "--max-requests 0 --max-requests-jitter 0"}
    with Product(folder, **never_replaced, **environment) as product:
        product.run("manage.py", "prepare")
        lua = folder / "soak.lua"
        lua.write_text(script(product.people(GUESTS, "--demo")))
        product.start()
        workers, begun, looks, requests = product.workers(), time.monotonic(), [], 0
        while requests < wanted or len(looks) < 3:
            answered, failed = turn(product, lua)
            assert not failed, f"{failed} of {answered} requests failed"
            assert product.workers() == workers, "a worker was replaced"
            requests += answered
            looks.append(look(product, requests, begun))
            say(f"{requests} requests, {looks[-1].megabytes:.1f} MB, {looks[-1].files} open files")
        say(judge(looks))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--postgres", action="store_true", help="without what SQLite itself keeps in memory")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with tempfile.TemporaryDirectory(prefix="steadyback-soak-") as name, ExitStack() as stack:
        url = stack.enter_context(Server("-c max_connections=50")) if chosen.postgres else ""
        soak(Path(name), chosen.requests, {"DATABASE_URL": url})


if __name__ == "__main__":
    main()
