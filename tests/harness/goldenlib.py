"""What the golden runner and its oracle share: reading and writing tests/golden/PHASE/NAME.txtar, and how the programs
of the phase errors are built."""
import fnmatch
import glob
import os
import re

import runlib

FOLDER = os.path.join(runlib.TOP, "tests", "golden")
NO_FILES = ("flags", "want", "stderr", "go")    # sections that are no files of the program


class Case:
    """head: what stands above the sections; sections: {name: text}."""

    def __init__(self, path):
        self.path = path
        self.phase = os.path.basename(os.path.dirname(path))
        self.name = self.phase + "/" + os.path.basename(path)[:-len(".txtar")]
        self.head, self.sections = "", {}
        name = None
        with open(path, encoding="utf-8", newline="") as f:
            for line in f:
                if line.startswith("-- ") and line.endswith(" --\n"):
                    name = line[3:-4]
                    self.sections[name] = ""
                elif name is None:
                    self.head += line
                else:
                    self.sections[name] += line
        self.files = [n for n in self.sections if n not in NO_FILES]
        self.flags = self.sections.get("flags", "").split()

    def save(self):
        with open(self.path, "w", encoding="utf-8", newline="") as f:
            f.write(self.head + "".join("-- %s --\n%s" % s for s in self.sections.items()))

    def write_files(self, folder):
        for n in self.files:
            p = os.path.join(folder, n)
            os.makedirs(os.path.dirname(p), exist_ok=True)
            with open(p, "w", encoding="utf-8", newline="") as f:
                f.write(self.sections[n])

    def go_files(self):
        return [n for n in self.files if n.endswith(".go")]

    def build_args(self):
        """Of the phase errors: the package in the folder, or its files when there is no go.mod."""
        named = [f for f in self.flags if not f.startswith("-")]
        packages = [] if named else ["."] if "go.mod" in self.files else self.go_files()
        several = any("..." in f for f in named)
        return ["build"] + ([] if several else ["-o", "x.wasm"]) + self.flags + packages

    def hide_places(self, text, folder):
        """Folders of this machine, by name."""
        for place, name in ((folder, "$WORK"), (runlib.need_goroot(), "$GOROOT")):
            text = text.replace(os.path.realpath(place), name).replace(place, name)
        return re.sub(r"running go 1\.[0-9.]+", "running go $VERSION", text)


def cases(phases, only):
    """Those that a glob of PHASE/NAME or NAME selects, sorted; all without globs."""
    found = [Case(p) for ph in phases for p in sorted(glob.glob(os.path.join(FOLDER, ph, "*.txtar")))]
    return [c for c in found if not only or any(fnmatch.fnmatch(c.name, g) or fnmatch.fnmatch(os.path.basename(c.name), g)
                                                for g in only)]
