// Draws what theme_card.py knows and tells it what a person did: extracts on the left, themes on the right.
// Moving, filtering and searching happen here; only what changes the file goes to the notebook.

const HELP = [
  ["j k", "next, previous extract"],
  ["1 to 9", "put it into the theme with this number"],
  ["Shift 1 to 9", "a negative case of that theme; where your keyboard has / there, Shift p"],
  ["p", "put it into a theme: type some letters, or a new name"],
  ["Shift p", "a negative case: type some letters"],
  ["t", "take it out of a theme"],
  ["n", "new theme: you name it"],
  ["← → or [ ]", "theme before, after"],
  ["e", "edit its name, statement, level, and where you looked for negative cases"],
  ["a", "make it analytical; what it rests on: add, take out"],
  ["d", "remove the theme"],
  ["f", "show all, in no theme, did not fit, of this theme"],
  ["/", "search; Escape goes back"],
  ["u", "undo"],
  ["r", "read the file again"],
  ["?", "show or hide this help"],
  ["mouse", "drag onto a theme; with Shift against it; back to the list"],
];

// Extracts of the list around the current one: a review has thousands, and a list of them all would make keys slow.
const AROUND = 40;

function render({ model, el }) {
  const card = build(el);
  const view = model.get("view");
  const post = messenger(model, card);
  const now = {
    view, post, themes: [], byId: new Map(), rows: [], inThemes: new Map(),
    extract: "", theme: "", folded: false, sent: null, editing: null, drafts: new Map(), ahead: [],
  };
  const acts = actions(card, now);

  const onAnswer = (answer) => hear(card, now, answer, acts);
  model.on("msg:custom", onAnswer);
  const press = (event) => onKey(event, card, now, acts);
  card.root.addEventListener("keydown", press);
  const dropKeys = keepKeys(card, card.body, press);
  card.root.addEventListener("click", (event) => onClick(event, card, now, acts));
  card.root.addEventListener("change", (event) => onChange(event, card, now));
  card.root.addEventListener("input", (event) => onInput(event, card, now));
  carrying(card, now, acts);
  start(card, now, model.get("themes"));
  const focusing = focusSoon(card, card.body);
  return () => {
    dropKeys();
    window.clearTimeout(focusing);
    post.answered();
    model.off("msg:custom", onAnswer);
  };
}

function start(card, now, themes) {
  const { view } = now;
  card.root.dataset.state = view.state;
  complain(card, view.problem, false);
  if (view.state === "error") return;
  for (const one of view.extracts) now.byId.set(one.id, { ...one, passage: [] });
  for (const one of now.byId.values()) now.byId.get(one.row).passage.push(one);
  now.rows = [...now.byId.values()].filter((one) => one.passage.length);
  now.codes = new Map(view.families.flatMap((family) => family.codes.map((code) => [code.id, { ...code, family }])));
  card.who.textContent = view.who;
  card.synthetic.hidden = !view.synthetic;
  take(now, themes);
  now.theme = ordered(now)[0]?.id ?? "";
  fillFilters(card, now);
  card.show.value = now.themes.length || now.rows.some((one) => isOpen(one, now)) ? "open" : "all";
  if (!view.extracts.length) complain(card, "There is no extract of an included report yet. Code full texts (make code) and run the review.", false);
  settle(card, now);
}

// Hearing

function hear(card, now, answer, acts) {
  now.post.answered();
  complain(card, answer.problem, answer.reload);
  if (answer.kind === "refused") hearRefused(card, now, answer);
  else hearSaved(card, now, answer);
  now.sent = null;
  takeFocus(card);
  typeAhead(card, now, acts);
}

// What was pressed behind a step that was not taken was meant for the card as it would have been.
function hearRefused(card, now, answer) {
  const lost = now.ahead.splice(0).length;
  say(card, lost ? `Not taken either: ${plural(lost, "key")} that you pressed meanwhile.` : "");
  hearTheirs(card, now, answer.theirs ?? {});
}

