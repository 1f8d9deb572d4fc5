/*
 * list.c - gocw list: the packages that patterns name. -f takes text with {{.Field}}, -json prints all fields.
 */
#include "cli_int.h"

typedef struct Field {
    const char *name;
    void (*put)(Buf *b, const LoadPackage *p, bool json);
} Field;

static void put_text(Buf *b, const char *s, bool json)
{
    if (json) buf_quote(b, s, strlen(s));
    else buf_puts(b, s);
}

static void put_list(Buf *b, uint32_t i, const char *s, bool json)
{
    if (i) buf_puts(b, json ? ", " : " ");
    put_text(b, s, json);
}

static void dir(Buf *b, const LoadPackage *p, bool json) { put_text(b, p->dir, json); }
static void path(Buf *b, const LoadPackage *p, bool json) { put_text(b, p->path, json); }
static void name(Buf *b, const LoadPackage *p, bool json) { put_text(b, p->pkg->name->s, json); }
static void standard(Buf *b, const LoadPackage *p, bool json) { (void)json; buf_puts(b, p->is_std ? "true" : "false"); }

static void files(Buf *b, const LoadPackage *p, bool json)
{
    buf_putc(b, '[');
    for (uint32_t i = 0; i < p->file_names.n; i++) put_list(b, i, p->file_names.p[i]->s, json);
    buf_putc(b, ']');
}

static void imports(Buf *b, const LoadPackage *p, bool json)
{
    buf_putc(b, '[');
    for (uint32_t i = 0; i < p->deps.n; i++) put_list(b, i, p->deps.p[i]->load->path, json);
    buf_putc(b, ']');
}

static const Field fields[] = {
    {"Dir", dir}, {"ImportPath", path}, {"Name", name}, {"Standard", standard}, {"GoFiles", files}, {"Imports", imports},
};

/* False at a field that is not known. */
static bool expand(Buf *b, const char *format, const LoadPackage *p)
{
    for (const char *s = format; *s;) {
        if (strncmp(s, "{{.", 3) != 0) {
            buf_putc(b, *s++);
            continue;
        }
        size_t n = strcspn(s + 3, "} "), i = 0;
        while (i < LEN(fields) && !(strlen(fields[i].name) == n && strncmp(fields[i].name, s + 3, n) == 0)) i++;
        if (i == LEN(fields) || strncmp(s + 3 + n, "}}", 2) != 0) {
            fprintf(stderr, "gocw: list -f: %.*s: the fields are", (int)(strcspn(s, "}") + 2), s);
            for (i = 0; i < LEN(fields); i++) fprintf(stderr, " {{.%s}}", fields[i].name);
            fputc('\n', stderr);
            return false;
        }
        fields[i].put(b, p, false);
        s += n + 5;
    }
    return true;
}

int cmd_list(Options *o)
{
    PackageVec roots = {0};
    if (!load_packages(o, &roots)) return EXIT_USER;
    for (uint32_t i = 0; i < roots.n; i++) {
        const LoadPackage *p = roots.p[i]->load;
        Buf b;
        buf_init(&b, o->arena);
        if (!o->json) {
            if (!expand(&b, o->format ? o->format : "{{.ImportPath}}", p)) return EXIT_USER;
        } else {
            for (size_t k = 0; k < LEN(fields); k++) {
                buf_printf(&b, "%s\n\t\"%s\": ", k ? "," : "{", fields[k].name);
                fields[k].put(&b, p, true);
            }
            buf_puts(&b, "\n}");
        }
        puts(buf_str(&b));
    }
    return 0;
}

/* ---- clean, mod: what a user of the go command may try ---- */

int cmd_clean(Options *o)
{
    (void)o;
    fprintf(stderr, "gocw: nothing to clean: gocw keeps no caches; outputs are where -o put them\n");
    return 0;
}

int cmd_mod(Options *o)
{
    const char *what = o->nargs ? o->args[0] : "tidy";
    fprintf(stderr, "gocw: gocw reads go.mod, go.work, vendor and the module cache, but does not change or fill them; use \"go mod %s\"\n", what);
    return EXIT_USER;
}
