// Draws the card that card.py describes and tells it what the reviewer did. Built once, then only filled: the focus and
// the reading position never get lost between two records.

const HELP = [
  ["i", "include"],
  ["e", "exclude"],
  ["1 to 9", "exclude, with that criterion as the reason"],
  ["m", "maybe"],
  ["u", "undo the last decision"],
  ["n", "write a note, before deciding"],
  ["w", "why this record stands here"],
  ["h", "highlighted terms on or off"],
  ["Space ↓ ↑", "scroll the record"],
  ["?", "show or hide this help"],
];

function render({ model, el }) {
  const card = build(el);
  const now = { view: model.get("view"), shownAt: Date.now() };
  const post = messenger(model, card);

  const draw = () => {
    post.answered();
    const before = now.view?.record?.group_id;
    now.view = model.get("view");
    fill(card, now.view, before !== now.view.record?.group_id);
    if (before !== now.view?.record?.group_id) now.shownAt = Date.now();
  };
  const acts = actions(card, now, post.send);

  card.root.addEventListener("keydown", (event) => onKey(event, card, acts));
  card.root.addEventListener("click", (event) => onClick(event, acts));
  model.on("change:view", draw);
  fill(card, now.view, true);
  const focusing = focusSoon(card, card.record);
  return () => {
    window.clearTimeout(focusing);
    post.answered();
    model.off("change:view", draw);
  };
}

function actions(card, now, send) {
  const decide = (decision, reason = "") => {
    if (now.view.state !== "record") return;
    if (decision === "exclude" && !reason && now.view.reason_needed) return askReason(card, now.view);
    const seconds = Math.round((Date.now() - now.shownAt) / 100) / 10;
    const group_id = now.view.record.group_id;
    send({ do: "decide", group_id, decision, reason, note: card.note.value, seconds });
  };
  return {
    include: () => decide("include"),
    exclude: () => decide("exclude"),
    maybe: () => decide("maybe"),
    reason: (number) => now.view.exclude?.[number - 1] && decide("exclude", now.view.exclude[number - 1].id),
    undo: () => now.view.state !== "error" && send({ do: "undo" }),
    note: () => now.view.state === "record" && openNote(card),
    why: () => now.view.state === "record" && send({ do: "why", note: card.note.value }),
    highlight: () => toggle(card.highlight, card.root, "no-marks"),
    help: () => (card.help.hidden = !card.help.hidden),
  };
}

const KEYS = { i: "include", e: "exclude", m: "maybe", u: "undo", n: "note", w: "why", h: "highlight", "?": "help" };

function onKey(event, card, acts) {
  event.stopPropagation();
  if (event.target === card.note) return onNoteKey(event, card);
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    card.help.hidden = true;
    card.record.focus();
  }
  const name = KEYS[event.key.toLowerCase()];
  const number = "123456789".includes(event.key) ? Number(event.key) : 0;
  if (!name && !number) return;
  event.preventDefault();
  // A key held down is one decision, not one on every record that passes by.
  if (event.repeat) return;
  if (number) acts.reason(number);
  else acts[name]();
}

function onNoteKey(event, card) {
  if (event.key === "Escape" || (event.key === "Enter" && !event.shiftKey)) {
    event.preventDefault();
    if (!card.note.value.trim()) card.noteRow.hidden = true;
    card.record.focus();
  }
}

function onClick(event, acts) {
  const button = event.target.closest("button");
  if (button?.dataset.reason) acts.reason(Number(button.dataset.reason));
  else if (button?.dataset.act) acts[button.dataset.act]();
}

function openNote(card) {
  card.noteRow.hidden = false;
  card.note.focus();
}

function askReason(card, view) {
  card.criteria.classList.add("asking");
  const why = `Why? Press 1 to ${Math.min(view.exclude.length, 9)}, or choose a criterion.`;
  card.said.textContent = card.toast.textContent = why;
  card.exclude.querySelector("button")?.scrollIntoView({ block: "nearest" });
}

function toggle(button, root, absent) {
  const off = root.classList.toggle(absent);
  button.setAttribute("aria-pressed", String(!off));
}

// Filling

function fill(card, view, isNewRecord) {
  card.root.dataset.state = view.state;
  card.criteria.classList.remove("asking");
  showProblem(card, view.problem);
  if (view.state === "error") return;
  fillProgress(card, view);
  fillCriteria(card, view);
  if (view.state === "record") fillRecord(card, view.record);
  else fillFinished(card, view);
  card.note.value = view.note;
  card.noteRow.hidden = !view.note;
  const title = view.record ? view.record.title.map(([text]) => text).join("") : "";
  card.said.textContent = view.said ? `${view.said}. On the card: ${title}` : view.why;
  card.toast.textContent = view.said;
  card.hint.textContent = view.why;
  card.hint.hidden = !view.why;
  if (isNewRecord) card.reading.scrollTop = card.record.scrollTop = 0;
  if (document.activeElement === card.note) card.record.focus();
}

function fillProgress(card, view) {
  const { decided, included, left, queued } = view.tally;
  counted(card, [[decided, "decided"], [included, "included"], [left, "left"]]);
  card.who.textContent = view.reviewer;
  card.synthetic.hidden = !view.synthetic;
  card.bar.max = Math.max(queued, 1);
  card.bar.value = queued - left;
}

