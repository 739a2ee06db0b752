// Draws what coding_card.py knows and tells it what a person did: the page on the left, what is to be done on the right.
// Moving among suggestions happens here; only pages and what is to be saved go to the notebook.

const HELP = [
  ["j k", "next, previous of the list"],
  ["a", "accept, or save what you changed; it holds"],
  ["r", "reject, remove; it does not hold"],
  ["c", "code the words that you selected"],
  ["g", "give it another code"],
  ["s", "take the selected words as its quote"],
  [", .", "end of the quote a word back, on"],
  ["< >", "start of the quote a word back, on"],
  ["1 to 6", "status; answer"],
  ["q", "whose statement it is"],
  ["w", "perspective"],
  ["e", "function"],
  ["o v n", "write origin, value, note"],
  ["f", "looked for, not found"],
  ["u", "undo"],
  ["x", "reject every suggestion of this code here"],
  ["[ ] p", "page back, on, to a number"],
  ["Space", "scroll the page; with Shift back"],
  ["+ - 0", "larger, smaller, whole width"],
  ["{ }", "document before, after"],
  ["m", "code, check, settle, appraise"],
  ["t", "show what waits, what is coded, all"],
  ["h", "marks on the page on or off"],
  ["?", "show or hide this help"],
];

// Lines of the list around the current one: a long report has thousands, and a list of them all would make keys slow.
const AROUND = 40;
function render({ model, el }) {
  const card = build(el);
  const view = model.get("view");
  const post = messenger(model, card);
  const now = {
    view, post, model,
    codes: new Map(), families: [], progress: { ...view.progress },
    document: "", pages: 0, items: new Map(), looked: {},
    key: "", form: null, selection: null, page: 0, sheets: new Map(), fetching: false, drafts: new Map(),
    mode: "code", show: "waiting", family: "", zoom: 100,
  };
  const acts = actions(card, now);

  const onAnswer = (answer, buffers) => hear(card, now, answer, buffers);
  model.on("msg:custom", onAnswer);
  const press = (event) => onKey(event, card, now, acts);
  card.root.addEventListener("keydown", press);
  const dropKeys = keepKeys(card, card.body, press);
  card.root.addEventListener("click", (event) => onClick(event, card, now, acts));
  card.root.addEventListener("change", (event) => onChange(event, card, now));
  card.root.addEventListener("input", (event) => onInput(event, card, now));
  selecting(card, now);
  start(card, now);
  const focusing = focusSoon(card, card.body);
  return () => {
    dropKeys();
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
  card.who.textContent = view.who;
  card.synthetic.hidden = !view.synthetic;
  fillDocuments(card, now);
  fillModes(card, now);
  card.origins.replaceChildren(...origins(now).map(([value, label]) => make("option", { value }, label)));
  const open = view.documents.find((one) => !one.why_not && (one.tasks || view.progress[one.document_id].unfinished.length));
  if (view.documents.length) openDocument(card, now, (open ?? view.documents[0]).document_id);
  else showProblem(card, "There is no full text to code yet. Put files into review/fulltexts and run the review.");
}

// A document opens at what she has to do with it first; `mode` says so where she chose something else.
function openDocument(card, now, document_id, mode = "") {
  const wanted = mode || now.view.documents.find((one) => one.document_id === document_id).mode;
  now.post.send({ do: "open", document: document_id, mode: now.view.modes.includes(wanted) ? wanted : "code" });
}

// Hearing

function hear(card, now, answer, buffers) {
  if (answer.kind === "page") return hearPage(card, now, answer, buffers);
  now.post.answered();
  now.fetching = false;
  showProblem(card, answer.problem);
  if (answer.kind === "document") hearDocument(card, now, answer);
  if (answer.kind === "saved") hearSaved(card, now, answer);
  // What was refused changes nothing here: the choices stand as they were.
  if (answer.kind === "refused" && answer.changed) hearElsewhere(card, now, answer);
  else if (answer.kind === "refused") fillDocuments(card, now);
}

function hearDocument(card, now, answer) {
  const [isOther, isOtherWork] = [answer.document !== now.document, now.document && answer.mode !== now.mode];
  Object.assign(now, { document: answer.document, mode: answer.mode, pages: answer.pages, looked: answer.looked });
  Object.assign(now, { key: "", form: null, selection: null, family: "", drafts: new Map() });
  now.items = new Map(answer.items.map((item) => [item.key, item]));
  Object.assign(now.progress, answer.progress);
  if (isOther) now.page = 0;
  if (isOther && !answer.pages) card.paper.replaceChildren();
  fillDocuments(card, now);
  fillModes(card, now);
  fillShown(card, now, "waiting");
  fillFamilies(card, now);
  const first = visible(now)[0];
  if (first) choose(card, now, first.key);
  else fillAll(card, now);
  if (answer.pages && !now.page) turnTo(card, now, 1);
  if (answer.said) say(card, answer.said);
  else if (isOtherWork && isOther) say(card, `In this text you ${answer.mode} now`);
  card.body.focus({ preventScroll: true });
}

function hearSaved(card, now, answer) {
  const before = now.items.get(now.key);
  const was = before || now.form;
  takeChanges(card, now, answer);
  now.selection = null;
  now.drafts.delete(now.key);
  say(card, answer.said);
  // What she types already is for what comes next, and no key of the card.
  const typing = ["note", "origin", "value"].find((name) => document.activeElement === card[name]);
  now.form = null;
  const next = (was && visible(now).find((item) => isAfter(item, was, now))) || visible(now).at(-1);
  if (next) choose(card, now, next.key);
  else {
    Object.assign(now, { key: "", form: null });
    fillAll(card, now);
    mark(card, now);
  }
  if (typing && now.form) now.form[typing] = card[typing].value;
  else card.body.focus({ preventScroll: true });
}

function takeChanges(card, now, answer) {
  for (const key of answer.gone) now.items.delete(key);
  for (const item of answer.changed) now.items.set(item.key, item);
  now.looked = answer.looked;
  Object.assign(now.progress, answer.progress);
  fillDocuments(card, now);
  fillFamilies(card, now);
}

// What she did in another window is on the card now; of what is still here she loses no choice and no word.
function hearElsewhere(card, now, answer) {
  const was = now.items.get(now.key);
  takeChanges(card, now, answer);
  const isHere = !now.key || now.items.has(now.key);
  const next = isHere ? null : visible(now).find((item) => isAfter(item, was, now)) || visible(now).at(-1);
  if (next) return choose(card, now, next.key);
  if (!isHere) Object.assign(now, { key: "", form: null });
  fillAll(card, now);
  mark(card, now);
}

function hearPage(card, now, answer, buffers) {
  const url = buffers.length ? URL.createObjectURL(new Blob([buffers[0]], { type: "image/png" })) : "";
  now.sheets.set(`${answer.document} ${answer.page}`, { ...answer, url, flat: answer.words.flat() });
  now.fetching = false;
  if (answer.document === now.document && answer.page === now.page) drawPage(card, now);
  fetchPages(now);
}

// Doing

function actions(card, now) {
  const step = (by) => {
    if (now.form && !now.key) return say(card, "Save your selection with a, or drop it with r.");
    const listed = visible(now);
    const at = listed.findIndex((item) => item.key === now.key);
    const next = at < 0 ? listed[by > 0 ? 0 : listed.length - 1] : listed[at + by];
    if (next) choose(card, now, next.key);
  };
  const turn = (by) => now.pages && turnTo(card, now, Math.min(Math.max(now.page + by, 1), now.pages));
  const isCoding = () => now.form && (now.mode === "code" || !now.key);
  const cycle = (field, values, isAsked = true) => {
    if (!isCoding() || !isAsked) return;
    now.form[field] = values[(values.indexOf(now.form[field] || values[0]) + 1) % values.length];
    fillForm(card, now);
    scrollInto(card.upper, card[`${field}s`]);
  };
  const asks = (field) => now.form && now.codes.get(now.form.code_id)?.family.asks.includes(field);
  return {
    next: () => step(1),
    previous: () => step(-1),
    accept: () => !isDouble(now, "accept") && now.form && (now.key ? MODES[now.mode] : MODES.code).accept(card, now),
    reject: () => !isDouble(now, "reject") && now.form && (now.key ? MODES[now.mode] : MODES.code).refuse(card, now),
    code: () => {
      if (now.mode === "appraise") return say(card, "Press m to code.");
      if (!now.selection) return say(card, "Select words on the page first, with the mouse.");
      pick(card, "Which code?", allCodes(now), ([code_id]) => beginCoding(card, now, code_id));
    },
    recode: () => isCoding() && pick(card, "Which code instead?", allCodes(now), ([code_id]) => recode(card, now, code_id)),
    span: () => isCoding() && now.selection && setSpan(card, now, now.selection.start, now.selection.end, now.page),
    shorter: () => moveEdge(card, now, "end", -1),
    longer: () => moveEdge(card, now, "end", 1),
    earlier: () => moveEdge(card, now, "start", -1),
    later: () => moveEdge(card, now, "start", 1),
    number: (number) => {
      const { form } = now;
      if (now.mode === "settle" && now.key && KEPT[number - 1]) settle(now, KEPT[number - 1]);
      if (now.mode === "appraise" && form?.answers[number - 1]) answer(now, form.answers[number - 1]);
      if (!isCoding() || !now.view.statuses[number - 1]) return;
      form.status = now.view.statuses[number - 1];
      fillForm(card, now);
    },
    attribution: () => cycle("attribution", now.view.attributions),
    perspective: () => cycle("perspective", ["", ...now.view.perspectives], asks("perspective")),
    function: () => cycle("function", ["", ...now.view.functions], asks("function")),
    origin: () => isCoding() && writeInto(card, now, "origin"),
    value: () => isCoding() && !card.valueRow.hidden && writeInto(card, now, "value"),
    note: () => now.form && writeInto(card, now, "note"),
    look: () => now.mode === "code" && lookFor(card, now),
    undo: () => now.document && now.post.send({ do: "undo", mode: now.mode, document: now.document }),
    forward: () => turn(1),
    back: () => turn(-1),
    larger: () => zoom(card, now, 1),
    smaller: () => zoom(card, now, -1),
    whole: () => zoom(card, now, 0),
    before: () => otherDocument(card, now, -1),
    after: () => otherDocument(card, now, 1),
    mode: () => otherMode(card, now),
    none: () => isCoding() && now.key && rejectAll(card, now),
    page: () => card.pages.select(),
    scroll: (by) => card.pane.scrollBy({ top: by * card.pane.clientHeight * 0.8 }),
    show: () => showOther(card, now),
    marks: () => card.root.classList.toggle("no-marks"),
    help: () => (card.help.hidden = !card.help.hidden),
  };
}

const KEYS = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", a: "accept", r: "reject", c: "code", g: "recode",
  s: "span", ",": "shorter", ".": "longer", "<": "earlier", ">": "later", q: "attribution", w: "perspective",
  e: "function", o: "origin", v: "value", n: "note", f: "look", u: "undo", "[": "back", "]": "forward", "+": "larger",
  "=": "larger", "-": "smaller", 0: "whole", "{": "before", "}": "after", m: "mode", x: "none", p: "page", t: "show", h: "marks", "?": "help",
};

