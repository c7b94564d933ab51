/**
 * @file
 * @brief All of ontrack: which ninth graders are slipping off the path to graduation, and why.
 */
#ifndef ONTRACK_ONTRACK_H
#define ONTRACK_ONTRACK_H

#include <ontrack/aggregate.h>
#include <ontrack/allocator.h>
#include <ontrack/buffer.h>
#include <ontrack/comparison.h>
#include <ontrack/crew.h>
#include <ontrack/dataset.h>
#include <ontrack/date.h>
#include <ontrack/decimal.h>
#include <ontrack/error.h>
#include <ontrack/evaluation.h>
#include <ontrack/export.h>
#include <ontrack/layout.h>
#include <ontrack/measure.h>
#include <ontrack/output.h>
#include <ontrack/overrides.h>
#include <ontrack/packed.h>
#include <ontrack/records.h>
#include <ontrack/review.h>
#include <ontrack/ruleset.h>
#include <ontrack/source.h>
#include <ontrack/text.h>
#include <ontrack/value.h>
#include <ontrack/version.h>

#endif
