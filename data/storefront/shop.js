/* Cart, variants, pictures and search. The shop works without it; nothing leaves the browser. */
(function () {
	"use strict";
	var doc = document, body = doc.body, root = body.dataset.root;
	var words = doc.getElementById("words").dataset;
	var currency = body.dataset.currency, decimals = Number(body.dataset.decimals);
	var key = "cart:" + new URL(root, location.href).pathname;

	doc.documentElement.classList.add("script");

	function el(name, text, attributes) {
		var node = doc.createElement(name);
		if (text) node.textContent = text;
		Object.keys(attributes || {}).forEach(function (k) { node.setAttribute(k, attributes[k]); });
		return node;
	}

	function money(minor) {
		var value = minor / Math.pow(10, decimals);
		try {
			return new Intl.NumberFormat(doc.documentElement.lang, { style: "currency", currency: currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
		} catch (e) {
			return value.toFixed(decimals) + " " + currency;
		}
	}

	/* --- opened from a folder: file: addresses need the name of the page --- */
	function localLink(node) {
		var name = node.action ? "action" : "href", url;
		if (location.protocol !== "file:" || !node[name]) return;
		url = new URL(node[name]);
		if (url.protocol === "file:" && url.pathname.slice(-1) === "/") {
			url.pathname += "index.html";
			node[name] = url.href;
		}
	}
	function localLinks() { doc.querySelectorAll("a[href], form").forEach(localLink); }

	/* --- cart --- */
	function load() {
		try {
			var lines = JSON.parse(localStorage.getItem(key));
			return Array.isArray(lines) ? lines.filter(function (l) { return l && typeof l.title === "string" && typeof l.path === "string" && l.minor >= 0 && l.count > 0; }) : [];
		} catch (e) { return []; }
	}
	function save(lines) {
		try { localStorage.setItem(key, JSON.stringify(lines)); } catch (e) { /* private window */ }
		count(lines);
	}
	function count(lines) {
		var total = lines.reduce(function (sum, l) { return sum + l.count; }, 0);
		doc.querySelectorAll(".cart-count").forEach(function (n) { n.textContent = total; n.hidden = total === 0; });
	}
	function add(item) {
		var lines = load(), same = lines.find(function (l) { return l.path === item.path && l.variant === item.variant; });
		if (same) {
			same.count = Math.min(same.count + 1, 999);
			same.minor = item.minor;
		} else {
			item.count = 1;
			lines.push(item);
		}
		save(lines);
		toast();
	}
	function toast() {
		var box = doc.getElementById("words"), link = el("a", words.cart, { href: root + "cart/" });
		box.textContent = "";
		box.append(el("span", words.added), link);
		localLink(link);
		box.hidden = false;
		clearTimeout(toast.timer);
		toast.timer = setTimeout(function () { box.hidden = true; }, 6000);
	}

	function cartLine(line, index) {
		var li = el("li"), name = el("div"), controls = el("div", "", { "class": "cart-controls" });
		var link = el("a", line.title, { href: root + line.path });
		var number = el("input", "", { type: "number", min: "1", max: "999", value: line.count, "aria-label": words.quantity + ": " + line.title + " " + (line.name || "") });
		var remove = el("button", words.remove, { type: "button", "aria-label": words.remove + ": " + line.title + " " + (line.name || "") });
		name.append(link);
		if (line.name) name.append(el("div", line.name, { "class": "cart-note" }));
		localLink(link);
		number.addEventListener("change", function () {
			var lines = load(), n = Math.max(1, Math.min(999, parseInt(number.value, 10) || 1));
			if (lines[index]) lines[index].count = n;
			save(lines);
			showCart();
		});
		remove.addEventListener("click", function () {
			var lines = load();
			lines.splice(index, 1);
			save(lines);
			showCart();
			doc.getElementById("main").focus();
		});
		controls.append(number, remove);
		li.append(name, el("div", money(line.minor * line.count), { "class": "cart-sum" }), controls);
		return li;
	}
	function orderMail(cart, lines, total) {
		var text = [cart.dataset.hello, ""];
		lines.forEach(function (l) {
			text.push(l.count + " x " + l.title + (l.name ? ", " + l.name : "") + (l.sku ? " (" + l.sku + ")" : "") + ": " + money(l.minor * l.count));
		});
		text.push("", words.total + ": " + money(total), "", cart.dataset.address, "");
		return "mailto:" + encodeURIComponent(cart.dataset.email) + "?subject=" + encodeURIComponent(cart.dataset.subject) + "&body=" + encodeURIComponent(text.join("\r\n"));
	}
	function showCart() {
		var cart = doc.getElementById("cart"), lines = load(), list, total, order = doc.getElementById("cart-order");
		if (!cart) return;
		list = doc.getElementById("cart-lines");
		list.textContent = "";
		lines.forEach(function (l, i) { list.append(cartLine(l, i)); });
		total = lines.reduce(function (sum, l) { return sum + l.minor * l.count; }, 0);
		doc.getElementById("cart-total").textContent = words.total + ": " + money(total);
		doc.getElementById("cart-empty").hidden = lines.length > 0;
		doc.getElementById("cart-full").hidden = lines.length === 0;
		/* a payment link holds one article; everything else is ordered by e-mail */
		order.href = lines.length === 1 && lines[0].count === 1 && /^https:\/\//.test(lines[0].pay || "") ? lines[0].pay : orderMail(cart, lines, total);
	}

	/* --- product --- */
	function showImage(src) {
		var image = doc.getElementById("main-image");
		if (!image || !src) return;
		image.removeAttribute("width");
		image.removeAttribute("height");
		image.src = src;
	}
	function item(buy, row) {
		return { path: buy.dataset.path, title: buy.dataset.title, variant: Number(row.dataset.variant), minor: Number(row.dataset.minor), sku: row.dataset.sku || "" };
	}
	function setUpVariants(buy) {
		var rows = Array.from(buy.querySelectorAll("li[data-variant]")), options = Array.from(buy.querySelectorAll(".option"));
		var addButton = doc.getElementById("add"), buyLink = doc.getElementById("buy"), current = null, touched = false;
		function chosen() {
			return options.map(function (o) { var c = o.querySelector("input:checked"); return c ? c.value : ""; });
		}
		function find(choice) {
			return rows.find(function (row) { return row.dataset.choice === choice.join(","); });
		}
		function show() {
			var choice = chosen(), link, price = doc.getElementById("price"), stock = doc.getElementById("stock"), line;
			current = find(choice) || null;
			stock.textContent = "";
			addButton.disabled = !current || "sold" in current.dataset || "unpriced" in current.dataset;
			buyLink.hidden = !current || "sold" in current.dataset;
			options.forEach(function (o, i) {
				o.querySelectorAll("input").forEach(function (input) {
					var other = choice.slice(), row;
					other[i] = input.value;
					row = find(other);
					input.parentNode.classList.toggle("gone", !row || "sold" in row.dataset);
				});
			});
			if (!current) {
				stock.append(el("span", words.unavailable, { "class": "stock stock-none" }));
				return;
			}
			price.textContent = "";
			current.querySelector(".variant-price").childNodes.forEach(function (n) { price.append(n.cloneNode(true)); });
			line = current.querySelector(".stock");
			if (line) stock.append(line.cloneNode(true));
			link = current.querySelector("a.button");
			if (link) {
				buyLink.href = link.href;
				buyLink.textContent = link.firstChild.textContent;
			}
			if (touched) showImage(current.dataset.image);
		}
		function start() {
			var first = rows.find(function (row) { return !("sold" in row.dataset); }) || rows[0];
			if (!first) return;
			first.dataset.choice.split(",").forEach(function (value, i) {
				var input = options[i] && options[i].querySelector('input[value="' + value + '"]');
				if (input) input.checked = true;
			});
		}
		if (!options.length) return;
		options.forEach(function (o) { o.addEventListener("change", function () { touched = true; show(); }); });
		addButton.addEventListener("click", function () {
			var line;
			if (!current) return;
			line = item(buy, current);
			line.name = current.querySelector(".variant-name").textContent;
			if ("pay" in current.dataset) line.pay = current.querySelector("a.button").href;
			add(line);
		});
		start();
		show();
	}
	function setUpProduct(buy) {
		var single = buy.querySelector(".price[data-variant]"), button = buy.querySelector(".add");
		if (!single) {
			setUpVariants(buy);
		} else if (button) {
			button.addEventListener("click", function () {
				var line = item(buy, single);
				if (single.dataset.pay) line.pay = single.dataset.pay;
				add(line);
			});
		}
	}
	function setUpThumbs() {
		var links = doc.querySelectorAll("a[data-image]");
		links.forEach(function (link) {
			link.addEventListener("click", function (event) {
				if (event.ctrlKey || event.metaKey || event.shiftKey) return;
				event.preventDefault();
				showImage(link.href);
				doc.getElementById("main-image").alt = link.querySelector("img").alt;
				links.forEach(function (l) { l.removeAttribute("aria-current"); });
				link.setAttribute("aria-current", "true");
			});
		});
	}

	/* --- search --- */
	function fold(text) { return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase(); }
	function score(entry, terms) {
		var title = fold(entry[0]), other = fold(entry[4]), total = 0, i, at;
		for (i = 0; i < terms.length; i++) {
			at = title.indexOf(terms[i]);
			if (at >= 0) total += at === 0 || title[at - 1] === " " ? 3 : 2;
			else if (other.indexOf(terms[i]) >= 0) total += 1;
			else return 0;
		}
		return total;
	}
	function card(entry) {
		var li = el("li", "", { "class": "card" }), link = el("a", "", { "class": "card-link", href: root + entry[1] });
		var picture = el("span", "", { "class": "card-image" }), src = /^https?:/.test(entry[3]) ? entry[3] : root + entry[3];
		if (entry[3]) picture.append(el("img", "", { src: src, alt: "", loading: "lazy" }));
		link.append(picture, el("span", entry[0], { "class": "card-title" }));
		localLink(link);
		li.append(link);
		if (entry[2]) li.append(el("p", entry[2], { "class": "card-price" }));
		return li;
	}
	function search(list) {
		var query = new URLSearchParams(location.search).get("q") || "", found = doc.getElementById("found"), jobs = [], i;
		var terms = fold(query).split(/\s+/).filter(Boolean).slice(0, 8);
		doc.getElementById("q").value = query;
		if (!terms.length) return;
		for (i = 0; i < Number(list.dataset.chunks); i++) {
			jobs.push(fetch(root + "search/" + i + ".json").then(function (r) {
				if (!r.ok) throw new Error(r.status);
				return r.json();
			}));
		}
		Promise.all(jobs).then(function (chunks) {
			var hits = [].concat.apply([], chunks).map(function (e) { return [score(e, terms), e]; }).filter(function (h) { return h[0] > 0; });
			hits.sort(function (a, b) { return b[0] - a[0]; });
			found.textContent = hits.length ? words.found + " " + hits.length : words.none;
			hits.slice(0, 60).forEach(function (h) { list.append(card(h[1])); });
		}).catch(function () {
			var link = el("a", words.all, { href: root + "products/" });
			found.textContent = words.failed + " ";
			localLink(link);
			found.append(link);
		});
	}

	count(load());
	showCart();
	doc.querySelectorAll(".buy").forEach(setUpProduct);
	setUpThumbs();
	if (doc.getElementById("results")) search(doc.getElementById("results"));
	localLinks();
})();
