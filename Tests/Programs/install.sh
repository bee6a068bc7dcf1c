#!/bin/sh
# Makes the virtual environments that the programs of this folder need, in .build/programs or in the folder that
# ASCRIBE_PROGRAMS names. Packages come from PyPI. What is there already is kept.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${ASCRIBE_PROGRAMS:-$here/../../.build/programs}
mkdir -p "$target"
for list in "$here"/requirements-*.txt; do
    name=$(basename "$list" .txt | sed 's/^requirements-//')
    if [ -e "$target/$name.installed" ] && cmp -s "$list" "$target/$name.installed"; then continue; fi
    python3 -m venv "$target/$name"
    "$target/$name/bin/pip" install --quiet --disable-pip-version-check --requirement "$list"
    cp "$list" "$target/$name.installed"
done
