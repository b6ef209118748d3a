# `make demo` and `make test` do all of their own set-up (scripts/setup).
PORT ?= 8000
DATA ?=
SIZE ?= full
BIN = .venv/bin
MUMPUNI = $(BIN)/mumpuni
IN_DATA = $(if $(DATA),--data "$(DATA)")

.PHONY: help setup demo demo-remove test test-long trace mutants check format messages lock bench clean

help:
	@echo "make demo [PORT=8000] [DATA=folder]   fill example data and run the site"
	@echo "make demo-remove [DATA=folder]        take the example data away"
	@echo "make test                             linters, types and every test"
	@echo "make check | format                   linters and types | put the code in order"
	@echo "make test-long                        properties with many examples, and the full demo"
	@echo "make trace                            which requirements a passing test covers"
	@echo "make mutants [SUBJECT=bkn_26_2019]    break the rules in small ways and count what tests notice"
	@echo "make bench                            benchmarks"
	@echo "make messages | lock                  renew the translations | the locked packages"

setup:
	@scripts/setup run

demo: setup
	@$(MUMPUNI) demo --port $(PORT) --size $(SIZE) $(IN_DATA)

demo-remove: setup
	@$(MUMPUNI) demo --remove $(IN_DATA)

check:
	@scripts/setup check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format:
	@scripts/setup check
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test: check
	@scripts/setup test
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -q
	@if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then \
		echo "Once more on the distribution's PostgreSQL:"; \
		MUMPUNI_TEST_POSTGRES=debian $(BIN)/python -m pytest -q -m postgres; fi

test-long:
	@scripts/setup test
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -q -m ''
	$(MUMPUNI) demo --size full --no-serve --data var/demo-full

trace:
	@scripts/setup test
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder -q -p tests.trace

mutants:
	@scripts/setup check
	@scripts/mutants $(SUBJECT)

bench:
	@scripts/setup check
	$(BIN)/python -m benchmarks

messages:
	@scripts/setup check
	$(BIN)/python -m mumpuni.ui.messages extract
	$(BIN)/python -m mumpuni.ui.messages compile

lock:
	@scripts/setup run
	@scripts/lock

clean:
	rm -rf .venv .venv-tools frontend/node_modules src/mumpuni/ui/static/ui
