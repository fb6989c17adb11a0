# The Exemption Portal. `make help` lists what there is.
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STORE_VENV := .venv-ministack
DEPLOY_VENV := .venv-deploy

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-15s %s\n", $$1, $$2}'

$(VENV)/ready: requirements.lock requirements-dev.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock -r requirements-dev.lock
	@touch $@

$(STORE_VENV)/ready: requirements-local.lock
	$(PYTHON) -m venv $(STORE_VENV)
	$(STORE_VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements-local.lock
	@touch $@

$(DEPLOY_VENV)/ready: requirements-deploy.lock
	$(PYTHON) -m venv $(DEPLOY_VENV)
	$(DEPLOY_VENV)/bin/pip install --quiet --disable-pip-version-check -r requirements-deploy.lock
	@touch $@

node_modules/ready: package.json package-lock.json
	npm ci --silent --no-audit --no-fund
	@touch $@

static/manifest.json: node_modules/ready $(shell find assets -type f)
	npm run --silent build

assets: static/manifest.json ## compile the style sheet and the small script into static/

templates/locale/.compiled: $(VENV)/ready $(shell find templates/locale -name '*.po' 2>/dev/null)
	@mkdir -p templates/locale
	$(BIN)/pybabel -q compile -d templates/locale
	@touch $@

catalogues: templates/locale/.compiled ## compile the language catalogues

setup: $(VENV)/ready $(STORE_VENV)/ready static/manifest.json templates/locale/.compiled ## install and build everything

# A browser for the tests where the machine has none: a folder of its own, so that other installs stay small.
.chromium/ready: $(wildcard infra/chromium/*)
	@test "$$(uname -sm)" = "Linux x86_64"
	@mkdir -p .chromium && cp infra/chromium/* .chromium/
	cd .chromium && npm ci --silent --no-audit --no-fund --ignore-scripts && node unpack.mjs && rm -r node_modules
	@touch $@

browser: .chromium/ready ## a Chromium for the tests, from npm (x86-64 Linux; elsewhere install one, or name it: CHROMIUM=)

# Without one, and without a way to get one, the tests run all the same and say in their last line what was left out.
HAS_CHROMIUM := $(or $(CHROMIUM),$(shell command -v chromium-headless-shell || command -v chromium || command -v chromium-browser))
test-browser:
	@$(if $(HAS_CHROMIUM),true,$(MAKE) --no-print-directory browser || echo "No browser could be had from npm.")

run: setup ## serve the whole portal on http://127.0.0.1:8000 (PORT=, RESET=1)
	@PORT=$(PORT) RESET=$(RESET) $(BIN)/python -m infra.local.run

FAST := not browser and not ministack and not package
WORKERS ?= 2
LEFT_OUT := $(CURDIR)/build/left-out

SLOW := browser or ministack or package
# Where those are; a test holds that none stands elsewhere.
SLOW_IN := tests/e2e tests/infra tests/demo tests/invariants/test_races.py tests/invariants/test_races_of_the_fifth_form.py tests/jobs/test_jobs_deliver_race.py

# What Python compiles is kept, also where the environment says otherwise: the tests start many processes.
test test-in-process test-running test-all: export PYTHONDONTWRITEBYTECODE :=

test: setup $(DEPLOY_VENV)/ready test-browser ## the tests, with samples of the large matrices (PORTAL_SAMPLE_SEED=2026-11-20: that day's)
	@rm -f $(LEFT_OUT); mkdir -p $(dir $(LEFT_OUT))
	@LEFT_OUT=$(LEFT_OUT) $(MAKE) --no-print-directory -j2 test-in-process test-running
	@! test -s $(LEFT_OUT) || cat $(LEFT_OUT)

test-in-process: setup ## of the tests, those that start nothing
	$(BIN)/python -m pytest -n $(WORKERS) -m "$(FAST)"

test-running: setup $(DEPLOY_VENV)/ready ## of the tests, those with a browser, the embedded store or the package (they wait more than they work)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m "$(SLOW)" $(SLOW_IN)

test-all: setup $(DEPLOY_VENV)/ready ## the tests, with the whole of the large matrices
	PORTAL_TESTS=whole $(BIN)/python -m pytest -n $(WORKERS) -m "$(FAST)" --timeout=1800
	PORTAL_TESTS=whole $(BIN)/python -m pytest -m "$(SLOW)" --timeout=1800 $(SLOW_IN)

features: $(VENV)/ready templates/locale/.compiled ## run case files (FILES="path ...", default: the portal's own); docs/steps.md
	@CALLED_FROM="$(PWD)" $(BIN)/python -m tests.acceptance.run $(FILES)

# A hundred thousand steps take some eight minutes of processor time; SEEDS=250-499 is the next such part.
SEEDS ?= 0-2499
soak: setup ## the simulated portal, 1,000,000 steps (SEEDS=0-2499; each seed is a run of 400); stops at the first violation
	$(BIN)/python -m tests.simulation --seeds $(SEEDS)

# Together these do all that each function does; a right of another operation is used by none.
rights: setup ## the rights of each function are those that it uses (about a minute)
	$(BIN)/python -m tests.rights

AREA ?= law
mutants: setup ## mutation testing (AREA=law, access, tokens, dates or validation; the law takes about 6 minutes); writes docs/mutation.md
	$(BIN)/python -m infra.mutation --area $(AREA)

lint: setup ## ruff
	$(BIN)/ruff check .

types: setup ## mypy
	$(BIN)/mypy

contracts: setup ## which way imports run
	$(BIN)/lint-imports

supply: setup ## hash pins, secrets in the source, bandit
	$(BIN)/python -m infra.supply

audit: setup ## known weaknesses of the locked packages (asks the advisory services)
	$(BIN)/python -m infra.supply.audit

ledger: setup ## breaks the portal once for each entry of the security ledger: a test must notice (ONLY="S-22 ...")
	$(BIN)/python -m infra.ledger $(ONLY)

# Of the tests, those that take no table: seconds, not minutes.
QUICK := tests/architecture tests/directory tests/domain tests/law tests/licenses tests/templates

# On the build server `make test` follows: there each test runs once.
check: lint types contracts supply ## lint, types, import contracts, pins and secrets; and, but for CI, the quick tests
	$(if $(CI),,$(BIN)/python -m pytest -n $(WORKERS) -m "$(FAST)" $(QUICK))

package: setup ## the deployable zip and template in build/out
	$(BIN)/python -m infra.package.build

deploy: package $(DEPLOY_VENV)/ready ## deploy the package (STAGE=dev, test, prod or trial; infra/stages/); without AWS credentials: say what would be done
	$(BIN)/python -m infra.deploy deploy $(STAGE)

doctor: setup $(DEPLOY_VENV)/ready ## what a deployed stage still lacks (STAGE=)
	$(BIN)/python -m infra.deploy doctor $(STAGE)

remove-trial: setup $(DEPLOY_VENV)/ready ## take the trial stage away, with all that is in it
	$(BIN)/python -m infra.deploy remove-trial

bench: package ## how fast the package starts and answers, beside a bare handler and two frameworks (about 5 minutes)
	$(BIN)/python -m infra.bench

scale: setup ## what pages and acts take in a state of 1,000,000 forms, what it costs (SIZES=, STUDENTS=); writes docs/size.md
	$(BIN)/python -m pytest -n 0 -s -p no:cacheprovider tests/scale/write_size.py

strings: $(VENV)/ready ## bring the language catalogues up to the texts of the code, and say which wait for a translation
	$(BIN)/python -m infra.strings

pictures: setup test-browser ## take the pictures of docs/pictures from the demo (about 2 minutes)
	$(BIN)/python -m infra.pictures

docs: $(VENV)/ready ## write the generated pages of docs/
	$(BIN)/python -m infra.docs

.PHONY: help assets catalogues setup browser test-browser run test test-in-process test-running test-all features soak mutants rights lint types contracts supply audit ledger check package deploy doctor remove-trial bench scale strings pictures docs
