/*
 * build_chan.c - channel operations. Receiving tries first; if it has to wait it was queued by that, parks, and fetches the
 * element afterwards. The element passes through a scratch slot, whose contents do not survive the wait and need not.
 */
#include "build_int.h"

enum { CHAN_DONE = 1 };         /* answer of rt_chan_recv_try and _finish */
enum { WAIT_CHAN_RECV = 1 };    /* runtime/include/g.h */

Val build_recv_from(Builder *b, Val chan, Value **ok, Pos pos)
{
    Type *elem = elem_type(chan.type);
    const TypeLayout *lay = ssa_layout(elem);
    Value *slot = lay->size ? emit_local(b, elem, LOCAL_SCRATCH, pos) : emit_zeros(b, 0, pos);
    Value *st = build_c_call(b, "rt_chan_recv_try", pos, 3, chan.part[0], slot, emit_i32(b, 1));
    Block *wait = build_block(b), *done = build_block(b);
    Merge m = merge_begin(b);
    build_if(b, emit1(b, V(EQZ_I32), IR_I32, pos, st), wait, done, 0);
    build_seal(b, wait);
    build_seal(b, done);
    build_start(b, wait);
    build_c_call(b, "rt_park", pos, 1, emit_i32(b, WAIT_CHAN_RECV));
    Value *late = build_c_call(b, "rt_chan_recv_finish", pos, 1, slot);
    merge_add(b, &m, &late, 1);
    build_start(b, done);
    merge_add(b, &m, &st, 1);
    merge_end(b, &m, &st, 1, pos);
    if (ok)
        *ok = emit2(b, V(EQ_I32), IR_I32, pos, st, emit_i32(b, CHAN_DONE));
    return val_materialize(b, build_load(b, elem, slot, 0, pos));
}

Val build_recv(Builder *b, Node *n, Value **ok)
{
    return build_recv_from(b, build_expr(b, n->u.unary.x), ok, n->pos);
}

void build_send(Builder *b, Val chan, Val v, Pos pos)
{
    build_runtime(b, "chansend1", (Value *[]){ chan.part[0], val_spill(b, v, pos) }, 2, NULL, pos);
}
