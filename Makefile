# 数衡 Shuheng. `make help` lists the commands.
VENV ?= .venv
PORT ?= 8000
SERVER := --workers 2 --threads 4 --no-control-socket --log-level warning
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := $(VENV)/bin
export VENV

.DEFAULT_GOAL := help
.PHONY: help setup run test check format bench lock python base-environment

help:  ## list the commands / 列出命令
	@sed -n 's/^\([a-z]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; \
		do printf '  make %-8s %s\n' "$$name" "$$text"; done

setup: python  ## the whole set-up, safe to repeat / 准备环境
	@scripts/system_packages.sh test
	@"$(PYTHON)" scripts/environment.py dev

run: base-environment  ## set up, score, and serve the pages on 127.0.0.1:8000 / 准备、评分、启动网站
	@scripts/system_packages.sh run
	@set -a; [ ! -f .env ] || . ./.env; set +a; \
		$(BIN)/python manage.py check_database && \
		$(BIN)/python manage.py migrate --no-input --verbosity 0 && \
		$(BIN)/shuheng demo && \
		$(BIN)/python manage.py load_demo && \
		echo "网站 / open: http://127.0.0.1:$(PORT)/  （Ctrl+C 停止 / stops it）" && \
		exec $(BIN)/python scripts/serve.py --bind 127.0.0.1:$(PORT) $(SERVER)

test: setup  ## set up and run every test / 运行全部测试
	@$(BIN)/python -m pytest --numprocesses auto $(ARGS)

check: setup  ## format, lint, types, layers, migrations / 静态检查
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python manage.py makemigrations --check --dry-run

format: setup  ## format and mend what can be mended / 自动排版
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: python  ## measure beside peers, write docs/reference/benchmarks*.md / 性能测量
	@"$(PYTHON)" scripts/environment.py bench
	@VENV=.venv-tables "$(PYTHON)" scripts/environment.py bench-tables
	@$(BIN)/python -m tests.bench --write
	@$(BIN)/python -m tests.bench.catalogue --write
	@$(BIN)/python -m tests.bench.tables --write

lock: setup  ## write requirements/*.lock anew (ARGS=--upgrade) / 重写依赖锁
	@scripts/lock.sh "$(abspath $(BIN))/uv" $(ARGS)

base-environment: python
	@"$(PYTHON)" scripts/environment.py base

python:
	@test -n "$(PYTHON)" && "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed"; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "缺少 venv 模块，请安装 / please install: apt-get install python3-venv"; exit 1; }
