/*
 * abi.h - what the C runtime shares with compiled Go: value layouts, the status
 * word, saved frames, ModuleData, and the prototypes of every rt_* function.
 *
 * The prototypes come from ../abi.def: runtime.mk turns its rows into
 * rt_protos.h, so a definition that disagrees with its row does not compile.
 * docs/runtime-abi.md explains the protocol.
 *
 * Structures that Go code sees have the layout Go gives them: a pointer is an
 * 8-byte slot whose upper half is zero. SLOT declares such a member; C writes
 * only the lower half, so the memory has to be zeroed when it is created.
 * (In the host build pointers fill their slots.)
 */
#ifndef RT_ABI_H
#define RT_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SLOT(T, name) union { T *name; uint64_t name##_slot; }
#define AT(type, field, offset) \
    _Static_assert(offsetof(type, field) == (offset), #type "." #field)

/* USES(rt_x): does compiled Go call that function? What serves only functions that it does not call is left out: gocw sets
 * the immutable global, folds the conditions, and drops what nothing calls then. */
#define INLINE static inline __attribute__((always_inline))
#ifdef __wasm__
#define USES_ROW(name) \
    INLINE bool uses_##name(void) { \
        uint32_t v; \
        __asm__(".globaltype unused." #name ", i32, immutable\nglobal.get unused." #name "\nlocal.set %0" : "=r"(v)); \
        return !v; \
    }
#else
#define USES_ROW(name) \
    INLINE bool uses_##name(void) { return true; }
#endif
#define USES(name) uses_##name()

#include "rt_protos.h"
USES_ROW(event_handler)         /* js: ModuleData.resume_closure is set */
USES_ROW(stress)                /* MODULE_STRESS is set */

/* ---- Go values in memory ---------------------------------------------------- */

typedef struct GoString {
    SLOT(const char, data);
    int64_t len;
} GoString;
_Static_assert(sizeof(GoString) == 16, "string");

/* A func value points to one of these; the captured values follow. */
typedef struct Closure {
    uint64_t code;              /* table index (host build: address) of (i32 closure) -> () */
} Closure;

/* internal/abi.Type, the part that the runtime reads. */
typedef struct Type {
    uint64_t size;
    uint64_t ptrbytes;          /* the words behind hold no pointers */
    uint32_t hash;
    uint8_t tflag, align, field_align, kind;
    SLOT(const void, equal);
    SLOT(const uint8_t, gcdata); /* bit per word; see TFLAG_GC_MASK_ON_DEMAND */
    int32_t str, ptr_to_this;
} Type;
AT(Type, tflag, 20);
AT(Type, kind, 23);
AT(Type, gcdata, 32);
_Static_assert(sizeof(Type) == 48, "abi.Type");

enum { TFLAG_GC_MASK_ON_DEMAND = 16 }; /* scan through elements and fields instead */
enum { KIND_ARRAY = 17, KIND_CHAN = 18, KIND_STRUCT = 25 };

typedef struct ArrayType {
    Type type;
    SLOT(const Type, elem);
    SLOT(const Type, slice);
    uint64_t len;
} ArrayType;

typedef struct ChanType {
    Type type;
    SLOT(const Type, elem);
    int64_t dir;
} ChanType;

typedef struct StructField {
    SLOT(const void, name);
    SLOT(const Type, type);
    uint64_t offset;
} StructField;

typedef struct StructType {
    Type type;
    SLOT(const void, pkgpath);
    SLOT(const StructField, fields);
    int64_t nfields, cap;
} StructType;
AT(StructType, fields, 56);

/* ---- status ------------------------------------------------------------------- */

/* Values of the wasm global gocw_status (read and set: port.h). */
enum {
    STATUS_RUN,                 /* code runs forward */
    STATUS_SUSPEND,             /* the goroutine waits: frames are being saved */
    STATUS_UNWIND,              /* a recovered panic, or Goexit */
    STATUS_EXIT,                /* the program has ended */
    STATUS_TRACE,               /* the program dies: call sites are being collected */
};

/* ---- saved frames --------------------------------------------------------------- */

typedef struct Frame Frame;

/* One for each call that may suspend; static data. */
typedef struct FrameDesc {
#ifdef __wasm__
    uint32_t resume;            /* table index of (i32 frame) -> () */
#else
    void (*resume)(Frame *);
#endif
    uint32_t state;             /* resume point, read by the resume body */
    uint32_t nslots;            /* 8-byte slots behind the frame's header */
    uint32_t site;              /* call-site id */
    uint32_t ptrmask[];         /* bit per slot: holds a pointer */
} FrameDesc;

struct Frame {
    Frame *next;                /* the caller's frame */
    const FrameDesc *desc;
    uint64_t slot[];
};
#ifdef __wasm__
AT(FrameDesc, ptrmask, 16);
AT(Frame, slot, 8);
#endif

/* A record of the call-site chain, on the shadow stack of functions from which
 * runtime.Callers can be reached. The wasm global gocw_sites points to the
 * innermost one; whoever pushes a record restores the global when it leaves. */
typedef struct SiteRecord {
    struct SiteRecord *prev;
    uint32_t site;              /* the call that is in progress */
} SiteRecord;

/* ---- ModuleData ------------------------------------------------------------------- */

enum {
    MODULE_STRESS = 1,          /* collect at every allocation, poison what is freed */
    MODULE_CSHARED = 2,         /* no main: initialise, then serve exported functions */
    MODULE_JS = 4,
};

typedef struct SymTable {       /* symtab.h */
    const uint32_t *index;
    const uint8_t *bytes;
    uint32_t n;                 /* rows */
} SymTable;

typedef struct ModuleData {     /* static data; 4-byte fields in wasm */
    char *heap_base;            /* 0  64 KiB aligned; what lies behind is the collector's */
    uint64_t *roots;            /* 4  Go variables that may hold pointers, 8-aligned */
    uint64_t *roots_end;        /* 8 */
    Closure *main_closure;      /* 12 runtime.main */
    SymTable files, funcs, sites; /* 16, 28, 40 */
    uint32_t flags;             /* 52 MODULE_* */
    Closure *resume_closure;    /* 56 js: runtime.handleEvent, or 0 */
} ModuleData;
#ifdef __wasm__
AT(ModuleData, flags, 52);
_Static_assert(sizeof(ModuleData) == 60, "ModuleData");
#endif

extern const ModuleData *rt_module;

#endif
