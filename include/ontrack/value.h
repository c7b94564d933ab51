/**
 * @file
 * @brief What a measure answers: a number, a text, a boolean, or that it cannot be known.
 */
#ifndef ONTRACK_VALUE_H
#define ONTRACK_VALUE_H

#include <ontrack/export.h>
#include <ontrack/text.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The type that a measure declares; conditions are checked against it before any data is seen. */
typedef enum ontrack_type {
    ONTRACK_TYPE_BOOLEAN, /**< bool in a condition. */
    ONTRACK_TYPE_COUNT,   /**< A whole number; int in a condition. */
    ONTRACK_TYPE_DECIMAL, /**< Exact ten-thousandths, or a fraction where these cannot hold it (a
                             third of a day): then of kind ratio; a decimal in a condition. */
    ONTRACK_TYPE_RATIO,   /**< An exact fraction; a decimal in a condition. */
    ONTRACK_TYPE_TEXT,    /**< string in a condition. */
    ONTRACK_TYPE_MAP      /**< Text to text; map(string, string) in a condition. */
} ontrack_type;

/** What an ::ontrack_value holds. */
typedef enum ontrack_kind {
    ONTRACK_KIND_UNKNOWN, /**< The data cannot answer; ontrack_value::text says why. */
    ONTRACK_KIND_BOOLEAN, /**< ontrack_value::number is 0 or 1. */
    ONTRACK_KIND_COUNT,   /**< ontrack_value::number. */
    ONTRACK_KIND_DECIMAL, /**< ontrack_value::number in ten-thousandths. */
    ONTRACK_KIND_RATIO,   /**< ontrack_value::number / ontrack_value::denominator, not reduced. */
    ONTRACK_KIND_TEXT,    /**< ontrack_value::text. */
    ONTRACK_KIND_MAP /**< ontrack_value::count pairs at ontrack_value::pairs, sorted by key bytes.
                      */
} ontrack_kind;

/** A key and its text. */
typedef struct ontrack_pair {
    ontrack_text key;   /**< Borrowed. */
    ontrack_text value; /**< Borrowed. */
} ontrack_pair;

/**
 * One value. Texts and pairs are borrowed from whoever made the value (a result, a student, or,
 * for a host's measure, static memory or the measure's user data until the next call).
 */
typedef struct ontrack_value {
    ontrack_kind kind;         /**< Which of the fields count. */
    int64_t number;            /**< Boolean, count, ten-thousandths or numerator. */
    int64_t denominator;       /**< Above 0 for a ratio. */
    ontrack_text text;         /**< A text, or why the value is unknown, in words for a reader. */
    const ontrack_pair *pairs; /**< Pairs of a map. */
    size_t count;              /**< How many pairs. */
} ontrack_value;

/** An unknown value and why: one short clause without a student's data ("no course rows"). */
static inline ontrack_value ontrack_value_unknown(const char *why)
{
    ontrack_value value = {ONTRACK_KIND_UNKNOWN, 0, 1, ontrack_text_of(why), NULL, 0};
    return value;
}

/** A whole number. */
static inline ontrack_value ontrack_value_count(int64_t number)
{
    ontrack_value value = {ONTRACK_KIND_COUNT, number, 1, {NULL, 0}, NULL, 0};
    return value;
}

/** A boolean. */
static inline ontrack_value ontrack_value_boolean(bool truth)
{
    ontrack_value value = {ONTRACK_KIND_BOOLEAN, truth ? 1 : 0, 1, {NULL, 0}, NULL, 0};
    return value;
}

/** A decimal from ten-thousandths. */
static inline ontrack_value ontrack_value_decimal(int64_t ten_thousandths)
{
    ontrack_value value = {ONTRACK_KIND_DECIMAL, ten_thousandths, 1, {NULL, 0}, NULL, 0};
    return value;
}

/** A fraction; @p denominator must be above 0. */
static inline ontrack_value ontrack_value_ratio(int64_t numerator, int64_t denominator)
{
    ontrack_value value = {ONTRACK_KIND_RATIO, numerator, denominator, {NULL, 0}, NULL, 0};
    return value;
}

/** A text, borrowed. */
static inline ontrack_value ontrack_value_text(ontrack_text text)
{
    ontrack_value value = {ONTRACK_KIND_TEXT, 0, 1, text, NULL, 0};
    return value;
}

/** Bytes that always suffice for ontrack_value_format() of anything but a text or a map. */
#define ONTRACK_VALUE_SIZE 48

/**
 * Writes a value for a reader: "6", "5.5", "0.9136" (a ratio is rounded half up to @p ratio_digits
 * places, 0 to 9, from the exact fraction), "true", a text as it is, "unknown". Digits never depend
 * on the locale.
 * @param buffer Receives at most @p size bytes, always ended by a NUL when @p size > 0.
 * @return The length of the whole text, as snprintf does.
 */
ONTRACK_API size_t ontrack_value_format(const ontrack_value *value, int ratio_digits, char *buffer,
                                        size_t size);

#ifdef __cplusplus
}
#endif

#endif
