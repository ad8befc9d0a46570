# fob: `make demo` shows it, `make test` proves it; both install what they need on Debian 12.

PREFIX ?= /usr/local
OUT := .build-static/out
SWIFT_SOURCES := Package.swift Sources Tests Fixtures

.PHONY: build demo test soak fuzz fuzz-importers bench order bench-pictures shell install format lint clean

build:
	@Scripts/packages build run
	@Scripts/build $(OUT) fob fob-scan fob-convert fob-heif fob-draw fob-unpack

demo: build
	@Scripts/demo $(OUT)/fob

test: build
	@Scripts/packages test convert
	/usr/bin/python3 -B -m unittest discover -s Tests/Independent -p 'test_*.py'
	FOB=$(CURDIR)/$(OUT)/fob FOB_SCAN=$(CURDIR)/$(OUT)/fob-scan Scripts/test

soak: build
	@Scripts/packages test convert
	FOB_SOAK=1 FOB_SEEDS=20000 FOB=$(CURDIR)/$(OUT)/fob FOB_SCAN=$(CURDIR)/$(OUT)/fob-scan Scripts/test

# Pictures made up by libFuzzer, for FUZZ_SECONDS.
fuzz:
	@Scripts/packages build
	@Scripts/fuzz-pictures $(or $(FUZZ_SECONDS),300)

# Other apps' files made up by libFuzzer, for FUZZ_SECONDS.
fuzz-importers:
	@Scripts/packages build
	@Scripts/fuzz-importers $(or $(FUZZ_SECONDS),300)

bench: build
	@Scripts/packages bench
	@Scripts/build $(OUT) code-benchmark sync-benchmark
	@Scripts/bench $(OUT)/fob $(OUT)/code-benchmark $(OUT)/sync-benchmark
	@Scripts/packages bench-others || echo 'bench: some other programs are missing' >&2
	@Scripts/bench-others $(OUT)/fob
	@Scripts/bench-screen $(OUT)/fob

# The functions that a start runs, for the linker to put side by side; after large changes.
order: build
	@Scripts/packages order
	@Scripts/order $(OUT)/fob

# PICTURES=folder TRUTH=file: a line for each picture with path, kind, JSON list of texts, count.
bench-pictures: build
	@Scripts/packages bench-pictures
	@Scripts/bench-pictures $(OUT) $(PICTURES) $(TRUTH)

# Completions for shells and the manual page, from what fob says of itself.
shell: build
	@Scripts/packages shell
	@Scripts/shell $(OUT)/fob $(OUT)/share

install: shell
	install -D -m 755 $(OUT)/fob $(DESTDIR)$(PREFIX)/bin/fob
	for helper in fob-scan fob-convert fob-heif fob-draw fob-unpack; do \
	  install -D -m 755 $(OUT)/$$helper $(DESTDIR)$(PREFIX)/libexec/fob/$$helper; done
	install -D -m 644 $(OUT)/share/fob.1 $(DESTDIR)$(PREFIX)/share/man/man1/fob.1
	install -D -m 644 $(OUT)/share/fob.bash \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/fob
	install -D -m 644 $(OUT)/share/fob.zsh $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_fob
	install -D -m 644 $(OUT)/share/fob.fish \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/fob.fish

format:
	swift format format --in-place --recursive $(SWIFT_SOURCES)

lint:
	swift format lint --strict --recursive $(SWIFT_SOURCES)

clean:
	rm -rf .build .build-static .build-dynamic .build-manual
