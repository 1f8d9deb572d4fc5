"""What the runners share: finding the tools, building and running one program,
normalising its output, and reading and writing expectation files.

A program is tests/run/NAME.go, or a folder tests/run/NAME/ with a go.mod.
Lines of the form `//run:KEY VALUE` before its package clause say how to run it:

    //run:args A B C       arguments (shell quoting)
    //run:env NAME=VALUE   one environment variable; may be repeated
    //run:stdin "TEXT"     standard input, a JSON string
    //run:build FLAGS      further flags for the build
    //run:goos wasip1      only there (or: js)
    //run:timeout SECONDS  instead of the runner's own limit
    //run:heavy            allocates too much for --stress
    //run:same             js is expected to give what wasip1 gives, though the official
                            toolchain can't
    //run:hand             the expectation is written by hand: the official port does otherwise
    //run:helper           js: only gocw's own wasm_exec.js can do it
    //run:wasm             reads 'prog.wasm' (its own binary); copied to the run folder

An expectation file (NAME.want) has three sections, each begun by a header line:

    === exit 2
    === stdout
    === stderr

Text that doesn't end in a newline is followed by a line `\\ no newline at end`.
NAME.js.want exists where js differs from wasip1.
"""
import atexit
import difflib
import fnmatch
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.dirname(os.path.dirname(HERE))
RUN_DIR = os.path.join(TOP, "tests", "run")
NODE_STACK = "--stack-size=6000"    # within the 8 MB that systems give; gocw run raises both
NO_NEWLINE = "\\ no newline at end"


def die(msg):
    sys.stderr.write("%s: %s\n" % (os.path.basename(sys.argv[0]), msg))
    sys.exit(2)


# ---------------------------------------------------------------- tools

def find_goroot():
    """GOROOT from the environment, else from the go command, else None."""
    root = os.environ.get("GOROOT")
    if not root and shutil.which("go"):
        out = subprocess.run(["go", "env", "GOROOT"], stdout=subprocess.PIPE, text=True)
        root = out.stdout.strip()
    return root if root and os.path.isdir(os.path.join(root, "src")) else None


def need_goroot():
    root = find_goroot()
    if not root:
        die("no GOROOT: set GOROOT to a Go tree with src/")
    return root


def find_gocw(arg=None):
    """The compiler: --gocw, $GOCW, the newest build/*/gocw, or gocw on PATH."""
    cand = arg or os.environ.get("GOCW")
    if cand:
        found = shutil.which(cand)
        if not found:
            die("no such compiler: " + cand)
        return os.path.abspath(found)
    built = []
    for sub in ("build", "."):
        folder = os.path.join(TOP, sub)
        if os.path.isdir(folder):
            for n in sorted(os.listdir(folder)) + ["."]:
                p = os.path.join(folder, n, "gocw")
                if os.path.isfile(p) and os.access(p, os.X_OK):
                    built.append(p)
    if built:
        return os.path.normpath(max(built, key=os.path.getmtime))
    found = shutil.which("gocw")
    if not found:
        die("no gocw: give --gocw or set GOCW, or build it first")
    return found


def find_node():
    """The command line of node as a list ($NODE may hold flags too)."""
    node = shlex.split(os.environ.get("NODE", "node"))
    if not shutil.which(node[0]):
        die("no node: set NODE, or put node on PATH")
    return node


# ---------------------------------------------------------------- processes

class Result:
    """What a process left behind; code is None after a time-out. What is no UTF-8 reads \\xNN, save in out, the bytes of stdout."""

    def __init__(self, code, out, err):
        self.code, self.out = code, out
        self.stdout, self.stderr = out.decode("utf-8", "backslashreplace"), err.decode("utf-8", "backslashreplace")


running = set()     # process groups
stopping = False
starting = threading.RLock()    # held while a process is started or all are stopped
tempfile.tempdir = tempfile.mkdtemp(prefix="gocw-tests-")   # for all that is made from here on
atexit.register(shutil.rmtree, tempfile.tempdir, True)


def stop_all(signum, frame):
    """Ends with everything that was started."""
    global stopping
    with starting:
        stopping = True
        for pid in running:
            try:
                os.killpg(pid, signal.SIGKILL)
            except (ProcessLookupError, PermissionError):
                pass
    for _ in range(20):     # other threads may be making files yet
        shutil.rmtree(tempfile.tempdir, True)
        time.sleep(0.02)
    os._exit(130)


signal.signal(signal.SIGINT, stop_all)
signal.signal(signal.SIGTERM, stop_all)


