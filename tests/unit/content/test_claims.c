#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/err.h"
#include "base/json.h"
#include "base/mem.h"
#include "content/analysis.h"
#include "content/content.h"

#include "base/banned.h"

/* What a product is known to be, in whatever language: none of it may be flagged. */
static const char facts_text[] =
    "{\"product_name\": \"Alba oak tray\", \"category\": \"Trays\", \"vendor\": \"Casa 27\","
    " \"description\": \"A tray of oak with a cotton lining, 30 cm x 20 cm, 1.5 kg.\","
    " \"features\": [\"holds 500 ml\", \"gold-plated handles\", \"2-year warranty\","
    " \"80% cotton, 20% linen\", \"BPA-free\", \"not dishwasher safe\", \"USB-C and IPX4\"],"
    " \"founded\": 1987, \"price\": 49.90, \"discount_percent\": 15, \"requires_shipping\": true,"
    " \"shipping_price\": \"$4.50\", \"free_shipping_over\": \"$1,200.00\","
    " \"delivery_days_min\": 3, \"delivery_days_max\": 5, \"handling_days_max\": 2,"
    " \"returns_accepted\": true, \"return_days\": 30, \"return_paid_by\": \"customer\","
    " \"ships_to\": [\"US\", \"DE\"], \"prices_include_tax\": true}";

