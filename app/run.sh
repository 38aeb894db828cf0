#!/usr/bin/env bash
# Builds Joinery where needed and starts it: app/run.sh [ARGUMENTS OF joinery…]
# Messages go to standard error, so that the output of a command stays its result alone.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/release
source "$root/tests/packages.sh"

sections=(build run)
if [ -n "${WAYLAND_DISPLAY:-}" ] && [ -z "${DISPLAY:-}" ]; then
    sections+=(wayland)
fi
install_packages "${sections[@]}" >&2

(
    cd "$root"
    if [ ! "$build/build.ninja" -nt CMakePresets.json ]; then
        cmake --preset release
    fi
    cmake --build --preset release --target joinery
) >&2

joinery=$build/app/joinery
for argument in "$@"; do
    case $argument in
        --) break ;;
        --screenshot | --screenshot=* | --version | -v | --help | -h) exec "$joinery" "$@" ;;
    esac
done
case ${1:-} in
    relationships | links | link | unlink | import | sample) exec "$joinery" "$@" ;;
esac
if [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]; then
    exec "$joinery" "$@"
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/joinery.XXXXXX")
echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set): drawing the window into a picture." >&2
"$joinery" --screenshot "$folder/joinery.png" "$@"
echo "The picture is in $folder/joinery.png" >&2
