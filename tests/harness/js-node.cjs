// Runs a GOOS=js module: node js-node.cjs path/to/wasm_exec.js prog.wasm [args...]
//
// Sets up what wasm_exec.js expects from a host that has files, and reports a program
// whose goroutines all sleep when nothing can wake them any more. A trap is printed and
// ends the process with code 134.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const [exec, file, ...args] = process.argv.slice(2);
Object.assign(globalThis, { require, fs, path });
globalThis.crypto ??= require('node:crypto').webcrypto;
require(path.resolve(exec));

const go = new Go();
go.argv = ['prog', ...args];
go.env = { ...process.env };
go.exit = process.exit;

async function main() {
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(file), go.importObject);
  process.on('exit', (code) => {
    if (code === 0 && !go.exited) {
      go._pendingEvent = { id: 0 }; // an event that nobody waits for: lets Go see the deadlock
      go._resume();
    }
  });
  await go.run(instance);
}

main().catch((e) => {
  console.error('trap:', e);
  process.exit(134);
});
