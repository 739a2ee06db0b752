// What the screening card is made of, the keys that it knows, and the panels that open over a record.

// What the tools of the field have on their keys; Covidence documents none, so these are the letters of its buttons. I
// means opposite things in two of them: which set is in use always stands on the card.
const KEY_SETS = {
  ours: { name: "this tool's", include: "i", maybe: "m", exclude: "e", undo: "u", note: "n" },
  rayyan: { name: "Rayyan's", include: "i", maybe: "u", exclude: "e", undo: "z", note: "n" },
  covidence: { name: "Covidence's", include: "y", maybe: "m", exclude: "n", undo: "u", note: "t" },
  asreview: { name: "ASReview's", include: "r", maybe: "m", exclude: "i", undo: "u", note: "n" },
};
const SAME_KEYS = {
  next: "→", previous: "←", search: "/", jump: "g", view: "v", progress: "p", why: "w", highlight: "h", pages: "f",
  back: "[", forward: "]", duplicate: "d", abstract: "a", flag: "l", export: "x", keys: ",", help: "?",
};
// Other keys that do the same: letters beside the arrows, for hands that stay where they are.
const ALSO = { ArrowRight: "next", j: "next", ArrowLeft: "previous", k: "previous" };

const MEANS = {
  include: "include", exclude: "exclude", maybe: "maybe, decide later", undo: "take the last step of this sitting back, and the one before ...",
  note: "write a note; it is saved with your decision", next: "next record (also j)", previous: "previous record (also k)", search: "find a record by its words",
  jump: "go to a place in the list", view: "choose what to see: decided, maybe, a source, a year ...", progress: "how far you are, and whether the team may stop",
  why: "why this record stands here", highlight: "marked terms on or off", pages: "full text beside it, or not",
  back: "page back", forward: "page on", duplicate: "this is a duplicate of, or belongs to, another record",
  abstract: "give it an abstract that you found", flag: "ask the librarian to look at it", export: "save what you see as a table",
  keys: "choose other keys", help: "show or hide this help",
};

function keysOf(view) {
  return { ...SAME_KEYS, ...(KEY_SETS[view.keys] ?? KEY_SETS.ours) };
}

function build(el) {
  const card = {
    counts: make("p", { class: "counts" }),
    place: make("button", { type: "button", class: "place", "data-act": "view" }),
    who: make("span", { class: "who", title: "You decide as" }),
    synthetic: make("span", { class: "synthetic", hidden: "" }, "made-up records"),
    bar: make("progress", { "aria-label": "Decided of the queue" }),
    problem: make("p", { class: "problem", role: "alert", hidden: "" }),
    said: make("p", { class: "only-heard", role: "status", "aria-live": "polite" }),
    toast: make("span", { class: "toast", "aria-hidden": "true" }),
    hint: make("p", { class: "hint", hidden: "" }),
    legend: make("p", { class: "legend" }),
    title: make("h2", {}),
    meta: make("div", { class: "meta" }),
    own: make("p", { class: "own", hidden: "" }),
    told: make("div", { class: "told" }),
    abstract: make("p", { class: "abstract" }),
    include: make("ul", {}),
    exclude: make("ol", {}),
    pane: make("div", { class: "pane", tabindex: "0", role: "region", "aria-label": "Full text", hidden: "" }),
    note: make("textarea", { rows: 2, "aria-label": "Note on this record", placeholder: "Note, saved with the decision" }),
    panel: make("div", { class: "panel", role: "dialog", "aria-modal": "true", hidden: "" }),
    buttons: new Map(),
    off: new Set(),
  };
  card.noteRow = make("div", { class: "note-row", hidden: "" }, card.note, make("span", {}, kbd("Enter"), " back to the record"));
  card.help = make("div", { class: "keys", hidden: "", role: "region", "aria-label": "Keys", tabindex: "-1" });
  card.criteria = make("aside", { class: "criteria", "aria-label": "Criteria", tabindex: "0" }, make("h3", {}, "Include"), card.include, make("h3", {}, "Exclude because of"), card.exclude);
  card.record = make("article", { tabindex: "0", "aria-label": "Record" }, card.title, card.own, card.meta, card.told, card.abstract);
  card.body = card.record;
  card.reading = make("div", { class: "reading" }, card.pane, card.record, card.criteria);
  buildPicker(card, "screening", { one: "record", many: "Records" });
  const top = make("header", {}, card.counts, card.toast, card.place, card.synthetic, card.who);
  const root = { class: "review-card screening-card", "data-lm-suppress-shortcuts": "true", role: "group", "aria-label": "Screening" };
  card.root = make("section", root, top, card.bar, card.problem, card.hint, card.help, card.legend, card.reading, card.noteRow, footer(card), card.panel, card.picker, card.said);
  el.replaceChildren(card.root);
  return card;
}

