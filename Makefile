# Needs Python 3.11 or later and make; sets everything else up in .venv, once.
#
#   make brief    write an English brief of the sample article
#   make newsletter   make an issue of the sample articles, with the weak bundled models
#   make test     run the tests
#   make faults   kill, fill, forbid, damage and interrupt the cache in all ways, some 20 minutes (docs/faults.md)
#   make lint     ruff and mypy
#   make fuzz     fuzz every reader, MINUTES=5 each
#   make clean    remove what these made, the remembered results in outputs/ excepted
#
#   make brief PYTHON=python3.12
#   make brief PIP_FLAGS="--extra-index-url https://download.pytorch.org/whl/cpu"

PYTHON ?= python3
PIP_FLAGS ?=
MINUTES ?= 5
ARTICLE ?= seeds/standard-musk-microsoft.txt

PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt $(PIP_FLAGS)
INPUTS = setup.cfg pyproject.toml constraints.txt

.PHONY: help brief newsletter test faults fuzz lint clean

help:
	@sed -n 's/^#   //p' Makefile

brief: .venv/ready
	@.venv/bin/python -m pipeline run "$(ARTICLE)"
	@printf '\nYour own article:\n\n    .venv/bin/pipeline run path/to/your-article.txt\n\n' >&2

newsletter: .venv/ready-newsletter
	@.venv/bin/python -m pipeline newsletter seeds/newsletter.jsonl "$(ARTICLE)" --title "News from German" \
	  --sections "Business: keyword Zentralbank, keyword Microsoft; Vienna: keyword Wien" --allow-bundled -o outputs/newsletter
	@printf '\nOpen outputs/newsletter/news-from-german-1.html in a browser. For an editor: --draft, then --publish.\n\n' >&2

test: .venv/ready-dev
	.venv/bin/python -m pytest

faults: .venv/ready-dev
	PIPELINE_FAULTS=whole .venv/bin/python -m pytest tests/faults

lint: .venv/ready-dev
	.venv/bin/python -m ruff check .
	.venv/bin/python -m mypy --strict pipeline training

fuzz: .venv/ready-dev
	$(PIP) --editable '.[fuzz]'
	nice -n 19 .venv/bin/python fuzz/run.py $(MINUTES)

clean:
	rm -rf .venv build dist german_briefs.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@command -v "$(PYTHON)" >/dev/null || { echo "Python is missing: '$(PYTHON)' is not a command. Install Python 3.11 or later, or say which: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit("Python 3.11 or later is needed and $(PYTHON) is %d.%d. Say which to use: make PYTHON=python3.12" % sys.version_info[:2] if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv; the first time takes some minutes and downloads several hundred MB." >&2
	"$(PYTHON)" -m venv .venv

.venv/ready: .venv/bin/python $(INPUTS)
	$(PIP) --editable .
	@touch $@

.venv/ready-newsletter: .venv/bin/python $(INPUTS)
	$(PIP) --editable '.[newsletter]'
	@touch .venv/ready $@

.venv/ready-dev: .venv/bin/python $(INPUTS)
	$(PIP) --editable '.[dev,evaluation,newsletter,training]'
	@touch .venv/ready .venv/ready-newsletter $@
