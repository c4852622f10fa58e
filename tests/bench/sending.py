"""The program for wrk that records sessions as the player does, each with an id of its own."""

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


def script(person: dict[str, str]) -> str:
    return f"local body = {json.dumps(person['record'])}\n{NEW}"
