/* Aggregates from records to bytes. */
#include <ontrack/ontrack.h>

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char rules_json[] =
    "{\"ontrack\":1,\"id\":\"suspensions\",\"version\":\"1\",\"levels\":[\"on_track\","
    "\"off_track\"],\"rules\":[{\"id\":\"suspended\",\"indicator\":\"discipline\",\"level\":"
    "\"off_track\",\"when\":\"discipline.actions >= 1\",\"because\":\"Suspended\"}]}";

/* A school with so many students, the first `suspended` of whom were suspended. */
typedef struct school {
    const char *id, *house;
    int students, suspended;
} school;

static void push(ontrack_builder *builder, const school *of, int number, bool suspended)
{
    char id[16];
    ontrack_student_record student = ONTRACK_STUDENT_RECORD_INIT;
    ontrack_attribute_record house = ONTRACK_ATTRIBUTE_RECORD_INIT;
    ontrack_action_record action = ONTRACK_ACTION_RECORD_INIT;
    snprintf(id, sizeof id, "%s%03d", of->id, number);
    student.student_id = house.student_id = action.student_id = ontrack_text_of(id);
    student.grade_level = ontrack_text_of("9");
    student.school_id = ontrack_text_of(of->id);
    house.name = ontrack_text_of("house");
    house.value = ontrack_text_of(of->house);
    action.date = 20000;
    action.code = ontrack_text_of("OSS");
    cr_assert_eq(ontrack_builder_add_student(builder, &student, NULL), ONTRACK_OK);
    if (of->house[0] != '\0')
        cr_assert_eq(ontrack_builder_add_attribute(builder, &house, NULL), ONTRACK_OK);
    if (suspended) cr_assert_eq(ontrack_builder_add_action(builder, &action, NULL), ONTRACK_OK);
}

static ontrack_status append(void *user, const char *data, size_t size)
{
    strncat(user, data, size);
    return ONTRACK_OK;
}

/* Two aggregates, over the first half of the students and the rest, merged and written. */
static void run(const school *schools, size_t count, const char *by, ontrack_format format,
                char *out)
{
    ontrack_builder *builder = NULL;
    ontrack_dataset *dataset = NULL;
    ontrack_ruleset *rules = NULL;
    ontrack_evaluator *evaluator = NULL;
    ontrack_aggregate *aggregate = NULL, *part = NULL;
    ontrack_aggregate_options options = ONTRACK_AGGREGATE_OPTIONS_INIT;
    ontrack_writer_options writing = ONTRACK_WRITER_OPTIONS_INIT;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    ontrack_builder_declare(builder, ONTRACK_TABLE_ACTIONS, NULL);
    for (size_t i = 0; i < count; i++)
        for (int k = 0; k < schools[i].students; k++)
            push(builder, &schools[i], k, k < schools[i].suspended);
    cr_assert_eq(ontrack_builder_seal(builder, &dataset, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_ruleset_load(ontrack_text_of(rules_json), NULL, &rules, NULL), ONTRACK_OK);
    ontrack_evaluate_options asked = ONTRACK_EVALUATE_OPTIONS_INIT;
    asked.as_of = 20100;
    cr_assert_eq(ontrack_evaluator_new(rules, dataset, &asked, &evaluator, NULL), ONTRACK_OK);
    options.by = &by;
    options.by_count = 1;
    cr_assert_eq(ontrack_aggregate_new(rules, &options, &aggregate, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_aggregate_new(rules, &options, &part, NULL), ONTRACK_OK);
    const size_t half = ontrack_dataset_count(dataset) / 2;
    const ontrack_sink first = ontrack_aggregate_sink(part),
                       rest = ontrack_aggregate_sink(aggregate);
    cr_assert_eq(ontrack_evaluator_run(evaluator, half, SIZE_MAX, &rest, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_evaluator_run(evaluator, 0, half, &first, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_aggregate_merge(aggregate, part, NULL), ONTRACK_OK);
    writing.format = format;
    writing.write = append;
    writing.user = out;
    cr_expect_eq(ontrack_aggregate_write(aggregate, &writing, NULL), ONTRACK_STATE);
    cr_assert_eq(ontrack_aggregate_finish(aggregate, NULL), ONTRACK_OK);
    cr_assert_eq(ontrack_aggregate_write(aggregate, &writing, NULL), ONTRACK_OK);
    ontrack_aggregate_free(aggregate);
    ontrack_aggregate_free(part);
    ontrack_evaluator_free(evaluator);
    ontrack_ruleset_free(rules);
    ontrack_dataset_free(dataset);
    ontrack_builder_free(builder);
}

static const school three[] = {{"A", "=red", 40, 12}, {"B", "=red", 30, 9}, {"C", "", 25, 10}};

Test(aggregate, csv_by_school)
{
    char out[4096] = "";
    run(three, 3, "school_id", ONTRACK_FORMAT_CSV, out);
    cr_expect_str_eq(out,
                     "by,group,topic,level,students,of,share\n"
                     "school_id,A,status,on_track,28,40,0.7000\n"
                     "school_id,A,status,off_track,12,40,0.3000\n"
                     "school_id,A,status,unknown,0,40,0.0000\n"
                     "school_id,A,discipline,on_track,28,40,0.7000\n"
                     "school_id,A,discipline,off_track,12,40,0.3000\n"
                     "school_id,A,discipline,unknown,0,40,0.0000\n"
                     "school_id,B,status,on_track,suppressed,30,\n"
                     "school_id,B,status,off_track,suppressed,30,\n"
                     "school_id,B,status,unknown,0,30,0.0000\n"
                     "school_id,B,discipline,on_track,suppressed,30,\n"
                     "school_id,B,discipline,off_track,suppressed,30,\n"
                     "school_id,B,discipline,unknown,0,30,0.0000\n"
                     "school_id,C,status,on_track,suppressed,25,\n"
                     "school_id,C,status,off_track,suppressed,25,\n"
                     "school_id,C,status,unknown,0,25,0.0000\n"
                     "school_id,C,discipline,on_track,suppressed,25,\n"
                     "school_id,C,discipline,off_track,suppressed,25,\n"
                     "school_id,C,discipline,unknown,0,25,0.0000\n"
                     "school_id,(all),status,on_track,64,95,0.6737\n"
                     "school_id,(all),status,off_track,31,95,0.3263\n"
                     "school_id,(all),status,unknown,0,95,0.0000\n"
                     "school_id,(all),discipline,on_track,64,95,0.6737\n"
                     "school_id,(all),discipline,off_track,31,95,0.3263\n"
                     "school_id,(all),discipline,unknown,0,95,0.0000\n",
                     "%s", out);
}

Test(aggregate, jsonl_by_attribute)
{
    char out[4096] = "";
    run(three, 3, "house", ONTRACK_FORMAT_JSONL, out);
    cr_expect(strstr(out, "{\"by\":\"house\",\"group\":\"(not given)\",\"topic\":\"status\","
                          "\"level\":\"on_track\",\"students\":15,\"of\":25,\"share\":0.6000}\n"),
              "%s", out);
    cr_expect(strstr(out, "{\"by\":\"house\",\"group\":\"=red\",\"topic\":\"discipline\","
                          "\"level\":\"off_track\",\"students\":21,\"of\":70,\"share\":0.3000}\n"),
              "%s", out);
}
