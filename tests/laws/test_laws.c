/* Laws of the whole engine over seeded random schools: the same facts give the same bytes, whatever
 * the order of the rows, how often they are given, how the students are split or packed, and how
 * many threads evaluate; and what is dated after the as-of date does not exist. */
#include <criterion/criterion.h>
#include <ontrack/ontrack.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STUDENTS = 30, RECORDS = 1500, ROUNDS = 12 };

/* A small generator, the same on every machine. */
typedef struct random_state {
    uint64_t state;
} random_state;

static unsigned below(random_state *random, unsigned limit)
{
    random->state = random->state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(random->state >> 33) % limit;
}

static ontrack_text pick(random_state *random, const char *const *words, unsigned count)
{
    return ontrack_text_of(words[below(random, count)]);
}

static ontrack_date first_day(void)
{
    ontrack_date date = 0;
    ontrack_date_make(2025, 8, 18, &date);
    return date;
}

static const char *const schools[] = {"JHS", "AHS", "EHS"};
static const char *const marks[] = {"A", "B", "C", "D", "F", "I", "W", "", "", "XX"};
static const char *const attendance_codes[] = {"UA", "EA", "T", "P", "HU", "SUS", "??"};
static const char *const subjects[] = {"ELA", "MATH", "SCI", "SOC", "ART", ""};
static const char *const terms[] = {"S1", "S2", "SUM"};
static const char *const incident_codes[] = {"FIGHT", "BULLY", "DEFY", "VAPE"};
static const char *const action_codes[] = {"OSS", "ISS", "CONF"};
static const char *const transition_codes[] = {"FOSTER", "MOVE"};

/* The number of a random student's random record decides all of it, so that records can be pushed
 * in any order, twice, or left out. */
typedef struct fact {
    char id[8];
    random_state random;
    ontrack_date date;
} fact;

static fact fact_of(unsigned school, unsigned number)
{
    fact made = {{0}, {(uint64_t)school << 32 | number}, 0};
    below(&made.random, 2);
    snprintf(made.id, sizeof made.id, "s%02u", below(&made.random, STUDENTS));
    made.date = first_day() + (ontrack_date)below(&made.random, 270);
    return made;
}

static ontrack_status push_enrollment(ontrack_builder *builder, fact *made)
{
    ontrack_enrollment_record record = ONTRACK_ENROLLMENT_RECORD_INIT;
    record.student_id = ontrack_text_of(made->id);
    record.school_id = pick(&made->random, schools, 3);
    record.entry_date = made->date;
    if (below(&made->random, 3) == 0)
        record.exit_date = made->date + (ontrack_date)below(&made->random, 60);
    return ontrack_builder_add_enrollment(builder, &record, NULL);
}

static ontrack_status push_attendance(ontrack_builder *builder, fact *made)
{
    ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
    record.student_id = ontrack_text_of(made->id);
    record.date = made->date;
    record.code = pick(&made->random, attendance_codes, 7);
    return ontrack_builder_add_attendance(builder, &record, NULL);
}

static ontrack_status push_grade(ontrack_builder *builder, fact *made)
{
    char course[16];
    ontrack_grade_record record = ONTRACK_GRADE_RECORD_INIT;
    snprintf(course, sizeof course, "C-%u", below(&made->random, 12));
    record.student_id = ontrack_text_of(made->id);
    record.course_code = ontrack_text_of(course);
    record.credits_attempted = below(&made->random, 2) == 0 ? 5000 : 3333;
    record.subject = pick(&made->random, subjects, 6);
    record.term = pick(&made->random, terms, 3);
    record.mark = pick(&made->random, marks, 10);
    if (below(&made->random, 3) == 0) record.posted_date = made->date;
    return ontrack_builder_add_grade(builder, &record, NULL);
}

static ontrack_status push_incident(ontrack_builder *builder, fact *made)
{
    ontrack_incident_record record = ONTRACK_INCIDENT_RECORD_INIT;
    record.student_id = ontrack_text_of(made->id);
    record.date = made->date;
    record.code = pick(&made->random, incident_codes, 4);
    return ontrack_builder_add_incident(builder, &record, NULL);
}

