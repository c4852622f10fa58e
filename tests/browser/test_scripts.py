"""The tests of static/js in the browser that people use; tests/test_scripts.py runs the same in node."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SCRIPTS = ("player-timeline", "player-machine", "player-clock", "outbox")
HARNESS = """
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const check = (holds, a, b, note) => {
  if (!holds) throw new Error(`${JSON.stringify(a)} is not ${JSON.stringify(b)} ${note ?? ""}`);
};
globalThis.queue = [];
globalThis.ROUNDS = 300;
globalThis.test = (name, work) => queue.push([name, work]);
globalThis.assert = {
  equal: (a, b, note) => check(Object.is(a, b), a, b, note),
  deepEqual: (a, b, note) => check(same(a, b), a, b, note),
};
"""
RUN = """async () => {
  const failed = [];
  for (const [name, work] of queue)
    await Promise.resolve().then(work).catch((error) => failed.push(`${name}: ${error}`));
  return { count: queue.length, failed };
}"""


@pytest.mark.browser
def test_scripts_pass_in_the_browser(browser):
    page = browser.new_page()
    page.add_script_tag(content=HARNESS)
    for name in SCRIPTS:
        page.add_script_tag(content=(ROOT / f"static/js/{name}.js").read_text())
    for path in sorted((ROOT / "tests/js").glob("*.test.js")):
        page.add_script_tag(content=f"{{ {path.read_text()} }}")

    result = page.evaluate(RUN)

    page.close()
    assert result["failed"] == [], json.dumps(result)
    assert result["count"] > 30
