# gocw - see README.md. Nothing below the settings needs editing.
BUILD ?= release
CC ?= gcc
CLANG ?= clang
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

B := build/$(BUILD)
WARN := -Wall -Wextra -Wshadow -Wundef -Wwrite-strings -Wstrict-prototypes -Wmissing-prototypes -Wno-missing-field-initializers
CFLAGS_debug := -O1 -g -DGOCW_DEBUG=1
CFLAGS_release := -O2 -g
SANITIZE := -fsanitize=address,undefined
CFLAGS_asan := -O1 -g -DGOCW_DEBUG=1 $(SANITIZE) -fno-omit-frame-pointer
CFLAGS_fuzz := -O1 -g -DGOCW_DEBUG=1 $(SANITIZE),fuzzer-no-link -fno-omit-frame-pointer
ifeq ($(BUILD),fuzz)
CC := $(CLANG)
endif
CFLAGS := -std=c17 -D_POSIX_C_SOURCE=200809L $(WARN) $(CFLAGS_$(BUILD)) -Iinclude -I$(B)/gen
LDFLAGS_asan := $(SANITIZE)
LDFLAGS_fuzz := $(SANITIZE),fuzzer
LDFLAGS := $(LDFLAGS_$(BUILD))
LIBS := -lbinaryen -lffi -lmpfr -lgmp -lcrypto -lutf8proc -lpthread -lm

# Modules from left to right: each may use only those before it.
MODULES := base constant syntax types load ssa opt wasm cli
lib = $(B)/lib$(1).a
upto = $(if $(2),$(firstword $(2)) $(if $(filter $(1),$(firstword $(2))),,$(call upto,$(1),$(wordlist 2,99,$(2)))))

.PHONY: all
all: build/gocw

build/gocw: $(B)/gocw
	@mkdir -p build && ln -sf $(BUILD)/gocw $@

$(B)/gocw: $(foreach m,$(MODULES),$(call lib,$(m)))
	$(CC) $(LDFLAGS) -o $@ -Wl,--start-group $^ -Wl,--end-group $(LIBS)

define module_rules
$(call lib,$(1)): $(patsubst src/%.c,$(B)/obj/%.o,$(wildcard src/$(1)/*.c)) $(if $(filter load,$(1)),$(B)/obj/gen/embed.o) Makefile
	@rm -f $$@; ar rcs $$@ $$(filter %.o,$$^)
endef
$(foreach m,$(MODULES),$(eval $(call module_rules,$(m))))

$(B)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Isrc/$(firstword $(subst /, ,$*)) -MMD -MP -c -o $@ $<

# Unit tests: tests/unit/<module>/test_*.c links with that module and all to its left.
UNIT_SRC := $(wildcard tests/unit/*/test_*.c)
UNIT_BIN := $(patsubst tests/unit/%.c,$(B)/unit/%,$(filter-out tests/unit/runtime/%,$(UNIT_SRC)))
unit_module = $(firstword $(subst /, ,$(patsubst $(B)/unit/%,%,$(1))))

.SECONDEXPANSION:
$(B)/unit/%: tests/unit/%.c $$(foreach m,$$(filter-out cli,$$(call upto,$$(call unit_module,$$@),$$(MODULES))),$$(call lib,$$(m)))
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Isrc/$(call unit_module,$@) $(LDFLAGS) -o $@ $< -Wl,--start-group $(filter %.a,$^) -Wl,--end-group -lcmocka $(LIBS)

.PHONY: unit
unit: $(UNIT_BIN)
	@status=0; for t in $(sort $(UNIT_BIN)); do echo "unit $$t"; $$t || status=1; done; exit $$status

# Fuzzing: tests/fuzz/fuzz_*.c are libFuzzer targets (BUILD=fuzz); elsewhere standalone.c runs them over files.
FUZZ_BIN := $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
$(B)/fuzz/%: tests/fuzz/%.c $(if $(filter fuzz,$(BUILD)),,tests/fuzz/standalone.c) $(foreach m,base constant syntax types load,$(call lib,$(m)))
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Isrc/load $(LDFLAGS) -o $@ $(filter %.c,$^) -Wl,--start-group $(filter %.a,$^) -Wl,--end-group $(LIBS)

# Each target for FUZZ_SECONDS, starting from tests/fuzz/corpus; what it finds is in build/fuzz/found.
FUZZ_SECONDS ?= 600
.PHONY: fuzz
fuzz:
	@$(SETUP) fuzz
	@$(MAKE) --no-print-directory -j$(JOBS) BUILD=fuzz fuzz-targets
	@$(ENV) tests/harness/fuzz run $(FUZZ_SECONDS)
# Random programs against the official toolchain, PROGRAMS of them from SEED on.
PROGRAMS ?= 1000
SEED ?= 1
.PHONY: fuzz-programs
fuzz-programs: setup goroot
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(ENV) tests/harness/fuzz-programs --gocw build/gocw --seed $(SEED) --count $(PROGRAMS)
.PHONY: fuzz-targets
fuzz-targets: $(FUZZ_BIN)

include runtime/runtime.mk

# ---- set-up, demo, tests ------------------------------------------------------------------------

SETUP := sh tests/harness/setup
# Settings that later steps need: GOROOT, and where npm's and PyPI's packages are.
ENV = eval "$$($(SETUP) env)";

.PHONY: setup goroot
setup:
	@$(SETUP) build
goroot:
	@$(SETUP) go

.PHONY: demo
demo: setup goroot
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@mkdir -p build/demo
	@$(ENV) for os in wasip1 js; do \
		echo "== GOOS=$$os gocw build examples/hello"; \
		(cd examples/hello && GOOS=$$os ../../build/gocw build -o ../../build/demo/hello-$$os.wasm .) || exit 1; \
		ls -l build/demo/hello-$$os.wasm | awk '{ print $$5 " bytes" }'; \
		(cd examples/hello && GOOS=$$os ../../build/gocw run .) || exit 1; \
	done

# The debug build, which verifies the IR after every step, is what most tests use; the release build is what users get.
.PHONY: check
check: setup goroot
	@$(SETUP) test
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(MAKE) --no-print-directory -j$(JOBS) BUILD=debug build/debug/gocw
	@$(ENV) sh tests/harness/check

# Speed and size against the official toolchain and, for the numeric programs, C; some ten minutes.
.PHONY: bench
bench: setup goroot
	@$(SETUP) bench
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(ENV) for on in "wasip1 node" "js node" "wasip1 wasmtime"; do \
		set -- $$on; echo; echo "GOOS=$$1, $$2:"; echo; \
		tests/harness/bench --goos $$1 --engine $$2 $(BENCH) || status=1; \
	done; exit $${status:-0}

# Very large programs: time, memory and how they grow.
.PHONY: large-inputs
large-inputs: setup goroot
	@$(SETUP) test
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(ENV) tests/harness/large-inputs --gocw build/gocw

# All that is listed of Go's own test suite; "make check" runs a sample of it.
.PHONY: gotest
gotest: setup goroot
	@$(SETUP) test
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(ENV) tests/harness/gotest --gocw build/gocw --goos wasip1 --jobs $(JOBS); wasip1=$$?; \
		tests/harness/gotest --gocw build/gocw --goos js --jobs $(JOBS) && [ $$wasip1 = 0 ]

PREFIX ?= /usr/local
.PHONY: install
install: all
	install -D -m 755 $(B)/gocw $(DESTDIR)$(PREFIX)/bin/gocw

.PHONY: clean
clean:
	rm -rf build

-include $(shell find $(B)/obj -name '*.d' 2>/dev/null)
