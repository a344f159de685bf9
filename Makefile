# feijian. `make help` lists what can be made; everything runs in .venv, made when it is missing.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

PERSONS ?= 50000
MONTHS ?= 24
ROWS ?= 10000000
SEEDS ?= 20

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench bench-large bench-detection bench-gate docs lock clean

help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Simulate a small city, run the whole job on it, name the list to open
	$(BIN)/feijian demo demo

test: $(READY) ## Run every test
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile --no-loadscope-reorder

lint: $(READY) ## Check style, types and the architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY) ## Time every stage on a larger city (PERSONS=50000 MONTHS=24)
	$(BIN)/python benchmarks/stages.py --persons $(PERSONS) --months $(MONTHS)

bench-large: $(READY) ## Ten million lines of CSV into the lake: time and memory (ROWS=10000000)
	$(BIN)/python benchmarks/large_export.py --rows $(ROWS)

bench-detection: $(READY) requirements-bench.lock ## Our rankings beside those of others: docs/detection.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps \
	    --requirement requirements-bench.lock
	$(BIN)/python -m benchmarks.detection --root detection-bench
	$(BIN)/python -m benchmarks.detection.hidden_families --root detection-bench
	$(BIN)/python -m benchmarks.detection.causes --root detection-bench
	$(BIN)/python -m pipelines.handbook

bench-gate: $(READY) ## Challengers trained worse on purpose, and what the gate says of them (SEEDS=20)
	$(BIN)/python benchmarks/gate.py --seeds $(SEEDS)

docs: $(READY) ## Write the pages of docs/ that come from the catalogue
	$(BIN)/python -m pipelines.handbook

lock: ## Pin every dependency with its hashes anew (needs uv)
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements.lock
	uv pip compile --group bench --no-deps --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements-bench.lock

clean: ## Remove the environment, the demo and the benchmark's cities
	rm -rf $(VENV) demo detection-bench

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "feijian needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
