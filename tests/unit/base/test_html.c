#include "config.h"

#include "unit/suites.h"

#include <string.h>

#include "base/buf.h"
#include "base/html.h"
#include "base/mem.h"
#include "base/text.h"
#include "unit/base/html_check.h"

#include "base/banned.h"

#define NOFOLLOW "\" rel=\"nofollow\">"

/* Each row: what the shop before us exported, and what it becomes. */
static const struct {
	const char *why, *html, *want;
} rows[] = {
	{ "nothing", "", "" },
	{ "white space alone", " \n\t ", "" },
	/* plain text */
	{ "one line", "A tea pot.", "<p>A tea pot.</p>" },
	{ "blank lines part", "a\nb\n\n\nc\n \t\nd", "<p>a b</p><p>c</p><p>d</p>" },
	{ "CR LF", "a\r\n\r\nb\r\nc\r\rd", "<p>a</p><p>b c</p><p>d</p>" },
	{ "what looks like a tag", "1 < 2 > 0 <3 a<= <",
	  "<p>1 &lt; 2 &gt; 0 &lt;3 a&lt;= &lt;</p>" },
	{ "ampersands", "AT&T & co; &unknown; &", "<p>AT&amp;T &amp; co; &amp;unknown; &amp;</p>" },
	{ "quotes stay as typed", "it's \"so\"", "<p>it's \"so\"</p>" },
	{ "byte order mark", "\xEF\xBB\xBFx", "<p>x</p>" },
	{ "controls and bytes that are no text", "a\x01\x1b[0m\xff\xC2\x85z",
	  "<p>a[0m\xEF\xBF\xBDz</p>" },
	{ "a space before what is left out", "a \xEF\xBF\xBF", "<p>a</p>" },
	{ "blank lines part text with inline tags alone", "a <b>b\n\nc</b> d",
	  "<p>a <b>b</b></p><p><b>c</b> d</p>" },
	{ "but not where blocks do", "<p>a\n\nb</p>", "<p>a b</p>" },
	/* entities */
	{ "names", "&lt;b&gt; &copy; &eacute;&Eacute; &hellip; &euro; &NewLine;x",
	  "<p>&lt;b&gt; © éÉ … € x</p>" },
	{ "numbers", "&#65;&#x42;&#X43; &#8364; &#128; &#x1F600;", "<p>ABC € € 😀</p>" },
	{ "without semicolon", "&copy 2020 &copy2020 &notit; &euro 5 &#65x",
	  "<p>© 2020 ©2020 ¬it; &amp;euro 5 Ax</p>" },
	{ "numbers that are no characters", "&#0;&#xD800;&#x110000;&#99999999999999999999; &#x;&#;",
	  "<p>\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD &amp;#x;&amp;#;</p>" },
	{ "controls by number", "a&#1;&#27;&#xFFFE;&#127;b", "<p>ab</p>" },
	{ "twice escaped is text", "&amp;lt;script&amp;gt;", "<p>&amp;lt;script&amp;gt;</p>" },
	/* paragraphs */
	{ "kept", "<p>a</p>\n<p>b</p>", "<p>a</p><p>b</p>" },
	{ "p in p", "<p>a<p>b</p></p>", "<p>a</p><p>b</p>" },
	{ "empty ones vanish", "<p></p><p> </p><p>&nbsp;</p><p><br></p><p><b></b></p>x",
	  "<p>x</p>" },
	{ "text around", "a<p>b</p>c", "<p>a</p><p>b</p><p>c</p>" },
	{ "end tag of nothing", "</p>a</div></ul></b></h2>b", "<p>a</p><p>b</p>" },
	{ "div and its like part", "<div>a<div>b</div>c</div><section>d</section>e<hr>f",
	  "<p>a</p><p>b</p><p>c</p><p>d</p><p>e</p><p>f</p>" },
	{ "cells are apart", "<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>",
	  "<p>a b</p><p>c</p>" },
	{ "attributes go", "<p class=\"x\" style='y' onclick=z hidden>a</p>", "<p>a</p>" },
	{ "upper case", "<P>a<B>b</B></P>", "<p>a<b>b</b></p>" },
	{ "white space is folded", "<p>  a \n b  <b> c </b> d </p>", "<p>a b <b>c</b> d</p>" },
	{ "no space where there is none", "un<b>believ</b>able", "<p>un<b>believ</b>able</p>" },
	/* breaks */
	{ "br", "<p>a<br>b<br/>c</p>", "<p>a<br>b<br>c</p>" },
	{ "br at the edges", "<p><br>a<br></p>", "<p>a</p>" },
	{ "many", "<p>a<br><br><br><br>b</p>", "<p>a<br><br>b</p>" },
	{ "br in b", "<b>a<br>b</b>", "<p><b>a<br>b</b></p>" },
	/* headings */
	{ "levels", "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>",
	  "<h3>a</h3><h3>b</h3><h3>c</h3><h4>d</h4><h4>e</h4><h4>f</h4>" },
	{ "p in a heading", "<h2><p>a</p><p>b</p></h2>c", "<h3>a b</h3><p>c</p>" },
	{ "list in a heading", "<h2>a<ul><li>b</ul></h2>", "<h3>a</h3><ul><li>b</li></ul>" },
	{ "closed by another level", "<h2>a</h4>b", "<h3>a</h3><p>b</p>" },
	{ "heading in p", "<p>a<h2>b</h2>c</p>", "<p>a</p><h3>b</h3><p>c</p>" },
	/* lists */
	{ "list", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>" },
	{ "unclosed items", "<ol><li>a<li>b</ol>c", "<ol><li>a</li><li>b</li></ol><p>c</p>" },
	{ "nested", "<ul><li>a<ol><li>b</ol>c</ul>", "<ul><li>a<ol><li>b</li></ol>c</li></ul>" },
	{ "list in list without item", "<ul><li>a</li><ul><li>b</li></ul></ul>",
	  "<ul><li>a</li><li><ul><li>b</li></ul></li></ul>" },
	{ "text in list", "<ul>a<li>b</li>c</ul>", "<ul><li>a</li><li>b</li><li>c</li></ul>" },
	{ "items without list", "x<li>a</li><li>b</li>y",
	  "<p>x</p><ul><li>a</li><li>b</li></ul><p>y</p>" },
	{ "list in p", "<p>a<ul><li>b</li></ul>c</p>", "<p>a</p><ul><li>b</li></ul><p>c</p>" },
	{ "p in item", "<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>" },
	{ "div in item", "<ul><li><div>a</div><div>b</div></li></ul>", "<ul><li>a<br>b</li></ul>" },
	{ "empty list", "<ul><li></li><li> </li></ul>", "" },
	{ "li closes no outer item", "<ul><li>a<ul></li><li>b</ul>c</ul>",
	  "<ul><li>a<ul><li>b</li></ul>c</li></ul>" },
	/* quotations */
	{ "quotation", "<blockquote>a<p>b</p></blockquote>c",
	  "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>" },
	{ "list through a quotation", "<ul><li><blockquote>a<li>b</ul>",
	  "<ul><li><blockquote><p>a</p><ul><li>b</li></ul></blockquote></li></ul>" },
	/* inline */
	{ "kept", "<b>a</b><strong>b</strong><i>c</i><em>d</em>",
	  "<p><b>a</b><strong>b</strong><i>c</i><em>d</em></p>" },
	{ "crossed", "<b>a<i>b</b>c</i>d", "<p><b>a<i>b</i></b><i>c</i>d</p>" },
	{ "unclosed", "<p>a <b>b</p><p>c</p>", "<p>a <b>b</b></p><p>c</p>" },
	{ "around blocks", "<b><p>a</p><ul><li>b</li></ul></b>c",
	  "<p><b>a</b></p><ul><li><b>b</b></li></ul><p>c</p>" },
	{ "in itself", "<b>a<b>b</b>c</b>d", "<p><b>abc</b>d</p>" },
	{ "others go, their text stays", "<span>a</span><u>b</u><custom-x>c</custom-x><img src=x>d",
	  "<p>abcd</p>" },
	/* links */
	{ "link", "<a href=\"https://x.org/?a=1&amp;b=2\" target=_blank>x</a>",
	  "<p><a href=\"https://x.org/?a=1&amp;b=2" NOFOLLOW "x</a></p>" },
	{ "mail", "<a href='mailto:a@x.org?subject=Hi there'>x</a>",
	  "<p><a href=\"mailto:a@x.org?subject=Hi%20there" NOFOLLOW "x</a></p>" },
	{ "upper case scheme", "<a HREF=HTTP://X.org>x</a>",
	  "<p><a href=\"http://X.org" NOFOLLOW "x</a></p>" },
	{ "white space around", "<a href=' \n https://x.org \t'>x</a>",
	  "<p><a href=\"https://x.org" NOFOLLOW "x</a></p>" },
	{ "newlines inside, as browsers read them", "<a href='ht\ntps://x.org/a&#10;b\tc'>x</a>",
	  "<p><a href=\"https://x.org/abc" NOFOLLOW "x</a></p>" },
	{ "parameters that look like references",
	  "<a href='http://x.org/?a&copy=1&lt=2&amp=3'>x</a>",
	  "<p><a href=\"http://x.org/?a&amp;copy=1&amp;lt=2&amp;amp=3" NOFOLLOW "x</a></p>" },
	{ "quotes in an address", "<a href='http://x.org/\"><script>'>x</a>",
	  "<p><a href=\"http://x.org/%22%3E%3Cscript%3E" NOFOLLOW "x</a></p>" },
	{ "percent signs", "<a href='http://x.org/%41%zz%'>x</a>",
	  "<p><a href=\"http://x.org/%41%25zz%25" NOFOLLOW "x</a></p>" },
	{ "letters of any language", "<a href='http://bücher.de/é?ü#ö'>x</a>",
	  "<p><a href=\"http://bücher.de/%C3%A9?%C3%BC#%C3%B6" NOFOLLOW "x</a></p>" },
	{ "two fragments", "<a href='http://x.org/#a#b'>x</a>",
	  "<p><a href=\"http://x.org/#a%23b" NOFOLLOW "x</a></p>" },
	{ "the first href counts", "<a href='http://x.org' href='http://y.org'>x</a>",
	  "<p><a href=\"http://x.org" NOFOLLOW "x</a></p>" },
	{ "around a heading", "<a href=http://x.org><h2>x</h2></a>",
	  "<h3><a href=\"http://x.org" NOFOLLOW "x</a></h3>" },
	{ "link in link", "<a href=http://x.org>x<a href=http://y.org>y</a>z</a>",
	  "<p><a href=\"http://x.org" NOFOLLOW "x</a><a href=\"http://y.org" NOFOLLOW
	  "y</a>z</p>" },
	{ "without text", "<a href=http://x.org></a><a href=http://x.org><img></a>", "" },
	{ "relative", "<a href=/x>x</a><a href=//x.org>y</a><a href='#z'>z</a>", "<p>xyz</p>" },
	{ "no host", "<a href=http://>x</a><a href=https:///y>y</a><a href=http:z>z</a>",
	  "<p>xyz</p>" },
	{ "hosts",
	  "<a href=http://1.2.3.4:80>a</a><a href=http://[::1]:8080/x>b</a>"
	  "<a href=http://a_b-c.org>c</a>",
	  "<p><a href=\"http://1.2.3.4:80" NOFOLLOW "a</a><a href=\"http://[::1]:8080/x" NOFOLLOW
	  "b</a><a href=\"http://a_b-c.org" NOFOLLOW "c</a></p>" },
	{ "no hosts",
	  "<a href='http://a b'>a</a><a href='http://a<b'>b</a><a href=http://a:b>c</a>"
	  "<a href=http://a:>d</a><a href=http://[x]>e</a><a href=http://a]>f</a>"
	  "<a href='http://a\xC2\xA0"
	  "b'>g</a><a href=http://[::1]x>h</a>"
	  "<a href=http://a:123456>i</a><a href='http://a\\b'>j</a><a href=http://%61>k</a>"
	  "<a href=http://\xE2\x80\xAE"
	  "a>l</a>",
	  "<p>abcdefghijkl</p>" },
	{ "a name before the host", "<a href=https://bank.example@x.org/>a</a>", "<p>a</p>" },
	{ "no href", "<a name=x>x</a><a href>y</a><a href=''>z</a>", "<p>xyz</p>" },
	/* dropped with their content */
	{ "script and style", "a<script>b<p></script>c<style>d</style >e<SCRIPT x=y>f</SCRIPT\n>g",
	  "<p>aceg</p>" },
	{ "only its own end tag ends it", "a<script>b</style></scripty>c</script>d", "<p>ad</p>" },
	{ "unclosed", "a<script>b", "<p>a</p>" },
	{ "nested", "a<svg>b<svg>c</svg>d</svg>e<object>f<object>g</object>h</object>i",
	  "<p>aei</p>" },
	{ "text that looks like an end", "a<object>b<script></object></script>c</object>d",
	  "<p>ad</p>" },
	{ "empty by a slash", "a<iframe src=x />b<svg/>c", "<p>abc</p>" },
	{ "iframe", "a<iframe src='x'>b</iframe>c<math><mi>x</mi></math>d", "<p>acd</p>" },
	/* comments and other markup */
	{ "comments", "a<!-- <b> -->b<!--->c<!-->d<!----!>e<!-- -- >f-->g", "<p>abcdeg</p>" },
	{ "unclosed comment", "a<!-- b", "<p>a</p>" },
	{ "declarations", "<!DOCTYPE html>a<?php echo '>' ?>b<![CDATA[c]]>d</ x>e</>f",
	  "<p>a' ?&gt;bdef</p>" },
	{ "tag that never ends", "a<b", "<p>a</p>" },
	{ "attribute that never ends", "a<b title=\"c>d", "<p>a</p>" },
	{ "angle in an attribute", "<p title=\"a>b\" alt='>'>c</p>", "<p>c</p>" },
	{ "tag in a tag", "<p<b>a</b>", "<p>a</p>" },
	{ "name behind slashes", "<p/////>a</p/>b", "<p>a</p><p>b</p>" },
};

START_TEST(cleaned)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_html_clean(&out, rows[_i].html);
	ck_assert_msg(strcmp(out.data, rows[_i].want) == 0, "%s: %s\n  %s", rows[_i].why,
		      rows[_i].html, out.data);
	slw_buf_release(&out);
}
END_TEST

