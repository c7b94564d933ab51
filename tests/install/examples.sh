# Sourced by run.sh: the programs of examples/ against the installed copy, run on the demo school:
# each with the one command that docs/guide-developers.md gives, and all as a project of their own.
for example in "$source"/examples/*.c; do
    name=$(basename "$example" .c)
    step "$name: build" cc -std=c11 $warnings "$example" -o "$room/$name" \
        $(pkg-config --cflags --libs ontrack) "-Wl,-rpath,$lib"
    step "$name: run" "$room/$name" "$source/examples/demo/school"
done
step 'examples: configure' cmake -G Ninja -S "$source/examples" -B "$room/examples" \
    -DCMAKE_PREFIX_PATH="$prefix"
step 'examples: build' cmake --build "$room/examples"
step 'examples: run' ctest --test-dir "$room/examples" --output-on-failure
step 'the installed command line runs' "$prefix/bin/ontrack" --version
