#include <ontrack/version.h>

const char *ontrack_version(void)
{
    return ONTRACK_VERSION;
}