static const struct {
	const char *language, *text;
	const char *claim; /* NULL: the facts hold it all */
	const char *kind;
} rows[] = {
	/* --- held by the facts, in their words and in others --- */
	{ "en", "The Alba oak tray measures 30 x 20 cm and weighs 1.5 kg.", NULL, NULL },
	{ "en", "It is 30cm by 20cm, about 12 inches wide, and 1500 g light.", NULL, NULL },
	{ "en", "A wooden tray, lined with cotton.", NULL, NULL },
	{ "en", "It comes with a two-year warranty. Yes, 24 months of warranty.", NULL, NULL },
	{ "en", "80 % cotton and 20 percent linen.", NULL, NULL },
	{ "en", "Made since 1987, now $49.90 or 49,90 $.", NULL, NULL },
	{ "en", "Free shipping on orders over $1,200.", NULL, NULL },
	{ "en", "Delivered within three to five days; return it within 30 days.", NULL, NULL },
	{ "en", "You have 30 days after delivery to send it back.", NULL, NULL },
	{ "en", "It is not dishwasher safe.", NULL, NULL },
	{ "en", "IPX4 and USB-C. BPA free. Save 15%.", NULL, NULL },
	{ "en", "Prices include tax.\n1. Order it.\n2. Unpack it.", NULL, NULL },
	{ "en", "Give Casa 27 a minute of your time.", NULL, NULL },
	{ "en", "A glass of wine, one day, a hundred reasons, for two.", NULL, NULL },
	{ "de", "Das Tablett aus Eiche misst 30 x 20 cm und wiegt 1,5 kg.", NULL, NULL },
	{ "de", "Mit Baumwolle gefüttert, vergoldete Griffe, zwei Jahre Garantie.", NULL, NULL },
	{ "de", "Die Lieferung dauert drei bis fünf Tage, zurückgeben können Sie es 30 Tage lang.",
	  NULL, NULL },
	{ "de", "Wir wollten ein Tablett für zwei, das hält.", NULL, NULL },
	{ "es", "Una bandeja de roble de 30 x 20 cm, con dos años de garantía.", NULL, NULL },
	{ "es", "Forrada de algodón, 1,5 kg, desde 1987.", NULL, NULL },
	{ "fr", "Un plateau en chêne de 30 x 20 cm, doublé de coton.", NULL, NULL },
	{ "fr", "Garantie de deux ans, livraison en trois à cinq jours.", NULL, NULL },
	/* --- numbers and units --- */
	{ "en", "It measures 40 cm.", "40 cm", "number" },
	{ "en", "It measures 30 inches.", "30 inches", "number" },
	{ "en", "It weighs 1.5 g.", "1.5 g", "number" },
	{ "en", "It holds 750ml.", "750ml", "number" },
	{ "en", "Comes with seven compartments.", "seven", "number" },
	{ "en", "The battery lasts twelve hours.", "twelve hours", "number" },
	{ "en", "Loved by 10,000 customers.", "10,000", "number" },
	{ "fr", "Plus de 20 000 clients.", "20 000", "number" },
	{ "fr", "Livraison offerte dès 1 200 $.", NULL, NULL },
	{ "de", "Mit dem Red Dot Award ausgezeichnet.", "Red Dot", "award" },
	{ "en", "Established in 1890.", "1890", "number" },
	{ "en", "Now with IPX7.", "IPX7", "number" },
	{ "en", "It is 90% lighter.", "90%", "number" },
	{ "en", "Heat-proof to 220 °C.", "220 °C", "number" },
	{ "de", "Er fasst 750 ml.", "750 ml", "number" },
	{ "de", "Mit sieben Fächern.", "sieben", "number" },
	{ "es", "Con siete compartimentos.", "siete", "number" },
	{ "es", "Mide 40 centímetros.", "40 centímetros", "number" },
	{ "fr", "Il mesure 40 centimètres.", "40 centimètres", "number" },
	{ "fr", "Avec sept compartiments.", "sept", "number" },
	/* --- prices --- */
	{ "en", "Yours for only $39.90.", "$39.90", "price" },
	{ "en", "Yours for 49.90 euros.", NULL, NULL }, /* the fact names no currency */
	{ "en", "Shipping is just £4.50.", "£4.50", "price" },
	{ "de", "Nur 39,90 €.", "39,90 €", "price" },
	{ "es", "Por solo 39,90 euros.", "39,90 euros", "price" },
	{ "fr", "À partir de EUR 39,90.", "EUR 39,90", "price" },
	/* --- materials --- */
	{ "en", "Made of walnut.", "walnut", "material" },
	{ "en", "100% cotton.", "100% cotton", "material" },
	{ "en", "Made of solid oak.", "solid oak", "material" },
	{ "en", "With handles of gold.", "gold", "material" },
	{ "en", "Not a bit of plastic in it.", "plastic", "material" },
	{ "de", "Aus Nussbaumholz.", "Nussbaumholz", "material" },
	{ "de", "Mit Ledergriffen.", "Ledergriffen", "material" },
	{ "de", "Aus massiver Eiche.", "massiver Eiche", "material" },
	{ "es", "Hecha de nogal.", "nogal", "material" },
	{ "es", "De roble macizo.", "roble macizo", "material" },
	{ "es", "100 % algodón.", "100 % algodón", "material" },
	{ "fr", "En noyer.", "noyer", "material" },
	{ "fr", "En chêne massif.", "chêne massif", "material" },
	{ "fr", "Des poignées en cuir.", "cuir", "material" },
	{ "fr", "L'acier brille.", "acier", "material" },
	/* --- certificates and awards --- */
	{ "en", "Lined with organic cotton.", "organic", "certificate" },
	{ "en", "OEKO-TEX tested.", "OEKO-TEX", "certificate" },
	{ "en", "Vegan and cruelty-free.", "Vegan", "certificate" },
	{ "de", "Mit Bio-Baumwolle.", "Bio", "certificate" },
	{ "de", "Zertifiziert nach FSC.", "Zertifiziert", "certificate" },
	{ "es", "Con algodón orgánico.", "orgánico", "certificate" },
	{ "fr", "En coton biologique.", "biologique", "certificate" },
	{ "en", "Our award-winning tray.", "award-winning", "award" },
	{ "de", "Der Testsieger.", "Testsieger", "award" },
	{ "es", "Una bandeja premiada.", "premiada", "award" },
	{ "fr", "Un plateau primé.", "primé", "award" },
	/* --- guarantees --- */
	{ "en", "With a five-year warranty.", "five-year warranty", "guarantee" },
	{ "en", "With a lifetime guarantee.", "lifetime guarantee", "guarantee" },
	{ "en", "Money-back guarantee.", "Money-back guarantee", "guarantee" },
	{ "de", "Mit fünf Jahren Garantie.", "fünf Jahren Garantie", "guarantee" },
	{ "es", "Con garantía de cinco años.", "garantía de cinco años", "guarantee" },
	{ "fr", "Garantie de cinq ans.", "Garantie de cinq ans", "guarantee" },
	{ "fr", "Satisfait ou remboursé.", "Satisfait ou remboursé", "guarantee" },
	/* --- promises, against the answers on shipping and returns --- */
	{ "en", "Free shipping on every order.", "Free shipping", "promise" },
	{ "en", "Free returns.", "Free returns", "promise" },
	{ "en", "Return it within 60 days.", "60 days", "promise" },
	{ "en", "Return it within 5 days.", "5 days", "promise" },
	{ "en", "Delivered in 30 days.", "30 days", "promise" },
	{ "en", "Next-day delivery.", "Next-day", "promise" },
	{ "en", "We ship worldwide.", "ship worldwide", "promise" },
	{ "en", "All sales are final.", "All sales are final", "promise" },
	{ "en", "Only a few left, today only!", "few left", "promise" },
	{ "de", "Kostenloser Versand.", "Kostenloser Versand", "promise" },
	{ "de", "Rückgabe innerhalb von 60 Tagen.", "60 Tagen", "promise" },
	{ "es", "Envío gratis.", "Envío gratis", "promise" },
	{ "es", "Devoluciones gratis en 30 días.", "Devoluciones gratis", "promise" },
	{ "fr", "Livraison gratuite.", "Livraison gratuite", "promise" },
	{ "fr", "Retours gratuits.", "Retours gratuits", "promise" },
	/* --- where and how, and what it can do --- */
	{ "en", "Handmade in small series.", "Handmade", "origin" },
	{ "de", "In Handarbeit entstanden.", "In Handarbeit", "origin" },
	{ "es", "Hecha a mano.", "Hecha a mano", "origin" },
	{ "fr", "Fait main.", "Fait main", "origin" },
	{ "en", "It is dishwasher safe.", "dishwasher safe", "property" },
	{ "en", "Fully waterproof.", "waterproof", "property" },
	{ "de", "Völlig wasserdicht.", "wasserdicht", "property" },
	{ "es", "Es impermeable.", "impermeable", "property" },
	{ "fr", "Il est imperméable.", "imperméable", "property" },
};

