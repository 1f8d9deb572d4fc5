// Overlaycheck: see ../check-overlay.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"sort"
	"strings"
)

var (
	goos    = flag.String("os", "js", "GOOS")
	root    = flag.String("root", "", "gocw's source tree")
	quick   = flag.Bool("quick", false, "only package runtime and what it imports")
	verbose = flag.Bool("v", false, "list relics and every overlaid file")

	overlay string
	src     = filepath.Join(runtime.GOROOT(), "src")
	fset    = token.NewFileSet()
	failed  = 0
)

// release is the one the overlay is made for.
const release = "go1.27"

func problem(format string, args ...any) {
	failed++
	if failed <= 100 {
		fmt.Printf(format+"\n", args...)
	}
}

// ---- the merged tree -------------------------------------------------------

// layers returns the overlay's and the stock directory of an import path.
func layers(dir string) (over, stock string, replace bool) {
	rel, _ := filepath.Rel(src, dir)
	over = filepath.Join(overlay, rel)
	if b, err := os.ReadFile(filepath.Join(over, "OVERLAY")); err == nil {
		replace = strings.Contains(string(b), "replace")
	}
	return over, dir, replace
}

type entry struct {
	fs.FileInfo
	path string
}

var realPath = map[string]string{}

func readDir(dir string) ([]fs.FileInfo, error) {
	over, stock, replace := layers(dir)
	files := map[string]entry{}
	add := func(d string) {
		es, _ := os.ReadDir(d)
		for _, e := range es {
			fi, err := e.Info()
			if err != nil || e.Name() == "OVERLAY" {
				continue
			}
			p := filepath.Join(d, e.Name())
			if d == over && fi.Size() == 0 {
				delete(files, e.Name())
				continue
			}
			files[e.Name()] = entry{fi, p}
		}
	}
	if !replace {
		add(stock)
	}
	add(over)
	var out []fs.FileInfo
	for n, e := range files {
		realPath[filepath.Join(dir, n)] = e.path
		out = append(out, e.FileInfo)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name() < out[j].Name() })
	return out, nil
}

func openFile(path string) (io.ReadCloser, error) {
	if p, ok := realPath[path]; ok {
		path = p
	}
	return os.Open(path)
}

func context() *build.Context {
	c := build.Default
	c.GOOS, c.GOARCH = *goos, "wasm"
	c.CgoEnabled = false
	c.GOROOT = runtime.GOROOT()
	c.Compiler = "gc"
	c.ToolTags = []string{"goexperiment.dwarf5", "goexperiment.greenteagc", "goexperiment.jsonv2",
		"goexperiment.randomizedheapbase64", "goexperiment.sizespecializedmalloc", "wasm.satconv", "wasm.signext"}
	c.ReadDir = readDir
	c.OpenFile = openFile
	c.IsDir = func(p string) bool { fi, err := os.Stat(p); return err == nil && fi.IsDir() }
	return &c
}

type pkg struct {
	path  string
	files []*ast.File
	types *types.Package
}

var pkgs = map[string]*pkg{}
var ctx *build.Context

func find(path string) string {
	if d := filepath.Join(src, path); exists(d) {
		return d
	}
	return filepath.Join(src, "vendor", path)
}

func exists(d string) bool { _, err := os.Stat(d); return err == nil }

type importer struct{}

func (importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	p := load(path)
	if p == nil {
		return nil, fmt.Errorf("no package %s", path)
	}
	return p.types, nil
}

var loading = map[string]bool{}

func load(path string) *pkg {
	dir := find(path)
	full, _ := filepath.Rel(src, dir)
	if p, ok := pkgs[full]; ok {
		return p
	}
	if loading[full] {
		problem("import cycle through %s", full)
		return nil
	}
	loading[full] = true
	bp, err := ctx.ImportDir(dir, 0)
	if err != nil {
		if _, ok := err.(*build.NoGoError); !ok {
			problem("%s: %v", full, err)
		}
		pkgs[full] = nil
		return nil
	}
	p := &pkg{path: full}
	for _, n := range bp.GoFiles {
		real := realPath[filepath.Join(dir, n)]
		f, err := parser.ParseFile(fset, real, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			problem("%v", err)
			continue
		}
		if *verbose && strings.HasPrefix(real, overlay) {
			fmt.Println("overlay:", real)
		}
		p.files = append(p.files, f)
	}
	conf := types.Config{
		Importer: importer{}, GoVersion: "go1.27", Sizes: types.SizesFor("gc", "wasm"),
		Error: func(err error) { problem("%v", err) },
	}
	conf.IgnoreFuncBodies = false
	p.types, _ = conf.Check(full, fset, p.files, nil)
	pkgs[full] = p
	return p
}

