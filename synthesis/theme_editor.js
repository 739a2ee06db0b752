// Writing a theme: only what was changed is sent, each field with the text that it began from; what was typed waits.

const FIELDS = {
  name: "Name",
  statement: "Statement: what the theme says, in a sentence or two",
  no_negative_case: "No negative case found: where you looked (leave it empty where you have not)",
  level: "Level",
};

function editor(card) {
  card.theirs = Object.fromEntries(Object.keys(FIELDS).map((field) => [field, make("p", { class: "theirs", hidden: "" })]));
  card.gone = make("p", { class: "theirs", hidden: "" }, "This theme is in the file no longer. Copy your words before you go back.");
  const written = ["name", "statement", "no_negative_case"].flatMap((field) => [make("label", { for: card[field].id }, FIELDS[field]), card[field], card.theirs[field]]);
  const levels = card.levels.map((input) => make("label", {}, input, input.value));
  return make("div", { class: "picker editor", role: "dialog", "aria-label": "Edit the theme", hidden: "" },
    card.gone, ...written, make("div", { class: "levels", role: "radiogroup", "aria-label": FIELDS.level }, ...levels), card.theirs.level,
    make("div", { class: "buttons" }, act("save", "Save", "Enter"), act("cancel", "Go back", "Esc"), act("discard", "Throw away what I typed", "")));
}

// A field that she left alone begins with what the file says; one that she wrote before, with her words.
function openEditor(card, now, theme) {
  if (!card.editor.hidden) keepDraft(card, now);
  const draft = now.drafts.get(theme.id) ?? {};
  now.drafts.delete(theme.id);
  now.editing = { theme: theme.id, start: {} };
  for (const field of Object.keys(FIELDS)) {
    const [was, is] = draft[field] ?? [theme[field], theme[field]];
    now.editing.start[field] = was;
    write(card, field, is);
  }
  card.editor.hidden = false;
  card.editor.scrollTop = 0;
  freshen(card, now);
  card.statement.focus();
  card.statement.setSelectionRange(card.statement.value.length, card.statement.value.length);
}

// What was read again meanwhile: fields that nobody typed in follow, beside the others stands what the file says.
function freshen(card, now) {
  if (card.editor.hidden) return;
  const { start } = now.editing, theme = now.themes.find((one) => one.id === now.editing.theme);
  card.gone.hidden = Boolean(theme);
  for (const field of Object.keys(FIELDS)) {
    if (theme && formOf(card)[field] === start[field]) write(card, field, (start[field] = theme[field]));
    showTheirs(card, field, theme && theme[field] !== start[field] ? theme[field] : null);
  }
}

function showTheirs(card, field, text) {
  card.theirs[field].hidden = text === null;
  card.theirs[field].textContent = text === null ? "" : text ? `The file says now: “${text}”` : "The file says nothing here now.";
}

// Both texts are before her eyes now: saving once more is her answer.
function hearTheirs(card, now, theirs) {
  if (card.editor.hidden || now.sent?.theme !== now.editing.theme) return;
  for (const [field, text] of Object.entries(theirs)) {
    now.editing.start[field] = text;
    showTheirs(card, field, text);
  }
}

// What she typed while it was being saved is not saved yet, and stays.
function hearWritten(card, now) {
  if (card.editor.hidden || now.editing.theme !== now.sent.theme) return;
  for (const [field, [, is]] of Object.entries(now.sent.changes)) now.editing.start[field] = is;
  if (!Object.keys(changesOf(card, now)).length) card.editor.hidden = true;
}

function keepDraft(card, now) {
  const { theme: id } = now.editing, changes = changesOf(card, now), theme = now.themes.find((one) => one.id === id);
  if (!Object.keys(changes).length) return;
  now.drafts.set(id, changes);
  say(card, theme ? `Not saved yet: what you wrote of ${theme.name} waits for you under e.` : `Not saved: there is no theme ${id} any more; what you wrote waits here in case it comes back.`);
}

function changesOf(card, now) {
  const form = formOf(card), { start } = now.editing;
  return Object.fromEntries(Object.keys(FIELDS).filter((field) => form[field] !== start[field]).map((field) => [field, [start[field], form[field]]]));
}

function formOf(card) {
  const { name, statement, no_negative_case } = card;
  return { name: name.value, statement: statement.value, no_negative_case: no_negative_case.value, level: card.levels.find((one) => one.checked).value };
}

function write(card, field, text) {
  if (field === "level") for (const one of card.levels) one.checked = one.value === text;
  else card[field].value = text;
}
