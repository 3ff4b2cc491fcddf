# Few verbs: demo test lint bench docs model lock sbom wheel. Each installs what it needs into .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint bench docs model lock sbom wheel clean

demo: $(VENV)/.installed
	$(BIN)/rashomon demo

test: $(VENV)/.developed
	$(BIN)/pytest

lint: $(VENV)/.developed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	@$(BIN)/python docs/supply.py audit

bench: $(VENV)/.installed
	$(BIN)/python benchmarks/run.py $(if $(SHARED),--shared $(SHARED))

docs: $(VENV)/.developed
	$(BIN)/python docs/generate.py

model: $(VENV)/.developed
	$(BIN)/python training/train.py $(DATA)

lock: $(VENV)/.developed
	$(BIN)/python docs/supply.py lock
	$(BIN)/python docs/supply.py page

sbom: $(VENV)/.developed
	@$(BIN)/python docs/supply.py sbom

wheel: $(VENV)/.developed
	$(BIN)/python docs/supply.py wheel dist

clean:
	rm -rf $(VENV) dist

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not there: install Python 3.11 or newer (Debian, Ubuntu: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$$($(PYTHON) --version) is too old: Python 3.11 or newer is due; name one: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv module is missing: Debian, Ubuntu: apt-get install python3-venv (as root or with sudo), then again: make $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV) (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.developed: pyproject.toml | $(BIN)/python
	@echo "installing into $(VENV) with the tools for testing (once; a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	@touch $(VENV)/.installed $@
