#!/usr/bin/env python3
"""Writes a product file as Shopify exports it, two rows a product, and answers that import it.

    catalogue.py PRODUCTS FOLDER [--bare]

The same number gives the same bytes. --bare leaves out descriptions, SEO texts and the texts of
images, so that all of them are written by the program.
"""
import argparse
import csv
import pathlib
import random

COLUMNS = """Title|URL handle|Description|Vendor|Product category|Type|Tags|Published on online store|Status|SKU|Barcode
Option1 name|Option1 value|Option1 Linked To|Option2 name|Option2 value|Option2 Linked To|Option3 name|Option3 value
Option3 Linked To|Price|Compare-at price|Cost per item|Charge tax|Tax code|Unit price total measure
Unit price total measure unit|Unit price base measure|Unit price base measure unit|Inventory tracker|Inventory quantity
Continue selling when out of stock|Weight value (grams)|Weight unit for display|Requires shipping|Fulfillment service
Product image URL|Image position|Image alt text|Variant image URL|Gift card|SEO title|SEO description
Color (product.metafields.shopify.color-pattern)|Google Shopping / Google product category|Google Shopping / Gender
Google Shopping / Age group|Google Shopping / Manufacturer part number (MPN)|Google Shopping / Ad group name
Google Shopping / Ads labels|Google Shopping / Condition|Google Shopping / Custom product
Google Shopping / Custom label 0|Google Shopping / Custom label 1|Google Shopping / Custom label 2
Google Shopping / Custom label 3|Google Shopping / Custom label 4""".replace("\n", "|").split("|")

MATERIALS = "oak linen wool brass clay glass paper cork steel slate cotton walnut".split()
THINGS = "lamp bowl chair cup tray stool vase plate clock basket mirror blanket".split()
PLACES = "harbour meadow garden attic market river orchard station valley mill".split()
SIZES = ("Small", "Large")
WORDS = ("made by hand in a small workshop and kept simple so that it lasts for many years in daily use "
         "with care taken over each edge and every joint because good things are repaired not replaced").split()

ANSWERS = """business:
  business_name: Bench and Sons
  industry: home_garden
  description: Things for the house, many of them.
  country: US
  currency: USD
  contact:
    email: hello@example.com
  address:
    street: 12 Harbour Street
    city: Portland
products:
  imports:
    - file: products.csv
  shipping:
    zones:
      - name: Home
        countries: [US]
        rates:
          - {name: Standard, price: 5}
seo:
  base_url: https://bench.example
launch:
  targets: [storefront, shopify_csv, woocommerce_csv, feed]
"""


def paragraph(rng, words):
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def rows(number, bare):
    rng = random.Random(number)
    name = f"{rng.choice(PLACES)} {rng.choice(MATERIALS)} {rng.choice(THINGS)}".title()
    handle = f"{name.lower().replace(' ', '-')}-{number}"
    price = rng.randrange(500, 30000)
    for at, size in enumerate(SIZES):
        row = dict.fromkeys(COLUMNS, "")
        row["URL handle"] = handle
        row["SKU"] = f"B-{number:06d}-{size[0]}"
        row["Option1 value"] = size
        row["Price"] = f"{(price + at * 400) / 100:.2f}"
        row.update({"Charge tax": "TRUE", "Inventory tracker": "shopify", "Weight unit for display": "g",
                    "Inventory quantity": str(rng.randrange(1, 90)), "Requires shipping": "TRUE",
                    "Continue selling when out of stock": "DENY", "Fulfillment service": "manual",
                    "Weight value (grams)": str(rng.randrange(100, 4000)), "Gift card": "FALSE",
                    "Product image URL": f"https://images.example/{handle}-{at + 1}.jpg",
                    "Image position": str(at + 1)})
        if not bare:
            row["Image alt text"] = f"{name}, {size.lower()}"
        if at == 0:
            row.update({"Title": f"{name} {number}", "Vendor": "Bench and Sons", "Option1 name": "Size",
                        "Type": name.rsplit(" ", 1)[1], "Tags": f"{name.split()[0].lower()}, house",
                        "Published on online store": "TRUE", "Status": "Active"})
            if not bare:
                row["Description"] = "".join(f"<p>{paragraph(rng, 55)}</p>" for _ in range(3))
                row["SEO title"] = f"{name}, made by hand"
                row["SEO description"] = paragraph(rng, 18)
        yield row


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("products", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--bare", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    (args.folder / "shop.yaml").write_text(ANSWERS, encoding="utf-8")
    with open(args.folder / "products.csv", "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        for number in range(args.products):
            writer.writerows(rows(number, args.bare))


main()
