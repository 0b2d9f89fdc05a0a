# Two commands do everything on a fresh machine: make demo, make test.
# Nothing is needed but Python 3.11 or newer and make.

PYTHON ?= python3
VENV   ?= .venv
PORT   ?= 8000
BIN     = $(VENV)/bin

# A file of tests stays in one process, since its tests share what is costly to make.
PYTEST_PROCESSES ?= --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Build tools and packages alike come in the pinned versions.
export PIP_CONSTRAINT = $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_NO_INPUT = 1

.PHONY: demo install tools test lint types contracts check clean

demo: install  ## the sample archive: build it, ask it, serve it
	$(BIN)/minuted demo --port $(PORT)

install: $(VENV)/.installed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Minuted needs Python 3.11 or newer; name one with: make PYTHON=python3.12 demo" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# A stamp is younger than what it was made from, so a second run installs nothing.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed

tools:  ## optional, as root on Debian or Ubuntu: programs that read .doc files and scans
	apt-get install --yes --no-install-recommends antiword libreoffice-writer-nogui tesseract-ocr

test: $(VENV)/.installed-dev  ## the whole test suite
	$(BIN)/python -m pytest $(PYTEST_PROCESSES) $(PYTEST_ARGS)

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

contracts: $(VENV)/.installed-dev
	$(BIN)/lint-imports

check: test lint types contracts

clean:
	rm -rf $(VENV) .demo
