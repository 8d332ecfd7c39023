# Two commands do all the set-up: `make brief` runs the main job, `make test` the tests.
# `make` is a convenience; `pip install .` in any environment gives every command.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --constraint constraints.txt

.PHONY: brief test lint types docs bench bundle clean

brief: $(VENV)/run
	@$(BIN)/detente brief vienna-2015 -o brief.html

test: $(VENV)/test
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/lint
	$(BIN)/mypy

docs: $(VENV)/docs
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "Wrote docs/_build/html/index.html"

# Speed as ratios against a reference in the same run; takes some minutes.
bench: $(VENV)/test
	@for it in weighted_mean spatial_model challenge exchange deals_solutions deals_frontier deals_robustness stability; do echo "== $$it"; $(BIN)/python benchmarks/$$it.py || exit 1; done

# All wheels that an offline laptop of the same system and Python needs.
bundle: $(VENV)/run
	$(PIP) wheel --quiet --constraint constraints.txt --wheel-dir bundle .
	@echo "Wrote bundle/: copy it, then run  python -m pip install --no-index --find-links bundle detente"

clean:
	rm -rf $(VENV) build dist bundle docs/_build brief.html

$(VENV)/python-ready:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "detente needs Python 3.11 or newer; name one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/run: $(VENV)/python-ready pyproject.toml constraints.txt
	$(INSTALL) --editable .
	@touch $@

$(VENV)/%: $(VENV)/python-ready pyproject.toml constraints.txt
	$(INSTALL) --editable '.[$*]'
	@touch $@
