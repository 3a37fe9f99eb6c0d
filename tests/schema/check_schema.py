#!/usr/bin/env python3
"""The reader of answers files and the JSON Schema must agree, file by file.

Called with the path of answers_tool. Each row changes a file that is right in one place; both
sides must find the same. Rows of BEYOND are wrong by a rule that a schema cannot say.
"""

import copy
import json
import os
import subprocess
import sys
import tempfile

try:
    from jsonschema import Draft202012Validator
except ImportError:
    print("ok - skipped: the Python module jsonschema is not installed")
    sys.exit(77)

BASE = {
    "business": {
        "business_name": "Fern & Field",
        "industry": "home_garden",
        "description": "Pots and seeds.",
        "country": "US",
        "currency": "USD",
        "contact": {"email": "hi@example.com"},
        "address": {"street": "1 Harbour Rd", "city": "Portland"},
    },
    "products": {
        "imports": ["a.csv", {"file": "b.csv", "map": {"Artikel": "title"}}],
        "items": [
            {"title": "Pot", "price": 12.5, "sku": 123, "tags": ["clay", 2024],
             "images": ["a.jpg", {"src": "https://cdn.example/b.jpg", "alt": "B"}]},
            {"title": "Shirt", "options": [{"name": "Size", "values": ["S", "M"]}],
             "variants": [{"option_values": ["S"], "price": "12.00"},
                          {"option_values": ["M"], "price": 13}]},
        ],
        "collections": [{"title": "Pots", "sort_order": "title"}],
        "shipping": {
            "handling_days_min": 1,
            "handling_days_max": "3",
            "zones": [
                {"name": "Home", "countries": ["US", "CA"],
                 "rates": [{"name": "Post", "price": 4.9, "free_over": 60}]},
                {"name": "World", "rest_of_world": True,
                 "rates": [{"name": "Post", "price": 20}]},
            ],
        },
        "returns": {"accepted": "yes", "window_days": 30, "methods": ["by_mail"]},
        "tax": {"registered": True, "prices_include_tax": False, "rate": 8.875},
    },
    "theme": {"style": "natural", "theme_id": "harbour", "colours": {"primary": "#2f5d50"},
              "fonts": {"heading": "old_style"}, "logo": "images/logo.svg",
              "layout": {"products_per_page": 24, "show_vendor": "off"}},
    "integrations": {
        "payments": [{"provider": "stripe", "mode": "test",
                      "credentials": {"publishable_key": "pk_test_1",
                                      "secret_key": {"env": "STRIPE_KEY"}}}],
        "email": [{"provider": "klaviyo"}],
    },
    "content": {"types": ["tagline", "faq"], "provider": "auto", "model": "small",
                "alternatives": 2, "keywords": ["pots"]},
    "seo": {"base_url": "https://shop.example.com", "title": "Pots", "keywords": [],
            "social": {"x": "https://x.com/fern"}, "allow_indexing": True},
    "launch": {"targets": ["storefront", "feed"]},
}

GONE = object()
FR = {"business.country": "FR", "business.imprint": {"legal_name": "Fern SARL"},
      "business.privacy": {"contact_email": "a@example.com"}}
JPY = {"business.currency": "JPY", "products.items.0.price": 12,
       "products.items.1.variants.0.price": 12,
       "products.shipping.zones.0.rates.0.price": 490}

