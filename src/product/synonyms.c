/* Words that people write above the columns of a product list, in the languages they write them. */
#include "config.h"

#include "product/columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#include "base/banned.h"

/* clang-format off */
const struct slw_synonym slw_synonyms[] = {
	{ "title", SLW_COL_TITLE }, { "producttitle", SLW_COL_TITLE },
	{ "name", SLW_COL_TITLE }, { "productname", SLW_COL_TITLE }, { "itemname", SLW_COL_TITLE },
	{ "product", SLW_COL_TITLE }, { "item", SLW_COL_TITLE }, { "articlename", SLW_COL_TITLE },
	{ "titel", SLW_COL_TITLE }, { "produkt", SLW_COL_TITLE }, { "produktname", SLW_COL_TITLE },
	{ "produkttitel", SLW_COL_TITLE }, { "produktbezeichnung", SLW_COL_TITLE },
	{ "artikel", SLW_COL_TITLE }, { "artikelname", SLW_COL_TITLE },
	{ "artikelbezeichnung", SLW_COL_TITLE }, { "bezeichnung", SLW_COL_TITLE },
	{ "titre", SLW_COL_TITLE }, { "nom", SLW_COL_TITLE }, { "produit", SLW_COL_TITLE },
	{ "nomduproduit", SLW_COL_TITLE }, { "article", SLW_COL_TITLE },
	{ "designation", SLW_COL_TITLE }, { "libelle", SLW_COL_TITLE },
	{ "titulo", SLW_COL_TITLE }, { "nombre", SLW_COL_TITLE }, { "producto", SLW_COL_TITLE },
	{ "nombredelproducto", SLW_COL_TITLE }, { "articulo", SLW_COL_TITLE },
	{ "titolo", SLW_COL_TITLE }, { "nome", SLW_COL_TITLE }, { "prodotto", SLW_COL_TITLE },
	{ "nomeprodotto", SLW_COL_TITLE }, { "articolo", SLW_COL_TITLE },
	{ "produto", SLW_COL_TITLE }, { "nomedoproduto", SLW_COL_TITLE },
	{ "naam", SLW_COL_TITLE }, { "productnaam", SLW_COL_TITLE }, { "omschrijvingkort", SLW_COL_TITLE },
	{ "nazwa", SLW_COL_TITLE }, { "nazwaproduktu", SLW_COL_TITLE }, { "nazev", SLW_COL_TITLE },
	{ "navn", SLW_COL_TITLE }, { "namn", SLW_COL_TITLE }, { "nimi", SLW_COL_TITLE },
	{ "название", SLW_COL_TITLE }, { "товар", SLW_COL_TITLE }, { "наименование", SLW_COL_TITLE },
	{ "商品名", SLW_COL_TITLE }, { "タイトル", SLW_COL_TITLE }, { "标题", SLW_COL_TITLE },
	{ "名称", SLW_COL_TITLE }, { "商品名称", SLW_COL_TITLE }, { "상품명", SLW_COL_TITLE },

	{ "handle", SLW_COL_HANDLE }, { "urlhandle", SLW_COL_HANDLE }, { "slug", SLW_COL_HANDLE },
	{ "producthandle", SLW_COL_HANDLE }, { "permalink", SLW_COL_HANDLE }, { "urlkey", SLW_COL_HANDLE },

	{ "description", SLW_COL_DESCRIPTION }, { "desc", SLW_COL_DESCRIPTION },
	{ "productdescription", SLW_COL_DESCRIPTION }, { "body", SLW_COL_DESCRIPTION },
	{ "bodyhtml", SLW_COL_DESCRIPTION }, { "longdescription", SLW_COL_DESCRIPTION },
	{ "details", SLW_COL_DESCRIPTION }, { "text", SLW_COL_DESCRIPTION },
	{ "beschreibung", SLW_COL_DESCRIPTION }, { "produktbeschreibung", SLW_COL_DESCRIPTION },
	{ "artikelbeschreibung", SLW_COL_DESCRIPTION }, { "langtext", SLW_COL_DESCRIPTION },
	{ "descriptif", SLW_COL_DESCRIPTION }, { "descripcion", SLW_COL_DESCRIPTION },
	{ "descrizione", SLW_COL_DESCRIPTION }, { "descricao", SLW_COL_DESCRIPTION },
	{ "omschrijving", SLW_COL_DESCRIPTION }, { "beschrijving", SLW_COL_DESCRIPTION },
	{ "opis", SLW_COL_DESCRIPTION }, { "popis", SLW_COL_DESCRIPTION },
	{ "beskrivning", SLW_COL_DESCRIPTION }, { "beskrivelse", SLW_COL_DESCRIPTION },
	{ "kuvaus", SLW_COL_DESCRIPTION }, { "описание", SLW_COL_DESCRIPTION },
	{ "説明", SLW_COL_DESCRIPTION }, { "商品説明", SLW_COL_DESCRIPTION }, { "描述", SLW_COL_DESCRIPTION },

	{ "features", SLW_COL_FEATURES }, { "bulletpoints", SLW_COL_FEATURES },
	{ "highlights", SLW_COL_FEATURES }, { "merkmale", SLW_COL_FEATURES },
	{ "eigenschaften", SLW_COL_FEATURES }, { "caracteristiques", SLW_COL_FEATURES },
	{ "caracteristicas", SLW_COL_FEATURES }, { "caratteristiche", SLW_COL_FEATURES },
	{ "kenmerken", SLW_COL_FEATURES },

	{ "vendor", SLW_COL_VENDOR }, { "brand", SLW_COL_VENDOR }, { "manufacturer", SLW_COL_VENDOR },
	{ "maker", SLW_COL_VENDOR }, { "supplier", SLW_COL_VENDOR }, { "marke", SLW_COL_VENDOR },
	{ "hersteller", SLW_COL_VENDOR }, { "lieferant", SLW_COL_VENDOR }, { "marque", SLW_COL_VENDOR },
	{ "fabricant", SLW_COL_VENDOR }, { "fournisseur", SLW_COL_VENDOR }, { "marca", SLW_COL_VENDOR },
	{ "fabricante", SLW_COL_VENDOR }, { "produttore", SLW_COL_VENDOR }, { "merk", SLW_COL_VENDOR },
	{ "marka", SLW_COL_VENDOR }, { "producent", SLW_COL_VENDOR }, { "бренд", SLW_COL_VENDOR },
	{ "ブランド", SLW_COL_VENDOR }, { "品牌", SLW_COL_VENDOR },

	{ "producttype", SLW_COL_PRODUCT_TYPE }, { "type", SLW_COL_PRODUCT_TYPE },
	{ "produkttyp", SLW_COL_PRODUCT_TYPE }, { "typ", SLW_COL_PRODUCT_TYPE },
	{ "produktart", SLW_COL_PRODUCT_TYPE }, { "warengruppe", SLW_COL_PRODUCT_TYPE },
	{ "typedeproduit", SLW_COL_PRODUCT_TYPE }, { "tipo", SLW_COL_PRODUCT_TYPE },
	{ "tipodeproducto", SLW_COL_PRODUCT_TYPE },

	{ "productcategory", SLW_COL_PRODUCT_CATEGORY }, { "taxonomy", SLW_COL_PRODUCT_CATEGORY },
	{ "googleproductcategory", SLW_COL_PRODUCT_CATEGORY },

	{ "tags", SLW_COL_TAGS }, { "tag", SLW_COL_TAGS }, { "keywords", SLW_COL_TAGS },
	{ "labels", SLW_COL_TAGS }, { "stichworte", SLW_COL_TAGS }, { "schlagworte", SLW_COL_TAGS },
	{ "schlagworter", SLW_COL_TAGS }, { "motscles", SLW_COL_TAGS }, { "etiquettes", SLW_COL_TAGS },
	{ "etiquetas", SLW_COL_TAGS }, { "etichette", SLW_COL_TAGS },

	{ "collection", SLW_COL_COLLECTIONS }, { "collections", SLW_COL_COLLECTIONS },
	{ "category", SLW_COL_COLLECTIONS }, { "categories", SLW_COL_COLLECTIONS },
	{ "kategorie", SLW_COL_COLLECTIONS }, { "kategorien", SLW_COL_COLLECTIONS },
	{ "kollektion", SLW_COL_COLLECTIONS }, { "rubrik", SLW_COL_COLLECTIONS },
	{ "categorie", SLW_COL_COLLECTIONS }, { "categoria", SLW_COL_COLLECTIONS },
	{ "categorias", SLW_COL_COLLECTIONS }, { "coleccion", SLW_COL_COLLECTIONS },
	{ "collezione", SLW_COL_COLLECTIONS }, { "colecao", SLW_COL_COLLECTIONS },
	{ "kategoria", SLW_COL_COLLECTIONS }, { "kategori", SLW_COL_COLLECTIONS },
	{ "категория", SLW_COL_COLLECTIONS }, { "カテゴリ", SLW_COL_COLLECTIONS },
	{ "カテゴリー", SLW_COL_COLLECTIONS }, { "分类", SLW_COL_COLLECTIONS },

	{ "status", SLW_COL_STATUS }, { "state", SLW_COL_STATUS }, { "published", SLW_COL_STATUS },
	{ "active", SLW_COL_STATUS }, { "aktiv", SLW_COL_STATUS }, { "statut", SLW_COL_STATUS },
	{ "estado", SLW_COL_STATUS }, { "stato", SLW_COL_STATUS }, { "veroffentlicht", SLW_COL_STATUS },

	{ "condition", SLW_COL_CONDITION }, { "zustand", SLW_COL_CONDITION },
	{ "etat", SLW_COL_CONDITION }, { "condicion", SLW_COL_CONDITION },
	{ "condizione", SLW_COL_CONDITION },

	{ "sku", SLW_COL_SKU }, { "itemnumber", SLW_COL_SKU }, { "itemno", SLW_COL_SKU },
	{ "itemcode", SLW_COL_SKU }, { "productcode", SLW_COL_SKU }, { "productnumber", SLW_COL_SKU },
	{ "articlenumber", SLW_COL_SKU }, { "partnumber", SLW_COL_SKU }, { "code", SLW_COL_SKU },
	{ "stockcode", SLW_COL_SKU }, { "variantsku", SLW_COL_SKU },
	{ "artikelnummer", SLW_COL_SKU }, { "artikelnr", SLW_COL_SKU }, { "artnr", SLW_COL_SKU },
	{ "bestellnummer", SLW_COL_SKU }, { "bestellnr", SLW_COL_SKU }, { "produktnummer", SLW_COL_SKU },
	{ "ref", SLW_COL_SKU }, { "reference", SLW_COL_SKU }, { "refproduit", SLW_COL_SKU },
	{ "codearticle", SLW_COL_SKU }, { "referencia", SLW_COL_SKU }, { "codigo", SLW_COL_SKU },
	{ "riferimento", SLW_COL_SKU }, { "codice", SLW_COL_SKU }, { "codicearticolo", SLW_COL_SKU },
	{ "numerkatalogowy", SLW_COL_SKU }, { "varenummer", SLW_COL_SKU }, { "артикул", SLW_COL_SKU },
	{ "品番", SLW_COL_SKU }, { "货号", SLW_COL_SKU },

	{ "barcode", SLW_COL_BARCODE }, { "ean", SLW_COL_BARCODE }, { "gtin", SLW_COL_BARCODE },
	{ "ean13", SLW_COL_BARCODE }, { "upc", SLW_COL_BARCODE }, { "isbn", SLW_COL_BARCODE },
	{ "strichcode", SLW_COL_BARCODE }, { "codebarres", SLW_COL_BARCODE },
	{ "codebarre", SLW_COL_BARCODE }, { "codigodebarras", SLW_COL_BARCODE },
	{ "codiceabarre", SLW_COL_BARCODE }, { "streepjescode", SLW_COL_BARCODE },

	{ "price", SLW_COL_PRICE }, { "sellingprice", SLW_COL_PRICE }, { "saleprice", SLW_COL_PRICE },
	{ "retailprice", SLW_COL_PRICE }, { "unitprice", SLW_COL_PRICE }, { "salesprice", SLW_COL_PRICE },
	{ "variantprice", SLW_COL_PRICE }, { "amount", SLW_COL_PRICE },
	{ "preis", SLW_COL_PRICE }, { "verkaufspreis", SLW_COL_PRICE }, { "vkpreis", SLW_COL_PRICE },
	{ "vk", SLW_COL_PRICE }, { "bruttopreis", SLW_COL_PRICE }, { "preisbrutto", SLW_COL_PRICE },
	{ "einzelpreis", SLW_COL_PRICE },
	{ "prix", SLW_COL_PRICE }, { "prixdevente", SLW_COL_PRICE }, { "tarif", SLW_COL_PRICE },
	{ "precio", SLW_COL_PRICE }, { "preciodeventa", SLW_COL_PRICE }, { "prezzo", SLW_COL_PRICE },
	{ "preco", SLW_COL_PRICE }, { "prijs", SLW_COL_PRICE }, { "verkoopprijs", SLW_COL_PRICE },
	{ "cena", SLW_COL_PRICE }, { "pris", SLW_COL_PRICE }, { "hinta", SLW_COL_PRICE },
	{ "цена", SLW_COL_PRICE }, { "価格", SLW_COL_PRICE }, { "販売価格", SLW_COL_PRICE },
	{ "价格", SLW_COL_PRICE }, { "가격", SLW_COL_PRICE },

	{ "compareatprice", SLW_COL_COMPARE_AT_PRICE }, { "compareat", SLW_COL_COMPARE_AT_PRICE },
	{ "listprice", SLW_COL_COMPARE_AT_PRICE }, { "oldprice", SLW_COL_COMPARE_AT_PRICE },
	{ "originalprice", SLW_COL_COMPARE_AT_PRICE }, { "rrp", SLW_COL_COMPARE_AT_PRICE },
	{ "msrp", SLW_COL_COMPARE_AT_PRICE }, { "uvp", SLW_COL_COMPARE_AT_PRICE },
	{ "vergleichspreis", SLW_COL_COMPARE_AT_PRICE }, { "streichpreis", SLW_COL_COMPARE_AT_PRICE },
	{ "alterpreis", SLW_COL_COMPARE_AT_PRICE }, { "prixbarre", SLW_COL_COMPARE_AT_PRICE },
	{ "ancienprix", SLW_COL_COMPARE_AT_PRICE }, { "precioanterior", SLW_COL_COMPARE_AT_PRICE },
	{ "adviesprijs", SLW_COL_COMPARE_AT_PRICE },

	{ "costperitem", SLW_COL_COST_PER_ITEM }, { "cost", SLW_COL_COST_PER_ITEM },
	{ "costprice", SLW_COL_COST_PER_ITEM }, { "purchaseprice", SLW_COL_COST_PER_ITEM },
	{ "einkaufspreis", SLW_COL_COST_PER_ITEM }, { "ekpreis", SLW_COL_COST_PER_ITEM },
	{ "ek", SLW_COL_COST_PER_ITEM }, { "prixdachat", SLW_COL_COST_PER_ITEM },
	{ "coste", SLW_COL_COST_PER_ITEM }, { "costo", SLW_COL_COST_PER_ITEM },
	{ "inkoopprijs", SLW_COL_COST_PER_ITEM },

	{ "inventoryquantity", SLW_COL_INVENTORY_QUANTITY }, { "stock", SLW_COL_INVENTORY_QUANTITY },
	{ "inventory", SLW_COL_INVENTORY_QUANTITY }, { "quantity", SLW_COL_INVENTORY_QUANTITY },
	{ "qty", SLW_COL_INVENTORY_QUANTITY }, { "instock", SLW_COL_INVENTORY_QUANTITY },
	{ "stockquantity", SLW_COL_INVENTORY_QUANTITY }, { "available", SLW_COL_INVENTORY_QUANTITY },
	{ "onhand", SLW_COL_INVENTORY_QUANTITY }, { "variantinventoryqty", SLW_COL_INVENTORY_QUANTITY },
	{ "bestand", SLW_COL_INVENTORY_QUANTITY }, { "lagerbestand", SLW_COL_INVENTORY_QUANTITY },
	{ "lager", SLW_COL_INVENTORY_QUANTITY }, { "menge", SLW_COL_INVENTORY_QUANTITY },
	{ "anzahl", SLW_COL_INVENTORY_QUANTITY }, { "quantite", SLW_COL_INVENTORY_QUANTITY },
	{ "enstock", SLW_COL_INVENTORY_QUANTITY }, { "existencias", SLW_COL_INVENTORY_QUANTITY },
	{ "cantidad", SLW_COL_INVENTORY_QUANTITY }, { "giacenza", SLW_COL_INVENTORY_QUANTITY },
	{ "quantita", SLW_COL_INVENTORY_QUANTITY }, { "estoque", SLW_COL_INVENTORY_QUANTITY },
	{ "voorraad", SLW_COL_INVENTORY_QUANTITY }, { "aantal", SLW_COL_INVENTORY_QUANTITY },
	{ "ilosc", SLW_COL_INVENTORY_QUANTITY }, { "lagersaldo", SLW_COL_INVENTORY_QUANTITY },
	{ "количество", SLW_COL_INVENTORY_QUANTITY }, { "在庫", SLW_COL_INVENTORY_QUANTITY },
	{ "在庫数", SLW_COL_INVENTORY_QUANTITY }, { "库存", SLW_COL_INVENTORY_QUANTITY },
	{ "재고", SLW_COL_INVENTORY_QUANTITY },

	{ "inventorypolicy", SLW_COL_INVENTORY_POLICY }, { "backorders", SLW_COL_INVENTORY_POLICY },

	{ "weight", SLW_COL_WEIGHT }, { "grams", SLW_COL_WEIGHT }, { "gewicht", SLW_COL_WEIGHT },
	{ "poids", SLW_COL_WEIGHT }, { "peso", SLW_COL_WEIGHT }, { "waga", SLW_COL_WEIGHT },
	{ "vikt", SLW_COL_WEIGHT }, { "vaegt", SLW_COL_WEIGHT }, { "вес", SLW_COL_WEIGHT },
	{ "重量", SLW_COL_WEIGHT }, { "무게", SLW_COL_WEIGHT },

	{ "requiresshipping", SLW_COL_REQUIRES_SHIPPING }, { "shipped", SLW_COL_REQUIRES_SHIPPING },
	{ "versandpflichtig", SLW_COL_REQUIRES_SHIPPING },
	{ "taxable", SLW_COL_TAXABLE }, { "chargetax", SLW_COL_TAXABLE },
	{ "steuerpflichtig", SLW_COL_TAXABLE },

	{ "images", SLW_COL_IMAGES }, { "image", SLW_COL_IMAGES }, { "imagesrc", SLW_COL_IMAGES },
	{ "imageurl", SLW_COL_IMAGES }, { "imageurls", SLW_COL_IMAGES }, { "productimage", SLW_COL_IMAGES },
	{ "productimageurl", SLW_COL_IMAGES }, { "imagelink", SLW_COL_IMAGES },
	{ "picture", SLW_COL_IMAGES }, { "photo", SLW_COL_IMAGES }, { "photos", SLW_COL_IMAGES },
	{ "bild", SLW_COL_IMAGES }, { "bilder", SLW_COL_IMAGES }, { "produktbild", SLW_COL_IMAGES },
	{ "bildurl", SLW_COL_IMAGES }, { "foto", SLW_COL_IMAGES }, { "fotos", SLW_COL_IMAGES },
	{ "imagen", SLW_COL_IMAGES }, { "imagenes", SLW_COL_IMAGES }, { "immagine", SLW_COL_IMAGES },
	{ "immagini", SLW_COL_IMAGES }, { "imagem", SLW_COL_IMAGES }, { "afbeelding", SLW_COL_IMAGES },
	{ "zdjecie", SLW_COL_IMAGES }, { "kuva", SLW_COL_IMAGES }, { "изображение", SLW_COL_IMAGES },
	{ "画像", SLW_COL_IMAGES }, { "图片", SLW_COL_IMAGES },
	{ "imagealt", SLW_COL_IMAGE_ALT }, { "imagealttext", SLW_COL_IMAGE_ALT },
	{ "alttext", SLW_COL_IMAGE_ALT }, { "alternativtext", SLW_COL_IMAGE_ALT },
	{ "variantimage", SLW_COL_VARIANT_IMAGE },

	{ "seotitle", SLW_COL_SEO_TITLE }, { "metatitle", SLW_COL_SEO_TITLE },
	{ "pagetitle", SLW_COL_SEO_TITLE },
	{ "seodescription", SLW_COL_SEO_DESCRIPTION }, { "metadescription", SLW_COL_SEO_DESCRIPTION },

	/* What shoppers choose between: the header is the option's name. */
	{ "size", SLW_COL_OPTION_VALUE }, { "color", SLW_COL_OPTION_VALUE },
	{ "colour", SLW_COL_OPTION_VALUE }, { "grosse", SLW_COL_OPTION_VALUE },
	{ "farbe", SLW_COL_OPTION_VALUE }, { "taille", SLW_COL_OPTION_VALUE },
	{ "couleur", SLW_COL_OPTION_VALUE }, { "talla", SLW_COL_OPTION_VALUE },
	{ "taglia", SLW_COL_OPTION_VALUE }, { "colore", SLW_COL_OPTION_VALUE },
	{ "maat", SLW_COL_OPTION_VALUE }, { "kleur", SLW_COL_OPTION_VALUE },
	{ "variant", SLW_COL_OPTION_VALUE }, { "variante", SLW_COL_OPTION_VALUE },
	{ NULL, SLW_COL_UNKNOWN }
};
/* clang-format on */

