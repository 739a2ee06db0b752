// What one thing looks like: a claim with its quotes, an extract with its page and its way back to the search.
const facts = (pairs) => h("dl", {}, pairs.filter(([, text]) => text).map(([name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text))));
const list = (rows, none) => rows.length ? h("ul", { class: "plain" }, rows.map((one) => h("li", {}, one))) : h("p", { class: "empty" }, none);
const sourceName = (one) => (searches.get(one.search) || { name: one.source }).name;
// What a claim says, less what its parts say again below it.
const lead = (one) => one.sure.reduce((text, [, part]) => text.replace(part, ""), one.text).replace(/ {2,}/g, " ").trim();
const claimLinks = (rows) => list((rows || []).map((one) => [h("span", { class: "kind" }, one.kind + " "), go(one, one.name)]), "No claim rests on it.");
const claimsFrom = (study) => [h("h3", {}, "Claims that rest on it"), claimLinks(claimsOf.get(study)),
  countedIn.has(study) ? h("details", {}, h("summary", {}, `${many(countedIn.get(study).length, "claim")} only count it among the studies looked through`), claimLinks(countedIn.get(study))) : ""];
const looksOf = (ids) => [...grouped(ids.map((id) => extracts.get(id)), (one) => [[one.report, one.who, one.seen].join("|")]).values()].map((same) =>
  [studyLink(same[0].study), studies.has(same[0].study) && studies.get(same[0].study).reports.length > 1 ? `, ${reports.get(same[0].report).file}` : "", ` (${same[0].who}${same[0].seen ? `, ${same[0].seen} perspective` : ""}): `, ...same.flatMap((one, place) => [place ? "; " : "", go(one, codeName(one.code))])]);
const studyLink = (id) => studies.has(id) ? go(studies.get(id), studyName(id)) : studyName(id);