/* Claims of a text; what was opened for it is closed again. New reference. */
static json_t *claims_of(const char *language, const char *text, const json_t *facts)
{
	struct slw_analyzer *analyzer = NULL;
	struct slw_err err = SLW_ERR_INIT;
	json_t *claims;

	ck_assert_msg(slw_analyzer_open(&analyzer, DATA_FOLDER, language, &err) == 0, "%s",
		      err.msg);
	claims = slw_analyze_claims(analyzer, text, facts, NULL);
	slw_analyzer_free(analyzer);
	return claims;
}

static json_t *json_of(const char *text)
{
	json_t *value = json_loads(text, 0, NULL);

	ck_assert_ptr_nonnull(value);
	return value;
}

START_TEST(finds_what_the_facts_do_not_hold)
{
	json_t *facts = json_of(facts_text);
	json_t *claims = claims_of(rows[_i].language, rows[_i].text, facts);
	const json_t *first = json_array_get(claims, 0);
	const char *said = slw_json_str(first, "text", "");

	if (rows[_i].claim == NULL) {
		ck_assert_msg(first == NULL, "%s: \"%s\"", rows[_i].text, said);
	} else {
		const char *place = strstr(rows[_i].text, rows[_i].claim);

		ck_assert_msg(strcmp(said, rows[_i].claim) == 0, "%s: \"%s\"", rows[_i].text, said);
		ck_assert_str_eq(slw_json_str(first, "kind", ""), rows[_i].kind);
		ck_assert_int_eq(slw_json_int(first, "offset", -1), place - rows[_i].text);
		ck_assert_int_eq(slw_json_int(first, "length", -1), (int)strlen(rows[_i].claim));
	}
	json_decref(claims);
	json_decref(facts);
}
END_TEST

