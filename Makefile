# One command makes the environment and does the work; see README.md.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: build test lint clean

build: $(VENV)/.ready
	$(BIN)/quizgen build

test: $(VENV)/.ready-dev
	$(BIN)/ruff check src tests
	$(BIN)/mypy
	$(BIN)/pytest

$(VENV)/bin/python:
	$(PY) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.ready-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@ $(VENV)/.ready

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check src tests
	$(BIN)/mypy

clean:
	rm -rf build dist decks/*.apkg
