#!/bin/sh
# Install those of the named Debian packages that are missing, or say which to install.
#   tools/packages.sh PACKAGE…
set -eu

missing=""
for package in "$@"; do
    state=$(dpkg-query --show --showformat='${Status}' "$package" 2>/dev/null || true)
    [ "$state" = "install ok installed" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        echo "These Debian packages are missing:$missing. Please run: sudo apt-get install$missing" >&2
        exit 1
    fi
fi
if ! command -v apt-get >/dev/null 2>&1; then
    echo "These packages are missing, and this is not Debian:$missing." >&2
    exit 1
fi
echo "· Installing Debian packages:$missing" >&2
# A fresh machine has no package lists; old ones name versions that are gone.
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
