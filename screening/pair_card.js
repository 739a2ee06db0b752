// Draws two records side by side and tells pair_card.py what a person says of them.

const HELP = [
  ["s", "the same: one of them is enough"], ["d", "different: two works"], ["l", "linked: they belong together, choose how"],
  ["→", "later (also j)"], ["←", "the pair before (also k)"], ["u", "undo"], ["n", "write a note, before deciding"], ["?", "show or hide this help"],
];
const KEYS = { s: "same", d: "different", l: "linked", ArrowRight: "later", j: "later", ArrowLeft: "previous", k: "previous", u: "undo", n: "note", "?": "help" };

function render({ model, el }) {
  const card = build(el);
  const now = { view: model.get("view") };
  const post = messenger(model, card);
  const drafts = new Map();
  const draw = () => {
    post.answered();
    const before = now.view.pair?.key;
    now.view = model.get("view");
    if (before !== now.view.pair?.key) closePicker(card);
    fill(card, now.view);
    const draft = drafts.get(now.view.pair?.key);
    if (draft && !now.view.note) {
      card.note.value = draft;
      card.noteRow.hidden = false;
    }
  };
  // A note that was begun waits for its pair, and goes with the verdict on it.
  const acts = actions(card, now, (message) => {
    const { pair } = now.view;
    if (post.send(message) && pair) drafts.set(pair.key, message.do === "decide" ? "" : card.note.value);
  });
  const press = (event) => onKey(event, card, acts);
  card.root.addEventListener("keydown", press);
  const dropKeys = keepKeys(card, card.body, press);
  card.root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    // After a click the keys are the pair's again: Space would press the button on the next one.
    if (event.detail && button?.closest(".decisions")) card.body.focus({ preventScroll: true });
    acts[button?.dataset.act]?.();
  });
  card.search.addEventListener("input", () => filterPicker(card));
  model.on("change:view", draw);
  fill(card, now.view);
  const focusing = focusSoon(card, card.body);
  return () => {
    dropKeys();
    window.clearTimeout(focusing);
    post.answered();
    model.off("change:view", draw);
  };
}

function actions(card, now, send) {
  const say = (verdict, link = "") => now.view.state === "pair" && !isDouble(now, verdict) && send({ do: "decide", key: now.view.pair.key, verdict, link, note: card.note.value });
  const kinds = () => now.view.links.map((link) => ({ ids: [link, link], name: link, more: "", family: "" }));
  return {
    same: () => say("same"),
    different: () => say("different"),
    linked: () => now.view.state === "pair" && pick(card, "How do they belong together?", kinds(), ([link]) => say("linked", link)),
    later: () => now.view.state === "pair" && send({ do: "later", key: now.view.pair.key, note: card.note.value }),
    previous: () => now.view.state !== "error" && send({ do: "go", by: -1 }),
    undo: () => now.view.state !== "error" && send({ do: "undo" }),
    note: () => {
      if (now.view.state !== "pair") return;
      card.noteRow.hidden = false;
      card.note.focus();
    },
    help: () => (card.help.hidden = !card.help.hidden),
  };
}

function onKey(event, card, acts) {
  event.stopPropagation();
  if (isComposing(event)) return;
  if (isHeld(event)) return event.preventDefault();
  if (event.key === "Escape") {
    event.preventDefault();
    closePicker(card);
    card.help.hidden = true;
    return card.body.focus();
  }
  if (!card.picker.hidden) return onPickerKey(event, card);
  if (event.target === card.note) {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    return card.body.focus();
  }
  const name = KEYS[keyOf(event)];
  if (!name || isCommand(event)) return;
  event.preventDefault();
  if (!event.repeat) acts[name]();
}