/* Known ways past filters. None may leave more than text and allowed elements. */
static const char *const attacks[] = {
	"<script>alert(1)</script>",
	"<SCRIPT SRC=http://x.org/x.js></SCRIPT>",
	"<<SCRIPT>alert(1);//<</SCRIPT>",
	"<scr<script>ipt>alert(1)</scr</script>ipt>",
	"<script/xss src=x></script>",
	"<script\x0bsrc=x></script>",
	"<script\x0csrc=x></script>",
	"</script><script>alert(1)</script>",
	"<img src=x onerror=alert(1)>",
	"<img src='x' onerror='alert(1)'/>",
	"<img \"\"\"><script>alert(1)</script>\">",
	"<img src=javascript:alert(1)>",
	"<svg onload=alert(1)>",
	"<svg><script>alert(1)</script></svg>",
	"<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
	"<svg><style><img src=x onerror=alert(1)></style>",
	"<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
	"<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
	"<body onload=alert(1)>x",
	"<p onmouseover=alert(1)>x</p>",
	"<p style=\"background:url(javascript:alert(1))\">x</p>",
	"<b onclick='alert(1)'>x</b>",
	"<a href=\"javascript:alert(1)\">x</a>",
	"<a href=\"JaVaScRiPt:alert(1)\">x</a>",
	"<a href=\" javascript:alert(1)\">x</a>",
	"<a href=\"\x01javascript:alert(1)\">x</a>",
	"<a href=\"java\nscript:alert(1)\">x</a>",
	"<a href=\"java&#10;script:alert(1)\">x</a>",
	"<a href=\"java&Tab;script&colon;alert(1)\">x</a>",
	"<a href=\"&#x6A;avascript:alert(1)\">x</a>",
	"<a href=\"&#0000106&#0000097vascript:alert(1)\">x</a>",
	"<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A&#x61\">x</a>",
	"<a href=\"&amp;#x6A;avascript:alert(1)\">x</a>",
	"<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
	"<a href=\"vbscript:msgbox(1)\">x</a>",
	"<a href=\"feed:javascript:alert(1)\">x</a>",
	"<a href=\"http\x00s://x\">x</a>",
	"<a href=javascript&colon;alert(1)>x</a>",
	"<a href=\"https:javascript:alert(1)\">x</a>",
	"<a href=\"//x.org\">x</a>",
	"<a href=\"\\\\x.org\">x</a>",
	"<a href=\"http:/\\x.org\">x</a>",
	"<a href=\"http://x.org\" onclick=\"alert(1)\">x</a>",
	"<a href=\"http://x.org/&quot; onclick=&quot;alert(1)\">x</a>",
	"<a href='http://x.org/\" onclick=\"alert(1)'>x</a>",
	"<a href=`http://x.org/ onclick=alert(1)`>x</a>",
	"<a href=\"mailto:x&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">x</a>",
	"<a/href=http://x.org/onclick=alert(1)>x</a>",
	"<a href=http://x.org style=x:expression(alert(1))>x</a>",
	"<iframe src=javascript:alert(1)></iframe>",
	"<iframe srcdoc='<script>alert(1)</script>'>",
	"<object data=javascript:alert(1)>",
	"<embed src=javascript:alert(1)>",
	"<form action=javascript:alert(1)><input type=submit></form>",
	"<button formaction=javascript:alert(1)>x</button>",
	"<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
	"<base href=javascript:alert(1)//>",
	"<link rel=stylesheet href=javascript:alert(1)>",
	"<table background=javascript:alert(1)><td>x",
	"<details open ontoggle=alert(1)>x",
	"<video><source onerror=alert(1)></video>",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<textarea><p title=\"</textarea><script>alert(1)</script>\">",
	"<title><p title='</title><img src=x onerror=alert(1)>'>",
	"<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
	"<plaintext><script>alert(1)</script>",
	"<template><script>alert(1)</script></template>",
	"<!--<img src=\"--><img src=x onerror=alert(1)//\">",
	"<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
	"<![CDATA[<script>alert(1)</script>]]>",
	"<?xml version=\"1.0\"?><script>alert(1)</script>",
	"<!ENTITY x \"<script>alert(1)</script>\">&x;",
	"<p title=\"x\"onmouseover=\"alert(1)\">x</p>",
	"<p/onclick=alert(1)>x",
	"<p =onclick=alert(1)>x",
	"<p \"<\" onclick=alert(1)>x",
	"<p title='<!--'>x</p><!-- '><script>alert(1)</script> -->",
	"&lt;script&gt;alert(1)&lt;/script&gt;",
	"&#60;script&#62;alert(1)&#60;/script&#62;",
	"%3Cscript%3Ealert(1)%3C/script%3E",
	"+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
	"\xC0\xBCscript\xC0\xBE"
	"alert(1)\xC0\xBC/script\xC0\xBE",
	"\xEF\xBC\x9Cscript\xEF\xBC\x9E"
	"alert(1)",
	"<\xC2\xADscript>alert(1)</script>",
	"<scri\xCC\x81pt>alert(1)</script>",
	"{{constructor.constructor('alert(1)')()}}",
	"<b><p><b><p><ul><b><li><p><a href=http://x.org><ul><a href=http://y.org><li>x",
	"</p></b></ul></li></a></blockquote>x</br></h1>",
	"<li><li></ul><li><ol></li></ol><p><li>x<p>y",
	"<blockquote><li><blockquote><li>x</ul>y</blockquote>z",
};

