/* cel.h - the Common Expression Language: compile, check, evaluate. Layer: cel.
 *
 * What is accepted means what the CEL specification says; what is not supported is refused with
 * its place. Beyond the specification's own types there is one more, as a CEL host may declare:
 * `decimal`, an exact fraction. Decimals come in as variables only. They compare with each other
 * and with int, uint and double, and add, subtract, multiply, divide among themselves and with
 * those; a double meets a decimal as the decimal number that its shortest text shows, so that `rate
 * <= 0.9` is exact.
 *
 * A program is immutable and may be evaluated by several threads at once. */
#ifndef ONTRACK_CEL_CEL_H
#define ONTRACK_CEL_CEL_H

#include "base/arena.h"
#include "base/rational.h"
#include <ontrack/error.h>
#include <stdbool.h>
#include <stdint.h>

#define ONTRACK__CEL_LENGTH_LIMIT 65536   /* bytes in an expression */
#define ONTRACK__CEL_DEPTH_LIMIT 250      /* nested sub-expressions */
#define ONTRACK__CEL_PATTERN_LIMIT 262144 /* bytes of its compiled patterns */
/* What one evaluation may cost: nodes visited, and what functions look at beyond them; and bytes of
 * the values it makes. */
#define ONTRACK__CEL_STEP_LIMIT 250000
#define ONTRACK__CEL_MEMORY_LIMIT 4194304

typedef enum ontrack__cel_kind {
    ONTRACK__CEL_NULL,
    ONTRACK__CEL_BOOL,
    ONTRACK__CEL_INT,
    ONTRACK__CEL_UINT,
    ONTRACK__CEL_DOUBLE,
    ONTRACK__CEL_STRING,
    ONTRACK__CEL_BYTES,
    ONTRACK__CEL_LIST,
    ONTRACK__CEL_MAP,
    ONTRACK__CEL_TYPE,      /* a type as a value; text is its name */
    ONTRACK__CEL_TIMESTAMP, /* google.protobuf.Timestamp: instant */
    ONTRACK__CEL_DURATION,  /* google.protobuf.Duration: integer, in nanoseconds */
    ONTRACK__CEL_OBJECT,    /* a record with the fields that the host declares */
    ONTRACK__CEL_DECIMAL,   /* exact; declared by the host too */
    ONTRACK__CEL_DYN,       /* in a declaration only: any type, checked when evaluated */
    ONTRACK__CEL_UNKNOWN,   /* in a value only: not known; ids says which variables it hangs on */
    ONTRACK__CEL_ERROR      /* in a value only: text says why, offset where */
} ontrack__cel_kind;

/* A point in time: seconds since 1970-01-01T00:00:00Z and nanoseconds (0 to 999,999,999) behind
 * them. From the year 1 to the year 9999. */
typedef struct ontrack__cel_instant {
    int64_t seconds;
    int32_t nanos;
} ontrack__cel_instant;

typedef struct ontrack__cel_object ontrack__cel_object;

typedef struct ontrack__cel_value {
    ontrack__cel_kind kind;
    union {
        bool boolean;
        int64_t integer;
        uint64_t natural;
        double number;
        ontrack_text text; /* string, bytes, type, error; borrowed from program, binding or arena */
        ontrack__rational decimal;    /* decimal */
        ontrack__cel_instant instant; /* timestamp */
        struct {
            struct ontrack__cel_value *items; /* a list's items; a map's keys and values in turn */
            size_t count;                     /* items, or pairs */
        } list;
        struct {
            const ontrack__cel_object *type;
            struct ontrack__cel_value *fields; /* in the order of their declaration; one that is
                                                  UNKNOWN has ids already */
        } object;
        struct {
            const uint32_t
                *ids; /* positions in the declared variables, ascending, without repeats */
            size_t count;
        } unknown;
    } as;
    size_t offset; /* error: byte offset in the expression */
} ontrack__cel_value;

/* A field of a record: of a type that is no map and no record; a list is one of strings. */
typedef struct ontrack__cel_field {
    const char *name;
    ontrack__cel_kind kind;
} ontrack__cel_field;

/* A type of records. */
struct ontrack__cel_object {
    const char *name; /* "course" */
    const ontrack__cel_field *fields;
    size_t count;
};

/* A declared type. Maps declared by the host are map(string, string) or dyn; deeper types are
 * inferred inside. */
typedef struct ontrack__cel_variable {
    const char *name; /* "credits.earned": a dotted name is one variable, the longest declared
                         prefix wins */
    ontrack__cel_kind kind;
    const ontrack__cel_object *items; /* LIST: the type of its items, or NULL for any; borrowed for
                                         as long as the program is used */
} ontrack__cel_variable;

typedef struct ontrack__cel_program ontrack__cel_program;

typedef struct ontrack__cel_options {
    const ontrack__cel_variable *variables; /* borrowed for the call; names copied */
    size_t variable_count;
    bool must_be_bool; /* the checker refuses an expression whose type is known and not bool */
    bool lenient; /* undeclared names and unresolved overloads fail in evaluation, not in checking:
                   * what the conformance cases expect of a parse-only run */
} ontrack__cel_options;

/* Compiles and checks. INVALID_RULES with line and column (1-based, in characters), LIMIT, or
 * NO_MEMORY. Something of CEL that is not supported says "not supported" in its message. */
