# Everything starts here: `make run` to try, `make test` and `make lint` to work, `make backup` to keep.
# A Python of 3.11 or later is all that must be there.
PYTHON := $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
ifeq ($(PYTHON),)
$(error Il faut Python 3.11 ou plus récent)
endif
# Without production's variables, the demo's own database is the one that is backed up and restored.
MANAGE := $(if $(DATABASE_URL),,CCR_DEMO=1 )$(PYTHON) -m tools.manage

.PHONY: help run test lint bench backup restore format lock

help:  ## what there is
	@sed -n 's/^\([a-z]*\):.*## /make \1	/p' $(MAKEFILE_LIST)

run:  ## the demo, on this machine (PORT=8000)
	@exec $(PYTHON) -m tools.launch

test:  ## the whole suite, on a real PostgreSQL, Redis and Chromium (ARGS="-k wall")
	@exec $(PYTHON) -m tools.test $(ARGS)

lint:  ## style, templates, arrows between the apps, the wall, Django's checks
	@exec $(PYTHON) -m tools.lint

format:  ## write the style that lint asks for
	@exec $(PYTHON) -m tools.lint --fix

bench:  ## measure the main pages, write docs/mesures.md
	@exec $(PYTHON) -m tools.bench

backup:  ## one dated archive of the database and the files (TO=folder)
	@$(MANAGE) backup $(if $(TO),--to "$(TO)")

restore:  ## bring an archive back (FILE=…; FORCE=1 over a database that is not empty)
	@$(MANAGE) restore "$(FILE)" $(if $(FORCE),--force)

lock:  ## lock the requirements again, with their hashes
	@for name in base dev s3; do uv pip compile -q --generate-hashes --no-emit-index-url --python-version 3.11 --universal \
	--no-header --no-annotate requirements/$$name.in -o requirements/$$name.txt; done
