/* The pages of text: about, questions and answers, policies, contact, search, cart, 404. */
#include "config.h"

#include "storefront/render.h"

#include <string.h>

#include "base/html.h"
#include "base/i18n.h"
#include "base/json.h"
#include "base/mem.h"
#include "model/codes.h"

#include "base/banned.h"

#define QUESTIONS_MAX 100

static const char *written(struct render *r, const char *type)
{
	const char *text =
	    r->source.text == NULL ? NULL : r->source.text(r->source.context, type, "");

	return text != NULL && text[0] != '\0' ? slw_pool_str(&r->page, text) : NULL;
}

static const char *clean(struct render *r, const char *text)
{
	struct slw_buf html;
	const char *kept;

	slw_buf_init(&html, 0);
	slw_html_clean(&html, text);
	kept = slw_pool_str(&r->page, html.data);
	slw_buf_release(&html);
	return kept;
}

static const char *page_title(struct render *r, const char *name)
{
	return slw_pool_printf(&r->page, "%s – %s", name, r->shop.name);
}

/* name: as in the menu; the heading may be in another language. */
static int write_prose(struct render *r, struct view_prose *prose, const char *name,
		       const char *path, struct slw_err *err)
{
	const struct view_link crumbs[] = { { .name = name, .path = path }, { .name = NULL } };
	struct view_page page = { .prose = prose };

	slw_render_page(r, &page, path, page_title(r, name), NULL);
	slw_render_crumbs(r, &page, crumbs);
	return slw_render_write(r, &page, TEMPLATE_PROSE, err);
}

static int write_about(struct render *r, struct slw_err *err)
{
	const struct slw_documents *docs = r->options.docs;
	const char *text = written(r, "about");
	struct view_prose prose = { .heading = slw_render_word(r, "About") };

	if (text == NULL)
		text = slw_documents_str(docs, "business.story", NULL);
	if (text == NULL)
		text = slw_documents_str(docs, "business.description", "");
	prose.html = clean(r, text);
	return write_prose(r, &prose, prose.heading, "about/", err);
}

/* --- questions and answers ------------------------------------------------------------------- */

static const char *after_label(const char *line, char label)
{
	if (line[0] != label || line[1] != ':')
		return NULL;
	line += 2;
	return line + strspn(line, " \t");
}

static const char *line_at(struct render *r, const char *from, size_t len)
{
	while (len > 0 && (from[len - 1] == ' ' || from[len - 1] == '\r'))
		len--;
	return slw_pool_bytes(&r->page, from, len);
}

/* "Q: ...\nA: ...", lines after an answer belong to it; anything before the first question is
 * left out. */
static void read_questions(struct render *r, struct view_prose *prose, const char *text)
{
	struct view_section *sections = slw_pool_alloc(&r->page, QUESTIONS_MAX * sizeof(*sections));
	struct view_text *lines = NULL;
	size_t count = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		const char *question = after_label(text, 'Q'), *answer = after_label(text, 'A');
		const char *start = answer != NULL ? answer : text;
		size_t start_len = len - (size_t)(start - text);

		if (question != NULL) {
			if (count == QUESTIONS_MAX)
				break;
			lines = slw_pool_alloc(&r->page, sizeof(*lines) * 16);
			sections[count++] = (struct view_section){
				.heading = line_at(r, question, len - (size_t)(question - text)),
				.paragraphs = { lines, 0 },
			};
		} else if (count > 0 && start_len > 0 &&
			   sections[count - 1].paragraphs.count < 16) {
			lines[sections[count - 1].paragraphs.count++].text =
			    line_at(r, start, start_len);
		}
		text += len + (text[len] == '\n' ? 1 : 0);
	}
	prose->sections = (struct slw_tpl_list){ sections, count };
}

static int write_faq(struct render *r, struct slw_err *err)
{
	const char *text = written(r, "faq");
	struct view_prose prose = { .heading = slw_render_word(r, "Questions and answers"),
				    .faq = true };

	if (!r->shop.has_faq || text == NULL)
		return 0;
	read_questions(r, &prose, text);
	return prose.sections.count == 0 ? 0 : write_prose(r, &prose, prose.heading, "faq/", err);
}

/* --- policies -------------------------------------------------------------------------------- */

static struct slw_tpl_list policy_sections(struct render *r, const json_t *policy)
{
	json_t *from = slw_json_array(policy, "sections"), *entry, *paragraph;
	struct view_section *sections =
	    slw_pool_alloc(&r->page, (json_array_size(from) + 1) * sizeof(*sections));
	size_t i, j;

	json_array_foreach (from, i, entry) {
		json_t *paragraphs = slw_json_array(entry, "paragraphs");
		struct view_text *lines =
		    slw_pool_alloc(&r->page, (json_array_size(paragraphs) + 1) * sizeof(*lines));

		json_array_foreach (paragraphs, j, paragraph)
			lines[j].text = json_string_value(paragraph);
		sections[i] =
		    (struct view_section){ .heading = slw_json_str(entry, "heading", NULL),
					   .paragraphs = { lines, json_array_size(paragraphs) } };
	}
	return (struct slw_tpl_list){ sections, json_array_size(from) };
}

static int write_policies(struct render *r, const json_t *policies, struct slw_err *err)
{
	size_t index;
	json_t *policy;

	json_array_foreach ((json_t *)policies, index, policy) {
		struct view_link *others =
		    slw_pool_alloc(&r->page, r->shop.policies.count * sizeof(*others));
		struct view_prose prose = {
			.heading = slw_json_str(policy, "title", ""),
			.language = strcmp(r->language, "en") != 0 ? "en" : NULL,
			.sections = policy_sections(r, policy),
			.others = { others, r->shop.policies.count },
		};

		memcpy(others, r->shop.policies.items, r->shop.policies.count * sizeof(*others));
		others[index].current = true;
		if (write_prose(r, &prose, others[index].name, others[index].path, err) < 0)
			return -1;
	}
	return 0;
}

/* --- contact, search, cart, 404 -------------------------------------------------------------- */

static int write_plain(struct render *r, const char *name, const char *path,
		       enum render_template which, bool noindex, struct slw_err *err)
{
	struct view_page page = { .noindex = noindex };
	const struct view_link crumbs[] = { { .name = name, .path = path }, { .name = NULL } };

	slw_render_page(r, &page, path, page_title(r, name), NULL);
	slw_render_crumbs(r, &page, crumbs);
	return slw_render_write(r, &page, which, err);
}

/* A host shows it in place of a page at any depth, so that its links begin at the host's root. */
static int write_404(struct render *r, struct slw_err *err)
{
	struct view_page page = { .noindex = true };

	slw_render_page(r, &page, "404.html", page_title(r, slw_render_word(r, "Not found")), NULL);
	page.root = r->shop.home_path;
	return slw_render_write(r, &page, TEMPLATE_404, err);
}

int slw_render_prose(struct render *r, struct slw_err *err)
{
	json_t *policies = slw_policies(r->options.docs);
	int rc = -1;

	if (write_about(r, err) == 0 && write_faq(r, err) == 0 &&
	    write_policies(r, policies, err) == 0 &&
	    write_plain(r, slw_render_word(r, "Contact"), "contact/", TEMPLATE_CONTACT, false,
			err) == 0 &&
	    write_plain(r, slw_render_word(r, "Search"), "search/", TEMPLATE_SEARCH, true, err) ==
		0 &&
	    write_plain(r, slw_render_word(r, "Cart"), "cart/", TEMPLATE_CART, true, err) == 0 &&
	    write_404(r, err) == 0)
		rc = 0;
	json_decref(policies);
	return rc;
}