function footer(card) {
  const button = (name, label, attributes = {}) => {
    const made = make("button", { type: "button", class: `to-${name}`, "data-act": name, ...attributes }, label, kbd(""));
    card.buttons.set(name, made);
    return made;
  };
  const decisions = [button("include", "Include"), button("maybe", "Maybe"), button("exclude", "Exclude")];
  const others = [
    button("previous", "Previous"), button("next", "Next"), button("undo", "Undo"), button("note", "Note"), button("search", "Find"), button("why", "Why here?"),
    button("highlight", "Highlights", { "aria-pressed": "true" }), button("pages", "Full text", { "aria-pressed": "false" }), button("progress", "Progress"), button("help", "All keys"), button("keys", ""),
  ];
  return make("footer", {}, make("div", { class: "decisions" }, ...decisions), make("div", { class: "others" }, ...others));
}

// The letters on the buttons and in the help are those of the set in use.
function labelKeys(card, view) {
  const keys = keysOf(view);
  for (const [name, made] of card.buttons) made.querySelector("kbd").textContent = keys[name];
  const set = KEY_SETS[view.keys] ?? KEY_SETS.ours;
  card.buttons.get("keys").firstChild.textContent = `Keys: ${set.name}`;
  const acts = Object.keys(MEANS).filter((name) => name !== "maybe" || view.kind !== "adjudication");
  const rows = acts.map((name) => make("button", { type: "button", "data-act": name, "data-helps": "" }, kbd(keys[name]), make("span", {}, MEANS[name])));
  const reasons = make("p", {}, kbd("1"), " to ", kbd("9"), " exclude, with that criterion as the reason");
  const groups = make("p", {}, kbd("Shift"), " ", kbd("1"), " to ", kbd("9"), " marks of one group on or off");
  const moves = make("p", {}, kbd("Space"), " ", kbd("↓"), " ", kbd("↑"), " scroll; ", kbd("Esc"), " back to the record");
  card.help.replaceChildren(reasons, groups, moves, ...rows);
}

// Panels: one at a time, closed by Escape, and the focus back where it was.

// `card.about` is the record that an open panel speaks of: with another one on the card it closes.
function openPanel(card, title, ...inside) {
  card.about = "";
  card.panel.setAttribute("aria-label", title);
  const close = make("button", { type: "button", class: "close", "data-act": "close", "aria-label": "Close" }, "Close ", kbd("Esc"));
  card.panel.replaceChildren(make("div", { class: "panel-head" }, make("h3", {}, title), close), ...inside);
  card.panel.hidden = false;
  const first = card.panel.querySelector("input, textarea, select, .first") ?? close;
  first.focus({ preventScroll: true });
}

function closePanels(card) {
  card.panel.hidden = true;
  card.about = "";
  card.help.hidden = card.hint.hidden = true;
  card.criteria.classList.remove("asking");
  card.toast.textContent = "";
  closePicker(card);
  card.record.focus({ preventScroll: true });
}

function field(label, input, hint = "") {
  return make("label", { class: "field" }, make("span", {}, label), input, hint && make("span", { class: "soft" }, hint));
}

// A form of a panel: Enter sends it, but in a text of several lines, where Ctrl+Enter does.
function form(card, button, fields, onSend) {
  const made = make("form", {}, ...fields, make("button", { type: "submit", class: "primary" }, button, kbd(fields.some((one) => one.querySelector("textarea")) ? "Ctrl Enter" : "Enter")));
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    if (onSend(Object.fromEntries(new FormData(made)))) closePanels(card);
  });
  return made;
}

function keysPanel(card, view, choose) {
  const row = ([id, set], at) => {
    const keys = ["include", "maybe", "exclude", "undo"].map((name) => make("span", {}, kbd(set[name]), ` ${name}`));
    const button = make("button", { type: "button", class: at ? "choice" : "choice first", "aria-pressed": String(id === view.keys) }, kbd(String(at + 1)), make("b", {}, set.name), ...keys);
    button.addEventListener("click", () => choose(id));
    return button;
  };
  const why = "The letter I includes in some tools and excludes in another. Choose once; which keys are in use always stands below the record.";
  openPanel(card, "Which keys do your fingers know?", make("p", {}, why), ...Object.entries(KEY_SETS).map(row));
}