function onKey(event, card, now, acts) {
  event.stopPropagation();
  if (isComposing(event)) return;
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
  if (isCommand(event)) return;
  const scroll = { " ": event.shiftKey ? -1 : 1, PageDown: 1, PageUp: -1 }[event.key];
  if (scroll && !event.target.closest("button")) {
    event.preventDefault();
    return acts.scroll(scroll);
  }
  const name = KEYS[event.key] || KEYS[keyOf(event)];
  const isSign = event.shiftKey && !/^\d$/.test(event.key);
  const number = name || isSign ? 0 : digitOf(event);
  if (!name && !number) return;
  event.preventDefault();
  // A key held down moves on, but decides one only.
  if (event.repeat && !["next", "previous", "forward", "back", "longer", "shorter"].includes(name)) return;
  if (number) acts.number(number);
  else acts[name]();
}

function onClick(event, card, now, acts) {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.key || button.dataset.family !== undefined) card.body.focus({ preventScroll: true });
  if (button.dataset.key) choose(card, now, button.dataset.key);
  else if (button.dataset.mode) openDocument(card, now, now.document, button.dataset.mode);
  else if (button.dataset.family !== undefined) filterFamily(card, now, button.dataset.family);
  else if (button.dataset.act) acts[button.dataset.act]();
}

