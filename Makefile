# Everything a newcomer or a developer needs. Works with pip alone; uses uv when it is there.
.DEFAULT_GOAL := help
SHELL := /bin/sh

PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null && echo $$python && break; done)
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
# Hard links into uv's cache make nltk refuse its own data files, which LlamaIndex programs stumble over.
export UV_LINK_MODE := copy
export PIP_DISABLE_PIP_VERSION_CHECK := 1

SAMPLE := sample-archive
GATE := build/gate
PORT ?= 7860

.PHONY: help chat test test-slow gate lint fix bench lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

chat: $(VENV)/.installed ## install, index the sample articles, open the web chat
	$(BIN)/dateline sync index/sample --archive $(SAMPLE)
	$(BIN)/dateline chat --archive $(SAMPLE) --port $(PORT)

test: $(VENV)/.installed-dev ## install and run the tests (under five minutes)
	$(BIN)/python -m pytest -m "not slow and not browser and not data" -n auto --maxprocesses 4 --dist loadfile

test-slow: $(VENV)/.installed-dev ## the slower suites: kill tests, real articles and a real browser where they are there
	$(BIN)/python -m pytest -m "slow or browser or data"

# The day is fixed, so that the figures do not move with the calendar.
gate: $(VENV)/.installed-dev ## ask the bundled question set and hold the figures to their floors
	rm -rf $(GATE)
	$(BIN)/dateline sync index/sample --archive $(GATE)/archive
	$(BIN)/dateline eval run sample --archive $(GATE)/archive --as-of 2026-05-01 --out $(GATE)/run
	$(BIN)/dateline eval gate $(GATE)/run --floors eval/sets/sample.floors.toml

lint: $(VENV)/.installed-dev ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fix: $(VENV)/.installed-dev ## repair what ruff can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev ## measure on real articles: make bench DATA=../shared/data/realtimeqa/2022
	$(BIN)/python scripts/bench.py $(if $(DATA),--data $(DATA))

lock: $(VENV)/.installed-dev ## write the pinned requirements anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --upgrade pyproject.toml --group build --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --constraint requirements.lock pyproject.toml --group build --group dev --output-file requirements-dev.lock

clean: ## remove what make made, archives excepted
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/.installed: requirements.lock pyproject.toml
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock pyproject.toml
	$(call install,requirements-dev.lock)
	@touch $@ $(VENV)/.installed

# The package itself is built without isolation: its build backend is pinned in the lock like all the rest.
define install
@test -n "$(PYTHON)" || { echo "Dateline needs Python 3.11, 3.12 or 3.13; none was found. Install one, or name it: make $@ PYTHON=/path/to/python3.12"; exit 1; }
$(if $(UV),@test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) $(VENV),@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV))
@echo "Installing into $(VENV) ($(1)); the first time takes a minute or two."
$(if $(UV),uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1),$(BIN)/python -m pip install --quiet --require-hashes -r $(1))
$(if $(UV),uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .,$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .)
endef
