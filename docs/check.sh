#!/bin/sh
# Builds the reference into BUILD/docs; a public symbol without a comment, or a comment that names
# what is not there, is an error. A member of a struct may speak by its name alone.
# usage: docs/check.sh BUILD
set -eu
build=$(mkdir -p "$1/docs" && cd "$1" && pwd)
cd "$(dirname "$0")/.."
{
    cat docs/Doxyfile
    echo "OUTPUT_DIRECTORY = $build/docs"
    echo "STRIP_FROM_INC_PATH = include"
} | doxygen - 2>"$build/docs/log"
! grep -v 'Member .* (variable) of struct .* is not documented' "$build/docs/log"
