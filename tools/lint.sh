#!/bin/sh
# Check the style of everything; each tool is run, and the exit code says whether all agree.
set -u
bin=.venv/bin
failed=0
check() {
    echo "· $1" >&2
    shift
    "$@" || failed=1
}
check "ruff" $bin/ruff check --quiet .
check "ruff format" $bin/ruff format --quiet --check .
check "templates (djlint)" $bin/djlint --quiet --lint comments consultations drafts frontend platform search voting
check "shell" sh -n tools/*.sh .ci/run
exit $failed
