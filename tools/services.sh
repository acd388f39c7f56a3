#!/bin/sh
# Run a command beside a PostgreSQL and a Redis of its own, on free ports, and stop
# both when it ends, however it ends.
#   tools/services.sh COMMAND…
# The command finds them in DATABASE_URL and REDIS_URL.
set -eu

folder=$(mktemp -d "${TMPDIR:-/tmp}/sawt-services.XXXXXX")
chmod 755 "$folder"
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$bin/initdb" ] || bin=$(dirname "$(command -v initdb || echo /nowhere/initdb)")
if [ ! -x "$bin/initdb" ] || ! command -v redis-server >/dev/null 2>&1; then
    echo "PostgreSQL and Redis are needed: sudo apt-get install postgresql redis-server" >&2
    exit 1
fi

# PostgreSQL refuses to run as root; Debian's package brings a user for it.
if [ "$(id -u)" = 0 ]; then
    as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups env HOME="$folder" "$@"; }
    install -d -o postgres "$folder/postgres"
else
    as_postgres() { "$@"; }
    mkdir "$folder/postgres"
fi

stop() {
    trap - EXIT INT TERM HUP
    [ -n "${child:-}" ] && kill "$child" 2>/dev/null || true
    [ -n "${redis:-}" ] && kill "$redis" 2>/dev/null || true
    as_postgres "$bin/pg_ctl" -D "$folder/postgres/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

cd /
postgres_port=$(free_port)
redis_port=$(free_port)
as_postgres "$bin/initdb" -D "$folder/postgres/data" -U sawt --auth=trust --encoding=UTF8 --locale=C.UTF-8 >"$folder/initdb.log"
# Nothing here outlives the tests, so nothing waits for the disk.
as_postgres "$bin/pg_ctl" -D "$folder/postgres/data" -w -l "$folder/postgres/log" -o "-p $postgres_port -k $folder/postgres -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >/dev/null
redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" >"$folder/redis.log" 2>&1 &
redis=$!
until redis-cli -p "$redis_port" ping >/dev/null 2>&1; do
    kill -0 "$redis" 2>/dev/null || { cat "$folder/redis.log" >&2; exit 1; }
    sleep 0.1
done
cd - >/dev/null

DATABASE_URL="postgres://sawt@127.0.0.1:$postgres_port/postgres" REDIS_URL="redis://127.0.0.1:$redis_port/0" "$@" &
child=$!
wait "$child"
