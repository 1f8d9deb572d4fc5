/*
 * host_native.h - what tests can see and set of the host build's port.
 */
#ifndef RT_HOST_NATIVE_H
#define RT_HOST_NATIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HOST_NATIVE_OUTPUT = 1 << 16 };

extern size_t host_native_limit;        /* bytes that memory may grow to */
extern int64_t host_native_clock;       /* what host_nanotime returns */
extern bool host_native_exited;         /* host_exit was called, with */
extern int32_t host_native_code;
extern char host_native_output[HOST_NATIVE_OUTPUT]; /* everything written, NUL-terminated */
void host_native_reset_output(void);

#endif