static ontrack_status push_action(ontrack_builder *builder, fact *made)
{
    ontrack_action_record record = ONTRACK_ACTION_RECORD_INIT;
    record.student_id = ontrack_text_of(made->id);
    record.date = made->date;
    record.code = pick(&made->random, action_codes, 3);
    record.days = (ontrack_decimal)below(&made->random, 5) * 5000;
    return ontrack_builder_add_action(builder, &record, NULL);
}

static ontrack_status push_transition(ontrack_builder *builder, fact *made)
{
    ontrack_transition_record record = ONTRACK_TRANSITION_RECORD_INIT;
    record.student_id = ontrack_text_of(made->id);
    record.date = made->date;
    record.code = pick(&made->random, transition_codes, 2);
    return ontrack_builder_add_transition(builder, &record, NULL);
}

/* Attendance and grades are the bulk. */
static ontrack_status (*const pushers[])(ontrack_builder *, fact *) = {
    push_attendance, push_attendance, push_attendance, push_attendance, push_grade,
    push_grade,      push_enrollment, push_incident,   push_action,     push_transition,
};

static void push(ontrack_builder *builder, unsigned school, unsigned number)
{
    fact made = fact_of(school, number);
    cr_assert_eq(pushers[number % 10](builder, &made), ONTRACK_OK);
}

static void push_shared(ontrack_builder *builder)
{
    for (int i = 0; i < 280; i++) {
        ontrack_calendar_record line = ONTRACK_CALENDAR_RECORD_INIT;
        line.date = first_day() + i;
        if (i % 7 < 5) cr_assert_eq(ontrack_builder_add_calendar(builder, &line, NULL), ONTRACK_OK);
    }
    for (int i = 0; i < 3; i++) {
        const ontrack_term_record term = {ontrack_text_of(terms[i]),
                                          first_day() + i * 130,
                                          first_day() + i * 130 + 125,
                                          ontrack_text_of(i == 2 ? "summer" : "semester"),
                                          {NULL, 0}};
        cr_assert_eq(ontrack_builder_add_term(builder, &term, NULL), ONTRACK_OK);
    }
    /* Partitions of the students know how far each table goes only from here. */
    const ontrack_feed_record feed = {ontrack_text_of("attendance"), first_day() + 265, {NULL, 0}};
    cr_assert_eq(ontrack_builder_add_feed(builder, &feed, NULL), ONTRACK_OK);
    for (int table = ONTRACK_TABLE_ENROLLMENTS; table <= ONTRACK_TABLE_TRANSITIONS; table++)
        if (table != ONTRACK_TABLE_ATTENDANCE_TOTALS)
            cr_assert_eq(ontrack_builder_declare(builder, (ontrack_table)table, NULL), ONTRACK_OK);
}

static void push_students(ontrack_builder *builder)
{
    for (unsigned i = 0; i < STUDENTS; i++) {
        char id[8];
        ontrack_student_record record = ONTRACK_STUDENT_RECORD_INIT;
        snprintf(id, sizeof id, "s%02u", i);
        record.student_id = ontrack_text_of(id);
        record.grade_level = ontrack_text_of("9");
        record.first_grade9_year = 2026;
        cr_assert_eq(ontrack_builder_add_student(builder, &record, NULL), ONTRACK_OK);
    }
}

static ontrack_builder *begin(void)
{
    ontrack_builder *builder = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    return builder;
}

static ontrack_dataset *finish(ontrack_builder *builder)
{
    ontrack_dataset *dataset = NULL;
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    ontrack_builder_free(builder);
    return dataset;
}

/* The school as it comes. */
static ontrack_dataset *plain_school(unsigned school)
{
    ontrack_builder *builder = begin();
    push_shared(builder);
    push_students(builder);
    for (unsigned i = 0; i < RECORDS; i++)
        push(builder, school, i);
    return finish(builder);
}

static ontrack_status append(void *user, const char *data, size_t size)
{
    ontrack_buffer *out = user;
    char *grown = realloc(out->data, out->size + size + 1);
    cr_assert_not_null(grown);
    memcpy(grown + out->size, data, size);
    out->data = grown;
    out->size += size;
    grown[out->size] = '\0';
    return ONTRACK_OK;
}

