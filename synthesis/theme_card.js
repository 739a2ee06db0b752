// Draws what theme_card.py knows and tells it what a person did: extracts on the left, themes on the right.
// Moving, filtering and searching happen here; only what changes the file goes to the notebook.

const HELP = [
  ["j k", "next, previous extract"],
  ["1 to 9", "put it into the theme with this number"],
  ["Shift 1 to 9", "a negative case of that theme"],
  ["p", "put it into a theme: type some letters, or a new name"],
  ["Shift p", "a negative case: type some letters"],
  ["t", "take it out of a theme"],
  ["n", "new theme: you name it"],
  ["[ ]", "theme before, after"],
  ["e", "edit its name, statement and level"],
  ["a", "what an analytical theme rests on: add, take out"],
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
  const now = { view, post, themes: [], byId: new Map(), inThemes: new Map(), extract: "", theme: "", sent: null, drafts: new Map() };
  const acts = actions(card, now);

  const onAnswer = (answer) => hear(card, now, answer);
  model.on("msg:custom", onAnswer);
  card.root.addEventListener("keydown", (event) => onKey(event, card, now, acts));
  card.root.addEventListener("click", (event) => onClick(event, card, now, acts));
  card.root.addEventListener("change", (event) => onChange(event, card, now));
  card.root.addEventListener("input", (event) => onInput(event, card, now));
  carrying(card, now, acts);
  start(card, now);
  const focusing = window.setTimeout(() => card.body.focus({ preventScroll: true }), 300);
  return () => {
    window.clearTimeout(focusing);
    post.answered();
    model.off("msg:custom", onAnswer);
  };
}

function start(card, now) {
  const { view } = now;
  card.root.dataset.state = view.state;
  complain(card, view.problem, false);
  if (view.state === "error") return;
  for (const one of view.extracts) now.byId.set(one.id, one);
  now.codes = new Map(view.families.flatMap((family) => family.codes.map((code) => [code.id, { ...code, family }])));
  card.who.textContent = view.who;
  card.synthetic.hidden = !view.synthetic;
  take(now, view.themes);
  now.theme = now.themes[0]?.id ?? "";
  fillFilters(card, now);
  card.show.value = now.themes.length || view.extracts.some((one) => isOpen(one, now)) ? "open" : "all";
  if (!view.extracts.length) complain(card, "There is no extract of an included report yet. Code full texts (make code) and run the review.", false);
  settle(card, now);
}

// Hearing

function hear(card, now, answer) {
  now.post.answered();
  complain(card, answer.problem, answer.reload);
  if (answer.kind === "refused") return say(card, "");
  const before = now.inThemes, known = new Set(now.themes.map((theme) => theme.id)), place = visible(card, now).findIndex((one) => one.id === now.extract);
  take(now, answer.themes);
  const { sent } = now;
  if (sent?.do === "edit") now.drafts.delete(sent.theme);
  if (!card.editor.hidden) closeEditor(card);
  const fresh = now.themes.find((theme) => !known.has(theme.id));
  if (known.size && !fresh && !now.themes.some((theme) => theme.id === now.theme)) now.theme = now.themes[0]?.id ?? "";
  if (fresh) now.theme = fresh.id;
  if (sent?.do === "undo") showAgain(card, now, before);
  fillFilters(card, now);
  settle(card, now, place);
  const theme = now.themes.find((one) => one.id === (fresh?.id ?? sent?.theme));
  say(card, theme ? `${answer.said}: ${plural(theme.studies, "independent study", "independent studies")}` : answer.said);
  card.body.focus({ preventScroll: true });
}

