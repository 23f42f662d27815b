# bifolio: make setup article, make setup check.
CC ?= cc
WARN := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Werror
PKGS := cairo freetype2 harfbuzz harfbuzz-subset fontconfig fribidi libzip libqpdf yaml-0.1 libxml-2.0 librsvg-2.0 \
	libpng libjpeg lcms2 libqrencode libutf8proc uuid libdeflate
OPT ?= -O2 -g
CPPFLAGS += -Isrc -Ibuild/gen -D_XOPEN_SOURCE=700
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g')
CFLAGS += -std=c17 -ffp-contract=off $(OPT) $(WARN) $(PKG_CFLAGS)
LIBS := $(shell pkg-config --libs $(PKGS)) -lunibreak -lpaper -lcmark-gfm -lcmark-gfm-extensions -lm
ASSETS := $(sort $(shell find assets -type f))
SRC := $(wildcard src/*/*.c)
OBJ := $(SRC:src/%.c=build/obj/%.o)

all: build/bifolio

build/bifolio: build/obj/main.o build/libbifolio.a
	$(CC) $(CFLAGS) -o $@ $^ $(LIBS)

build/libbifolio.a: $(OBJ)
	rm -f $@ && ar rcs $@ $^

build/gen/assets.inc: $(ASSETS) Makefile
	@mkdir -p $(@D)
	for f in $(ASSETS); do p=$${f#assets/}; printf 'ASSET(asset_%s, "%s", "%s", %s)\n' \
		"$$(printf %s "$$p" | tr -c 'A-Za-z0-9' _)" "$$p" "$$f" "$$(wc -c <$$f)"; done >$@

build/obj/base/asset.o: build/gen/assets.inc $(ASSETS)

build/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

clean:
	rm -rf build/obj build/bifolio build/libbifolio.a

-include $(OBJ:.o=.d) build/obj/main.d
.PHONY: all clean