/* The JSON Lines of students first .. first + count - 1, appended. */
static void write_range(const ontrack_ruleset *rules, const ontrack_dataset *dataset,
                        ontrack_date as_of, size_t first, size_t count, ontrack_buffer *out)
{
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_writer_options writing = ONTRACK_WRITER_OPTIONS_INIT;
    ontrack_evaluator *evaluator = NULL;
    ontrack_writer *writer = NULL;
    ontrack_error error = ONTRACK_ERROR_INIT;
    options.as_of = as_of;
    writing.format = ONTRACK_FORMAT_JSONL;
    writing.write = append;
    writing.user = out;
    cr_assert_eq(ontrack_evaluator_new(rules, dataset, &options, &evaluator, &error), ONTRACK_OK,
                 "%s", error.message);
    cr_assert_eq(ontrack_writer_new(rules, &writing, &writer, &error), ONTRACK_OK);
    const ontrack_sink sink = ontrack_writer_sink(writer);
    cr_assert_eq(ontrack_evaluator_run(evaluator, first, count, &sink, &error), ONTRACK_OK);
    cr_assert_eq(ontrack_writer_finish(writer, NULL, &error), ONTRACK_OK);
    ontrack_writer_free(writer);
    ontrack_evaluator_free(evaluator);
}

static ontrack_ruleset *rules_of(void)
{
    ontrack_ruleset *rules = NULL;
    cr_assert_eq(ontrack_ruleset_load_builtin("jeffco-grade9", NULL, &rules, NULL), ONTRACK_OK);
    return rules;
}

/* The lines of a whole dataset; frees it. */
static char *lines_of(ontrack_dataset *dataset, ontrack_date as_of)
{
    ontrack_ruleset *rules = rules_of();
    ontrack_buffer out = ONTRACK_BUFFER_INIT;
    write_range(rules, dataset, as_of, 0, SIZE_MAX, &out);
    ontrack_dataset_free(dataset);
    ontrack_ruleset_free(rules);
    return out.data;
}

static void expect_same(unsigned school, ontrack_dataset *other, ontrack_date as_of,
                        const char *law)
{
    char *expected = lines_of(plain_school(school), as_of);
    char *got = lines_of(other, as_of);
    cr_assert_not_null(expected);
    cr_assert_not_null(got);
    cr_assert_str_eq(got, expected, "%s, school %u", law, school);
    free(expected);
    free(got);
}

