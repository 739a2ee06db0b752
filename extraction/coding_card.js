// Draws what coding_card.py knows and tells it what the coder did: the page on the left, the codebook's form on the right.
// Moving among suggestions happens here; only pages and what is to be saved go to the notebook.

const HELP = [
  ["j k", "next, previous suggestion"],
  ["a", "accept, or save what you changed"],
  ["r", "reject; on a coding of yours, remove it"],
  ["c", "code the words that you selected"],
  ["g", "give it another code"],
  ["s", "take the selected words as its quote"],
  [", .", "end of the quote a word back, on"],
  ["< >", "start of the quote a word back, on"],
  ["1 to 6", "status"],
  ["q", "whose statement it is"],
  ["w", "perspective"],
  ["e", "function"],
  ["o v n", "write origin, value, note"],
  ["f", "looked for, not found"],
  ["u", "undo"],
  ["[ ]", "page back, on"],
  ["+ - 0", "larger, smaller, whole width"],
  ["{ }", "document before, after"],
  ["t", "show what waits, what is coded, all"],
  ["h", "marks on the page on or off"],
  ["?", "show or hide this help"],
];

const SHOWN = { waiting: "to decide", coded: "coded by you", rejected: "rejected", all: "all" };
// Lines of the list around the current one: a long report has thousands, and a list of them all would make keys slow.
const AROUND = 40;
const ZOOMS = [60, 80, 100, 125, 150, 200, 250];

function render({ model, el }) {
  const card = build(el);
  const view = model.get("view");
  const post = messenger(model, card);
  const now = {
    view, post, model,
    codes: new Map(), families: [], progress: { ...view.progress },
    document: "", pages: 0, items: new Map(), looked: {},
    key: "", form: null, selection: null, page: 0, sheets: new Map(), wanted: new Set(),
    show: "waiting", family: "", zoom: 100,
  };
  const acts = actions(card, now);

  const onAnswer = (answer, buffers) => hear(card, now, answer, buffers);
  model.on("msg:custom", onAnswer);
  card.root.addEventListener("keydown", (event) => onKey(event, card, now, acts));
  card.root.addEventListener("click", (event) => onClick(event, card, now, acts));
  card.root.addEventListener("change", (event) => onChange(event, card, now));
  card.root.addEventListener("input", (event) => onInput(event, card, now));
  selecting(card, now);
  start(card, now);
  const focusing = window.setTimeout(() => card.body.focus({ preventScroll: true }), 300);
  return () => {
    window.clearTimeout(focusing);
    post.answered();
    model.off("msg:custom", onAnswer);
    for (const sheet of now.sheets.values()) if (sheet.url) URL.revokeObjectURL(sheet.url);
  };
}

function start(card, now) {
  const { view } = now;
  card.root.dataset.state = view.state;
  showProblem(card, view.problem);
  if (view.state === "error") return;
  now.families = view.codebook;
  for (const family of view.codebook) for (const code of family.codes) now.codes.set(code.id, { ...code, family });
  card.who.textContent = view.reviewer;
  card.synthetic.hidden = !view.synthetic;
  fillDocuments(card, now);
  if (view.documents.length) openDocument(card, now, view.documents[0].document_id);
  else showProblem(card, "There is no full text to code yet. Put files into review/fulltexts and run the review.");
}

function openDocument(card, now, document_id) {
  if (!now.post.send({ do: "open", document: document_id })) return;
  Object.assign(now, { key: "", form: null, selection: null, page: 0 });
}

// Hearing

function hear(card, now, answer, buffers) {
  if (answer.kind === "page") return hearPage(card, now, answer, buffers);
  now.post.answered();
  showProblem(card, answer.problem);
  if (answer.kind === "document") hearDocument(card, now, answer);
  if (answer.kind === "saved") hearSaved(card, now, answer);
}

function hearDocument(card, now, answer) {
  Object.assign(now, { document: answer.document, pages: answer.pages, looked: answer.looked });
  now.items = new Map(answer.items.map((item) => [item.key, item]));
  Object.assign(now.progress, answer.progress);
  fillDocuments(card, now);
  fillFamilies(card, now);
  const first = visible(now)[0];
  if (first) choose(card, now, first.key);
  else {
    fillAll(card, now);
    if (answer.pages) turnTo(card, now, 1);
    else card.paper.replaceChildren();
  }
}

