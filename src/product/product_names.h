/* The names of status and condition, as JSON and CSV have them. For the files of this folder. */
#ifndef SLW_PRODUCT_PRODUCT_NAMES_H
#define SLW_PRODUCT_PRODUCT_NAMES_H

extern const char *const slw_product_statuses[];   /* by enum slw_product_status, ends in NULL */
extern const char *const slw_product_conditions[]; /* by enum slw_condition, ends in NULL */

/* Index of name, or -1; name may be NULL. */
int slw_product_name_find(const char *const *names, const char *name);

#endif
