/* Files as they are read, in blocks, by the shortcut and by a crew, held to libcsv and the intake
 * row by row. */
#include "support/both_ways.h"

#include "pieces.h"
#include "support/crew.h"

#include <criterion/criterion.h>

/* 64 quotes, doubled. */
#define DOUBLED_16 "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\""
#define DOUBLED DOUBLED_16 DOUBLED_16 DOUBLED_16 DOUBLED_16

static const struct {
    const char *label, *table, *text;
    size_t field_limit;
    size_t size; /* 0: to the NUL */
} cases[] = {
    {"empty", "attendance", "", 0, 0},
    {"header alone", "attendance", "student_id,date,code\n", 0, 0},
    {"header without an end", "attendance", "student_id,date,code", 0, 0},
    {"rows", "attendance",
     "student_id,date,code,minutes\nS1,2025-09-01,P,390\nS1,2025-09-02,P,390\nS2,2025-09-02,UA,0\n"
     "S2,2025-09-30,P,390\nS3,2025-10-01,P,\nS3,2025-10-31,P,390",
     0, 0},
    {"CRLF", "attendance",
     "student_id,date,code\r\nS1,2025-09-01,P\r\nS1,2025-09-02,P\r\n\r\nS2,2025-09-02,UA\r\n", 0,
     0},
    {"CR", "attendance",
     "student_id,date,code\rS1,2025-09-01,P\rS1,2025-09-02,P\r\rS2,2025-02-30,UA\r", 0, 0},
    {"mixed line ends", "attendance",
     "student_id,date,code\n\rS1,2025-09-01,P\r\nS1,2025-09-02,P\n\n\rS2,2025-9-2,UA\n\r", 0, 0},
    {"blanks and lines of blanks", "attendance",
     "student_id,date,code\n S1 ,2025-09-01\t, P\n \t \nS2,\t2025-09-02 ,P \n\n", 0, 0},
    {"tabs", "attendance",
     "student_id\tdate\tcode\nS1\t2025-09-01\tP\n\t\t\n \t \nS2\t2025-09-02\t P ", 0, 0},
    {"empty lines before a header with tabs", "attendance",
     "\xEF\xBB\xBF\n \r\n\r\n\n\nstudent_id\tdate\tcode\nS1\t2025-09-01\tP\n", 0, 0},
    {"students nobody knows", "attendance",
     "student_id,date,code\nX1,2025-09-01,P\nX1,2025-09-02,P\nS1,2025-09-02,P\nX2,2025-09-01,P\n"
     "X1,2025-09-03,P\n",
     0, 0},
    {"rejected rows", "attendance",
     "student_id,date,code,portion\nS1,2025-09-01,P,1\nS1,2025-09-31,P,1\n,2025-09-01,P,1\n"
     "S1,2025-09-02,,1\nS2,2025-09-03,P,1.5\nS2,2025-09-04,P,0.5,\nS2,2025-09-04,P,0.5,x\nS2\n"
     "S3,2025-09-05,P,0.50001\nS3,2025-09-06,P\n",
     0, 0},
    {"header again", "students",
     "student_id,grade_level,iep\nA,9,Y\nstudent_id,grade_level,iep\nB,10,N\n"
     "student_id,grade_level,no\n",
     0, 0},
    {"header again where nobody wants the cell", "calendar",
     "note,date,term\nx,2025-09-01,F\nnote,date,term\nnote,2025-09-02,F\n", 0, 0},
    {"grade levels", "students",
     "student_id,grade_level,school_id\nA,9,H\nB,09,H\nC,kg,H\nD,KG,H\nE,a long grade "
     "level\nF,9,\n",
     0, 0},
    {"spared cells", "students",
     "student_id,grade_level,birth_date,first_grade9_year,iep\nA,9,2010-02-29,2025,Y\nB,9,never,1,"
     "N\n"
     "C,9,2010-03-01,,\nD,,never,1,N\nE,9,01/02/2010,2024,Y\nF,9,01/02/2010,2024,Y\n",
     0, 0},
    {"others' long names and values", "students",
     "student_id,grade_level,a name that is longer than sixteen bytes\n"
     "A,9,a value that is longer than sixteen\nB,9,a value that is LONGER than sixteen\n"
     "C,9,a value that is longer than sixteen\n",
     0, 0},
    {"values", "measures", "student_id,x,y\nS1,1,2\nS2,,3\nS3,x,4\n", 0, 0},
    {"quotes here and there", "grades",
     "student_id,course_code,course_title,credits_attempted,letter\n"
     "S1,M1,\"Algebra 2, Honors\",0.50,A\nS1,M2,Biology,0.5,B+\nS1,M3,\"A \"\"B\"\"\",.5,C\n"
     "S1,M4,\"two\nlines\",1,A\r\nS2,M1, \"x\" ,0.50,A\n\"S2\",M2,Biology,0.5,B+\n",
     0, 0},
    {"quotes everywhere", "attendance",
     "\"student_id\",\"date\",\"code\",\"minutes\"\n\"S1\",\"2025-09-01\",\"P\",\"390\"\n"
     "\"S1\",\"2025-09-02\",\"P\",\"390\"\r\n\"S1\",\"2025-09-31\",\"P\",\"390\"\n"
     "\"S2\",\"2025-09-03\",\"P\",\"\"\n\"S2\",\"2025-10-01\",\" P \",\"390\"\n"
     "\"S3\",\"2025-10-02\",\"P\",390\n\"S3\",2025-10-03,\"P\",\"390\"\n\"X\",\"2025-10-04\",\"P\","
     "\"1\"",
     0, 0},
    {"quotes of every kind", "attendance",
     "student_id,date,code\n\"S1\",\"2025-09-01\",\"a,b\"\nS1,2025-09-01,\"a,b\"\n"
     "S1,\"2025-09-02\",\"a\"\"b\"\nS1,\"2025-09-02\" ,P\n "
     "\"S1\",2025-09-03,P\nS1,2025-09-04,\"a\nb\"\n"
     "S1,2025-09-04,\"\"\nS1,2025-09-05,\"\"\"\"\n\"\"\n\"\",\"\",\"\"\n\"student_id\",\"date\","
     "\"code\"\n"
     "\"student_id\",2025-09-06,P\nS1,2025-09-07,\"P\",\nS1,2025-09-08,\"P\",\"x\"\n",
     0, 0},
    {"plain rows and those beside them", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS1,2025-09-02,P\nS1,2025-09-03\nS1\n"
     "2025-09-04,P\nS1,2025-09-05,P\n\nS1,2025-09-00,P\nS1,2025-09-31,P\nS1,2025-09-3:,P\n"
     "S1,2025-09-06,P\rS1,2025-09-07,P\r\n\"S1\",\"2025-09-08\",P\nS1,\"2025-09-09\",P\n"
     "S1,2025-09-10,P,\nS1,2025-10-01,P\nS1,2025-10-02,UA\nS2,2025-10-02,UA\nS2,2025-10-03,P",
     0, 0},
    {"a student's cell that ends its line", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS2\n2025-09-02,P\nS2\n2025-09-03,P\n", 0, 0},
    {"doubled quotes", "grades",
     "student_id,course_code,course_title,credits_attempted\nS1,A,\"a "
     "\"\"b\"\"\",1\nS1,B,\"\"\"\",1\n"
     "S1,C,\"\"\"c\"\"\",1\nS1,D,\"\"\"\"\"\",1\nS1,E,\"a \"\"b\"\"\",1\nS1,F,a \"\"b\"\",1\n",
     0, 0},
    {"doubled quotes and an open one", "grades",
     "student_id,course_code,course_title,credits_attempted\nS1,A,\"a "
     "\"\"b\"\"\",1\nS1,B,\"\"\",1\n",
     0, 0},
    {"a doubled quote and one more", "grades",
     "student_id,course_code,course_title,credits_attempted\nS1,A,\"a\"\"\"b\",1\nS1,B,b,1\n", 0,
     0},
    {"a doubled quote and a line end", "grades",
     "student_id,course_code,course_title,credits_attempted\nS1,A,\"a\"\"\nb\",1\nS1,B,b,1\n", 0,
     0},
    {"many doubled quotes", "grades",
     "student_id,course_code,course_title,credits_attempted\nS1,A,\"" DOUBLED DOUBLED DOUBLED
         DOUBLED "\",1\nS1,B,\"x" DOUBLED DOUBLED DOUBLED DOUBLED "\",1\n"
     "S1,C,\"" DOUBLED "\",1\nS1,D,\"" DOUBLED DOUBLED DOUBLED "yy\",1\n",
     1000, 0},
    {"plain up to its end, which lacks a code", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS1,2025-09-02,", 0, 0},
    {"plain up to its end, and another student's", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS2,2025-09-02,", 0, 0},
    {"an id with a delimiter in it", "students",
     "student_id,grade_level\n\"A,9\",9\nA,9,9\n\"A,9\",10\nA,9\n\"B\"\"\",9\n\"B\"\",9\n", 0, 0},
    {"an id after one with a delimiter in it", "attendance",
     "student_id,date,code\n\"T,1\",2025-09-01,P\nS3,2025-09-01,P\nT,1,2025-09-02,P\n"
     "\"T,1\",2025-09-03,P\nT,1\n",
     0, 0},
    {"an id that is the header's", "outcomes",
     "student_id,outcome\nstudent_id,X\nstudent_id,outcome\nstudent_id,Y\nstudent_id,outcome\n", 0,
     0},
    {"ids that begin alike", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS2,2025-09-01,P\nS22,2025-09-01,P\nS3,2025-09-01,P\n"
     "S33,2025-09-01,P\nS1,2025-09-02,P\nS2 ,2025-09-02,P\n\"S3\",2025-09-02,P\nS\nS3",
     0, 0},
    {"rows that differ in their last cells", "grades",
     "student_id,course_code,course_title,credits_attempted,letter,note\n"
     "S1,ENG110-01,\"World, Literature\",0.50,A,x\nS2,ENG110-01,\"World, Literature\",0.50,A,x\n"
     "S3,ENG110-01,\"World, Literature\",0.50,B,x\nS1,ENG110-01,\"World, Literature\",0.50,A,y\n"
     "S2,ENG110-01,\"World, Literature\",0.50,A,x\r\nS3,ENG110-01,\"World, Literature\",0.50,A,x\r"
     "S3,ENG110-01,\"World, Literature\",0.50\nS2,ENG110-01,\"World, Literature\",0.50\n"
     "S1,ENG110-01,\"World, Literature\",0.50,A,x,\nS1,ENG110-01,\"World, Literature\",0.50,A,x",
     0, 0},
    {"last cells on two lines", "grades",
     "student_id,course_code,course_title,credits_attempted\nS1,ENG110-01,\"World\nLiterature\",0."
     "50\n"
     "S2,ENG110-01,\"World\nLiterature\",0.50\nS3,ENG110-01,\"World\nLiterature\",0.50\n"
     "S3,ENG110-01,\"World",
     0, 0},
    {"last cells that are set aside or not read", "grades",
     "student_id,course_code,credits_attempted,posted_date,course_title\n"
     "S1,ENG110-01,0.50,2025-01-17,World Literature\nS2,ENG110-01,0.50,2025-01-17,World "
     "Literature\n"
     "S1,ENG110-01,0.50,17 January,World Literature\nS2,ENG110-01,0.50,17 January,World "
     "Literature\n"
     "S1,ENG110-01,half,2025-01-17,World Literature\nS2,ENG110-01,half,2025-01-17,World "
     "Literature\n",
     0, 0},
    {"cells of a kind before and behind the student", "grades",
     "course_code,student_id,credits_attempted,course_title\nENG110-01,S1,0.50,World Literature\n"
     "MTH200-01,S1,0.50,World Literature\nENG110-01,S2,0.50,World Literature\n",
     0, 0},
    {"months in disorder", "incidents",
     "student_id,date,code\nS1,2025-09-30,F\nS1,2025-02-28,F\nS1,2024-02-29,F\nS1,2025-02-29,F\n"
     "S2,2025-09-31,F\nS2,2025-10-31,F\nS2,2025-12-31,F\nS2,2025-13-01,F\nS2,2025-00-01,F\n"
     "S2,2024-09-30,F\nS3,2025-\nS3,2025-09-01,F\n",
     0, 0},
    {"text behind a closing quote", "attendance",
     "student_id,date,code\n\"S1\",2025-09-01,P\n\"S1\"x,2025-09-02,P\n", 0, 0},
    {"a date with one quote", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS1,2025-09-02\",P\n", 0, 0},
    {"a quote that is closed beyond a line", "attendance",
     "student_id,date,code\nS1,2025-09-01,\"P\nS1,2025-09-02,P\"\nS2,2025-09-03,P\n", 0, 0},
    {"a quoted cell over the limit", "attendance",
     "student_id,date,code\n\"S1\",\"2025-09-01\",\"0123456789\"\n"
     "\"S1\",\"2025-09-01\",\"01234567890\"\n",
     10, 0},
    {"dates in disorder", "enrollments",
     "student_id,entry_date,exit_date,school_id\nS1,2025-08-20,2025-08-19,H\n"
     "S1,2025-08-20,2025-08-20,H\nS2,2025-08-20,,H\n",
     0, 0},
    {"numbers as they come", "grades",
     "student_id,course_code,credits_attempted,credits_earned\nS1,A,1,1.0000000000000000000\n"
     "S1,B,00000000000000000000001,+.5\nS1,C,1.,-0\nS2,A,1000,-1\nS2,B,1e3,0\nS2,C,1001,0\n",
     0, 0},
    {"quote out of place", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS1,2025-09-02,P\"\nS2,2025-09-02,UA\nS2,2025-09-03,"
     "P\n",
     0, 0},
    {"quote out of place, then another", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS1,\"2025-09-02,P\nS2,2025-09-02,UA\n\"x,2025,P\n", 0,
     0},
    {"never closed", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS2,2025-09-02,\"UA\nS2,2025-09-03,P\n", 0, 0},
    {"bytes that are no UTF-8", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS2,2025-09-02,\xE9\nS2,2025-09-03,P\n", 0, 0},
    {"a NUL in the middle of a date", "attendance",
     "student_id,date,code\nS1,2025-09-01,P\nS2,2025-\0009-02,P\n", 0, 53},
    {"cell over the limit", "attendance",
     "student_id,date,code\nS1,2025-09-01,0123456789\nS1,2025-09-01,01234567890\n", 10, 0},
    {"cell at the limit about blanks", "attendance",
     "student_id,date,code\nS1,2025-09-01,         0123456789\n", 10, 0},
    {"row over the limit", "attendance",
     "student_id,date,code\nS1,2025-09-01,0,0123456789,0123456789,0123456789,0123456789,"
     "0123456789,0123456789,0123456789,0123456789,0123456789,0123456789,0123456789,0123456789,"
     "0123456789,0123456789,0123456789,0123456789,0123456789\n",
     10, 0},
    {"a column twice", "attendance", "student_id,date,code,date\nS1,2025-09-01,P,x\n", 0, 0},
};

static size_t size_of(size_t i)
{
    return cases[i].size > 0 ? cases[i].size : strlen(cases[i].text);
}

/* Two answers are the same, or the test says where they part. */
static void expect_same(const ontrack_buffer *got, const ontrack_buffer *wanted, const char *label,
                        size_t block)
{
    const size_t at = both_ways_parting(got, wanted);
    cr_expect_eq(got->data[at], wanted->data[at], "%s, blocks of %zu: \"%.200s\", not \"%.200s\"",
                 label, block, got->data + at, wanted->data + at);
}

/* The file in blocks answers what libcsv and the intake do. */
static void compare(const char *label, const both_ways *what, size_t block,
                    const ontrack_crew *crew)
{
    ontrack_buffer plain = ONTRACK_BUFFER_INIT, fast = ONTRACK_BUFFER_INIT;
    both_ways_read(what, true, 0, NULL, &plain);
    both_ways_read(what, false, block, crew, &fast);
    expect_same(&fast, &plain, label, block);
    ontrack_buffer_dispose(&plain);
    ontrack_buffer_dispose(&fast);
}

Test(pipeline, blocks_of_any_size)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const both_ways what = {cases[i].table, cases[i].text, size_of(i), cases[i].field_limit,
                                ONTRACK_OK};
        for (size_t block = 0; block <= what.size + 1; block++)
            compare(cases[i].label, &what, block, NULL);
    }
}

Test(pipeline, crews_of_any_size)
{
    for (size_t workers = 1; workers <= 5; workers += 2) {
        test_crew threads;
        const ontrack_crew crew = test_crew_begin(&threads, workers);
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            const both_ways what = {cases[i].table, cases[i].text, size_of(i), cases[i].field_limit,
                                    ONTRACK_OK};
            for (size_t block = 1; block <= 120; block += 17)
                compare(cases[i].label, &what, block, &crew);
        }
        test_crew_end(&threads);
    }
}

/* A callback that ends the reading does so at the same row. */
Test(pipeline, the_first_reject_can_end_it)
{
    test_crew threads;
    const ontrack_crew crew = test_crew_begin(&threads, 3);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const both_ways what = {cases[i].table, cases[i].text, size_of(i), cases[i].field_limit,
                                ONTRACK_STOPPED};
        ontrack_buffer alone = ONTRACK_BUFFER_INIT, many = ONTRACK_BUFFER_INIT;
        both_ways_read(&what, false, 20, NULL, &alone);
        both_ways_read(&what, false, 20, &crew, &many);
        expect_same(&many, &alone, cases[i].label, 20);
        ontrack_buffer_dispose(&alone);
        ontrack_buffer_dispose(&many);
    }
    test_crew_end(&threads);
}