function hearSaved(card, now, answer) {
  const before = now.items.get(now.key);
  const was = before || now.form;
  for (const key of answer.gone) now.items.delete(key);
  for (const item of answer.changed) now.items.set(item.key, item);
  now.looked = answer.looked;
  Object.assign(now.progress, answer.progress);
  now.selection = null;
  card.said.textContent = card.toast.textContent = answer.said;
  fillFamilies(card, now);
  fillCounts(card, now);
  const next = (was && visible(now).find((item) => isAfter(item, was))) || visible(now).at(-1);
  if (next) choose(card, now, next.key);
  else {
    Object.assign(now, { key: "", form: null });
    fillAll(card, now);
    mark(card, now);
  }
  card.body.focus({ preventScroll: true });
}

function hearPage(card, now, answer, buffers) {
  const name = `${answer.document} ${answer.page}`;
  const url = buffers.length ? URL.createObjectURL(new Blob([buffers[0]], { type: "image/png" })) : "";
  now.sheets.set(name, { ...answer, url, flat: answer.words.flat() });
  now.wanted.delete(name);
  if (answer.document === now.document && answer.page === now.page) drawPage(card, now);
}

// Doing

function actions(card, now) {
  const step = (by) => {
    const listed = visible(now);
    const at = listed.findIndex((item) => item.key === now.key);
    const next = at < 0 ? listed[by > 0 ? 0 : listed.length - 1] : listed[at + by];
    if (next) choose(card, now, next.key);
  };
  const turn = (by) => now.pages && turnTo(card, now, Math.min(Math.max(now.page + by, 1), now.pages));
  const item = () => now.items.get(now.key);
  const cycle = (field, values, isAsked = true) => {
    if (!now.form || !isAsked) return;
    now.form[field] = values[(values.indexOf(now.form[field] || values[0]) + 1) % values.length];
    fillForm(card, now);
  };
  const asks = (field) => now.form && now.codes.get(now.form.code_id)?.family.asks.includes(field);
  return {
    next: () => step(1),
    previous: () => step(-1),
    accept: () => {
      if (!now.form) return;
      const replaces = item()?.event_id && !item().rejected ? now.key : "";
      if (item()?.rejected) return say(card, "You rejected this one. Undo that, or remove the rejection with r.");
      now.post.send({ do: "save", document: now.document, coding: now.form, replaces });
    },
    reject: () => {
      if (!now.form) return;
      if (!item()) return drop(card, now);
      if (item().event_id) now.post.send({ do: "remove", document: now.document, event_id: now.key });
      else now.post.send({ do: "reject", document: now.document, coding: { ...item(), note: now.form.note } });
    },
    code: () => {
      if (!now.selection) return say(card, "Select words on the page first, with the mouse.");
      pick(card, now, "Which code?", allCodes(now), ([code_id]) => beginCoding(card, now, code_id));
    },
    recode: () => now.form && pick(card, now, "Which code instead?", allCodes(now), ([code_id]) => recode(card, now, code_id)),
    span: () => now.form && now.selection && setSpan(card, now, now.selection.start, now.selection.end, now.page),
    shorter: () => moveEdge(card, now, "end", -1),
    longer: () => moveEdge(card, now, "end", 1),
    earlier: () => moveEdge(card, now, "start", -1),
    later: () => moveEdge(card, now, "start", 1),
    status: (number) => {
      if (!now.form || !now.view.statuses[number - 1]) return;
      now.form.status = now.view.statuses[number - 1];
      fillForm(card, now);
    },
    attribution: () => cycle("attribution", now.view.attributions),
    perspective: () => cycle("perspective", ["", ...now.view.perspectives], asks("perspective")),
    function: () => cycle("function", ["", ...now.view.functions], asks("function")),
    origin: () => now.form && card.origin.focus(),
    value: () => now.form && !card.valueRow.hidden && card.value.focus(),
    note: () => now.form && card.note.focus(),
    look: () => pick(card, now, "Looked for, not found", lookable(now), (codes) => look(now, codes)),
    undo: () => now.document && now.post.send({ do: "undo", document: now.document }),
    forward: () => turn(1),
    back: () => turn(-1),
    larger: () => zoom(card, now, 1),
    smaller: () => zoom(card, now, -1),
    whole: () => zoom(card, now, 0),
    before: () => otherDocument(card, now, -1),
    after: () => otherDocument(card, now, 1),
    show: () => showOther(card, now),
    marks: () => card.root.classList.toggle("no-marks"),
    help: () => (card.help.hidden = !card.help.hidden),
  };
}

