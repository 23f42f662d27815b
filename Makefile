# bifolio: make setup article, make setup check.
CC ?= cc
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Werror
PKGS := cairo freetype2 harfbuzz harfbuzz-subset fontconfig fribidi libzip libqpdf yaml-0.1 libxml-2.0 librsvg-2.0 \
	libpng libjpeg lcms2 libqrencode libutf8proc uuid libdeflate
OPT ?= -O2 -g
B ?= build
PREFIX ?= /usr/local
CPPFLAGS += -Isrc -I$(B)/gen -D_XOPEN_SOURCE=700
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g'))$(PKG_CFLAGS)
CFLAGS += -std=c17 $(OPT) $(WARN)
LIBS = $(shell pkg-config --libs $(PKGS)) -lunibreak -lpaper -lcmark-gfm -lcmark-gfm-extensions -lm
ASSETS := $(sort $(shell find assets -type f))
SRC := $(wildcard src/*/*.c)
OBJ := $(SRC:src/%.c=$(B)/obj/%.o)
ARTICLE := $(if $(wildcard content/article.md),build/article.epub)

all: $(B)/bifolio $(ARTICLE)

$(B)/bifolio: $(B)/obj/main.o $(B)/libbifolio.a
	$(CC) $(CFLAGS) -o $@ $^ $(LIBS)

$(B)/libbifolio.a: $(OBJ)
	rm -f $@ && ar rcs $@ $^

$(B)/gen/assets.inc: $(ASSETS) Makefile
	@mkdir -p $(@D)
	for f in $(ASSETS); do p=$${f#assets/}; printf 'ASSET(asset_%s, "%s", "%s", %s)\n' \
		"$$(printf %s "$$p" | tr -c 'A-Za-z0-9' _)" "$$p" "$$f" "$$(wc -c <$$f)"; done >$@

$(B)/obj/base/asset.o: $(B)/gen/assets.inc $(ASSETS)

$(B)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

# What a Debian needs: nothing is asked of apt, or of root, when nothing is missing.
PACKAGES := make gcc libc6-dev pkg-config python3 libcairo2-dev libfreetype-dev libharfbuzz-dev libfontconfig-dev \
	libfribidi-dev libzip-dev libqpdf-dev qpdf libyaml-dev libxml2-dev librsvg2-dev libpng-dev libjpeg62-turbo-dev \
	liblcms2-dev libqrencode-dev libutf8proc-dev uuid-dev libdeflate-dev libunibreak-dev libpaper-dev \
	libcmark-gfm-dev libcmark-gfm-extensions-dev fonts-linuxlibertine fonts-dejavu-core fonts-noto-core \
	hyphen-en-us hyphen-en-gb hyphen-de hyphen-fr hyphen-ru hyphen-es hyphen-it poppler-utils mupdf-tools

setup:
	@tests/setup $(PACKAGES)

article: build/article.epub
build/article.epub: build/bifolio content/article.md $(wildcard content/*.svg)
	build/bifolio build -o build content/article.md

check: build/bifolio
	tests/run

golden: build/bifolio
	tests/run --regenerate

conformance: build/bifolio article
	tests/conformance

asan:
	+$(MAKE) B=build/asan OPT='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined' build/asan/bifolio
	BIFOLIO=build/asan/bifolio ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1 tests/run

layers:
	python3 tests/layers.py

format:
	clang-format -i src/*.c src/*/*.[ch]

bare:
	tests/bare $(SUITE)

install: $(B)/bifolio
	install -D -m 755 $(B)/bifolio $(DESTDIR)$(PREFIX)/bin/bifolio
	install -d $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	$(B)/bifolio man >$(DESTDIR)$(PREFIX)/share/man/man1/bifolio.1
	$(B)/bifolio completion >$(DESTDIR)$(PREFIX)/share/bash-completion/completions/bifolio

clean:
	rm -rf build/obj build/gen build/asan build/bifolio build/libbifolio.a build/article.epub build/article.pdf

-include $(OBJ:.o=.d) $(B)/obj/main.d
.PHONY: all setup article check golden conformance asan layers format bare install clean
