#!/usr/bin/env bash
# Runs Hypercare from a clone. Sets up what it needs on the first call: a private uv, a virtual environment, locked packages.
#
#   ./hc demo            a simulated launch, seeded and judged, then served
#   ./hc test [--quick]  the tests (--quick: no servers, no browser, fewer examples; properties are tried with the same
#                        examples each time, and with many new ones by HYPOTHESIS_PROFILE=search ./hc test)
#   ./hc lint            format, lint, types, floors, docs
#   ./hc bench [NAME]    the benchmarks of the README's table
#   ./hc oracles         the engines that benchmarks and recorded vectors compare with, in an environment of their own
#   ./hc VERB ...        any other word is a hypercare verb: ./hc --help
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
state="$root/.hc"
venv="$root/.venv"
say() { printf '%s\n' "$*" >&2; }
die() { say "hc: $*"; exit 2; }

find_python() {
    local candidate
    for candidate in ${HYPERCARE_PYTHON:-} python3.11 python3 python3.12 python3.13; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    die "needs Python 3.11 or newer, found: $(python3 --version 2>&1). Fix: apt-get install python3, or set HYPERCARE_PYTHON=/path/to/python3.11"
}

# pip's own index and certificate settings, as the environment variables that uv reads.
hand_on_pip_settings() {
    local settings
    settings="$("$1" - <<'PY'
import os, shlex, subprocess, sys

listing = subprocess.run([sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True).stdout
found = {}
for line in listing.splitlines():
    key, _, value = line.partition("=")
    found[key.split(".")[-1]] = value.strip().strip("'\"").replace("\\n", " ")
names = {"index-url": "UV_DEFAULT_INDEX", "extra-index-url": "UV_INDEX", "find-links": "UV_FIND_LINKS", "cert": "SSL_CERT_FILE"}
for key, name in names.items():
    if found.get(key) and not os.environ.get(name):
        value = found[key]
        if name == "UV_FIND_LINKS":
            value = ",".join(value.split())
        print(f"export {name}={shlex.quote(value)}")
PY
)"
    eval "$settings"
    export UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}" UV_NO_PROGRESS="${UV_NO_PROGRESS-1}"
}

# private_uv PYTHON: a uv of our own, with pip's settings handed on to it
private_uv() {
    uv="$state/uv/bin/uv"
    hand_on_pip_settings "$1"
    [ -x "$uv" ] && return
    mkdir -p "$state"
    "$1" -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target "$state/uv" \
        --require-hashes -r "$root/requirements/uv.txt" 2>"$state/uv.log" || say "hc: no uv ($(tail -n 1 "$state/uv.log")); falling back to pip"
}

# sync PYTHON PROFILE VENV: the locked packages of requirements/PROFILE.txt, and no others, into VENV
sync() {
    [ -x "$uv" ] && "$uv" venv --quiet --allow-existing --python "$1" "$3" &&
        VIRTUAL_ENV="$3" "$uv" pip sync --quiet --require-hashes "$root/requirements/$2.txt"
}

# sync_with_pip PYTHON PROFILE VENV: the same, where there is no uv
sync_with_pip() {
    say "hc: installing with pip instead of uv"
    [ -x "$3/bin/python" ] && "$3/bin/python" -m pip --version >/dev/null 2>&1 || "$1" -m venv --clear "$3" ||
        die "cannot make a virtual environment. Fix: apt-get install python3-venv"
    "$3/bin/python" -m pip install --quiet --require-hashes -r "$root/requirements/$2.txt"
}

# install PYTHON PROFILE: the locked packages of requirements/PROFILE.txt and this package into .venv
install() {
    local editable=(--no-deps --no-build-isolation --editable "$root") uv
    private_uv "$1"
    if sync "$1" "$2" "$venv" && VIRTUAL_ENV="$venv" "$uv" pip install --quiet "${editable[@]}"; then
        return
    fi
    sync_with_pip "$1" "$2" "$venv" && "$venv/bin/python" -m pip install --quiet "${editable[@]}" ||
        die "the packages could not be installed; the lines above say why"
}

# oracles: makes .hc/oracles hold what requirements/oracles.txt locks, and prints its Python
oracles() {
    local python oracles="$state/oracles" stamp uv
    python="$(find_python)"
    stamp="$(sha256sum <"$root/requirements/oracles.txt") $python"
    if [ "$(cat "$oracles/.stamp" 2>/dev/null)" != "$stamp" ]; then
        say "hc: setting up the oracles' environment, once"
        rm -f "$oracles/.stamp"
        private_uv "$python"
        sync "$python" oracles "$oracles" || sync_with_pip "$python" oracles "$oracles" ||
            die "the oracles could not be installed; the lines above say why"
        printf '%s' "$stamp" >"$oracles/.stamp"
    fi
    printf '%s\n' "$oracles/bin/python"
}

