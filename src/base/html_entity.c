/*
 * Character references of HTML. The names: all of HTML 4, and of HTML 5 those for Latin letters,
 * punctuation, currencies, fractions, letterlike and miscellaneous symbols.
 */
#include "config.h"

#include "base/html_token.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

#define NAME_MAX_LEN 12

struct entity {
	char name[NAME_MAX_LEN + 1];
	bool loose; /* may stand without its semicolon */
	uint16_t code;
};

#define E(n, c)                      \
	{                            \
		.name = n, .code = c \
	}
#define L(n, c)                                     \
	{                                           \
		.name = n, .code = c, .loose = true \
	}

/* clang-format off */
static const struct entity entities[] = { /* sorted by byte */
	L("AElig", 0xC6), L("AMP", 0x26), L("Aacute", 0xC1), E("Abreve", 0x102), L("Acirc", 0xC2),
	L("Agrave", 0xC0), E("Alpha", 0x391), E("Amacr", 0x100), E("Aogon", 0x104),
	L("Aring", 0xC5), L("Atilde", 0xC3), L("Auml", 0xC4), E("Bernoullis", 0x212C),
	E("Beta", 0x392), E("Bscr", 0x212C), L("COPY", 0xA9), E("Cacute", 0x106),
	E("Cayleys", 0x212D), E("Ccaron", 0x10C), L("Ccedil", 0xC7), E("Ccirc", 0x108),
	E("Cdot", 0x10A), E("Cedilla", 0xB8), E("CenterDot", 0xB7), E("Cfr", 0x212D),
	E("Chi", 0x3A7), E("Copf", 0x2102), E("DD", 0x2145), E("Dagger", 0x2021),
	E("Dcaron", 0x10E), E("Delta", 0x394), E("Dot", 0xA8), E("DoubleDot", 0xA8),
	E("DownArrow", 0x2193), E("Dstrok", 0x110), E("ENG", 0x14A), L("ETH", 0xD0),
	L("Eacute", 0xC9), E("Ecaron", 0x11A), L("Ecirc", 0xCA), E("Edot", 0x116),
	L("Egrave", 0xC8), E("Emacr", 0x112), E("Eogon", 0x118), E("Epsilon", 0x395),
	E("Escr", 0x2130), E("Eta", 0x397), L("Euml", 0xCB), E("ExponentialE", 0x2147),
	E("Fouriertrf", 0x2131), E("Fscr", 0x2131), L("GT", 0x3E), E("Gamma", 0x393),
	E("Gbreve", 0x11E), E("Gcedil", 0x122), E("Gcirc", 0x11C), E("Gdot", 0x120),
	E("Hat", 0x5E), E("Hcirc", 0x124), E("Hfr", 0x210C), E("HilbertSpace", 0x210B),
	E("Hopf", 0x210D), E("Hscr", 0x210B), E("Hstrok", 0x126), E("IJlig", 0x132),
	L("Iacute", 0xCD), L("Icirc", 0xCE), E("Idot", 0x130), E("Ifr", 0x2111), L("Igrave", 0xCC),
	E("Im", 0x2111), E("Imacr", 0x12A), E("ImaginaryI", 0x2148), E("Iogon", 0x12E),
	E("Iota", 0x399), E("Iscr", 0x2110), E("Itilde", 0x128), L("Iuml", 0xCF),
	E("Jcirc", 0x134), E("Kappa", 0x39A), E("Kcedil", 0x136), L("LT", 0x3C),
	E("Lacute", 0x139), E("Lambda", 0x39B), E("Laplacetrf", 0x2112), E("Lcaron", 0x13D),
	E("Lcedil", 0x13B), E("LeftArrow", 0x2190), E("Lmidot", 0x13F), E("Lscr", 0x2112),
	E("Lstrok", 0x141), E("MediumSpace", 0x205F), E("Mellintrf", 0x2133), E("Mscr", 0x2133),
	E("Mu", 0x39C), E("Nacute", 0x143), E("Ncaron", 0x147), E("Ncedil", 0x145),
	E("NewLine", 0xA), E("NoBreak", 0x2060), E("Nopf", 0x2115), L("Ntilde", 0xD1),
	E("Nu", 0x39D), E("OElig", 0x152), L("Oacute", 0xD3), L("Ocirc", 0xD4), E("Odblac", 0x150),
	L("Ograve", 0xD2), E("Omacr", 0x14C), E("Omega", 0x3A9), E("Omicron", 0x39F),
	L("Oslash", 0xD8), L("Otilde", 0xD5), L("Ouml", 0xD6), E("OverBar", 0x203E),
	E("Phi", 0x3A6), E("Pi", 0x3A0), E("PlusMinus", 0xB1), E("Popf", 0x2119),
	E("Prime", 0x2033), E("Psi", 0x3A8), L("QUOT", 0x22), E("Qopf", 0x211A), L("REG", 0xAE),
	E("Racute", 0x154), E("Rcaron", 0x158), E("Rcedil", 0x156), E("Re", 0x211C),
	E("Rfr", 0x211C), E("Rho", 0x3A1), E("RightArrow", 0x2192), E("Ropf", 0x211D),
	E("Rscr", 0x211B), E("Sacute", 0x15A), E("Scaron", 0x160), E("Scedil", 0x15E),
	E("Scirc", 0x15C), E("ShortUpArrow", 0x2191), E("Sigma", 0x3A3), L("THORN", 0xDE),
	E("TRADE", 0x2122), E("Tab", 0x9), E("Tau", 0x3A4), E("Tcaron", 0x164), E("Tcedil", 0x162),
	E("Theta", 0x398), E("ThinSpace", 0x2009), E("Tstrok", 0x166), L("Uacute", 0xDA),
	E("Ubreve", 0x16C), L("Ucirc", 0xDB), E("Udblac", 0x170), L("Ugrave", 0xD9),
	E("Umacr", 0x16A), E("UnderBar", 0x5F), E("Uogon", 0x172), E("UpArrow", 0x2191),
	E("UpDownArrow", 0x2195), E("Upsilon", 0x3A5), E("Uring", 0x16E), E("Utilde", 0x168),
	L("Uuml", 0xDC), E("Verbar", 0x2016), E("Vert", 0x2016), E("VerticalLine", 0x7C),
	E("Wcirc", 0x174), E("Xi", 0x39E), L("Yacute", 0xDD), E("Ycirc", 0x176), E("Yuml", 0x178),
	E("Zacute", 0x179), E("Zcaron", 0x17D), E("Zdot", 0x17B), E("Zeta", 0x396),
	E("Zfr", 0x2128), E("Zopf", 0x2124), L("aacute", 0xE1), E("abreve", 0x103),
	L("acirc", 0xE2), L("acute", 0xB4), L("aelig", 0xE6), E("af", 0x2061), L("agrave", 0xE0),
	E("alefsym", 0x2135), E("aleph", 0x2135), E("alpha", 0x3B1), E("amacr", 0x101),
	L("amp", 0x26), E("and", 0x2227), E("ang", 0x2220), E("angst", 0xC5), E("aogon", 0x105),
	E("apos", 0x27), L("aring", 0xE5), E("ast", 0x2A), E("asymp", 0x2248), L("atilde", 0xE3),
	L("auml", 0xE4), E("backprime", 0x2035), E("bdquo", 0x201E), E("bernou", 0x212C),
	E("beta", 0x3B2), E("beth", 0x2136), E("bigstar", 0x2605), E("bprime", 0x2035),
	L("brvbar", 0xA6), E("bsemi", 0x204F), E("bsol", 0x5C), E("bull", 0x2022),
	E("bullet", 0x2022), E("cacute", 0x107), E("cap", 0x2229), E("caret", 0x2041),
	E("ccaron", 0x10D), L("ccedil", 0xE7), E("ccirc", 0x109), E("cdot", 0x10B),
	L("cedil", 0xB8), L("cent", 0xA2), E("centerdot", 0xB7), E("check", 0x2713),
	E("checkmark", 0x2713), E("chi", 0x3C7), E("circ", 0x2C6), E("circledR", 0xAE),
	E("clubs", 0x2663), E("clubsuit", 0x2663), E("colon", 0x3A), E("comma", 0x2C),
	E("commat", 0x40), E("complexes", 0x2102), E("cong", 0x2245), L("copy", 0xA9),
	E("copysr", 0x2117), E("crarr", 0x21B5), E("cross", 0x2717), E("cup", 0x222A),
	L("curren", 0xA4), E("dArr", 0x21D3), E("dagger", 0x2020), E("daleth", 0x2138),
	E("darr", 0x2193), E("dash", 0x2010), E("dcaron", 0x10F), E("dd", 0x2146),
	E("ddagger", 0x2021), L("deg", 0xB0), E("delta", 0x3B4), E("diamondsuit", 0x2666),
	E("diams", 0x2666), E("die", 0xA8), E("div", 0xF7), L("divide", 0xF7), E("dollar", 0x24),
	E("downarrow", 0x2193), E("dstrok", 0x111), L("eacute", 0xE9), E("ecaron", 0x11B),
	L("ecirc", 0xEA), E("edot", 0x117), E("ee", 0x2147), L("egrave", 0xE8), E("ell", 0x2113),
	E("emacr", 0x113), E("empty", 0x2205), E("emsp", 0x2003), E("emsp13", 0x2004),
	E("emsp14", 0x2005), E("eng", 0x14B), E("ensp", 0x2002), E("eogon", 0x119),
	E("epsilon", 0x3B5), E("equals", 0x3D), E("equiv", 0x2261), E("escr", 0x212F),
	E("eta", 0x3B7), L("eth", 0xF0), L("euml", 0xEB), E("euro", 0x20AC), E("excl", 0x21),
	E("exist", 0x2203), E("expectation", 0x2130), E("exponentiale", 0x2147),
	E("female", 0x2640), E("flat", 0x266D), E("fnof", 0x192), E("forall", 0x2200),
	L("frac12", 0xBD), E("frac13", 0x2153), L("frac14", 0xBC), E("frac15", 0x2155),
	E("frac16", 0x2159), E("frac18", 0x215B), E("frac23", 0x2154), E("frac25", 0x2156),
	L("frac34", 0xBE), E("frac35", 0x2157), E("frac38", 0x215C), E("frac45", 0x2158),
	E("frac56", 0x215A), E("frac58", 0x215D), E("frac78", 0x215E), E("frasl", 0x2044),
	E("gamma", 0x3B3), E("gbreve", 0x11F), E("gcirc", 0x11D), E("gdot", 0x121),
	E("ge", 0x2265), E("gimel", 0x2137), E("grave", 0x60), E("gscr", 0x210A), L("gt", 0x3E),
	E("hArr", 0x21D4), E("hairsp", 0x200A), E("half", 0xBD), E("hamilt", 0x210B),
	E("harr", 0x2194), E("hbar", 0x210F), E("hcirc", 0x125), E("hearts", 0x2665),
	E("heartsuit", 0x2665), E("hellip", 0x2026), E("horbar", 0x2015), E("hslash", 0x210F),
	E("hstrok", 0x127), E("hybull", 0x2043), E("hyphen", 0x2010), L("iacute", 0xED),
	E("ic", 0x2063), L("icirc", 0xEE), L("iexcl", 0xA1), L("igrave", 0xEC), E("ii", 0x2148),
	E("iiota", 0x2129), E("ijlig", 0x133), E("imacr", 0x12B), E("image", 0x2111),
	E("imagline", 0x2110), E("imagpart", 0x2111), E("imath", 0x131), E("incare", 0x2105),
	E("infin", 0x221E), E("inodot", 0x131), E("int", 0x222B), E("integers", 0x2124),
	E("iogon", 0x12F), E("iota", 0x3B9), L("iquest", 0xBF), E("isin", 0x2208), E("it", 0x2062),
	E("itilde", 0x129), L("iuml", 0xEF), E("jcirc", 0x135), E("kappa", 0x3BA),
	E("kcedil", 0x137), E("kgreen", 0x138), E("lArr", 0x21D0), E("lacute", 0x13A),
	E("lagran", 0x2112), E("lambda", 0x3BB), E("lang", 0x2329), L("laquo", 0xAB),
	E("larr", 0x2190), E("lbbrk", 0x2772), E("lbrace", 0x7B), E("lbrack", 0x5B),
	E("lcaron", 0x13E), E("lcedil", 0x13C), E("lceil", 0x2308), E("lcub", 0x7B),
	E("ldquo", 0x201C), E("ldquor", 0x201E), E("le", 0x2264), E("leftarrow", 0x2190),
	E("lfloor", 0x230A), E("lmidot", 0x140), E("lowast", 0x2217), E("lowbar", 0x5F),
	E("loz", 0x25CA), E("lpar", 0x28), E("lrm", 0x200E), E("lsaquo", 0x2039), E("lsqb", 0x5B),
	E("lsquo", 0x2018), E("lsquor", 0x201A), E("lstrok", 0x142), L("lt", 0x3C),
	L("macr", 0xAF), E("male", 0x2642), E("malt", 0x2720), E("maltese", 0x2720),
	E("mdash", 0x2014), E("mho", 0x2127), L("micro", 0xB5), E("midast", 0x2A),
	L("middot", 0xB7), E("minus", 0x2212), E("mldr", 0x2026), E("mu", 0x3BC),
	E("nabla", 0x2207), E("nacute", 0x144), E("napos", 0x149), E("natur", 0x266E),
	E("natural", 0x266E), E("naturals", 0x2115), L("nbsp", 0xA0), E("ncaron", 0x148),
	E("ncedil", 0x146), E("ndash", 0x2013), E("ne", 0x2260), E("nearr", 0x2197),
	E("nearrow", 0x2197), E("ni", 0x220B), E("nldr", 0x2025), L("not", 0xAC),
	E("notin", 0x2209), E("nsub", 0x2284), L("ntilde", 0xF1), E("nu", 0x3BD), E("num", 0x23),
	E("numero", 0x2116), E("numsp", 0x2007), E("nwarr", 0x2196), E("nwarrow", 0x2196),
	L("oacute", 0xF3), L("ocirc", 0xF4), E("odblac", 0x151), E("oelig", 0x153),
	L("ograve", 0xF2), E("oline", 0x203E), E("omacr", 0x14D), E("omega", 0x3C9),
	E("omicron", 0x3BF), E("oplus", 0x2295), E("or", 0x2228), E("order", 0x2134),
	E("orderof", 0x2134), L("ordf", 0xAA), L("ordm", 0xBA), E("oscr", 0x2134),
	L("oslash", 0xF8), L("otilde", 0xF5), E("otimes", 0x2297), L("ouml", 0xF6),
	L("para", 0xB6), E("part", 0x2202), E("percnt", 0x25), E("period", 0x2E),
	E("permil", 0x2030), E("perp", 0x22A5), E("pertenk", 0x2031), E("phi", 0x3C6),
	E("phmmat", 0x2133), E("phone", 0x260E), E("pi", 0x3C0), E("piv", 0x3D6),
	E("planck", 0x210F), E("planckh", 0x210E), E("plankv", 0x210F), E("plus", 0x2B),
	L("plusmn", 0xB1), E("pm", 0xB1), L("pound", 0xA3), E("prime", 0x2032),
	E("primes", 0x2119), E("prod", 0x220F), E("prop", 0x221D), E("psi", 0x3C8),
	E("puncsp", 0x2008), E("qprime", 0x2057), E("quaternions", 0x210D), E("quest", 0x3F),
	L("quot", 0x22), E("rArr", 0x21D2), E("racute", 0x155), E("radic", 0x221A),
	E("rang", 0x232A), L("raquo", 0xBB), E("rarr", 0x2192), E("rationals", 0x211A),
	E("rbbrk", 0x2773), E("rbrace", 0x7D), E("rbrack", 0x5D), E("rcaron", 0x159),
	E("rcedil", 0x157), E("rceil", 0x2309), E("rcub", 0x7D), E("rdquo", 0x201D),
	E("rdquor", 0x201D), E("real", 0x211C), E("realine", 0x211B), E("realpart", 0x211C),
	E("reals", 0x211D), L("reg", 0xAE), E("rfloor", 0x230B), E("rho", 0x3C1),
	E("rightarrow", 0x2192), E("rlm", 0x200F), E("rpar", 0x29), E("rsaquo", 0x203A),
	E("rsqb", 0x5D), E("rsquo", 0x2019), E("rsquor", 0x2019), E("rx", 0x211E),
	E("sacute", 0x15B), E("sbquo", 0x201A), E("scaron", 0x161), E("scedil", 0x15F),
	E("scirc", 0x15D), E("sdot", 0x22C5), E("searr", 0x2198), E("searrow", 0x2198),
	L("sect", 0xA7), E("semi", 0x3B), E("sext", 0x2736), E("sharp", 0x266F), L("shy", 0xAD),
	E("sigma", 0x3C3), E("sigmaf", 0x3C2), E("sim", 0x223C), E("slarr", 0x2190),
	E("sol", 0x2F), E("spades", 0x2660), E("spadesuit", 0x2660), E("srarr", 0x2192),
	E("star", 0x2606), E("starf", 0x2605), E("strns", 0xAF), E("sub", 0x2282),
	E("sube", 0x2286), E("sum", 0x2211), E("sung", 0x266A), E("sup", 0x2283), L("sup1", 0xB9),
	L("sup2", 0xB2), L("sup3", 0xB3), E("supe", 0x2287), E("swarr", 0x2199),
	E("swarrow", 0x2199), L("szlig", 0xDF), E("tau", 0x3C4), E("tcaron", 0x165),
	E("tcedil", 0x163), E("there4", 0x2234), E("theta", 0x3B8), E("thetasym", 0x3D1),
	E("thinsp", 0x2009), L("thorn", 0xFE), E("tilde", 0x2DC), L("times", 0xD7),
	E("tprime", 0x2034), E("trade", 0x2122), E("tstrok", 0x167), E("uArr", 0x21D1),
	L("uacute", 0xFA), E("uarr", 0x2191), E("ubreve", 0x16D), L("ucirc", 0xFB),
	E("udblac", 0x171), L("ugrave", 0xF9), E("umacr", 0x16B), L("uml", 0xA8),
	E("uogon", 0x173), E("uparrow", 0x2191), E("updownarrow", 0x2195), E("upsih", 0x3D2),
	E("upsilon", 0x3C5), E("uring", 0x16F), E("utilde", 0x169), L("uuml", 0xFC),
	E("varr", 0x2195), E("verbar", 0x7C), E("vert", 0x7C), E("wcirc", 0x175),
	E("weierp", 0x2118), E("wp", 0x2118), E("xi", 0x3BE), L("yacute", 0xFD), E("ycirc", 0x177),
	L("yen", 0xA5), L("yuml", 0xFF), E("zacute", 0x17A), E("zcaron", 0x17E), E("zdot", 0x17C),
	E("zeetrf", 0x2128), E("zeta", 0x3B6), E("zwj", 0x200D), E("zwnj", 0x200C),
};
/* clang-format on */