// ---- symbols ------------------------------------------------------------------

var (
	defined = map[string]string{} // symbol: who defines it
	pulled  = map[string]string{} // symbol: who wants it
	cnames  = map[string]bool{}
	gocw    = map[string]bool{}
)

var link = regexp.MustCompile(`^//go:linkname(?:std)?\s+(\S+)(?:\s+(\S+))?`)

func symbol(p *pkg, d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return p.path + "." + d.Name.Name
	}
	t := d.Recv.List[0].Type
	star := false
	if s, ok := t.(*ast.StarExpr); ok {
		t, star = s.X, true
	}
	name := "?"
	switch t := t.(type) {
	case *ast.Ident:
		name = t.Name
	case *ast.IndexExpr:
		name = t.X.(*ast.Ident).Name
	case *ast.IndexListExpr:
		name = t.X.(*ast.Ident).Name
	}
	if star {
		name = "(*" + name + ")"
	}
	return p.path + "." + name + "." + d.Name.Name
}

func collect(p *pkg) {
	for _, f := range p.files {
		links := map[string][]string{}
		for _, g := range f.Comments {
			for _, c := range g.List {
				if m := link.FindStringSubmatch(c.Text); m != nil {
					links[m[1]] = append(links[m[1]], m[2])
				}
			}
		}
		for _, decl := range f.Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				sym := symbol(p, d)
				local := d.Name.Name
				pos := fset.Position(d.Pos()).String()
				if d.Body != nil {
					defined[sym] = pos
					if d.Recv == nil {
						for _, t := range links[local] {
							if t != "" {
								defined[t] = pos
							}
						}
					}
					continue
				}
				if known := directive(d, pos); known {
					defined[sym] = pos
					if d.Recv == nil {
						for _, t := range links[local] {
							if t != "" {
								defined[t] = pos
							}
						}
					}
					continue
				}
				want := sym
				if d.Recv == nil {
					for _, t := range links[local] {
						if t != "" {
							want = t
						}
					}
				}
				pulled[want] = pos
			case *ast.GenDecl:
				if d.Tok != token.VAR {
					continue
				}
				for _, s := range d.Specs {
					v := s.(*ast.ValueSpec)
					for _, n := range v.Names {
						pos := fset.Position(n.Pos()).String()
						ls, ok := links[n.Name]
						target := ""
						for _, t := range ls {
							if t != "" {
								target = t
							}
						}
						switch {
						case ok && target != "" && len(v.Values) == 0 && !strings.HasPrefix(p.path, "runtime"):
							pulled[target] = pos
						case ok && target != "":
							defined[target] = pos
							defined[p.path+"."+n.Name] = pos
						case ok && len(v.Values) == 0 && p.path == "internal/runtime/maps":
							pulled[p.path+"."+n.Name] = pos
						default:
							defined[p.path+"."+n.Name] = pos
						}
					}
				}
			}
		}
	}
}

// directive: a body-less function that the compiler makes.
func directive(d *ast.FuncDecl, pos string) bool {
	if d.Doc == nil {
		return false
	}
	for _, c := range d.Doc.List {
		if strings.HasPrefix(c.Text, "//go:wasmimport ") {
			return true
		}
		if n, ok := strings.CutPrefix(c.Text, "//gocw:c "); ok {
			if !cnames[n] {
				problem("%s: %s is not in abi.def", pos, n)
			}
			return true
		}
	}
	return false
}

func readTables() {
	row := regexp.MustCompile(`^(RT|GOCW|GORT)\((\w+),\s*([^,]*,|)`)
	for _, file := range []string{"runtime/abi.def", "include/gocw/gort.def"} {
		f, err := os.Open(filepath.Join(*root, file))
		if err != nil {
			problem("%v", err)
			continue
		}
		s := bufio.NewScanner(f)
		for s.Scan() {
			m := row.FindStringSubmatch(s.Text())
			if m == nil {
				continue
			}
			switch m[1] {
			case "RT":
				cnames[m[2]] = true
			case "GOCW":
				gocw["gocw."+m[2]] = true
			case "GORT":
				gortNames = append(gortNames, m[2])
			}
		}
		f.Close()
	}
}