function fillRecord(card, record) {
  card.title.replaceChildren(...pieces(record.title, "No title"));
  card.meta.replaceChildren(...metaLines(record));
  card.abstract.replaceChildren(...pieces(record.abstract, "No abstract came with this record."));
  card.abstract.classList.toggle("absent", record.abstract.length === 0);
}

function fillFinished(card, view) {
  const { queued } = view.tally;
  const all = queued === 1 ? "the 1 record" : `all ${queued.toLocaleString("en")} records`;
  card.title.textContent = queued ? `You have decided ${all} in the queue.` : "The queue is empty: there is nothing to decide.";
  card.meta.replaceChildren();
  card.abstract.classList.remove("absent");
  card.abstract.textContent =
    "Every decision is saved. Run the review again to see what is left, or press u to go back to your last decision.";
}

function fillCriteria(card, view) {
  card.include.replaceChildren(...view.include.map((one) => make("li", {}, ...criterion(one))));
  const reason = (one, index) => {
    const key = index < 9 ? make("kbd", {}, String(index + 1)) : "";
    const button = { type: "button", "data-reason": index + 1, title: `Exclude because of ${one.id}` };
    return make("li", {}, make("button", button, key, make("span", {}, ...criterion(one))));
  };
  const ids = view.exclude.map((one) => one.id).join();
  // Kept while they are the same, so that a focus on one of these buttons survives the next record.
  if (card.exclude.dataset.ids !== ids) card.exclude.replaceChildren(...view.exclude.map(reason));
  card.exclude.dataset.ids = ids;
}

function criterion(one) {
  return [make("span", { class: "id" }, one.id), ` ${one.text}`];
}

function pieces(marked, absent) {
  if (marked.length === 0) return [absent];
  return marked.flatMap(([text, isTerm]) => (isTerm ? [make("mark", {}, text)] : paragraphs(text)));
}

function paragraphs(text) {
  return text.split(/\n+/).flatMap((line, index) => (index ? [make("span", { class: "gap" }), line] : [line]));
}

function metaLines(record) {
  const line = (name, ...values) => values.some(Boolean) && make("p", { class: name }, ...values);
  const published = [make("b", {}, record.year), record.year && record.venue ? " · " : "", record.venue];
  const from = record.sources.length ? `Found in ${record.sources.join(", ")}` : "";
  return [
    line("authors", record.authors),
    (record.year || record.venue) && line("published", ...published),
    line("found", from, from && (record.doi || record.url) ? " · " : "", ...links(record)),
  ].filter(Boolean);
}

function links(record) {
  const address = record.doi ? `https://doi.org/${encodeURI(record.doi)}` : record.url;
  if (!/^https?:\/\//.test(address)) return [];
  const label = record.doi ? `doi.org/${record.doi}` : "Web page";
  return [make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label)];
}

// Building

function build(el) {
  const card = {
    counts: make("p", { class: "counts" }),
    who: make("span", { class: "who", title: "You decide as" }),
    synthetic: make("span", { class: "synthetic", hidden: "" }, "made-up records"),
    bar: make("progress", { "aria-label": "Decided of the queue" }),
    problem: make("p", { class: "problem", role: "alert", hidden: "" }),
    said: make("p", { class: "only-heard", role: "status", "aria-live": "polite" }),
    toast: make("span", { class: "toast", "aria-hidden": "true" }),
    hint: make("p", { class: "hint", hidden: "" }),
    title: make("h2", {}),
    meta: make("div", { class: "meta" }),
    abstract: make("p", { class: "abstract" }),
    include: make("ul", {}),
    exclude: make("ol", {}),
    note: make("textarea", { rows: 2, "aria-label": "Note on this record", placeholder: "Note, saved with the decision" }),
    highlight: make("button", { type: "button", "data-act": "highlight", "aria-pressed": "true" }, "Highlights", kbd("h")),
  };
  card.noteRow = make("div", { class: "note-row", hidden: "" }, card.note, make("span", {}, kbd("Enter"), " back to the record"));
  card.help = buildHelp(HELP);
  card.criteria = buildCriteria(card);
  card.record = make("article", { tabindex: 0, "aria-label": "Record" }, card.title, card.meta, card.abstract);
  card.reading = make("div", { class: "reading" }, card.record, card.criteria);
  const top = make("header", {}, card.counts, card.toast, card.synthetic, card.who);
  const root = { class: "review-card screening-card", "data-lm-suppress-shortcuts": "true", role: "group", "aria-label": "Screening" };
  card.root = make("section", root, top, card.bar, card.problem, card.hint, card.help, card.reading, card.noteRow, buttons(card), card.said);
  el.replaceChildren(card.root);
  return card;
}

function buttons(card) {
  const decisions = [act("include", "Include", "i"), act("maybe", "Maybe", "m"), act("exclude", "Exclude", "e")];
  const others = [act("undo", "Undo", "u"), act("note", "Note", "n"), act("why", "Why here?", "w"), card.highlight, act("help", "Help", "?")];
  return make("footer", {}, make("div", { class: "decisions" }, ...decisions), make("div", { class: "others" }, ...others));
}

function buildCriteria(card) {
  const include = [make("h3", {}, "Include"), card.include];
  const exclude = [make("h3", {}, "Exclude because of"), card.exclude];
  return make("aside", { class: "criteria", "aria-label": "Criteria" }, ...include, ...exclude);
}

export default { render };