// A button that is gone by now (Reload) leaves the focus nowhere; then no key would reach the card.
function takeFocus(card) {
  if (!isElsewhere(card)) return card.body.focus({ preventScroll: true });
  const at = card.root.getRootNode().activeElement;
  if (at === null || at === document.body) (card.editor.hidden ? card.search : card.statement).focus({ preventScroll: true });
}

// Whether she is at something of the card that an answer must not take her away from.
function isElsewhere(card) {
  return !card.editor.hidden || !card.picker.hidden || Boolean(fieldOf(card));
}

function fieldOf(card) {
  const at = card.root.getRootNode().activeElement;
  return card.root.contains(at) && !at.closest("[hidden]") && at.matches("input:not([type=radio]), textarea, select") ? at : null;
}

function hearSaved(card, now, answer) {
  const before = now.inThemes, known = new Set(now.themes.map((theme) => theme.id)), place = visible(card, now).findIndex((one) => one.id === now.extract);
  take(now, answer.themes);
  const { sent } = now;
  if (sent?.do === "edit") hearWritten(card, now);
  freshen(card, now);
  const fresh = now.themes.find((theme) => !known.has(theme.id));
  if (known.size && !fresh && !now.themes.some((theme) => theme.id === now.theme)) now.theme = now.themes[0]?.id ?? "";
  if (fresh) now.theme = fresh.id;
  if (sent?.do === "undo") showAgain(card, now, before);
  fillFilters(card, now);
  settle(card, now, place);
  const theme = now.themes.find((one) => one.id === (fresh?.id ?? sent?.theme));
  say(card, theme ? `${plural(theme.studies, "independent study", "independent studies")}: ${answer.said}` : answer.said);
}

function take(now, themes) {
  now.themes = themes;
  now.inThemes = new Map();
  for (const theme of themes)
    for (const [sign, listed] of [["", theme.extracts], ["¬", theme.negative]])
      for (const id of listed) {
        const row = now.byId.get(id)?.row ?? id;
        now.inThemes.set(row, [...(now.inThemes.get(row) ?? []), [sign, theme, id]]);
      }
}

// What was taken back comes before one's eyes again.
function showAgain(card, now, before) {
  const signs = (themes, id) => (themes.get(id) ?? []).map(([sign, theme]) => sign + theme.id).join(" ");
  const moved = [...new Set([...before.keys(), ...now.inThemes.keys()])].find((id) => now.byId.has(id) && signs(before, id) !== signs(now.inThemes, id));
  if (moved) now.extract = moved;
}

// The current extract where it is still shown, else the one that took its place.
function settle(card, now, place = 0) {
  const listed = visible(card, now);
  if (!listed.some((one) => one.id === now.extract)) now.extract = (listed[Math.max(place, 0)] ?? listed.at(-1))?.id ?? "";
  fillAll(card, now);
}

function complain(card, sentence, canReload) {
  card.problem.hidden = !sentence;
  card.problem.replaceChildren(sentence || "", canReload ? act("reload", "Reload", "r") : "");
}

// Doing

