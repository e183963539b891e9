# The only entry: `make demo` shows the main job, `make test` tests it, `make help` names the rest.

CONFIGURATION ?= debug
PORT ?= 8080
DEMO_DIR ?= demo-out
ROWS ?= 1000000
CRASH_ROUNDS ?= 100
CRASH_ROWS ?= 3000
FUZZ_ROUNDS ?= 2000
FUZZ_SECONDS ?= 300
FUZZ_SEED ?= 7
SPARK_VERSION ?= 4.3.0
SWIFT_FILES = Package.swift Sources Tests Examples/Examples.swift Benchmarks/evaluation/Package.swift \
	Benchmarks/evaluation/Sources \
	Benchmarks/linkage-vectors/Package.swift Benchmarks/linkage-vectors/Sources
# The program that e2e, crash and fuzz try; built first when it is not there.
GAPURA ?= .build/debug/gapura

.DEFAULT_GOAL := help
.PHONY: help setup demo test lint e2e crash forge fuzz spark bench examples clean

help: ## names the commands
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: ## installs the system packages that are missing, saying which and why
	@Scripts/setup build

demo: setup ## the main job on the bundled examples; then serves the portal until stopped
	swift build -c $(CONFIGURATION) --product gapura
	@if [ -t 0 ]; then serve=; else serve=--no-serve; fi; \
	exec .build/$(CONFIGURATION)/gapura demo --dir "$(DEMO_DIR)" --port $(PORT) $$serve

# Building and testing apart keeps one build plan: going to and fro between two costs a relink each time.
test: setup ## builds and runs the tests, those of what is stored on SQLite and PostgreSQL
	@Scripts/setup postgres
	swift build --build-tests
	Scripts/test

lint: ## holds the sources to the style
	swift format lint -r -p --strict $(SWIFT_FILES)

.build/debug/gapura:
	@Scripts/setup build
	swift build --product gapura

e2e: $(GAPURA) ## opens every page of the portal in a browser and takes pictures
	@Scripts/setup browser
	Tests/Browser/run.sh "$(GAPURA)"

crash: $(GAPURA) ## kills imports, fills the disk, cuts the connection at random moments; nothing may be half done
	python3 Tests/Crash/kill_test.py "$(GAPURA)" --rounds $(CRASH_ROUNDS) --rows $(CRASH_ROWS)
	python3 Tests/Crash/full_disk_test.py "$(GAPURA)" --rounds $(CRASH_ROUNDS) --rows $(CRASH_ROWS)
	@Scripts/setup postgres
	Scripts/postgres with python3 Tests/Crash/dropped_connection_test.py "$(GAPURA)" --rounds $(CRASH_ROUNDS) \
		--rows $(CRASH_ROWS)

forge: setup ## changes every cell of a registry behind its back, puts rows in; each must be found
	swift build --build-tests
	GAPURA_TEST_FORGERIES=all swift test --skip-build --filter EveryTableForgeryTests

fuzz: $(GAPURA) ## damages study and data files, and expressions of rules, at random; each must end in an answer
	python3 Tests/Fuzz/fuzz_studies.py "$(GAPURA)" --rounds $(FUZZ_ROUNDS)
	GAPURA_FUZZ_SECONDS=$(FUZZ_SECONDS) GAPURA_FUZZ_SEED=$(FUZZ_SEED) swift test --filter RulesTests.FuzzTests

spark: setup ## installs Apache Spark into .venv and tries linking on two of its workers
	@Scripts/setup spark
	python3 -m venv .venv/spark
	.venv/spark/bin/pip install --quiet --disable-pip-version-check pyspark==$(SPARK_VERSION)
	swift build --build-tests
	PYSPARK_PYTHON="$(CURDIR)/.venv/spark/bin/python" swift test --skip-build --filter SparkTests

bench: setup ## times lists, pages and the evaluation engine, beside DuckDB, numpy, SciPy and R
	@Scripts/setup bench
	swift build -c release --product gapura
	Benchmarks/run.sh .build/release/gapura $(ROWS)
	python3 Benchmarks/monitoring.py .build/release/gapura $(ROWS)
	python3 Benchmarks/registry.py .build/release/gapura --rows $(ROWS)
	Benchmarks/evaluation.sh .build/release/gapura

examples: ## checks that the bundled examples are as their script makes them
	python3 Scripts/make_examples.py --check

clean: ## removes what was built
	rm -rf .build .venv demo-out
