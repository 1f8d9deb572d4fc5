// Runs a wasip1 module under node's own WASI: node wasi-node.mjs prog.wasm [args...]
//
// The root folder is preopened and the environment handed on. The module's exit code
// becomes this process's; a trap is printed and ends it with code 134.
import { readFileSync } from 'node:fs';
import v8 from 'node:v8';
import { WASI } from 'node:wasi';

// node's WASI functions adjust V8's memory accounting, which is wrong in the middle of a
// "fast API call" and crashes node now and then. Without those calls, and with a plain
// function around each import, it is sound.
v8.setFlagsFromString('--no-turbo-fast-api-calls');

const [file, ...args] = process.argv.slice(2);
const wasi = new WASI({
  version: 'preview1',
  args: ['prog', ...args],
  env: process.env,
  preopens: { '/': '/' },
  returnOnExit: true,
});
const imports = wasi.getImportObject();
for (const functions of Object.values(imports)) {
  for (const [name, f] of Object.entries(functions)) {
    functions[name] = (...a) => f(...a);
  }
}

let code = 134;
try {
  const { instance } = await WebAssembly.instantiate(readFileSync(file), imports);
  code = wasi.start(instance);
} catch (e) {
  console.error('trap:', e);
}
process.exit(code);
