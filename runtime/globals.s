# The wasm globals that compiled Go and the runtime share (docs/runtime-abi.md).

	.globaltype	gocw_status, i32
	.globl	gocw_status
gocw_status:

	.globaltype	gocw_sites, i32
	.globl	gocw_sites
gocw_sites:

	.globaltype	rt_import_sp, i32
	.globl	rt_import_sp
rt_import_sp:
