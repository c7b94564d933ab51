/* rejects.h - rows that the door set aside, kept until they are written as one CSV file. */
#ifndef ONTRACK_REJECTS_H
#define ONTRACK_REJECTS_H

#include <ontrack/source.h>

typedef struct rejects rejects;

/* NULL when there is no memory. */
rejects *rejects_new(void);
void rejects_free(rejects *kept);
/* Copies a row; for ontrack_reader_options. */
ontrack_status rejects_take(rejects *kept, const ontrack_reject *row);
/* file, line, column, reason, then every column of the files that the rows came from, in the order
 * in which they were met. Cells are as they were: the file is for mending and feeding back, not
 * for a spreadsheet's formulas. False after a complaint. */
bool rejects_write(const rejects *kept, const char *path);

#endif
