# Everything a person types. `make help` lists it.
.DEFAULT_GOAL := help
.PHONY: help run test soak fmt check demo bench lock environment test-environment
SHELL := /bin/sh
PORT ?= 8000
BENCH ?= lookup
PYTHON := .venv/bin/python
TOOLS := .venv/bin
OWN := accounts admin_portal applications bench catalogue certificates core deploy gxzc messaging payments tests verification manage.py
# Values for `check --deploy` only: they open nothing.
DUMMY := env -u GXZC_DEMO DJANGO_SETTINGS_MODULE=gxzc.settings.production \
	SECRET_KEY=only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG \
	GXZC_PII_KEYS=1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= GXZC_INDEX_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
	DATABASE_URL=postgresql://127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0 ALLOWED_HOSTS=example.invalid \
	GXZC_SITE_URL=https://example.invalid GXZC_FILES=/nonexistent GXZC_AUDIT_HEADS=/nonexistent SMS_CHANNEL=messaging.channels.sms.Unconfigured

help: ## 列出可用的命令
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: environment ## 启动整个平台（PORT=8000，Ctrl-C 停止）
	@PORT=$(PORT) exec $(PYTHON) manage.py dev

test: test-environment ## 运行全部测试（不含 soak）
	@exec $(TOOLS)/pytest -n auto --maxprocesses 4 --max-worker-restart 0 --no-loadscope-reorder $(ARGS)

soak: test-environment ## 运行耗时的全量测试
	@exec $(TOOLS)/pytest -m soak -o faulthandler_timeout=3600 $(ARGS)

# Templates are formatted by hand: djlint breaks lines inside blocks that fill an attribute.
fmt: test-environment ## 整理 Python 代码格式
	@$(TOOLS)/ruff format $(OWN)
	@$(TOOLS)/ruff check --fix $(OWN)

check: test-environment ## 静态检查：格式、依赖方向、模板、类型、迁移、部署设置
	$(TOOLS)/ruff check $(OWN)
	$(TOOLS)/ruff format --check $(OWN)
	$(TOOLS)/lint-imports
	$(TOOLS)/djlint templates --lint --quiet
	$(TOOLS)/mypy
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(DUMMY) $(PYTHON) manage.py check --deploy --fail-level WARNING

demo: environment ## 清空并重建演示数据
	@exec $(PYTHON) manage.py seed_demo --rebuild

bench: test-environment ## 运行性能对比（BENCH=lookup、queue、submit 或 upload）
	@exec $(PYTHON) -m bench.$(BENCH) $(ARGS)

lock: test-environment ## 按 requirements*.in 重新固定版本与哈希
	$(PYTHON) -m pip install --quiet uv==0.13.8
	$(TOOLS)/uv pip compile --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 -o requirements.txt requirements.in
	$(TOOLS)/uv pip compile --generate-hashes --no-header --no-emit-index-url --no-emit-find-links --python-version 3.11 -o requirements-dev.txt requirements-dev.in

environment:
	@python3 deploy/bootstrap.py requirements.txt

test-environment:
	@python3 deploy/bootstrap.py requirements.txt requirements-dev.txt
	@deploy/system-packages.sh
