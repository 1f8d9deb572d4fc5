// Unlocking an unlocked mutex is a fatal error, not a panic.
package main

import "sync"

func main() {
	defer func() { recover() }()
	var mu sync.Mutex
	mu.Lock()
	mu.Unlock()
	println("unlocking again")
	mu.Unlock()
}