const KEYS = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", a: "accept", r: "reject", c: "code", g: "recode",
  s: "span", ",": "shorter", ".": "longer", "<": "earlier", ">": "later", q: "attribution", w: "perspective",
  e: "function", o: "origin", v: "value", n: "note", f: "look", u: "undo", "[": "back", "]": "forward", "+": "larger",
  "=": "larger", "-": "smaller", 0: "whole", "{": "before", "}": "after", t: "show", h: "marks", "?": "help",
};

function onKey(event, card, now, acts) {
  event.stopPropagation();
  const typed = event.target.closest("input:not([type=radio]), textarea, select");
  if (event.key === "Escape") {
    event.preventDefault();
    closePicker(card);
    card.help.hidden = true;
    return card.body.focus();
  }
  if (!card.picker.hidden) return onPickerKey(event, card);
  if (typed) {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      card.body.focus();
    }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const number = "123456".includes(event.key) ? Number(event.key) : 0;
  const name = KEYS[event.key] || KEYS[event.key.toLowerCase()];
  if (!name && !number) return;
  event.preventDefault();
  // A key held down moves on, but decides one only.
  if (event.repeat && !["next", "previous", "forward", "back", "longer", "shorter"].includes(name)) return;
  if (number) acts.status(number);
  else acts[name]();
}

function onClick(event, card, now, acts) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.key) choose(card, now, button.dataset.key);
  else if (button.dataset.family !== undefined) filterFamily(card, now, button.dataset.family);
  else if (button.dataset.act) acts[button.dataset.act]();
}

function onChange(event, card, now) {
  const { target } = event;
  if (target === card.documents) openDocument(card, now, target.value);
  else if (target === card.show) showOnly(card, now, target.value);
  else if (target.name && now.form) now.form[target.name] = target.value;
  if (["documents", "show"].some((name) => target === card[name])) card.body.focus();
}

function onInput(event, card, now) {
  const { target } = event;
  if (target === card.search) return filterPicker(card);
  if (now.form && [card.origin, card.value, card.note].includes(target)) now.form[target.name] = target.value;
}

function choose(card, now, key) {
  const item = now.items.get(key);
  Object.assign(now, { key, form: { ...item }, selection: null });
  fillAll(card, now);
  if (item.page && item.page !== now.page) turnTo(card, now, item.page);
  else mark(card, now);
}

function beginCoding(card, now, code_id) {
  const { start, end } = now.selection;
  const form = { code_id, page: now.page, start, end, quote: textOf(now, start, end), status: now.view.statuses[0] };
  Object.assign(now, { key: "", form: { ...form, attribution: now.view.attributions[0], note: "" }, selection: null });
  fillAll(card, now);
  mark(card, now);
}

// Another code makes it another coding: what a suggestion proposed is then the coder's own.
function recode(card, now, code_id) {
  Object.assign(now.form, { code_id, suggested_by: null });
  fillAll(card, now);
}

function drop(card, now) {
  const first = visible(now)[0];
  Object.assign(now, { key: "", form: null });
  if (first) return choose(card, now, first.key);
  fillAll(card, now);
  mark(card, now);
}

function look(now, codes) {
  now.post.send({ do: "look", document: now.document, codes });
}

function setSpan(card, now, start, end, page) {
  Object.assign(now.form, { start, end, page, quote: textOf(now, start, end) });
  now.selection = null;
  fillForm(card, now);
  mark(card, now, false);
}

function moveEdge(card, now, edge, by) {
  const sheet = sheetOf(now);
  if (!now.form || !sheet || now.form.page !== now.page) return;
  const { start, end } = now.form;
  const inside = sheet.flat.map((word, at) => [word, at]).filter(([word]) => word[0] < end && word[1] > start);
  if (!inside.length) return;
  const at = inside[edge === "end" ? inside.length - 1 : 0][1] + by;
  const word = sheet.flat[at];
  if (!word) return;
  if (edge === "end" && word[1] > start) setSpan(card, now, start, word[1], now.page);
  if (edge === "start" && word[0] < end) setSpan(card, now, word[0], end, now.page);
}

