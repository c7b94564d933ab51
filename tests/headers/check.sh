#!/bin/sh
# Compiles every public header alone. usage: check.sh INCLUDE BUILT_INCLUDE COMPILER STANDARD
set -u
include=$1 built=$2 compiler=$3 standard=$4
case $standard in c++*) language=c++ own='' ;; *) language=c own='-Wstrict-prototypes' ;; esac
count=0 failed=0
for header in "$include"/ontrack/*.h "$built"/ontrack/*.h; do
    count=$((count + 1))
    # Twice, so that a missing include guard shows too.
    printf '#include <ontrack/%s>\n#include <ontrack/%s>\ntypedef int alone;\n' "${header##*/}" "${header##*/}" |
        "$compiler" -x "$language" -std="$standard" -fsyntax-only -Wall -Wextra -Wpedantic \
            -Wconversion -Wshadow -Wundef $own -Werror -I"$include" -I"$built" - || {
        echo "${header##*/}: does not compile alone with $compiler -std=$standard"
        failed=$((failed + 1))
    }
done
[ "$count" -gt 1 ] || { echo "no headers in $include"; exit 1; }
echo "$count headers, $failed failed"
[ "$failed" -eq 0 ]
