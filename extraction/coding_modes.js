// The kinds of work beside a page. Each knows the words of its list, its form, and what its two buttons do.

const MODES = {
  code: {
    name: "Code",
    shown: { waiting: "to decide", done: "coded by you", refused: "rejected", all: "all" },
    nothing: "Nothing of this kind is left here. Press t to see more, or f for what you looked for in vain.",
    empty: "Nothing is suggested for this text. Select words on the page and press c.",
    fill: fillCoding,
    row: codingRow,
    accept: saveCoding,
    refuse: refuseCoding,
  },
  check: {
    name: "Check",
    shown: { waiting: "to check", done: "hold", refused: "do not hold", all: "all" },
    nothing: "Nothing is left to check here. Press t to see what you judged.",
    empty: "Nobody else has coded this text, as far as the last run knows.",
    fill: fillCheck,
    row: codingRow,
    accept: (card, now) => judge(now, "holds"),
    refuse: (card, now) => (now.form.note.trim() ? judge(now, "does not hold") : askWhy(card)),
  },
  settle: {
    name: "Settle",
    shown: { waiting: "to settle", done: "settled", all: "all" },
    nothing: "Everything is settled. Press t to see it.",
    empty: "No two people coded this text differently, as far as the last run knows.",
    fill: fillDifference,
    row: differenceRow,
    accept: (card) => say(card, "Press 1 or 2 to keep one coding, 3 for both, 4 for neither."),
    refuse: () => {},
  },
  appraise: {
    name: "Appraise",
    shown: { waiting: "to answer", done: "answered", aside: "of other designs", all: "all" },
    nothing: "Every question is answered. Press t to see your answers.",
    empty: "The review names no instrument.",
    fill: fillQuestion,
    row: questionRow,
    accept: (card) => say(card, "Press the number of the answer."),
    refuse: (card, now) => now.form.answer && answer(now, ""),
  },
};

const SIGNS = { waiting: "○", done: "●", refused: "✕", aside: "–" };

// Coding

function saveCoding(card, now) {
  if (now.form.look) return;
  const item = now.items.get(now.key);
  if (item?.state === "refused") return say(card, "You rejected this one: take the rejection back with r first.");
  now.post.send({ do: "save", mode: now.mode, document: now.document, coding: now.form, replaces: item?.state === "done" ? now.key : "" });
}

function refuseCoding(card, now) {
  const item = now.items.get(now.key);
  const message = { mode: now.mode, document: now.document };
  if (!item) drop(card, now);
  else if (item.state === "waiting") now.post.send({ ...message, do: "reject", codings: [{ ...item, note: now.form.note }] });
  else now.post.send({ ...message, do: "remove", event_id: now.key });
}

function fillCoding(card, now) {
  const { form } = now;
  const code = now.codes.get(form.code_id);
  const item = now.items.get(now.key);
  fillHead(card, now, whyOf(form, item));
  card.root.classList.toggle("of-look", Boolean(form.look));
  const asks = code ? code.family.asks : [];
  radios(card.statuses, "status", now.view.statuses, form.status, (at) => String(at + 1));
  radios(card.attributions, "attribution", now.view.attributions, form.attribution);
  radios(card.perspectives, "perspective", ["", ...now.view.perspectives], form.perspective || "");
  radios(card.functions, "function", ["", ...now.view.functions], form.function || "");
  card.perspectiveRow.hidden = !asks.includes("perspective");
  card.functionRow.hidden = !asks.includes("function");
  card.originRow.hidden = form.attribution !== "quoted" && !form.origin;
  card.valueRow.hidden = !code?.field;
  card.values.replaceChildren(...(code?.values ?? []).map((value) => make("option", { value })));
  fillText(card, now, ["origin", "value"]);
  const refuse = { waiting: "Reject", done: "Remove", refused: "Take back" };
  nameButtons(card, form.look ? "" : item?.state === "done" ? "Save" : "Accept", item ? refuse[item.state] : "Cancel");
}

function whyOf(form, item) {
  if (form.look) return "You looked for it and did not find it, or no more of it than you coded.";
  if (form.page === 0) return "These words are not in the text any more: code the passage again.";
  if (!item) return "Your own selection";
  const by = item.suggested_by ? `, suggested by ${item.suggested_by}` : "";
  if (item.state === "refused") return `Rejected by you${by}`;
  if (item.state === "done") return `Coded by you${by}`;
  return `Suggested because of ${item.reason}${item.score ? ` (${item.score.toFixed(2)})` : ""}`;
}

function meaningOf(code) {
  const line = (name, text) => text && text !== "-" && make("p", {}, make("span", { class: "soft" }, `${name} `), text);
  return [make("p", {}, code.definition), line("When", code.include_when), line("Not when", code.exclude_when)].filter(Boolean);
}

function codingRow(item, now) {
  const name = now.codes.get(item.code_id)?.name ?? item.code_id;
  const family = now.families.find((one) => one.id === item.code_id);
  return [item.page ? `p. ${item.page}` : item.quote ? "lost" : "–", family?.name ?? name, item.quote || item.status, item.quote];
}

// Checking

function judge(now, judgement) {
  now.post.send({ do: "judge", mode: now.mode, document: now.document, key: now.key, judgement, note: now.form.note });
}

function askWhy(card) {
  say(card, "Say why it does not hold, then press Enter and r.");
  card.note.focus();
}