static bool names_scheme(const char *html)
{
	return strstr(html, "href=\"http") == NULL && strstr(html, "href=\"mailto") == NULL &&
	       strstr(html, "href") != NULL;
}

START_TEST(attacked)
{
	struct slw_buf once, twice;
	const char *wrong;

	slw_buf_init(&once, 0);
	slw_buf_init(&twice, 0);
	slw_html_clean(&once, attacks[_i]);
	wrong = html_check(once.data);
	ck_assert_msg(wrong == NULL, "%s: %s\n  %s", attacks[_i], wrong, once.data);
	ck_assert_msg(!names_scheme(once.data), "%s\n  %s", attacks[_i], once.data);
	slw_html_clean(&twice, once.data);
	ck_assert_str_eq(once.data, twice.data);
	slw_buf_release(&once);
	slw_buf_release(&twice);
}
END_TEST

/* The checker has to see what it is there for. */
static const char *const faults[] = {
	"text",
	"<p>a",
	"<p></p>",
	"<p>a</b>",
	"<p>a</p></p>",
	"<p><p>a</p></p>",
	"<ul><p>a</p></ul>",
	"<li>a</li>",
	"<ul>a</ul>",
	"<p><ul><li>a</li></ul></p>",
	"<b>a</b>",
	"<p><b></b>a</p>",
	"<p><b>a<b>c</b></b></p>",
	"<h1>a</h1>",
	"<P>a</P>",
	"<p >a</p>",
	"<p x=y>a</p>",
	"<p>a & b</p>",
	"<p>&copy;</p>",
	"<p>a > b</p>",
	"<p>a\x01</p>",
	"<p>a\xC2\x85</p>",
	"<p><br>a</p>",
	"<p>a<br/>b</p>",
	"<p><a>b</a></p>",
	"<p><a href=\"javascript:x\" rel=\"nofollow\">b</a></p>",
	"<p><a href=\"http://x\">b</a></p>",
	"<p><a href=\"http://x y\" rel=\"nofollow\">b</a></p>",
	"<p><a href=\"http://x\" rel=\"nofollow\" onclick=\"y\">b</a></p>",
	"<script>x</script>",
	"<p>a</p><",
	"<blockquote>a</blockquote>",
};