function actions(card, now) {
  const send = (message) => {
    if (now.post.send(message)) now.sent = message;
    else say(card, "Not taken: there is no answer yet to the step before. Do it again.");
  };
  const current = () => now.themes.find((theme) => theme.id === now.theme);
  const withTheme = (then) => (current() ? then(current()) : say(card, "There is no theme yet: press n and name one."));
  const withExtract = (then) => (now.extract ? then(now.extract) : say(card, "No extract is chosen."));
  // A passage goes into a theme once, by the extract of it that is there already.
  const put = (id, extract, against) => {
    const held = (now.inThemes.get(now.byId.get(extract)?.row) ?? []).find(([, theme]) => theme.id === id);
    const message = { do: against ? "against" : "put", theme: id, what: held?.[2] ?? extract };
    const { name, no_negative_case: sentence } = now.themes.find((theme) => theme.id === id);
    const go = (more) => {
      if (now.theme !== id) now.folded = false;
      now.theme = id;
      send({ ...message, ...more });
    };
    if (!against || !sentence) return go({});
    const told = [{ ids: [], name: "Go back", more: "", family: "" }, { ids: [sentence], name: "It is a negative case: take that sentence out", more: "One step: u takes it back.", family: "" }];
    pick(card, `“${name}” says that no negative case was found: “${sentence}”`, told, ([instead_of]) => instead_of && go({ instead_of }));
  };
  const choices = (themes) => themes.map((theme) => ({ ids: [theme.id], name: theme.name, more: theme.statement || theme.level, family: theme.level }));
  const called = (typed) => now.themes.some((theme) => theme.name.toLowerCase() === typed.toLowerCase());
  const MEANT = { descriptive: "close to what the extracts say", analytical: "goes beyond them, and rests on other themes" };
  const fresh = (typed) => typed && !called(typed) && Object.keys(LEVELS).map((level) => ({ ids: ["", typed, level], name: `New ${level} theme “${typed}”`, more: MEANT[level], family: "" }));
  const raise = (theme) => {
    const told = [{ ids: [], name: "Go back", more: "", family: "" }, { ids: ["analytical"], name: "Make it analytical", more: "Then say with a what it rests on.", family: "" }];
    pick(card, `“${theme.name}” is descriptive and rests on extracts only`, told, ([level]) => level && send({ do: "edit", theme: theme.id, changes: { level: [theme.level, level] } }));
  };
  const step = (by) => {
    const listed = visible(card, now);
    const at = listed.findIndex((one) => one.id === now.extract);
    const next = listed[Math.min(Math.max(at + by, 0), listed.length - 1)];
    if (next) choose(card, now, next.id);
  };
  const stepTheme = (by) => {
    const shown = ordered(now);
    const next = shown[shown.findIndex((theme) => theme.id === now.theme) + by];
    if (!next) return;
    now.folded = false;
    chooseTheme(card, now, next.id);
  };
  const leave = () => {
    card.editor.hidden = true;
    card.body.focus({ preventScroll: true });
  };
  const find = (title, against) => withExtract((what) =>
    pick(card, title, choices(ordered(now)), ([id, name, level]) => (id ? put(id, what, against) : send({ do: "begin", name, level, what })),
      against ? () => null : fresh, against ? "Type some letters of its name" : "Type some letters of its name, or a new name"));
  return {
    put,
    takeOut: (theme, what) => send({ do: "take_out", theme, what }),
    addPart: (theme, what) => send({ do: "add_part", theme, what }),
    dropPart: (theme, what) => send({ do: "drop_part", theme, what }),
    next: () => step(1),
    previous: () => step(-1),
    number: (number, against) => withExtract((what) => {
      const theme = ordered(now)[number - 1];
      theme ? put(theme.id, what, against) : say(card, `There is no theme ${number} yet.`);
    }),
    find: () => find("Put it into which theme?", false),
    against: () => find("A negative case of which theme?", true),
    out: () => withExtract((what) => {
      const held = now.inThemes.get(what) ?? [];
      if (!held.length) return say(card, "This extract is in no theme.");
      const out = (id) => send({ do: "take_out", theme: id, what: held.find(([, theme]) => theme.id === id)[2] });
      if (held.length === 1) return out(held[0][1].id);
      pick(card, "Take it out of which theme?", choices([...new Set(held.map(([, theme]) => theme))]), ([id]) => out(id));
    }),
    begin: () => {
      pick(card, "Name the new theme", [], ([, name, level]) => name && send({ do: "begin", name, level, what: "" }), (typed) =>
        fresh(typed) || (typed && { ids: [], name: `There is a theme “${typed}” already`, more: "", family: "" }), "Type the name");
    },
    theme_before: () => stepTheme(-1),
    theme_after: () => stepTheme(1),
    edit: () => withTheme((theme) => openEditor(card, now, theme)),
    part: () => withTheme((theme) => {
      if (theme.level !== "analytical") return raise(theme);
      const rests = (one) => theme.parts.includes(one.id);
      const told = now.themes.filter((one) => one.id !== theme.id).map((one) => ({ ids: [one.id], name: one.name, more: rests(one) ? "it rests on this one: take it out" : one.level, family: "" }));
      pick(card, `What does “${theme.name}” rest on?`, told, ([what]) => send({ do: theme.parts.includes(what) ? "drop_part" : "add_part", theme: theme.id, what }));
    }),
    remove: () => withTheme((theme) => {
      const told = [{ ids: [], name: "Go back", more: "", family: "" }, { ids: [theme.id], name: `Remove ${theme.name}`, more: "One step: u takes it back. Its extracts stay.", family: "" }];
      pick(card, `Remove “${theme.name}”?`, told, ([id]) => id && send({ do: "remove", theme: id }));
    }),
    save: () => {
      const changes = changesOf(card, now);
      if (Object.keys(changes).length) return send({ do: "edit", theme: now.editing.theme, changes });
      leave();
      say(card, "Nothing was changed.");
    },
    cancel: () => {
      keepDraft(card, now);
      leave();
    },
    discard: () => leave(),
    show: () => {
      const values = [...card.show.options].map((option) => option.value);
      card.show.value = values[(values.indexOf(card.show.value) + 1) % values.length];
      filtered(card, now);
    },
    search: () => card.words.focus(),
    undo: () => send({ do: "undo" }),
    reload: () => send({ do: "reload" }),
    help: () => (card.help.hidden = !card.help.hidden),
  };
}

