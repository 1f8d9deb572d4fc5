# protos.awk - turns the rows of abi.def into C prototypes (rt_protos.h), or, with -v exports=1, into wasm-ld
# arguments, with -v globals=1 into the globals behind USES (globals.s).
BEGIN {
    type["v"] = "void"; type["i"] = "int32_t"; type["l"] = "int64_t"
    type["f"] = "float"; type["d"] = "double"; type["p"] = "void *"
    if (!exports && !globals)
        print "/* Generated from runtime/abi.def. */"
}
/^RT\(/ {
    split($0, part, /[(,]/)
    name = part[2]
    if (exports) {
        print "--export=" name
        next
    }
    if (globals) {
        print "\t.globaltype\tunused." name ", i32, immutable\n\t.globl\tunused." name "\nunused." name ":"
        next
    }
    result = part[3]
    gsub(/ /, "", result)
    split($0, quoted, /"/)
    params = quoted[2]
    list = ""
    for (i = 1; i <= length(params); i++)
        list = list (i > 1 ? ", " : "") type[substr(params, i, 1)]
    print type[result] (result == "p" ? "" : " ") name "(" (list == "" ? "void" : list) ");"
    print "USES_ROW(" name ")"
}
