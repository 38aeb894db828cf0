# Sourced by app/run.sh and tests/run.sh: the Debian packages (Debian 12, Ubuntu 24.04) that Joinery needs, by purpose.

declare -A packages_for=(
    [build]="
        ccache
        cmake
        g++
        libexpected-dev
        libsqlite3-dev
        libuchardet-dev
        ninja-build
        pkg-config
        qt6-base-dev
        qt6-l10n-tools
        qt6-svg-dev
        qt6-tools-dev
        qt6-tools-dev-tools
    "
    [run]="
        fonts-noto-cjk
        fonts-noto-color-emoji
        fonts-noto-core
        libqt6sql6-sqlite
    "
    [wayland]="qt6-wayland"
    [test]="
        at-spi2-core
        clang-format
        dbus
        gir1.2-atspi-2.0
        git
        imagemagick
        librapidcheck-dev
        python3-gi
        python3-pyatspi
        sqlite3
        x11-utils
        xdotool
        xvfb
    "
    [tidy]="clang-tidy"
    [fuzz]="
        clang
        libclang-rt-dev
    "
)

# Installs those packages for the named purposes that are missing. Fails with one sentence where that cannot be done.
install_packages()
{
    local purpose package installed more=() packages=() missing=() as_root=()
    for purpose in "$@"; do
        read -r -d '' -a more <<<"${packages_for[$purpose]}" || true
        packages+=("${more[@]}")
    done

    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        echo "This is neither Debian nor Ubuntu: install what these packages hold there, then build with" \
            "'cmake --preset release && cmake --build --preset release': ${packages[*]}" >&2
        return 1
    fi
    installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null) || true
    for package in "${packages[@]}"; do
        grep -qxF "installed $package" <<<"$installed" || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        return 0
    fi

    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing and cannot be installed without root or sudo: ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    echo "Installing ${missing[*]}" >&2
    "${as_root[@]}" apt-get update
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"
}