function take(now, themes) {
  now.themes = themes;
  now.inThemes = new Map();
  for (const theme of themes)
    for (const [sign, listed] of [["", theme.extracts], ["¬", theme.negative]])
      for (const id of listed) now.inThemes.set(id, [...(now.inThemes.get(id) ?? []), [sign, theme]]);
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
    now.sent = message;
    now.post.send(message);
  };
  const current = () => now.themes.find((theme) => theme.id === now.theme);
  const withTheme = (then) => (current() ? then(current()) : say(card, "There is no theme yet: press n and name one."));
  const withExtract = (then) => (now.extract ? then(now.extract) : say(card, "No extract is chosen."));
  const put = (theme, what, against) => {
    now.theme = theme;
    send({ do: against ? "against" : "put", theme, what });
  };
  const choices = (themes) => themes.map((theme) => ({ ids: [theme.id], name: theme.name, more: theme.statement || theme.level, family: theme.level }));
  const called = (typed) => now.themes.some((theme) => theme.name.toLowerCase() === typed.toLowerCase());
  const fresh = (level, more) => (typed) => typed && !called(typed) && { ids: ["", typed, level], name: `New ${level} theme “${typed}”`, more, family: "" };
  const step = (by) => {
    const listed = visible(card, now);
    const at = listed.findIndex((one) => one.id === now.extract);
    const next = listed[Math.min(Math.max(at + by, 0), listed.length - 1)];
    if (next) choose(card, now, next.id);
  };
  const stepTheme = (by) => {
    const shown = Object.keys(LEVELS).flatMap((level) => now.themes.filter((theme) => theme.level === level));
    const next = shown[shown.findIndex((theme) => theme.id === now.theme) + by];
    if (next) chooseTheme(card, now, next.id);
  };
  const find = (title, against) => withExtract((what) =>
    pick(card, title, choices(now.themes), ([id, name, level]) => (id ? put(id, what, against) : send({ do: "begin", name, level, what })),
      against ? () => null : fresh("descriptive", "with this extract in it")));
  return {
    put,
    takeOut: (theme, what) => send({ do: "take_out", theme, what }),
    addPart: (theme, what) => send({ do: "add_part", theme, what }),
    dropPart: (theme, what) => send({ do: "drop_part", theme, what }),
    next: () => step(1),
    previous: () => step(-1),
    number: (number, against) => withExtract((what) => {
      const theme = now.themes[number - 1];
      theme ? put(theme.id, what, against) : say(card, `There is no theme ${number} yet.`);
    }),
    find: () => find("Put it into which theme?", false),
    against: () => find("A negative case of which theme?", true),
    out: () => withExtract((what) => {
      const themes = (now.inThemes.get(what) ?? []).map(([, theme]) => theme);
      if (!themes.length) return say(card, "This extract is in no theme.");
      if (themes.length === 1) return send({ do: "take_out", theme: themes[0].id, what });
      pick(card, "Take it out of which theme?", choices(themes), ([theme]) => send({ do: "take_out", theme, what }));
    }),
    begin: () => {
      const offer = (typed) => fresh("descriptive", "close to what the extracts say")(typed);
      pick(card, "Name the new theme", [], ([, name, level]) => send({ do: "begin", name, level, what: "" }), (typed) =>
        offer(typed) || (typed && { ids: [], name: `There is a theme “${typed}” already`, more: "", family: "" }));
    },
    theme_before: () => stepTheme(-1),
    theme_after: () => stepTheme(1),
    edit: () => withTheme((theme) => openEditor(card, now, theme)),
    part: () => withTheme((theme) => {
      if (theme.level !== "analytical") return say(card, `${theme.name} is descriptive and rests on extracts only: raise it with e first.`);
      const rests = (one) => theme.parts.includes(one.id);
      const told = now.themes.filter((one) => one.id !== theme.id).map((one) => ({ ids: [one.id], name: one.name, more: rests(one) ? "it rests on this one: take it out" : one.level, family: "" }));
      pick(card, `What does “${theme.name}” rest on?`, told, ([what]) => send({ do: theme.parts.includes(what) ? "drop_part" : "add_part", theme: theme.id, what }));
    }),
    remove: () => withTheme((theme) => {
      const told = [{ ids: [], name: "Go back", more: "", family: "" }, { ids: [theme.id], name: `Remove ${theme.name}`, more: "One step: u takes it back. Its extracts stay.", family: "" }];
      pick(card, `Remove “${theme.name}”?`, told, ([id]) => id && send({ do: "remove", theme: id }));
    }),
    save: () => send({ do: "edit", theme: card.editor.dataset.theme, ...formOf(card) }),
    cancel: () => {
      keepDraft(card, now);
      closeEditor(card);
      card.body.focus({ preventScroll: true });
    },
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
  j: "next", ArrowDown: "next", k: "previous", ArrowUp: "previous", p: "find", P: "against", t: "out", n: "begin", "[": "theme_before", "]": "theme_after",
  e: "edit", a: "part", d: "remove", f: "show", "/": "search", u: "undo", r: "reload", "?": "help",
};

