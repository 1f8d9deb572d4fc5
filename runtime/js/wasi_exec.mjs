// Runs a wasip1 program with Node.js's own WASI: node --no-warnings wasi_exec.mjs prog.wasm arguments...
//
// The program sees the whole file system, the environment and the current folder (in PWD, as Go's wasip1 port expects it).
// Its exit code becomes this process's; a trap is reported and gives 134, which is what a process gets that aborts.
import { readFileSync } from "node:fs";
import v8 from "node:v8";
import { WASI } from "node:wasi";

// Node's WASI functions adjust V8's account of memory, which may start a garbage collection. In what V8 calls fast API calls
// none may happen, and Node crashes now and then. So there are none: the flag turns them off, and what WebAssembly sees are
// plain functions around WASI's.
v8.setFlagsFromString("--no-turbo-fast-api-calls");

function plainFunctions(imports) {
	for (const functions of Object.values(imports)) {
		for (const [name, f] of Object.entries(functions)) {
			functions[name] = (...args) => f(...args);
		}
	}
	return imports;
}

// The program's own stack in memory ends at address 0, engines report the end of theirs.
function isStackOverflow(err) {
	return err instanceof RangeError && /call stack/i.test(err.message) ||
		err instanceof WebAssembly.RuntimeError && /memory access out of bounds/.test(err.message);
}

const args = process.argv.slice(2);
if (args.length === 0) {
	console.error("usage: node wasi_exec.mjs prog.wasm [argument ...]");
	process.exit(2);
}
const wasi = new WASI({
	version: "preview1",
	args,
	env: { ...process.env, PWD: process.cwd() },
	preopens: { "/": "/" },
	returnOnExit: true,
});

let code = 134;
try {
	const module = await WebAssembly.compile(readFileSync(args[0]));
	const instance = await WebAssembly.instantiate(module, plainFunctions(wasi.getImportObject()));
	code = wasi.start(instance);
} catch (err) {
	if (isStackOverflow(err)) {
		console.error("runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\ngoroutine 1 [running]:");
		code = 2;
	} else {
		console.error("trap:", err);
	}
}
process.exit(code);
