"""Runs a wasip1 module with wasmtime: python wasi-wasmtime.py prog.wasm [args...]
With --compile prog.wasm it optimises the module and writes prog.wasm.compiled, which can be run in its place.

Needs the package wasmtime of PyPI. As under node, the root folder is preopened, the environment handed on, and the module's
exit code becomes this process's; a trap is printed and ends it with code 134."""
import os
import sys
import threading

try:
    import wasmtime
except ImportError:
    sys.exit("wasi-wasmtime.py: no package wasmtime: tests/harness/setup test gets it; set GOCW_PYTHON to its python")

WASM_STACK = 2 << 20      # the most that the package allows
code = 134


def new_engine(opt_level):
    config = wasmtime.Config()
    config.max_wasm_stack = WASM_STACK
    config.cranelift_opt_level = opt_level
    return wasmtime.Engine(config)


def compile_module(path):
    module = wasmtime.Module.from_file(new_engine("speed"), path)
    with open(path + ".compiled", "wb") as f:
        f.write(module.serialize())


def run(path, args):
    global code
    compiled = path.endswith(".compiled")
    engine = new_engine("speed" if compiled else "none")    # without optimising, since most of the time goes into compiling
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    wasi = wasmtime.WasiConfig()
    wasi.argv = ["prog"] + args
    wasi.env = os.environ.items()
    wasi.inherit_stdin()
    wasi.inherit_stdout()
    wasi.inherit_stderr()
    wasi.preopen_dir("/", "/")
    store = wasmtime.Store(engine)
    store.set_wasi(wasi)
    try:
        load = wasmtime.Module.deserialize_file if compiled else wasmtime.Module.from_file
        instance = linker.instantiate(store, load(engine, path))
        instance.exports(store)["_start"](store)
        code = 0
    except wasmtime.ExitTrap as e:
        code = e.code
    except (wasmtime.Trap, wasmtime.WasmtimeError) as e:
        print("trap:", e, file=sys.stderr)


if sys.argv[1] == "--compile":
    compile_module(sys.argv[2])
    sys.exit(0)
# The main thread's stack may be smaller than what the module is allowed.
threading.stack_size(WASM_STACK + (16 << 20))
thread = threading.Thread(target=run, args=(sys.argv[1], sys.argv[2:]))
thread.start()
thread.join()
sys.exit(code)
