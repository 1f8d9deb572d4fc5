#!/bin/sh
# embed.sh - writes the assembler source of embedded_files[] (include/gocw/embed.h).
# Arguments: pairs PATH=FILE, where PATH is the name inside gocw. The order is that of PATH.
LC_ALL=C
export LC_ALL
printf '\t.section .rodata\n'
n=0
for pair in $(printf '%s\n' "$@" | sort); do
    printf 'path%d:\t.asciz "%s"\ndata%d:\t.incbin "%s"\nend%d:\t.byte 0\n' "$n" "${pair%%=*}" "$n" "${pair#*=}" "$n"
    n=$((n + 1))
done
printf '\t.section .data.rel.ro, "aw"\n\t.balign 8\n\t.globl embedded_files\nembedded_files:\n'
i=0
while [ "$i" -lt "$n" ]; do
    printf '\t.quad path%d, data%d, end%d - data%d\n' "$i" "$i" "$i" "$i"
    i=$((i + 1))
done
printf '\t.section .rodata\n\t.balign 8\n\t.globl embedded_nfiles\nembedded_nfiles:\n\t.quad %d\n\t.section .note.GNU-stack, ""\n' "$n"
