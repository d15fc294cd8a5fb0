# Two commands on a fresh machine: `make run` and `make test`. Both call `make setup`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup run test unit lint fuzz bench schemas lock clean

help: ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## make .venv with the pinned dependencies

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "stet needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Set PYTHON=/path/to/python3."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing the pinned dependencies into $(VENV) (about a minute, once)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

run: setup ## start everything, ingest the seeds, print what was found (ARGS=--once stops when they are through)
	@$(BIN)/stet up --seeds seeds $(ARGS)

# Without bytecode each test process compiles all modules and rewrites all asserts for itself, at each run.
test unit: export PYTHONDONTWRITEBYTECODE :=

test: lint ## lint, types, import contracts and every test (ARGS goes to pytest)
	@$(BIN)/python -m pytest $(ARGS)

unit: setup ## the unit tests alone: no server, no process started (ARGS goes to pytest)
	@$(BIN)/python -m pytest -m "not service" tests/text tests/net tests/store tests/tasks \
	  tests/test_rows.py tests/test_settings.py tests/test_tree.py tests/test_compose.py $(ARGS)

lint: setup ## style, types and the import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fuzz: setup ## a minute of coverage-guided fuzzing of reading and comparing (ARGS goes to libFuzzer)
	@cd tests/fuzz && ../../$(BIN)/python fuzz_change.py $(ARGS)

bench: setup ## ours beside peers and limits, one table (ARGS="--quick --only recheck" for some of it)
	@$(BIN)/python -m benchmarks $(ARGS)

newsroom: setup ## run stet against a simulated world and print its score (ARGS=--help lists what can be set)
	@$(BIN)/python -m newsroom run $(ARGS)

schemas: setup ## write docs/schemas/ from schemas/
	@$(BIN)/python -m schemas.publish docs/schemas

lock: setup ## resolve pyproject.toml anew into requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	  --no-emit-index-url --no-emit-find-links --group dev pyproject.toml -o requirements.lock

clean: ## remove the environment and the caches, never the data
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache *.egg-info
	@find . -name __pycache__ -prune -exec rm -r {} +
