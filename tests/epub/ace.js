// Ace on many books in one browser; every finding is a fault.  node ace.js TOOLS BOOK...
const fs = require("fs"), os = require("os"), path = require("path");
const [tools, ...books] = process.argv.slice(2).map(name => path.resolve(name));
const need = name => require(path.join(tools, "node_modules/@daisy", name));
const ace = need("ace-core"), runner = need("ace-axe-runner-puppeteer");

// One browser for all books, not one for each.
const shared = { concurrency: 2, run: runner.run, setTimeout: runner.setTimeout, launch: async () => {}, close: async () => {} };

function findings(report) {
	const found = [];
	for (const page of report.assertions)
		for (const one of page.assertions)
			found.push("  " + page["earl:testSubject"].url + ": " + one["earl:test"]["dct:title"] + ": " + one["earl:result"]["dct:description"]);
	return found;
}

(async () => {
	let failed = 0;
	const out = fs.mkdtempSync(path.join(os.tmpdir(), "ace-"));
	need("ace-logger").initLogger({ silent: true });
	await runner.launch();
	for (const book of books) {
		const [, report] = await ace(book, { cwd: process.cwd(), outdir: out, silent: true }, shared);
		const found = findings(report);
		if (!found.length && report["earl:result"]["earl:outcome"] === "pass")
			continue;
		failed++;
		console.log("FAILED Ace on " + book + "\n" + found.join("\n"));
	}
	await runner.close();
	fs.rmSync(out, { recursive: true, force: true });
	console.log("Ace: " + (books.length - failed) + " books passed, " + failed + " failed");
	process.exit(failed ? 1 : 0);
})();
