/* What a stranger's first C program does, against an installed copy. */
#include <ontrack/ontrack.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
    ontrack_date date = ONTRACK_DATE_NONE;
    if (!ontrack_date_parse(ontrack_text_of("2025-06-01"), &date)) return 1;
    if (strcmp(ontrack_version(), ONTRACK_VERSION) != 0) return 2;
    if (strcmp(ontrack_status_text(ONTRACK_OK), "success") != 0) return 3;
    printf("%s\n", ontrack_version());
    return 0;
}
