// Tells the card what the reviewer did, and draws what comes back.

// Letters that are typed faster are one search.
const TYPING_MS = 120;

function render({ model, el }) {
  const card = build(el);
  const now = { view: model.get("view"), shownAt: Date.now(), model, card, sheet: null, showPages: null, drafts: new Map(), forms: new Map() };
  const post = messenger(model, card);
  now.send = (message) => {
    const sent = post.send(message);
    if (sent) keepDraft(now, message);
    return sent;
  };

  const draw = () => {
    post.answered();
    const before = now.view?.record?.group_id;
    now.view = model.get("view");
    if (!now.view.problem) now.forms.delete(now.saving);
    now.saving = "";
    const isNew = before !== now.view.record?.group_id;
    fill(card, now.view, isNew);
    showDraft(now);
    if (!isNew && now.why && plain(now.why.abstract) === plain(now.view.record.abstract)) hearWhy(card, now, now.why);
    if (isNew) {
      if (card.about && card.about !== now.view.record?.group_id) closePanels(card);
      now.why = null;
      now.shownAt = Date.now();
      turnTo(now, 1);
    }
  };
  const acts = actions(card, now);
  const onAnswer = (answer, buffers) => hear(card, now, answer, buffers);
  const press = (event) => onKey(event, card, now, acts);
  card.root.addEventListener("keydown", press);
  const dropKeys = keepKeys(card, card.record, press);
  card.root.addEventListener("click", (event) => onClick(event, card, now, acts));
  card.search.addEventListener("input", () => typed(card, now));
  model.on("change:view", draw);
  model.on("msg:custom", onAnswer);
  fill(card, now.view, true);
  turnTo(now, 1);
  model.send({ do: "why" });
  if (now.view.state !== "error" && !now.view.keys) acts.keys();
  // Here the card is not on the page yet, and nothing of it can have the focus.
  const focusing = focusSoon(card, { focus: (how) => (card.panel.hidden ? card.record : card.panel.querySelector(".first")).focus(how) });
  return () => {
    dropKeys();
    window.clearTimeout(focusing);
    window.clearTimeout(now.typing);
    post.answered();
    model.off("change:view", draw);
    model.off("msg:custom", onAnswer);
    if (now.sheet?.url) URL.revokeObjectURL(now.sheet.url);
  };
}

function actions(card, now) {
  const { send, model } = now;
  const onRecord = (then) => now.view.state === "record" && then();
  const group = () => now.view.record.group_id;
  const note = () => card.note.value;
  const decide = (decision, reason = "") => onRecord(() => {
    if (isDouble(now, `${decision} ${reason}`)) return;
    if (decision === "maybe" && now.view.kind === "adjudication") return;
    if (decision === "exclude" && !reason && now.view.reason_needed) return askReason(card, now.view);
    const seconds = Math.round((Date.now() - now.shownAt) / 100) / 10;
    send({ do: "decide", group_id: group(), decision, reason, note: note(), seconds });
  });
  const step = (by) => now.view.state !== "error" && send({ do: "go", to: now.view.view.at + by });
  return {
    include: () => decide("include"),
    exclude: () => decide("exclude"),
    maybe: () => decide("maybe"),
    reason: (number) => now.view.exclude?.[number - 1] && decide("exclude", now.view.exclude[number - 1].id),
    undo: () => {
      now.pressed = null;
      if (now.view.state !== "error") send({ do: "undo", note: card.note.value });
    },
    note: () => onRecord(() => openNote(card)),
    next: () => step(1),
    previous: () => step(-1),
    jump: () => jumpPanel(card, now),
    search: () => seek(card, now, "Find a record", (id) => send({ do: "open", open: id })),
    view: () => model.send({ do: "choices" }),
    progress: () => model.send({ do: "progress" }),
    export: () => model.send({ do: "export" }),
    why: () => onRecord(() => {
      card.hint.hidden = !card.hint.hidden;
      card.said.textContent = card.hint.textContent ||= "Not known yet: it is being worked out.";
    }),
    highlight: () => toggle(card.buttons.get("highlight"), card.root, "no-marks"),
    group: (at) => card.legend.children[at] && toggleGroup(card, at),
    pages: () => onRecord(() => {
      now.showPages = card.pane.hidden;
      turnTo(now, now.sheet?.of === group() ? now.sheet.page : 1);
    }),
    back: () => onRecord(() => now.sheet && turnTo(now, now.sheet.page - 1)),
    forward: () => onRecord(() => now.sheet && turnTo(now, now.sheet.page + 1)),
    duplicate: () => onRecord(() => seek(card, now, "Which record is it the same as, or belongs to?", (other) => linkAs(card, now, other), group())),
    abstract: () => onRecord(() => abstractPanel(card, now)),
    flag: () => onRecord(() => flagPanel(card, now)),
    keys: () => keysPanel(card, now.view, (keys) => {
      closePanels(card);
      send({ do: "keys", keys, note: note() });
    }),
    help: () => {
      card.help.hidden = !card.help.hidden;
      (card.help.hidden ? card.record : card.help).focus({ preventScroll: true });
    },
    close: () => closeAll(card, now),
  };
}

