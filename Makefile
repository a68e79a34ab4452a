# `make corpus` and `make test` set up what they need; both are quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: corpus test lint gate bench card stale

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[all]" --group dev
	touch $(READY)

corpus: $(READY)
	$(BIN)/python scripts/convert.py

test: $(READY)
	$(BIN)/python -m pytest

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: $(READY)
	$(BIN)/python scripts/gate.py

bench: $(READY)
	taskset -c 0 $(BIN)/python benchmarks/build.py --each
	taskset -c 0 $(BIN)/python benchmarks/labels.py
	taskset -c 0 $(BIN)/python benchmarks/segment.py
	taskset -c 0 $(BIN)/python benchmarks/markup.py

card: corpus
	rm -rf releases/.rules
	$(BIN)/copydesk build --out releases/.rules --version 1.0.0 --quiet
	$(BIN)/copydesk card DATASET_CARD.md --release releases/1.0.0 --gold corpus/gold --rules releases/.rules
	rm -rf releases/.rules

stale: corpus
	$(BIN)/copydesk card DATASET_CARD.md --release releases/1.0.0 --check