ontrack_status ontrack__cel_compile(const ontrack_allocator *allocator, ontrack_text expression,
                                    const ontrack__cel_options *options, ontrack__cel_program **out,
                                    ontrack_error *error);
void ontrack__cel_free(ontrack__cel_program *program);

/* Variables that the expression names: positions in the declared ones, ascending, without repeats;
 * borrowed. */
const uint32_t *ontrack__cel_reads(const ontrack__cel_program *program, size_t *count);

/* Calls `each` with every constant string that indexes or selects from the variable at `position`
 * (`student.attributes['race']`, `student.attributes.race`), and with an empty text for an index
 * that is no constant or a use of the whole map. `each` returns false to stop. */
void ontrack__cel_keys(const ontrack__cel_program *program, uint32_t position,
                       bool (*each)(void *user, ontrack_text key, int32_t line, int32_t column),
                       void *user);

/* A comparison of two numbers that was evaluated, but for those of single items in a macro. */
typedef struct ontrack__cel_comparison {
    int32_t line, column;
    const char *operator_;   /* "<", "<=", ">", ">=", "==", "!=" */
    int32_t left, right;     /* position of the variable when a side is just one, else -1 */
    ontrack__cel_value a, b; /* their values */
    bool holds;
} ontrack__cel_comparison;

typedef struct ontrack__cel_trace {
    void (*compared)(void *user, const ontrack__cel_comparison *comparison);
    void *user;
} ontrack__cel_trace;

/* In the order of their truth: && is the least of its parts, || the most. */
typedef enum ontrack__cel_answer {
    ONTRACK__ANSWER_FALSE,
    ONTRACK__ANSWER_OPEN, /* ask ontrack__cel_evaluate() */
    ONTRACK__ANSWER_TRUE
} ontrack__cel_answer;

/* A variable held against a number that stays. */
typedef struct ontrack__cel_held_against {
    ontrack__rational bar;
    uint32_t variable;  /* the first when all answers are OPEN */
    uint8_t answers[3]; /* the condition's ontrack__cel_answer, or ONTRACK__ANSWER_NEXT, when the
                         * variable is below the number, equal to it, above it */
} ontrack__cel_held_against;

/* What a condition begins with, as far as it consists of such comparisons: most conditions are
 * decided by them alone. */
enum { ONTRACK__CEL_OPENING = 2, ONTRACK__ANSWER_NEXT = 3 };
typedef struct ontrack__cel_opening {
    ontrack__cel_held_against parts[ONTRACK__CEL_OPENING];
} ontrack__cel_opening;

/* The program's opening for as long as the variables that are marked in `fixed` are bound to what
 * they are in `bindings`; both are by variable. */
ontrack__cel_opening ontrack__cel_open(const ontrack__cel_program *program,
                                       const ontrack__cel_value *bindings, const bool *fixed);

/* What the condition answers, where that is found without memory and without its tree, as it is of
 * most conditions. `bindings` as below. */
ontrack__cel_answer ontrack__cel_ask(const ontrack__cel_program *program,
                                     const ontrack__cel_value *bindings);

/* The answer by one part of an opening. */
static inline unsigned ontrack__cel_hold_against(const ontrack__cel_held_against *part,
                                                 const ontrack__cel_value *bindings)
{
    const ontrack__cel_value *value = &bindings[part->variable];
    ontrack__rational number = {0, 1};
    if (value->kind == ONTRACK__CEL_INT)
        number.numerator = value->as.integer;
    else if (value->kind == ONTRACK__CEL_DECIMAL && value->as.decimal.denominator > 0)
        number = value->as.decimal;
    else
        return ONTRACK__ANSWER_OPEN;
    return part->answers[1 + ontrack__rational_compare(number, part->bar)];
}
/* What ontrack__cel_ask() answers, by the opening alone; there is one variable at least. */
static inline ontrack__cel_answer ontrack__cel_ask_opening(const ontrack__cel_opening *opening,
                                                           const ontrack__cel_value *bindings)
{
    unsigned answer = ontrack__cel_hold_against(&opening->parts[0], bindings);
    if (answer == ONTRACK__ANSWER_NEXT)
        answer = ontrack__cel_hold_against(&opening->parts[1], bindings);
    return (ontrack__cel_answer)answer;
}

/* Evaluates. `bindings` has one value for each declared variable, in their order; a value of kind
 * UNKNOWN with no ids means that this variable is unknown. Both sides of && and || are always
 * visited when a trace is given. The result may be an UNKNOWN or an ERROR; `true || unknown` is
 * true. Memory comes from `arena`. Returns OK, NO_MEMORY, or LIMIT. */
ontrack_status ontrack__cel_evaluate(const ontrack__cel_program *program,
                                     const ontrack__cel_value *bindings, ontrack__arena *arena,
                                     const ontrack__cel_trace *trace, ontrack__cel_value *out);

/* Line and column (1-based, characters) of a byte offset in the program's expression. */
void ontrack__cel_locate(const ontrack__cel_program *program, size_t offset, int32_t *line,
                         int32_t *column);
/* Equality as CEL's == says, for two values that are neither UNKNOWN nor ERROR. */
bool ontrack__cel_equal(const ontrack__cel_value *a, const ontrack__cel_value *b);

#endif