// A note is saved with a decision; one that was begun and left waits for her return.
function keepDraft(now, message) {
  const group = now.view.record?.group_id;
  if (!group || !["go", "open", "view", "undo"].includes(message.do)) return;
  if (now.card.note.value.trim() !== now.view.note.trim()) now.drafts.set(group, now.card.note.value);
}

function showDraft(now) {
  const { card, drafts, view } = now;
  const group = view.record?.group_id;
  if (!drafts.has(group)) return;
  card.note.value = drafts.get(group);
  card.noteRow.hidden = false;
  drafts.delete(group);
  card.said.textContent = card.toast.textContent = "Your note is still here: it is saved with your decision";
}

// Whoever leaves the question about keys unanswered has this tool's.
function closeAll(card, now) {
  closePanels(card);
  if (now.view.state !== "error" && !now.view.keys) now.send({ do: "keys", keys: "ours", note: card.note.value });
}

function onKey(event, card, now, acts) {
  event.stopPropagation();
  if (isComposing(event)) return;
  if (isHeld(event)) return event.preventDefault();
  if (event.key === "Escape") {
    event.preventDefault();
    if (event.target === card.note && !card.note.value.trim()) card.noteRow.hidden = true;
    return closeAll(card, now);
  }
  if (!card.picker.hidden) return onPickerKey(event, card);
  if (!card.panel.hidden) return onPanelKey(event, card);
  if (event.target === card.note) return onNoteKey(event, card);
  if (isCommand(event)) return;
  const scroll = { " ": event.shiftKey ? -1 : 1, PageDown: 1, PageUp: -1, ArrowDown: 0.2, ArrowUp: -0.2 }[event.key];
  if (scroll && !card.pane.hidden && !event.target.closest("button, .criteria")) {
    event.preventDefault();
    return scrollPage(card, now, acts, scroll);
  }
  const [digit, pressed] = [digitOf(event), keyOf(event)];
  const name = ALSO[pressed] ?? Object.entries(keysOf(now.view)).find(([act, key]) => key === pressed && act in acts)?.[0];
  if (!name && !digit) return;
  event.preventDefault();
  // A key held down leafs on, but decides one record only.
  if (event.repeat && !["next", "previous", "back", "forward"].includes(name)) return;
  if (name) acts[name]();
  else if (event.shiftKey) acts.group(digit - 1);
  else acts.reason(digit);
}

// With a full text on the card it is that which is read; at the end of a page a whole step leads to the next.
function scrollPage(card, now, acts, by) {
  const { scrollTop, clientHeight, scrollHeight } = card.pane;
  const atEnd = by > 0 ? scrollTop + clientHeight >= scrollHeight - 2 : scrollTop <= 0;
  if (!atEnd) card.pane.scrollBy({ top: by * clientHeight * 0.85 });
  else if (Math.abs(by) === 1) acts[by > 0 ? "forward" : "back"]();
}

function onNoteKey(event, card) {
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    if (!card.note.value.trim()) card.noteRow.hidden = true;
    card.record.focus();
  }
}