# path: value, or several of them; then whether it is right
ROWS = [
    ({}, True),
    ({"seo": GONE}, True),
    ({"seo": {}}, True),
    ({"seo": None}, False),
    ({"seo": "all"}, False),
    ({"seo": []}, False),
    ({"shop": {}}, False),
    ({"business": GONE}, False),
    ({"business": {}}, False),
    # text
    ({"business.business_name": "Joe's"}, False),
    ({"business.business_name": "Joe’s"}, True),
    ({"business.business_name": 1984}, False),
    ({"business.business_name": "1984"}, True),
    ({"business.business_name": ""}, False),
    ({"business.business_name": None}, False),
    ({"business.business_name": "x" * 200}, True),
    ({"business.business_name": "ä" * 201}, False),
    ({"business.industry": "my_own-trade"}, True),
    ({"business.industry": "home & garden"}, False),
    ({"business.industry": GONE}, False),
    ({"business.description": 5}, True),
    ({"business.description": "a\n\nb"}, True),
    ({"business.description": "x" * 1001}, False),
    ({"business.description": " \n "}, False),
    ({"business.description": True}, False),
    ({"business.audience": "one\nline"}, False),
    ({"business.audience": " trimmed \n"}, True),
    ({"business.audience": ["a"]}, False),
    ({"business.audience": {"a": "b"}}, False),
    ({"business.nickname": "x"}, False),
    ({"business.address.postal_code": 97205}, True),
    ({"business.address.postal_code": "97205"}, True),
    ({"business.address.postal_code": True}, False),
    ({"business.address.city": GONE}, False),
    ({"business.address": GONE}, False),
    ({"business.address": "Portland"}, False),
    # numbers
    ({"business.founded": 1984}, True),
    ({"business.founded": "1984"}, True),
    ({"business.founded": 1984.0}, True),
    ({"business.founded": 1984.5}, False),
    ({"business.founded": "long ago"}, False),
    ({"business.founded": 999}, False),
    ({"business.founded": 2101}, False),
    ({"business.founded": False}, False),
    ({"products.tax.rate": 0}, True),
    ({"products.tax.rate": "19.00"}, True),
    ({"products.tax.rate": 100.5}, False),
    ({"products.tax.rate": -1}, False),
    ({"products.tax.rate": "19 %"}, False),
    ({"products.items.0.inventory_quantity": -5}, True),
    ({"products.items.0.weight": -5}, False),
    ({"content.alternatives": 6}, False),
    # formats
    ({"business.contact.email": "hi@example"}, False),
    ({"business.contact.email": "Jo <hi@example.com>"}, False),
    ({"business.contact.email": "a.b+c@shop.example.co.uk"}, True),
    ({"business.contact.email": 12}, False),
    ({"business.contact.email": "x@" + "y" * 250 + ".com"}, False),
    ({"business.contact.phone": "+1 (503) 555-0134"}, True),
    ({"business.contact.phone": 5035550134}, True),
    ({"business.contact.phone": 123}, False),
    ({"business.contact.phone": "1234"}, False),
    ({"business.contact.phone": "call 12345"}, False),
    ({"business.contact.phone": "-12345"}, False),
    ({"seo.base_url": "http://localhost:8080/a?b#c"}, True),
    ({"seo.base_url": "www.example.com"}, False),
    ({"seo.base_url": "https://"}, False),
    ({"seo.base_url": "https://a b"}, False),
    ({"seo.base_url": "https://me:pw@shop.example"}, False),
    ({"seo.base_url": "ftp://shop.example"}, False),
    ({"seo.social_image": "a/b c.png"}, True),
    ({"seo.social_image": "../a.png"}, False),
    ({"seo.social_image": "a/../b.png"}, False),
    ({"seo.social_image": "a/..b.png"}, True),
    ({"seo.social_image": "/a.png"}, False),
    ({"seo.social_image": "a\\b.png"}, False),
    ({"seo.social_image": "http://x.example/a.png"}, False),
    ({"seo.social_image": "https://x.example/a.png"}, True),
    ({"seo.social_image": 2024}, False),
    ({"theme.colours.primary": "#AbC"}, True),
    ({"theme.colours.primary": "#abcd"}, False),
    ({"theme.colours.primary": "teal"}, False),
    ({"products.items.0.handle": "clay-pot-2"}, True),
    ({"products.items.0.handle": "Clay Pot"}, False),
    ({"products.items.0.handle": "a--b"}, False),
    ({"products.items.0.handle": "x" * 256}, False),
    # choices
    ({"business.country": "us"}, False),
    ({"business.country": "Germany"}, False),
    ({"business.currency": "EURO"}, False),
    ({"business.language": "en"}, True),
    ({"business.language": "english"}, False),
    ({"theme.style": "natral"}, False),
    ({"theme.theme_id": "auto"}, True),
    ({"theme.theme_id": "nowhere"}, False),
    ({"theme.style": 5}, False),
    ({"launch.targets": []}, True),
    ({"launch.targets": ["feed", "feed"]}, False),
    ({"launch.targets": ["all"]}, False),
    ({"launch.targets": "feed"}, False),
    ({"seo.allow_indexing": "No"}, True),
    ({"seo.allow_indexing": "maybe"}, False),
    ({"seo.allow_indexing": 1}, False),
    ({"seo.keywords": ["x"] * 51}, False),
    ({"seo.keywords": [["x"]]}, False),
    ({"seo.keywords": [None]}, False),
    ({"seo.keywords": {"x": "y"}}, False),
    # conditions
    (FR, True),
    ({**FR, "business.imprint": GONE}, False),
    ({**FR, "business.imprint": {}}, False),
    ({**FR, "business.privacy": GONE}, False),
    ({**FR, "business.imprint.vat_id": "FR12345678901"}, True),
    ({**FR, "business.imprint.vat_id": "T1234567890123"}, True),
    ({**FR, "business.imprint.vat_id": "123"}, False),
    ({"business.imprint": {"legal_name": "x"}}, False),
    ({"products.returns.accepted": "no"}, False),
    ({"products.returns": {"accepted": False}}, True),
    ({"products.returns": {"window_days": 14}}, True),
    ({"products.returns.accepted": "NO", "products.returns.window_days": GONE,
      "products.returns.methods": GONE}, True),
    ({"products.tax.registered": "off"}, False),
    ({"content.provider": "builtin"}, False),
    ({"content.provider": "builtin", "content.model": GONE}, True),
    ({"content.provider": GONE}, True),
    ({"products.shipping.zones.0.countries": GONE}, False),
    ({"products.shipping.zones.0.countries": []}, False),
    ({"products.shipping.zones.1.countries": ["DE"]}, False),
    ({"products.shipping.zones.1.rest_of_world": "no"}, False),
    ({"products.shipping.zones.0.rates": []}, False),
    ({"products.shipping.zones.0.rates": GONE}, False),
    # products
    ({"products.items": {"title": "Pot", "price": 1}}, False),
    ({"products.items": []}, True),
    ({"products.items.0": "Pot"}, False),
    ({"products.items.0.title": GONE}, False),
    ({"products.items.0.price": GONE}, False),
    ({"products.items.1.price": 5}, False),
    ({"products.items.1.sku": "A"}, False),
    ({"products.items.1.variants.0.price": GONE}, False),
    ({"products.items.1.variants.0.option_values": GONE}, False),
    ({"products.items.1.variants.0.colour": "red"}, False),
    ({"products.items.0.variants": []}, True),
    ({"products.items.0.images": [{"alt": "x"}]}, False),
    ({"products.items.0.images": "a.jpg"}, False),
    ({"products.imports": ["/a.csv"]}, False),
    ({"products.imports": [{"map": {}}]}, False),
    ({"products.imports.1.map": {"": "title"}}, False),
    ({"products.imports.1.map": {"Artikel.Nr": "sku", "Preis": 5}}, True),
    ({"products.imports.1.map": ["title"]}, False),
    # money
    ({"products.items.0.price": 0}, True),
    ({"products.items.0.price": -1}, False),
    ({"products.items.0.price": "12.5"}, True),
    ({"products.items.0.price": "12.505"}, False),
    ({"products.items.0.price": "12.500"}, True),
    ({"products.items.0.price": "1.299,00"}, False),
    ({"products.items.0.price": "$12"}, False),
    ({"products.items.0.price": True}, False),
    (JPY, True),
    ({**JPY, "products.items.0.price": 12.5}, False),
    ({**JPY, "products.items.0.price": 12.0}, True),
    ({**JPY, "products.items.0.price": "12.50"}, False),
    ({**JPY, "products.items.0.price": "12.00"}, True),
    ({**JPY, "products.items.1.variants.0.price": 0.5}, False),
    ({**JPY, "products.shipping.zones.0.rates.0.free_over": 0.5}, False),
    ({"business.currency": "KWD", "products.items.0.price": "12.505"}, True),
    ({"business.currency": "KWD", "products.items.0.price": "12.5055"}, False),
    # integrations
    ({"integrations.payments.0.provider": "strip"}, False),
    ({"integrations.payments.0.provider": GONE}, False),
    ({"integrations.payments.0.mode": "prod"}, False),
    ({"integrations.payments.0.credentials": GONE}, False),
    ({"integrations.payments.0.credentials.secret_key": GONE}, False),
    ({"integrations.payments.0.credentials.secret_key": "sk_test_1"}, True),
    ({"integrations.payments.0.credentials.secret_key": "hunter2"}, False),
    ({"integrations.payments.0.credentials.secret_key": 12}, False),
    ({"integrations.payments.0.credentials.secret_key": {"file": "key.txt"}}, True),
    ({"integrations.payments.0.credentials.secret_key": {"vault": "a"}}, True),
    ({"integrations.payments.0.credentials.secret_key": {"literal": "a"}}, False),
    ({"integrations.payments.0.credentials.secret_key": {"env": "A", "file": "b"}}, False),
    ({"integrations.payments.0.credentials.secret_key": {"env": "$A"}}, False),
    ({"integrations.payments.0.credentials.secret_key": {"env": ""}}, False),
    ({"integrations.payments.0.credentials.secret_key": {}}, False),
    ({"integrations.payments.0.credentials.secretkey": "x"}, False),
    ({"integrations.payments.0.credentials.publishable_key": "x"}, False),
    ({"integrations.payments.0.credentials.publishable_key": {"env": "A"}}, False),
    ({"integrations.email.0.credentials": {}}, True),
    ({"integrations.email.0.credentials": {"key": "x"}}, False),
    ({"integrations.payments": {"provider": "stripe"}}, False),
]

