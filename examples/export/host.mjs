// Loads the library and calls what it exports: node host.mjs main.wasm
import { readFileSync } from 'node:fs';
import { WASI } from 'node:wasi';

const wasi = new WASI({ version: 'preview1' });
const text = new TextDecoder();
let memory;
const host = {
  report: (kind, value) => console.log(['median', 'mean', 'count'][kind], value),
  print: (p, n) => console.log(text.decode(new Uint8Array(memory.buffer, p, n))),
};
const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {
  wasi_snapshot_preview1: wasi.wasiImport,
  host,
});
const go = instance.exports;
memory = go.memory;
try {
  go.add(1, 2);
} catch {
  console.log('not before _initialize');
}
wasi.initialize(instance);

console.log('add', go.add(2, 40), go.add(2147483647, 1));
console.log('fib', go.fib(20n), typeof go.fib(1n));
const n = 1000;
const p = go.alloc(n);
const values = new Float64Array(memory.buffer, p, n);
for (let i = 0; i < n; i++) values[i] = (i * 7919) % n;
go.stats(p, n);
go.release(p);
console.log('parallel', go.parallel(100));
console.log('counter', go.counter(), go.counter(), go.counter());
for (let i = 0; i < 200; i++) go.release(go.alloc(10000)); // garbage between calls
console.log('still there', go.fib(10n), go.counter());