var gortNames []string

// checkGort compares the signatures of gort.def with the overlay's.
func checkGort(rt *pkg) {
	b, _ := os.ReadFile(filepath.Join(*root, "include/gocw/gort.def"))
	row := regexp.MustCompile(`(?m)^GORT\((\w+),\s*"([^"]*)"`)
	for _, m := range row.FindAllStringSubmatch(string(b), -1) {
		obj := rt.types.Scope().Lookup(m[1])
		if obj == nil && m[1] == "handleEvent" && *goos != "js" {
			continue
		}
		if obj == nil {
			problem("gort.def: runtime.%s does not exist", m[1])
			continue
		}
		tv, err := types.Eval(fset, rt.types, rt.files[0].End(), strings.ReplaceAll(m[2], "abi.", "abi."))
		_ = tv
		if err == nil && !types.Identical(tv.Type, obj.Type()) {
			problem("gort.def: %s: %s, but it is %s", m[1], m[2], types.TypeString(obj.Type(), short))
			continue
		}
		if err != nil {
			got := strings.NewReplacer("runtime.", "", "interface{}", "any").Replace(types.TypeString(obj.Type(), short))
			if normal(got) != normal(m[2]) {
				problem("gort.def: %s: %s, but it is %s", m[1], m[2], got)
			}
		}
	}
}

func short(p *types.Package) string { return p.Name() }

// normal removes parameter names and the package's own aliases.
func normal(sig string) string {
	e, err := parser.ParseExpr(sig)
	if err != nil {
		return sig
	}
	f := e.(*ast.FuncType)
	var out []string
	list := func(l *ast.FieldList) {
		if l == nil {
			return
		}
		for _, x := range l.List {
			n := max(1, len(x.Names))
			for range n {
				out = append(out, types.ExprString(x.Type))
			}
		}
	}
	list(f.Params)
	out = append(out, "->")
	list(f.Results)
	s := strings.Join(out, ",")
	for _, r := range [][2]string{{"abi.ChanType", "chantype"}, {"abi.FuncType", "functype"}, {"abi.InterfaceType", "interfacetype"},
		{"abi.MapType", "maptype"}, {"abi.ITab", "itab"}, {"abi.Type", "_type"}} {
		s = strings.ReplaceAll(s, r[0], r[1])
	}
	return s
}

// checkAPI compares what package runtime exports with the stock package.
func checkAPI(rt *pkg) {
	noOverlay := *ctx
	noOverlay.ReadDir, noOverlay.OpenFile = nil, nil
	bp, err := noOverlay.ImportDir(filepath.Join(src, "runtime"), 0)
	if err != nil {
		problem("%v", err)
		return
	}
	var files []*ast.File
	for _, n := range bp.GoFiles {
		f, err := parser.ParseFile(fset, filepath.Join(bp.Dir, n), nil, parser.SkipObjectResolution)
		if err != nil {
			problem("%v", err)
		}
		files = append(files, f)
	}
	conf := types.Config{Importer: importer{}, GoVersion: release, Sizes: types.SizesFor("gc", "wasm"), IgnoreFuncBodies: true,
		Error: func(error) {}}
	stock, _ := conf.Check("runtime", fset, files, nil)
	for _, name := range stock.Scope().Names() {
		if !token.IsExported(name) {
			continue
		}
		want, got := stock.Scope().Lookup(name), rt.types.Scope().Lookup(name)
		if got == nil {
			problem("runtime.%s is missing", name)
			continue
		}
		for _, d := range compareAPI(describe(want), describe(got)) {
			problem("runtime.%s: %s", name, d)
		}
	}
	for _, name := range rt.types.Scope().Names() {
		if token.IsExported(name) && stock.Scope().Lookup(name) == nil {
			problem("runtime.%s is not in the stock package", name)
		}
	}
}

