#include "evaluation/inforce.h"

#include "base/sort.h"
#include "evaluation/parts.h"

static bool holds(const ontrack__binding *binding, ontrack_date from, ontrack_date until)
{
    return from <= binding->as_of && binding->as_of <= until;
}

static bool find_overrides(ontrack__binding *binding)
{
    const ontrack__overrides *overrides = &binding->ruleset->overrides;
    for (size_t i = 0; i < overrides->count; i++) {
        const ontrack_override *face = &overrides->items[i].face;
        if (!holds(binding, face->from, face->until)) continue;
        size_t *item = ontrack__array_add(&binding->allocator, &binding->overrides, sizeof *item);
        if (item == NULL) return false;
        *item = i;
    }
    return true;
}

static bool find_exempt(ontrack__binding *binding)
{
    const ontrack__overrides *overrides = &binding->ruleset->overrides;
    binding->exempt.count = 0;
    binding->exempt_strangers = 0;
    for (size_t i = 0; i < overrides->exempt_count; i++) {
        const ontrack__exempt *exempt = &overrides->exempt[i];
        size_t student;
        if (!holds(binding, exempt->face.from, exempt->face.until)) continue;
        if (!ontrack_dataset_find(binding->dataset, exempt->student, &student)) {
            binding->exempt_strangers++;
            continue;
        }
        ontrack__exempt_student *item =
            ontrack__array_add(&binding->allocator, &binding->exempt, sizeof *item);
        if (item == NULL) return false;
        item->student = student;
        item->exempt = exempt;
    }
    return true;
}

static int compare(const void *a, const void *b, const void *context)
{
    const ontrack__exempt_student *left = a, *right = b;
    (void)context;
    if (left->student != right->student) return left->student < right->student ? -1 : 1;
    return 0;
}

bool ontrack__bind_exempt(ontrack__binding *binding)
{
    ontrack__array *exempt = &binding->exempt;
    return find_exempt(binding) && ontrack__sort(&binding->allocator, exempt->items, exempt->count,
                                                 sizeof(ontrack__exempt_student), compare, NULL);
}

bool ontrack__bind_overrides(ontrack__binding *binding)
{
    return find_overrides(binding) && ontrack__bind_exempt(binding);
}

const ontrack__exempt_student *ontrack__exempt_of(const ontrack__binding *binding,
                                                  const ontrack_student *student, size_t *count)
{
    const ontrack__exempt_student *items = binding->exempt.items;
    const size_t index = ontrack__student_index(student);
    size_t from = 0, to = binding->exempt.count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (items[middle].student < index)
            from = middle + 1;
        else
            to = middle;
    }
    *count = 0;
    while (from + *count < binding->exempt.count && items[from + *count].student == index)
        *count += 1;
    return *count == 0 ? NULL : items + from;
}