/* What decides is the answer of today, not what an old description says. */
static const struct {
	const char *facts, *text;
	int claims;
} answers[] = {
	{ "{\"shipping_free\": true}", "Free shipping.", 0 },
	{ "{\"shipping_price\": \"$5\", \"description\": \"Free shipping!\"}", "Free shipping.",
	  1 },
	{ "{\"free_shipping_over\": \"$50\"}", "Free shipping over $50.", 0 },
	{ "{\"free_shipping_over\": \"$50\"}", "Free shipping over $40.", 2 },
	{ "{\"description\": \"Free shipping!\"}", "Free shipping.", 0 },
	{ "{\"returns_accepted\": false}", "Return it any time.", 1 },
	{ "{\"returns_accepted\": false, \"description\": \"Return it any time.\"}",
	  "Return it any time.", 1 },
	{ "{\"returns_accepted\": false}", "No returns, please.", 0 },
	{ "{\"returns_accepted\": true, \"return_days\": 14}", "No returns, please.", 1 },
	{ "{\"return_paid_by\": \"merchant\"}", "Free returns.", 0 },
	{ "{\"ships_worldwide\": true}", "We ship worldwide.", 0 },
	{ "{\"delivery_days_max\": 1}", "Next-day delivery.", 0 },
	{ "{\"delivery_days_max\": 2}", "Next-day delivery.", 1 },
	{ "{\"prices_include_tax\": false}", "Prices include tax.", 1 },
	{ "{\"return_days\": 14}", "Return it within two weeks.", 0 },
	{ "{\"return_days\": 14}", "Return it within two months.", 1 },
	{ "{\"warranty_years\": 3}", "A three-year warranty.", 0 },
	{ "{\"warranty_years\": 3}", "A 36-month warranty.", 0 },
	{ "{\"warranty_years\": 3}", "A one-year warranty.", 1 },
	{ "{\"weight_kg\": \"2.5\"}", "2,500 g.", 0 },
	{ "{\"waterproof\": true}", "Waterproof.", 0 },
	{ "{\"waterproof\": false}", "Waterproof.", 1 },
	{ "{\"waterproof\": \"no\"}", "Waterproof.", 1 },
	{ "{\"features\": [\"not waterproof\"]}", "Waterproof.", 1 },
	{ "{\"features\": [\"without leather\"]}", "No leather.", 0 },
	{ "{\"features\": [\"without leather\"]}", "Fine leather.", 1 },
	{ "{\"features\": [\"vegan leather\"]}", "Fine leather.", 1 },
	{ "{\"features\": [\"Merino\"]}", "Soft wool.", 0 },
	{ "{\"features\": [\"wool\"]}", "Soft merino.", 1 },
	{ "{}", "", 0 },
	{ "{}", "Nothing is claimed here at all.", 0 },
};

START_TEST(asks_the_answers)
{
	json_t *facts = json_of(answers[_i].facts);
	json_t *claims = claims_of("en", answers[_i].text, facts);

	ck_assert_msg((int)json_array_size(claims) == answers[_i].claims, "%s for %s: %d",
		      answers[_i].text, answers[_i].facts, (int)json_array_size(claims));
	json_decref(claims);
	json_decref(facts);
}
END_TEST

START_TEST(does_without_facts_and_in_any_language)
{
	static const char *const languages[] = { "en", "de", "es", "fr", "it", "ja", "xx" };

	for (size_t i = 0; i < SLW_COUNT(languages); i++) {
		json_t *claims = claims_of(languages[i], "500 ml und mehr, 24/7.", NULL);

		ck_assert_uint_ge(json_array_size(claims), 1);
		json_decref(claims);
	}
}
END_TEST

START_TEST(stops_at_fifty)
{
	char text[800] = "";
	json_t *claims;

	for (size_t i = 0; i < 70; i++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text), "%zu km, ", 100 + i);
	claims = claims_of("en", text, NULL);
	ck_assert_uint_eq(json_array_size(claims), 50);
	json_decref(claims);
}
END_TEST

/* --- false alarms ------------------------------------------------------------------------ */

