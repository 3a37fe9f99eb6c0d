/* From a text to a number: which card has a handle, which number a tag has. */
#ifndef SLW_STOREFRONT_INDEX_H
#define SLW_STOREFRONT_INDEX_H

#include <stdint.h>

struct render_index;

struct render_index *slw_index_new(void);
void slw_index_free(struct render_index *index);

#define SLW_INDEX_NONE UINT32_MAX
/* The number of a key, or SLW_INDEX_NONE. */
uint32_t slw_index_get(const struct render_index *index, const char *key);
/* key is borrowed for the life of the index; it is not in it yet. */
void slw_index_put(struct render_index *index, const char *key, uint32_t number);

#endif