#undef E
#undef L

/* What &#128; to &#159; mean: the authors thought in Windows-1252, and browsers follow them. */
static const uint16_t windows[32] = {
	0x20AC, 0x81,	0x201A, 0x192,	0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,	0x2030, 0x160,
	0x2039, 0x152,	0x8D,	0x17D,	0x8F,	0x90,	0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x2DC,	0x2122, 0x161,	0x203A, 0x153,	0x9D,	0x17E,	0x178,
};

static int digit_value(char c, uint32_t base)
{
	int value = -1;

	if (c >= '0' && c <= '9')
		value = c - '0';
	else if (c >= 'a' && c <= 'f')
		value = c - 'a' + 10;
	else if (c >= 'A' && c <= 'F')
		value = c - 'A' + 10;
	return value >= 0 && (uint32_t)value < base ? value : -1;
}

static uint32_t mend(uint32_t code)
{
	if (code >= 0x80 && code <= 0x9F)
		return windows[code - 0x80];
	if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		return 0xFFFD;
	return code;
}

static size_t decode_number(const char *text, size_t len, uint32_t *code)
{
	uint32_t base = 10, value = 0;
	size_t start = 2, i;

	if (len > 2 && (text[2] == 'x' || text[2] == 'X')) {
		base = 16;
		start = 3;
	}
	for (i = start; i < len && digit_value(text[i], base) >= 0; i++) {
		if (value <= 0x10FFFF)
			value = value * base + (uint32_t)digit_value(text[i], base);
	}
	if (i == start)
		return 0;
	*code = mend(value);
	return i < len && text[i] == ';' ? i + 1 : i;
}

