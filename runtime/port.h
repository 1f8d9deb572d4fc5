/*
 * port.h - what differs between wasm and the host build below the level of the C
 * language: the status word, linear memory, and C locals as roots.
 */
#ifndef RT_PORT_H
#define RT_PORT_H

#include "abi.h"

void *memcpy(void *restrict, const void *restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);
size_t strlen(const char *);

#define WASM_PAGE ((size_t)65536)
#define NOINLINE __attribute__((noinline))
#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

#ifdef __wasm__

/* The globals are defined in globals.s. */
#define WASM_GLOBAL(name, T) \
    static inline T name##_get(void) { \
        uint32_t v; \
        __asm__ volatile(".globaltype " #name ", i32\nglobal.get " #name "\nlocal.set %0" : "=r"(v)); \
        return (T)v; \
    } \
    static inline void name##_set(T v) { \
        __asm__ volatile(".globaltype " #name ", i32\nlocal.get %0\nglobal.set " #name : : "r"((uint32_t)v)); \
    }
WASM_GLOBAL(gocw_status, uint32_t)
WASM_GLOBAL(gocw_sites, SiteRecord *)
WASM_GLOBAL(rt_import_sp, char *)
WASM_GLOBAL(gocw_stack_used, uint32_t)
WASM_GLOBAL(gocw_deep_limit, uint32_t)

static inline char *port_stack_pointer(void) {
    char *sp;
    __asm__ volatile(".globaltype __stack_pointer, i32\nglobal.get __stack_pointer\nlocal.set %0" : "=r"(sp));
    return sp;
}

static inline void port_set_stack_pointer(char *sp) {
    __asm__ volatile(".globaltype __stack_pointer, i32\nlocal.get %0\nglobal.set __stack_pointer" : : "r"(sp));
}

extern char __global_base;      /* the stack ends where the data begins */
#define PORT_STACK_BASE (&__global_base)

static inline char *port_memory_end(void) { return (char *)(__builtin_wasm_memory_size(0) * WASM_PAGE); }
/* Grows linear memory by so many wasm pages; false when the host refuses. */
static inline bool port_memory_grow(size_t pages) {
    return __builtin_wasm_memory_grow(0, pages) != (size_t)-1;
}

/* Locals of C functions are wasm locals, which the collector can't see. KEEP copies a
 * pointer to the stack in memory, where it is found, for the rest of the scope. */
#define KEEP(p) KEEP_AT(p, __LINE__)
#define KEEP_AT(p, line) KEEP_AS(p, line)
#define KEEP_AS(p, line) volatile uint64_t kept_##line = (uintptr_t)(p); (void)kept_##line

/* Calls Go: code is a table index. gocw puts a try around its body when Go code throws (src/wasm/unwind.c). */
void port_enter(uint32_t code, const void *arg);
/* Go code that is left early leaves the stack pointer where it is. */
static inline void port_enter_restoring(uint32_t code, const void *arg) {
    char *sp = port_stack_pointer();
    port_enter(code, arg);
    port_set_stack_pointer(sp);
}
static inline void port_call(const Closure *fn) { port_enter_restoring(fn->code, fn); }
static inline void port_resume(Frame *f) { port_enter_restoring(f->desc->resume, f); }

#else

extern uint32_t gocw_status;
extern SiteRecord *gocw_sites;
extern char *rt_import_sp;
extern uint32_t gocw_stack_used, gocw_deep_limit;
static inline uint32_t gocw_status_get(void) { return gocw_status; }
static inline void gocw_status_set(uint32_t v) { gocw_status = v; }
static inline SiteRecord *gocw_sites_get(void) { return gocw_sites; }
static inline void gocw_sites_set(SiteRecord *v) { gocw_sites = v; }
static inline uint32_t gocw_stack_used_get(void) { return gocw_stack_used; }
static inline void gocw_stack_used_set(uint32_t v) { gocw_stack_used = v; }
static inline uint32_t gocw_deep_limit_get(void) { return gocw_deep_limit; }
static inline void gocw_deep_limit_set(uint32_t v) { gocw_deep_limit = v; }
static inline char *rt_import_sp_get(void) { return rt_import_sp; }
static inline void rt_import_sp_set(char *v) { rt_import_sp = v; }

static inline char *port_stack_pointer(void) { return NULL; }   /* pointers on the stack are in port_kept */

/* host_native.c: a reserved range stands for linear memory. */
char *port_memory_base(void);
char *port_memory_end(void);
bool port_memory_grow(size_t pages);

/* The host's stack is not scanned: kept pointers are linked. */
typedef struct KeptRoot {
    struct KeptRoot *prev;
    const void *p;
} KeptRoot;
extern KeptRoot *port_kept;
static inline void port_unkeep(KeptRoot *k) { port_kept = k->prev; }
#define KEEP(p) KEEP_AT(p, __LINE__)
#define KEEP_AT(p, line) KEEP_AS(p, line)
#define KEEP_AS(p, line) \
    __attribute__((cleanup(port_unkeep))) KeptRoot kept_##line = {port_kept, (p)}; \
    port_kept = &kept_##line

static inline void port_call(const Closure *fn) { ((void (*)(const Closure *))(uintptr_t)fn->code)(fn); }
static inline void port_resume(Frame *f) { f->desc->resume(f); }

#endif
#endif
