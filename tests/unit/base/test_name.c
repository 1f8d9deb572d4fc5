/* test_name.c - one text, one name, from any thread. */
#include "gocw/base.h"

#include <setjmp.h>
#include <stdlib.h>
#include <cmocka.h>

static void same_text_same_pointer(void **state) {
    (void)state;
    char text[] = "hello";
    const Name *a = name_of("hello"), *b = name_of(text), *c = name_of_n("hello, world", 5);
    assert_ptr_equal(a, b);
    assert_ptr_equal(a, c);
    assert_ptr_equal(a, name_fmt("%s%c", "hell", 'o'));
    assert_ptr_not_equal(a, name_of("hellp"));
    assert_string_equal(a->s, "hello");
    assert_int_equal(a->len, 5);
}

static void empty_and_nul(void **state) {
    (void)state;
    assert_ptr_equal(name_of(""), name_of_n(NULL, 0));
    const Name *n = name_of_n("a\0b", 3);
    assert_int_equal(n->len, 3);
    assert_ptr_not_equal(n, name_of("a"));
    assert_memory_equal(n->s, "a\0b", 4);
    assert_false(name_is(n, "a"));
}

static void long_formats(void **state) {
    (void)state;
    const Name *n = name_fmt("%0600d", 1);
    assert_int_equal(n->len, 600);
    assert_ptr_equal(n, name_fmt("%0600d", 1));
}

static void exported(void **state) {
    (void)state;
    assert_true(name_exported(name_of("Abc")));
    assert_true(name_exported(name_of("Z")));
    assert_false(name_exported(name_of("abc")));
    assert_false(name_exported(name_of("_A")));
    assert_false(name_exported(name_of("")));
    assert_true(name_exported(name_of("Äpfel")));
    assert_true(name_exported(name_of("Ωmega")));
    assert_false(name_exported(name_of("äpfel")));
    assert_false(name_exported(name_of("世界")));
    assert_false(name_exported(name_of("ǅ")));      /* title case is not upper case */
    assert_false(name_exported(name_of("\xff")));
}

static void is(void **state) {
    (void)state;
    assert_true(name_is(name_of("init"), "init"));
    assert_false(name_is(name_of("init"), "ini"));
    assert_false(name_is(name_of("init"), "init2"));
    assert_true(name_is(name_of(""), ""));
}

enum { TEXTS = 20000, USERS = 8 };
static const Name *seen[USERS][TEXTS];

static void intern_all(void *ctx, uint32_t user) {
    (void)ctx;
    for (int i = 0; i < TEXTS; i++) {
        int k = user % 2 ? i : TEXTS - 1 - i;
        seen[user][k] = name_fmt("text%d", k);
    }
}

static void many_threads_agree(void **state) {
    (void)state;
    pool_run(USERS, intern_all, NULL);
    for (int i = 0; i < TEXTS; i++)
        for (int user = 1; user < USERS; user++) assert_ptr_equal(seen[user][i], seen[0][i]);
    assert_true(name_is(seen[0][12345], "text12345"));
    assert_ptr_not_equal(seen[0][0], seen[0][1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_text_same_pointer),
        cmocka_unit_test(empty_and_nul),
        cmocka_unit_test(long_formats),
        cmocka_unit_test(exported),
        cmocka_unit_test(is),
        cmocka_unit_test(many_threads_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
