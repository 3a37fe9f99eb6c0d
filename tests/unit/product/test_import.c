/* What an import says and makes of a file, as rows: good files, and one reason of damage a row. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "unit/product/support.h"

#include "base/banned.h"

#define SHOPIFY                                                                                 \
	"Title,URL handle,Option1 name,Option1 value,SKU,Price,Compare-at price,Product image " \
	"URL\n"

static const struct {
	const char *name, *text, *recognized, *products, *problems;
	const char *currency, *map;
} files[] = {
	{ "rows of one handle",
	  SHOPIFY "Pot,pot,Size,S,A,1.50,2.00,https://x.example/1.jpg\n"
		  ",pot,,L,B,2.50,,https://x.example/2.jpg\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"Pot\",\"handle\":\"pot\",\"options\":[{\"name\":\"Size\",\"values\":[\"S\","
	  "\"L\"]}],"
	  "\"variants\":[{\"option_values\":[\"S\"],\"sku\":\"A\",\"price\":150,\"compare_at_"
	  "price\":200},"
	  "{\"option_values\":[\"L\"],\"sku\":\"B\",\"price\":250}],\"images\":["
	  "{\"src\":\"https://x.example/1.jpg\"},{\"src\":\"https://x.example/2.jpg\"}]}\n",
	  "", "EUR", NULL },
	{ "a handle that comes back later, and an image row",
	  SHOPIFY "A,a,Title,Default Title,,1,,\nB,b,,,,2,,\n,a,,,,,,https://x.example/a.jpg\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":100,\"images\":[{\"src\":\"https://"
	  "x.example/a.jpg\"}]}\n"
	  "{\"title\":\"B\",\"handle\":\"b\",\"price\":200}\n",
	  "", "EUR", NULL },
	{ "the older dialect, upper case, spaces, another order, markets and metafields",
	  " VARIANT PRICE , handle ,Title,Price / International,Included / International,"
	  "Ring (product.metafields.custom.ring),Google Shopping / MPN,Google Shopping / Condition,"
	  "Published,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,"
	  "Variant Inventory Policy\n"
	  "5,a,A,9,true,x,y,used,false,350.0,shopify,7,continue\n6,b,B,9,true,x,y,New,true,0,,7,"
	  "deny\n",
	  "Shopify (older) UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"status\":\"draft\",\"condition\":\"used\",\"price\":"
	  "500,"
	  "\"inventory_quantity\":7,\"inventory_policy\":\"continue\",\"weight\":350}\n"
	  "{\"title\":\"B\",\"handle\":\"b\",\"price\":600}\n",
	  "", "EUR", NULL },
	{ "a handle from the title, and one that has to be mended",
	  SHOPIFY "Größe M,,,,,1,,\nB,Not A Handle,,,,2,,\n", "Shopify UTF-8 , .",
	  "{\"title\":\"Größe M\",\"handle\":\"grosse-m\",\"price\":100}\n"
	  "{\"title\":\"B\",\"handle\":\"not-a-handle\",\"price\":200}\n",
	  "", "EUR", NULL },
	{ "compare-at that is no reduction", SHOPIFY "A,a,,,,5,5,\nB,b,,,,5,0,\nC,c,,,,5,4.99,\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":500}\n"
	  "{\"title\":\"B\",\"handle\":\"b\",\"price\":500}\n"
	  "{\"title\":\"C\",\"handle\":\"c\",\"price\":500}\n",
	  "2 Compare-at price: warning: the compare-at price is not above the price; it is left "
	  "out\n"
	  "4 Compare-at price: warning: the compare-at price is not above the price; it is left "
	  "out\n",
	  "EUR", NULL },
	{ "prices that are none",
	  SHOPIFY "A,a,,,,-1,,\nB,b,,,,free,,\nC,c,,,,,,\nD,d,,,,1.005,,\nE,e,,,,5 USD,,\nF,f,,,,€ "
		  "5.50,,\n",
	  "Shopify UTF-8 , .", "{\"title\":\"F\",\"handle\":\"f\",\"price\":550}\n",
	  "2 Price: the price is negative (-1)\n3 Price: \"free\" is not a price\n"
	  "4 Price: the price is missing\n5 Price: 1.005 has more decimals than EUR has (2)\n"
	  "6 Price: \"5 USD\" is not in EUR\n",
	  "EUR", NULL },
	{ "one variant of two is damaged", SHOPIFY "A,a,Size,S,,1,,\n,a,,M,,x,,\n,a,,L,,3,,\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"options\":[{\"name\":\"Size\",\"values\":[\"S\","
	  "\"L\"]}],"
	  "\"variants\":[{\"option_values\":[\"S\"],\"price\":100},{\"option_values\":[\"L\"],"
	  "\"price\":300}]}\n",
	  "3 Price: \"x\" is not a price\n", "EUR", NULL },
	{ "the first row of two is damaged, and still speaks for the product",
	  SHOPIFY "A,a,Size,S,,x,,\n,a,,L,,3,,\n", "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"options\":[{\"name\":\"Size\",\"values\":[\"L\"]}],"
	  "\"variants\":[{\"option_values\":[\"L\"],\"price\":300}]}\n",
	  "2 Price: \"x\" is not a price\n", "EUR", NULL },
	{ "all variants are damaged",
	  SHOPIFY "A,a,Size,S,,x,,\n,a,,L,,,,\n,a,,,,,,https://x.example/1.jpg\n",
	  "Shopify UTF-8 , .", "",
	  "2 Price: \"x\" is not a price\n3 Price: the price is missing\n"
	  "4 : belongs to the product of line 2: none of its variants can be used\n",
	  "EUR", NULL },
	{ "no row has the title", SHOPIFY ",a,Size,S,,1,,\n,a,,L,,2,,\n", "Shopify UTF-8 , .", "",
	  "2 Title: no row of this handle has a title\n"
	  "3 : belongs to the product of line 2: no row of this handle has a title\n",
	  "EUR", NULL },
	{ "nothing, empty lines, an empty row and a row without a name",
	  SHOPIFY "\nA,a,,,,1,,\n,,,,,,,\n,,,,X,1,,\n", "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":100}\n",
	  "4 : the row is empty\n5 Title: the row has no title\n", "EUR", NULL },
	{ "option values twice, missing, and a row that says nothing",
	  SHOPIFY "A,a,Size,S,,1,,\n,a,,S,,2,,\n,a,,,Z,3,,\n,a,,,,,,\n", "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"options\":[{\"name\":\"Size\",\"values\":[\"S\"]}],"
	  "\"variants\":[{\"option_values\":[\"S\"],\"price\":100}]}\n",
	  "3 Option1 value: repeats the option values of line 2\n"
	  "4 Option1 value: has no value for the option \"Size\"\n"
	  "5 Price: has neither a price nor an image\n",
	  "EUR", NULL },
	{ "a second price without options", SHOPIFY "A,a,,,,1,,\n,a,,,,2,,\n", "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":100}\n",
	  "3 Option1 value: no option tells it from the variant of line 2\n", "EUR", NULL },
	{ "a SKU twice, in one product and across",
	  SHOPIFY "A,a,Size,S,X,1,,\n,a,,L,X,2,,\nB,b,,,X,3,,\n", "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"options\":[{\"name\":\"Size\",\"values\":[\"S\"]}],"
	  "\"variants\":[{\"option_values\":[\"S\"],\"sku\":\"X\",\"price\":100}]}\n",
	  "3 SKU: the SKU X is already used in line 2\n4 SKU: the SKU X is already used in line "
	  "2\n",
	  "EUR", NULL },
	{ "a formula, markup and controls in a title stay text",
	  SHOPIFY "\"=cmd|' /C calc'!A0\",a,,,,1,,\n<script>x</script>,b,,,,1,,\n"
		  "\"T\x1b[31m \xC2\x9B \xE2\x80\xAE \nX\",c,,,,1,,\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"=cmd|' /C calc'!A0\",\"handle\":\"a\",\"price\":100}\n"
	  "{\"title\":\"<script>x</script>\",\"handle\":\"b\",\"price\":100}\n"
	  "{\"title\":\"T[31m  \xE2\x80\xAE  X\",\"handle\":\"c\",\"price\":100}\n",
	  "", "EUR", NULL },
	{ "an unbalanced quote costs one line", SHOPIFY "A,a,,,,1,,\n\"B,b,,,,1,,\nC,c,,,,1,,\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":100}\n{\"title\":\"C\",\"handle\":\"c\","
	  "\"price\":100}\n",
	  "3 : a quote is opened and never closed\n", "EUR", NULL },
	{ "more fields than the header",
	  "Title,URL handle,SKU,Price,Status,Charge "
	  "tax\nA,a,,1,Active,TRUE,x\nB,b,,1,Active,TRUE,,\n",
	  "Shopify UTF-8 , .", "{\"title\":\"B\",\"handle\":\"b\",\"price\":100}\n",
	  "2 : the row has more fields than the header; a quote or a delimiter is amiss\n", "EUR",
	  NULL },
	{ "images by position, twice, http, a lost slash, no scheme, a path out of the folder",
	  "Title,URL handle,Price,Product image URL,Image position,Image alt text,Variant image "
	  "URL\n"
	  "A,a,1,http://x.example/2.jpg,2,two,\n,a,,https://x.example/1.jpg,1,one,\n"
	  ",a,,https://x.example/1.jpg,3,,\n,a,,https:/x.example/4 4.jpg,4,,\n,a,,img/5.jpg,5,,\n"
	  ",a,,../6.jpg,6,,\n,a,,data:image/png;base64,7,,\n,a,,//cdn.example/8.jpg,8,,\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":100,\"images\":["
	  "{\"src\":\"https://x.example/1.jpg\",\"alt\":\"one\"},{\"src\":\"https://x.example/"
	  "2.jpg\",\"alt\":\"two\"},"
	  "{\"src\":\"https://x.example/4%204.jpg\"},{\"src\":\"img/5.jpg\"},{\"src\":\"https://"
	  "cdn.example/8.jpg\"}]}\n",
	  "2 Product image URL: warning: the address of the image is http; it is kept as https\n"
	  "7 Product image URL: warning: \"../6.jpg\" is neither an https address nor a file below "
	  "the "
	  "folder; the image is left out\n"
	  "8 Product image URL: warning: \"data:image/png;base64\" is neither an https address nor "
	  "a file "
	  "below the folder; the image is left out\n",
	  "EUR", NULL },
	{ "a variant's image joins the product's",
	  "Title,URL handle,Option1 name,Option1 value,Price,Variant image URL,Product image URL\n"
	  "A,a,Size,S,1,https://x.example/s.jpg,https://x.example/a.jpg\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"options\":[{\"name\":\"Size\",\"values\":[\"S\"]}],"
	  "\"variants\":["
	  "{\"option_values\":[\"S\"],\"price\":100,\"image\":\"https://x.example/"
	  "s.jpg\"}],\"images\":["
	  "{\"src\":\"https://x.example/a.jpg\"},{\"src\":\"https://x.example/s.jpg\"}]}\n",
	  "", "EUR", NULL },
	{ "stock that is no number is not guessed",
	  "Title,URL handle,Price,Inventory quantity,Weight value "
	  "(grams)\nA,a,1,many,\nB,b,1,5.0,x\n",
	  "Shopify UTF-8 , .",
	  "{\"title\":\"B\",\"handle\":\"b\",\"price\":100,\"inventory_quantity\":5}\n",
	  "2 Inventory quantity: \"many\" is not a number of pieces\n"
	  "3 Weight value (grams): warning: \"x\" is not a weight; it is left out\n",
	  "EUR", NULL },
	{ "yen and dinar", SHOPIFY "A,a,,,,1500,,\nB,b,,,,1500.50,,\n", "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":1500}\n",
	  "3 Price: 1500.50 has more decimals than JPY has (0)\n", "JPY", NULL },
	{ "three decimals of a dinar are not thousands", SHOPIFY "A,a,,,,1.500,,\n",
	  "Shopify UTF-8 , .", "{\"title\":\"A\",\"handle\":\"a\",\"price\":1500}\n", "", "KWD",
	  NULL },

	{ "German words, semicolons, decimal commas",
	  "Artikelnummer;Bezeichnung;Preis (EUR);UVP;Bestand;Gewicht (kg);Kategorie;Bild;Foo\n"
	  "1;Kanne, groß;1.299,00;1.499,00;3;1,25;Tee > "
	  "Kannen;bilder/kanne.jpg;x\n2;Tasse;12,5;;;;;;\n",
	  "own columns UTF-8 ; ,",
	  "{\"title\":\"Kanne, "
	  "groß\",\"handle\":\"kanne-gross\",\"collections\":[\"kannen\"],\"sku\":\"1\","
	  "\"price\":129900,\"compare_at_price\":149900,\"inventory_quantity\":3,\"weight\":1250,"
	  "\"images\":[{\"src\":\"bilder/kanne.jpg\"}]}\n"
	  "{\"title\":\"Tasse\",\"handle\":\"tasse\",\"sku\":\"2\",\"price\":1250}\n",
	  "", "EUR", NULL },
	{ "French and thin spaces, tabs",
	  "Nom du produit\tPrix\tRéf\nThéière\t1\xE2\x80\xAF"
	  "299,00\xC2\xA0€\tT1\n",
	  "own columns UTF-8 t ,",
	  "{\"title\":\"Théière\",\"handle\":\"theiere\",\"sku\":\"T1\",\"price\":129900}\n", "",
	  "EUR", NULL },
	{ "Japanese", "商品名,価格,在庫\n急須,\"¥1,500\",3\n", "own columns UTF-8 , .", NULL, "",
	  "JPY", NULL },
	{ "pounds and ounces", "name,price,weight (lbs)\nA,$1.00,2.5\n", "own columns UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":100,\"weight\":1134}\n", "", "USD", NULL },
	{ "thousands with a comma, and the point is known", "name,price\nA,\"1,299\"\nB,2.50\n",
	  "own columns UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":129900}\n{\"title\":\"B\",\"handle\":\"b\","
	  "\"price\":250}\n",
	  "", "EUR", NULL },
	{ "thousands with a point, and the comma is known", "name;price\nA;1.299\nB;2,50\n",
	  "own columns UTF-8 ; ,",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":129900}\n{\"title\":\"B\",\"handle\":\"b\","
	  "\"price\":250}\n",
	  "", "EUR", NULL },
	{ "unclear, and the semicolon decides", "name;price\nA;1.299\n", "own columns UTF-8 ; ,",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":129900}\n", "", "EUR", NULL },
	{ "unclear, and the comma decides", "name,price\nA,1.299\n", "own columns UTF-8 , .", "",
	  "2 price: 1.299 has more decimals than EUR has (2)\n", "EUR", NULL },
	{ "both marks in one file", "name;price\nA;1,50\nB;2,50\nC;3.50\n", "own columns UTF-8 ; ,",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":150}\n{\"title\":\"B\",\"handle\":\"b\","
	  "\"price\":250}\n",
	  "4 price: \"3.50\" has a decimal point, and the other prices of the file have a comma\n",
	  "EUR", NULL },
	{ "Swiss", "name;preis\nA;CHF 1'299.50\nB;12.-\n", "own columns UTF-8 ; .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":129950}\n{\"title\":\"B\",\"handle\":\"b\","
	  "\"price\":1200}\n",
	  "", "CHF", NULL },
	{ "one title, sizes and colours",
	  "Titel;Preis;Größe;Farbe;SKU\nHemd;10,00;S;rot;1\nHemd;11,00;L;rot;2\nHose;20,00;;;3\n",
	  "own columns UTF-8 ; ,",
	  "{\"title\":\"Hemd\",\"handle\":\"hemd\",\"options\":[{\"name\":\"Größe\",\"values\":["
	  "\"S\",\"L\"]},"
	  "{\"name\":\"Farbe\",\"values\":[\"rot\"]}],\"variants\":["
	  "{\"option_values\":[\"S\",\"rot\"],\"sku\":\"1\",\"price\":1000},"
	  "{\"option_values\":[\"L\",\"rot\"],\"sku\":\"2\",\"price\":1100}]}\n"
	  "{\"title\":\"Hose\",\"handle\":\"hose\",\"sku\":\"3\",\"price\":2000}\n",
	  "", "EUR", NULL },
	{ "one title twice and nothing that joins them", "title,price\nA,1\nA-2,2\nA,3\na,4\n",
	  "own columns UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":100}\n{\"title\":\"A-2\",\"handle\":\"a-2\","
	  "\"price\":200}\n"
	  "{\"title\":\"A\",\"handle\":\"a-3\",\"price\":300}\n{\"title\":\"a\",\"handle\":\"a-4\","
	  "\"price\":400}\n",
	  "", "EUR", NULL },
	{ "told by a map", "Was,Wieviel,Machart,Egal\nA,1,Holz,x\nA,2,Glas,x\n",
	  "own columns UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"options\":[{\"name\":\"Material\",\"values\":["
	  "\"Holz\",\"Glas\"]}],"
	  "\"variants\":[{\"option_values\":[\"Holz\"],\"price\":100},{\"option_values\":[\"Glas\"]"
	  ",\"price\":200}]}\n",
	  "", "EUR",
	  "{\"Was\":\"title\",\"wieviel\":\"price\",\"Machart\":\"option1.Material\",\"Egal\":"
	  "\"skip\"}" },
	{ "a map over a known dialect", SHOPIFY "A,a,,,,1,9,\n", "Shopify UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":900}\n", "", "EUR",
	  "{\"Compare-at price\":\"price\"}" },
	{ "lists with bars", "title,price,tags,features,images\nA,1,a|b|a,one; two,a.jpg|b.jpg\n",
	  "own columns UTF-8 , .",
	  "{\"title\":\"A\",\"handle\":\"a\",\"features\":[\"one\",\"two\"],\"tags\":[\"a\",\"b\"],"
	  "\"price\":100,"
	  "\"images\":[{\"src\":\"a.jpg\"},{\"src\":\"b.jpg\"}]}\n",
	  "", "EUR", NULL },
	{ "the line of a spreadsheet that names the delimiter",
	  "sep=;\r\ntitle;price\r\nA;1,50\r\n", "own columns UTF-8 ; ,",
	  "{\"title\":\"A\",\"handle\":\"a\",\"price\":150}\n", "", "EUR", NULL },
	{ "the header alone", SHOPIFY, "Shopify UTF-8 , .", "", "", "EUR", NULL },
};

START_TEST(files_are_read)
{
	struct test_import import;

	test_import(&import, files[_i].text, strlen(files[_i].text), files[_i].currency,
		    files[_i].map);
	ck_assert_msg(import.rc == 0, "%s: %s", files[_i].name, import.error);
	ck_assert_msg(strcmp(import.recognized, files[_i].recognized) == 0, "%s: %s",
		      files[_i].name, import.recognized);
	ck_assert_msg(strcmp(import.problems, files[_i].problems) == 0, "%s: want\n%sgot\n%s",
		      files[_i].name, files[_i].problems, import.problems);
	if (files[_i].products != NULL)
		ck_assert_msg(strcmp(import.products, files[_i].products) == 0,
			      "%s: want\n%sgot\n%s", files[_i].name, files[_i].products,
			      import.products);
	test_import_release(&import);
}
END_TEST

static const struct {
	const char *name, *text, *map, *error;
} refused[] = {
	{ "empty", "", NULL,
	  "test.csv is empty (The first line names the columns, such as title,price,sku.)" },
	{ "empty lines", "\r\n\n", NULL,
	  "test.csv is empty (The first line names the columns, such as title,price,sku.)" },
	{ "a spreadsheet", "PK\x03\x04xl/workbook", NULL,
	  "test.csv: the file is not CSV but a spreadsheet (xlsx, ods) or another zip archive "
	  "(Save or "
	  "export it as CSV (UTF-8) first.)" },
	{ "headers that nobody knows", "Ware;Betrag;Notiz\nKanne;12,50;aaa\nTasse;3,00;aaa\n", NULL,
	  "test.csv: no column is known as the title or as the price; not known: \"Ware\", "
	  "\"Betrag\", "
	  "\"Notiz\" (If this fits: --map \"Ware=title\" --map \"Betrag=price\" --map "
	  "\"Notiz=skip\")" },
	{ "a slip of the pen", "Titlee,Price\nA,1\n", NULL,
	  "test.csv: no column is known as the title; not known: \"Titlee\" (If this fits: --map "
	  "\"Titlee=title\")" },
	{ "no price", "Title,SKU\nA,1\n", NULL, NULL },
	{ "a map of a column that is not there", "title,price\nA,1\n", "{\"Titel\":\"title\"}",
	  "test.csv: the file has no column \"Titel\" to map (Did you mean \"title\"?)" },
	{ "a map to a field that is not there", "a,b\nA,1\n", "{\"a\":\"titel\"}",
	  "test.csv: there is no product field \"titel\" to map a column to (Did you mean "
	  "\"title\"?)" },
	{ "two columns for one field", "a,b\nA,1\n", "{\"a\":\"price\",\"b\":\"price\"}",
	  "test.csv: columns \"a\" and \"b\" are both mapped to one field ()" },
	{ "a header that cannot be read", "title,\"price\nA,1\n", NULL,
	  "test.csv: the header cannot be read: a quote is opened and never closed ()" },
};

START_TEST(files_are_refused_with_the_remedy)
{
	struct test_import import;

	test_import(&import, refused[_i].text, strlen(refused[_i].text), "EUR", refused[_i].map);
	ck_assert_msg(import.rc < 0, "%s", refused[_i].name);
	if (refused[_i].error != NULL)
		ck_assert_str_eq(import.error, refused[_i].error);
	test_import_release(&import);
}
END_TEST

/* A hint is what it says: pasted, the file is read. */
START_TEST(the_proposed_map_works)
{
	static const char text[] = "Ware;Betrag;Notiz\nKanne;12,50;aaa\nTasse;3,00;aaa\n";
	struct test_import import;

	test_import(&import, text, sizeof(text) - 1, "EUR",
		    "{\"Ware\":\"title\",\"Betrag\":\"price\",\"Notiz\":\"skip\"}");
	ck_assert_int_eq(import.rc, 0);
	ck_assert_str_eq(import.columns, "Ware=title, Betrag=price, Notiz=-");
	ck_assert_uint_eq(import.used, 2);
	test_import_release(&import);
}
END_TEST

