/* The tables of the single steps, for steps.c alone. */
#ifndef SLW_MODEL_STEPS_TABLES_H
#define SLW_MODEL_STEPS_TABLES_H

#include "model/field.h"
#include "model/steps.h"

extern const struct slw_field slw_business_fields[];
extern const struct slw_field slw_products_fields[];
extern const struct slw_field slw_theme_fields[];
extern const struct slw_field slw_integrations_fields[];
extern const struct slw_field slw_content_fields[];
extern const struct slw_field slw_seo_fields[];
extern const struct slw_field slw_launch_fields[];

/* The six tones that a text can have; content.tone and the writer share them. */
extern const struct slw_choice slw_tone_choices[];

#endif