# the schema takes these, the reader does not
BEYOND = [
    {"products.items.0.price": 12.505},
    {"products.items.0.compare_at_price": 12.5},
    {"products.items.1.title": "POT"},
    {"products.items.0.collections": ["pans"]},
    {"products.items.1.variants.1.option_values": ["S"]},
    {"products.items.1.variants.1.option_values": ["L"]},
    {"products.items.1.variants.1.image": "c.jpg"},
    {"products.shipping.zones.0.countries": ["US", "US"]},
    {"products.shipping.zones.0.rest_of_world": True,
     "products.shipping.zones.0.countries": GONE},
    {"products.shipping.handling_days_max": 0},
    {"integrations.email": [{"provider": "klaviyo"}, {"provider": "klaviyo"}]},
    {"business.founded": "3000"},
]


def changed(changes):
    """The base file with the values at these paths replaced or taken out."""
    document = copy.deepcopy(BASE)
    for path, value in changes.items():
        *parents, last = path.split(".")
        at = document
        for part in parents:
            at = at[int(part)] if isinstance(at, list) else at[part]
        if isinstance(at, list):
            at[int(last)] = copy.deepcopy(value)
        elif value is GONE:
            at.pop(last, None)
        else:
            at[last] = copy.deepcopy(value)
    return document


