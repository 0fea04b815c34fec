#!/bin/sh
# Prints the path of a Chromium that runs: $KG_CHROMIUM, else one that is installed, else Debian's by apt-get.
# Talk goes to stderr; exit 1 says in one paragraph what to do.

runs() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

find_one() {
    for name in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        found=$(command -v "$name") && runs "$found" && printf '%s\n' "$found" && return
    done
    return 1
}

if [ -n "${KG_CHROMIUM:-}" ]; then
    found=$(command -v "$KG_CHROMIUM") && runs "$found" && printf '%s\n' "$found" && exit
    echo "KG_CHROMIUM is '$KG_CHROMIUM', which does not run; set it to the path of Chromium or Chrome." >&2
    exit 1
fi

find_one && exit

if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then
        root="env"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        root="sudo -n env"
    else
        root=""
    fi
    if [ -n "$root" ]; then
        echo "No Chromium here: installing Debian's." >&2
        { $root DEBIAN_FRONTEND=noninteractive apt-get -q update &&
            $root DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends chromium; } >&2
        find_one && exit
    fi
fi

cat >&2 <<'END'
The tests of the page need Chromium or Chrome, and none was found that runs (looked for chromium, chromium-browser and
google-chrome on PATH). Install it (Debian: apt-get install chromium), or set KG_CHROMIUM to its path; then: make test
END
exit 1
