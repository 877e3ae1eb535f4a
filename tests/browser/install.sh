#!/bin/sh
# Chromium for tests/browser, where the system's package manager has it and we may use it.
set -eu
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && exit 0
command -v apt-get >/dev/null || { echo "install Chromium by hand: there is no apt-get here" >&2; exit 1; }
[ "$(id -u)" = 0 ] && as= || as=sudo
$as apt-get update -q && $as apt-get install -y -q --no-install-recommends chromium
