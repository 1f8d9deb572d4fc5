# protos.awk - turns the rows of abi.def into C prototypes (rt_protos.h), or, with
# -v exports=1, into wasm-ld arguments.
BEGIN {
    type["v"] = "void"; type["i"] = "int32_t"; type["l"] = "int64_t"
    type["f"] = "float"; type["d"] = "double"; type["p"] = "void *"
    if (!exports)
        print "/* Generated from runtime/abi.def. */"
}
/^RT\(/ {
    split($0, part, /[(,]/)
    name = part[2]
    if (exports) {
        print "--export=" name
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
}