function otherDocument(card, now, by) {
  const names = now.view.documents.map((one) => one.document_id);
  const next = names[names.indexOf(now.document) + by];
  if (next) openDocument(card, now, next);
}

function showOther(card, now) {
  const names = Object.keys(SHOWN);
  showOnly(card, now, names[(names.indexOf(now.show) + 1) % names.length]);
}

function showOnly(card, now, show) {
  now.show = card.show.value = show;
  const listed = visible(now);
  if (listed.length && !listed.some((item) => item.key === now.key)) choose(card, now, listed[0].key);
  else fillList(card, now);
  say(card, `Showing ${SHOWN[show]}: ${listed.length.toLocaleString("en")}.`);
}

function filterFamily(card, now, family) {
  now.family = now.family === family ? "" : family;
  fillFamilies(card, now);
  const listed = visible(now);
  if (listed.length) choose(card, now, listed[0].key);
  else fillList(card, now);
}

function say(card, sentence) {
  card.said.textContent = card.toast.textContent = sentence;
}

// Knowing

function stateOf(item) {
  if (!item.event_id) return "waiting";
  return item.rejected ? "rejected" : "coded";
}

function visible(now) {
  return [...now.items.values()]
    .filter((item) => (now.show === "all" || stateOf(item) === now.show) && (!now.family || familyOf(item.code_id) === now.family))
    .sort(inOrder);
}

function inOrder(a, b) {
  return a.page - b.page || a.start - b.start || (a.code_id < b.code_id ? -1 : 1);
}

function isAfter(item, place) {
  return inOrder(item, place) > 0;
}

function familyOf(code_id) {
  return code_id.split(".")[0];
}

function sheetOf(now) {
  return now.sheets.get(`${now.document} ${now.page}`);
}

function textOf(now, start, end) {
  return sheetOf(now)?.text.slice(start, end) ?? "";
}

function allCodes(now) {
  return now.families.flatMap((family) => family.codes.map((code) => ({ ids: [code.id], name: code.name, more: code.definition, family: family.name })));
}

function lookable(now) {
  const open = now.families.filter((family) => !(family.id in now.looked));
  const all = { ids: open.map((family) => family.id), name: "Everything", more: "I read the whole text and looked for every family", family: "" };
  const families = open.map((family) => ({ ids: [family.id], name: family.name, more: "the whole family", family: family.id }));
  const codes = now.families.flatMap((family) =>
    family.codes.filter((code) => !(code.id in now.looked)).map((code) => ({ ids: [code.id], name: code.name, more: code.definition, family: family.name })));
  return [...(open.length > 1 ? [all] : []), ...families, ...codes];
}

// Filling

function fillAll(card, now) {
  fillCounts(card, now);
  fillForm(card, now);
  fillList(card, now);
}

function fillDocuments(card, now) {
  const option = (one) => {
    const { coded, unfinished } = now.progress[one.document_id];
    const label = [one.authors.split(/[,;]/)[0], one.year].filter(Boolean).join(" ") || one.document_id;
    const more = one.role === "main text" ? "" : `, ${one.role}`;
    const state = one.why_not ? "no text" : unfinished ? `${coded} coded` : `finished, ${coded} coded`;
    const made = make("option", { value: one.document_id }, `${label}${more}: ${one.title.slice(0, 60)} (${state})`);
    made.selected = one.document_id === now.document;
    return made;
  };
  card.documents.replaceChildren(...now.view.documents.map(option));
}

function fillCounts(card, now) {
  const states = [...now.items.values()].map(stateOf);
  const of = (state) => states.filter((one) => one === state).length;
  counted(card, [[of("waiting"), "to decide"], [of("coded"), "coded"], [of("rejected"), "rejected"]]);
  card.bar.max = Math.max(states.length, 1);
  card.bar.value = states.length - of("waiting");
  card.pages.textContent = now.pages ? `Page ${now.page || 1} of ${now.pages}` : "";
}

function fillFamilies(card, now) {
  const count = (family, state) => [...now.items.values()].filter((item) => familyOf(item.code_id) === family && stateOf(item) === state).length;
  const chip = (family) => {
    const waiting = count(family.id, "waiting"), coded = count(family.id, "coded");
    const looked = family.id in now.looked;
    const sign = looked ? "✓" : coded ? "●" : "○";
    const title = `${family.name}: ${coded} coded, ${waiting} to decide${looked ? ", looked for" : ""}`;
    const pressed = String(now.family === family.id);
    return make("button", { type: "button", "data-family": family.id, title, "aria-label": title, "aria-pressed": pressed }, `${sign} ${family.id} `, make("b", {}, String(waiting || "")));
  };
  card.families.replaceChildren(...now.families.map(chip));
}

