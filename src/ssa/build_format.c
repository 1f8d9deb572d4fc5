/*
 * build_format.c - arguments of fmt.Errorf and its kin that a constant format prints with %T: of these fmt reads the name of the type, and
 * nothing of the value. So what such an argument is gets neither to reflection nor to a call of its methods, and the flow
 * analysis (src/opt/flow.c) need not see it: the type word is stored to a cell that nothing reads.
 *
 * Formats that take operands in another order (%[2]d) or number (%*d) than verb by verb are left alone, and so are those that don't
 * take all of them: fmt prints the rest with their values.
 */
#include "build_int.h"

static bool is_formatter(const Func *f)
{
    static const char *const names[] = { "fmt.Errorf", "fmt.Sprintf", "fmt.Printf", "fmt.Fprintf", "fmt.Appendf" };
    for (size_t i = 0; i < LEN(names); i++) {
        if (!strcmp(f->symbol, names[i]))
            return true;
    }
    return false;
}

static size_t skip_any(const char *s, size_t n, size_t i, const char *set)
{
    while (i < n && s[i] && strchr(set, s[i]))
        i++;
    return i;
}

/* Is operand arg of nargs printed with %T? */
static bool names_type(const char *s, size_t n, uint32_t arg, uint32_t nargs)
{
    static const char digits[] = "0123456789";
    enum { WIDE = 5 }; /* digits of a width that fmt may find too large, and then skips the rest of the format */
    uint32_t at = 0;
    bool named = false;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '%')
            continue;
        size_t flags = skip_any(s, n, i + 1, "#0+- "), width = skip_any(s, n, flags, digits);
        i = width < n && s[width] == '.' ? skip_any(s, n, width + 1, digits) : width;
        if (i >= n || i - flags >= WIDE || s[i] == '[' || s[i] == '*' || s[i] == '.')
            return false;
        if (s[i] == '%')
            continue;
        named |= at == arg && s[i] == 'T';
        at++;
    }
    return named && at == nargs;
}

Cell *build_format_cell(const Func *callee, const Node *format, uint32_t arg, uint32_t nargs)
{
    size_t n;
    if (!callee || !is_formatter(callee) || !format->val || con_kind(format->val) != CON_STRING)
        return NULL;
    const char *s = con_string_val(format->val, &n);
    return names_type(s, n, arg, nargs) ? ssa_cell_unread() : NULL;
}
