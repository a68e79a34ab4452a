# `make corpus` and `make test` set up what they need; both are quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
COMPILED := build/compiled

.PHONY: corpus test test-compiled lint gate bench card stale

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

# The package with its label layers compiled, for Python to find before the sources. It is built from a source
# distribution, so that no compiled module stays among the sources, where it would hide what is changed in them.
$(COMPILED): $(READY) $(shell git ls-files copydesk schemas)
	rm -rf $@ build/sdist
	$(BIN)/python -m hatchling build -t sdist -d build/sdist
	HATCH_BUILD_HOOKS_ENABLE=1 $(BIN)/python -m pip install --quiet --no-deps --target $@ build/sdist/*.tar.gz
	touch $@

# `pytest` and not `python -m pytest`, which would look for the package in this folder first
test-compiled: $(COMPILED)
	PYTHONPATH=$(COMPILED) $(BIN)/python -P -c "import copydesk.label.hedges as layer; assert '.so' in layer.__file__"
	PYTHONPATH=$(COMPILED) $(BIN)/pytest tests/label

bench: $(COMPILED)
	taskset -c 0 $(BIN)/python benchmarks/build.py --each
	taskset -c 0 $(BIN)/python benchmarks/labels.py
	PYTHONPATH=$(COMPILED) taskset -c 0 $(BIN)/python benchmarks/labels.py
	taskset -c 0 $(BIN)/python benchmarks/segment.py
	taskset -c 0 $(BIN)/python benchmarks/markup.py

card: corpus
	rm -rf releases/.rules
	$(BIN)/copydesk build --out releases/.rules --version 1.0.0 --quiet
	$(BIN)/copydesk card DATASET_CARD.md --release releases/1.0.0 --gold corpus/gold --rules releases/.rules
	rm -rf releases/.rules

stale: corpus
	$(BIN)/copydesk card DATASET_CARD.md --release releases/1.0.0 --check
