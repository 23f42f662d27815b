// Opens e-books in epub.js in a browser: every entry of the contents, every link and
// note must lead somewhere, no text but code may have a colour of its own, nothing may go to
// the console.  node reader.js TOOLS SHOTS BOOK...
const fs = require("fs"), http = require("http"), path = require("path");
const [tools, shots, ...books] = process.argv.slice(2).map(name => path.resolve(name));
const puppeteer = require(path.join(tools, "node_modules/puppeteer-core"));
const scripts = { "/jszip.js": "jszip/dist/jszip.min.js", "/epub.js": "epubjs/dist/epub.min.js" };
const frame = '<!DOCTYPE html><html lang="en"><title>Reader</title><link rel="icon" href="data:,">' +
	'<style>body { margin: 0 } #area { width: 800px; height: 1000px }</style>' +
	'<div id="area"></div><script src="/jszip.js"></script><script src="/epub.js"></script></html>';
const themes = { light: ["#000000", "#ffffff"], dark: ["#d8d8d8", "#121212"], sepia: ["#5f4b32", "#fbf0d9"] };

const server = http.createServer((request, response) => {
	const name = decodeURIComponent(request.url);
	if (scripts[name])
		response.end(fs.readFileSync(path.join(tools, "node_modules", scripts[name])));
	else if (name.startsWith("/book/"))
		response.end(fs.readFileSync(books[+name.slice(6)]));
	else
		response.setHeader("Content-Type", "text/html; charset=utf-8"), response.end(frame);
});

// In the browser: opens the book and keeps it in window.
async function open(index) {
	const data = await (await fetch("/book/" + index)).arrayBuffer();
	window.book = ePub(data);
	await book.ready;
	window.rendition = book.renderTo("area", { width: 800, height: 1000, spread: "none" });
	await rendition.display();
	return { spine: book.spine.length, pages: (book.pageList && book.pageList.pageList || []).length };
}

// In the browser: every address in every file, and what it leads to; no rendering.
async function followAll() {
	const faults = [], documents = {}, base = "http://book/";
	for (const section of book.spine.spineItems) {
		await section.load(book.load.bind(book));
		documents[new URL(section.href, base).pathname] = section.document.cloneNode(true);
		section.unload();
	}
	const seen = { links: 0, notes: 0 };
	for (const [name, doc] of Object.entries(documents)) {
		if (doc.querySelector("parsererror"))
			faults.push(name + " is not well-formed");
		for (const link of doc.querySelectorAll("a")) {
			const href = link.getAttribute("href");
			if (!href || /^[a-z]+:/.test(href) && !href.startsWith("http://book/"))
				continue;
			const url = new URL(href, base + name.slice(1)), target = documents[url.pathname];
			const id = decodeURIComponent(url.hash.slice(1));
			seen.links++;
			seen.notes += link.getAttribute("role") === "doc-noteref";
			if (!target)
				faults.push(name + ": " + href + " is no file of the spine");
			else if (id && !target.getElementById(id))
				faults.push(name + ": " + href + " leads nowhere");
			if (link.getAttribute("role") === "doc-noteref" && link.children.length)
				faults.push(name + ": a note's reference holds more than its number");
		}
	}
	return { faults, ...seen };
}

// In the browser: shows every entry of the contents.
async function showContents() {
	const faults = [], entries = [];
	const collect = list => list.forEach(entry => { entries.push(entry); collect(entry.subitems || []); });
	collect(book.navigation.toc);
	for (const entry of entries) {
		await rendition.display(entry.href);
		const shown = rendition.currentLocation().start, id = entry.href.split("#")[1];
		if (!shown || shown.href !== entry.href.split("#")[0])
			faults.push("the contents' " + entry.href + " shows " + (shown && shown.href));
		else if (id && !rendition.getContents()[0].document.getElementById(decodeURIComponent(id)))
			faults.push("the contents' " + entry.href + " is not there");
	}
	return { faults, entries: entries.length };
}

// In the browser: presses the first note's reference and its way back, as a reader does.
async function pressNote() {
	for (const section of book.spine.spineItems) {
		await section.load(book.load.bind(book));
		const has = section.document.querySelector("a[role=doc-noteref]");
		section.unload();
		if (!has)
			continue;
		await rendition.display(section.href);
		for (const role of ["doc-noteref", "doc-backlink"]) {
			const doc = rendition.getContents()[0].document, link = doc.querySelector("a[role=" + role + "]");
			const id = decodeURIComponent(link.getAttribute("href").split("#")[1]);
			const moved = new Promise(done => { rendition.once("relocated", done); setTimeout(done, 2000); });
			link.click();
			await moved;
			const target = rendition.getContents()[0].document.getElementById(id);
			if (!target)
				return [section.href + ": " + role + " does not lead to " + id];
		}
		return [];
	}
	return [];
}

