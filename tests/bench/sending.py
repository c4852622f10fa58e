"""The program for wrk that records sessions as the player does: each with an id of its own, or one again and again."""

import json

NEW = """
math.randomseed(os.time())
local function hex(n)
  local s = ""
  for _ = 1, n do s = s .. string.format("%x", math.random(0, 15)) end
  return s
end
function request()
  local id = hex(8) .. "-" .. hex(4) .. "-7" .. hex(3) .. "-8" .. hex(3) .. "-" .. hex(12)
  return wrk.format("PUT", "/sessions/" .. id .. "/", nil, body)
end
"""
AGAIN = """
local count, edit = 0, os.time() % 1000000 * 2000  -- each run begins after the edits of the one before
function request()
  count = count + 1
  if reads and count % 2 == 0 then return wrk.format("GET", path) end
  edit = edit + 1
  return wrk.format("PUT", "/sessions/" .. known .. "/", nil, (body:gsub('"edit": 1', '"edit": ' .. edit)))
end
"""
SCRIPTS = {"new": NEW, "again": AGAIN, "again, then read": AGAIN}


def script(person: dict[str, str], path: str, how: str) -> str:
    given = {"body": person["record" if how == "new" else "today"], "path": path, "known": person["known"]}
    head = "".join(f"local {name} = {json.dumps(value)}\n" for name, value in given.items())
    return f"{head}local reads = {json.dumps(how.endswith('read'))}\n{SCRIPTS[how]}"
