// Choosing from a long list by typing some letters: what stands where, in which order, and which one is taken.

// Builds the dialog into `card`; a choice has `ids`, `name`, `more` and `family`, and `then` gets the `ids` of the one taken.
function buildPicker(card, named, { one, many }) {
  card.search = make("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": `${named}-choices`, "aria-label": `Find a ${one}`, placeholder: "Type some letters", autocomplete: "off" });
  card.choicesList = make("ul", { id: `${named}-choices`, role: "listbox", "aria-label": many });
  card.pickerTitle = make("h3", {});
  card.noChoice = `No ${one} has these words.`;
  card.picker = make("div", { class: "picker", role: "dialog", "aria-label": `Choose a ${one}`, hidden: "" }, card.pickerTitle, card.search, card.choicesList);
}

// `offer` makes one more choice, or several, of what was typed; `hint` says what to type.
function pick(card, title, choices, then, offer = () => null, hint = "Type some letters") {
  card.pickerTitle.textContent = title;
  card.search.placeholder = hint;
  card.search.value = "";
  card.picker.hidden = false;
  Object.assign(card, { choices, then, offer, at: 0 });
  filterPicker(card);
  card.search.focus();
}

function filterPicker(card) {
  const words = card.search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (one) => {
    const name = `${one.name} ${one.ids.length === 1 ? one.ids[0] : ""}`.toLowerCase(), all = `${name} ${one.more} ${one.family}`.toLowerCase();
    if (one.ids.length === 1 && one.ids[0].toLowerCase() === card.search.value.trim().toLowerCase()) return -1;
    return words.every((word) => name.includes(word)) ? 0 : words.every((word) => all.includes(word)) ? 1 : 2;
  };
  card.found = card.choices.map((one) => [rank(one), one]).filter(([r]) => r < 2).sort((a, b) => a[0] - b[0]).map(([, one]) => one);
  card.found.push(...[card.offer(card.search.value.trim())].flat().filter(Boolean));
  card.at = 0;
  drawPicker(card);
}

function drawPicker(card) {
  const rows = card.found.map((one, at) => {
    const id = one.ids.length === 1 ? one.ids[0] : "";
    const row = make("li", { role: "option", id: `${card.choicesList.id}-${at}`, "aria-selected": String(at === card.at) }, make("b", {}, one.name), " ", make("span", { class: "id" }, id), make("span", { class: "soft" }, one.more));
    row.addEventListener("click", () => takeChoice(card, at));
    return row;
  });
  const none = make("li", { class: "soft", role: "option", id: `${card.choicesList.id}-0`, "aria-disabled": "true", "aria-selected": "false" }, card.noChoice);
  card.choicesList.replaceChildren(...(rows.length ? rows : [none]));
  card.search.setAttribute("aria-activedescendant", `${card.choicesList.id}-${card.at}`);
  if (rows[card.at]) scrollInto(card.choicesList, rows[card.at]);
}

function onPickerKey(event, card) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    card.at = Math.min(Math.max(card.at + by, 0), card.found.length - 1);
    drawPicker(card);
  } else if (event.key === "Enter" && !event.repeat) takeChoice(card, card.at);
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

// The card scrolls, the notebook around it does not.
function scrollInto(holder, child) {
  const outer = holder.getBoundingClientRect(), inner = child.getBoundingClientRect();
  if (inner.top < outer.top || inner.bottom > outer.bottom) holder.scrollTop += inner.top - outer.top - (outer.height - inner.height) / 2;
}
