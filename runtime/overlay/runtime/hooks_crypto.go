package runtime

import _ "unsafe"

// Hooks of the crypto packages. Whether a goroutine uses approved algorithms only, and whether it bypasses that, are
// kept in g.fips.

const (
	fipsIndicatorMask = 0x0f
	fipsBypass        = 0x10
)

//go:linkname fips_getIndicator crypto/internal/fips140.getIndicator
func fips_getIndicator() uint8 { return getg().fips & fipsIndicatorMask }

//go:linkname fips_setIndicator crypto/internal/fips140.setIndicator
func fips_setIndicator(v uint8) {
	gp := getg()
	gp.fips = gp.fips&^fipsIndicatorMask | v&fipsIndicatorMask
}

//go:linkname fips_fatal crypto/internal/fips140.fatal
func fips_fatal(s string) { fatal(s) }

//go:linkname fips140_setBypass crypto/fips140.setBypass
func fips140_setBypass() { getg().fips |= fipsBypass }

//go:linkname fips140_unsetBypass crypto/fips140.unsetBypass
func fips140_unsetBypass() { getg().fips &^= fipsBypass }

//go:linkname fips140_isBypassed crypto/fips140.isBypassed
func fips140_isBypassed() bool { return getg().fips&fipsBypass != 0 }

// Data-independent timing is a mode of some processors.

//go:linkname dit_setEnabled crypto/subtle.setDITEnabled
func dit_setEnabled() bool { return false }

//go:linkname dit_setDisabled crypto/subtle.setDITDisabled
func dit_setDisabled() {}

// Markers that are assembly elsewhere.

//go:linkname sig_BoringCrypto crypto/internal/boring/sig.BoringCrypto
func sig_BoringCrypto() {}

//go:linkname sig_FIPSOnly crypto/internal/boring/sig.FIPSOnly
func sig_FIPSOnly() {}

//go:linkname sig_StandardCrypto crypto/internal/boring/sig.StandardCrypto
func sig_StandardCrypto() {}
