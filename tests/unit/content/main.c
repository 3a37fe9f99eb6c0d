#include "config.h"

#include "unit/suites.h"

#include "base/banned.h"

Suite *suite_analysis(void);
Suite *suite_claims(void);
Suite *suite_embed(void);
Suite *suite_facts(void);
Suite *suite_grammar(void);
Suite *suite_languages(void);
Suite *suite_models(void);
Suite *suite_prompt(void);
Suite *suite_reply(void);
Suite *suite_sentiment(void);
Suite *suite_text(void);
Suite *suite_writer(void);

static slw_suite_maker *const makers[] = {
	suite_analysis,	 suite_claims, suite_embed,  suite_facts, suite_grammar,
	suite_languages, suite_models, suite_prompt, suite_reply, suite_sentiment,
	suite_text,	 suite_writer, NULL
};

int main(void)
{
	return slw_run_suites(makers);
}
