/* WooCommerce files, as rows. */
#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/mem.h"
#include "unit/product/support.h"

#include "base/banned.h"

static const struct {
	const char *name, *text, *products, *problems;
} files[] = {
	{ "simple products",
	  "ID,Type,SKU,Name,Published,Short description,Description,Tax status,In "
	  "stock?,Stock,Backorders "
	  "allowed?,Weight (lbs),Sale price,Regular price,Categories,Tags,Images,\"GTIN, UPC, EAN, "
	  "or ISBN\"\n"
	  "1,simple,A,Pot,1,short,,taxable,1,5,0,1,8,10,\"Garden > Pots, Sale\",\"clay, red\\, "
	  "dark\","
	  "\"https://x.example/1.jpg, https://x.example/2.jpg\",4006381333931\n"
	  "2,\"simple, virtual, downloadable\",B,Book,-1,,one\\ntwo,none,0,,notify,,,10,,,,\n"
	  "3,simple,'=C,'+Plus,0,,,,1,,,,12,10,,,,\n",
	  "{\"title\":\"Pot\",\"handle\":\"pot\",\"description\":\"short\",\"tags\":[\"clay\","
	  "\"red, dark\"],"
	  "\"collections\":[\"pots\",\"sale\"],\"sku\":\"A\",\"barcode\":\"4006381333931\","
	  "\"price\":800,"
	  "\"compare_at_price\":1000,\"inventory_quantity\":5,\"weight\":454,\"images\":["
	  "{\"src\":\"https://x.example/1.jpg\"},{\"src\":\"https://x.example/2.jpg\"}]}\n"
	  "{\"title\":\"Book\",\"handle\":\"book\",\"description\":\"one\\ntwo\",\"status\":"
	  "\"draft\",\"sku\":\"B\","
	  "\"price\":1000,\"inventory_quantity\":0,\"inventory_policy\":\"continue\",\"requires_"
	  "shipping\":false,"
	  "\"taxable\":false}\n"
	  "{\"title\":\"+Plus\",\"handle\":\"plus\",\"status\":\"draft\",\"sku\":\"=C\",\"price\":"
	  "1000}\n",
	  "4 Sale price: warning: the sale price is above the regular price; it is left out\n" },
	{ "variations by SKU and by id, before and behind their parent, by position",
	  "ID,Type,SKU,Name,Regular price,Parent,Position,Attribute 1 name,Attribute 1 "
	  "value(s),Attribute 2 "
	  "name,Attribute 2 value(s),Attribute 2 visible,Weight (kg)\n"
	  "11,variation,A-L,Tee - L,12,id:10,2,Size,L,,,,\n"
	  "10,variable,A,Tee,,,0,Size,\"S, L\",Material,\"cotton, wool\",1,0.25\n"
	  "12,variation,A-S,Tee - S,10,A,1,size,S,,,,0.3\n",
	  "{\"title\":\"Tee\",\"handle\":\"tee\",\"features\":[\"Material: cotton, "
	  "wool\"],\"options\":["
	  "{\"name\":\"Size\",\"values\":[\"S\",\"L\"]}],\"variants\":["
	  "{\"option_values\":[\"S\"],\"sku\":\"A-S\",\"price\":1000,\"weight\":300},"
	  "{\"option_values\":[\"L\"],\"sku\":\"A-L\",\"price\":1200,\"weight\":250}]}\n",
	  "" },
	{ "a parent that is not there, none, and variable without variations",
	  "Type,SKU,Name,Regular "
	  "price,Parent\nvariation,A,x,1,id:7\nvariation,B,x,1,\nvariable,C,Tee,,\n",
	  "",
	  "2 Parent: no product of the file is the parent of this variation\n"
	  "3 Parent: no product of the file is the parent of this variation\n"
	  "4 Type: a variable product without variations\n" },
	{ "grouped and external",
	  "Type,SKU,Name,Regular price\ngrouped,G,Set,\nexternal,E,Away,5\n",
	  "{\"title\":\"Away\",\"handle\":\"away\",\"status\":\"draft\",\"sku\":\"E\",\"price\":"
	  "500}\n",
	  "2 Type: a grouped product has no price of its own\n"
	  "3 Type: warning: it is sold on another site; it becomes a draft\n" },
	{ "any value, and the only one",
	  "Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 "
	  "name,Attribute 2 "
	  "value(s)\n"
	  "variable,P,Tee,,,Size,\"S, L\",Colour,red\n"
	  "variation,1,,5,P,Size,S,Colour,red\nvariation,2,,5,P,Size,L,Colour,\nvariation,3,,5,P,"
	  "Size,,Colour,red\n",
	  "{\"title\":\"Tee\",\"handle\":\"tee\",\"options\":[{\"name\":\"Size\",\"values\":[\"S\","
	  "\"L\"]},"
	  "{\"name\":\"Colour\",\"values\":[\"red\"]}],\"variants\":["
	  "{\"option_values\":[\"S\",\"red\"],\"sku\":\"1\",\"price\":500},"
	  "{\"option_values\":[\"L\",\"red\"],\"sku\":\"2\",\"price\":500}]}\n",
	  "5 : has no value for the option \"Size\"\n" },
	{ "more than three options",
	  "Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 "
	  "name,Attribute 2 "
	  "value(s),Attribute 3 name,Attribute 3 value(s),Attribute 4 name,Attribute 4 value(s)\n"
	  "variable,P,Tee,,,A,1,B,1,C,1,D,1\nvariation,1,,5,P,A,1,B,1,C,1,D,1\n",
	  "",
	  "2 : belongs to the product of line 3: the product has more than 3 options\n"
	  "3 Attribute 1 name: the product has more than 3 options\n" },
	{ "one name twice, and a foreign ID",
	  "ID,SKU,Name,Regular price\n900,A,Pot,1\n901,B,Pot,2\n902,A,Cup,3\n",
	  "{\"title\":\"Pot\",\"handle\":\"pot\",\"sku\":\"A\",\"price\":100}\n"
	  "{\"title\":\"Pot\",\"handle\":\"pot-2\",\"sku\":\"B\",\"price\":200}\n",
	  "4 SKU: the SKU A is already used in line 2\n" },
	{ "an image of a variation joins the product's",
	  "Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Images\n"
	  "variable,P,Tee,,,Size,S,https://x.example/a.jpg\nvariation,1,,5,P,Size,S,https://"
	  "x.example/s.jpg\n",
	  "{\"title\":\"Tee\",\"handle\":\"tee\",\"options\":[{\"name\":\"Size\",\"values\":[\"S\"]"
	  "}],\"variants\":["
	  "{\"option_values\":[\"S\"],\"sku\":\"1\",\"price\":500,\"image\":\"https://x.example/"
	  "s.jpg\"}],\"images\":["
	  "{\"src\":\"https://x.example/a.jpg\"},{\"src\":\"https://x.example/s.jpg\"}]}\n",
	  "" },
};

START_TEST(files_are_read)
{
	struct test_import import;

	test_import(&import, files[_i].text, strlen(files[_i].text), "EUR", NULL);
	ck_assert_msg(import.rc == 0, "%s: %s", files[_i].name, import.error);
	ck_assert_str_eq(import.recognized, "WooCommerce UTF-8 , .");
	ck_assert_msg(strcmp(import.problems, files[_i].problems) == 0, "%s: want\n%sgot\n%s",
		      files[_i].name, files[_i].problems, import.problems);
	ck_assert_msg(strcmp(import.products, files[_i].products) == 0, "%s: want\n%sgot\n%s",
		      files[_i].name, files[_i].products, import.products);
	test_import_release(&import);
}
END_TEST

Suite *suite_woo(void);
Suite *suite_woo(void)
{
	Suite *suite = suite_create("woocommerce");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, files_are_read, 0, SLW_COUNT(files));
	suite_add_tcase(suite, tc);
	return suite;
}