START_TEST(checker_sees)
{
	ck_assert_msg(html_check(faults[_i]) != NULL, "%s", faults[_i]);
	ck_assert_ptr_null(
	    html_check("<ul><li>a<br><a href=\"http://x/?a=1&amp;b\" rel=\"nofollow\">b"
		       "</a></li></ul><p>&lt;</p>"));
}
END_TEST

static const struct {
	const char *html, *want;
} texts[] = {
	{ "", "" },
	{ "a b", "a b" },
	{ "  a \n b\n\nc  ", "a b\nc" },
	{ "<p>a</p>\n\n<p>b <b>c</b>d</p>", "a\nb cd" },
	{ "<p>a\n\nb</p>", "a b" },
	{ "a<br>b<br><br>c", "a\nb\nc" },
	{ "<ul><li>a<li>b</ul>c", "a\nb\nc" },
	{ "<td>a</td><td>b</td>", "a b" },
	{ "a<img>b<custom>c", "a b c" },
	{ "un<b>believ</b>able<span>!</span>", "unbelievable!" },
	{ "&lt;b&gt; &amp; &eacute; &nbsp; x &#8212; &bogus;", "<b> & é x — &bogus;" },
	{ "a<script>b</script><!-- c -->d<style>e</style>", "ad" },
	{ "1 < 2", "1 < 2" },
	{ "a\x01\x1b[0m\xC2\x9B"
	  "b&#27;",
	  "a[0mb" },
	{ "\xff", "\xEF\xBF\xBD" },
	{ "\xEF\xBB\xBFx", "x" },
	{ "a\xC2\xA0\xE2\x80\xA8\xE3\x80\x80"
	  "b",
	  "a b" },
	{ "<p", "" },
};