static ontrack_status refuse_work(void *user, void (*work)(void *task, size_t worker), void *task)
{
    (void)work, (void)task;
    return *(const ontrack_status *)user;
}

static void pass(void *user)
{
    (void)user;
}

/* A crew that does not work is told so, and what it answers comes back. */
Test(pipeline, crews_may_fail)
{
    static const ontrack_status answers[] = {ONTRACK_OK, ONTRACK_IO};
    static const char *const messages[] = {"the crew called no worker", "the crew ended the work"};
    for (size_t i = 0; i < 2; i++) {
        ontrack_status answer = answers[i];
        const ontrack_crew crew = {sizeof crew, 2, refuse_work, pass, pass, &answer};
        const both_ways what = {"attendance", cases[3].text, size_of(3), 0, ONTRACK_OK};
        ontrack_buffer out = ONTRACK_BUFFER_INIT;
        both_ways_read(&what, false, 30, &crew, &out);
        cr_expect(strstr(out.data, messages[i]) != NULL, "%s", out.data);
        ontrack_buffer_dispose(&out);
    }
}

Test(pipeline, a_crew_must_be_whole)
{
    const ontrack_crew whole = {sizeof whole, 2, refuse_work, pass, pass, NULL};
    ontrack_crew broken[] = {whole, whole, whole, whole, whole, whole, ONTRACK_CREW_INIT};
    broken[0].struct_size = 8;
    broken[1].workers = 0;
    broken[2].workers = ONTRACK_CREW_MOST + 1;
    broken[3].run = NULL;
    broken[4].lock = NULL;
    broken[5].unlock = NULL;
    ontrack_builder *builder = NULL;
    cr_assert_eq(ontrack_builder_new(NULL, &builder, NULL), ONTRACK_OK);
    for (size_t i = 0; i <= sizeof broken / sizeof *broken; i++) {
        ontrack_reader_options options = ONTRACK_READER_OPTIONS_INIT;
        ontrack_reader *reader = NULL;
        const bool good = i == sizeof broken / sizeof *broken;
        options.crew = good ? &whole : &broken[i];
        cr_expect_eq(ontrack_reader_new(builder, &options, &reader, NULL),
                     good ? ONTRACK_OK : ONTRACK_INVALID_ARGUMENT, "crew %zu", i);
        ontrack_reader_free(reader);
    }
    ontrack_builder_free(builder);
}

