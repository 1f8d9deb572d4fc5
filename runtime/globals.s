# The wasm globals that compiled Go and the runtime share (docs/runtime-abi.md). Those of USES (include/abi.h) come
# from abi.def, but for these two.

	.globaltype	unused.event_handler, i32, immutable
	.globl	unused.event_handler
unused.event_handler:

	.globaltype	unused.stress, i32, immutable
	.globl	unused.stress
unused.stress:

	.globaltype	gocw_status, i32
	.globl	gocw_status
gocw_status:

	.globaltype	gocw_sites, i32
	.globl	gocw_sites
gocw_sites:

	.globaltype	rt_import_sp, i32
	.globl	rt_import_sp
rt_import_sp:

	.globaltype	gocw_stack_used, i32
	.globl	gocw_stack_used
gocw_stack_used:

	.globaltype	gocw_deep_limit, i32
	.globl	gocw_deep_limit
gocw_deep_limit:

	.globaltype	gocw_deep_callee, i32
	.globl	gocw_deep_callee
gocw_deep_callee:
