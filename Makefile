# bifolio: make setup article, make setup check.
CC ?= cc
PREFIX ?= /usr/local
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Werror
PKGS := cairo freetype2 harfbuzz harfbuzz-subset fontconfig fribidi libzip libqpdf yaml-0.1 libxml-2.0 librsvg-2.0 pangocairo pangoft2 \
	libpng libjpeg libwebp libwebpdemux lcms2 libqrencode icu-uc libutf8proc uuid libdeflate zlib libpcre2-8 libseccomp
# These are opened by the runs that need them (src/base/late.c), not linked: what they stand on is half of the start.
LATE := librsvg-2.0 pangocairo pangoft2
OPT ?= -O2 -g
# What a stranger's document might do to the stack, to buffers and to tables of functions ends the program instead.
HARDEN ?= -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE
HARDEN_LINK ?= -pie -Wl,-z,relro,-z,now
B ?= build
CPPFLAGS += -Isrc -I$(B)/gen -D_XOPEN_SOURCE=700
# Asked once, and not before it is needed: "make setup article" installs pkg-config first.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g'))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $$(shell pkg-config --libs $(filter-out $(LATE),$(PKGS))))$(PKG_LIBS)
CFLAGS += -std=c17 -pthread -ffp-contract=off $(OPT) $(HARDEN) $(WARN) $(PKG_CFLAGS)
# At the start eighteen thousand names are looked up, in one library after another: those that define most of them come
# first, be they only what qpdf and libzip stand on.  It saves a fifth of the start.
FIRST = $(shell ldd $$($(CC) -print-file-name=libqpdf.so) $$($(CC) -print-file-name=libzip.so) | \
	grep -oE 'lib(crypto|stdc\+\+|nettle|gnutls|unistring)\.so\.[0-9]+' | sort -u | sed 's/^/-l:/')
LIBS = -Wl,--no-as-needed $(FIRST) -lc -lqpdf -lglib-2.0 -Wl,--as-needed \
	$(PKG_LIBS) -lgif -lunibreak -lpaper -lcmark-gfm -lcmark-gfm-extensions -lm -pthread