static const char *const things[] = {
	"Bowl",	    "Wool Blanket", "Desk Lamp 3000",  "Oak Shelf",
	"Earrings", "Hiking Boots", "Green Tea No. 7", "Notebook A5"
};
static const char *const first_features[] = {
	"frost-proof to -15 \302\260C",
	"100% organic cotton, GOTS certified",
	"30 \xC3\x97 20 \xC3\x97 12.5 cm",
	"2-year warranty",
	"holds 16 fl oz",
	"handmade in small batches",
	"sterling silver, gold-plated",
	"machine washable at 30 degrees",
};
static const char *const second_features[] = {
	"dishwasher safe", "BPA-free, no parabens", "1,200 pages", "Bluetooth 5.3 and USB-C",
	"set of four",	   "award-winning design",  "vegan",	   "weighs 1.2 kg",
};

/* The shop's answers change from product to product, too. */
static json_t *product_facts(size_t no)
{
	json_t *facts =
	    json_pack("{s:s,s:s,s:[s,s],s:s,s:i,s:i,s:i,s:b,s:s,s:b}", "product_name",
		      things[no % 8], "category", "Home", "features", first_features[no / 8 % 8],
		      second_features[no / 64 % 8], "business_name", "Atelier 21", "founded",
		      1950 + (int)(no % 70), "delivery_days_min", 1 + (int)(no % 3),
		      "delivery_days_max", 4 + (int)(no % 5), "requires_shipping", 1,
		      "delivery_country", "US", "returns_accepted", no % 3 != 0);

	if (no % 3 != 0) {
		json_object_set_new(facts, "return_days", json_integer(14 + (int)(no % 2) * 16));
		json_object_set_new(facts, "return_paid_by",
				    json_string(no % 2 == 0 ? "customer" : "merchant"));
	}
	if (no % 4 == 0)
		json_object_set_new(facts, "shipping_free", json_true());
	else
		json_object_set_new(facts, "shipping_price", json_string("$4.50"));
	if (no % 4 == 1)
		json_object_set_new(facts, "free_shipping_over", json_string("$1,120.00"));
	return facts;
}

static const char *const written[] = { "product_description", "meta_description", "social_post",
				       "faq", "welcome_email" };
static const char *const spoken[] = { "en", "de", "es", "fr" };

START_TEST(what_is_written_from_the_facts_flags_nothing)
{
	struct slw_writer *writer = NULL;
	struct slw_err err = SLW_ERR_INIT;

	ck_assert_msg(slw_writer_open(&writer, DATA_FOLDER, &err) == 0, "%s", err.msg);
	for (size_t no = 0; no < 512; no++) {
		json_t *facts = product_facts(no);
		struct slw_content_response response;
		struct slw_content_request request = {
			.content_type = written[_i / 4],
			.language = spoken[_i % 4],
			.scope = _i < 12 ? SLW_CONTENT_PRODUCT : SLW_CONTENT_SHOP,
			.facts = facts,
			.provider = "builtin",
			.variation = (unsigned int)no,
		};

		slw_content_response_init(&response);
		ck_assert_msg(slw_writer_generate(writer, &request, &response, NULL, &err) == 0,
			      "%s", err.msg);
		ck_assert_msg(json_array_size(response.claims) == 0, "%zu: \"%s\" in %s", no,
			      slw_json_str(json_array_get(response.claims, 0), "text", ""),
			      response.content);
		slw_content_response_release(&response);
		json_decref(facts);
	}
	slw_writer_free(writer);
}
END_TEST

Suite *suite_claims(void);

Suite *suite_claims(void)
{
	Suite *suite = suite_create("claims");
	TCase *tc = tcase_create("claims");

	tcase_add_loop_test(tc, finds_what_the_facts_do_not_hold, 0, (int)SLW_COUNT(rows));
	tcase_add_loop_test(tc, asks_the_answers, 0, (int)SLW_COUNT(answers));
	tcase_add_test(tc, does_without_facts_and_in_any_language);
	tcase_add_test(tc, stops_at_fifty);
	tcase_add_loop_test(tc, what_is_written_from_the_facts_flags_nothing, 0,
			    4 * (int)SLW_COUNT(written));
	suite_add_tcase(suite, tc);
	return suite;
}