// In a panel keys are text; a number takes a choice, Tab goes round, and Ctrl+Enter saves a text of several lines.
function onPanelKey(event, card) {
  const choice = card.panel.querySelectorAll(".choice")[digitOf(event) - 1];
  if (choice) {
    event.preventDefault();
    choice.click();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) card.panel.querySelector("form")?.requestSubmit();
  else if (event.key === "Tab") {
    const all = [...card.panel.querySelectorAll("button, input, textarea, select, summary")];
    const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
    if (event.target !== from) return;
    event.preventDefault();
    to.focus();
  }
}

function onClick(event, card, now, acts) {
  const button = event.target.closest("button");
  if (!button) return;
  const { reason, group, open, act, helps } = button.dataset;
  const decides = button.closest(".decisions, .criteria");
  if (decides && event.detail > 1) return;
  // After a click the keys are the record's again: Space would press the button on the next one. And a button that goes
  // with what it does leaves the keys to nobody.
  const isGoing = open || helps !== undefined || button.closest(".pane");
  if (isGoing || (decides && event.detail)) {
    (button.closest(".pane") ?? card.record).focus({ preventScroll: true });
  }
  if (helps !== undefined) card.help.hidden = true;
  if (reason) acts.reason(Number(reason));
  else if (group) acts.group(Number(group));
  else if (open) now.send({ do: "open", open });
  else if (act) acts[act]();
}

function openNote(card) {
  card.noteRow.hidden = false;
  card.note.focus();
}

function askReason(card, view) {
  card.criteria.classList.add("asking");
  const why = `Why? Press 1 to ${Math.min(view.exclude.length, 9)}, or choose a criterion`;
  card.said.textContent = card.toast.textContent = why;
  card.criteria.scrollTop += card.exclude.getBoundingClientRect().top - card.criteria.getBoundingClientRect().top;
}

function toggle(button, root, absent) {
  const off = root.classList.toggle(absent);
  button.setAttribute("aria-pressed", String(!off));
}

function toggleGroup(card, at) {
  const off = !card.off.delete(String(at));
  if (off) card.off.add(String(at));
  card.legend.children[at].setAttribute("aria-pressed", String(!off));
  paintMarks(card);
}

// Asking

function seek(card, now, title, then, notThis = "") {
  card.notThis = card.about = notThis;
  card.noChoice = "Type words of the title, the authors, the abstract, or an id.";
  pick(card, title, [], ([id]) => then(id), () => null, "Words of the record");
}

function typed(card, now) {
  window.clearTimeout(now.typing);
  if (card.choices.local) return filterPicker(card);
  // What was found for other words is no find of these.
  card.choices = [];
  card.noChoice = "Looking …";
  filterPicker(card);
  now.typing = window.setTimeout(() => now.model.send({ do: "search", words: card.search.value }), TYPING_MS);
}

function linkAs(card, now, other) {
  const { name } = card.found.find((one) => one.ids[0] === other);
  const message = { do: "duplicate", group_id: now.view.record.group_id, other, note: card.note.value };
  // Two ids: a choice with one would show it, and the name says it all.
  const same = { ids: ["", ""], name: "the same record", more: "one of the two is enough", family: "" };
  const choices = [same, ...now.view.links.map((link) => ({ ids: [link, link], name: link, more: "they belong together and are not the same", family: "" }))];
  choices.local = true;
  window.clearTimeout(now.typing);
  pick(card, `It and “${name}”: how do they belong together?`, choices, ([link]) => now.send({ ...message, link }));
}

function jumpPanel(card, now) {
  const { of } = now.view.view;
  const input = make("input", { name: "to", type: "number", min: 1, max: Math.max(of, 1), required: "" });
  openPanel(card, "Go to which place in the list?", form(card, "Go", [field(`1 to ${of.toLocaleString("en")}`, input)], ({ to }) => now.send({ do: "go", to: Number(to) - 1 })));
}

function abstractPanel(card, now) {
  const { record } = now.view;
  if (record.abstract.length && !record.given) {
    card.said.textContent = card.toast.textContent = "This record has an abstract; it stays as its source gave it";
    return;
  }
  const text = make("textarea", { name: "text", rows: 8, required: "" });
  const origin = make("input", { name: "origin", type: "text", required: "" });
  text.value = record.given?.text ?? "";
  origin.value = record.given?.origin ?? "";
  const fields = [field("Abstract", text), field("Where it stands", origin, "the page's address, or the print")];
  const made = form(card, "Save", fields, (given) => now.send({ do: "amend", group_id: record.group_id, note: card.note.value, ...given }));
  openPanel(card, record.given ? "Correct the abstract that you gave" : "Give this record its abstract", keepForm(card, now, made, `abstract ${record.group_id}`));
  card.about = record.group_id;
}

