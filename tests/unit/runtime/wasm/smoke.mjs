// Runs smoke.c on both targets: node smoke.mjs js|wasip1|stress|events FILE [argument]; stress is wasip1, events is the js target with
// events.c, whose events it makes. The js host is the smallest one that follows
// the contract of wasm_exec.js; the process ends as that one does.
import { readFileSync, writeSync } from "node:fs";

const [, , target, file, ...args] = process.argv;
const wasm = await WebAssembly.compile(readFileSync(file));

if (target === "wasip1" || target === "stress") {
    const { WASI } = await import("node:wasi");
    const wasi = new WASI({ version: "preview1", args: ["smoke", ...args], env: {}, returnOnExit: false });
    const instance = await WebAssembly.instantiate(wasm, { wasi_snapshot_preview1: wasi.wasiImport });
    wasi.start(instance);
} else {
    let exited = false, view, event = 0;
    const timeouts = new Map();
    let lastId = 0;
    const go = {
        "runtime.wasmExit": (sp) => { exited = true; process.exitCode = view.getInt32(sp + 8, true); },
        "runtime.wasmWrite": (sp) => writeSync(Number(view.getBigInt64(sp + 8, true)),
            new Uint8Array(view.buffer, Number(view.getBigInt64(sp + 16, true)), view.getInt32(sp + 24, true))),
        "runtime.resetMemoryDataView": () => { view = new DataView(exports.memory.buffer); },
        "runtime.nanotime1": (sp) => view.setBigInt64(sp + 8, BigInt(Math.round(performance.now() * 1e6) + 1), true),
        "runtime.walltime": (sp) => {
            view.setBigInt64(sp + 8, BigInt(Math.floor(Date.now() / 1000)), true);
            view.setInt32(sp + 16, 0, true);
        },
        "runtime.scheduleTimeoutEvent": (sp) => {
            const id = ++lastId;
            timeouts.set(id, setTimeout(() => {
                exports.resume();
                if (timeouts.has(id)) console.log("timeout was not cleared");
            }, Number(view.getBigInt64(sp + 8, true))));
            view.setInt32(sp + 16, id, true);
        },
        "runtime.clearTimeoutEvent": (sp) => {
            const id = view.getInt32(sp + 8, true);
            clearTimeout(timeouts.get(id));
            timeouts.delete(id);
        },
        "runtime.getRandomData": () => {},
        "test.event": () => ++event,
        "test.reenter": (sp) => {
            exports.resume();
            if (exports.getsp() !== sp) console.log("wrong frame");
            view.setBigInt64(exports.getsp() + 8, 42n, true);
        },
    };
    const { exports } = await WebAssembly.instantiate(wasm, { gojs: go });
    view = new DataView(exports.memory.buffer);
    let at = 4096;
    const text = (s) => {
        const start = at;
        at += new TextEncoder().encodeInto(s + "\0", new Uint8Array(view.buffer, at)).written;
        at = (at + 7) & ~7;
        return start;
    };
    const argv = ["smoke", ...args].map(text).concat([0, text("HOME=/"), 0]);
    argv.forEach((p, i) => view.setBigInt64(at + 8 * i, BigInt(p), true));
    exports.run(1 + args.length, at);
    for (let i = 0; target === "events" && i < 4; i++)
        exports.resume(); // the last one after the program has ended
    process.on("exit", () => { if (!exited) exports.resume(); });
}
