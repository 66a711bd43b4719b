# make venv | demo | test | check | lock: all of it happens inside this folder (pip's cache aside)
PYTHON ?= python3
BIN := .venv/bin
# The locks are whole: pip has nothing to look up beside them
PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --require-hashes
# The tests' own files go where nothing is left of them
PYTEST := tmp=$$(mktemp -d) && trap 'rm -rf "$$tmp"' EXIT INT TERM && TMPDIR=$$tmp $(BIN)/python -m pytest

KILLS ?= 60

.PHONY: help venv demo test audit audit-deps licences sbom languages check format lint types walls lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

venv: .venv/run.stamp ## the virtual environment with what the bot needs

.venv/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Watchword needs Python 3.11 or later; name one with: make PYTHON=python3.12 venv' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Python's venv package is missing. On Debian or Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@test -x $(BIN)/python || { echo 'Making .venv …'; $(PYTHON) -m venv .venv; }
	@echo 'Installing the locked requirements (a minute the first time) …'
	@$(PIP) -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt .venv/run.stamp
	@echo 'Installing what the tests need …'
	@$(PIP) -r requirements-dev.txt
	@touch $@

demo: venv ## the bot on the sample newsroom, no token needed
	@$(BIN)/python run.py demo

test: .venv/dev.stamp ## the tests
	@$(PYTEST) -rs

audit: .venv/dev.stamp ## kill -9 the bot KILLS times while alerts flow, and account for every entry
	@export WATCHWORD_KILLS=$(KILLS); $(PYTEST) -s tests/audit

audit-deps: .venv/dev.stamp ## ask whether weaknesses are known in what is locked (needs the network)
	@$(BIN)/python -m supply.audit

licences: .venv/dev.stamp ## docs/licences.md anew; fails on a licence that is not allowed
	@$(BIN)/python -m supply.licences

sbom: .venv/dev.stamp ## sbom.json: what is delivered, as CycloneDX
	@$(BIN)/python -m supply.bill sbom.json

languages: .venv/dev.stamp ## what the bot says, for translators: catalogues anew, and what they lack
	@$(BIN)/python -m supply.languages

check: .venv/dev.stamp format lint types walls test ## all that CI checks

format: .venv/dev.stamp
	@$(BIN)/ruff format --check .

lint: .venv/dev.stamp
	@$(BIN)/ruff check .

types: .venv/dev.stamp
	@$(BIN)/mypy

walls: .venv/dev.stamp
	@$(BIN)/lint-imports

# UPGRADE=1 takes the newest of all, UPGRADE=NAME of one package, nothing keeps what is locked
UPGRADE ?=
UV_UPGRADE := $(if $(UPGRADE),$(if $(filter 1,$(UPGRADE)),--upgrade,--upgrade-package $(UPGRADE)))
UV_COMPILE := $(BIN)/uv pip compile $(UV_UPGRADE) --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header

lock: .venv/dev.stamp ## pin all requirements*.in anew
	@$(UV_COMPILE) requirements.in -o requirements.txt
	@$(UV_COMPILE) requirements-dev.in -c requirements.txt -o requirements-dev.txt
	@$(UV_COMPILE) requirements-bench.in -c requirements.txt -o requirements-bench.txt

clean: ## all that make and the bot made here, the archive in var/ excepted
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