# ready PROFILE: makes .venv hold at least what the profile locks (dev holds all of run)
ready() {
    local profile=$1 python stamp
    python="$(find_python)"
    stamp="$profile $(cat "$root/requirements/$profile.txt" "$root/pyproject.toml" | sha256sum | cut -d' ' -f1) $python"
    [ "$(cat "$venv/.stamp-$profile" 2>/dev/null)" = "$stamp" ] && return
    if [ "$profile" = run ] && [ "$(cut -d' ' -f1 "$venv/.stamp-dev" 2>/dev/null)" = dev ]; then
        profile=dev
        stamp="$profile $(cat "$root/requirements/$profile.txt" "$root/pyproject.toml" | sha256sum | cut -d' ' -f1) $python"
        [ "$(cat "$venv/.stamp-$profile" 2>/dev/null)" = "$stamp" ] && return
    fi
    say "hc: setting up the environment ($profile), once"
    rm -f "$venv"/.stamp-*
    install "$python" "$profile"
    printf '%s' "$stamp" >"$venv/.stamp-$profile"
}

# apt_packages NAME...: installs what is missing when it may, else says exactly what to run
apt_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing+=("$name")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local apt=(apt-get -o Acquire::Retries=3)
    if [ "$(id -u)" -ne 0 ]; then
        if sudo -n true 2>/dev/null; then apt=(sudo "${apt[@]}"); else die "these Debian packages are needed: run: sudo apt-get install ${missing[*]}"; fi
    fi
    say "hc: installing Debian packages: ${missing[*]}"
    "${apt[@]}" update -qq >/dev/null && DEBIAN_FRONTEND=noninteractive "${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        die "apt-get could not install them: run: sudo apt-get install ${missing[*]}"
}

# What the tests point at the product: a browser, a database server, and the vendors' JavaScript clients.
test_tools() {
    apt_packages chromium postgresql
    command -v npm >/dev/null || apt_packages nodejs npm
    local clients="$root/tests/clients"
    if [ "$(cat "$clients/node_modules/.stamp" 2>/dev/null)" != "$(sha256sum <"$clients/package.json")" ]; then
        say "hc: installing the vendors' JavaScript clients"
        (cd "$clients" && npm install --no-package-lock --ignore-scripts --no-audit --no-fund --fetch-retries=5 --loglevel=error >&2)
        sha256sum <"$clients/package.json" >"$clients/node_modules/.stamp"
    fi
}

lint() {
    cd "$root"
    local failed=0 types told="$state/types.log"
    step() { say "hc lint: $1"; shift; "$@" || failed=1; }
    told_types() { local code=0; wait "$types" || code=$?; cat "$told"; return "$code"; }
    # Types take as long as all the rest, which is looked at meanwhile.
    mkdir -p "$state"
    mypy --no-error-summary src >"$told" 2>&1 &
    types=$!
    step format ruff format --check --quiet .
    step lint ruff check --quiet .
    step floors lint-imports --no-logo
    step docs python tools/check_docs.py
    step types told_types
    [ "$failed" -eq 0 ] && say "hc lint: clean" || die "lint found something; the lines above say where"
}

run_tests() {
    cd "$root"
    # Hundreds of processes are started; without byte code on disk each would compile all that it imports again.
    unset PYTHONDONTWRITEBYTECODE
    # Temporary files lie in memory (tests/memory_disk.py), so what a test that passed leaves goes at once.
    local shared_out=(-n auto --dist worksteal -o tmp_path_retention_policy=failed)
    if [ "${1:-}" = "--quick" ]; then
        shift
        exec env HYPOTHESIS_PROFILE=quick pytest -m "not slow" "${shared_out[@]}" "$@"
    fi
    test_tools
    exec pytest "${shared_out[@]}" "$@"
}

if [ "${1:-}" = oracles ]; then
    oracles
    exit
fi
profile=run
case "${1:-}" in test | lint | bench) profile=dev ;; esac
ready "$profile"
export PATH="$venv/bin:$PATH" VIRTUAL_ENV="$venv"
case "${1:-}" in
    lint) lint ;;
    test) shift; run_tests "$@" ;;
    bench) shift; cd "$root"; exec python -m bench "$@" ;;
    *) exec hypercare "$@" ;;
esac
