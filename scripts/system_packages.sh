#!/usr/bin/env bash
# What Debian supplies beyond pip. Installs what is missing where it may (root, or sudo without a password),
# else says in one line what to install. Never fails: what is optional is done without, and the tests that need
# a missing program say so themselves. `run` asks once per environment, so that a machine without network is not
# kept waiting at every start.
# Usage: VENV=.venv scripts/system_packages.sh run|test
set -u
asked=$VENV/.asked-for-system-packages
[ "$1" = run ] && [ -e "$asked" ] && exit 0

has_chinese_font() {
    ls /usr/share/fonts/*/noto/NotoSansCJK-*.ttc >/dev/null 2>&1 ||
        { command -v fc-list >/dev/null && [ -n "$(fc-list ':lang=zh-cn' family)" ]; }
}

missing=()
has_chinese_font || missing+=(fonts-noto-cjk)
if [ "$1" = test ]; then
    command -v chromium >/dev/null || missing+=(chromium)
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
    { command -v mariadb-install-db && ls /usr/sbin/mariadbd; } >/dev/null 2>&1 || missing+=(mariadb-server)
    command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
fi
[ "$1" = run ] && touch "$asked"
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo -n)
fi
if command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null; }; then
    echo "安装系统软件包 / installing Debian packages: ${missing[*]} …"
    apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=0)
    { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 &&
        exit 0
fi
echo "可选的系统软件包未安装 / optional Debian packages are missing: apt-get install ${missing[*]}" >&2
exit 0
