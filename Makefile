# What one does with Sawt. `make` alone lists it; docs/operations/commands.md explains.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv/bin
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast lint format types contracts messages requirements bench drill clean

help: ## List what can be done
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name words; do printf '  make %-14s %s\n' "$$name" "$$words"; done

setup: ## Prepare the environment, the database and the demo city
	@$(PYTHON) tools/setup.py

demo: setup ## Serve the demo city on http://localhost:8000 (PORT=8123 for another)
	@exec $(VENV)/python tools/demo.py

test: setup ## Check everything, on SQLite and on PostgreSQL with Redis
	@exec sh tools/test.sh

test-fast: setup ## Run the quick tests on SQLite (under 3 minutes)
	@exec $(VENV)/pytest -q -n 2 -m "not browser and not slow" --ignore=tests/bench --ignore=tests/outside

lint: setup ## Check style of Python, templates and CSS
	@exec sh tools/lint.sh

format: setup ## Bring Python and templates into their usual form
	@$(VENV)/ruff check --quiet --fix . || true
	@$(VENV)/ruff format .

types: setup ## Check types
	@exec $(VENV)/mypy

contracts: setup ## Check which app imports which
	@exec $(VENV)/lint-imports

messages: setup ## Bring the translation files up to date with the sources
	@exec $(VENV)/python tools/messages.py

requirements: setup ## Compile requirements*.in into hashed requirements*.txt
	@exec sh tools/requirements.sh

bench: setup ## Measure, and write docs/benchmarks.md's figures to the terminal
	@exec $(VENV)/pytest -q -s tests/bench tests/outside/test_search_quality.py

drill: setup ## Kill the worker at work and see that nothing is lost
	@exec $(VENV)/python tools/drill.py

clean: ## Remove the environment and all state, the demo's data too
	@rm -rf .venv .state .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .grimp_cache .hypothesis
