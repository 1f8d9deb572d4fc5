/*
 * embed.c - variables with a //go:embed directive: their contents become static data (package embed's documentation).
 *
 * A string or []byte holds one file. An embed.FS is a pointer to a slice of struct { name, data string; hash [16]byte }
 * with an entry for each file and, with a final slash, for each folder above one; sorted by folder, then by name,
 * as package embed searches them.
 */
#include "build_int.h"
#include "gocw/load.h"
#include "prog_int.h"

#include <stdlib.h>

enum { FILE_SIZE = 48, FILE_DATA = 16, SLICE_SIZE = 24 };

static PtrMap vars;         /* Global * -> Node *: its N_VAR_DECL */

static bool is_embed(const char *text) { return !strncmp(text, "go:embed", 8) && (text[8] == ' ' || text[8] == '\t'); }

static bool has_embed(const DirectiveVec *d)
{
    for (uint32_t i = 0; i < d->n; i++) {
        if (is_embed(d->p[i].text))
            return true;
    }
    return false;
}

/* ---- what is embedded ---- */

static int by_folder(const void *a, const void *b)
{
    const char *s[2] = { ((const EmbedFile *)a)->name, ((const EmbedFile *)b)->name };
    size_t dir[2], len[2];
    for (int i = 0; i < 2; i++) {
        len[i] = strlen(s[i]);
        if (s[i][len[i] - 1] == '/')
            len[i]--;
        for (dir[i] = len[i]; dir[i] > 0 && s[i][dir[i] - 1] != '/'; )
            dir[i]--;
    }
    /* A name without folder is in ".". */
    const char *d[2] = { dir[0] ? s[0] : ".", dir[1] ? s[1] : "." };
    size_t nd[2] = { dir[0] ? dir[0] - 1 : 1, dir[1] ? dir[1] - 1 : 1 };
    int c = memcmp(d[0], d[1], nd[0] < nd[1] ? nd[0] : nd[1]);
    if (c || nd[0] != nd[1])
        return c ? c : nd[0] < nd[1] ? -1 : 1;
    size_t ne[2] = { len[0] - dir[0], len[1] - dir[1] };
    c = memcmp(s[0] + dir[0], s[1] + dir[1], ne[0] < ne[1] ? ne[0] : ne[1]);
    return c ? c : ne[0] < ne[1] ? -1 : ne[0] > ne[1];
}

static void add_name(EmbedVec *list, const char *name, const char *path)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (!strcmp(list->p[i].name, name))
            return;
    }
    vec_push(prog->arena, list, ((EmbedFile){ name, path }));
}

/* The files, and for a file system the folders they lie in (path NULL). */
static EmbedVec embedded(Package *p, Node *decl, bool folders)
{
    EmbedVec found = { 0 }, all = { 0 };
    DirectiveVec *d = &decl->u.var_decl.pragma;
    for (uint32_t i = 0; i < d->n; i++) {
        if (is_embed(d->p[i].text) && !load_embed(p, d->p[i].text + 9, d->p[i].pos + 9, &found))
            return all;
    }
    for (uint32_t i = 0; i < found.n; i++) {
        add_name(&all, found.p[i].name, found.p[i].path);
        for (const char *s = strchr(found.p[i].name, '/'); s && folders; s = strchr(s + 1, '/'))
            add_name(&all, arena_strndup(prog->arena, found.p[i].name, (size_t)(s - found.p[i].name) + 1), NULL);
    }
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, by_folder);
    return all;
}

/* Strings and slices of bytes hold one file, an embed.FS any number; nothing else holds files. */
static bool holds_one_file(Type *t)
{
    Type *u = typ_underlying(t), *elem = u->kind == T_SLICE ? typ_underlying(u->u.slice.elem) : NULL;
    return typ_is_basic(t, BI_STRING) || (elem && elem->kind == T_BASIC && elem->u.basic.kind == B_UINT8);
}

static void check_var(Package *p, Node *decl)
{
    Object *v = decl->u.var_decl.names.p[0]->u.ident.obj;
    Type *t = typ_unalias(v->type);
    bool one = holds_one_file(t);
    Object *fs = t->kind == T_NAMED ? t->u.named.obj : NULL;
    if (one && embedded(p, decl, false).n > 1)
        diag_error(v->pos, ERR_Load, "invalid go:embed: multiple files for type %s", typ_string(t, QUAL_RELATIVE));
    else if (!one && !(fs && fs->pkg && strcmp(fs->pkg->path, "embed") == 0 && name_is(fs->name, "FS")))
        diag_error(v->pos, ERR_Load, "go:embed cannot apply to var of type %s", typ_string(t, QUAL_RELATIVE));
}

