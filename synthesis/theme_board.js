// The themes on the right: what carries them, what speaks against them, what they still lack; and what the mouse carries.

const LEVELS = { descriptive: "Descriptive themes", analytical: "Analytical themes" };
const CARRIED = "application/x-review-extract";

// The themes as they stand on the screen, which is how they are numbered.
function ordered(now) {
  return Object.keys(LEVELS).flatMap((level) => now.themes.filter((theme) => theme.level === level));
}

function fillThemes(card, now) {
  const numbers = new Map(ordered(now).map((theme, at) => [theme.id, at + 1]));
  for (const level of Object.keys(LEVELS)) {
    const themes = now.themes.filter((theme) => theme.level === level);
    const none = make("p", { class: "soft" }, level === "descriptive" ? "None yet: press n and name one." : "None yet: n, or a on a theme to raise it.");
    card.boards[level].replaceChildren(...(themes.length ? themes.map((theme) => drawTheme(theme, numbers.get(theme.id), now)) : [none]));
  }
  const chosen = card.themes.querySelector(".theme[data-current] .head");
  if (chosen) scrollInto(card.themes, chosen);
}

function drawTheme(theme, number, now) {
  const isCurrent = theme.id === now.theme, isOpened = isCurrent && !now.folded;
  const attributes = { class: "theme", role: "group", "aria-label": `${theme.level} theme ${theme.name}`, "data-theme": theme.id, draggable: "true" };
  if (isCurrent) attributes["data-current"] = "true";
  const key = make("span", { class: "number" }, number < 10 ? kbd(String(number)) : make("span", { class: "id" }, theme.id));
  const name = make("button", { type: "button", class: "name", "data-choose": theme.id, "aria-expanded": String(isOpened) }, theme.name);
  const edit = make("button", { type: "button", class: "small", "data-edit": theme.id, "aria-label": `Edit ${theme.name}` }, "Edit");
  const against = make("div", { class: "drop-against" }, "drop here what speaks against it");
  return make("div", attributes,
    make("div", { class: "head" }, key, name, edit),
    make("p", { class: "support" }, ...supportOf(theme)),
    theme.statement && make("p", { class: "statement" }, theme.statement),
    theme.no_negative_case && make("p", { class: "soft" }, `No negative case found: ${theme.no_negative_case}`),
    isOpened && theme.why_fewer && make("p", { class: "soft" }, `${theme.why_fewer}.`),
    theme.unfinished.length > 0 && make("p", { class: "unfinished" }, `Unfinished: ${theme.unfinished.join("; ")}`),
    isOpened && drawInside(theme, now), against);
}

// What the review counts: studies, and what several of them take from one source once.
function supportOf(theme) {
  const shared = theme.study_ids.length > theme.studies;
  const more = [plural(theme.carried_by, "extract"), theme.negative.length && `${theme.negative.length} against`, theme.parts.length && plural(theme.parts.length, "part")];
  return [make("b", {}, plural(theme.studies, "independent study", "independent studies")), ` · ${more.filter(Boolean).join(" · ")}`, shared && make("span", { class: "soft" }, ` (${theme.study_ids.length} studies say it; those that take it from one source count once)`)];
}

function drawInside(theme, now) {
  const member = (id, kind) => {
    const one = now.byId.get(id);
    const told = one ? [make("span", { class: "soft" }, `${one.report}, p. ${one.page} `), one.quote] : [make("i", {}, `${id}: does not stand any more`)];
    const out = make("button", { type: "button", class: "small", "data-out": id, "data-of": theme.id, "aria-label": `Take out: ${one?.quote ?? id}`, title: "Take out" }, "✕");
    const attributes = { class: kind, "data-extract": id, "data-of": theme.id };
    if (one) attributes.draggable = "true";
    const why = kind === "pro" && theme.why[id] && make("span", { class: "soft why" }, theme.why[id]);
    return make("li", attributes, make("div", {}, make("p", { class: "told" }, kind === "con" && make("b", {}, "against "), ...told), why), out);
  };
  const part = (id) => {
    const name = now.themes.find((one) => one.id === id)?.name ?? `${id}: there is no such theme`;
    return make("li", { class: "part" }, make("span", {}, make("span", { class: "soft" }, "rests on "), name), make("button", { type: "button", class: "small", "data-drop-part": id, "data-of": theme.id, "aria-label": `Does not rest on ${name} any more`, title: "Take out" }, "✕"));
  };
  return make("ul", { "aria-label": `In ${theme.name}` }, ...theme.parts.map(part), ...theme.extracts.map((id) => member(id, "pro")), ...theme.negative.map((id) => member(id, "con")));
}

function plural(n, one, many = `${one}s`) {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

// Carrying with the mouse: an extract onto a theme, a theme onto an analytical one, an extract out of a theme onto the list.
function carrying(card, now, acts) {
  let carried = null;
  const over = (event) => {
    const theme = event.target.closest?.(".theme"), list = event.target.closest?.(".extracts");
    if (carried?.extract && theme) return { theme, against: event.shiftKey || Boolean(event.target.closest(".drop-against")) };
    if (carried?.theme && theme && theme.dataset.theme !== carried.theme) return { theme };
    return carried?.of && list ? { list } : null;
  };
  const mark = (found) => {
    for (const one of card.root.querySelectorAll(".over, .over-against")) one.classList.remove("over", "over-against");
    (found?.theme ?? found?.list)?.classList.add(found.against ? "over-against" : "over");
  };
  const putDown = () => {
    carried = null;
    mark(null);
    card.root.classList.remove("carries-extract", "carries-theme");
  };
  card.root.addEventListener("dragstart", (event) => {
    const from = event.target.closest?.("[data-extract], .theme");
    if (!from) return;
    event.stopPropagation();
    const { extract, of = "", theme } = from.dataset;
    carried = extract ? { extract, of } : { theme };
    event.dataTransfer.setData(CARRIED, extract ?? theme);
    event.dataTransfer.effectAllowed = "copyMove";
    card.root.classList.add(extract ? "carries-extract" : "carries-theme");
  });
  card.root.addEventListener("dragover", (event) => {
    const found = over(event);
    mark(found);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
  });
  card.root.addEventListener("drop", (event) => {
    const found = over(event);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    const what = carried;
    putDown();
    if (found.list) acts.takeOut(what.of, what.extract);
    else if (what.extract) acts.put(found.theme.dataset.theme, what.extract, found.against);
    else acts.addPart(found.theme.dataset.theme, what.theme);
  });
  card.root.addEventListener("dragend", putDown);
}
