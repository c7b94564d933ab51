/* meter.h - an allocator that tells how much is held of it. Layer: base. */
#ifndef ONTRACK_BASE_METER_H
#define ONTRACK_BASE_METER_H

#include "base/alloc.h"

/* One thread at a time; stays where it is while in use. */
typedef struct ontrack__meter {
    ontrack_allocator below; /* whom the memory comes from */
    size_t held;             /* bytes that were not given back */
} ontrack__meter;

void ontrack__meter_init(ontrack__meter *meter, const ontrack_allocator *below);
ontrack_allocator ontrack__meter_allocator(ontrack__meter *meter);

#endif