def name_of(changes):
    shown = {path: "(gone)" if value is GONE else value for path, value in changes.items()}
    text = json.dumps(shown, ensure_ascii=False)
    return text if len(text) < 100 else text[:97] + "..."


def read_all(tool, documents):
    """What the reader says of each: (right, first error)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, document in enumerate(documents):
            paths.append(os.path.join(folder, f"{number}.json"))
            with open(paths[-1], "w", encoding="utf-8") as file:
                json.dump(document, file, ensure_ascii=number % 2 == 0)
        out = subprocess.run([tool, "read", *paths], check=True, stdout=subprocess.PIPE)
    lines = out.stdout.decode("utf-8").splitlines()
    return [(line.split("\t")[0] == "right", line.split("\t")[1]) for line in lines]


def examples_of(schema, found):
    """Every schema in it that has a default or examples."""
    if isinstance(schema, dict):
        if "examples" in schema or "default" in schema:
            found.append(schema)
        for value in schema.values():
            examples_of(value, found)
    elif isinstance(schema, list):
        for value in schema:
            examples_of(value, found)
    return found


def main():
    tool = sys.argv[1]
    failed = 0

    def report(good, text):
        nonlocal failed
        failed += 0 if good else 1
        print(("ok - " if good else "not ok - ") + text)

    schema = json.loads(subprocess.run([tool, "schema"], check=True,
                                       stdout=subprocess.PIPE).stdout.decode("utf-8"))
    Draft202012Validator.check_schema(schema)
    report(True, "the schema is a JSON Schema 2020-12")
    validator = Draft202012Validator(schema)
    rows = ROWS + [(changes, None) for changes in BEYOND]
    documents = [changed(changes) for changes, _ in rows]
    for (changes, right), document, (by_reader, error) in zip(rows, documents,
                                                              read_all(tool, documents)):
        by_schema = validator.is_valid(document)
        if right is None:
            report(by_schema and not by_reader, f"beyond the schema: {name_of(changes)}")
        else:
            report(by_schema == right and by_reader == right,
                   f"{'right' if right else 'wrong'}: {name_of(changes)}"
                   + ("" if by_schema == right and by_reader == right else
                      f": schema {by_schema}, reader {by_reader} {error}"))
    for entry in examples_of(schema, []):
        for value in entry.get("examples", []) + [entry[k] for k in ["default"] if k in entry]:
            inner = {**entry, "$defs": schema["$defs"]}
            report(Draft202012Validator(inner).is_valid(value),
                   f"example of {entry.get('title')}: {json.dumps(value, ensure_ascii=False)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