function fillForm(card, now) {
  const { form } = now;
  card.form.hidden = !form;
  card.nothing.hidden = Boolean(form);
  if (!form) {
    card.nothing.textContent = now.items.size ? "Nothing of this kind is left here. Press t to see more, or f for what you looked for in vain." : "Nothing is suggested for this text. Select words on the page and press c.";
    return;
  }
  const code = now.codes.get(form.code_id);
  const item = now.items.get(now.key);
  card.code.replaceChildren(make("b", {}, code ? code.name : form.code_id), " ", make("span", { class: "id" }, form.code_id));
  card.meaning.replaceChildren(...(code ? meaningOf(code) : ["This code is not in the codebook any more."]));
  card.quote.textContent = form.quote;
  card.quote.classList.toggle("lost", form.page === 0);
  card.why.textContent = whyOf(form, item);
  const asks = code ? code.family.asks : [];
  radios(card.statuses, "status", now.view.statuses, form.status, (at) => String(at + 1));
  radios(card.attributions, "attribution", now.view.attributions, form.attribution);
  radios(card.perspectives, "perspective", ["", ...now.view.perspectives], form.perspective || "");
  radios(card.functions, "function", ["", ...now.view.functions], form.function || "");
  card.perspectiveRow.hidden = !asks.includes("perspective");
  card.functionRow.hidden = !asks.includes("function");
  card.originRow.hidden = !asks.includes("origin") && form.attribution !== "quoted";
  card.valueRow.hidden = !code?.field;
  card.values.replaceChildren(...(code?.values ?? []).map((value) => make("option", { value })));
  card.origins.replaceChildren(...origins(now).map(([value, label]) => make("option", { value }, label)));
  for (const name of ["origin", "value", "note"]) if (document.activeElement !== card[name]) card[name].value = form[name] ?? "";
  const own = item?.event_id && !item.rejected;
  card.accept.firstChild.textContent = own ? "Save" : "Accept";
  card.reject.firstChild.textContent = !item ? "Cancel" : own ? "Remove" : item.rejected ? "Take back" : "Reject";
}

function origins(now) {
  return now.view.documents.map((one) => [one.study_id, `${one.authors.split(/[,;]/)[0]} ${one.year}: ${one.title}`.slice(0, 80)]);
}

function meaningOf(code) {
  const line = (name, text) => text && text !== "-" && make("p", {}, make("span", { class: "soft" }, `${name} `), text);
  return [make("p", {}, code.definition), line("When", code.include_when), line("Not when", code.exclude_when)].filter(Boolean);
}

function whyOf(form, item) {
  if (!item) return "Your own selection";
  if (form.page === 0) return "These words are not in the text any more: code the passage again.";
  if (item.event_id) return item.rejected ? "Rejected by you" : `Coded by you${item.suggested_by ? `, suggested by ${item.suggested_by}` : ""}`;
  return `Suggested because of ${item.reason}${item.score ? ` (${item.score.toFixed(2)})` : ""}`;
}

function radios(holder, name, values, chosen, keyOf = () => "") {
  if (!holder.childElementCount) {
    const one = (value, at) => {
      const input = make("input", { type: "radio", name, value, id: `${holder.dataset.of}-${at}` });
      return make("label", {}, input, keyOf(at) ? kbd(keyOf(at)) : "", make("span", {}, value || "not said"));
    };
    holder.replaceChildren(...values.map(one));
  }
  for (const input of holder.querySelectorAll("input")) input.checked = input.value === chosen;
}

function fillList(card, now) {
  const listed = visible(now);
  const at = Math.max(listed.findIndex((item) => item.key === now.key), 0);
  const from = Math.max(at - AROUND, 0);
  const rows = listed.slice(from, at + AROUND).map((item) => row(item, now));
  const more = (n, where) => n > 0 && make("li", { class: "soft" }, `${n.toLocaleString("en")} more ${where}`);
  card.list.replaceChildren(...[more(from, "before"), ...rows, more(listed.length - at - AROUND, "after")].filter(Boolean));
  const chosen = card.list.querySelector("[aria-current]");
  if (chosen) scrollInto(card.list, chosen);
}

