# เพื่อนเขต · Puean Khet — needs only make and Python 3.11–3.14; everything else installs itself into .venv.
.DEFAULT_GOAL := help
.PHONY: help install demo test bench screenshots lint types floors format lock audit clean

VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip install --quiet --disable-pip-version-check --no-input --require-hashes
SPEAK  := @printf '· %s\n'
export PYTHONUTF8 := 1

# The first of these that is new enough becomes the office's own Python; `make PYTHON=… demo` chooses another.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo $$p && break; done)

help: ## แสดงคำสั่งทั้งหมด · show this list
	@echo "เพื่อนเขต · Puean Khet"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

install: $(VENV)/run.stamp ## ติดตั้งส่วนประกอบตามไฟล์ล็อก · build .venv from the lock file

demo: $(VENV)/run.stamp ## เปิดเขตตัวอย่างบนเครื่องนี้ ไม่ต้องมีบัญชี LINE · a running district, no LINE account
	@$(PY) -m bot demo $(ARGS)

test: $(VENV)/test.stamp ## รันการทดสอบทั้งหมด · run every test (ARGS="-k question")
	@$(PY) -m pytest $(SIDE_BY_SIDE) $(ARGS)
# A worker for each processor, each with an office of its own; the slow folders stand first in the alphabet.
SIDE_BY_SIDE := -n logical --maxprocesses 8 --dist loadfile --no-loadscope-reorder

bench: $(VENV)/run.stamp ## วัดความเร็วเว็บฮุกเทียบกับเพื่อน · measure the webhook beside its peers (ARGS=--json)
	@$(PY) -m tests.bench $(ARGS)

screenshots: $(VENV)/test.stamp ## ถ่ายภาพหน้าจอของ README และคู่มือใหม่ · take the pictures of the README and the manuals again
	@$(PY) -m tests.pictures $(ARGS)
	@$(PY) -m tests.manual_pictures $(ARGS)

lint: $(VENV)/test.stamp ## ตรวจรูปแบบโค้ด · ruff
	@$(PY) -m ruff check .

types: $(VENV)/test.stamp ## ตรวจชนิดข้อมูล · mypy
	@$(PY) -m mypy

floors: $(VENV)/test.stamp ## ตรวจทิศทางการ import · each floor imports only downwards
	@$(VENV)/bin/lint-imports

format: $(VENV)/test.stamp ## จัดรูปแบบโค้ด · ruff format, and the imports sorted
	@$(PY) -m ruff check --quiet --select I --fix . && $(PY) -m ruff format .

lock: $(VENV)/test.stamp ## ล็อกรุ่นของส่วนประกอบใหม่ · pin every part again from pyproject.toml
	@$(PY) -m pip install --quiet --disable-pip-version-check uv
	@$(UV) --output-file requirements.lock
	@$(UV) --extra test --constraints requirements.lock --output-file requirements-test.lock
UV := $(PY) -m uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

audit: $(VENV)/run.stamp ## ตรวจช่องโหว่ของส่วนประกอบที่ล็อกไว้ (ใช้อินเทอร์เน็ต) · known holes in the locked parts (needs the internet)
	@test -x $(AUDIT)/bin/pip-audit || { $(PY) -m venv $(AUDIT) && \
	  $(AUDIT)/bin/python -m pip install --quiet --disable-pip-version-check pip-audit; } || { \
	  rm -rf $(AUDIT); echo "$(UNASKED)"; exit 2; }
	@$(AUDIT)/bin/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements-test.lock $(ARGS) \
	  2>$(AUDIT)/told; status=$$?; cat $(AUDIT)/told >&2; \
	  if [ $$status -ne 0 ] && ! grep -q "known vulnerabilit" $(AUDIT)/told; then echo "$(UNASKED)"; exit 2; fi; exit $$status
AUDIT := $(VENV)/audit
UNASKED := ยังไม่ได้ตรวจ: ติดต่อแหล่งข้อมูลไม่ได้ ลองใหม่เมื่อมีอินเทอร์เน็ต · nothing was checked: the network is missing or closed

clean: ## ลบ .venv และแคช (ไม่แตะข้อมูลใน var/) · remove .venv and caches; var/ with its data stays
	@rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build *.egg-info test-results
	@find bot handlers richmenus models scheduler tests -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

$(PY):
	@test -n "$(PYTHON)" || { \
	  echo "ต้องมี Python 3.11–3.14 ก่อนค่ะ (ไม่พบในเครื่องนี้)"; \
	  echo "Python 3.11–3.14 is needed and was not found: install it, or say make PYTHON=/path/to/python3"; exit 1; }
	$(SPEAK) "สร้าง .venv · creating .venv with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
	  echo "สร้าง .venv ไม่สำเร็จ (Debian/Ubuntu: ติดตั้ง python3-venv) · could not create .venv (on Debian or Ubuntu install python3-venv)"; exit 1; }

$(VENV)/run.stamp: requirements.lock | $(PY)
	$(SPEAK) "ติดตั้งส่วนประกอบ ครั้งแรกราวหนึ่งนาที · installing the locked packages, about a minute the first time"
	@$(PIP) --requirement requirements.lock
	@touch $@

$(VENV)/test.stamp: requirements.lock requirements-test.lock | $(PY)
	$(SPEAK) "ติดตั้งส่วนประกอบและเครื่องมือทดสอบ ครั้งแรกราวหนึ่งนาที · installing the locked packages and test tools, about a minute the first time"
	@$(PIP) --requirement requirements-test.lock
	@touch $(VENV)/run.stamp $@
