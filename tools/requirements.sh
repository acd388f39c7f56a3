#!/bin/sh
# Compile requirements*.in into requirements*.txt with the hash of every file.
#   tools/requirements.sh          write them
#   tools/requirements.sh --check  exit 1 when they do not fit requirements*.in
set -eu

target=.
if [ "${1:-}" = "--check" ]; then
    target=$(mktemp -d)
    trap 'rm -rf "$target"' EXIT
    cp requirements.txt requirements-dev.txt "$target/"
fi
for name in requirements requirements-dev; do
    # What is pinned stays pinned while it fits: only `--upgrade` asks for newer ones.
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make requirements" \
        "$name.in" --output-file "$target/$name.txt"
    if [ "$target" != . ]; then
        cmp -s "$name.txt" "$target/$name.txt" || {
            echo "$name.txt does not fit $name.in: run make requirements." >&2
            exit 1
        }
    fi
done
