"""Random Go programs that are valid, end, and print what they compute.

generate(seed) gives the declarations of one program as a list of chunks, each a list of lines that can be left out as a whole
(that is what shrinking does), and the name of its main function. Names carry the seed, so many programs fit into one
file; harness/fuzz-programs makes the file. Run-time panics are part of the game: the caller recovers and prints them.

What would make compilers differ legitimately is avoided: floats beyond the range of the integer that they are converted to, the
order of map iteration, addresses, when an operand panics that stands before a call (so what may panic is a call, too: the spec
orders only those), and constant expressions that overflow (every operation has an operand that is no
constant)."""
import random

INTS = ["int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64"]
BITS = {"int": 64, "uint": 64}
FLOATS = ["float32", "float64"]


def bits(t):
    return BITS.get(t) or int(t.lstrip("uint"))


class Program:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.id = "p%d" % seed
        self.n = 0
        self.chunks = []
        self.funcs = []         # (name, parameter types, result type)
        self.structs = []       # (name, [(field, type)])
        self.depth = 0
        self.loops = 0

    def name(self, prefix):
        self.n += 1
        return "%s%d" % (prefix, self.n)

    def top(self, prefix):
        return self.id + self.name(prefix)

    def pick(self, *xs):
        return self.r.choice(xs)

    def chance(self, p):
        return self.r.random() < p

    # ---- types and values

    def scalar(self):
        return self.pick(*INTS) if self.chance(0.7) else self.pick("float64", "float32", "bool", "string")

    def type(self):
        x = self.r.random()
        if x < 0.7:
            return self.scalar()
        if x < 0.8:
            return "[]" + self.pick("int", "uint8", "string", "float64", "int16")
        if x < 0.88:
            return "map[%s]%s" % (self.pick("int", "string", "uint8"), self.pick("int", "string"))
        if x < 0.94 and self.structs:
            return self.pick(*self.structs)[0]
        return "[%d]%s" % (self.r.randint(1, 5), self.pick("int", "uint32", "string"))

    def int_literal(self, t):
        b = bits(t)
        lo, hi = (0, 2 ** b - 1) if t[0] == "u" else (-2 ** (b - 1), 2 ** (b - 1) - 1)
        v = self.pick(0, 1, 2, 3, 7, 10, 100, lo, hi, lo + 1, hi - 1, self.r.randint(lo, hi), self.r.randint(-9, 99))
        return str(min(max(v, lo), hi))

    def literal(self, t):
        """A value of type t without variables; a call hides that it is a constant."""
        if t in INTS:
            return "hide(%s(%s))" % (t, self.int_literal(t))
        if t in FLOATS:
            return "hide(%s(%s))" % (t, self.pick("0", "1", "-1.5", "0.1", "3.25", "1e6", "-2.75", "1e-3", "123.456"))
        if t == "bool":
            return "hide(%s)" % self.pick("true", "false")
        if t == "string":
            return "hide(%s)" % self.pick('""', '"a"', '"héllo"', '"xyz"', '"日本"', '"a long string, longer than all others here"', r'"\xff\x00"')
        if t.startswith("[]"):
            return "%s{%s}" % (t, ", ".join(self.literal(t[2:]) for _ in range(self.r.randint(0, 4))))
        if t.startswith("map["):
            k, v = t[4:].split("]", 1)
            keys = {"int": ["1", "2", "-7"], "string": ['"k"', '"q"', '""'], "uint8": ["0", "9", "255"]}[k]
            return "%s{%s}" % (t, ", ".join("%s: %s" % (x, self.literal(v)) for x in keys[:self.r.randint(0, 3)]))
        if t[0] == "[":
            n, e = t[1:].split("]", 1)
            return "%s{%s}" % (t, ", ".join(self.literal(e) for _ in range(self.r.randint(0, int(n)))))
        for name, fields in self.structs:
            if t == name:
                return "%s{%s}" % (name, ", ".join("%s: %s" % (f, self.literal(ft)) for f, ft in fields if self.chance(0.7)))
        raise ValueError(t)

    # ---- expressions; scope: list of (name, type)

    def leaf(self, t, scope):
        same = [n for n, vt in scope if vt == t]
        if same and self.chance(0.8):
            return self.pick(*same)
        return self.literal(t)

    def expr(self, t, scope, d=3):
        if d <= 0 or self.chance(0.15):
            return self.leaf(t, scope)
        calls = [f for f in self.funcs if f[2] == t]
        if calls and self.chance(0.15):
            name, params, _ = self.pick(*calls)
            return "%s(%s)" % (name, ", ".join(self.expr(p, scope, d - 2) for p in params))
        if self.chance(0.08):
            return "func() %s { %s }()" % (t, "return " + self.expr(t, scope, d - 1))
        make = getattr(self, "expr_" + ("int" if t in INTS else "float" if t in FLOATS else t), None)
        return make(t, scope, d - 1) if make else self.expr_aggregate(t, scope, d - 1)

    def expr_int(self, t, scope, d):
        x, y = self.expr(t, scope, d), self.expr(t, scope, d)
        k = self.r.randrange(15)
        if k < 6:
            return "(%s %s %s)" % (x, self.pick("+", "-", "*", "&", "|", "^", "&^"), y)
        if k == 6:
            return "(%s %s (%s | 1))" % (x, self.pick("/", "%"), y)
        if k == 7:
            return "func() %s { return %s %s %s }()" % (t, x, self.pick("/", "%"), y) if self.chance(0.3) else "min(%s, %s)" % (x, y)
        if k == 8:
            return "(%s %s (%s & %d))" % (x, self.pick("<<", ">>"), self.expr(self.pick("uint8", "uint", "uint32"), scope, d), self.pick(7, 15, 63, 127))
        if k == 9:
            return "%s(%s)" % (self.pick("-", "^", "+"), x)
        if k == 10:
            return "%s(%s)" % (t, self.expr(self.pick(*INTS), scope, d))
        if k == 11:
            limit = {8: "100", 16: "30000"}.get(bits(t), "1e9")
            low = "0" if t[0] == "u" else "-" + limit
            return "%s(max(%s, min(%s, fix(%s))))" % (t, low, limit, self.expr("float64", scope, d))
        if k == 12:
            return "%s(len(%s))" % (t, self.expr(self.pick("string", "[]int", "map[int]int", "[]string"), scope, d))
        if k == 13:
            a = self.pick("[]int", "[]uint8", "[]int16")
            index = "at(%s, len(s))" % self.expr("int", scope, d) if self.chance(0.9) else "(%s & 7)" % self.expr("int", scope, d)
            return "%s(func(s %s) %s { if len(s) == 0 { return 0 }; return s[%s] }(%s))" % (t, a, a[2:], index, self.expr(a, scope, d))
        m = self.expr("map[int]int", scope, d)
        return "%s(%s[%s])" % (t, m, self.expr("int", scope, d))

    def expr_float(self, t, scope, d):
        k = self.r.randrange(8)
        x, y = self.expr(t, scope, d), self.expr(t, scope, d)
        if k < 4:
            return "(%s %s %s)" % (x, self.pick("+", "-", "*", "/"), y)
        if k == 4:
            return "%s(%s)" % (t, self.expr(self.pick(*INTS), scope, d))
        if k == 5:
            return "%s(%s)" % (t, self.expr(self.pick(*FLOATS), scope, d))
        if k == 6:
            return "%s(math.%s(float64(%s)))" % (t, self.pick("Sqrt", "Floor", "Abs", "Trunc", "Ceil"), x)
        return "%s(%s, %s)" % (self.pick("min", "max"), x, y)

    def expr_bool(self, t, scope, d):
        k = self.r.randrange(6)
        if k < 3:
            s = self.pick("int", "uint8", "int32", "uint64", "float64", "string", "int16")
            return "(%s %s %s)" % (self.expr(s, scope, d), self.pick("==", "!=", "<", "<=", ">", ">="), self.expr(s, scope, d))
        if k == 3:
            return "!%s" % self.expr("bool", scope, d)
        if k == 4 and self.structs:
            s = self.pick(*self.structs)[0]
            return "((%s) == (%s))" % (self.expr(s, scope, d), self.expr(s, scope, d))
        return "(%s %s %s)" % (self.expr("bool", scope, d), self.pick("&&", "||"), self.expr("bool", scope, d))

    def expr_string(self, t, scope, d):
        k = self.r.randrange(7)
        x = self.expr("string", scope, d)
        if k < 2:
            return "cut(%s + %s)" % (x, self.expr("string", scope, d))
        if k == 2:
            return "string([]byte(%s))" % x
        if k == 3:
            return "string(rune(%s))" % self.expr("int32", scope, d)
        if k == 4:
            return "fmt.Sprint(%s)" % self.expr(self.scalar(), scope, d)
        if k == 5:
            return "string(%s)" % self.expr("[]uint8", scope, d)
        return "func(s string) string { i := at(%s, len(s)+1); return s[i:] + s[:i] }(%s)" % (self.expr("int", scope, d), x)

    def expr_aggregate(self, t, scope, d):
        if t.startswith("[]"):
            k = self.r.randrange(4)
            x = self.leaf(t, scope)
            if k == 0:
                return "append(%s, %s)" % (x, self.expr(t[2:], scope, d))
            if k == 1:
                return "append(%s(nil), %s...)" % (t, x)
            if k == 2:
                return "func(s %s) %s { i := at(%s, len(s)+1); return s[i:] }(%s)" % (t, t, self.expr("int", scope, d), x)
            return x
        return self.leaf(t, scope)

    # ---- statements

    def block(self, scope, n, ret=None, in_loop=False):
        scope, out = list(scope), []
        for _ in range(n):
            out += self.statement(scope, ret, in_loop)
        return ["\t" + x for x in out]

    def assignable(self, scope):
        return [v for v in scope if not v[0].startswith("i")]

    def statement(self, scope, ret, in_loop):
        self.depth += 1
        try:
            k = self.r.randrange(18)
            deep = self.depth > 4
            if k < 4 or deep and k < 14:
                v, t = self.name("v"), self.type()
                line = self.pick("var %s %s = %s", "%s, _ := %s(%s), 0") if t in INTS + FLOATS else "var %s %s = %s"
                out = [line % (v, t, self.expr(t, scope)), "_ = " + v]
                scope.append((v, t))
                return out
            targets = self.assignable(scope)
            if k < 7 and targets:
                v, t = self.pick(*targets)
                if t in INTS and self.chance(0.4):
                    return ["%s %s= %s" % (v, self.pick("+", "-", "*", "^", "|", "&", "&^"), self.expr(t, scope))]
                if t.startswith("[]") and self.chance(0.5):
                    return ["if len(%s) > 0 {" % v, "\t%s[at(%s, len(%s))] = %s" % (v, self.expr("int", scope, 1), v, self.expr(t[2:], scope, 2)), "}"]
                if t.startswith("map["):
                    kt, vt = t[4:].split("]", 1)
                    return [self.pick("%s[%s] = %s", "%s[%s] += %s") % (v, self.expr(kt, scope, 1), self.expr(vt, scope, 2)), "if len(%s) > 40 {" % v, "\tclear(%s)" % v, "}"]
                return ["%s = %s" % (v, self.expr(t, scope))]
            if k == 7:
                out = ["if %s {" % self.expr("bool", scope)] + self.block(scope, self.r.randint(1, 3), ret, in_loop)
                return out + (["} else {"] + self.block(scope, 2, ret, in_loop) if self.chance(0.5) else []) + ["}"]
            if k == 8 and self.loops < 2:
                self.loops += 1
                i = self.name("i")
                head = self.pick("for %s := range %d {", "for %s := 0; %s < %d; %s++ {")
                n = self.r.randint(1, 6)
                out = [head % ((i, n) if "range" in head else (i, i, n, i))]
                out += ["\t_ = " + i] + self.block(scope + [(i, "int")], self.r.randint(1, 4), ret, True) + ["}"]
                self.loops -= 1
                return out
            if k == 9:
                t = self.pick("int", "string", "uint8")
                out = ["switch %s {" % self.expr(t, scope)]
                for _ in range(self.r.randint(1, 4)):
                    out += ["case %s:" % self.expr(t, scope, 1)] + self.block(scope, self.r.randint(1, 2), ret, in_loop)
                    if self.chance(0.15):
                        out += ["\tfallthrough", "case %s:" % self.literal(t), "\tput(%s)" % self.expr("int", scope, 1)]
                return out + (["default:"] + self.block(scope, 1, ret, in_loop) if self.chance(0.6) else []) + ["}"]
            if k == 10 and in_loop:
                return ["if %s {" % self.expr("bool", scope), "\t" + self.pick("break", "continue"), "}"]
            if k == 11:
                f, t, p = self.name("f"), self.scalar(), self.name("v")
                pt = self.scalar()
                body = self.block(scope + [(p, pt)], 2, t, False)
                return ["%s := func(%s %s) %s {" % (f, p, pt, t)] + body + ["\treturn %s" % self.expr(t, scope + [(p, pt)]), "}",
                        "put(%s(%s))" % (f, self.expr(pt, scope)), "put(%s(%s))" % (f, self.expr(pt, scope))]
            if k == 12:
                return ["func() {", "\tdefer func() {", "\t\tif r := recover(); r != nil {", "\t\t\tput(fmt.Sprint(r))", "\t\t}", "\t}()"] + \
                    self.block(scope, 2, "", False) + (["\tpanic(%s)" % self.expr(self.scalar(), scope, 2)] if self.chance(0.4) else []) + ["}()"]
            if k == 13:
                v, t, x = self.name("v"), self.scalar(), self.scalar()
                return ["switch %s := any(%s).(type) {" % (v, self.expr(self.pick(t, x), scope)), "case %s:" % t, "\tput(%s)" % v] + \
                    (["case %s:" % x, "\tput(%s, 1)" % v] if x != t else []) + ["default:", "\tput(%s, 2)" % v, "}"]
            if k == 14 and self.loops < 2:
                self.loops += 1
                s = self.pick("string", "[]int", "[]string", "[3]int")
                a, b = self.name("i"), self.name("v")
                bt = {"string": "int32", "[]int": "int", "[]string": "string", "[3]int": "int"}[s]
                out = ["for %s, %s := range %s {" % (a, b, self.expr(s, scope, 2) if s[0] == "s" else "(%s)" % self.expr(s, scope, 2)), "\t_, _ = %s, %s" % (a, b)]
                out += self.block(scope + [(a, "int"), (b, bt)], 2, ret, True) + ["}"]
                self.loops -= 1
                return out
            if k == 15:
                c, t, n = self.name("c"), self.scalar(), self.r.randint(1, 4)
                return ["%s := make(chan %s, %d)" % (c, t, self.r.randint(0, 2)), "go func() {", "\tdefer close(%s)" % c, "\tfor j := range %d {" % n, "\t\t_ = j",
                        "\t\t%s <- %s" % (c, self.literal(t)), "\t}", "}()", "for x := range %s {" % c, "\tput(x)", "}"]
            if k == 16 and ret:
                return ["if %s {" % self.expr("bool", scope), "\treturn %s" % self.expr(ret, scope), "}"]
            return ["put(%s)" % ", ".join(self.expr(self.type(), scope) for _ in range(self.r.randint(1, 2)))]
        finally:
            self.depth -= 1

    # ---- declarations

    def struct(self):
        name = self.top("S")
        fields = [(self.name("F"), self.scalar()) for _ in range(self.r.randint(1, 5))]
        if self.structs and self.chance(0.4):
            fields.append((self.name("F"), self.pick(*self.structs)[0]))
        self.structs.append((name, fields))
        first = fields[0]
        self.chunks.append(["type %s struct {" % name] + ["\t%s %s" % f for f in fields] + ["}"])
        self.chunks.append(["func (s %s) Value() int { return len(fmt.Sprint(s.%s)) }" % (name, first[0]),
                            "func (s *%s) Set(n int) { s.%s = %s }" % (name, first[0], self.literal(first[1]))])

    def function(self):
        name, t = self.top("f"), self.type()
        params = [(self.name("v"), self.type()) for _ in range(self.r.randint(0, 3))]
        results = self.chance(0.2)
        sig = "func %s(%s) %s {" % (name, ", ".join("%s %s" % p for p in params), "(res %s)" % t if results else t)
        body = []
        if results:
            body = ["\tdefer func() {", "\t\tif r := recover(); r != nil {", "\t\t\tput(fmt.Sprint(r))", "\t\t}",
                    "\t\tput(res)", "\t}()"]
        body += self.block(params, self.r.randint(2, 6), t)
        self.chunks.append([sig, "\tspend()"] + body + ["\treturn %s" % self.expr(t, params), "}"])
        self.funcs.append((name, [p[1] for p in params], t))

    def generic(self):
        name = self.top("g")
        op = self.pick("+", "-", "*", "|", "&", "^")
        self.chunks.append(["func %s[T integer](a, b T, s ...T) T {" % name, "\tfor i, x := range s {", "\t\ta %s= x + T(i)" % op, "\t}",
                            "\tif a < b {", "\t\treturn a %s b" % op, "\t}", "\treturn max(a, b)", "}"])
        for _ in range(2):
            t = self.pick(*INTS)
            f = self.top("f")
            self.chunks.append(["func %s(a %s) %s { return %s(a, %s, a, 3) }" % (f, t, t, name, self.literal(t))])
            self.funcs.append((f, [t], t))

    def build(self):
        for _ in range(self.r.randint(1, 3)):
            self.struct()
        for _ in range(self.r.randint(1, 4)):
            self.generic() if self.chance(0.25) else self.function()
        main = self.top("main")
        lines = ["func %s() {" % main]
        for name, _ in self.structs:
            if self.chance(0.6):
                v = self.name("v")
                lines += ["\t%s := %s" % (v, self.literal(name)), "\tput(%s, %s.Value())" % (v, v), "\t%s.Set(3)" % v,
                          "\tvar i%s interface{ Value() int } = %s" % (v, self.pick(v, "&" + v)), "\tput(i%s.Value(), %s)" % (v, v)]
        self.chunks.append(lines + self.block([], self.r.randint(4, 10)) + ["}"])
        return self.chunks, main


def generate(seed):
    return Program(seed).build()
