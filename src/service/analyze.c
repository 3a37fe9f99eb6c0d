/* Launch readiness, and what to do next: two readings of the same checks. */
#include "config.h"

#include "service/orchestrator.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "service/facts.h"
#include "service/flow.h"
#include "service/internal.h"

#include "base/banned.h"

static const char *const status_names[] = {
	[SLW_CHECK_OK] = "ok", [SLW_CHECK_WARNING] = "warning", [SLW_CHECK_ERROR] = "error"
};

static json_t *check_json(const struct slw_readiness_check *check,
			  const struct slw_session_facts *facts)
{
	enum slw_check_status status = check->status(facts);
	json_t *object = json_object();

	slw_json_set_str(object, "id", check->id);
	slw_json_set_str(object, "name", _(check->name));
	slw_json_set_str(object, "status", status_names[status]);
	slw_json_set_int(object, "weight", check->weight);
	if (status != SLW_CHECK_OK) {
		char *message = check->message(facts);

		slw_json_set_str(object, "message", message);
		slw_json_set_str(object, "fix", _(check->fix));
		free(message);
	}
	slw_json_set_int(object, "step", check->step);
	slw_json_set_str(object, "key", check->key);
	return object;
}

json_t *slw_readiness_json(const struct slw_session_facts *facts)
{
	json_t *result = json_object(), *checks = json_array();

	for (int status = SLW_CHECK_ERROR; status >= SLW_CHECK_OK; status--)
		for (const struct slw_readiness_check *check = slw_readiness_checks;
		     check->id != NULL; check++)
			if ((int)check->status(facts) == status)
				slw_json_append(checks, check_json(check, facts));
	slw_json_set_int(result, "readiness", slw_readiness(facts));
	slw_json_set_int(result, "vouched", facts->vouched);
	slw_json_set(result, "checks", checks);
	slw_spent_json(result, &facts->spent, false);
	return result;
}

json_t *slw_orchestrator_analyze_store(struct slw_service *service,
				       const struct slw_session *session, struct slw_err *err)
{
	struct slw_session_facts facts;
	json_t *result = NULL;

	if (slw_session_facts_read(&facts, service, session, err) == 0)
		result = slw_readiness_json(&facts);
	slw_session_facts_release(&facts);
	return result;
}

/* Behind those that are as useful or more. */
static void recommend(json_t *list, const char *id, int step, const char *key, const char *title,
		      const char *reason, int priority)
{
	json_t *object = json_object();
	size_t at = json_array_size(list);

	slw_json_set_str(object, "id", id);
	slw_json_set_int(object, "step", step);
	slw_json_set_str(object, "key", key);
	slw_json_set_str(object, "title", title);
	slw_json_set_str(object, "reason", reason);
	slw_json_set_int(object, "priority", priority);
	while (at > 0 && slw_json_int(json_array_get(list, at - 1), "priority", 0) < priority)
		at--;
	json_array_insert_new(list, at, object);
}

static void recommend_check(json_t *list, const struct slw_readiness_check *check,
			    const struct slw_session_facts *facts, int priority)
{
	char *message = check->message(facts);
	char *reason = slw_printf("%s. %s", message, _(check->why));

	recommend(list, check->id, check->step, check->key, _(check->fix), reason, priority);
	free(reason);
	free(message);
}

/* The step that one would do next; what later checks miss in it is no news before it was done. */
static int next_step(const struct slw_session_facts *facts)
{
	for (int step = 1; step <= SLW_STEP_COUNT; step++)
		if (!(facts->completed & (1u << (step - 1))))
			return step;
	return 0;
}

static void recommend_step(json_t *list, int step)
{
	for (int i = 0; i < SLW_SECTION__MAX; i++) {
		char *title;

		if (slw_steps[i].number != step || i == SLW_LAUNCH)
			continue;
		title = slw_printf(_("Go on with step %d: %s"), step, _(slw_steps[i].title));
		recommend(list, "next_step", step, slw_steps[i].key, title,
			  _("It is the first step that still lacks something."), 100);
		free(title);
	}
}

json_t *slw_advice_json(const struct slw_session_facts *facts, const struct slw_session *session)
{
	json_t *result = json_object(), *list = json_array();
	int next = next_step(facts), launch = 90;

	if (next != 0)
		recommend_step(list, next);
	for (const struct slw_readiness_check *check = slw_readiness_checks; check->id != NULL;
	     check++) {
		enum slw_check_status status = check->status(facts);

		if (status == SLW_CHECK_OK || (next != 0 && check->step > next))
			continue;
		if (status == SLW_CHECK_ERROR)
			launch = 10; /* what stands in a shopper's way is mended first */
		recommend_check(list, check, facts,
				check->weight * (status == SLW_CHECK_ERROR ? 4 : 2));
	}
	if (next == 0 && session->completed_at == 0)
		recommend(list, "launch", SLW_STEP_COUNT, "launch", _("Launch the shop"),
			  _("All six steps are complete."), launch);
	slw_json_set(result, "recommendations", list);
	return result;
}

json_t *slw_flow_recommendations(struct slw_service *service, const struct slw_session *session,
				 struct slw_err *err)
{
	struct slw_session_facts facts;
	json_t *result = NULL;

	if (slw_session_facts_read(&facts, service, session, err) == 0)
		result = slw_advice_json(&facts, session);
	slw_session_facts_release(&facts);
	return result;
}
