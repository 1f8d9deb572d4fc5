/* test_file.c - positions, //line directives, reading and writing. */
#include "gocw/base.h"

#include <errno.h>
#include <setjmp.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static void assert_place(Place p, const char *file, uint32_t line, uint32_t col) {
    assert_string_equal(p.file, file);
    assert_int_equal(p.line, line);
    assert_int_equal(p.col, col);
}

static void lines_and_columns(void **state) {
    (void)state;
    const char text[] = "package p\n\nvar x = 1\n";
    SrcFile *f = file_add("/src/p.go", "./p.go", text, sizeof text - 1);
    assert_true(f->base >= 1);
    assert_place(pos_place(f->base), "./p.go", 1, 1);
    assert_place(pos_place(f->base + 9), "./p.go", 1, 10);
    assert_place(pos_place(f->base + 10), "./p.go", 2, 1);
    assert_place(pos_place(f->base + 15), "./p.go", 3, 5);
    assert_place(pos_place(f->base + (Pos)f->size), "./p.go", 4, 1);
    assert_ptr_equal(pos_file(f->base + (Pos)f->size), f);
    assert_ptr_equal(file_at(f->index), f);
    assert_null(pos_file(NO_POS));
    assert_null(pos_file(f->base + (Pos)f->size + 1));
    assert_null(pos_place(NO_POS).file);
}

static void many_files(void **state) {
    (void)state;
    uint32_t before = file_count();
    for (int i = 0; i < 1000; i++) {
        char path[32];
        snprintf(path, sizeof path, "f%d.go", i);
        file_add(path, path, "\n\n", i % 3 ? 2 : 0);
    }
    assert_int_equal(file_count(), before + 1000);
    for (uint32_t i = before; i < file_count(); i++) {
        SrcFile *f = file_at(i);
        assert_ptr_equal(pos_file(f->base), f);
        assert_ptr_equal(pos_file(f->base + (Pos)f->size), f);
        assert_place(pos_place(f->base), f->display, 1, 1);
    }
}

static void line_directives(void **state) {
    (void)state;
    /*                  0         10           23        33         44  */
    const char text[] = "package p\n//line a:10\nvar x = 1\nvar y /**/ = 2\nvar z = 3\n";
    SrcFile *f = file_add("q.go", "q.go", text, sizeof text - 1);
    file_line_directive(f, f->base + 22, "a", 10, 0);
    file_line_directive(f, f->base + 43, "b", 100, 7);
    assert_place(pos_place(f->base + 21), "q.go", 2, 12);
    assert_place(pos_place(f->base + 22), "a", 10, 0);
    assert_place(pos_place(f->base + 26), "a", 10, 0);
    assert_place(pos_place(f->base + 36), "a", 11, 0);
    assert_place(pos_place(f->base + 43), "b", 100, 7);
    assert_place(pos_place(f->base + 45), "b", 100, 9);
    assert_place(pos_place(f->base + 47), "b", 101, 1);
    assert_place(pos_place_raw(f->base + 45), "q.go", 4, 14);
    /* One found later but standing earlier. */
    file_line_directive(f, f->base + 10, "c", 1, 1);
    assert_place(pos_place(f->base + 12), "c", 1, 3);
    assert_place(pos_place(f->base + 26), "a", 10, 0);
}

static void write_then_read(void **state) {
    (void)state;
    char dir[] = "/tmp/gocw-test-XXXXXX";
    assert_non_null(mkdtemp(dir));
    Arena *a = arena_new("test");
    char *path = arena_printf(a, "%s/out", dir);
    assert_true(file_write_atomic(path, "one\0two", 7, false));
    size_t n;
    char *text = file_read(a, path, &n);
    assert_non_null(text);
    assert_int_equal(n, 7);
    assert_memory_equal(text, "one\0two", 8);

    assert_true(file_write_atomic(path, "", 0, true));
    assert_non_null(file_read(a, path, &n));
    assert_int_equal(n, 0);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_true(st.st_mode & S_IXUSR);

    size_t big = 1 << 20;
    char *data = arena_alloc(a, big);
    data[big - 1] = 'z';
    char *link = arena_printf(a, "%s/link", dir);
    assert_int_equal(symlink("out", link), 0);
    assert_true(file_write_atomic(link, data, big, false));
    text = file_read(a, path, &n);
    assert_int_equal(n, big);
    assert_int_equal(text[big - 1], 'z');
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));

    assert_int_equal(unlink(link), 0);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(dir), 0);    /* no temporary left */
    arena_free(a);
}

static void special_files(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    size_t n;
    assert_true(file_write_atomic("/dev/null", "x", 1, false));
    struct stat st;
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
    char *text = file_read(a, "/proc/self/status", &n);    /* its stat size is 0 */
    assert_non_null(text);
    assert_true(n > 100);
    assert_int_equal(strlen(text), n);
    arena_free(a);
}

static void failures(void **state) {
    (void)state;
    Arena *a = arena_new("test");
    size_t n;
    assert_null(file_read(a, "/no/such/file", &n));
    assert_int_equal(errno, ENOENT);
    assert_null(file_read(a, "/tmp", &n));
    assert_int_equal(errno, EISDIR);
    assert_false(file_write_atomic("/no/such/dir/file", "x", 1, false));
    assert_int_equal(errno, ENOENT);
    assert_false(file_write_atomic("/tmp", "x", 1, false));
    assert_int_equal(errno, EISDIR);
    arena_free(a);
}

static void add_one(void *ctx, uint32_t i) {
    (void)ctx;
    SrcFile *f = file_add("t.go", "t.go", "a\nb", 3);
    Place p = pos_place(f->base + 2);
    if (p.line != 2 || p.col != 1 || i > 1000) abort();
}

static void threads(void **state) {
    (void)state;
    uint32_t before = file_count();
    pool_run(1000, add_one, NULL);
    assert_int_equal(file_count(), before + 1000);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_columns),
        cmocka_unit_test(many_files),
        cmocka_unit_test(line_directives),
        cmocka_unit_test(write_then_read),
        cmocka_unit_test(special_files),
        cmocka_unit_test(failures),
        cmocka_unit_test(threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