function fill(card, view) {
  card.root.dataset.state = view.state;
  showProblem(card, view.problem);
  if (view.state === "error") return;
  const { left, of, at } = view.tally;
  counted(card, [[left, left === 1 ? "pair left" : "pairs left"]]);
  card.who.textContent = view.reviewer;
  card.synthetic.hidden = !view.synthetic;
  card.bar.max = Math.max(of, 1);
  card.bar.value = of - left;
  card.note.value = view.note;
  card.noteRow.hidden = !view.note;
  card.toast.textContent = view.said;
  if (view.pair) fillPair(card, view.pair, `${at + 1} of ${of}`);
  else card.why.textContent = of ? (left ? "You are at the end of the list; press ← to go back to pairs that you left." : "Every pair has your verdict. Run the review again to see what came of them, or press u to go back.") : "No pair of records is in doubt: there is nothing to decide.";
  card.table.hidden = !view.pair;
  card.own.hidden = !view.pair?.own && !view.pair?.others.length;
  card.said.textContent = [view.said, view.pair ? `Pair ${at + 1} of ${of}: ${view.pair.reason}` : card.why.textContent].filter(Boolean).join(". ");
  if (document.activeElement === card.note) card.body.focus();
}

function fillPair(card, pair, where) {
  card.why.textContent = `Pair ${where}. ${pair.reason} Titles ${pair.likeness} % alike.`;
  const own = pair.own && `You decided: ${pair.own}. Another verdict replaces it.`;
  card.own.textContent = [own, ...pair.others].filter(Boolean).join(" · ");
  const marked = (pieces) => (pieces.length ? pieces.map(([text, differs]) => (differs ? make("mark", {}, text) : text)) : [make("span", { class: "soft" }, "—")]);
  const row = ([name, a, b]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, ...marked(a)), make("td", {}, ...marked(b)));
  const head = make("tr", {}, make("td", {}), ...pair.ids.map((id) => make("th", { scope: "col" }, id)));
  card.table.replaceChildren(make("caption", { class: "only-heard" }, "The two records; what differs is marked"), make("thead", {}, head), make("tbody", {}, ...pair.rows.map(row)));
  card.body.scrollTop = 0;
}

function build(el) {
  const card = {
    counts: make("p", { class: "counts" }),
    who: make("span", { class: "who", title: "You decide as" }),
    synthetic: make("span", { class: "synthetic", hidden: "" }, "made-up records"),
    bar: make("progress", { "aria-label": "Decided of the pairs" }),
    problem: make("p", { class: "problem", role: "alert", hidden: "" }),
    said: make("p", { class: "only-heard", role: "status", "aria-live": "polite" }),
    toast: make("span", { class: "toast", "aria-hidden": "true" }),
    why: make("h2", {}),
    own: make("p", { class: "own", hidden: "" }),
    table: make("table", {}),
    note: make("textarea", { rows: 2, "aria-label": "Note on this pair", placeholder: "Note, saved with the verdict" }),
  };
  card.noteRow = make("div", { class: "note-row", hidden: "" }, card.note, make("span", {}, kbd("Enter"), " back to the pair"));
  card.help = buildHelp(HELP);
  buildPicker(card, "pairs", { one: "kind", many: "Kinds of link" });
  card.body = make("article", { tabindex: "0", "aria-label": "Two records" }, card.why, card.own, card.table);
  const top = make("header", {}, card.counts, card.toast, card.synthetic, card.who);
  const decisions = [act("same", "Same", "s"), act("different", "Different", "d"), act("linked", "Linked as …", "l"), act("later", "Later", "→")];
  const others = [act("previous", "Previous", "←"), act("undo", "Undo", "u"), act("note", "Note", "n"), act("help", "Help", "?")];
  const bottom = make("footer", {}, make("div", { class: "decisions" }, ...decisions), make("div", { class: "others" }, ...others));
  const root = { class: "review-card pair-card", "data-lm-suppress-shortcuts": "true", role: "group", "aria-label": "Duplicates" };
  card.root = make("section", root, top, card.bar, card.problem, card.help, card.body, card.noteRow, bottom, card.picker, card.said);
  el.replaceChildren(card.root);
  return card;
}

export default { render };