/* A long file: many blocks are on their way at a time, some rows are set aside, students come that
 * nobody knows, and quotes stand in some blocks. */
Test(pipeline, a_long_file_and_threads)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    both_ways_put(&text, "student_id,date,code,minutes\n");
    for (int i = 0; i < 6000; i++) {
        char row[80];
        const char *quote = i % 97 == 0 ? "\"" : "";
        snprintf(row, sizeof row, "%s%d,2025-%02d-%02d,%s%s%s,%d\n", i % 50 == 7 ? "X" : "S",
                 i / 40, i % 12 + 1, i % 31 + 1, quote, i % 9 == 0 ? "UA" : "P", quote, i % 7 * 60);
        both_ways_put(&text, row);
    }
    for (size_t workers = 2; workers <= 8; workers += 3) {
        test_crew threads;
        const ontrack_crew crew = test_crew_begin(&threads, workers);
        const both_ways what = {"attendance", text.data, text.size, 0, ONTRACK_OK};
        compare("long", &what, 1000, &crew);
        test_crew_end(&threads);
    }
    ontrack_buffer_dispose(&text);
}

/* Grades of many courses: what two threads know of their last cells differs. */
Test(pipeline, a_long_file_of_grades_and_threads)
{
    ontrack_buffer text = ONTRACK_BUFFER_INIT;
    both_ways_put(&text, "student_id,term,course_code,course_title,credits_attempted,letter\n");
    for (int i = 0; i < 4000; i++) {
        char row[96];
        snprintf(row, sizeof row, "%s%d,S%d,C%d,\"Course %d, %s\",0.50,%c\n",
                 i % 50 == 7 ? "X" : "S", i / 40, i % 2 + 1, i * 7 % 90, i * 7 % 90,
                 i % 3 == 0 ? "H" : "R", 'A' + i % 5);
        both_ways_put(&text, row);
    }
    for (size_t workers = 1; workers <= 8; workers += 3) {
        test_crew threads;
        const ontrack_crew crew = test_crew_begin(&threads, workers);
        const both_ways what = {"grades", text.data, text.size, 0, ONTRACK_OK};
        compare("grades", &what, 1000, &crew);
        test_crew_end(&threads);
    }
    ontrack_buffer_dispose(&text);
}

