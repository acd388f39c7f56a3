#!/bin/sh
# Check everything: on SQLite, then on PostgreSQL with Redis, then in a browser. Every
# part runs, whatever the ones before it said; the last lines say which failed.
set -u

bin=.venv/bin
packages="postgresql redis-server chromium gettext fonts-noto-core
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
failed=""
started=$(date +%s)

part() {
    name=$1
    shift
    echo "" >&2
    echo "=== $name ($(($(date +%s) - started)) s)" >&2
    "$@" || failed="$failed
  - $name"
}

# shellcheck disable=SC2086
sh tools/packages.sh $packages || exit 1
unset DATABASE_URL REDIS_URL ELASTICSEARCH_URL SAWT_DEMO SAWT_RATE_LIMITS
export PYTHONWARNINGS=ignore

part "style" sh tools/lint.sh
part "floors and rooms" $bin/lint-imports
part "types" $bin/mypy
part "pinned requirements fit" sh tools/requirements.sh --check
part "migrations fit the models" $bin/python manage.py makemigrations --check --dry-run
part "translations fit the sources" $bin/python tools/messages.py --check
part "tests on SQLite" $bin/pytest -q -n 2 -m "not browser" --ignore=tests/bench
part "tests on PostgreSQL and Redis" sh tools/services.sh $bin/pytest -q -n 2 -m "not browser" --ignore=tests/bench --database-only
part "tests in a browser" $bin/pytest -q -n 2 -m browser --ignore=tests/bench

echo "" >&2
took=$((($(date +%s) - started) / 60))
if [ -n "$failed" ]; then
    echo "These parts failed, after $took minutes:$failed" >&2
    exit 1
fi
echo "All parts passed in $took minutes." >&2