function onChange(event, card, now) {
  const { target } = event;
  if (target === card.documents) openDocument(card, now, target.value);
  else if (target === card.pages) turnTo(card, now, Math.min(Math.max(Math.round(Number(target.value)) || 1, 1), now.pages || 1));
  else if (target === card.show) showOnly(card, now, target.value);
  else if (target.name === "keep") settle(now, KEPT[[...card.keeps.querySelectorAll("input")].indexOf(target)]);
  else if (target.name === "answer") answer(now, target.value);
  else if (target.name && now.form) now.form[target.name] = target.value;
  if (target.name === "attribution") fillForm(card, now);
  if (["documents", "show"].some((name) => target === card[name])) card.body.focus();
}

function onInput(event, card, now) {
  const { target } = event;
  if (target === card.search) return filterPicker(card);
  if (now.form && [card.origin, card.value, card.note].includes(target)) now.form[target.name] = target.value;
}

function choose(card, now, key) {
  const item = now.items.get(key);
  keepDraft(now);
  Object.assign(now, { key, form: now.drafts.get(key) ?? { ...item }, selection: null });
  fillAll(card, now);
  if (item.page && item.page !== now.page) turnTo(card, now, item.page);
  else mark(card, now);
}

// What was changed and not saved waits for her return; an own selection without a home is said to be dropped.
function keepDraft(now) {
  const item = now.items.get(now.key);
  if (item && now.form && Object.entries(now.form).some(([name, value]) => String(item[name] ?? "") !== String(value ?? ""))) now.drafts.set(now.key, now.form);
}