void embed_collect(Package *p)
{
    if (!vars.arena)
        ptrmap_init(&vars, prog->arena);
    for (uint32_t f = 0; f < p->files.n; f++) {
        if (!has_embed(&p->files.p[f]->directives))
            continue;
        NodeVec *decls = &p->files.p[f]->decls;
        for (uint32_t i = 0; i < decls->n; i++) {
            Node *d = decls->p[i];
            if (d->kind != N_VAR_DECL || !has_embed(&d->u.var_decl.pragma) || !d->u.var_decl.names.p[0]->u.ident.obj)
                continue;
            ptrmap_set(&vars, ssa_global_for_var(d->u.var_decl.names.p[0]->u.ident.obj), d);
            if (p->is_std)
                continue;
            diag_set_package(p->title);
            check_var(p, d);
            diag_set_package(NULL);
        }
    }
}

/* ---- data ---- */

static void put_word(Global *g, uint64_t at, uint64_t v)
{
    memcpy(g->data + at, &v, 8);
}

static void put_bytes(Global *g, uint64_t at, Global *data, uint64_t n)
{
    if (n)
        vec_push(prog->arena, &g->relocs, ((Reloc){ .offset = (uint32_t)at, .kind = RELOC_GLOBAL, .u.global = data }));
    put_word(g, at + 8, n);
}

static const char *contents(const EmbedFile *f, Pos pos, size_t *size)
{
    char *text = file_read(prog->arena, f->path, size);
    if (!text) {
        diag_error(pos, ERR_Load, "embed %s: cannot read %s", f->name, f->path);
        *size = 0;
    }
    return text ? text : "";
}

static void put_file_system(Global *g, Node *decl, const EmbedVec *files)
{
    Global *table = ssa_global_new(arena_printf(prog->arena, "%s.files", g->symbol), SLICE_SIZE + (uint64_t)files->n * FILE_SIZE, 8);
    table->data = arena_alloc(prog->arena, table->size);
    table->has_ptrs = false;            /* all it refers to is static */
    vec_push(prog->arena, &table->relocs, ((Reloc){ .kind = RELOC_GLOBAL, .u.global = table, .addend = SLICE_SIZE }));
    put_word(table, 8, files->n);
    put_word(table, 16, files->n);
    for (uint32_t i = 0; i < files->n; i++) {
        uint64_t at = SLICE_SIZE + (uint64_t)i * FILE_SIZE;
        const EmbedFile *f = &files->p[i];
        size_t n = strlen(f->name), size = 0;
        put_bytes(table, at, ssa_string_data(f->name, n), n);
        const char *text = f->path ? contents(f, decl->pos, &size) : "";
        put_bytes(table, at + FILE_DATA, ssa_string_data(text, size), size);
    }
    vec_push(prog->arena, &g->relocs, ((Reloc){ .kind = RELOC_GLOBAL, .u.global = table }));
}

bool embed_var_live(Global *g)
{
    Node *decl = vars.arena ? ptrmap_get(&vars, g) : NULL;
    if (!decl)
        return false;
    bool is_string = typ_is_basic(g->type, BI_STRING), is_bytes = typ_underlying(g->type)->kind == T_SLICE;
    EmbedVec files = embedded(g->pkg, decl, !is_string && !is_bytes);
    if (!files.n)
        return true;
    g->data = arena_alloc(prog->arena, g->size);
    if (!is_string && !is_bytes) {
        put_file_system(g, decl, &files);
        return true;
    }
    size_t size;
    const char *text = contents(&files.p[0], decl->pos, &size);
    Global *data = ssa_string_data(text, size);
    if (is_bytes) {
        data = ssa_global_new(arena_printf(prog->arena, "%s.bytes", g->symbol), size, 1);
        data->data = (uint8_t *)arena_strndup(prog->arena, text, size);
        put_word(g, 16, size);
    }
    put_bytes(g, 0, data, size);
    return true;
}
