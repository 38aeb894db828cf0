#!/usr/bin/env bash
# Builds Joinery and runs its tests.
set -euo pipefail

usage="tests/run.sh [OPTION]
  (none)         quick tests, tests of the real window, code format
  --ci           these, and the quick tests under the address and undefined-behaviour sanitizers
  --sanitizers   the quick tests and ten thousand random gestures under the address and undefined-behaviour, then
                 under the thread sanitizer
  --long         these without option, the long tests, and the fuzzers for ten minutes each
  --benchmarks   every benchmark, built for speed
  --tidy         clang-tidy over the whole source"

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
exec </dev/null
source tests/packages.sh

if [ -z "${JOINERY_DATA:-}" ] && [ -d "$root/../shared/data" ]; then
    JOINERY_DATA=$(cd "$root/../shared/data" && pwd)
fi
export JOINERY_DATA=${JOINERY_DATA:-}
export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc)}

status=0

build()
{
    cmake --preset "$1" -DJOINERY_DATA="$JOINERY_DATA"
    cmake --build --preset "$1"
}

# The listed files that git knows or would add.
sources()
{
    git ls-files --cached --others --exclude-standard -- '*.cpp' '*.h' | while read -r file; do
        [ ! -f "$file" ] || echo "$file"
    done
}

check_format()
{
    echo "Checking the code's format"
    sources | xargs -r clang-format --dry-run -Werror || status=1
}

# run_tests PRESET LABELS, remembering a failure.
run_tests()
{
    local runner=()
    if [ "$1" = tsan ]; then
        # Its shadow memory has no place where the kernel scatters mappings widely.
        runner=(setarch "$(uname -m)" --addr-no-randomize)
    fi
    "${runner[@]}" ctest --preset "$1" --label-regex "^($2)\$" || status=1
}

mode=${1:-}
if [ $# -gt 1 ]; then
    echo "$usage" >&2
    exit 2
fi
case $mode in
    '')
        install_packages build run test
        build ci
        check_format
        run_tests ci 'quick|e2e'
        ;;
    --ci)
        install_packages build run test
        build ci
        build asan
        check_format
        run_tests asan quick
        run_tests ci 'quick|e2e'
        ;;
    --sanitizers)
        install_packages build run test
        for preset in asan tsan; do
            build "$preset"
            run_tests "$preset" 'quick|gestures'
        done
        ;;
    --long)
        install_packages build run test
        build ci
        check_format
        run_tests ci 'quick|e2e|long'
        install_packages fuzz
        build fuzz
        run_tests fuzz fuzz
        ;;
    --benchmarks)
        install_packages build run test
        build release
        for benchmark in build/release/tests/bench_*; do
            if [ -f "$benchmark" ] && [ -x "$benchmark" ]; then
                echo "== ${benchmark##*/}"
                QT_QPA_PLATFORM=offscreen "$benchmark" || status=1
            fi
        done
        ;;
    --tidy)
        install_packages build run test tidy
        build ci
        run-clang-tidy -quiet -p build/ci "^$root/(app|models|views|tests)/" || status=1
        ;;
    --help | -h)
        echo "$usage"
        ;;
    *)
        echo "$usage" >&2
        exit 2
        ;;
esac

if [ "$status" -ne 0 ]; then
    echo "Failed: see above." >&2
fi
exit "$status"
