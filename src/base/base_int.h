/* base_int.h - what only the files of base share. */
#ifndef GOCW_BASE_INT_H
#define GOCW_BASE_INT_H

#include "gocw/base.h"

/* Prints what each kind of arena holds and held (arena.c, for stats_print). */
void arena_print_stats(FILE *out);

/* Makes the allocation p of old bytes new bytes long where it stands. Possible only for
 * the newest allocation of an arena, when its chunk has room; false otherwise. */
bool arena_extend(Arena *a, void *p, size_t old_size, size_t new_size);

/* Ends the process for want of memory. */
void out_of_memory(size_t size) NORETURN;

#endif
