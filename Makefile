VENV ?= .venv
PORT ?= 8000
PYTHON := $(VENV)/bin/python
# The locks hold every package with its hashes, so pip needs to resolve nothing.
PIP := $(PYTHON) -m pip --disable-pip-version-check install -q --no-compile --no-deps --require-hashes

PURE := tests/routines/builder tests/routines/progression tests/exercises/figures

.PHONY: help run prepare test lint types unit postgres browser format fuzz prove bench lighthouse mutants sbom fresh asvs oracle prove-player prove-durable prove-library prove-door prove-country prove-timing soak test-cluster lock messages tour icons

help:  ## these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: prepare  ## start Steadyback on http://localhost:8000; PORT=8001 make run for another port
	@echo "Steadyback is at http://localhost:$(PORT)  (Ctrl-C stops it)"
	$(VENV)/bin/gunicorn config.wsgi:application --config config/gunicorn.py --bind 127.0.0.1:$(PORT)

prepare: $(VENV)/.run  ## make the database, the library and the static files ready, as make run does
	$(PYTHON) manage.py prepare

test: lint types unit postgres browser  ## everything: lint, types, unit tests on SQLite and PostgreSQL, browser tests

lint: $(VENV)/.dev  ## formats, ruff, system checks, migrations, licences
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(PYTHON) manage.py check
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m tests.sbom

types: $(VENV)/.dev  ## mypy, strict
	$(VENV)/bin/mypy .

unit: $(VENV)/.dev  ## unit tests on SQLite
	$(PYTHON) -m pytest -n auto -m "not browser"

postgres: $(VENV)/.dev  ## unit tests on a PostgreSQL made for the run; what asks no database was tested on SQLite
	$(PYTHON) -m tests.postgres $(PYTHON) -m pytest -n auto -m "not browser" $(PURE:%=--ignore=%)

browser: $(VENV)/.dev  ## browser tests in Chromium
	$(PYTHON) -m tests.chromium
	$(PYTHON) -m pytest -m browser

format: $(VENV)/.dev  ## format the code, and mend what ruff can mend
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

fuzz: $(VENV)/.dev  ## 20,000 broken posts to each room; the unit tests send 300
	FUZZ_POSTS=20000 $(PYTHON) -m pytest -n auto -k "no_post_breaks"

prove: $(VENV)/.dev  ## the long tests: every triple of precautions, every hostile text, all proved optima; eight minutes or more
	PROVE=1 $(PYTHON) -m pytest -n auto -m slow

bench: $(VENV)/.dev  ## CPU time of each kind of page on both databases, and of building, beside a bare view; needs wrk
	$(PYTHON) -m tests.bench
	$(PYTHON) -m tests.bench.bench_builder

lighthouse: $(VENV)/.dev  ## scores of five pages; needs Lighthouse and Chromium
	$(PYTHON) -m tests.lighthouse

mutants: $(VENV)/.dev  ## take each owner away from the code, one at a time, and want the tests to notice; half an hour
	$(PYTHON) -m tests.mutants

sbom: $(VENV)/.dev  ## every package that runs, with version, hashes and licence, as CycloneDX: var/sbom.json
	$(PYTHON) -m tests.sbom

fresh: $(VENV)/.dev  ## which packages have a newer release, and which are overdue; needs uv and the package index
	$(PYTHON) -m tests.fresh

asvs: $(VENV)/.dev  ## write docs/asvs.md from the markers on the tests
	$(PYTHON) -m tests.asvs

oracle: $(VENV)/.dev  ## prove the best values the builder is judged by again, after a change of weights or library
	$(PYTHON) -m tests.routines.builder.optima

prove-player: $(VENV)/.dev  ## kill the player 100 times; 10,000 duplicates on each database, 10,000 schedules
	ROUNDS=10000 $(PYTHON) -m pytest tests/test_scripts.py tests/routines/test_records.py
	$(PYTHON) -m tests.prove_player --kills 100 --duplicates 10000
	$(PYTHON) -m tests.postgres $(PYTHON) -m tests.prove_player --kills 0 --duplicates 10000

prove-durable: $(VENV)/.dev  ## kill servers and databases under load, fill their disk (root only): nothing acknowledged is lost
	$(PYTHON) -m tests.prove_durable --kills 200

prove-library: $(VENV)/.dev  ## what a library of 10,000 exercises costs, on each database
	$(PYTHON) -m tests.prove_library
	$(PYTHON) -m tests.postgres $(PYTHON) -m tests.prove_library

prove-door: $(VENV)/.dev  ## slow clients, wrong requests and reloads under load, through our nginx; needs nginx
	$(PYTHON) -m tests.prove_door

prove-country: $(VENV)/.dev  ## a country in a PostgreSQL of its own: private pages by keys, fast; 9 GB, ten minutes
	$(PYTHON) -m tests.prove_country --people 100000 --sessions 50

prove-timing: $(VENV)/.dev  ## what the time of an answer tells about whom we know, at every door; twenty minutes
	$(PYTHON) -m tests.prove_timing

soak: $(VENV)/.dev  ## a million requests, and what memory and open files do; an hour or more; needs wrk
	nice $(PYTHON) -m tests.soak --requests 1000000

test-cluster: $(VENV)/.dev  ## PgBouncer, a lagging replica, a primary that is killed, on loopback; needs PgBouncer
	$(PYTHON) -m tests.cluster

lock:  ## both lock files again, after a change of pyproject.toml; needs uv
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate -q pyproject.toml -o requirements/run.txt
	uv pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate -q --extra dev pyproject.toml -c requirements/run.txt -o requirements/dev.txt

messages: $(VENV)/.dev  ## all texts for translators; needs gettext; then: manage.py makemessages -l de
	mkdir -p locale
	$(PYTHON) manage.py makemessages -l en --no-obsolete --add-location file -i "var/*" -i "tests/*"
	$(PYTHON) manage.py compilemessages -l en -v0

tour: $(VENV)/.dev  ## a picture of every page and state in four sizes and two themes: var/tour/index.html
	$(PYTHON) -m tests.chromium
	$(PYTHON) -m pytest tests/browser/tour.py

icons: $(VENV)/.dev  ## draw the icons of the app again
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
