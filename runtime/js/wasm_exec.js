// The JavaScript side of programs that gocw builds for GOOS=js.
//
// In a page:
//
//     <script src="wasm_exec.js"></script>
//     <script>
//         const go = new Go();
//         WebAssembly.instantiateStreaming(fetch("prog.wasm"), go.importObject)
//             .then((result) => go.run(result.instance));
//     </script>
//
// With Node.js: node wasm_exec.js prog.wasm arguments...
// or, from a program: const Go = require("./wasm_exec.js"); and then as in a page.
//
// A Go object has: argv (the program's name and arguments), env (an object), exit(code) (called when the program ends),
// importObject, run(instance) (a promise that is fulfilled when the program has ended), exited.
//
// How the two sides talk. Imports of module "gojs" take the address of a frame in memory: 8 unused bytes, then
// parameters in the layout of Go's memory, then results at the next multiple of 8. The program calls JavaScript only by them.
// JavaScript calls the program by the exports run(argc, argv) and resume(): both return when all goroutines wait. Before a
// resume for a function value, the call is put into _pendingEvent, where package syscall/js finds it.
"use strict";

(() => {
	const inNode = typeof process === "object" && typeof require === "function" && !!process.versions?.node;

	// ---- what a browser lacks ---------------------------------------------------------

	function notSupported() {
		const err = new Error("not implemented");
		err.code = "ENOSYS";
		return err;
	}

	// Output without a terminal: a console line for each line.
	const unfinished = new Map();
	function consoleWrite(fd, bytes) {
		const text = (unfinished.get(fd) ?? "") + new TextDecoder().decode(bytes);
		const end = text.lastIndexOf("\n");
		if (end >= 0) {
			console.log(text.slice(0, end));
		}
		unfinished.set(fd, text.slice(end + 1));
		return bytes.length;
	}

	function browserFS() {
		const fs = {
			constants: { O_WRONLY: -1, O_RDWR: -1, O_CREAT: -1, O_TRUNC: -1, O_APPEND: -1, O_EXCL: -1, O_DIRECTORY: -1 },
			writeSync: consoleWrite,
			write(fd, buf, offset, length, position, callback) {
				if (offset !== 0 || length !== buf.length || position !== null) {
					callback(notSupported());
					return;
				}
				callback(null, consoleWrite(fd, buf));
			},
			fsync(fd, callback) {
				callback(null);
			},
		};
		const names = "chmod chown close fchmod fchown fstat ftruncate lchown link lstat mkdir open read " +
			"readdir readlink rename rmdir stat symlink truncate unlink utimes";
		for (const name of names.split(" ")) {
			fs[name] = (...args) => args[args.length - 1](notSupported());
		}
		return fs;
	}

	function browserProcess() {
		const none = () => -1;
		const fail = () => {
			throw notSupported();
		};
		return {
			pid: -1,
			ppid: -1,
			getuid: none,
			getgid: none,
			geteuid: none,
			getegid: none,
			getgroups: fail,
			umask: fail,
			cwd: fail,
			chdir: fail,
		};
	}

	if (inNode) {
		globalThis.fs ??= require("node:fs");
		globalThis.path ??= require("node:path");
		globalThis.crypto ??= require("node:crypto").webcrypto;
	} else {
		globalThis.fs ??= browserFS();
		globalThis.process ??= browserProcess();
		globalThis.path ??= { resolve: (...parts) => parts.join("/") };
	}
	for (const name of ["crypto", "performance", "TextEncoder", "TextDecoder"]) {
		if (!globalThis[name]) {
			throw new Error(`globalThis.${name} is not available: Go programs need it`);
		}
	}

	const encoder = new TextEncoder();
	const decoder = new TextDecoder("utf-8");

	// ---- JavaScript values as Go sees them ----------------------------------------------

	// A reference is 8 bytes. Numbers other than 0 and NaN are themselves; undefined is the number 0. All else is a NaN with a
	// type in its upper and an id in its lower half. Ids below FIRST_FREE_ID are fixed. Others are counted: Go
	// gives each reference back that it got.
	const REF_NAN = 0x7ff80000;
	const TYPE_OBJECT = 1, TYPE_STRING = 2, TYPE_SYMBOL = 3, TYPE_FUNCTION = 4;
	const FIRST_FREE_ID = 7;

	function typeFlag(value) {
		switch (typeof value) {
		case "object":
			return value === null ? 0 : TYPE_OBJECT;
		case "string":
			return TYPE_STRING;
		case "symbol":
			return TYPE_SYMBOL;
		case "function":
			return TYPE_FUNCTION;
		}
		return 0;
	}

	class References {
		constructor(go) {
			this.values = [NaN, 0, null, true, false, globalThis, go];
			this.counts = this.values.map(() => Infinity);
			this.ids = new Map();
			for (let id = 1; id < FIRST_FREE_ID; id++) {
				this.ids.set(this.values[id], id);
			}
			this.unused = [];
		}

		load(view, addr) {
			const number = view.getFloat64(addr, true);
			if (number === 0) {
				return undefined;
			}
			if (!Number.isNaN(number)) {
				return number;
			}
			return this.values[view.getUint32(addr, true)];
		}

		store(view, addr, value) {
			if (value === undefined) {
				view.setFloat64(addr, 0, true);
				return;
			}
			if (typeof value === "number" && value !== 0 && !Number.isNaN(value)) {
				view.setFloat64(addr, value, true);
				return;
			}
			view.setUint32(addr + 4, REF_NAN | typeFlag(value), true);
			view.setUint32(addr, this.idOf(value), true);
		}

		idOf(value) {
			if (typeof value === "number") {
				return value === 0 ? 1 : 0;
			}
			let id = this.ids.get(value);
			if (id === undefined) {
				id = this.unused.pop() ?? this.values.length;
				this.values[id] = value;
				this.counts[id] = 0;
				this.ids.set(value, id);
			}
			this.counts[id]++;
			return id;
		}

		release(id) {
			if (--this.counts[id] === 0) {
				this.ids.delete(this.values[id]);
				this.values[id] = null;
				this.unused.push(id);
			}
		}
	}

	// ---- frames of imports -----------------------------------------------------------------

	// Takes the parameters of an import from its frame, in order, and then stores the results. After a call that
	// may have run Go code, relocate() finds the frame again.
	class Frame {
		constructor(go, sp) {
			this.go = go;
			this.base = sp;
			this.at = 8;
		}

		get view() {
			return this.go._view;
		}

		next(size) {
			const addr = this.base + this.at;
			this.at += size;
			return addr;
		}

		align(n) {
			this.at = Math.ceil(this.at / n) * n;
		}

		relocate() {
			this.base = this.go._inst.exports.getsp() >>> 0;
		}

		int32() {
			this.align(4);
			return this.view.getInt32(this.next(4), true);
		}

		int64() {
			this.align(8);
			const addr = this.next(8);
			return this.view.getUint32(addr, true) + this.view.getInt32(addr + 4, true) * 2 ** 32;
		}

		ref() {
			return this.go._refs.load(this.view, this.next(8));
		}

		bytes() { // a slice
			const addr = this.int64(), n = this.int64();
			this.int64();
			return new Uint8Array(this.go._mem.buffer, addr, n);
		}

		string() {
			const addr = this.int64(), n = this.int64();
			return decoder.decode(new Uint8Array(this.go._mem.buffer, addr, n));
		}

		refs() { // a slice
			const addr = this.int64(), n = this.int64();
			this.int64();
			return Array.from({ length: n }, (_, i) => this.go._refs.load(this.view, addr + i * 8));
		}

		setInt32(v) {
			this.align(8);
			this.view.setInt32(this.next(4), v, true);
		}

		setInt64(v) {
			this.align(8);
			const addr = this.next(8);
			this.view.setUint32(addr, v, true);
			this.view.setInt32(addr + 4, Math.floor(v / 2 ** 32), true);
		}

		setBool(v) {
			this.view.setUint8(this.next(1), v ? 1 : 0);
		}

		setRef(v) {
			this.align(8);
			this.go._refs.store(this.view, this.next(8), v);
		}
	}

	// ---- a program ------------------------------------------------------------------------------

	const ARGS_START = 4096, ARGS_END = 12288; // where run's arguments may lie

	class Go {
		constructor() {
			this.argv = ["js"];
			this.env = {};
			this.exit = (code) => {
				if (code !== 0) {
					console.warn("exit code:", code);
				}
			};
			this.exited = false;
			this._dead = false; // trapped: can't be entered again
			this._pendingEvent = null;
			this._timeouts = new Map();
			this._nextTimeout = 1;
			const imports = this._imports();
			this.importObject = {
				gojs: imports,
				_gotest: { // for tests of syscall/js
					add: (a, b) => a + b,
					callExport: (a, b) => {
						this._inst.exports.testExport0();
						return this._inst.exports.testExport(a, b);
					},
				},
			};
		}

		async run(instance) {
			if (!(instance instanceof WebAssembly.Instance)) {
				throw new Error("Go.run: a WebAssembly.Instance is needed");
			}
			this._inst = instance;
			this._mem = instance.exports.mem;
			this._view = new DataView(this._mem.buffer);
			this._refs = new References(this);
			this.exited = false;
			this._dead = false;
			this._exitPromise = new Promise((resolve) => {
				this._resolveExit = resolve;
			});
			const { argc, argv } = this._writeArguments();
			this._enter(() => instance.exports.run(argc, argv));
			await this._exitPromise;
		}

		// Arguments and environment as C does it: strings that end with a 0, and a table of their addresses, in 8 bytes each.
		_writeArguments() {
			let at = ARGS_START;
			const put = (text) => {
				const bytes = encoder.encode(text + "\0");
				if (at + bytes.length > ARGS_END) {
					throw new Error("arguments and environment are longer than the 8192 bytes that WebAssembly programs can take");
				}
				new Uint8Array(this._mem.buffer, at, bytes.length).set(bytes);
				const addr = at;
				at += Math.ceil(bytes.length / 8) * 8;
				return addr;
			};
			const table = this.argv.map(put);
			table.push(0);
			for (const key of Object.keys(this.env).sort()) {
				table.push(put(`${key}=${this.env[key]}`));
			}
			table.push(0);
			const argv = at;
			if (argv + table.length * 8 > ARGS_END) {
				throw new Error("arguments and environment are longer than the 8192 bytes that WebAssembly programs can take");
			}
			table.forEach((addr, i) => this._view.setBigUint64(argv + i * 8, BigInt(addr), true));
			return { argc: this.argv.length, argv };
		}

		// Runs a part of the program. The stack of a WebAssembly program that recurses without end is exhausted, which
		// engines report by an exception or a trap; nothing in the instance can be relied on then.
		_enter(part) {
			try {
				part();
			} catch (err) {
				if (this.exited || !isStackOverflow(err)) {
					this._dead = true;
					throw err;
				}
				this._dead = true;
				writeError("runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\n" +
					"goroutine 1 [running]:\n");
				this._end(2);
			}
			if (this.exited) {
				this._resolveExit();
			}
		}

		_end(code) {
			this.exited = true;
			this._inst = null;
			for (const timeout of this._timeouts.values()) {
				clearTimeout(timeout);
			}
			this._timeouts.clear();
			this.exit(code);
		}

		_resume() {
			if (this.exited || this._dead) {
				throw new Error("Go program has already exited");
			}
			this._enter(() => this._inst.exports.resume());
		}

		// For syscall/js.FuncOf.
		_makeFuncWrapper(id) {
			const go = this;
			return function (...args) {
				const event = { id, this: this, args };
				go._pendingEvent = event;
				go._resume();
				return event.result;
			};
		}

		_scheduleTimeout(ms) {
			const id = this._nextTimeout++;
			this._timeouts.set(id, setTimeout(() => {
				if (this.exited) {
					return;
				}
				this._resume();
				while (this._timeouts.has(id)) {
					// The program clears a timeout when it sees that it has passed. Clocks that disagree can make it miss that.
					console.warn("scheduleTimeoutEvent: missed timeout event");
					this._resume();
				}
			}, ms));
			return id;
		}

		// Calls JavaScript for Go: result and true, or the exception and false.
		_call(frame, f) {
			let value, ok = true;
			try {
				value = f();
			} catch (err) {
				if (this._dead || this.exited) {
					throw err; // a callback overflowed the stack: nobody is left to tell
				}
				value = err;
				ok = false;
			}
			frame.relocate();
			frame.setRef(value);
			frame.setBool(ok);
		}

		_imports() {
			const go = this;
			const startTime = Date.now() - performance.now();
			const frames = {
				"runtime.wasmExit": (f) => go._end(f.int32()),
				"runtime.wasmWrite": (f) => {
					const fd = f.int64(), addr = f.int64(), n = f.int32();
					writeAll(fd, new Uint8Array(go._mem.buffer, addr, n));
				},
				"runtime.resetMemoryDataView": () => {
					go._view = new DataView(go._mem.buffer);
				},
				"runtime.nanotime1": (f) => f.setInt64(Math.floor((startTime + performance.now()) * 1e6)),
				"runtime.walltime": (f) => {
					const ms = Date.now();
					f.setInt64(Math.floor(ms / 1000));
					f.setInt32((ms % 1000) * 1e6);
				},
				"runtime.scheduleTimeoutEvent": (f) => f.setInt32(go._scheduleTimeout(f.int64())),
				"runtime.clearTimeoutEvent": (f) => {
					const id = f.int32();
					clearTimeout(go._timeouts.get(id));
					go._timeouts.delete(id);
				},
				"runtime.getRandomData": (f) => {
					const bytes = f.bytes(), step = 65536; // the most that one call may ask for
					for (let i = 0; i < bytes.length; i += step) {
						crypto.getRandomValues(bytes.subarray(i, i + step));
					}
				},
				"syscall/js.finalizeRef": (f) => go._refs.release(f.view.getUint32(f.next(8), true)),
				"syscall/js.stringVal": (f) => f.setRef(f.string()),
				"syscall/js.valueGet": (f) => {
					const value = Reflect.get(f.ref(), f.string());
					f.relocate();
					f.setRef(value);
				},
				"syscall/js.valueSet": (f) => Reflect.set(f.ref(), f.string(), f.ref()),
				"syscall/js.valueDelete": (f) => Reflect.deleteProperty(f.ref(), f.string()),
				"syscall/js.valueIndex": (f) => f.setRef(Reflect.get(f.ref(), f.int64())),
				"syscall/js.valueSetIndex": (f) => Reflect.set(f.ref(), f.int64(), f.ref()),
				"syscall/js.valueCall": (f) => {
					const value = f.ref(), name = f.string(), args = f.refs();
					go._call(f, () => Reflect.apply(Reflect.get(value, name), value, args));
				},
				"syscall/js.valueInvoke": (f) => {
					const value = f.ref(), args = f.refs();
					go._call(f, () => Reflect.apply(value, undefined, args));
				},
				"syscall/js.valueNew": (f) => {
					const value = f.ref(), args = f.refs();
					go._call(f, () => Reflect.construct(value, args));
				},
				"syscall/js.valueLength": (f) => f.setInt64(parseInt(f.ref().length)),
				"syscall/js.valuePrepareString": (f) => {
					const bytes = encoder.encode(String(f.ref()));
					f.setRef(bytes);
					f.setInt64(bytes.length);
				},
				"syscall/js.valueLoadString": (f) => {
					const bytes = f.ref();
					f.bytes().set(bytes);
				},
				"syscall/js.valueInstanceOf": (f) => f.setBool(f.ref() instanceof f.ref()),
				"syscall/js.copyBytesToGo": (f) => {
					const to = f.bytes(), from = f.ref();
					copyBytes(f, to, from, from);
				},
				"syscall/js.copyBytesToJS": (f) => {
					const to = f.ref(), from = f.bytes();
					copyBytes(f, to, from, to);
				},
			};
			const imports = { debug: (value) => console.log(value) };
			for (const [name, body] of Object.entries(frames)) {
				imports[name] = (sp) => body(new Frame(go, sp >>> 0));
			}
			return imports;
		}
	}

	// Copies as much as fits. foreign is the side that is JavaScript's and has to be an array of bytes.
	function copyBytes(frame, to, from, foreign) {
		if (!(foreign instanceof Uint8Array || foreign instanceof Uint8ClampedArray)) {
			frame.setInt64(0);
			frame.setBool(false);
			return;
		}
		const part = from.subarray(0, to.length);
		to.set(part);
		frame.setInt64(part.length);
		frame.setBool(true);
	}

	function writeAll(fd, bytes) {
		for (let done = 0; done < bytes.length;) {
			try {
				done += globalThis.fs.writeSync(fd, bytes.subarray(done));
			} catch (err) {
				if (err.code !== "EAGAIN") { // a pipe that is full for the moment
					return;
				}
			}
		}
	}

	function writeError(text) {
		writeAll(2, encoder.encode(text));
	}

	function isStackOverflow(err) {
		if (err instanceof RangeError) {
			return /call stack/i.test(err.message); // V8, JavaScriptCore
		}
		if (err?.name === "InternalError") {
			return /recursion/.test(err.message); // SpiderMonkey
		}
		// The program's own stack in linear memory ends at address 0.
		return err instanceof WebAssembly.RuntimeError && /out of bounds|stack/i.test(err.message) &&
			!/table|function/i.test(err.message);
	}

	globalThis.Go = Go;

	// ---- Node.js ------------------------------------------------------------------------------------

	if (!inNode) {
		return;
	}
	module.exports = Go;
	if (require.main === module) {
		if (process.argv.length < 3) {
			console.error("usage: node wasm_exec.js prog.wasm [argument ...]");
			process.exit(1);
		}
		main(process.argv.slice(2));
	}

	function main(argv) {
		const go = new Go();
		go.argv = argv;
		go.env = { TMPDIR: require("node:os").tmpdir(), ...process.env };
		go.exit = process.exit;
		// Nothing is left to happen, but the program has not ended: let it say that all goroutines are asleep.
		process.on("exit", (code) => {
			if (code === 0 && !go.exited && go._inst && !go._dead) {
				go._pendingEvent = { id: 0 };
				go._resume();
			}
		});
		WebAssembly.instantiate(globalThis.fs.readFileSync(argv[0]), go.importObject)
			.then((result) => go.run(result.instance))
			.catch((err) => {
				console.error(err);
				process.exit(1);
			});
	}
})();