double slw_weight_unit(const char *unit)
{
	static const struct {
		const char *name;
		double grams;
	} units[] = { { "g", 1 },	    { "gram", 1 },	   { "grams", 1 },
		      { "gramm", 1 },	    { "gr", 1 },	   { "kg", 1000 },
		      { "kgs", 1000 },	    { "kilo", 1000 },	   { "lb", 453.59237 },
		      { "lbs", 453.59237 }, { "oz", 28.349523125 } };

	for (size_t i = 0; i < SLW_COUNT(units); i++) {
		if (strcmp(units[i].name, unit) == 0)
			return units[i].grams;
	}
	return 0;
}

/* Words behind a name that say in what it is: "Preis (EUR)", "Price incl. VAT". */
static bool is_measure(const char *word)
{
	static const char *const words[] = { "eur",   "euro",	"euros", "usd", "gbp",
					     "chf",   "jpy",	"pln",	 "sek", "nok",
					     "dkk",   "cad",	"aud",	 "in",	"incl",
					     "vat",   "inkl",	"mwst",	 "ttc", "tax",
					     "gross", "brutto", "html",	 "url", "en" };

	for (size_t i = 0; i < SLW_COUNT(words); i++) {
		if (strcmp(words[i], word) == 0)
			return true;
	}
	return slw_weight_unit(word) > 0;
}

