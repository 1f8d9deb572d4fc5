package big

import _ "unsafe"

// Bodies for the vector functions that the stock port has in assembly: jumps to the generic code.

//go:linkname addVVBody math/big.addVV
func addVVBody(z, x, y []Word) (c Word) { return addVV_g(z, x, y) }

//go:linkname subVVBody math/big.subVV
func subVVBody(z, x, y []Word) (c Word) { return subVV_g(z, x, y) }

//go:linkname lshVUBody math/big.lshVU
func lshVUBody(z, x []Word, s uint) (c Word) { return lshVU_g(z, x, s) }

//go:linkname rshVUBody math/big.rshVU
func rshVUBody(z, x []Word, s uint) (c Word) { return rshVU_g(z, x, s) }

//go:linkname mulAddVWWBody math/big.mulAddVWW
func mulAddVWWBody(z, x []Word, m, a Word) (c Word) { return mulAddVWW_g(z, x, m, a) }

//go:linkname addMulVVWWBody math/big.addMulVVWW
func addMulVVWWBody(z, x, y []Word, m, a Word) (c Word) { return addMulVVWW_g(z, x, y, m, a) }