function row(item, now) {
  const name = now.codes.get(item.code_id)?.name ?? item.code_id;
  const attributes = { type: "button", "data-key": item.key, class: stateOf(item), title: item.quote };
  if (item.key === now.key) attributes["aria-current"] = "true";
  const sign = { waiting: "○", coded: "●", rejected: "✕" }[stateOf(item)];
  const place = item.page ? `p. ${item.page}` : "lost";
  return make("li", {}, make("button", attributes, make("span", { class: "place" }, `${sign} ${place}`), make("b", {}, name), make("span", { class: "soft" }, item.quote)));
}

// The card scrolls, the notebook around it does not.
function scrollInto(holder, child) {
  const outer = holder.getBoundingClientRect(), inner = child.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) holder.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}

// The page

function turnTo(card, now, page) {
  now.page = page;
  now.selection = null;
  fillCounts(card, now);
  if (sheetOf(now)) drawPage(card, now);
  else ask(now, page);
  if (page < now.pages) ask(now, page + 1);
}

function ask(now, page) {
  const name = `${now.document} ${page}`;
  if (now.sheets.has(name) || now.wanted.has(name)) return;
  now.wanted.add(name);
  now.model.send({ do: "page", document: now.document, page });
}

function drawPage(card, now) {
  const sheet = sheetOf(now);
  card.paper.classList.toggle("picture", Boolean(sheet.url));
  card.paper.style.width = `${now.zoom}%`;
  const word = ([start, end, ...box]) => {
    const style = box.length ? `left:${box[0] * 100}%;top:${box[1] * 100}%;width:${box[2] * 100}%;height:${box[3] * 100}%` : "";
    return make("span", { class: "word", "data-start": start, "data-end": end, ...(style && { style }) }, `${sheet.text.slice(start, end)} `);
  };
  const lines = sheet.words.map((line) => make(sheet.url ? "div" : "p", {}, ...line.map(word)));
  const picture = sheet.url && make("img", { src: sheet.url, alt: `Page ${sheet.page}`, draggable: "false" });
  if (sheet.url) card.paper.style.aspectRatio = `1 / ${sheet.shape}`;
  else card.paper.style.aspectRatio = "";
  card.paper.replaceChildren(picture || "", ...lines);
  card.pane.scrollTop = 0;
  mark(card, now);
}

// Marks on the page: what waits, what is coded, and the words of the form.
function mark(card, now, follow = true) {
  const here = [...now.items.values()].filter((item) => item.page === now.page && !item.rejected);
  const form = now.form?.page === now.page ? now.form : null;
  const words = [...card.paper.querySelectorAll(".word")];
  const inside = (word, span) => span && Number(word.dataset.start) < span.end && Number(word.dataset.end) > span.start;
  let first = null;
  for (const word of words) {
    const state = here.some((item) => item.event_id && inside(word, item)) ? "coded" : here.some((item) => inside(word, item)) ? "waiting" : "";
    const isNow = inside(word, form);
    word.className = ["word", state, isNow && "now", inside(word, now.selection) && "selected"].filter(Boolean).join(" ");
    if (isNow && !first) first = word;
  }
  if (first && follow) scrollInto(card.pane, first);
}

function zoom(card, now, by) {
  const at = ZOOMS.indexOf(now.zoom);
  now.zoom = by ? ZOOMS[Math.min(Math.max(at + by, 0), ZOOMS.length - 1)] : 100;
  card.paper.style.width = `${now.zoom}%`;
  card.paper.style.fontSize = `${now.zoom}%`;
  say(card, `${now.zoom} %`);
  mark(card, now);
}

// Whole words are selected, from the one on which the button went down to the nearest one under the pointer.
function selecting(card, now) {
  let from = null;
  const select = (event) => {
    const to = nearest(card, event);
    if (!from || !to) return;
    const [a, b] = [from, to].map((word) => [Number(word.dataset.start), Number(word.dataset.end)]);
    now.selection = { start: Math.min(a[0], b[0]), end: Math.max(a[1], b[1]) };
    paint(card, now.selection);
  };
  card.paper.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    card.body.focus({ preventScroll: true });
    from = nearest(card, event);
    now.selection = null;
    paint(card, null);
    card.paper.setPointerCapture(event.pointerId);
  });
  card.paper.addEventListener("pointermove", (event) => from && event.buttons && select(event));
  card.paper.addEventListener("pointerup", (event) => {
    const was = from;
    if (was && now.selection) say(card, "Press c to code these words, or s to take them as the quote of the form.");
    else if (was) atWord(card, now, was);
    from = null;
    event.stopPropagation();
  });
}

