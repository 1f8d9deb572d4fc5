/*
 * events.c - the event loop of the js target, with a program made by hand like smoke.c's. Run by events.mjs.
 *
 * main waits for ever. The handler runs for each resume; what it does depends on the event's number, which it asks the
 * host for:
 *
 *     1  makes a goroutine that prints, and returns
 *     2  calls the host, which calls resume for event 3 before it returns
 *     3  prints
 *     4  waits: a deadlock
 */
#include "g.h"
#include "gc.h"
#include "host.h"
#include "port.h"
#include "symtab.h"

__attribute__((import_module("gojs"), import_name("test.event"))) extern int32_t test_event(void);
__attribute__((import_module("gojs"), import_name("test.reenter"))) extern void test_reenter(void *frame);

typedef struct Desc { uint32_t resume, state, nslots, site, mask[1]; } Desc;
static Desc waiting = {0, 0, 0, 1, {0}};
static Closure main_closure, handler_closure, print_closure;

static void wait_for_ever(void) {
    rt_park(WAIT_SELECT_NO_CASES);
    if (gocw_status_get())
        rt_frame_push(&waiting);
}
static void wait_resume(Frame *f) {
    (void)f;
    wait_for_ever();
}
static void main_start(const Closure *c) {
    (void)c;
    print_text("main\n");
    wait_for_ever();
}

static void print_start(const Closure *c) {
    (void)c;
    print_text("goroutine\n");
}

/* As the stub of an import does it. */
static void reenter(void) {
    uint64_t frame[4] = {0};
    char *outer = rt_import_sp_get();
    rt_import_sp_set((char *)frame);
    test_reenter(frame);
    rt_import_sp_set(outer);
    print_text(frame[1] == 42 ? "result arrived\n" : "result was lost\n");
}

static void handler_start(const Closure *c) {
    (void)c;
    int32_t event = test_event();
    print_text("event ");
    print_dec((uint64_t)event);
    print_text("\n");
    if (event == 1)
        rt_go(&print_closure);
    if (event == 2)
        reenter();
    if (event == 4)
        wait_for_ever();
    if (event != 4)
        print_text("handled\n");
}

static const char files[] = "\0\14/src/main.go", funcs[] = "\0\11main.main" "\1\12\0", sites[] = "\141\0";
static const uint32_t start[] = {0};
static ModuleData module = {
    .main_closure = &main_closure, .resume_closure = &handler_closure,
    .files = {start, (const uint8_t *)files, 1}, .funcs = {start, (const uint8_t *)funcs, 1}, .sites = {start, (const uint8_t *)sites, 1},
    .flags = MODULE_JS,
};
extern char __heap_base;

#define EXPORT(name) __attribute__((export_name(name)))
EXPORT("run") void events_run(int32_t argc, int32_t argv);
EXPORT("resume") void events_resume(void);
EXPORT("getsp") int32_t events_getsp(void);

void events_run(int32_t argc, int32_t argv) {
    main_closure.code = (uintptr_t)main_start;
    handler_closure.code = (uintptr_t)handler_start;
    print_closure.code = (uintptr_t)print_start;
    waiting.resume = (uintptr_t)wait_resume;
    module.heap_base = (char *)(((uintptr_t)&__heap_base + WASM_PAGE - 1) & ~(WASM_PAGE - 1));
    rt_js_run(&module, argc, argv);
}
void events_resume(void) { rt_js_resume(); }
int32_t events_getsp(void) { return rt_js_getsp(); }
