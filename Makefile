# Two commands are enough: make demo, make test. Python 3.11 or newer and make are all they presume.
PYTHON ?= python3
WING ?= throughgate/person/people
BIN = .venv/bin

.PHONY: help demo test quick lint format screenshots bench messages lock clean

help:
	@echo "make demo         everything on this machine with a sample region (PORT=8000)"
	@echo "make test         all tests, browser tests too (ARGS= for pytest)"
	@echo "make quick        the tests of one wing, and the house's own (WING=throughgate/person/people)"
	@echo "make lint         style, types, templates, floors, migrations, messages"
	@echo "make format       put code into its usual shape"
	@echo "make screenshots  pictures of the named pages at three widths, light and dark"
	@echo "make bench        a large region and how fast its pages are (PEOPLE=1000000)"
	@echo "make messages     bring the translation files up to date"
	@echo "make lock         choose newer versions of what is installed"

demo:
	@$(PYTHON) tools/bootstrap.py
	@exec $(BIN)/throughgate demo

test:
	@$(PYTHON) tools/bootstrap.py --dev
	@$(BIN)/python -m throughgate.foundation.browser
	@$(BIN)/throughgate build
	@exec $(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

quick:
	@$(PYTHON) tools/bootstrap.py --dev
	@$(BIN)/throughgate build
	@exec $(BIN)/python -m pytest -n 2 --dist worksteal -q $(WING) tests/house $(ARGS)

lint:
	@$(PYTHON) tools/bootstrap.py --dev
	@exec $(BIN)/python tools/lint.py

format:
	@$(PYTHON) tools/bootstrap.py --dev
	@$(BIN)/ruff check --fix --quiet throughgate tests tools || true
	@$(BIN)/ruff format --quiet throughgate tests tools
	@$(BIN)/djlint --reformat --quiet throughgate || true

screenshots:
	@$(PYTHON) tools/bootstrap.py --dev
	@$(BIN)/python -m throughgate.foundation.browser
	@exec $(BIN)/throughgate screenshots $(ARGS)

bench:
	@$(PYTHON) tools/bootstrap.py --dev
	@$(BIN)/throughgate bench data --people $(or $(PEOPLE),1000000)
	@exec $(BIN)/throughgate bench pages --people $(or $(PEOPLE),1000000)

messages:
	@$(PYTHON) tools/bootstrap.py --dev
	@$(BIN)/throughgate messages extract
	@exec $(BIN)/throughgate messages update

# Hashes and versions, no addresses: every machine takes packages from where it is told to.
LOCK = uv pip compile --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --upgrade
lock:
	$(LOCK) requirements.in -o requirements.lock
	$(LOCK) requirements-dev.in -c requirements.lock -o requirements-dev.lock

clean:
	@test ! -L var/test/postgres || rm -rf "$$(readlink var/test/postgres)"
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
