/* Days of one student, as a host holds them in memory: mostly whole runs of them say the same. */
#include "base/error.h"
#include "base/text.h"
#include "records/builder.h"

enum { MARKS_KEPT = 8 };

/* What the days before said, so that those which say it again need no look at its texts. */
typedef struct said {
    ontrack_builder *builder;
    const ontrack_attendance_record *last; /* of whom it is; NULL: nobody yet */
    uint32_t student;
    uint32_t roomy; /* the student who has room for every day that is to come; 0: nobody */
    struct {
        const ontrack_attendance_record *record;
        uint32_t mark;
    } marks[MARKS_KEPT];
    size_t count; /* of all that were kept; the newest take the place of the oldest */
    ontrack_error *error;
} said;

/* A host's texts for one code are mostly the same bytes. */
static inline bool same_text(ontrack_text a, ontrack_text b)
{
    return a.size == b.size &&
           (a.data == b.data || a.size == 0 || ontrack__bytes_equal(a.data, b.data, a.size));
}

static inline bool same_mark(const ontrack_attendance_record *a, const ontrack_attendance_record *b)
{
    return a->portion == b->portion && a->minutes == b->minutes && same_text(a->code, b->code) &&
           same_text(a->period, b->period);
}

static ontrack_status mark_of(said *before, const ontrack_attendance_record *record, uint32_t *mark)
{
    for (size_t i = 0; i < before->count && i < MARKS_KEPT; i++)
        if (same_mark(before->marks[i].record, record)) {
            *mark = before->marks[i].mark;
            return ONTRACK_OK;
        }
    const ontrack_status status =
        ontrack_builder_mark(before->builder, record, mark, before->error);
    if (status != ONTRACK_OK) return status;
    before->marks[before->count % MARKS_KEPT].record = record;
    before->marks[before->count++ % MARKS_KEPT].mark = *mark;
    return ONTRACK_OK;
}

static ontrack_status student_of(said *before, const ontrack_attendance_record *record)
{
    if (before->last != NULL && same_text(before->last->student_id, record->student_id))
        return ONTRACK_OK;
    const ontrack_status status = ontrack_builder_student(before->builder, record->student_id,
                                                          &before->student, before->error);
    before->last = status == ONTRACK_OK ? record : NULL;
    return status;
}

/* The words of days that say what the first does; ends at one that does not, or is out of range. */
static uint32_t write_alike(const ontrack_attendance_record *days, size_t count, uint32_t mark,
                            uint32_t *words)
{
    uint32_t written = 0;
    for (; written < count; written++) {
        const ontrack_attendance_record *record = &days[written];
        const uint32_t day = (uint32_t)record->date - (uint32_t)ONTRACK__FIRST_DAY;
        if (day > ONTRACK__LAST_DAY - ONTRACK__FIRST_DAY || !same_mark(record, days) ||
            !same_text(record->student_id, days->student_id))
            break;
        words[written] = day << ONTRACK__MARK_KIND_BITS | mark;
    }
    return written;
}

/* The student's words, where there is room for all days that are to come, a word each; else NULL.
 */
static ontrack_student *roomy_student(const said *before, uint32_t mark)
{
    const ontrack__facts *facts = &before->builder->facts;
    ontrack_student *student = &facts->students[before->student - 1];
    return before->student == before->roomy && !student->wide_marks &&
                   mark < ONTRACK__NARROW_KINDS && mark != facts->days.common
               ? student
               : NULL;
}

/* Pushes the first of the days, and those behind it that say the same. */
static ontrack_status push_some(said *before, const ontrack_attendance_record *days, size_t count,
                                size_t *pushed)
{
    uint32_t mark, written = 0;
    ontrack_status status = student_of(before, days);
    if (status == ONTRACK_OK) status = mark_of(before, days, &mark);
    if (status != ONTRACK_OK) return status;
    ontrack_student *student = roomy_student(before, mark);
    if (student != NULL) {
        written = write_alike(days, count, mark, student->marks + student->mark_words);
        student->mark_words += written;
        before->builder->records[ONTRACK_TABLE_ATTENDANCE] += written;
    }
    *pushed = written > 0 ? written : 1;
    return written > 0 ? ONTRACK_OK
                       : ontrack_builder_push_mark(before->builder, before->student, days->date,
                                                   mark, before->error);
}

/* Room for all days at once, for the student of the first, where they are to be words. */
static ontrack_status make_room(said *before, const ontrack_attendance_record *days, size_t count)
{
    ontrack_builder *builder = before->builder;
    ontrack__facts *facts = &builder->facts;
    const ontrack_status status = student_of(before, days);
    if (status != ONTRACK_OK) return status;
    if (!ontrack__builder_reach(builder)) return ontrack__no_memory(before->error);
    ontrack_student *student = &facts->students[before->student - 1];
    if (student->mark_words > 0 || facts->early_count < ONTRACK__EARLY || count > UINT32_MAX / 2)
        return ONTRACK_OK;
    if (!ontrack__run_begin(&facts->runs, &builder->allocator, &student->marks, (uint32_t)count))
        return ontrack__no_memory(before->error);
    before->roomy = before->student;
    return ONTRACK_OK;
}

ontrack_status ontrack__builder_push_days(ontrack_builder *builder,
                                          const ontrack_attendance_record *days, size_t count,
                                          ontrack_error *error)
{
    said before = {.builder = builder, .error = error};
    ontrack_status status = count == 0 ? ONTRACK_OK : make_room(&before, days, count);
    for (size_t i = 0, pushed; i < count && status == ONTRACK_OK; i += pushed) {
        pushed = 1;
        status = push_some(&before, days + i, count - i, &pushed);
    }
    return status;
}
