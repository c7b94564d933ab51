#!/bin/sh
# Installs a build into an empty prefix, moves it, and builds and runs strangers' programs against
# it: C and C++, by pkg-config and by find_package, shared and static, and every example program.
# usage: run.sh BUILD_FOLDER
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
passed=0

step() { # LABEL COMMAND...: the command must succeed
    label=$1
    shift
    if "$@" >"$room/log" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAILED: $label"
        cat "$room/log"
        exit 1
    fi
}

runs() { # PROGRAM ARGUMENT...: it must say the version and nothing else
    [ "$("$@")" = "$version" ]
}

no_trace() { # no file of the copy may name the folder it was built in
    ! grep -rlF -e "$source/" -e "$build/" "$prefix"
}

cmake --install "$build" --prefix "$room/first" >"$room/log"
mv "$room/first" "$room/moved"
prefix=$room/moved
pc=$(find "$prefix" -name ontrack.pc)
lib=$(dirname "$(dirname "$pc")")
export PKG_CONFIG_PATH="${pc%/*}"
version=$(pkg-config --modversion ontrack)
warnings='-Wall -Wextra -Wpedantic -Werror'

step 'the licence is installed' test -n "$(find "$prefix" -name LICENSE)"
step 'pkg-config shows only -lontrack' \
    test "$(pkg-config --libs-only-l ontrack | tr -d ' ')" = -lontrack
[ "${ONTRACK_TRACES:-no}" = yes ] || step 'no path of the build in the copy' no_trace

for row in 'cc c -std=c11' 'c++ cpp -std=c++17'; do
    set -- $row
    step "$2: build, shared" $1 $3 $warnings "$here/consumer.$2" -o "$room/dynamic" \
        $(pkg-config --cflags --libs ontrack) "-Wl,-rpath,$lib"
    step "$2: run, shared" runs "$room/dynamic"
    step "$2: build, static" $1 $3 $warnings -static "$here/consumer.$2" -o "$room/static" \
        $(pkg-config --static --cflags --libs ontrack)
    step "$2: run, static" runs "$room/static"
done

for row in 'shared ontrack::ontrack' 'static ontrack::ontrack-static' \
    ' ontrack::ontrack-static' ' ontrack::ontrack'; do
    components=${row%% *} target=${row##* }
    step "find_package($components): configure" cmake -G Ninja -S "$here/package" \
        -B "$room/package" -DCMAKE_PREFIX_PATH="$prefix" \
        "-DONTRACK_COMPONENTS=$components" "-DONTRACK_TARGET=$target"
    step "find_package($components): build" cmake --build "$room/package"
    step "$target: run C" runs "$room/package/consumer_c"
    step "$target: run C++" runs "$room/package/consumer_cpp"
    rm -rf "$room/package"
done

. "$here/examples.sh"
echo "$passed steps passed against the installed ontrack $version"
