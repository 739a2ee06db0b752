"use strict";
// What the page knows, and what of it is listed. Every text is set as text: nothing of the data is ever read as markup.
const trace = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const PAGE = 250; // entries of a list that are drawn at once: more would only slow the browser down
const CARDS = 10; // quotes of a claim that are drawn at once

function h(tag, more, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(more || {})) if (value !== false && value != null) made.setAttribute(name, value);
  made.append(...children.flat().filter((one) => one !== "" && one != null && one !== false));
  return made;
}

const many = (count, noun) => `${count.toLocaleString("en-GB")} ${count === 1 ? noun : noun.replace(/y$/, "ie") + "s"}`;
const by = (rows, key) => new Map(rows.map((one) => [one[key], one]));
const extracts = by(trace.extracts, "id"), studies = by(trace.studies, "id"), reports = by(trace.reports, "id");
const records = by(trace.records, "id"), searches = by(trace.searches, "n");
const codeName = (id) => (trace.codes[id] || [id])[0];
const familyOf = (id) => (trace.codes[id] || [0, 0, id.split(".")[0]])[2];
const studyName = (id) => (studies.get(id) || { name: id }).name;
const citation = (one) => [one.authors, one.year && `(${one.year})`, one.title].filter(Boolean).join(" ");
const go = (one, text) => h("a", { href: "#" + one.a }, text);

let pictures = null;
function picture(id) {
  pictures = pictures || JSON.parse(at("images").textContent);
  return pictures[id];
}

// ---------------------------------------------------------------------------------------------------- from record to claim
function grouped(rows, keys) {
  const found = new Map();
  for (const one of rows) for (const key of keys(one)) (found.get(key) || found.set(key, []).get(key)).push(one);
  return found;
}
const extractsOf = grouped(trace.extracts, (one) => [one.study]);
const claimsOn = grouped(trace.claims, (one) => new Set([...one.extracts, ...one.against, ...one.looked]));
const saidOf = (one) => new Set([...one.studies, ...[...one.extracts, ...one.against].map((id) => extracts.get(id).study)]);
const claimsOf = grouped(trace.claims, saidOf), countedIn = grouped(trace.claims, (one) => one.assessed.filter((id) => !saidOf(one).has(id)));

// ------------------------------------------------------------------------------------------------------------- the lists
const LISTS = {
  claims: { name: "Claims", rows: trace.claims, kind: (one) => one.kind, families: (one) => one.families,
    studies: (one) => [...saidOf(one), ...one.assessed],
    words: (one) => [one.kind, one.name, one.text, ...one.families.flatMap((id) => [id, codeName(id)])], show: (one) => [one.kind, one.name, one.text] },
  extracts: { name: "Extracts", rows: trace.extracts, kind: (one) => one.status, families: (one) => [familyOf(one.code)], studies: (one) => [one.study],
    words: (one) => [one.id, studyName(one.study), codeName(one.code), one.status, one.quote, one.value],
    show: (one) => [`${codeName(one.code)}, ${one.status}`, studyName(one.study) + (one.page ? `, page ${one.page}` : ""), one.quote || "no quote: a person looked and found nothing"] },
  studies: { name: "Studies", rows: trace.studies, kind: () => "", families: (one) => (extractsOf.get(one.id) || []).map((two) => familyOf(two.code)), studies: (one) => [one.id],
    words: (one) => [one.id, one.name, ...one.reports.map((id) => citation(reports.get(id)))],
    show: (one) => [many((extractsOf.get(one.id) || []).length, "extract"), one.name, one.reports.map((id) => reports.get(id).title).join("; ")] },
  records: { name: "Records whose full text was sought", rows: trace.records, kind: (one) => one.source, families: (one) => (extractsOf.get(reports.get(one.report).study) || []).map((two) => familyOf(two.code)), studies: (one) => [reports.get(one.report).study],
    words: (one) => [one.id, one.source, one.ref, one.authors, one.year, one.title, one.doi], show: (one) => [`${(searches.get(one.search) || { name: one.source }).name}: ${one.ref}`, one.title || one.id, `${one.authors} ${one.year}`] },
  searches: { name: "Searches", rows: trace.searches, kind: (one) => one.source, families: () => [], studies: () => [],
    words: (one) => [one.name, one.date, one.strategy, ...one.facts.flat()], show: (one) => [one.date, one.name, one.strategy.slice(0, 200) || one.why] },
};
let listed = "claims", shown = PAGE;
const said = new Map(); // what an entry is found by, worked out once

function words(list, one) {
  if (!said.has(one)) said.set(one, list.words(one).join(" ").toLowerCase());
  return said.get(one);
}

function chosen() {
  const list = LISTS[listed], wanted = at("find").value.toLowerCase().split(/\s+/).filter(Boolean);
  const [kind, study, family] = ["kind", "study", "family"].map((id) => at(id).value);
  return list.rows.filter((one) =>
    (!kind || list.kind(one) === kind) && (!study || list.studies(one).includes(study)) &&
    (!family || list.families(one).includes(family)) && wanted.every((word) => words(list, one).includes(word)));
}

function renderList() {
  const list = LISTS[listed], rows = chosen(), here = location.hash.slice(1);
  at("results-title").textContent = list.name;
  at("count").textContent = rows.length === list.rows.length ? `${rows.length.toLocaleString("en-GB")} in all` : `${rows.length.toLocaleString("en-GB")} of ${list.rows.length.toLocaleString("en-GB")}`;
  at("list").replaceChildren(...rows.slice(0, shown).map((one) => {
    const [small, name, text] = list.show(one);
    return h("li", {}, h("a", { href: "#" + one.a, "aria-current": one.a === here && "true" }, h("small", {}, small), h("b", {}, name), h("span", {}, text)));
  }));
  at("more").hidden = rows.length <= shown;
  at("nothing").hidden = Boolean(rows.length) || !list.rows.length;
  at("clear").hidden = !["find", "kind", "study", "family"].some((id) => at(id).value);
}

function options(id, values, name) {
  const first = at(id).options[0];
  at(id).replaceChildren(first, ...values.map((one) => h("option", { value: one }, name(one))));
}

function choose(list) {
  listed = list; shown = PAGE;
  for (const one of document.querySelectorAll("[data-list]")) one.setAttribute("aria-pressed", one.dataset.list === list);
  const kinds = [...new Set(LISTS[list].rows.map(LISTS[list].kind))].filter(Boolean);
  options("kind", kinds, (one) => one);
  at("kind").parentElement.hidden = !kinds.length;
  renderList();
}

for (const one of document.querySelectorAll("[data-list]")) {
  one.querySelector("span").textContent = LISTS[one.dataset.list].rows.length.toLocaleString("en-GB");
  one.addEventListener("click", () => choose(one.dataset.list));
}
for (const id of ["find", "kind", "study", "family"]) at(id).addEventListener("input", () => { shown = PAGE; renderList(); });
at("clear").addEventListener("click", () => { for (const id of ["find", "kind", "study", "family"]) at(id).value = ""; shown = PAGE; renderList(); at("find").focus(); });
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
at("more").addEventListener("click", () => {
  const before = shown;
  shown += PAGE;
  renderList();
  at("list").children[before].querySelector("a").focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) { event.preventDefault(); at("find").focus(); }
});
addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });
addEventListener("beforeprint", () => { if (!document.body.classList.contains("detailed")) { shown = Infinity; renderList(); } });
options("study", trace.studies.map((one) => one.id), studyName);
options("family", [...new Set(trace.extracts.map((one) => familyOf(one.code)))], codeName);