def run_process(cmd, cwd, env, timeout, stdin=b"", merge=False):
    """Runs cmd in a process group of its own, which is gone when this returns. merge: stderr goes to stdout."""
    with starting:
        if stopping:
            raise InterruptedError
        p = subprocess.Popen(cmd, cwd=cwd, env=env, stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT if merge else subprocess.PIPE,
                             start_new_session=True)
        running.add(p.pid)
    code = 0
    try:
        out, err = p.communicate(stdin, timeout=timeout)
        code = p.returncode
    except subprocess.TimeoutExpired:
        code = None
    finally:
        try:
            os.killpg(p.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
        running.discard(p.pid)
    if code is None:
        out, err = p.communicate()
    return Result(code, out, err or b"")


# ---------------------------------------------------------------- programs

class Program:
    def __init__(self, name, path):
        self.name = name
        self.path = path                    # NAME.go or the folder
        self.is_dir = os.path.isdir(path)
        self.args, self.build, self.env = [], [], {}
        self.stdin = b""
        self.goos = None
        self.timeout = None
        self.wasm = False
        self.same = False
        self.heavy = False
        self.hand = False
        self.helper = False
        self._read_directives()

    def _read_directives(self):
        main = os.path.join(self.path, "main.go") if self.is_dir else self.path
        if not os.path.isfile(main):
            return
        with open(main, encoding="utf-8", errors="replace") as f:
            for line in f:
                if line.startswith("package "):
                    break
                if not line.startswith("//run:"):
                    continue
                key, _, value = line[len("//run:"):].strip().partition(" ")
                if key == "args":
                    self.args = shlex.split(value)
                elif key == "env":
                    k, _, v = value.partition("=")
                    self.env[k] = v
                elif key == "stdin":
                    self.stdin = json.loads(value).encode()
                elif key == "build":
                    self.build = shlex.split(value)
                elif key == "goos":
                    self.goos = value
                elif key == "timeout":
                    self.timeout = float(value)
                elif key == "hand":
                    self.hand = True
                elif key == "helper":
                    self.helper = True
                elif key == "heavy":
                    self.heavy = True
                elif key == "same":
                    self.same = True
                elif key == "wasm":
                    self.wasm = True
                else:
                    die("%s: unknown directive %r" % (main, key))

    def sources(self):
        """Base names of the program's own Go files."""
        if not self.is_dir:
            return {os.path.basename(self.path)}
        return {n for _, _, names in os.walk(self.path) for n in names if n.endswith(".go")}

    def newest_source(self):
        if not self.is_dir:
            return os.path.getmtime(self.path)
        return max(os.path.getmtime(os.path.join(d, n))
                   for d, _, names in os.walk(self.path) for n in names)

    def runs_on(self, goos):
        return self.goos in (None, goos)

    def want_path(self, goos=None):
        """The expectation file; the one of goos if it exists."""
        special = "%s.%s.want" % (os.path.join(RUN_DIR, self.name), goos)
        if goos and os.path.exists(special):
            return special
        return os.path.join(RUN_DIR, self.name) + ".want"


def programs(only=None):
    """All programs, sorted by name; only is a list of globs."""
    found = []
    for n in sorted(os.listdir(RUN_DIR)):
        path = os.path.join(RUN_DIR, n)
        if n.endswith(".go") and os.path.isfile(path):
            found.append(Program(n[:-3], path))
        elif os.path.isfile(os.path.join(path, "go.mod")):
            found.append(Program(n, path))
    if only:
        found = [p for p in found if any(fnmatch.fnmatch(p.name, g) for g in only)]
    return sorted(found, key=lambda p: p.name)


# ---------------------------------------------------------------- building and running

def build_env(goos, goroot=None):
    env = dict(os.environ, GOOS=goos, GOARCH="wasm", GOWORK="off", GOFLAGS="",
               GOTOOLCHAIN="local", CGO_ENABLED="0")
    if goroot:
        env["GOROOT"] = goroot
    return env


def build_program(compiler, prog, goos, out, flags=(), timeout=300):
    """compiler is the start of a command line that takes `build`."""
    cmd = compiler + ["build"] + list(flags) + prog.build + ["-o", out]
    if prog.is_dir:
        cmd.append(".")
        cwd = prog.path
    else:
        cmd.append(os.path.basename(prog.path))
        cwd = os.path.dirname(prog.path)
    return run_process(cmd, cwd, build_env(goos, find_goroot()), timeout)


def find_python():
    """The python that has the package wasmtime."""
    return os.environ.get("GOCW_PYTHON") or sys.executable


def host_command(goos, wasm, wasm_exec=None, engine="node"):
    """The command line that runs the module `wasm`. A wasm_exec is for js, another engine than node for wasip1."""
    if goos == "wasip1" and engine == "wasmtime":
        return [find_python(), os.path.join(HERE, "wasi-wasmtime.py"), wasm]
    if goos == "wasip1":
        return find_node() + [NODE_STACK, "--no-warnings", os.path.join(HERE, "wasi-node.mjs"), wasm]
    if not wasm_exec:
        wasm_exec = os.path.join(os.path.dirname(wasm), "wasm_exec.js")
        if not os.path.exists(wasm_exec):
            wasm_exec = os.path.join(need_goroot(), "lib", "wasm", "wasm_exec.js")
    return find_node() + [NODE_STACK, os.path.join(HERE, "js-node.cjs"), wasm_exec, wasm]


def run_env(cwd, extra=()):
    """A small environment that is the same everywhere."""
    env = {"PATH": os.environ.get("PATH", ""), "PWD": cwd, "HOME": cwd, "TMPDIR": cwd, "TZ": "UTC"}
    env.update(extra)
    return env


def run_program(prog, goos, wasm, timeout, wasm_exec=None, engine="node"):
    """Runs in a fresh folder; the result's stderr is normalised."""
    with tempfile.TemporaryDirectory(prefix="gocw-run-") as cwd:
        if prog.wasm:
            shutil.copy(wasm, os.path.join(cwd, "prog.wasm"))
        r = run_process(host_command(goos, wasm, wasm_exec, engine) + prog.args, cwd,
                        run_env(cwd, prog.env), prog.timeout or timeout, prog.stdin)
    r.stderr = normalise(r.stderr, prog.sources())
    return r


# ---------------------------------------------------------------- normalising

GOROUTINE = re.compile(r"^goroutine (\d+)(?: [^\[]*)?\[([^\],]*)[^\]]*\]:$")
FRAME_FILE = re.compile(r"^\t(.*?)([^/\\]+\.go):(\d+)(?: .*)?$")
NUMBERS = re.compile(r"0x[0-9a-f]+")
IN_USE = re.compile(r"\(\d+ in use\)")
OVERFLOW = "fatal error: stack overflow"
DYING = re.compile(r"^(panic: |fatal error: |\[signal |runtime: )")


def normalise(text, sources):
    """Reduces a traceback to what every Go implementation can agree on.

    The lines before the first `goroutine N [...]:` stay, addresses in the dying
    message become 0x?. Of the first goroutine's frames those in the program's own
    files stay, as `function file.go:line`. All that follows is dropped."""
    lines = text.split("\n")
    if OVERFLOW in lines:       # no traceback can be asked for
        lines = lines[:lines.index(OVERFLOW) + 1]
        return "\n".join(l for l in lines if not l.startswith("runtime: sp=")) + "\n"
    start = next((i for i, l in enumerate(lines) if GOROUTINE.match(l)), None)
    if start is None:
        return text
    out, dying = [], False
    for l in lines[:start]:
        dying = dying or bool(DYING.match(l))
        if dying:
            if l.startswith("runtime: sp=") or l.startswith("stack=[") or l == "runtime stack:":
                continue
            l = IN_USE.sub("(? in use)", NUMBERS.sub("0x?", l))
        out.append(l)
    m = GOROUTINE.match(lines[start])
    out.append("goroutine %s [%s]:" % ("1" if m.group(1) == "1" else "N", m.group(2)))
    name = None
    for l in lines[start + 1:]:
        if l == "":
            break
        f = FRAME_FILE.match(l)
        if f is None:
            name = re.sub(r"\([^()]*\)$", "", l)
            name = re.sub(r" in goroutine \d+$", "", name)
        elif name is not None:
            if f.group(2) in sources and not name.startswith("runtime."):
                out.append("%s %s:%s" % (name, f.group(2), f.group(3)))
            name = None
    return "\n".join(out) + "\n"


# ---------------------------------------------------------------- expectations

def format_want(r):
    def body(text):
        if text and not text.endswith("\n"):
            return text + "\n" + NO_NEWLINE + "\n"
        return text
    return "=== exit %s\n=== stdout\n%s=== stderr\n%s" % (r.code, body(r.stdout), body(r.stderr))


def read_want(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read()


def short_diff(want, got, limit=12):
    lines = list(difflib.unified_diff(want.splitlines(), got.splitlines(), "want", "got",
                                      n=1, lineterm=""))[2:]
    lines = [l if len(l) < 200 else l[:200] + "..." for l in lines]
    if len(lines) > limit:
        lines = lines[:limit] + ["... %d more lines" % (len(lines) - limit)]
    return lines
