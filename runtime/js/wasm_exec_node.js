// Runs a program with Node.js: node wasm_exec_node.js prog.wasm arguments...
// It is what running wasm_exec.js itself does, with a stack for deep recursion: Node takes that only as an option of its own, and it
// must not be more than the system allows.
"use strict";

const { spawnSync } = require("node:child_process");
const path = require("node:path");

const args = [path.join(__dirname, "wasm_exec.js"), ...process.argv.slice(2)];
const script = 'ulimit -S -s 262144 2>/dev/null && exec "$0" --stack-size=250000 "$@"; exec "$0" --stack-size=7600 "$@"';
const run = process.platform === "win32" ?
	spawnSync(process.execPath, args, { stdio: "inherit" }) :
	spawnSync("/bin/sh", ["-c", script, process.execPath, ...args], { stdio: "inherit" });
process.exit(run.status ?? 1);
