#!/bin/sh
# Installs what packages.txt names and the machine lacks, when that is possible; else the browser tests say what to do.
set -u
missing=""
for package in $(grep -v '^#' "$(dirname "$0")/../packages.txt"); do
    dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
done
[ -n "$missing" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 0
echo "安装浏览器测试需要的系统软件包：$missing …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null 2>&1
for package in $missing; do
    apt-get install -qq -y --no-install-recommends "$package" >/dev/null 2>&1 ||
        echo "没有装上：$package。浏览器测试可能因此失败，请手工安装。"
done
exit 0