function paint(card, selection) {
  for (const word of card.paper.querySelectorAll(".word")) {
    word.classList.toggle("selected", Boolean(selection) && Number(word.dataset.start) < selection.end && Number(word.dataset.end) > selection.start);
  }
}

// A click on marked words goes to what is suggested or coded there; another click on them to the next one.
function atWord(card, now, word) {
  const at = Number(word.dataset.start);
  const here = [...now.items.values()].filter((item) => item.page === now.page && item.start <= at && at < item.end && !item.rejected).sort(inOrder);
  if (!here.length) return;
  const next = here[(here.findIndex((item) => item.key === now.key) + 1) % here.length];
  if (!visible(now).some((item) => item.key === next.key)) now.show = card.show.value = "all";
  choose(card, now, next.key);
}

function nearest(card, event) {
  const hit = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".word");
  if (hit && card.paper.contains(hit)) return hit;
  let best = null, least = Infinity;
  for (const word of card.paper.querySelectorAll(".word")) {
    const box = word.getBoundingClientRect();
    const across = Math.max(box.left - event.clientX, event.clientX - box.right, 0);
    const down = Math.max(box.top - event.clientY, event.clientY - box.bottom, 0);
    const far = across + 3 * down;
    if (far < least) [best, least] = [word, far];
  }
  return best;
}

// Choosing a code

function pick(card, now, title, choices, then) {
  card.pickerTitle.textContent = title;
  card.search.value = "";
  card.picker.hidden = false;
  Object.assign(card, { choices, then, at: 0 });
  filterPicker(card);
  card.search.focus();
}

function filterPicker(card) {
  const words = card.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (one) => {
    const name = `${one.name} ${one.ids.length === 1 ? one.ids[0] : ""}`.toLowerCase(), all = `${name} ${one.more} ${one.family}`.toLowerCase();
    return words.every((word) => name.includes(word)) ? 0 : words.every((word) => all.includes(word)) ? 1 : 2;
  };
  card.found = card.choices.map((one) => [rank(one), one]).filter(([r]) => r < 2).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
  card.at = 0;
  drawPicker(card);
}

function drawPicker(card) {
  const rows = card.found.map((one, at) => {
    const id = one.ids.length === 1 ? one.ids[0] : "";
    const row = make("li", { role: "option", id: `choice-${at}`, "aria-selected": String(at === card.at) }, make("b", {}, one.name), " ", make("span", { class: "id" }, id), make("span", { class: "soft" }, one.more));
    row.addEventListener("click", () => takeChoice(card, at));
    return row;
  });
  card.found.length ? card.choicesList.replaceChildren(...rows) : card.choicesList.replaceChildren(make("li", { class: "soft" }, "No code has these words."));
  card.search.setAttribute("aria-activedescendant", `choice-${card.at}`);
  if (rows[card.at]) scrollInto(card.choicesList, rows[card.at]);
}

function onPickerKey(event, card) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    card.at = Math.min(Math.max(card.at + by, 0), card.found.length - 1);
    drawPicker(card);
  } else if (event.key === "Enter") takeChoice(card, card.at);
  if (by || event.key === "Enter") event.preventDefault();
}

function takeChoice(card, at) {
  const one = card.found[at];
  if (!one) return;
  closePicker(card);
  card.body.focus({ preventScroll: true });
  card.then(one.ids);
}

function closePicker(card) {
  card.picker.hidden = true;
}

// Building