const KEYS = {
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", p: "find", t: "out", n: "begin", "[": "theme_before", "]": "theme_after",
  ArrowLeft: "theme_before", ArrowRight: "theme_after", e: "edit", a: "part", d: "remove", f: "show", "/": "search", u: "undo", r: "reload", "?": "help",
};

// Keys that are pressed while an answer is awaited are taken after it, in their order, each by what the card shows then.
function typeAhead(card, now, acts) {
  if (now.ahead.length && Date.now() - now.ahead[0].at > ANSWER_WITHIN_MS) now.ahead = [];
  while (now.ahead.length && !now.post.waiting()) {
    const { event } = now.ahead.shift(), { key, code, shiftKey, ctrlKey, altKey } = event, field = fieldOf(card);
    if (field && key.length === 1 && field.tagName !== "SELECT") {
      field.setRangeText(key, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    } else onKey({ key, code, shiftKey, ctrlKey, altKey, target: field ?? card.body, preventDefault() {}, stopPropagation() {}, getModifierState: (name) => event.getModifierState(name) }, card, now, acts);
  }
}

function onKey(event, card, now, acts) {
  event.stopPropagation();
  if (isComposing(event)) return;
  if (now.post.waiting() && !isElsewhere(card) && !event.ctrlKey && !event.metaKey && event.key !== "Tab") {
    event.preventDefault();
    if (!event.repeat) now.ahead.push({ event, at: Date.now() });
    return;
  }
  if (event.key === "Escape") {
    event.preventDefault();
    if (!card.editor.hidden) return acts.cancel();
    closePicker(card);
    card.help.hidden = true;
    return card.body.focus({ preventScroll: true });
  }
  if (!card.picker.hidden) return onPickerKey(event, card);
  const typed = event.target.closest("input:not([type=radio]), textarea, select");
  if (event.key === "Enter" && !event.shiftKey && !event.target.closest("button, select") && (typed || !card.editor.hidden)) {
    event.preventDefault();
    return card.editor.hidden ? card.body.focus({ preventScroll: true }) : acts.save();
  }
  if (typed || !card.editor.hidden || event.metaKey) return;
  // A sign that stands on a digit (Shift 7 is / on many keyboards) or behind AltGr is that sign; only then counts the
  // key's place, since Shift gives other signs, and each keyboard its own.
  const named = KEYS[event.key] ?? KEYS[keyOf(event)];
  const isSign = event.getModifierState("AltGraph");
  if (isSign ? !named : event.ctrlKey || event.altKey) return;
  const digit = named ? 0 : digitOf(event);
  const name = digit ? "number" : named === "find" && event.shiftKey ? "against" : named;
  if (!name) return;
  event.preventDefault();
  // A key held down moves on, but changes the file once only.
  if (event.repeat && !["next", "previous"].includes(name)) return;
  acts[name](digit, event.shiftKey);
}

function onClick(event, card, now, acts) {
  const found = event.target.closest("button, [data-extract]");
  if (!found) return;
  const { act: name, choose: theme, edit, out, dropPart, of, extract } = found.dataset;
  if (theme) {
    now.folded = theme === now.theme && !now.folded;
    chooseTheme(card, now, theme);
    card.themes.querySelector(`[data-choose="${CSS.escape(theme)}"]`)?.focus({ preventScroll: true });
  } else if (edit) {
    now.folded = false;
    chooseTheme(card, now, edit);
    acts.edit();
  } else if (out) acts.takeOut(of, out);
  else if (dropPart) acts.dropPart(of, dropPart);
  else if (extract && !of) {
    choose(card, now, extract);
    card.body.focus({ preventScroll: true });
  } else if (name) acts[name]();
}

function onChange(event, card, now) {
  if (![card.show, card.code, card.study].includes(event.target)) return;
  filtered(card, now);
  card.body.focus({ preventScroll: true });
}

function onInput(event, card, now) {
  if (event.target === card.search) filterPicker(card);
  if (event.target === card.words) filtered(card, now);
}

function choose(card, now, id) {
  now.extract = id;
  fillList(card, now);
}

function chooseTheme(card, now, id) {
  now.theme = id;
  fillThemes(card, now);
  if (card.show.value === "theme") settle(card, now);
}

function filtered(card, now) {
  settle(card, now);
  say(card, `${card.show.selectedOptions[0].textContent}: ${plural(visible(card, now).length, "extract")}.`);
}

// Knowing

function isOpen(one, now) {
  return !now.inThemes.has(one.id) && !now.codes.get(one.code)?.family.facts;
}

function visible(card, now) {
  const { value: show } = card.show, { value: code } = card.code, { value: study } = card.study;
  const words = card.words.value.toLowerCase().split(/\s+/).filter(Boolean);
  const group = now.view.groups.find((one) => `group ${one.id}` === show);
  const isShown = (one) => {
    if (show === "open") return isOpen(one, now);
    if (show === "misfit") return one.passage.some((other) => !other.fits);
    if (show === "theme") return (now.inThemes.get(one.id) ?? []).some(([, theme]) => theme.id === now.theme);
    return !group || one.passage.some((other) => group.extracts.includes(other.id));
  };
  const told = (one) => [one.report, one.code, now.codes.get(one.code)?.name, ...one.passage.flatMap((other) => [other.quote, other.note, other.value])].join(" ").toLowerCase();
  return now.rows.filter((one) =>
    isShown(one) && (!code || one.code === code || one.code.startsWith(`${code}.`)) && (!study || one.study === study) && (!words.length || words.every((word) => told(one).includes(word))));
}

function say(card, sentence) {
  card.said.textContent = card.toast.textContent = sentence;
}

// Filling

function fillAll(card, now) {
  const open = now.rows.filter((one) => isOpen(one, now)).length;
  const inSome = now.rows.filter((one) => now.inThemes.has(one.id)).length;
  const facts = now.rows.length - open - inSome;
  const parts = [[now.themes.length, now.themes.length === 1 ? "theme" : "themes"], [inSome, inSome === 1 ? "extract in themes" : "extracts in themes"], [open, "in none"]];
  counted(card, facts ? [...parts, [facts, facts === 1 ? "fact about a study" : "facts about studies"]] : parts);
  card.bar.max = Math.max(inSome + open, 1);
  card.bar.value = inSome;
  fillList(card, now);
  fillThemes(card, now);
}

function fillFilters(card, now) {
  const { view } = now, shown = card.show.value;
  const option = (value, text) => make("option", { value }, text);
  const groups = view.groups.map((one) => option(`group ${one.id}`, `Proposed group ${one.id}: ${one.words.slice(0, 4).join(", ")}`));
  const misfit = view.extracts.some((one) => !one.fits) ? [option("misfit", "Did not fit")] : [];
  card.show.replaceChildren(option("open", "In no theme"), option("all", "All extracts, with facts about studies"), ...misfit, option("theme", "Of the current theme"), ...groups);
  if (shown) card.show.value = shown;
  if (card.code.options.length) return;
  const used = new Set(view.extracts.map((one) => one.code));
  const families = view.families.filter((family) => family.codes.some((code) => used.has(code.id)));
  const listed = (family) => make("optgroup", { label: family.name }, option(family.id, `${family.name} (all)`), ...family.codes.filter((code) => used.has(code.id)).map((code) => option(code.id, code.name)));
  card.code.replaceChildren(option("", "Every code"), ...families.map(listed));
  const studies = new Map(view.extracts.map((one) => [one.study, view.studies[one.study] ?? one.report]));
  const byName = [...studies].sort((a, b) => (a[1] < b[1] ? -1 : 1));
  card.study.replaceChildren(option("", "Every study"), ...byName.map(([study, report]) => option(study, report)));
}

function fillList(card, now) {
  const listed = visible(card, now);
  const at = Math.max(listed.findIndex((one) => one.id === now.extract), 0);
  const from = Math.max(at - AROUND, 0);
  const more = (n, where) => n > 0 && make("li", { class: "soft", role: "presentation" }, `${n.toLocaleString("en")} more ${where}`);
  const rows = listed.slice(from, at + AROUND).map((one, i) => drawExtract(card, one, now, from + i + 1, listed.length));
  const nothing = !rows.length && make("li", { class: "soft", role: "presentation" }, "Nothing of this kind: press f to see more.");
  card.list.replaceChildren(...[more(from, "before"), ...rows, more(listed.length - at - AROUND, "after"), nothing].filter(Boolean));
  const chosen = card.list.querySelector("[aria-selected=true]");
  chosen ? card.body.setAttribute("aria-activedescendant", chosen.id) : card.body.removeAttribute("aria-activedescendant");
  if (chosen) scrollInto(card.body, chosen);
}

function drawExtract(card, one, now, position, size) {
  const isCurrent = one.id === now.extract;
  const themes = (now.inThemes.get(one.id) ?? []).map(([sign, theme]) => make("span", { class: sign ? "chip con" : "chip" }, sign ? `against ${theme.name}` : theme.name));
  const told = [said(one, "status"), said(one, "quoted"), said(one, "value", "value: "), coders(one), !one.counts && "of a review that cites studies counted here: in no count", isCurrent && said(one, "note", "note: ")].filter(Boolean);
  const others = isCurrent ? [...new Set(one.passage.map((other) => other.quote))].filter((quote) => quote !== one.quote) : [];
  const attributes = { role: "option", id: `${card.named}-${position}`, "aria-selected": String(isCurrent), "aria-posinset": position, "aria-setsize": size, "data-extract": one.id, draggable: "true" };
  return make("li", attributes,
    make("p", { class: "head" }, make("b", {}, now.codes.get(one.code)?.name ?? one.code), " ", make("span", { class: "soft" }, `${one.report}, p. ${one.page}`)),
    make("p", { class: "quote" }, one.quote),
    ...others.map((quote) => make("p", { class: "soft" }, `marked as well: “${quote}”`)),
    make("p", { class: "soft" }, told.join(" · "), " ", ...themes));
}

// What the people who coded a passage say of it: once where they agree, else with their ids.
function said(one, field, before = "") {
  const words = one.passage.filter((other) => other[field]);
  const differ = new Set(one.passage.map((other) => other[field])).size > 1;
  return words.length && before + (differ ? words.map((other) => `${other[field]} (${other.who})`).join(", ") : words[0][field]);
}

function coders(one) {
  const who = [...new Set(one.passage.map((other) => other.who))].sort();
  return who.length > 1 && `coded by ${who.slice(0, -1).join(", ")} and ${who.at(-1)}`;
}

// Building

function build(el) {
  const named = `themes-${Math.random().toString(36).slice(2)}`;
  const card = {
    named,
    counts: make("p", { class: "counts" }),
    who: make("span", { class: "who", title: "You work as" }),
    synthetic: make("span", { class: "synthetic", hidden: "" }, "made-up texts"),
    bar: make("progress", { "aria-label": "Extracts that are in a theme" }),
    problem: make("p", { class: "problem", role: "alert", hidden: "" }),
    said: make("p", { class: "only-heard", role: "status", "aria-live": "polite" }),
    toast: make("span", { class: "toast", "aria-hidden": "true" }),
    show: make("select", { "aria-label": "Show" }),
    code: make("select", { "aria-label": "Family or code" }),
    study: make("select", { "aria-label": "Study" }),
    words: make("input", { type: "search", "aria-label": "Search in the extracts", placeholder: "Search", autocomplete: "off" }),
    boards: Object.fromEntries(Object.keys(LEVELS).map((level) => [level, make("div", { class: "board" })])),
    name: make("input", { type: "text", autocomplete: "off", id: `${named}-name` }),
    statement: make("textarea", { rows: 3, id: `${named}-statement` }),
    no_negative_case: make("textarea", { rows: 2, id: `${named}-none` }),
    levels: Object.keys(LEVELS).map((level) => make("input", { type: "radio", name: `${named}-level`, value: level })),
  };
  card.body = card.list = make("ul", { class: "list", role: "listbox", tabindex: 0, "aria-label": "Extracts" });
  card.themes = make("div", { class: "themes", tabindex: -1 }, ...Object.entries(LEVELS).map(([level, title]) => make("section", { "aria-label": title }, make("h2", {}, title), card.boards[level])));
  buildPicker(card, named, { one: "theme", many: "Themes" });
  card.noChoice = "Type a name; nothing is proposed to you.";
  card.editor = editor(card);
  card.help = buildHelp(HELP);
  const filters = make("div", { class: "filters" }, card.show, card.code, card.study, card.words);
  const work = make("div", { class: "work" }, make("div", { class: "extracts" }, filters, card.list), card.themes, card.picker, card.editor);
  const others = [act("find", "Put into", "p"), act("against", "Against", "⇧p"), act("out", "Take out", "t"), act("begin", "New theme", "n"), act("edit", "Edit", "e"), act("part", "Rests on", "a"), act("remove", "Remove", "d")];
  const footer = make("footer", {}, make("div", { class: "others" }, ...others), make("div", { class: "others" }, act("undo", "Undo", "u"), act("reload", "Reload", "r"), act("help", "Help", "?")));
  const top = make("header", {}, card.counts, card.toast, card.synthetic, card.who);
  const root = { class: "review-card theme-card", "data-lm-suppress-shortcuts": "true", role: "group", "aria-label": "Themes" };
  card.root = make("section", root, top, card.bar, card.problem, card.help, work, footer, card.said);
  el.replaceChildren(card.root);
  return card;
}

export default { render };