function viewPanel(card, told, view, send) {
  const now = told.view;
  const select = (name, options) => make("select", { name }, ...options.map(([value, label]) => make("option", { value, ...(value === (now[name] ?? "") && { selected: "" }) }, label)));
  const which = ["undecided", "all", "decided by me", "included by me", "excluded by me", "maybe", ...(view.conflicts ? ["conflicts"] : [])];
  const year = (name) => make("input", { name, type: "text", inputmode: "numeric", pattern: "[0-9]{4}", size: 4, value: now[name], placeholder: "any" });
  const bare = make("input", { name: "no_abstract", type: "checkbox", ...(now.no_abstract && { checked: "" }) });
  const fields = [
    field("Records", select("which", which.map((one) => [one, one]))),
    field("Source", select("source", [["", "any"], ...told.sources])),
    field("Language", select("language", [["", "any"], ...told.languages.map((one) => [one, one])])),
    field("From year", year("first_year")), field("to year", year("last_year")),
    make("label", { class: "check" }, bare, " without an abstract only"),
  ];
  openPanel(card, "What do you want to see?", form(card, "Show", fields, (given) => send({ do: "view", view: { ...given, no_abstract: "no_abstract" in given } })));
}

// What the words of a stopping statement mean, for who has to agree to it.
const WORDS = [
  ["recall", "the share of all relevant records that were found; nobody knows it while records are unread, so it is bounded"],
  ["confidence", "how often such a bound holds: at 95 %, in 95 of 100 reviews like this one"],
  ["at most so many missed", "a bound, not an estimate: probably fewer"],
  ["drawn at random", "read whatever the ranking says of them, so that they speak for all unread records"],
];

function progressPanel(card, told) {
  const pace = told.seconds >= 1 ? `${Math.round(told.seconds)} s a record` : "under a second a record";
  const hours = told.hours_left === null ? "your pace is known after six decisions" : `${hoursOf(told.hours_left)} at your pace, ${pace}`;
  const rows = [["You decided", told.decided], ["of them included", told.included], ["left in your queue", told.left], ["time left", hours]];
  const numbers = make("dl", { class: "numbers" }, ...rows.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, typeof value === "number" ? value.toLocaleString("en") : value)]));
  const one = told.stopping;
  const stop = one ? [
    make("p", { class: "verdict" }, one.recorded ? "The team has stopped." : one.may_stop ? "By the team's rule it may stop." : "By the team's rule it may not stop yet."),
    make("p", {}, one.sentence), one.assumes && make("p", {}, make("b", {}, "It assumes: "), one.assumes), one.measured && make("p", {}, one.measured),
    make("details", {}, make("summary", {}, "What these words mean"), make("dl", { class: "words" }, ...WORDS.flatMap(([word, means]) => [make("dt", {}, word), make("dd", {}, means)]))),
    make("p", {}, told.conflicts ? `${told.conflicts.toLocaleString("en")} ${told.conflicts === 1 ? "conflict waits" : "conflicts wait"} for an adjudicator.` : "No conflict is open."),
    make("p", { class: "soft" }, "Stopping is the team's decision: the lead records it."),
  ] : [make("p", {}, "The last run said nothing about stopping. Whoever leads the review runs it again: make run")];
  openPanel(card, "How far are you?", numbers, curve(told), make("h3", {}, "The team: can we stop?"), make("p", { class: "soft" }, "As of the last run of the review: what was decided since does not count here yet."), ...stop.filter(Boolean));
}

function hoursOf(hours) {
  return hours < 1 ? `${Math.max(1, Math.round(hours * 60))} min` : `${hours.toFixed(1)} h`;
}

// How many includes after how many decisions: a line that flattens says that few are left to find.
function curve(told) {
  const [width, height] = [320, 90];
  const [most, found] = told.curve.at(-1);
  const words = `Includes found: ${found.toLocaleString("en")} in your first ${most.toLocaleString("en")} decisions.`;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ viewBox: `-2 -2 ${width + 4} ${height + 4}`, role: "img", "aria-label": words, class: "curve" })) svg.setAttribute(name, value);
  const line = document.createElementNS("http://www.w3.org/2000/svg", "polyline");
  line.setAttribute("points", told.curve.map(([at, n]) => `${(at / Math.max(most, 1)) * width},${height - (n / Math.max(found, 1)) * height}`).join(" "));
  svg.append(line);
  return make("figure", {}, svg, make("figcaption", {}, words));
}