function fillCheck(card, now) {
  const item = now.items.get(now.key);
  const judged = { waiting: "", done: "You said that it holds. ", refused: "You said that it does not hold. " }[item.state];
  fillHead(card, now, `${judged}Coded by ${item.coder}`);
  const told = [
    ["Status", item.status], ["Value", item.value], ["Whose", item.attribution], ["Origin", item.origin],
    ["Perspective", item.perspective], ["Function", item.function], ["Coder's note", item.coder_note], ["Changed since", item.changed.join("; ")],
  ];
  const lines = told.filter(([, value]) => value).flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)]);
  card.said_of.replaceChildren(...lines);
  nameButtons(card, "Holds", "Does not hold");
}

// Settling

const KEPT = ["a", "b", "both", "neither"];

function settle(now, keep) {
  now.post.send({ do: "settle", mode: now.mode, document: now.document, key: now.key, keep, note: now.form.note });
}

function fillDifference(card, now) {
  const item = now.items.get(now.key);
  fillHead(card, now, `They differ: ${item.differs}`);
  const side = (at) => {
    const told = item.sides[at].map((one) => make("p", {}, one.quote ? `p. ${one.page}: ${one.quote}` : one.status, one.value && make("b", {}, ` = ${one.value}`), one.coder_note && make("i", {}, ` ${one.coder_note}`)));
    const judged = new Set(item.sides[at].map((one) => ({ waiting: "", done: "holds", refused: "does not hold" })[one.state]));
    const said = item.said[at] || "nothing coded";
    return make("div", {}, make("b", {}, `${at + 1}. ${item.coders[at]}: ${said} `), make("span", { class: "soft" }, [...judged].join(" ")), ...told);
  };
  card.sides.replaceChildren(side(0), side(1));
  const keep = (at, name) => (item.sides[at].length ? `keep the ${name}` : "not there");
  const words = [keep(0, "first"), keep(1, "second"), "both hold", "neither holds"];
  radios(card.keeps, "keep", words, "", (at) => String(at + 1));
  nameButtons(card, "", "");
}

function differenceRow(item, now) {
  return [item.page ? `p. ${item.page}` : "–", now.codes.get(item.code_id)?.name ?? item.code_id, item.differs, item.quote];
}

// Appraising

function answer(now, word) {
  const { instrument, item, note } = now.form;
  now.post.send({ do: "answer", mode: now.mode, document: now.document, instrument, item, answer: word, note });
}

function fillQuestion(card, now) {
  const { form } = now;
  card.code.replaceChildren(make("b", {}, form.question));
  const section = `${form.instrument_name} · ${form.section} · ${form.item}`;
  card.why.textContent = form.applies_when ? `${section} · ${form.applies_when}` : section;
  radios(card.answers, "answer", form.answers, form.answer, (at) => String(at + 1));
  card.meaning.replaceChildren(...[form.hint, form.source].filter(Boolean).map((line) => make("p", {}, line)));
  nameButtons(card, "", form.answer ? "Withdraw" : "");
}

function questionRow(item) {
  return [item.item, item.answer || "", item.question, item.question];
}

// What the forms share

function fillForm(card, now) {
  const mode = MODES[now.mode];
  card.form.hidden = !now.form;
  card.nothing.hidden = Boolean(now.form);
  card.accept.hidden = card.reject.hidden = !now.form;
  card.root.dataset.mode = now.mode;
  if (!now.form) card.nothing.textContent = now.items.size ? mode.nothing : mode.empty;
  else {
    // What a person adds while she checks or settles is a coding, with the form of one.
    card.root.dataset.mode = now.key || now.mode === "appraise" ? now.mode : "code";
    (now.key ? mode : MODES.code).fill(card, now);
    fillText(card, now, ["note"]);
  }
}

function fillHead(card, now, why) {
  const { form } = now;
  const code = now.codes.get(form.code_id);
  const family = now.families.find((one) => one.id === form.code_id);
  card.code.replaceChildren(make("b", {}, code?.name ?? family?.name ?? form.code_id), " ", make("span", { class: "id" }, form.code_id));
  card.meaning.replaceChildren(...(code ? meaningOf(code) : family ? [make("p", {}, family.rule)] : ["This code is not in the codebook any more."]));
  card.quote.hidden = !form.quote;
  card.quote.textContent = form.quote;
  card.quote.classList.toggle("lost", form.page === 0);
  card.why.textContent = why;
}

function fillText(card, now, names) {
  for (const name of names) if (document.activeElement !== card[name]) card[name].value = now.form[name] ?? "";
}

function nameButtons(card, accept, reject) {
  for (const [button, name] of [[card.accept, accept], [card.reject, reject]]) {
    button.hidden = !name;
    button.firstChild.textContent = name;
  }
}

function radios(holder, name, values, chosen, keyOf = () => "") {
  const known = values.join("|");
  if (holder.dataset.known !== known) {
    const one = (value, at) => {
      const input = make("input", { type: "radio", name, value, id: `${holder.dataset.of}-${at}` });
      return make("label", {}, input, keyOf(at) ? kbd(keyOf(at)) : "", make("span", {}, value || "not said"));
    };
    holder.replaceChildren(...values.map(one));
    holder.dataset.known = known;
  }
  for (const input of holder.querySelectorAll("input")) input.checked = input.value === chosen;
}