// describe lists an object's type and, of types, the exported fields and methods.
func describe(o types.Object) map[string]string {
	str := func(t types.Type) string { return types.TypeString(t, short) }
	d := map[string]string{}
	if _, ok := o.(*types.TypeName); !ok {
		d[""] = strings.Split(o.String(), " ")[0] + " " + str(o.Type())
		if c, ok := o.(*types.Const); ok {
			d["value"] = c.Val().ExactString()
		}
		return d
	}
	if s, ok := o.Type().Underlying().(*types.Struct); ok {
		for i := range s.NumFields() {
			if f := s.Field(i); f.Exported() {
				d["field "+f.Name()] = str(f.Type())
			}
		}
	} else {
		d["underlying"] = str(o.Type().Underlying())
	}
	for _, t := range []types.Type{o.Type(), types.NewPointer(o.Type())} {
		ms := types.NewMethodSet(t)
		for i := range ms.Len() {
			if m := ms.At(i).Obj(); m.Exported() {
				d["method "+m.Name()] = str(m.Type())
			}
		}
	}
	return d
}

func compareAPI(want, got map[string]string) (diff []string) {
	for k, v := range want {
		if got[k] != v {
			diff = append(diff, fmt.Sprintf("%s is %q, should be %q", k, got[k], v))
		}
	}
	for k, v := range got {
		if _, ok := want[k]; !ok {
			diff = append(diff, fmt.Sprintf("%s %s is too much", k, v))
		}
	}
	sort.Strings(diff)
	return diff
}

// Symbols that stock code declares and never calls, or that the compiler knows.
func relic(sym, pos string) bool {
	switch sym {
	case "main.main", "internal/abi.FuncPCABI0", "internal/abi.FuncPCABIInternal", "internal/runtime/sys.GetCallerPC",
		"internal/runtime/sys.GetCallerSP", "internal/runtime/sys.GetClosurePtr":
		return true // intrinsics
	}
	switch sym {
	case "go:fipsinfo", "crypto/internal/fips140/check/checktest.RODATA":
		return true // variables of the linker: zeroed storage will do
	}
	if pos := filepath.Base(pos); strings.HasPrefix(pos, "equal_native.go") {
		return true
	}
	return strings.Contains(sym, "badlinkname") || strings.Contains(pos, "badlinkname") ||
		strings.Contains(sym, ".bad") || strings.Contains(sym, "abigen_") || strings.HasPrefix(sym, "runtime/cgo.")
}

func main() {
	flag.Parse()
	if !strings.HasPrefix(runtime.Version(), release) {
		fmt.Printf("overlaycheck: the overlay is for %s, this is %s: set GO\n", release, runtime.Version())
		os.Exit(1)
	}
	overlay, _ = filepath.Abs(filepath.Join(*root, "runtime/overlay"))
	if p, err := filepath.EvalSymlinks(src); err == nil {
		src = p
	}
	ctx = context()
	readTables()
	rt := load("runtime")
	if rt == nil {
		os.Exit(1)
	}
	checkGort(rt)
	checkAPI(rt)
	if !*quick {
		filepath.WalkDir(src, func(p string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return nil
			}
			rel, _ := filepath.Rel(src, p)
			base := d.Name()
			if base == "testdata" || rel == "cmd" || rel == "runtime/cgo" || rel == "builtin" || rel == "unsafe" || strings.HasPrefix(base, "_") {
				return filepath.SkipDir
			}
			if strings.HasPrefix(rel, "runtime/internal") || rel == "." {
				return nil
			}
			load(rel)
			return nil
		})
	}
	n := 0
	for _, p := range pkgs {
		if p != nil {
			n++
			collect(p)
		}
	}
	for s := range gocw {
		defined[s] = "gort.def"
	}
	var missing []string
	for s, pos := range pulled {
		if defined[s] != "" {
			continue
		}
		if relic(s, pos) {
			if *verbose {
				fmt.Println("relic:", s)
			}
			continue
		}
		missing = append(missing, s+"  wanted at "+pos)
	}
	sort.Strings(missing)
	if !*quick {
		for _, m := range missing {
			problem("undefined: %s", m)
		}
	}
	fmt.Printf("%s: %d packages, %d body-less functions, %d problems\n", *goos, n, len(pulled), failed)
	if failed > 0 {
		os.Exit(1)
	}
}