function beginCoding(card, now, code_id) {
  keepDraft(now);
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

function rejectAll(card, now) {
  const { code_id } = now.form;
  const waiting = [...now.items.values()].filter((item) => item.state === "waiting" && item.code_id === code_id);
  if (!waiting.length) return say(card, "Nothing of this code waits here.");
  const name = now.codes.get(code_id)?.name ?? code_id;
  const choices = [{ ids: [code_id], name: `Reject ${waiting.length.toLocaleString("en")} of ${name}`, more: "One step: u takes it back", family: "" }, { ids: [], name: "Go back", more: "", family: "" }];
  pick(card, "Reject every suggestion of this code in this text?", choices, (ids) => ids.length && now.post.send({ do: "reject", mode: now.mode, document: now.document, codings: waiting }));
}

function look(now, codes) {
  now.post.send({ do: "look", mode: now.mode, document: now.document, codes });
}

function setSpan(card, now, start, end, page) {
  Object.assign(now.form, { start, end, page, quote: textOf(now, start, end) });
  now.selection = null;
  fillForm(card, now);
  mark(card, now, false);
}

function moveEdge(card, now, edge, by) {
  const sheet = sheetOf(now);
  if ((now.mode !== "code" && now.key) || !now.form || !sheet || now.form.page !== now.page) return;
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

function otherMode(card, now) {
  const { modes } = now.view;
  openDocument(card, now, now.document, modes[(modes.indexOf(now.mode) + 1) % modes.length]);
}

// While a decision is on its way to the disk, what is written is for the next one.
function writeInto(card, now, name) {
  if (name === "origin") card.originRow.hidden = false;
  if (card.root.hasAttribute("aria-busy")) card[name].value = "";
  card[name].focus();
  if (name !== "note") card[name].select();
}

function showOther(card, now) {
  const names = Object.keys(MODES[now.mode].shown);
  showOnly(card, now, names[(names.indexOf(now.show) + 1) % names.length]);
}

function showOnly(card, now, show) {
  now.show = card.show.value = show;
  const listed = visible(now);
  if (listed.length && !listed.some((item) => item.key === now.key)) choose(card, now, listed[0].key);
  else fillList(card, now);
  say(card, `Showing ${MODES[now.mode].shown[show]}: ${listed.length.toLocaleString("en")}.`);
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

function visible(now) {
  return [...now.items.values()]
    .filter((item) => (now.show === "all" || item.state === now.show) && (!now.family || familyOf(item) === now.family))
    .sort(inOrder);
}

// Questions stand in the order of their instrument, everything else in that of the text.
function inOrder(a, b) {
  if (a.item || b.item) return 0;
  return a.page - b.page || a.start - b.start || (a.code_id < b.code_id ? -1 : 1);
}

function isAfter(item, place, now) {
  if (!place.item) return inOrder(item, place) > 0;
  const keys = [...now.items.keys()];
  return keys.indexOf(item.key) > keys.indexOf(place.key);
}

function familyOf(item) {
  return (item.code_id ?? item.instrument).split(".")[0];
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
  const waiting = [...now.items.values()].filter((item) => item.state === "waiting").length;
  const undecided = waiting ? `; ${waiting.toLocaleString("en")} suggestions are still undecided` : "";
  const all = { ids: open.map((family) => family.id), name: "Everything else", more: `I read the whole text and looked for every family: what I have not coded is not there${undecided}`, family: "" };
  const families = open.map((family) => ({ ids: [family.id], name: family.name, more: "the whole family: what I have not coded of it is not there", family: family.id }));
  const coded = new Set([...now.items.values()].filter((item) => item.state === "done").map((item) => item.code_id));
  const codes = now.families.flatMap((family) =>
    family.codes.filter((code) => !(code.id in now.looked) && !coded.has(code.id)).map((code) => ({ ids: [code.id], name: code.name, more: code.definition, family: family.name })));
  return [...(open.length > 1 ? [all] : []), ...families, ...codes];
}

function lookFor(card, now) {
  const waiting = [...now.items.values()].filter((item) => item.state === "waiting").length;
  pick(card, "Looked for, not found", lookable(now), (codes) => {
    if (codes.length < 2 || !waiting) return look(now, codes);
    const choices = [{ ids: [], name: "Go back", more: "", family: "" }, { ids: codes, name: "Record it all the same", more: "", family: "" }];
    pick(card, `${waiting.toLocaleString("en")} suggestions are still undecided`, choices, (chosen) => chosen.length && look(now, chosen));
  });
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
    const label = one.authors ? [one.authors.split(/[,;]/)[0], one.year].filter(Boolean).join(" ") : [one.document_id, one.year].filter(Boolean).join(" ");
    const more = one.role === "main text" ? "" : `, ${one.role}`;
    const state = [one.tasks, one.why_not ? "no text" : unfinished.length ? `${coded} coded` : `finished, ${coded} coded`].filter(Boolean).join("; ");
    const made = make("option", { value: one.document_id }, `${label}${more}: ${one.title.slice(0, 60)} (${state})`);
    made.selected = one.document_id === now.document;
    return made;
  };
  card.documents.replaceChildren(...now.view.documents.map(option));
}

function fillModes(card, now) {
  const button = (mode) => make("button", { type: "button", "data-mode": mode, "aria-pressed": String(mode === now.mode) }, MODES[mode].name);
  card.modes.replaceChildren(...now.view.modes.map(button));
}

function fillShown(card, now, show) {
  const options = Object.entries(MODES[now.mode].shown).map(([value, text]) => make("option", { value }, text));
  card.show.replaceChildren(...options);
  now.show = card.show.value = show;
}

function fillCounts(card, now) {
  const states = [...now.items.values()].map((item) => item.state);
  const of = (state) => states.filter((one) => one === state).length;
  const { all, ...shown } = MODES[now.mode].shown;
  counted(card, Object.entries(shown).map(([state, word]) => [of(state), word]).filter(([n, word]) => n || word !== shown.aside));
  card.bar.max = Math.max(states.length, 1);
  card.bar.value = states.length - of("waiting");
  card.pages.value = now.page || 1;
  card.pages.max = card.ofPages.textContent = now.pages || 1;
}

// A family is finished when something is coded or it was looked for in vain, and so is each code that it requires.
function fillFamilies(card, now) {
  if (now.mode === "appraise") return card.families.replaceChildren();
  const { unfinished } = now.progress[now.document];
  const count = (family, state) => [...now.items.values()].filter((item) => familyOf(item) === family && item.state === state).length;
  const chip = (family) => {
    const waiting = count(family.id, "waiting"), coded = count(family.id, "done");
    const open = unfinished.filter((one) => one === family.id || one.startsWith(`${family.id}.`));
    const missing = open.length ? `, still open: ${open.join(", ")}` : ", finished";
    const title = `${family.name}: ${coded} done, ${waiting} waiting${missing}`;
    const attributes = { type: "button", "data-family": family.id, title, "aria-label": title, "aria-pressed": String(now.family === family.id) };
    return make("button", attributes, `${open.length ? "○" : "✓"} ${family.id} `, make("b", {}, String(waiting || "")));
  };
  card.families.replaceChildren(...now.families.map(chip));
}

function origins(now) {
  return now.view.documents.map((one) => [one.study_id, `${one.authors.split(/[,;]/)[0]} ${one.year}: ${one.title}`.slice(0, 80)]);
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
  const [place, name, text, title] = MODES[now.mode].row(item, now);
  const attributes = { type: "button", "data-key": item.key, class: item.state, title };
  if (item.key === now.key) attributes["aria-current"] = "true";
  return make("li", {}, make("button", attributes, make("span", { class: "place" }, `${SIGNS[item.state]} ${place}`), make("b", {}, name), make("span", { class: "soft" }, text)));
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
    modes: make("div", { class: "modes", role: "group", "aria-label": "What to do" }),
    bar: make("progress", { "aria-label": "Decided of what is suggested or coded here" }),
    problem: make("p", { class: "problem", role: "alert", hidden: "" }),
    said: make("p", { class: "only-heard", role: "status", "aria-live": "polite" }),
    toast: make("span", { class: "toast", "aria-hidden": "true" }),
    paper: make("div", { class: "paper" }),
    pages: make("input", { type: "number", class: "pages", min: 1, "aria-label": "Page" }),
    ofPages: make("span", {}),
    code: make("h2", {}),
    meaning: make("div", { class: "meaning" }),
    quote: make("blockquote", { tabindex: 0 }),
    why: make("p", { class: "soft" }),
    statuses: group("status", "Status"),
    attributions: group("attribution", "Whose statement"),
    perspectives: group("perspective", "Perspective"),
    functions: group("function", "Function"),
    origin: field("origin", "Origin", { list: `${named}-origins`, placeholder: "study or source" }),
    origins: make("datalist", { id: `${named}-origins` }),
    value: field("value", "Value", { list: `${named}-values` }),
    values: make("datalist", { id: `${named}-values` }),
    answers: group("answer", "Answer"),
    keeps: group("keep", "Which holds"),
    sides: make("div", { class: "sides" }),
    said_of: make("dl", { class: "said-of" }),
    note: make("textarea", { name: "note", rows: 1, "aria-label": "Note" }),
    nothing: make("p", { class: "nothing" }),
    families: make("div", { class: "families", role: "group", "aria-label": "Families" }),
    show: make("select", { "aria-label": "Show" }),
    list: make("ol", { "aria-label": "Suggestions and codings" }),
    accept: act("accept", "Accept", "a"),
    reject: act("reject", "Reject", "r"),
  };
  const row = (label, key, ...inside) => make("div", { class: "row" }, make("span", { class: "label" }, label, " ", key ? kbd(key) : ""), ...inside);
  card.valueRow = row("Value", "v", card.value, card.values);
  card.originRow = row("Origin", "o", card.origin, card.origins);
  card.perspectiveRow = row("Perspective", "w", card.perspectives);
  card.functionRow = row("Function", "e", card.functions);
  const coding = make("div", { class: "of-code" }, row("Status", "", card.statuses), card.valueRow, row("Whose", "q", card.attributions), card.originRow, card.perspectiveRow, card.functionRow);
  const checking = make("div", { class: "of-check" }, card.said_of);
  const settling = make("div", { class: "of-settle" }, card.sides, row("Which", "", card.keeps));
  const appraising = make("div", { class: "of-appraise" }, row("Answer", "", card.answers));
  card.form = make("div", { class: "form", hidden: "" }, card.code, card.quote, card.why, card.meaning, coding, checking, settling, appraising, row("Note", "n", card.note));
  buildPicker(card, named, { one: "code", many: "Codes" });
  card.help = buildHelp(HELP);
  card.pane = make("div", { class: "pane", role: "group", "aria-label": "Page", tabindex: 0 }, card.paper);
  const lists = make("div", { class: "lists" }, make("div", { class: "filters" }, card.show, kbd("t"), card.families), card.list);
  card.upper = make("div", { class: "upper" }, card.form, card.nothing);
  const panel = make("div", { class: "panel" }, card.upper, lists);
  card.body = make("div", { class: "body", tabindex: -1 }, card.pane, panel, card.picker);
  const top = make("header", {}, card.documents, card.modes, card.counts, card.synthetic, card.who);
  const root = { class: "review-card coding-card", "data-lm-suppress-shortcuts": "true", role: "group", "aria-label": "Full text" };
  card.root = make("section", root, top, card.bar, card.toast, card.problem, card.help, card.body, footer(card), card.said);
  el.replaceChildren(card.root);
  return card;
}

function footer(card) {
  const pages = [act("back", "‹", "[", { "aria-label": "Page before" }), make("span", { class: "pages" }, "Page ", card.pages, " of ", card.ofPages), act("forward", "›", "]", { "aria-label": "Next page" })];
  const size = [act("smaller", "−", "-", { "aria-label": "Smaller" }), act("larger", "+", "+", { "aria-label": "Larger" })];
  const others = [act("code", "Code selection", "c"), act("look", "Not found", "f"), act("undo", "Undo", "u"), act("help", "Help", "?")];
  return make("footer", {}, make("div", { class: "others" }, ...pages, ...size), make("div", { class: "decisions" }, card.accept, card.reject), make("div", { class: "others" }, ...others));
}

export default { render };
