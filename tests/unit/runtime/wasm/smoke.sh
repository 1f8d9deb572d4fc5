#!/bin/sh
# Compares what smoke.c prints, and its exit status, with what it has to be: smoke.sh TARGET FILE
dir=$(dirname "$0")
run() {
    node --no-warnings "$dir/smoke.mjs" "$target" "$file" "$@" 2>&1
    echo "status $?"
}
check() {
    [ "$1" = "$2" ] && return
    printf 'smoke %s: want\n%s\ngot\n%s\n' "$target" "$2" "$1"
    exit 1
}
target=$1 file=$2
if [ "$target" = events ]; then
    check "$(run)" 'main
event 1
handled
goroutine
event 2
event 3
handled
result arrived
handled
event 4
fatal error: all goroutines are asleep - deadlock!

goroutine 1 [select (no cases)]:
main.main()
	/src/main.go:12 +0x1

goroutine 6 [select (no cases)]:
main.main()
	/src/main.go:12 +0x1
status 2'
    echo "smoke events: ok"
    exit
fi
check "$(run)" 'smoke
got 0
got 1
got 2
status 7'
check "$(run wait)" 'smoke
fatal error: all goroutines are asleep - deadlock!

goroutine 1 [chan receive]:
main.main()
	/src/main.go:12 +0x1
status 2'
echo "smoke $target: ok"
