/* Gives a test file the same globals in node as the browser run does: test, assert and the files of static/js. */
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

globalThis.test = require("node:test");
globalThis.assert = require("node:assert/strict");
for (const name of ["player-timeline.js", "player-machine.js", "player-clock.js", "outbox.js"])
  vm.runInThisContext(readFileSync(join(__dirname, "../../static/js", name), "utf8"), name);