/* Each file of the CSV suites that are at hand, as a table that takes any header. */
Test(pipeline, suites_of_other_projects)
{
    static const char *const files[] = {"zsv/blank-leading-rows.csv",
                                        "zsv/crlf-line-ending.csv",
                                        "zsv/mixed-line-endings.csv",
                                        "zsv/embedded.csv",
                                        "zsv/embedded_dos.csv",
                                        "zsv/white_utf8.csv",
                                        "zsv/latin1.csv",
                                        "zsv/echo-quoted.csv",
                                        "zsv/check.csv",
                                        "libcsv/test_05.csv",
                                        "libcsv/test_12.csv",
                                        "csv-spectrum/csvs/utf8.csv"};
    static const char header[] = "student_id,grade_level\n";
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[512];
        size_t size = 0;
        snprintf(path, sizeof path, ONTRACK_SHARED_DATA "/csv_suites/%s", files[i]);
        char *data = whole_file(path, &size);
        if (data == NULL) {
            cr_skip_test("%s is not there", path);
            return;
        }
        ontrack_buffer text = ONTRACK_BUFFER_INIT;
        both_ways_put(&text, header);
        cr_assert(ontrack__buffer_append(&text, data, size));
        const both_ways what = {"students", text.data, text.size, 4096, ONTRACK_OK};
        for (size_t block = 0; block < 3000; block = block * 3 + 40)
            compare(files[i], &what, block, NULL);
        ontrack_buffer_dispose(&text);
        free(data);
    }
}