START_TEST(collections_are_told_in_order)
{
	static const char text[] =
	    "title,price,category\nA,1,\"Home > Tea Pots, Sale\"\nB,2,Sale\nC,3,Ärmel\n";
	struct test_import import;

	test_import(&import, text, sizeof(text) - 1, "EUR", NULL);
	ck_assert_str_eq(import.collections, "[{\"title\":\"Tea Pots\",\"handle\":\"tea-pots\"},"
					     "{\"title\":\"Sale\",\"handle\":\"sale\"},"
					     "{\"title\":\"Ärmel\",\"handle\":\"armel\"}]");
	test_import_release(&import);
}
END_TEST

START_TEST(more_than_a_product_can_have)
{
	struct test_import import;
	struct slw_buf text;

	slw_buf_init(&text, 0);
	slw_buf_str(&text, "Title,URL handle,Option1 name,Option1 value,Price,Product image URL\n");
	for (int i = 0; i < 2050; i++)
		slw_buf_printf(&text, "%s,a,Size,v%d,1,https://x.example/%d.jpg\n",
			       i == 0 ? "A" : "", i, i);
	test_import(&import, text.data, text.len, "EUR", NULL);
	ck_assert_uint_eq(import.used, 2048);
	ck_assert_uint_eq(import.skipped, 2);
	ck_assert_ptr_nonnull(
	    strstr(import.problems, "2050 : the product has more than 2048 variants"));
	ck_assert_ptr_nonnull(
	    strstr(import.problems, "warning: the product has more than 250 images"));
	test_import_release(&import);
	slw_buf_release(&text);
}
END_TEST

