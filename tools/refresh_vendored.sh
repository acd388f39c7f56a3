#!/bin/sh
# Fetch the libraries that are kept in the repository, each at the version named here.
# Uses whatever registry npm is configured for; run it from the repository root.
set -eu

htmx=4.0.1
leaflet=1.9.4
axe=4.14.1
htmlcs=2.5.1

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # name version -> unpacked in $work/$name
    mkdir -p "$work/$1"
    (cd "$work/$1" && npm pack --silent "$1@$2" >archive && tar -xzf "$(cat archive)" --strip-components=1)
}

keep() { # target folder, then files inside the package
    target=$1
    package=$2
    shift 2
    mkdir -p "$root/$target"
    for file in "$@"; do
        cp "$work/$package/$file" "$root/$target/"
    done
}

fetch htmx.org "$htmx"
fetch leaflet "$leaflet"
fetch axe-core "$axe"
fetch html_codesniffer "$htmlcs"

keep frontend/vendor/htmx htmx.org dist/htmx.min.js LICENSE
keep frontend/vendor/leaflet leaflet dist/leaflet.js dist/leaflet.css LICENSE
mkdir -p "$root/frontend/vendor/leaflet/images"
cp "$work"/leaflet/dist/images/*.png "$root/frontend/vendor/leaflet/images/"
keep tests/browser/vendor/axe axe-core axe.min.js LICENSE
keep tests/browser/vendor/htmlcs html_codesniffer build/HTMLCS.js licence.txt
# Source maps are not kept, so nothing may point at them.
sed -i '/^\/\/# sourceMappingURL=/d' "$root/frontend/vendor/htmx/htmx.min.js" "$root/frontend/vendor/leaflet/leaflet.js"