struct name {
	const char *text;
	size_t len;
};

static int compare_name(const void *key, const void *entry)
{
	const struct name *name = key;
	const struct entity *entity = entry;
	int order = strncmp(name->text, entity->name, name->len);

	return order != 0 ? order : entity->name[name->len] == '\0' ? 0 : -1;
}

static const struct entity *find(const char *text, size_t len)
{
	struct name name = { .text = text, .len = len };

	return bsearch(&name, entities, SLW_COUNT(entities), sizeof(entities[0]), compare_name);
}

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

size_t slw_html_entity(const char *text, size_t len, bool in_attribute, uint32_t *code)
{
	const struct entity *entity;
	size_t name = 0, run;

	if (len >= 3 && text[1] == '#')
		return decode_number(text, len, code);
	while (1 + name < len && name <= NAME_MAX_LEN && is_alnum(text[1 + name]))
		name++;
	run = name < NAME_MAX_LEN ? name : NAME_MAX_LEN;
	if (name <= NAME_MAX_LEN && 1 + name < len && text[1 + name] == ';') {
		entity = find(text + 1, name);
		if (entity != NULL) {
			*code = entity->code;
			return name + 2;
		}
	}
	/* in an address, &copy=2 is a parameter and not the sign */
	if (in_attribute && (name > run || (1 + name < len && text[1 + name] == '=')))
		return 0;
	for (; run >= 2; run--) {
		entity = find(text + 1, run);
		if (entity != NULL && entity->loose && !(in_attribute && run < name)) {
			*code = entity->code;
			return run + 1;
		}
	}
	return 0;
}
