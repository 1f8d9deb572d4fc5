package runtime

import "unsafe"

// The C functions of runtime/abi.def that this package uses.

//gocw:c rt_new
func rt_new(t *_type) unsafe.Pointer

//gocw:c rt_newarray
func rt_newarray(t *_type, n int) unsafe.Pointer

//gocw:c rt_alloc_noscan
func rt_alloc_noscan(size uintptr) unsafe.Pointer

//gocw:c rt_alloc_raw
func rt_alloc_raw(size uintptr) unsafe.Pointer

//gocw:c rt_usable_size
func rt_usable_size(size uintptr) uintptr

//gocw:c rt_gc
func rt_gc()

//gocw:c rt_gc_stat
func rt_gc_stat(which int32) int64

//gocw:c rt_set_gc_percent
func rt_set_gc_percent(percent int64) int64

//gocw:c rt_set_mem_limit
func rt_set_mem_limit(limit int64) int64

//gocw:c rt_finalizer_set
func rt_finalizer_set(obj, record unsafe.Pointer, kind int32) int32

//gocw:c rt_finalizer_del
func rt_finalizer_del(obj, record unsafe.Pointer)

//gocw:c rt_finalizer_next
func rt_finalizer_next() unsafe.Pointer

//gocw:c rt_weak_get
func rt_weak_get(obj unsafe.Pointer) unsafe.Pointer

//gocw:c rt_weak_strong
func rt_weak_strong(handle unsafe.Pointer) unsafe.Pointer

//gocw:c rt_object_base
func rt_object_base(p unsafe.Pointer) unsafe.Pointer

//gocw:c rt_object_size
func rt_object_size(p unsafe.Pointer) uintptr

//gocw:c rt_memequal
func memequal(p, q unsafe.Pointer, n uintptr) bool

//gocw:c rt_memcompare
func rt_memcompare(p unsafe.Pointer, n int, q unsafe.Pointer, m int) int32

//gocw:c rt_g_current
func getg() *g

//gocw:c rt_go
func rt_go(fn func()) *g

//gocw:c rt_go_system
func rt_go_system(fn func()) *g

//gocw:c rt_park
func rt_park(reason waitReason)

//gocw:c rt_park_for_good
func rt_park_for_good(reason waitReason)

//gocw:c rt_ready
func rt_ready(gp *g)

//gocw:c rt_yield
func rt_yield()

//gocw:c rt_unwind
func rt_unwind(token uint32)

//gocw:c rt_exit
func rt_exit(code int32)

//gocw:c rt_trace_die
func rt_trace_die(code int32)

//gocw:c rt_num_goroutine
func rt_num_goroutine() int

//gocw:c rt_goid
func rt_goid() uint64

//gocw:c rt_switch_to
func rt_switch_to(gp *g)

//gocw:c rt_chan_make
func rt_chan_make(t *chantype, size int) unsafe.Pointer

//gocw:c rt_chan_send_try
func rt_chan_send_try(c, elem unsafe.Pointer, block bool) int32

//gocw:c rt_chan_send_finish
func rt_chan_send_finish() int32

//gocw:c rt_chan_recv_try
func rt_chan_recv_try(c, elem unsafe.Pointer, block bool) int32

//gocw:c rt_chan_recv_finish
func rt_chan_recv_finish(elem unsafe.Pointer) int32

//gocw:c rt_chan_close
func rt_chan_close(c unsafe.Pointer) int32

//gocw:c rt_chan_len
func rt_chan_len(c unsafe.Pointer) int

//gocw:c rt_chan_cap
func rt_chan_cap(c unsafe.Pointer) int

//gocw:c rt_select_try
func rt_select_try(cases unsafe.Pointer, n int, block bool) int

//gocw:c rt_select_finish
func rt_select_finish() int

//gocw:c rt_select_ok
func rt_select_ok(elem unsafe.Pointer) int32

//gocw:c rt_sem_acquire
func rt_sem_acquire(addr *uint32, lifo bool) bool

//gocw:c rt_sem_release
func rt_sem_release(addr *uint32, handoff bool)

//gocw:c rt_notify_wait
func rt_notify_wait(l unsafe.Pointer, ticket uint32) bool

//gocw:c rt_notify_all
func rt_notify_all(l unsafe.Pointer)

//gocw:c rt_notify_one
func rt_notify_one(l unsafe.Pointer)

//gocw:c rt_nanotime
func rt_nanotime() int64

//gocw:c rt_walltime
func rt_walltime(nsec *int32) int64

//gocw:c rt_timer_start
func rt_timer_start(t *timer, when int64)

//gocw:c rt_timer_stop
func rt_timer_stop(t *timer) bool

//gocw:c rt_timer_fired
func rt_timer_fired() *timer

//gocw:c rt_sleep_until
func rt_sleep_until(when int64)

//gocw:c rt_write
func rt_write(fd int32, p unsafe.Pointer, n int32) int32

//gocw:c rt_random
func rt_random(p unsafe.Pointer, n int)

//gocw:c rt_rand64
func rt_rand64() uint64

//gocw:c rt_args
func rt_args() int32

//gocw:c rt_arg
func rt_arg(i int32) *byte

//gocw:c rt_environ
func rt_environ(i int32) *byte

//gocw:c rt_sym_site
func rt_sym_site(site uint32, info *siteInfo) bool

//gocw:c rt_sym_text
func rt_sym_text(row uint32, which int32, buf *byte, n int) int

//gocw:c rt_sym_func
func rt_sym_func(code uint32, info *siteInfo) bool

//gocw:c rt_callers
func rt_callers(skip int, buf unsafe.Pointer, n int) int