static enum slw_column_kind word_kind(const char *word)
{
	for (const struct slw_synonym *s = slw_synonyms; s->word != NULL; s++) {
		if (strcmp(s->word, word) == 0)
			return s->kind;
	}
	return SLW_COL_UNKNOWN;
}

/* The whole words of a handle, joined; returns text. */
static char *join_words(char *text)
{
	char *to = text;

	for (const char *p = text; *p != '\0'; p++) {
		if (*p != '-')
			*to++ = *p;
	}
	*to = '\0';
	return text;
}

static enum slw_column_kind nearest_kind(const char *word)
{
	const char *best = NULL;
	size_t near = strlen(word) < 5 ? 0 : strlen(word) / 4;
	enum slw_column_kind kind = SLW_COL_UNKNOWN;

	for (const struct slw_synonym *s = slw_synonyms; s->word != NULL && near > 0; s++) {
		size_t distance = slw_text_distance(word, s->word, near);

		if (distance > near || (best != NULL && distance >= near))
			continue;
		best = s->word;
		near = distance;
		kind = s->kind;
	}
	if (best != NULL)
		return kind;
	/* "Artikelpreis netto": a word of the table inside of it */
	for (const struct slw_synonym *s = slw_synonyms; s->word != NULL; s++) {
		size_t len = strlen(s->word);

		if (len >= 4 && len > near && strstr(word, s->word) != NULL) {
			near = len;
			kind = s->kind;
		}
	}
	return kind;
}

enum slw_column_kind slw_synonym_find(const char *header, bool near, double *grams)
{
	char *text = slw_text_handle(header), *folded, *last;
	enum slw_column_kind kind;

	*grams = 1;
	folded = slw_text_fold(header);
	kind = word_kind(folded);
	free(folded);
	if (kind == SLW_COL_UNKNOWN) {
		char *whole = join_words(slw_strdup(text));

		kind = word_kind(whole);
		free(whole);
	}
	/* Without the measure behind it, word by word from the end. */
	while ((last = strrchr(text, '-')) != NULL && is_measure(last + 1)) {
		double unit = slw_weight_unit(last + 1);

		if (unit > 0)
			*grams = unit;
		*last = '\0';
	}
	join_words(text);
	if (kind == SLW_COL_UNKNOWN)
		kind = word_kind(text);
	if (kind == SLW_COL_UNKNOWN && near)
		kind = nearest_kind(text);
	free(text);
	return kind;
}