Test(laws, the_order_of_rows_changes_no_byte)
{
    for (unsigned school = 0; school < ROUNDS; school++) {
        ontrack_builder *builder = begin();
        unsigned order[RECORDS];
        random_state random = {school + 77};
        for (unsigned i = 0; i < RECORDS; i++)
            order[i] = i;
        for (unsigned i = RECORDS - 1; i > 0; i--) {
            const unsigned j = below(&random, i + 1), kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        for (unsigned i = 0; i < RECORDS; i++)
            push(builder, school, order[i]);
        push_students(builder);
        push_shared(builder);
        expect_same(school, finish(builder), first_day() + 200, "order");
    }
}

/* The attendance of a school in columns, so often that its commonest mark becomes bits. */
static void push_columns(ontrack_builder *builder, unsigned school)
{
    enum { TIMES = 12 };
    static uint32_t students[RECORDS], handles[RECORDS];
    static ontrack_date dates[RECORDS];
    size_t count = 0;
    for (unsigned i = 0; i < RECORDS; i++) {
        if (pushers[i % 10] != push_attendance) continue;
        fact made = fact_of(school, i);
        ontrack_attendance_record record = ONTRACK_ATTENDANCE_RECORD_INIT;
        const ontrack_text id = ontrack_text_of(made.id);
        record.code = pick(&made.random, attendance_codes, 7);
        dates[count] = made.date;
        cr_assert_eq(ontrack_builder_mark(builder, &record, &handles[count], NULL), ONTRACK_OK);
        cr_assert_eq(ontrack_builder_students(builder, 1, &id, &students[count++], NULL, NULL),
                     ONTRACK_OK);
    }
    for (int time = 0; time < TIMES; time++)
        cr_assert_eq(
            ontrack_builder_push_marks(builder, count, students, dates, handles, NULL, NULL),
            ONTRACK_OK);
}

Test(laws, columns_give_the_bytes_of_records)
{
    for (unsigned school = 0; school < ROUNDS; school++) {
        ontrack_builder *builder = begin();
        push_shared(builder);
        push_students(builder);
        push_columns(builder, school);
        for (unsigned i = 0; i < RECORDS; i++)
            if (pushers[i % 10] != push_attendance) push(builder, school, i);
        expect_same(school, finish(builder), first_day() + 200, "columns");
    }
}

Test(laws, a_record_given_twice_counts_once)
{
    for (unsigned school = 0; school < ROUNDS; school++) {
        ontrack_builder *builder = begin();
        for (int twice = 0; twice < 2; twice++) {
            push_shared(builder);
            push_students(builder);
            for (unsigned i = 0; i < RECORDS; i++)
                push(builder, school, i);
        }
        expect_same(school, finish(builder), first_day() + 200, "twice");
    }
}

/* Each student's records come in two parts from two machines, packed, and are put together. */
Test(laws, split_packed_and_merged_is_the_same)
{
    for (unsigned school = 0; school < ROUNDS; school++) {
        ontrack_dataset *parts[2];
        for (unsigned part = 0; part < 2; part++) {
            ontrack_builder *builder = begin();
            push_shared(builder);
            push_students(builder);
            for (unsigned i = 0; i < RECORDS; i++)
                if (i / 10 % 2 == part) push(builder, school, i);
            parts[part] = finish(builder);
        }
        ontrack_builder *whole = begin();
        push_shared(whole);
        for (size_t i = 0; i < STUDENTS; i++) {
            ontrack_buffer packed[2] = {ONTRACK_BUFFER_INIT, ONTRACK_BUFFER_INIT};
            ontrack_buffer merged = ONTRACK_BUFFER_INIT;
            for (unsigned part = 0; part < 2; part++)
                cr_assert_eq(
                    ontrack_student_encode(ontrack_dataset_at(parts[part], i), &packed[part], NULL),
                    ONTRACK_OK);
            cr_assert_eq(ontrack_packed_merge(packed[1].data, packed[1].size, packed[0].data,
                                              packed[0].size, &merged, NULL),
                         ONTRACK_OK);
            cr_assert_eq(ontrack_builder_push_packed(whole, merged.data, merged.size, NULL),
                         ONTRACK_OK);
            ontrack_buffer_dispose(&packed[0]);
            ontrack_buffer_dispose(&packed[1]);
            ontrack_buffer_dispose(&merged);
        }
        ontrack_dataset_free(parts[0]);
        ontrack_dataset_free(parts[1]);
        expect_same(school, finish(whole), first_day() + 200, "split");
    }
}

/* A part of the students alone gives their lines, when feeds tell how far the tables go. */
Test(laws, students_apart_give_the_same_lines)
{
    for (unsigned school = 0; school < ROUNDS; school++) {
        char *expected = lines_of(plain_school(school), first_day() + 200);
        ontrack_ruleset *rules = rules_of();
        ontrack_buffer out = ONTRACK_BUFFER_INIT;
        ontrack_dataset *whole = plain_school(school);
        for (size_t i = 0; i < STUDENTS; i++) {
            ontrack_buffer packed = ONTRACK_BUFFER_INIT;
            ontrack_builder *builder = begin();
            push_shared(builder);
            cr_assert_eq(ontrack_student_encode(ontrack_dataset_at(whole, i), &packed, NULL),
                         ONTRACK_OK);
            cr_assert_eq(ontrack_builder_push_packed(builder, packed.data, packed.size, NULL),
                         ONTRACK_OK);
            ontrack_dataset *alone = finish(builder);
            write_range(rules, alone, first_day() + 200, 0, 1, &out);
            ontrack_dataset_free(alone);
            ontrack_buffer_dispose(&packed);
        }
        cr_assert_str_eq(out.data, expected, "school %u", school);
        free(out.data);
        free(expected);
        ontrack_dataset_free(whole);
        ontrack_ruleset_free(rules);
    }
}

/* What is dated after the as-of date could as well not have been recorded. Undated facts (a grade
 * without a posting date whose term has ended by then) stay. */
Test(laws, a_record_after_the_as_of_date_changes_nothing)
{
    for (unsigned school = 0; school < ROUNDS; school++)
        for (ontrack_date as_of = first_day() + 20; as_of < first_day() + 260; as_of += 40) {
            ontrack_builder *builder = begin();
            push_shared(builder);
            push_students(builder);
            for (unsigned i = 0; i < RECORDS; i++) {
                const bool grade = pushers[i % 10] == push_grade;
                if (grade || fact_of(school, i).date <= as_of) push(builder, school, i);
            }
            expect_same(school, finish(builder), as_of, "as-of");
        }
}

typedef struct job {
    const ontrack_ruleset *rules;
    const ontrack_dataset *dataset;
    size_t first, count;
    ontrack_buffer out;
} job;

static void *work(void *argument)
{
    job *mine = argument;
    write_range(mine->rules, mine->dataset, first_day() + 200, mine->first, mine->count,
                &mine->out);
    return NULL;
}

Test(laws, threads_over_ranges_give_the_same_bytes)
{
    static const size_t threads[] = {1, 2, 8};
    for (unsigned school = 0; school < ROUNDS; school++) {
        ontrack_dataset *dataset = plain_school(school);
        ontrack_ruleset *rules = rules_of();
        char *expected = lines_of(plain_school(school), first_day() + 200);
        for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
            pthread_t ids[8];
            job jobs[8];
            const size_t share = (STUDENTS + threads[t] - 1) / threads[t];
            for (size_t i = 0; i < threads[t]; i++) {
                const job one = {rules, dataset, i * share, share, ONTRACK_BUFFER_INIT};
                jobs[i] = one;
                cr_assert_eq(pthread_create(&ids[i], NULL, work, &jobs[i]), 0);
            }
            ontrack_buffer all = ONTRACK_BUFFER_INIT;
            for (size_t i = 0; i < threads[t]; i++) {
                pthread_join(ids[i], NULL);
                if (jobs[i].out.size > 0) append(&all, jobs[i].out.data, jobs[i].out.size);
                free(jobs[i].out.data);
            }
            cr_assert_str_eq(all.data, expected, "%zu threads, school %u", threads[t], school);
            free(all.data);
        }
        free(expected);
        ontrack_ruleset_free(rules);
        ontrack_dataset_free(dataset);
    }
}