ASSETS := $(sort $(shell find assets/styles assets/epub assets/code assets/manual -type f))
SRC := $(filter-out src/gen/%,$(sort $(wildcard src/*/*.c src/*/*/*.c)))
SOURCES := $(sort $(wildcard src/*.c src/*/*.[ch] src/*/*/*.[ch]))
OBJ := $(SRC:src/%.c=$(B)/obj/%.o)
ARTICLE := $(B)/article.epub $(B)/article.pdf

# A target whose line ends in "## WORDS" is one for people: make help prints them.
all: $(ARTICLE)

$(B)/bifolio: $(B)/obj/main.o $(B)/libbifolio.a
	@echo "linking $@"
	@$(CC) $(CFLAGS) $(HARDEN_LINK) -o $@ $^ $(LIBS)

$(B)/libbifolio.a: $(OBJ)
	@rm -f $@ && ar rcs $@ $^

$(B)/gen/assets.inc: $(ASSETS) Makefile
	@mkdir -p $(@D)
	@for f in $(ASSETS); do p=$${f#assets/}; printf 'ASSET(asset_%s, "%s", "%s", %s)\n' \
		"$$(printf %s "$$p" | tr -c 'A-Za-z0-9' _)" "$$p" "$$f" "$$(wc -c <$$f)"; done >$@

$(B)/obj/base/asset.o: $(B)/gen/assets.inc $(ASSETS)

# Emoji by GitHub's names, each name once, in strcmp's order.
EMOJI := /usr/share/gocode/src/github.com/kyokomi/emoji/v2/emoji_codemap.go
$(B)/gen/emoji.inc: Makefile
	@mkdir -p $(@D)
	sed -n '/^func emojiCode()/,/^}/s/^[[:space:]]*":\([a-z0-9_+-]*\):": *\("[^"]*"\),$$/{"\1", \2},/p' $(EMOJI) >$@.all
	LC_ALL=C sort -u $@.all >$@

$(B)/obj/markdown/emoji.o: $(B)/gen/emoji.inc

# Mathematical symbols by name, in strcmp's order, and the class of each sign, in the order of code points.
MATH_CLASSES := ord MATH_ORD op MATH_LARGE bin MATH_BIN rel MATH_REL open MATH_OPEN close MATH_CLOSE punct MATH_PUNCT
MATH_AWK := BEGIN { n = split("$(MATH_CLASSES)", c, " "); for (i = 1; i < n; i += 2) class[c[i]] = c[i + 1] }
$(B)/gen/symbols.inc: src/math/symbols.txt Makefile
	@mkdir -p $(@D)
	awk '$(MATH_AWK) !/^#/ { for (i = 3; i <= NF; i++) printf "{\"%s\", 0x%s, %s},\n", $$i, $$2, class[$$1] }' $< >$@.all
	LC_ALL=C sort $@.all >$@
$(B)/gen/symbol_classes.inc: src/math/symbols.txt Makefile
	@mkdir -p $(@D)
	awk '$(MATH_AWK) !/^#/ && !seen[$$2]++ { print "{0x" $$2 ", " class[$$1] "}," }' $< >$@.all
	LC_ALL=C sort $@.all >$@

$(B)/obj/math/symbols.o: $(B)/gen/symbols.inc $(B)/gen/symbol_classes.inc

# Quotation marks and dates by language.
$(B)/gen/locales: src/gen/locales.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $< $(shell pkg-config --cflags --libs icu-i18n)
$(B)/gen/locales.inc: $(B)/gen/locales
	$< >$@.all
	mv $@.all $@

$(B)/obj/language/locale.o: $(B)/gen/locales.inc

# A file a language.
LANGUAGES := $(sort $(wildcard assets/languages/*.yaml))
$(B)/gen/languages: src/gen/languages.c $(patsubst src/%.c,$(B)/obj/%.o,$(wildcard src/base/*.c src/yaml/*.c))
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $^ $(PKG_LIBS) -lpaper -lm
$(B)/gen/languages.inc: $(B)/gen/languages $(LANGUAGES) assets/languages
	$< $(LANGUAGES) >$@.all
	mv $@.all $@

$(B)/obj/language/language.o: $(B)/gen/languages.inc

$(B)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	@echo "$(CC) $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# What the article is made from lies beside it.
$(ARTICLE) &: $(B)/bifolio $(wildcard content/*)
	$(B)/bifolio build -o $(B) content/article.md

article: $(ARTICLE) ## publish content/article.md to build

setup: ## install what is missing, and nothing else
	tests/setup

# Measures formulas, for the tests.
$(B)/measure: tests/math/measure.c $(B)/libbifolio.a
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $^ $(LIBS)

check: $(B)/bifolio $(B)/measure $(ARTICLE) ## pass the tests
	BIFOLIO=$(CURDIR)/$(B)/bifolio tests/run

faults: $(B)/bifolio ## let every call of a build fail in turn, and kill it at 200 moments; takes hours
	BIFOLIO=$(CURDIR)/$(B)/bifolio FAULTS=all tests/run fault_test

golden: $(B)/bifolio ## write the goldens anew; read their diff
	BIFOLIO=$(CURDIR)/$(B)/bifolio tests/run --golden

conformance: $(B)/bifolio $(ARTICLE) ## ask EPUBCheck and Ace
	BIFOLIO=$(CURDIR)/$(B)/bifolio tests/conformance

# What strangers may bring, made up by libFuzzer: FUZZ_S seconds of each kind, or of those that FUZZ names; FUZZ_TELL=--tell
# fails by what is known alone, and prints what is new.
FUZZ_S ?= 60
CLANG ?= clang
$(B)/fuzzer: tests/fuzz/fuzz.c $(B)/libbifolio.a
	@$(CC) $(CPPFLAGS) $(CFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

fuzz: ## let libFuzzer look for what breaks it, FUZZ_S seconds a kind
	@if tests/fuzz/run --can $(CLANG); then \
		$(MAKE) B=build/fuzz CC="$(CLANG)" HARDEN= HARDEN_LINK= build/fuzz/fuzzer \
			OPT="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined -D__SANITIZE_ADDRESS__" && \
		tests/fuzz/run $(FUZZ_TELL) $(FUZZ_S) $(FUZZ); \
	fi

asan: ## pass the tests under the sanitizers
	$(MAKE) B=build/asan HARDEN= HARDEN_LINK= OPT="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined" build/asan/bifolio build/asan/measure
	BIFOLIO=$(CURDIR)/build/asan/bifolio ASAN_OPTIONS=detect_leaks=0 tests/run

# Both editions with more threads than processors, of a long text, too, whose paragraphs several break, and of pictures that
# are made smaller.  Pango's own threads, HarfBuzz's list of languages and the C library's zone are theirs to guard.
tsan: ## make both editions under the threads' sanitizer
	$(MAKE) B=build/tsan HARDEN= HARDEN_LINK= OPT="-O1 -g -fsanitize=thread" build/tsan/bifolio
	printf '%s\n' called_from_lib:libpango-1.0 called_from_lib:libpangoft2 called_from_lib:libglib called_from_lib:libfontconfig called_from_lib:libharfbuzz.so race:tzset_internal >build/tsan/known
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/bench python3 -c 'import counts; print(counts.plain_text(None))' >build/tsan/long.md
	PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests/bench python3 -c 'import counts; print(counts.picture_text("build/tsan"))' >build/tsan/pictures.md
	for f in content/article.md content/gallery/*.md build/tsan/long.md build/tsan/pictures.md; do BIFOLIO_WORKER=no TSAN_OPTIONS="exitcode=66 suppressions=build/tsan/known" \
		build/tsan/bifolio build --jobs 4 -o build/tsan/out $$f >/dev/null || exit; done

# Counters are mapped into files as a process begins: sandboxed workers may open none as they end.
COVERAGE = -O1 -g -fprofile-instr-generate=$(CURDIR)/build/coverage/profile/%4m%c.profraw -fcoverage-mapping -mllvm -runtime-counter-relocation \
	-Wno-unused-command-line-argument
coverage: ## say which lines of src the tests do not run; needs clang and its runtime
	rm -rf build/coverage/profile
	$(MAKE) CC=clang B=build/coverage HARDEN= HARDEN_LINK= OPT="$(COVERAGE)" build/coverage/bifolio build/coverage/measure
	B=build/coverage tests/coverage

layers: $(B)/bifolio ## no room includes or calls one above it
	B=$(B) python3 tests/layers.py

tidy: $(B)/libbifolio.a ## ask clang-tidy and clang-format
	@clang-format --dry-run -Werror $(SOURCES)
	python3 tests/contracts.py
	B=$(B) python3 tests/layers.py --circles
	@printf '%s\n' $(filter %.c,$(SOURCES)) | xargs -P$(shell nproc) -n8 sh -c 'clang-tidy --quiet "$$@" -- $(CPPFLAGS) -std=c17 $(PKG_CFLAGS) 2>/dev/null' tidy

bench: $(B)/bifolio ## time each stage, beside pdfTeX and Typst
	BIFOLIO=$(CURDIR)/$(B)/bifolio python3 tests/bench/bench.py

format: ## write the sources as .clang-format has them
	clang-format -i $(SOURCES)

# Where things go, below PREFIX: the program, its manual, what shells complete.
TOPICS := markdown metadata styles handouts editions
SHELL_FILES := bash:bash-completion/completions/bifolio zsh:zsh/site-functions/_bifolio fish:fish/vendor_completions.d/bifolio.fish
SHARE = $(DESTDIR)$(PREFIX)/share
INSTALLED = $(DESTDIR)$(PREFIX)/bin/bifolio $(SHARE)/man/man1/bifolio.1 $(TOPICS:%=$(SHARE)/man/man5/bifolio-%.5) \
	$(foreach s,$(SHELL_FILES),$(SHARE)/$(lastword $(subst :, ,$s)))

install: $(B)/bifolio ## put program, manual and completions under PREFIX
	install -d $(sort $(dir $(INSTALLED)))
	install -m 755 $(B)/bifolio $(DESTDIR)$(PREFIX)/bin/bifolio
	$(B)/bifolio man >$(SHARE)/man/man1/bifolio.1
	for t in $(TOPICS); do $(B)/bifolio man $$t >$(SHARE)/man/man5/bifolio-$$t.5; done
	for s in $(SHELL_FILES); do $(B)/bifolio completion $${s%%:*} >$(SHARE)/$${s#*:}; done

uninstall: ## take them away
	rm -f $(INSTALLED)

# A Debian package of this machine's architecture; what it needs is what the program was linked with.
VERSION = $(shell $(B)/bifolio version | cut -d' ' -f2)
DEB = $(CURDIR)/$(B)/deb
deb: $(B)/bifolio ## make a Debian package
	rm -rf $(DEB)
	$(MAKE) install DESTDIR=$(DEB)/root PREFIX=/usr
	B=$(B) VERSION=$(VERSION) assets/debian/package $(DEB)

bare: ## both README commands in a fresh Debian: SUITE=bookworm or trixie
	tests/bare $(or $(SUITE),bookworm)

help: ## print this
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/\1\t\2/p' Makefile | LC_ALL=C sort | while IFS="$$(printf '\t')" read -r target words; do \
		printf 'make %-12s %s\n' "$$target" "$$words"; done

clean: ## remove what was made
	rm -rf $(B)/obj $(B)/gen $(B)/bifolio $(B)/libbifolio.a $(ARTICLE) $(B)/deb $(B)/*.deb build/asan build/clang build/tsan build/coverage build/fuzz

# Under -j, too, nothing is compiled before everything is installed.
ifneq (,$(filter setup,$(MAKECMDGOALS)))
$(OBJ) $(B)/obj/main.o $(B)/gen/emoji.inc $(B)/gen/locales $(B)/gen/languages: | setup
endif

-include $(OBJ:.o=.d) $(B)/obj/main.d
.PHONY: all article setup check faults golden conformance fuzz asan tsan coverage layers tidy bench format install uninstall deb bare help clean
