# Sourced by run.sh: each program of examples/ builds with one command against the installed copy.
for example in "$source"/examples/*.c; do
    [ -e "$example" ] || continue
    name=$(basename "$example" .c)
    step "$name: build" cc -std=c11 $warnings "$example" -o "$room/$name" \
        $(pkg-config --cflags --libs ontrack) "-Wl,-rpath,$lib"
done