/* ---- live ---- */

static const struct {
    ontrack_table table;
    size_t size;
} own_tables[] = {
    {ONTRACK_TABLE_STUDENTS, sizeof(ontrack_student_record)},
    {ONTRACK_TABLE_ENROLLMENTS, sizeof(ontrack_enrollment_record)},
    {ONTRACK_TABLE_ATTENDANCE, sizeof(ontrack_attendance_record)},
    {ONTRACK_TABLE_GRADES, sizeof(ontrack_grade_record)},
    {ONTRACK_TABLE_INCIDENTS, sizeof(ontrack_incident_record)},
    {ONTRACK_TABLE_ACTIONS, sizeof(ontrack_action_record)},
    {ONTRACK_TABLE_TRANSITIONS, sizeof(ontrack_transition_record)},
};
enum { OWN_TABLES = sizeof own_tables / sizeof *own_tables };

static ontrack_live *live_of(const ontrack_ruleset *rules, const ontrack_dataset *whole,
                             ontrack_date as_of)
{
    ontrack_evaluate_options options = ONTRACK_EVALUATE_OPTIONS_INIT;
    ontrack_live *live = NULL;
    options.as_of = as_of;
    cr_assert_eq(ontrack_live_new(rules, whole, &options, &live, NULL), ONTRACK_OK);
    return live;
}

