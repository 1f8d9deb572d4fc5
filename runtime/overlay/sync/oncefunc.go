package sync

// The state is in variables: the compiler has a copy of these functions for each place where they are called, and can tell
// variables of one copy from those of another. A function that waits then says nothing about others that run once.

// OnceFunc returns a function that calls f the first time that it is called itself, and does nothing later. Goroutines that
// call it meanwhile wait for f to return. If f panics, so does every call, with the same value.
func OnceFunc(f func()) func() {
	var (
		once     Once
		returned bool
		thrown   any
	)
	first := func() {
		defer func() {
			f = nil // what it holds on to is not needed any more
			if !returned {
				thrown = recover()
				panic(thrown)
			}
		}()
		f()
		returned = true
	}
	return func() {
		once.Do(first)
		if !returned {
			panic(thrown)
		}
	}
}

// OnceValue is [OnceFunc] for a function with a result, which every call returns.
func OnceValue[T any](f func() T) func() T {
	var result T
	do := OnceFunc(func() { result = f() })
	return func() T {
		do()
		return result
	}
}

// OnceValues is [OnceFunc] for a function with two results, which every call returns.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var (
		result1 T1
		result2 T2
	)
	do := OnceFunc(func() { result1, result2 = f() })
	return func() (T1, T2) {
		do()
		return result1, result2
	}
}