function build(el) {
  const named = `coding-${Math.random().toString(36).slice(2)}`;
  const group = (name, label) => make("div", { role: "radiogroup", "aria-label": label, "data-of": `${named}-${name}`, class: "choices" });
  const field = (name, label, extra) => make("input", { name, "aria-label": label, autocomplete: "off", ...extra });
  const card = {
    counts: make("p", { class: "counts" }),
    who: make("span", { class: "who", title: "You code as" }),
    synthetic: make("span", { class: "synthetic", hidden: "" }, "made-up texts"),
    documents: make("select", { "aria-label": "Document" }),
    bar: make("progress", { "aria-label": "Decided of what is suggested or coded here" }),
    problem: make("p", { class: "problem", role: "alert", hidden: "" }),
    said: make("p", { class: "only-heard", role: "status", "aria-live": "polite" }),
    toast: make("span", { class: "toast", "aria-hidden": "true" }),
    paper: make("div", { class: "paper" }),
    pages: make("span", { class: "pages" }),
    code: make("h2", {}),
    meaning: make("div", { class: "meaning" }),
    quote: make("blockquote", {}),
    why: make("p", { class: "soft" }),
    statuses: group("status", "Status"),
    attributions: group("attribution", "Whose statement"),
    perspectives: group("perspective", "Perspective"),
    functions: group("function", "Function"),
    origin: field("origin", "Origin", { list: `${named}-origins`, placeholder: "study or source" }),
    origins: make("datalist", { id: `${named}-origins` }),
    value: field("value", "Value", { list: `${named}-values` }),
    values: make("datalist", { id: `${named}-values` }),
    note: make("textarea", { name: "note", rows: 1, "aria-label": "Note" }),
    nothing: make("p", { class: "nothing" }),
    families: make("div", { class: "families", role: "group", "aria-label": "Families" }),
    show: make("select", { "aria-label": "Show" }, ...Object.entries(SHOWN).map(([value, text]) => make("option", { value }, text))),
    list: make("ol", { "aria-label": "Suggestions and codings" }),
    search: make("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": `${named}-choices`, "aria-label": "Find a code", placeholder: "Type some letters", autocomplete: "off" }),
    choicesList: make("ul", { id: `${named}-choices`, role: "listbox", "aria-label": "Codes" }),
    pickerTitle: make("h3", {}),
    accept: act("accept", "Accept", "a"),
    reject: act("reject", "Reject", "r"),
  };
  const row = (label, key, ...inside) => make("div", { class: "row" }, make("span", { class: "label" }, label, " ", key ? kbd(key) : ""), ...inside);
  card.valueRow = row("Value", "v", card.value, card.values);
  card.originRow = row("Origin", "o", card.origin, card.origins);
  card.perspectiveRow = row("Perspective", "w", card.perspectives);
  card.functionRow = row("Function", "e", card.functions);
  const rows = [row("Status", "", card.statuses), card.valueRow, row("Whose", "q", card.attributions), card.originRow, card.perspectiveRow, card.functionRow, row("Note", "n", card.note)];
  card.form = make("div", { class: "form", hidden: "" }, card.code, card.quote, card.why, ...rows, card.meaning);
  card.picker = make("div", { class: "picker", role: "dialog", "aria-label": "Choose a code", hidden: "" }, card.pickerTitle, card.search, card.choicesList);
  card.help = buildHelp(HELP);
  card.pane = make("div", { class: "pane", role: "group", "aria-label": "Page" }, card.paper);
  const lists = make("div", { class: "lists" }, make("div", { class: "filters" }, card.show, kbd("t"), card.families), card.list);
  const panel = make("div", { class: "panel" }, make("div", { class: "upper" }, card.form, card.nothing), lists);
  card.body = make("div", { class: "body", tabindex: -1 }, card.pane, panel, card.picker);
  const top = make("header", {}, card.documents, card.counts, card.toast, card.synthetic, card.who);
  const root = { class: "review-card coding-card", "data-lm-suppress-shortcuts": "true", role: "group", "aria-label": "Coding" };
  card.root = make("section", root, top, card.bar, card.problem, card.help, card.body, footer(card), card.said);
  el.replaceChildren(card.root);
  return card;
}

function footer(card) {
  const pages = [act("back", "‹", "[", { "aria-label": "Page before" }), card.pages, act("forward", "›", "]", { "aria-label": "Next page" })];
  const size = [act("smaller", "−", "-", { "aria-label": "Smaller" }), act("larger", "+", "+", { "aria-label": "Larger" })];
  const others = [act("code", "Code selection", "c"), act("look", "Not found", "f"), act("undo", "Undo", "u"), act("help", "Help", "?")];
  return make("footer", {}, make("div", { class: "others" }, ...pages, ...size), make("div", { class: "decisions" }, card.accept, card.reject), make("div", { class: "others" }, ...others));
}

export default { render };
