# `make` makes its own environment in .venv and turns seeds/ into decks/; `make test` runs every test.
# Needs Python 3.11 or newer with pip. Another Python: make PY=python3.12

PY ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check install

.PHONY: build test fuzz lint docs fresh clean

build: $(VENV)/.ready
	$(BIN)/quizgen build

test: lint
	$(BIN)/pytest

# Random texts and files, TIMES as many as in `make test`, and other ones in every run.
TIMES ?= 100
fuzz: $(VENV)/.ready-dev
	QUIZGEN_FUZZ=$(TIMES) $(BIN)/pytest tests/robustness

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/mypy

$(BIN)/python:
	@test -n "$(PY)" || { echo "quizgen needs Python 3.11 or newer; none was found. If you have one: make PY=/path/to/python3"; exit 1; }
	@$(PY) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PY) cannot make an environment (on Debian and Ubuntu: apt install python3-venv)"; exit 1; }

$(VENV)/.ready: pyproject.toml | $(BIN)/python
	$(PIP) -e .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(BIN)/python
	$(PIP) -e '.[dev]'
	@touch $(VENV)/.ready $@

docs: $(VENV)/.ready-dev
	$(BIN)/python -c 'from quizgen.pipeline.catalogue import catalogue; print(catalogue(), end="")' > docs/rules.md
	$(BIN)/python -c 'from quizgen.checks.documentation import page; print(page(), end="")' > docs/checks.md

# The repository's own deck, from nothing: for when the rules have changed and no card of it is learned yet.
fresh: $(VENV)/.ready
	rm -rf decks
	$(BIN)/quizgen build

clean:
	rm -rf build dist decks/*.apkg decks/*.html decks/*.pdf decks/*.docx