function onKey(event, card, now, acts) {
  event.stopPropagation();
  if (event.key === "Escape") {
    event.preventDefault();
    if (!card.editor.hidden) return acts.cancel();
    closePicker(card);
    card.help.hidden = true;
    return card.body.focus({ preventScroll: true });
  }
  if (!card.picker.hidden) return onPickerKey(event, card);
  const typed = event.target.closest("input:not([type=radio]), textarea, select");
  if (event.key === "Enter" && typed && !event.shiftKey && typed.tagName !== "SELECT") {
    event.preventDefault();
    return card.editor.hidden ? card.body.focus({ preventScroll: true }) : acts.save();
  }
  if (typed || !card.editor.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  // The key's place, since Shift gives other signs, and each keyboard its own.
  const digit = /^Digit([1-9])$/.exec(event.code) ?? /^([1-9])$/.exec(event.key);
  const name = digit ? "number" : KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
  if (!name) return;
  event.preventDefault();
  // A key held down moves on, but changes the file once only.
  if (event.repeat && !["next", "previous"].includes(name)) return;
  acts[name](digit && Number(digit[1]), event.shiftKey);
}

function onClick(event, card, now, acts) {
  const found = event.target.closest("button, [data-extract]");
  if (!found) return;
  const { act: name, choose: theme, edit, out, dropPart, of, extract } = found.dataset;
  if (theme) {
    chooseTheme(card, now, theme);
    card.themes.querySelector(`[data-choose="${CSS.escape(theme)}"]`)?.focus({ preventScroll: true });
  } else if (edit) {
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

// Writing a theme: what was typed and not saved waits for her return.

function openEditor(card, now, theme) {
  const { name, statement, level } = now.drafts.get(theme.id) ?? theme;
  Object.assign(card.editor.dataset, { theme: theme.id });
  card.name.value = name;
  card.statement.value = statement;
  for (const one of card.levels) one.checked = one.value === level;
  card.editor.hidden = false;
  (theme.statement || statement ? card.name : card.statement).focus();
}

function keepDraft(card, now) {
  const theme = now.themes.find((one) => one.id === card.editor.dataset.theme), form = formOf(card);
  if (theme && Object.entries(form).some(([key, value]) => value !== theme[key])) {
    now.drafts.set(theme.id, form);
    say(card, `Not saved yet: what you wrote of ${theme.name} waits for you under e.`);
  }
}

function formOf(card) {
  return { name: card.name.value, statement: card.statement.value, level: card.levels.find((one) => one.checked).value };
}

function closeEditor(card) {
  card.editor.hidden = true;
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
    if (show === "misfit") return !one.fits;
    if (show === "theme") return (now.inThemes.get(one.id) ?? []).some(([, theme]) => theme.id === now.theme);
    return !group || group.extracts.includes(one.id);
  };
  const told = (one) => [one.quote, one.report, one.note, one.value, one.code, now.codes.get(one.code)?.name].join(" ").toLowerCase();
  return now.view.extracts.filter((one) =>
    isShown(one) && (!code || one.code === code || one.code.startsWith(`${code}.`)) && (!study || one.study === study) && (!words.length || words.every((word) => told(one).includes(word))));
}

function say(card, sentence) {
  card.said.textContent = card.toast.textContent = sentence;
}

// Filling

function fillAll(card, now) {
  const { extracts } = now.view;
  const open = extracts.filter((one) => isOpen(one, now)).length;
  const inSome = extracts.filter((one) => now.inThemes.has(one.id)).length;
  counted(card, [[now.themes.length, now.themes.length === 1 ? "theme" : "themes"], [inSome, inSome === 1 ? "extract in themes" : "extracts in themes"], [open, "in none"]]);
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
  card.show.replaceChildren(option("open", "In no theme"), option("all", "All extracts"), ...misfit, option("theme", "Of the current theme"), ...groups);
  if (shown) card.show.value = shown;
  if (card.code.options.length) return;
  const used = new Set(view.extracts.map((one) => one.code));
  const families = view.families.filter((family) => family.codes.some((code) => used.has(code.id)));
  const listed = (family) => make("optgroup", { label: family.name }, option(family.id, `${family.name} (all)`), ...family.codes.filter((code) => used.has(code.id)).map((code) => option(code.id, code.name)));
  card.code.replaceChildren(option("", "Every code"), ...families.map(listed));
  const studies = new Map(view.extracts.map((one) => [one.study, one.report]));
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
  const told = [one.status, one.quoted, one.value && `value: ${one.value}`, !one.counts && "of a review that cites studies counted here: in no count", isCurrent && one.note && `note: ${one.note}`].filter(Boolean);
  const attributes = { role: "option", id: `${card.named}-${position}`, "aria-selected": String(isCurrent), "aria-posinset": position, "aria-setsize": size, "data-extract": one.id, draggable: "true" };
  return make("li", attributes,
    make("p", { class: "head" }, make("b", {}, now.codes.get(one.code)?.name ?? one.code), " ", make("span", { class: "soft" }, `${one.report}, p. ${one.page}`)),
    make("p", { class: "quote" }, one.quote),
    make("p", { class: "soft" }, told.join(" · "), " ", ...themes));
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
    statement: make("textarea", { rows: 4, id: `${named}-statement` }),
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

function editor(card) {
  const level = (input, name) => make("label", {}, input, name);
  return make("div", { class: "picker editor", role: "dialog", "aria-label": "Edit the theme", hidden: "" },
    make("label", { for: card.name.id }, "Name"), card.name,
    make("label", { for: card.statement.id }, "Statement: what the theme says, in a sentence or two"), card.statement,
    make("div", { class: "levels", role: "radiogroup", "aria-label": "Level" }, ...card.levels.map((input) => level(input, input.value))),
    make("div", { class: "buttons" }, act("save", "Save", "Enter"), act("cancel", "Go back", "Esc")));
}

export default { render };
