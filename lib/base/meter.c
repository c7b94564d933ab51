#include "base/meter.h"

static void *allocate(void *user, size_t size)
{
    ontrack__meter *meter = user;
    void *block = meter->below.allocate(meter->below.user, size);
    if (block != NULL) meter->held += size;
    return block;
}

static void *resize(void *user, void *block, size_t old_size, size_t new_size)
{
    ontrack__meter *meter = user;
    void *moved = meter->below.resize(meter->below.user, block, old_size, new_size);
    if (moved != NULL) meter->held += new_size - old_size;
    return moved;
}

static void release(void *user, void *block, size_t size)
{
    ontrack__meter *meter = user;
    meter->held -= size;
    meter->below.release(meter->below.user, block, size);
}

void ontrack__meter_init(ontrack__meter *meter, const ontrack_allocator *below)
{
    meter->below = *below;
    meter->held = 0;
}

ontrack_allocator ontrack__meter_allocator(ontrack__meter *meter)
{
    const ontrack_allocator allocator = {allocate, resize, release, meter};
    return allocator;
}