START_TEST(texts_that_are_too_long)
{
	struct test_import import;
	struct slw_buf text;

	slw_buf_init(&text, 0);
	slw_buf_str(&text, "title,price,description,vendor,sku\n");
	slw_buf_printf(&text, "%0300d,1,,,\nB,1,%070000d,%0300d,\nC,1,,,%0300d\n", 1, 2, 3, 4);
	test_import(&import, text.data, text.len, "EUR", NULL);
	ck_assert_str_eq(
	    import.problems,
	    "2 title: the title has more than 255 characters\n"
	    "3 vendor: warning: has more than 255 characters, and was cut there\n"
	    "3 description: warning: has more than 65535 characters, and was cut there\n"
	    "4 sku: has more than 255 characters\n");
	ck_assert_uint_eq(import.used, 1);
	test_import_release(&import);
	slw_buf_release(&text);
}
END_TEST

Suite *suite_import(void);
Suite *suite_import(void)
{
	Suite *suite = suite_create("import");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, files_are_read, 0, SLW_COUNT(files));
	tcase_add_loop_test(tc, files_are_refused_with_the_remedy, 0, SLW_COUNT(refused));
	tcase_add_test(tc, the_proposed_map_works);
	tcase_add_test(tc, collections_are_told_in_order);
	tcase_add_test(tc, more_than_a_product_can_have);
	tcase_add_test(tc, texts_that_are_too_long);
	suite_add_tcase(suite, tc);
	return suite;
}