function onPage(one, heading) {
  const found = picture(one.id), report = reports.get(one.report), place = `${studyName(one.study)}${one.page ? `, page ${one.page}` : ""}`;
  const name = h(heading, {}, go(one, place));
  const what = h("p", { class: "small" }, `${codeName(one.code)}: ${one.status}; ${one.by}${one.seen ? `; ${one.seen} perspective` : ""}${one.value ? `; value: ${one.value}` : ""}`);
  if (one.status === "looked for, not found") return h("article", { class: "card" }, name, h("p", {}, `${one.who} looked for "${codeName(one.code)}" in the whole text and found nothing.`), what);
  const text = h("blockquote", { class: "quote" }, one.before && one.before + (/["“‘(\[]$/.test(one.before) ? "" : " "), one.quote ? h("mark", {}, one.quote) : h("em", {}, "This text may not be shown."),
    one.after && (/^["”’)\].,;:!?]/.test(one.after) ? "" : " ") + one.after);
  const image = found && h("figure", { class: "page" }, h("div", { tabindex: "0", role: "group", "aria-label": `Page image: ${place}` },
    h("img", { src: found[0], width: found[1], height: found[2], alt: `Page ${one.page} of ${report.title}, with the quote boxed: ${one.quote}` })),
    h("figcaption", {}, `Page ${one.page} of ${report.file}${report.licence ? ` (${report.licence})` : ""}`));
  const why = !found && h("p", { class: "small" }, `Page ${one.page} of ${report.file}. No page image: ${one.why || "none was made"}.`);
  return h("article", { class: "card" }, name, what, text, image || why);
}

function cards(ids, heading) {
  // Those with a picture first: whoever opens a claim sees a page at once.
  const rows = ids.map((id) => extracts.get(id)).sort((one, two) => !picture(one.id) - !picture(two.id)), made = h("div", {});
  const more = h("button", { type: "button" }), printed = h("p", { class: "printed" });
  let drawn = 0;
  const next = () => {
    const fresh = rows.slice(drawn, drawn + CARDS).map((one) => onPage(one, heading));
    more.before(...fresh);
    if (drawn) fresh[0].querySelector("a").focus();
    drawn += CARDS;
    more.hidden = drawn >= rows.length;
    more.textContent = `Show ${Math.min(CARDS, rows.length - drawn)} more of ${rows.length}`;
    printed.textContent = more.hidden ? "" : `${drawn} of ${rows.length} are printed here; the others stand in the file.`;
  };
  made.append(more, printed);
  more.addEventListener("click", next);
  next();
  return made;
}

function claimView(one) {
  const beside = one.assessed.filter((id) => !one.studies.includes(id));
  return [
    h("p", { class: "kind" }, one.kind), h("h2", { tabindex: "-1" }, one.name), h("p", { class: "lead" }, lead(one)),
    one.sure.length ? [h("h3", {}, "How sure one can be"), h("dl", { class: "sure" }, one.sure.map(([name, text]) => h("div", {}, h("dt", {}, name), h("dd", {}, text))))] : "",
    h("h3", {}, `What it rests on: ${many(one.extracts.length, "extract")}`),
    one.extracts.length ? cards(one.extracts, "h4") : h("p", { class: "empty" }, one.looked.length ? "No quote says it. The claim rests on people who looked and found nothing, listed below." : "No quote stands behind it."),
    one.against.length ? [h("h3", {}, `What speaks against it: ${many(one.against.length, "extract")}`), cards(one.against, "h4")] : "",
    h("h3", {}, `Said of ${many(one.studies.length, "study")}`), list(one.studies.map(studyLink), "Of no study."),
    one.assessed.length ? [h("h3", {}, `Counted among ${many(one.assessed.length, "study")}`), list(beside.map(studyLink), "All of them are named above."),
      beside.length < one.assessed.length && beside.length ? h("p", { class: "small" }, "and those named above.") : ""] : "",
    one.looked.length ? [h("h3", {}, `Looked for and not found: ${many(one.looked.length, "record")} of a look`),
      list(looksOf(one.looked), "")] : "",
    one.checked.length ? h("details", {}, h("summary", {}, `How well coders find it: ${many(one.checked.length, "first coding")} of texts that two people coded`),
      list(looksOf(one.checked), "")) : "",
    h("p", { class: "small" }, `The numbers stand in ${one.basis.split(", ").map((name) => `results/synthesis/${name}`).join(", ")}.`),
  ];
}

function wayBack(report, record, study = true) {
  const step = (name, content) => h("li", {}, h("b", {}, name + ": "), content);
  const found = record ? [record] : report.records.map((id) => records.get(id)).filter(Boolean);
  return h("ol", { class: "way" },
    study ? step("Study", studyLink(report.study)) : "",
    step("Report", [go(report, citation(report) || report.id), report.had ? `, ${report.had}` : ""]),
    found.map((one) => step("Record", [go(one, `${sourceName(one)}: ${one.ref}`),
      one.search ? [", from the search ", go(searches.get(one.search), `${searches.get(one.search).name}, ${searches.get(one.search).date}`)] : ""].flat())));
}

function extractView(one) {
  const [, definition, family] = trace.codes[one.code] || [0, "", ""];
  return [
    h("p", { class: "kind" }, "extract"), h("h2", { tabindex: "-1" }, `${codeName(one.code)} in ${studyName(one.study)}`), onPage(one, "h3"),
    h("h3", {}, "How it was coded"),
    facts([["Code", `${one.code} ${codeName(one.code)}`], ["What the code means", definition], ["Family", codeName(family)], ["Coded by", one.who], ["How the quote was found again", one.found], ["Second person", one.check || "nobody has looked at it"], ["Extract", one.id]]),
    h("h3", {}, "Claims that rest on it"), claimLinks(claimsOn.get(one.id)),
    h("h3", {}, "Where it comes from"), wayBack(reports.get(one.report)),
  ];
}

function studyView(one) {
  const own = extractsOf.get(one.id) || [];
  return [
    h("p", { class: "kind" }, "study"), h("h2", { tabindex: "-1" }, one.name),
    h("h3", {}, "Reports and records"), one.reports.map((id) => wayBack(reports.get(id), null, false)),
    claimsFrom(one.id),
    h("h3", {}, many(own.length, "extract")), list(own.map((two) => [go(two, `${codeName(two.code)}${two.page ? `, page ${two.page}` : ""}`), ` (${two.status})`]), "Nothing has been coded."),
  ];
}

function reportView(one) {
  const own = trace.extracts.filter((two) => two.report === one.id);
  return [
    h("p", { class: "kind" }, "report"), h("h2", { tabindex: "-1" }, one.title || one.id),
    facts([["Authors", one.authors], ["Year", one.year], ["In", one.venue], ["DOI", one.doi && h("a", { href: "https://doi.org/" + one.doi, rel: "noreferrer" }, one.doi)], ["Full text", one.file], ["Had from", one.had], ["Licence", one.licence || "not recorded"], ["Decision on the full text", one.outcome], ["Report", one.id]]),
    h("h3", {}, "Where it comes from"), wayBack(one),
    h("h3", {}, many(own.length, "extract")), list(own.map((two) => go(two, `${codeName(two.code)}${two.page ? `, page ${two.page}` : ""}`)), "Nothing has been coded."),
  ];
}

function recordView(one) {
  const report = reports.get(one.report), search = searches.get(one.search);
  return [
    h("p", { class: "kind" }, "record"), h("h2", { tabindex: "-1" }, one.title || one.id),
    facts([["Authors", one.authors], ["Year", one.year], ["In", one.venue], ["DOI", one.doi], ["Source", sourceName(one)], ["Place in the export", one.ref], ["Record", one.id]]),
    h("h3", {}, "The entry in the export, as it came"),
    one.entry ? h("pre", { tabindex: "0", role: "region", "aria-label": "The entry in the export" }, one.entry) : h("p", {}, one.hash ? `It may not leave the team (leaves_team in config.yaml). Its hash is ${one.hash}.` : "The export holds no entry of this record."),
    search ? [h("h3", {}, "The search that brought it"), searchFacts(search), h("p", {}, go(search, "The whole search"))] : "",
    h("h3", {}, "What became of it"), wayBack(report, one),
    claimsFrom(report.study),
  ];
}

const searchFacts = (one) => [facts(one.facts), one.strategy ? h("pre", { tabindex: "0", role: "region", "aria-label": "The strategy as it was run" }, one.strategy) : h("p", { class: "empty" }, one.why)];

function searchView(one) {
  const brought = trace.records.filter((two) => two.search === one.n);
  return [
    h("p", { class: "kind" }, "search"), h("h2", { tabindex: "-1" }, `${one.name}, ${one.date}`), searchFacts(one),
    h("h3", {}, `${many(brought.length, "record")} of it whose full text was sought`), list(brought.map((two) => go(two, two.title || two.id)), "None."),
  ];
}

// ---------------------------------------------------------------------------------------------------------------- routes
const VIEWS = [[trace.claims, claimView, "claims"], [trace.extracts, extractView, "extracts"], [trace.studies, studyView, "studies"], [trace.reports, reportView, ""], [trace.records, recordView, "records"], [trace.searches, searchView, "searches"]];
const places = new Map(VIEWS.flatMap(([rows, view, name]) => rows.map((one) => [one.a, () => { if (name && name !== listed && !opened) choose(name); return view(one); }])));
const FIRST = ["headline", "finding", "theme"];
const START = () => [
  h("h2", { tabindex: "-1" }, "What the review says"),
  h("p", {}, "Each claim leads to its quotes on their pages, and from there to report, study, record and search; the same way leads back. Press / to search."),
  FIRST.map((kind) => { const own = trace.claims.filter((one) => one.kind === kind); return own.length ? [h("h3", { class: "group" }, many(own.length, kind)),
    own.map((one) => h("article", { class: "card" }, h("h4", {}, go(one, one.name)), h("p", {}, lead(one))))] : ""; }),
];
let opened = false;

function route() {
  const name = decodeURIComponent(location.hash.slice(1)), place = places.get(name);
  if (name && !place && at(name)) { document.body.classList.remove("detailed"); renderList(); at(name).focus(); return; }
  const missing = name && !place ? [h("h2", { tabindex: "-1" }, "Not here"), h("p", {}, `Nothing in this trace has the address "${name}".`)] : START();
  const content = place ? place() : missing;
  document.body.classList.toggle("detailed", Boolean(name));
  at("detail").replaceChildren(h("a", { class: "back", href: "#results" }, "Back to the list"), ...content.flat(9).filter((one) => one !== "" && one != null && one !== false));
  renderList();
  if (name) { scrollTo(0, 0); at("detail").querySelector("h2").focus(); }
  opened = true;
}

addEventListener("hashchange", route);
choose("claims");
route();