function flagPanel(card, now) {
  const { group_id } = now.view.record;
  const why = make("textarea", { name: "why", rows: 3, required: "" });
  const made = form(card, "Flag it", [field("What is wrong", why)], (given) => now.send({ do: "flag", group_id, note: card.note.value, ...given }));
  openPanel(card, "What should the librarian look at?", keepForm(card, now, made, `flag ${group_id}`));
  card.about = group_id;
}

// What was typed into a form is there when it opens again, until it is saved.
function keepForm(card, now, made, name) {
  const kept = now.forms.get(name);
  for (const [key, value] of Object.entries(kept ?? {})) made.elements[key].value = value;
  if (kept) card.said.textContent = card.toast.textContent = "What you typed is still here, and not saved yet";
  made.addEventListener("input", () => now.forms.set(name, Object.fromEntries(new FormData(made))));
  made.addEventListener("submit", () => (now.saving = name));
  return made;
}

// Pages: asked for one by one, and only while they are shown.

function turnTo(now, page) {
  const { card, view } = now;
  const pages = view.record?.pages ?? 0;
  if (now.sheet?.of !== view.record?.group_id) dropSheet(now);
  const shows = pages > 0 && (now.showPages ?? view.stage === "full_text");
  card.pane.hidden = !shows;
  card.root.classList.toggle("with-pages", shows);
  card.buttons.get("pages").setAttribute("aria-pressed", String(shows));
  if (shows && page >= 1 && page <= pages) now.model.send({ do: "page", of: view.record.group_id, page });
}

// What is not of the record on the card must not stand beside it.
function dropSheet(now) {
  if (now.sheet?.url) URL.revokeObjectURL(now.sheet.url);
  now.sheet = null;
  now.card.pane.replaceChildren();
}

// Hearing what was asked for

function hear(card, now, answer, buffers) {
  if (answer.kind === "found") hearFound(card, answer);
  if (answer.kind === "choices") viewPanel(card, answer, now.view, now.send);
  if (answer.kind === "progress") progressPanel(card, answer);
  if (answer.kind === "file") hearFile(card, answer, buffers);
  if (answer.kind === "page") hearPage(card, now, answer, buffers);
  if (answer.kind === "why" && answer.of === now.view.record?.group_id) hearWhy(card, now, answer);
}

function hearFound(card, answer) {
  if (card.picker.hidden || card.choices.local || answer.words !== card.search.value) return;
  card.noChoice = answer.words.trim() ? "No record has all of these words." : "Type words of the title, the authors, the abstract, or an id.";
  const others = answer.choices.filter((one) => one.ids[0] !== card.notThis);
  card.choices = others.map((one) => ({ ...one, family: answer.words }));
  filterPicker(card);
}

function hearFile(card, answer, buffers) {
  const url = URL.createObjectURL(new Blob([buffers[0]], { type: "text/csv" }));
  make("a", { href: url, download: answer.name }).click();
  window.setTimeout(() => URL.revokeObjectURL(url), 1000);
  card.said.textContent = card.toast.textContent = `${answer.records.toLocaleString("en")} records saved as ${answer.name}`;
}

function hearPage(card, now, answer, buffers) {
  if (answer.of !== now.view.record?.group_id) return;
  dropSheet(now);
  now.sheet = { ...answer, url: buffers.length ? URL.createObjectURL(new Blob([buffers[0]], { type: "image/png" })) : "" };
  fillPage(card, now);
}

// The words that rank a record are underlined once they are known; why it stands here is told when she asks.
function plain(marked) {
  return marked.map(([text]) => text).join("");
}

function hearWhy(card, now, answer) {
  now.why = answer;
  card.hint.textContent = answer.why;
  Object.assign(now.view.record, { title: answer.title, abstract: answer.abstract });
  card.title.replaceChildren(...pieces(answer.title, "No title"));
  if (answer.abstract.length) card.abstract.replaceChildren(...pieces(answer.abstract, ""));
  paintMarks(card);
}

export default { render };
