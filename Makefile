# `make run` and `make test` need python3 (3.11 or newer, with venv) and nothing else.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run setup frontend test lint bench screenshots atlas lock clean

run: setup
	@$(BIN)/ilium serve

setup: .venv/.runtime frontend

# Scripts and static files, when something of them has changed; Node.js comes with the packages.
frontend: .venv/.runtime
	@$(BIN)/python frontend/build.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Ilium needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=/path/to/python3.11.")'
	$(PYTHON) -m venv .venv

.venv/.runtime: .venv/bin/python requirements/runtime.txt pyproject.toml
	$(PIP) -r requirements/runtime.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

.venv/.develop: .venv/.runtime requirements/develop.txt
	$(PIP) -r requirements/develop.txt
	@touch $@

test: .venv/.develop frontend
	$(BIN)/python frontend/build.py test
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m pytest --numprocesses=auto --dist=loadfile
	$(BIN)/python -m pytest --ds=tests.accounts_settings

lint: .venv/.develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/basedpyright
	$(BIN)/lint-imports
	$(BIN)/python frontend/build.py check

bench: .venv/.develop
	@for file in benchmarks/bench_*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

# The pictures of README and docs/design.md.
screenshots: .venv/.develop frontend
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/python tests/browser/screenshots.py

# The atlas that ships, about 4 minutes on two cores, what it decides, and docs/science.md. Validation ends with an
# error where the atlas reproduces less than it should; the page says so.
atlas: .venv/.develop
	$(BIN)/ilium atlas build --output src/ilium/atlas/data/atlas.json.gz --replace
	$(BIN)/ilium atlas credits --into src/ilium
	-$(BIN)/ilium atlas validate --docs docs

# Pins every package with its hashes, for every platform, and names no index.
lock: .venv/.develop
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra plot --extra accounts --group build pyproject.toml --output-file requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra plot --extra accounts --extra biomechanics --extra cluster --group build --group test --group lint --group lock pyproject.toml --constraint requirements/runtime.txt --output-file requirements/develop.txt

clean:
	rm -rf .venv frontend/node_modules src/ilium/web/static/ilium/built src/ilium/web/collected
