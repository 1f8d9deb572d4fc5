/* node_int.h - the children of a node, for the walker and the dumper. */
#ifndef GOCW_NODE_INT_H
#define GOCW_NODE_INT_H

#include "gocw/syntax.h"

typedef void ChildFn(void *ctx, const char *label, Node *child);
/* Calls fn for each child of n, in source order; label is the name of the field that holds it. */
void node_children(Node *n, ChildFn *fn, void *ctx);

#endif