// In the browser: what has a colour or a ground that is not the theme's; the words of code may have a colour that
// stands out from the theme's ground as WCAG's level AA asks.
function findColours(ground) {
	const faults = [];
	const luminance = colour => colour.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
		.reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
	const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
	// "rgb(1, 2, 3)", "rgba(1, 2, 3, 0.4)" or, of what is mixed, "color(srgb 0.1 0.2 0.3 / 0.4)": three of 255, and how much of it
	const parts = colour => {
		const found = colour.replace(/^color\(srgb/, "").match(/[\d.]+(e-\d+)?/g).map(Number);
		return { channels: found.slice(0, 3).map(c => colour.startsWith("color(") ? c * 255 : c), alpha: found.length > 3 ? found[3] : 1 };
	};
	const below = luminance([1, 3, 5].map(i => parseInt(ground.slice(i, i + 2), 16)));
	for (const { document, window } of rendition.getContents())
		for (const element of document.body.querySelectorAll("*")) {
			const style = window.getComputedStyle(element);
			if (element.closest("code [class^=code-]")) {
				const found = contrast(luminance(parts(style.color).channels), below);
				if (found < 4.5)
					faults.push("a word of code has a contrast of " + found.toFixed(2) + ": " + style.color);
			} else if (style.color !== window.getComputedStyle(document.body).color)
				faults.push(element.tagName + " has a colour of its own: " + style.color);
			if (parts(style.backgroundColor).alpha > 0.2 && element.tagName !== "IMG") // what is fainter lets the theme's through: a line that is pointed out
				faults.push(element.tagName + " has a ground of its own");
		}
	return faults.slice(0, 3);
}

// In the browser: displays that reach beyond their column, whose end would lie under the page's edge.
function findWide() {
	const faults = [];
	for (const { document } of rendition.getContents())
		for (const element of document.querySelectorAll('.equation, .scrolled, :not(.scrolled) > math[display="block"]')) {
			const room = element.parentElement.closest("p, div, li, td, blockquote, section, body").getClientRects();
			const most = Math.max(...[...room].map(box => box.width)) + 1;
			const shown = document.defaultView.getComputedStyle(element).overflowX === "visible" ? element.scrollWidth : 0;
			if (Math.max(element.getBoundingClientRect().width, shown) > most)
				faults.push(element.tagName + " is wider than its column: " + element.textContent.slice(0, 30));
		}
	return faults.slice(0, 3);
}

async function photograph(page, name, index) {
	const faults = [];
	const hrefs = await page.evaluate(() => book.spine.spineItems.filter(item => item.linear !== false && item.linear !== "no").map(item => item.href));
	const wanted = hrefs.filter((href, at) => at < 5 || at === hrefs.length - 1);
	for (const [theme, [colour, ground]] of Object.entries(themes)) {
		await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: theme === "dark" ? "dark" : "light" }]);
		await page.evaluate((c, g) => {
			rendition.themes.override("color", c, true);
			rendition.themes.override("background", g, true);
		}, colour, ground);
		for (const href of wanted) {
			await page.evaluate(at => rendition.display(at), href);
			faults.push(...await page.evaluate(findColours, ground), ...await page.evaluate(findWide));
			await page.evaluate(g => { document.body.style.background = g; }, ground);
			await page.screenshot({ path: path.join(shots, name + "-" + theme + "-" + wanted.indexOf(href) + ".png") });
		}
	}
	return faults;
}

async function read(browser, index) {
	const name = path.basename(books[index], ".epub"), faults = [];
	const page = await browser.newPage();
	await page.setViewport({ width: 800, height: 1000 });
	page.on("console", message => message.type() === "error" && faults.push("console: " + message.text()));
	page.on("pageerror", error => faults.push("error: " + error.message));
	page.on("requestfailed", request => faults.push("failed: " + request.url()));
	await page.goto("http://127.0.0.1:" + server.address().port + "/");
	const opened = await page.evaluate(open, index);
	const links = await page.evaluate(followAll), contents = await page.evaluate(showContents);
	faults.push(...links.faults, ...contents.faults, ...await page.evaluate(pressNote), ...await photograph(page, name, index));
	await page.close();
	console.log("%s: %d files, %d pages listed, %d entries, %d links, %d notes, %d faults", name, opened.spine, opened.pages,
		contents.entries, links.links, links.notes, faults.length);
	faults.slice(0, 20).forEach(fault => console.log("  " + fault));
	return faults.length;
}

(async () => {
	let faults = 0;
	fs.mkdirSync(shots, { recursive: true });
	await new Promise(done => server.listen(0, "127.0.0.1", done));
	const browser = await puppeteer.launch({ executablePath: process.env.PUPPETEER_EXECUTABLE_PATH, headless: true,
		args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"] });
	for (let index = 0; index < books.length; index++)
		faults += await read(browser, index);
	await browser.close();
	server.close();
	process.exit(faults ? 1 : 0);
})();