/* The line of a student whose records are handed over, from the last to the first. */
static void write_live(ontrack_live *live, const ontrack_ruleset *rules,
                       const ontrack_dataset *whole, size_t index, ontrack_buffer *out)
{
    const ontrack_student *student = ontrack_dataset_at(whole, index);
    ontrack_records tables[OWN_TABLES];
    ontrack_writer_options writing = ONTRACK_WRITER_OPTIONS_INIT;
    ontrack_error error = ONTRACK_ERROR_INIT;
    ontrack_writer *writer = NULL;
    for (size_t i = 0; i < OWN_TABLES; i++) {
        const size_t count = ontrack_student_count(student, own_tables[i].table);
        char *records = calloc(count + 1, own_tables[i].size);
        cr_assert_not_null(records);
        for (size_t k = 0; k < count; k++)
            ontrack_student_record_at(student, own_tables[i].table, k,
                                      records + (count - 1 - k) * own_tables[i].size);
        const ontrack_records taken = {own_tables[i].table, records, count};
        tables[i] = taken;
    }
    writing.format = ONTRACK_FORMAT_JSONL;
    writing.write = append;
    writing.user = out;
    cr_assert_eq(ontrack_writer_new(rules, &writing, &writer, &error), ONTRACK_OK);
    const ontrack_sink sink = ontrack_writer_sink(writer);
    cr_assert_eq(ontrack_live_evaluate(live, tables, OWN_TABLES, &sink, &error), ONTRACK_OK, "%s",
                 error.message);
    cr_assert_eq(ontrack_writer_finish(writer, NULL, &error), ONTRACK_OK);
    ontrack_writer_free(writer);
    for (size_t i = 0; i < OWN_TABLES; i++)
        free((void *)tables[i].records);
}

/* Schools that differ: one has days of its own, one has terms of its own, one's incidents end
 * early. */
static ontrack_dataset *unlike_schools(unsigned school)
{
    ontrack_builder *builder = begin();
    push_shared(builder);
    push_students(builder);
    for (int i = 0; i < 260; i++) {
        ontrack_calendar_record line = ONTRACK_CALENDAR_RECORD_INIT;
        line.date = first_day() + i;
        line.school_id = ontrack_text_of("AHS");
        line.day_type = ontrack_text_of(i % 5 == 0 ? "closed" : "instructional");
        if (i % 3 == 0)
            cr_assert_eq(ontrack_builder_add_calendar(builder, &line, NULL), ONTRACK_OK);
    }
    for (int i = 0; i < 4; i++) {
        const ontrack_term_record term = {ontrack_text_of(i % 2 == 0 ? "S1" : "Q4"),
                                          first_day() + i * 65, first_day() + i * 65 + 60,
                                          ontrack_text_of("quarter"), ontrack_text_of("EHS")};
        cr_assert_eq(ontrack_builder_add_term(builder, &term, NULL), ONTRACK_OK);
    }
    const ontrack_feed_record feed = {ontrack_text_of("incidents"), first_day() - 9,
                                      ontrack_text_of("JHS")};
    cr_assert_eq(ontrack_builder_add_feed(builder, &feed, NULL), ONTRACK_OK);
    for (unsigned i = 0; i < RECORDS; i++)
        push(builder, school, i);
    return finish(builder);
}

/* A host that holds one student's records, and the schools, gets what a run over all gives. */
Test(laws, a_student_live_gives_the_same_line)
{
    for (unsigned school = 0; school < ROUNDS; school++)
        for (ontrack_date as_of = first_day() + 40; as_of < first_day() + 260; as_of += 80) {
            char *expected = lines_of(unlike_schools(school), as_of);
            ontrack_ruleset *rules = rules_of();
            ontrack_dataset *whole = unlike_schools(school);
            ontrack_live *live = live_of(rules, whole, as_of);
            ontrack_buffer out = ONTRACK_BUFFER_INIT;
            for (size_t i = 0; i < STUDENTS; i++)
                write_live(live, rules, whole, i, &out);
            cr_assert_str_eq(out.data, expected, "school %u, day %d", school, (int)as_of);
            ontrack_live_free(live);
            free(out.data);
            free(expected);
            ontrack_dataset_free(whole);
            ontrack_ruleset_free(rules);
        }
}
