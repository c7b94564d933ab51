/**
 * @file
 * @brief Which symbols leave the library. Everything else is hidden.
 */
#ifndef ONTRACK_EXPORT_H
#define ONTRACK_EXPORT_H

#if defined(_WIN32) && defined(ONTRACK_SHARED)
#ifdef ONTRACK_BUILDING
#define ONTRACK_API __declspec(dllexport)
#else
#define ONTRACK_API __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define ONTRACK_API __attribute__((visibility("default")))
#else
#define ONTRACK_API
#endif

#endif
