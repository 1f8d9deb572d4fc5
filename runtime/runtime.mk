# The C runtime: two wasm modules (js, wasip1), everything that gocw embeds, and the host
# build for unit tests.

RT_SRC := $(filter-out runtime/host_js.c runtime/host_wasip1.c runtime/host_native.c,$(wildcard runtime/*.c))
RT_GEN := $(B)/gen/runtime/rt_protos.h
RT_INC := -Iruntime -Iruntime/include -I$(B)/gen/runtime
RT_STACK := 12582912
RT_CFLAGS := --target=wasm32 -std=c17 -O2 -ffreestanding -nostdlib -fno-strict-aliasing $(WARN) \
	-mbulk-memory -msign-ext -mnontrapping-fptoint -mmutable-globals $(RT_INC)
RT_LDFLAGS := --no-entry --stack-first -z stack-size=$(RT_STACK) --fatal-warnings --export-table \
	--export=__heap_base --export=__stack_pointer --export=gocw_status --export=gocw_sites --export=rt_import_sp \
	--export=gocw_stack_used --export=gocw_deep_limit --export=gocw_deep_callee

$(RT_GEN): runtime/abi.def runtime/tools/protos.awk
	@mkdir -p $(@D)
	awk -f runtime/tools/protos.awk $< > $@

# What runs seldom is small rather than fast.
RT_COLD := gc gctrace pages print settings special symtab unpack host_js host_wasip1
$(patsubst %,$(B)/runtime/wasm/%.o,$(RT_COLD)): RT_OPT := -Oz

$(B)/runtime/wasm/%.o: runtime/%.c $(RT_GEN) runtime/runtime.mk
	@mkdir -p $(@D)
	$(CLANG) $(RT_CFLAGS) $(RT_OPT) -MMD -MP -c -o $@ $<

$(B)/gen/runtime/globals.s: runtime/globals.s runtime/abi.def runtime/tools/protos.awk
	@mkdir -p $(@D)
	(cat $<; awk -v globals=1 -f runtime/tools/protos.awk runtime/abi.def) > $@

$(B)/runtime/wasm/globals.o: $(B)/gen/runtime/globals.s
	@mkdir -p $(@D)
	$(CLANG) --target=wasm32 -mbulk-memory -mmutable-globals -c -o $@ $<

# Rows of other targets have no definition: only defined ones can be exported.
rt_exports = $$(awk -v exports=1 -f runtime/tools/protos.awk runtime/abi.def | grep -v $(1))
$(B)/runtime/js.wasm: RT_NOT := rt_wasi_
$(B)/runtime/wasip1.wasm: RT_NOT := rt_js_
$(B)/runtime/%.wasm: $(patsubst runtime/%.c,$(B)/runtime/wasm/%.o,$(RT_SRC)) $(B)/runtime/wasm/host_%.o $(B)/runtime/wasm/globals.o runtime/runtime.mk
	wasm-ld $(RT_LDFLAGS) $(call rt_exports,$(RT_NOT)) -o $@ $(filter %.o,$^)
.SECONDARY:

.PHONY: runtime
runtime: $(B)/runtime/js.wasm $(B)/runtime/wasip1.wasm

# ---- what gocw carries inside itself ---------------------------------------------------------

RT_EMBED := $(B)/runtime/js.wasm $(B)/runtime/wasip1.wasm $(sort $(shell find runtime/overlay runtime/js -type f 2>/dev/null))

# The list of files is part of what the object depends on.
$(B)/gen/embed.list: FORCE
	@mkdir -p $(@D)
	@echo '$(RT_EMBED)' | cmp -s - $@ || echo '$(RT_EMBED)' > $@
.PHONY: FORCE
FORCE:

$(B)/gen/embed.s: $(B)/gen/embed.list runtime/tools/embed.sh
	sh runtime/tools/embed.sh $(foreach f,$(RT_EMBED),$(patsubst runtime/%,%,$(patsubst $(B)/%,%,$(f:$(B)/runtime/%=runtime/runtime/%)))=$(f)) > $@

$(B)/obj/gen/embed.o: $(B)/gen/embed.s $(RT_EMBED)
	@mkdir -p $(@D)
	$(CC) -c -o $@ $<

# ---- the host build ------------------------------------------------------------------------------

RT_HOST_SRC := $(RT_SRC) runtime/host_native.c
RT_HOST_OBJ := $(patsubst runtime/%.c,$(B)/runtime/host/%.o,$(RT_HOST_SRC))
RT_UNIT := $(patsubst tests/unit/runtime/%.c,$(B)/unit/runtime/%,$(wildcard tests/unit/runtime/test_*.c))

$(B)/runtime/host/%.o: runtime/%.c $(RT_GEN)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(RT_INC) -fno-strict-aliasing -MMD -MP -c -o $@ $<

$(B)/libruntime_host.a: $(RT_HOST_OBJ)
	@rm -f $@; ar rcs $@ $^

$(B)/unit/runtime/%: tests/unit/runtime/%.c $(B)/libruntime_host.a $(wildcard tests/unit/runtime/*.h)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(RT_INC) $(LDFLAGS) -o $@ $< $(B)/libruntime_host.a -lcmocka

.PHONY: runtime-unit
runtime-unit: $(RT_UNIT)
	@for t in $(sort $(RT_UNIT)); do echo "unit $$t"; $$t || exit 1; done
	@for t in $(filter-out %test_gc,$(sort $(RT_UNIT))); do echo "unit $$t (stress)"; RT_STRESS=1 $$t || exit 1; done
unit: runtime-unit


# ---- both wasm modules, with a program made by hand -----------------------------------------------

rt_smoke_host = $(if $(filter %js %events,$(1)),js,wasip1)
rt_smoke_src = tests/unit/runtime/wasm/$(if $(filter %events,$(1)),events,smoke).c
RT_SMOKE := $(patsubst %,$(B)/unit/runtime/smoke_%.wasm,js wasip1 stress events)

$(RT_SMOKE): $(wildcard tests/unit/runtime/wasm/*) $(B)/runtime/js.wasm $(B)/runtime/wasip1.wasm
	@mkdir -p $(@D)
	$(CLANG) $(RT_CFLAGS) $(if $(filter %js.wasm,$@),-DSMOKE_JS) $(if $(filter %stress.wasm,$@),-DSMOKE_STRESS) -c -o $(@:.wasm=.o) $(call rt_smoke_src,$(basename $@))
	wasm-ld --no-entry --stack-first -z stack-size=$(RT_STACK) -o $@ $(@:.wasm=.o) $(patsubst runtime/%.c,$(B)/runtime/wasm/%.o,$(RT_SRC)) \
		$(B)/runtime/wasm/host_$(call rt_smoke_host,$(basename $@)).o $(B)/runtime/wasm/globals.o

.PHONY: runtime-smoke
runtime-smoke: $(RT_SMOKE)
	@for t in js wasip1 stress events; do sh tests/unit/runtime/wasm/smoke.sh $$t $(B)/unit/runtime/smoke_$$t.wasm || exit 1; done
unit: runtime-smoke

-include $(wildcard $(B)/runtime/*/*.d)