START_TEST(as_text)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_html_text(&out, texts[_i].html);
	ck_assert_msg(strcmp(out.data, texts[_i].want) == 0, "%s: %s", texts[_i].html, out.data);
	slw_buf_release(&out);
}
END_TEST

START_TEST(appends)
{
	struct slw_buf out;

	slw_buf_init(&out, 0);
	slw_buf_str(&out, "before ");
	slw_html_clean(&out, "a");
	slw_html_text(&out, "b");
	ck_assert_str_eq(out.data, "before <p>a</p>b");
	slw_buf_release(&out);
}
END_TEST

static const char *const floods[] = {
	"<ul><li>x",
	"<blockquote>x",
	"<b>x",
	"<ul>x",
	"<li>x<blockquote>",
	"<a href=http://x>x",
	"<svg>",
	"<object>",
	"<!--",
	"<p title='",
	"<",
	"&",
	"&#",
	"</",
	"<a href=\"",
	"<i><b>x</i>",
	"<ol><li><ul>x",
	"--",
	"&amp",
	"\xff",
	"<script>",
	"<h2><ul><li><b>x",
	"a<br>",
	"</ul>",
};

START_TEST(floods_are_harmless)
{
	struct slw_buf html, once, twice;
	const char *wrong;

	slw_buf_init(&html, 0);
	slw_buf_init(&once, 0);
	slw_buf_init(&twice, 0);
	while (html.len < 200000)
		slw_buf_str(&html, floods[_i]);
	slw_html_clean(&once, html.data);
	wrong = html_check(once.data);
	ck_assert_msg(wrong == NULL, "%s: %s", floods[_i], wrong);
	slw_html_clean(&twice, once.data);
	ck_assert_msg(strcmp(once.data, twice.data) == 0, "%s: cleaning twice differs", floods[_i]);
	slw_buf_clear(&once);
	slw_html_text(&once, html.data);
	ck_assert(slw_text_valid(once.data, once.len));
	slw_buf_release(&html);
	slw_buf_release(&once);
	slw_buf_release(&twice);
}
END_TEST

Suite *suite_html(void);
Suite *suite_html(void)
{
	Suite *suite = suite_create("html");
	TCase *tc = tcase_create("all");

	tcase_add_loop_test(tc, cleaned, 0, (int)SLW_COUNT(rows));
	tcase_add_loop_test(tc, attacked, 0, (int)SLW_COUNT(attacks));
	tcase_add_loop_test(tc, checker_sees, 0, (int)SLW_COUNT(faults));
	tcase_add_loop_test(tc, as_text, 0, (int)SLW_COUNT(texts));
	tcase_add_test(tc, appends);
	tcase_add_loop_test(tc, floods_are_harmless, 0, (int)SLW_COUNT(floods));
	suite_add_tcase(suite, tc);
	return suite;
}
