# `make` lists the targets. Each one first installs what it needs into .venv, once.

PORT ?= 4800
ARGS ?=
# The first that is new enough, asked for only when .venv is made; `make PYTHON=...` overrules it.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; exit; }; done; echo python3)

BIN := .venv/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.DEFAULT_GOAL := help
.PHONY: help install run test check coverage bench clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s%s\n", $$1, $$2}' Makefile

install: .venv/.installed ## make .venv with what the server needs

run: .venv/.installed ## start the server (PORT=4800, ARGS="--fixture empty")
	$(BIN)/sandbox start --port $(PORT) $(ARGS)

test: check ## everything that CI checks: check, all tests, coverage of code and contract
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest --contract-coverage $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: .venv/.installed-test ## style, types, and that the generated files fit the code
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/sandbox openapi --check
	$(BIN)/sandbox fidelity --check
	$(BIN)/sandbox fixtures check

coverage: .venv/.installed-test ## run the tests, and write what they cover to htmlcov/index.html
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage html --fail-under=0

bench: .venv/.installed-test ## measure (ARGS are the benchmark's)
	$(BIN)/python benchmarks/run.py $(ARGS)

clean: ## remove .venv and everything that the targets made
	rm -rf .venv .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .schemathesis build dist htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# pip is the last thing that venv puts there, so a venv without it is one that was not finished.
.venv/bin/pip:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed; found none. Set PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit("Python 3.11 or newer is needed; found %d.%d.%d. Set PYTHON=..." % v[:3])'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "python3-venv is missing: apt-get install python3-venv" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv

.venv/.installed: pyproject.toml constraints.txt | .venv/bin/pip
	$(PIP_INSTALL) -e .
	@touch $@

.venv/.installed-test: .venv/.installed
	$(PIP_INSTALL) -e '.[test]'
	@touch $@
