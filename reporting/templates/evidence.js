"use strict";
// Counts the map again under filters and shows what is in a cell. Every text is set as text, never read as markup.
const map = JSON.parse(document.getElementById("data").textContent);
const at = (id) => document.getElementById(id);
const buttons = [...document.querySelectorAll("[data-cell]")];

function h(tag, more, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(more || {})) made.setAttribute(name, value);
  made.append(...children.flat().filter((one) => one !== "" && one != null && one !== false));
  return made;
}

// Paper has nothing to click: what is folded away is printed too.
addEventListener("beforeprint", () => { for (const one of document.querySelectorAll("details")) one.open = true; });

const filters = new Map();
const words = (name, study, cell) => name === map.perspective
  ? [...new Set((cell.studies[study] || []).map((id) => map.extracts[id][3] || "not stated"))]
  : map.splits[name][study] || [];
const fits = (study, cell) => [...filters].every(([name, wanted]) => !wanted || words(name, study, cell).includes(wanted));
// A perspective is said by an extract, so it tells which findings count and not in which studies somebody looked.
const looked = (study, cell) => [...filters].every(([name, wanted]) => !wanted || name === map.perspective || words(name, study, cell).includes(wanted));

function counted(cell) {
  const having = Object.keys(cell.studies).filter((one) => fits(one, cell)), assessed = cell.assessed.filter((one) => looked(one, cell));
  const among = new Set(assessed), present = having.filter((one) => among.has(one)).length, more = having.length - present;
  const said = assessed.length ? `${present} of ${assessed.length}` + (more ? `, and ${more} more` : "") : more ? `${more}, nobody looked through the others` : "not assessed";
  return { having, assessed, said };
}

function breakdown(cell, having) {
  const often = new Map(), name = at("split").value;
  if (!name) return "";
  for (const one of having) for (const word of words(name, one, cell)) often.set(word, (often.get(word) || 0) + 1);
  return [...often].sort().map(([word, count]) => `${word}: ${count}`).join("; ");
}

function draw() {
  for (const button of buttons) {
    const cell = map.cells[button.dataset.cell], found = counted(cell);
    button.querySelector("b").textContent = found.said;
    button.querySelector("span").textContent = breakdown(cell, found.having);
    button.className = found.having.length ? "some" : found.assessed.length ? "none" : "unknown";
  }
  const used = [...filters].filter(([, wanted]) => wanted);
  const kinds = ["none", "unknown"].map((kind) => buttons.filter((one) => one.className === kind).length);
  at("state").textContent = (used.length ? `Only studies with ${used.map(([name, wanted]) => `${name}: ${wanted}`).join(" and ")}. ` : "All studies. ")
    + `Of ${buttons.length} cells ${kinds[0]} are empty (people looked and found nothing; a cell says what that may be read as) and ${kinds[1]} not assessed (nobody looked).`;
}

function show(button) {
  const cell = map.cells[button.dataset.cell], { having, assessed, said } = counted(cell), without = assessed.filter((one) => !having.includes(one));
  const study = (id) => h("a", { href: "trace.html#" + map.studies[id][1] }, map.studies[id][0]);
  const facts = (id) => Object.keys(map.splits).map((name) => `${name}: ${words(name, id, cell).join(", ")}`).join("; ");
  for (const one of buttons) one.setAttribute("aria-pressed", one === button);
  at("chosen").replaceChildren(
    h("h3", { tabindex: "-1" }, `${cell.name}: ${said}`),
    cell.claim ? h("p", {}, "May be read as: ", h("b", {}, cell.claim[1]), ". ", h("a", { href: "trace.html#" + cell.claim[0] }, "How sure one can be")) : "",
    ...having.map((id) => h("div", { class: "card" }, h("h4", {}, study(id)), h("p", { class: "small" }, facts(id)),
      h("ul", {}, cell.studies[id].map((key) => h("li", {}, h("a", { href: "trace.html#" + map.extracts[key][0] }, `${map.extracts[key][1]}${map.extracts[key][2] ? `, page ${map.extracts[key][2]}` : ""}`), map.extracts[key][4] ? h("q", {}, map.extracts[key][4]) : ""))))),
    having.length ? "" : h("p", { class: "empty" }, assessed.length ? "None of the studies that were looked through has it." : "Nobody looked."),
    h("h4", {}, without.length ? `Looked through, and not found in ${without.length}` : assessed.length ? "Every study that was looked through has it" : "Nobody recorded a look through any study"),
    h("ul", {}, without.map((id) => h("li", {}, study(id)))));
  history.replaceState(null, "", "#" + cell.a);
}

if (buttons.length) {
  const names = [map.perspective, ...Object.keys(map.splits)];
  at("split").append(...names.map((name) => h("option", {}, name)));
  for (const name of names) {
    const every = map.cells.flatMap((cell) => [...new Set([...Object.keys(cell.studies), ...cell.assessed])].flatMap((one) => words(name, one, cell)));
    const select = h("select", { "aria-label": name }, h("option", { value: "" }, "all"), [...new Set(every)].sort().map((word) => h("option", {}, word)));
    select.addEventListener("input", () => { filters.set(name, select.value); draw(); });
    at("filters").append(h("label", {}, name, " ", select));
  }
  at("split").addEventListener("input", draw);
  document.querySelector("form").addEventListener("reset", () => setTimeout(() => { filters.clear(); draw(); }));
  for (const button of buttons) button.addEventListener("click", () => { show(button); at("chosen").querySelector("h3").focus(); });
  draw();
  const follow = () => {
    const named = buttons.find((one) => "#" + one.id === location.hash);
    if (named) { show(named); at("chosen").querySelector("h3").focus(); }
  };
  addEventListener("hashchange", follow);
  follow();
}
