# make run    start Steadyback on http://localhost:8000 (PORT=8001 make run for another)
# make tour   a picture of every page, in var/tour
# make test   everything: lint, types, unit tests on SQLite and PostgreSQL, browser tests
# make fuzz   20,000 broken posts to each room; the unit tests send 300
# make prove  the long proofs: every triple of precautions built and judged
# make oracle  proves the best values the builder is judged by again, after a change of weights or library
VENV ?= .venv
PORT ?= 8000
PYTHON := $(VENV)/bin/python
# The locks hold every package with its hashes, so pip needs to resolve nothing.
PIP := $(PYTHON) -m pip --disable-pip-version-check install -q --no-compile --no-deps --require-hashes

.PHONY: prove-timing sbom fresh soak prove-durable prove-door test-cluster prove-library prove-country asvs lighthouse bench help run test lint types unit postgres browser format fuzz prove mutants oracle lock messages icons tour prepare

help:
	@sed -n 's/^# //p' Makefile

run: prepare
	@echo "Steadyback is at http://localhost:$(PORT)  (Ctrl-C stops it)"
	$(VENV)/bin/gunicorn config.wsgi:application --config config/gunicorn.py --bind 127.0.0.1:$(PORT)

prepare: $(VENV)/.run
	$(PYTHON) manage.py prepare

test: lint types unit postgres browser

lint: $(VENV)/.dev
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(PYTHON) manage.py check
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m tests.sbom

types: $(VENV)/.dev
	$(VENV)/bin/mypy .

unit: $(VENV)/.dev
	$(PYTHON) -m pytest -n auto -m "not browser"

postgres: $(VENV)/.dev
	$(PYTHON) -m tests.postgres $(PYTHON) -m pytest -n auto -m "not browser"

browser: $(VENV)/.dev
	$(PYTHON) -m tests.chromium
	$(PYTHON) -m pytest -m browser

fuzz: $(VENV)/.dev
	FUZZ_POSTS=20000 $(PYTHON) -m pytest -n auto -k "no_post_breaks"

prove: $(VENV)/.dev
	PROVE=1 $(PYTHON) -m pytest -n auto -m slow

# CPU time of each kind of page on both databases, and of building, as multiples of a bare view in the same run; needs wrk
bench: $(VENV)/.dev
	$(PYTHON) -m tests.bench
	$(PYTHON) -m tests.bench.bench_builder

# scores of five pages; needs Lighthouse and Chromium
lighthouse: $(VENV)/.dev
	$(PYTHON) -m tests.lighthouse

# takes each owner away from the code, one at a time, and wants the tests to notice; an hour
mutants: $(VENV)/.dev
	$(PYTHON) -m tests.mutants

# every package that runs, with version, hashes and licence, as CycloneDX: var/sbom.json
sbom: $(VENV)/.dev
	$(PYTHON) -m tests.sbom

# which packages have a newer release, and which of those are overdue; needs uv and the package index
fresh: $(VENV)/.dev
	$(PYTHON) -m tests.fresh

# docs/asvs.md from the markers on the tests
asvs: $(VENV)/.dev
	$(PYTHON) -m tests.asvs

oracle: $(VENV)/.dev
	$(PYTHON) -m tests.routines.builder.optima

## The long proofs of the player: 100 kills, 10,000 duplicates on each database, 10,000 schedules.
prove-player: $(VENV)/.dev
	ROUNDS=10000 $(PYTHON) -m pytest tests/test_scripts.py tests/routines/test_records.py
	$(PYTHON) -m tests.prove_player --kills 100 --duplicates 10000
	$(PYTHON) -m tests.postgres $(PYTHON) -m tests.prove_player --kills 0 --duplicates 10000

## Servers and databases killed under load, restarted, their disk full (root only): nothing acknowledged is lost.
prove-durable: $(VENV)/.dev
	$(PYTHON) -m tests.prove_durable --kills 200

## What a library of 10,000 exercises costs, on each database.
prove-library: $(VENV)/.dev
	$(PYTHON) -m tests.prove_library
	$(PYTHON) -m tests.postgres $(PYTHON) -m tests.prove_library

## Slow clients, wrong requests and reloads under load, through our nginx; needs nginx.
prove-door: $(VENV)/.dev
	$(PYTHON) -m tests.prove_door

## A million requests, and what memory and open files do; an hour or more; needs wrk.
soak: $(VENV)/.dev
	nice $(PYTHON) -m tests.soak --requests 1000000

## A real cluster on loopback: PgBouncer, a lagging replica, a primary that is killed; needs PgBouncer.
test-cluster: $(VENV)/.dev
	$(PYTHON) -m tests.cluster

## A country in a PostgreSQL of its own: the private pages read by keys, p99 below 20 ms with eight clients. 9 GB, 10 minutes
prove-country: $(VENV)/.dev
	$(PYTHON) -m tests.prove_country --people 100000 --sessions 50
## What the time of an answer tells about whom we know: 500 tries each way at every door, twenty minutes.
prove-timing: $(VENV)/.dev
	$(PYTHON) -m tests.prove_timing

format: $(VENV)/.dev
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

lock:
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate -q pyproject.toml -o requirements/run.txt
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate -q --extra dev pyproject.toml -c requirements/run.txt -o requirements/dev.txt

# needs gettext; a translator starts with: manage.py makemessages -l de
messages: $(VENV)/.dev
	mkdir -p locale
	$(PYTHON) manage.py makemessages -l en --no-obsolete --add-location file -i "var/*" -i "tests/*"
	$(PYTHON) manage.py compilemessages -l en -v0

# every page and state in four sizes and two themes: var/tour/index.html
tour: $(VENV)/.dev
	$(PYTHON) -m tests.chromium
	$(PYTHON) -m pytest tests/browser/tour.py

icons: $(VENV)/.dev
	$(PYTHON) -m tests.icons

$(PYTHON):
	@python3 -c 'import sys; sys.exit("Steadyback needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	@python3 -c 'import ensurepip' || { echo "python3 has no venv module (Debian: apt-get install python3-venv)"; exit 1; }
	python3 -m venv $(VENV)

$(VENV)/.run: requirements/run.txt | $(PYTHON)
	$(PIP) -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.run
	$(PIP) -r $<
	@touch $@
