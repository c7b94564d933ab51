// The same from C++.
#include <cstring>
#include <iostream>
#include <ontrack/ontrack.h>

int main()
{
    ontrack_error error = ONTRACK_ERROR_INIT;
    char line[512];
    ontrack_error_format(&error, line, sizeof line);
    if (std::strcmp(line, "success") != 0) return 1;
    std::cout << ontrack_version() << "\n";
    return 0;
}
