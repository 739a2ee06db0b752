// Fills the card with what it was told. Built once, then only filled: focus and reading position outlive every record.

function fill(card, view, isNewRecord) {
  card.root.dataset.state = view.state;
  card.root.dataset.kind = view.kind ?? "";
  card.criteria.classList.remove("asking");
  showProblem(card, view.problem);
  if (view.state === "error") return;
  labelKeys(card, view);
  fillProgress(card, view);
  fillCriteria(card, view);
  fillLegend(card, view);
  card.root.dataset.record = view.record?.group_id ?? "";
  if (view.state === "record") fillRecord(card, view);
  else fillFinished(card, view);
  card.note.value = view.note;
  card.noteRow.hidden = !view.note;
  const title = view.record ? view.record.title.map(([text]) => text).join("") : card.title.textContent;
  card.said.textContent = view.said && isNewRecord ? `${view.said}. On the card: ${title}` : view.said || (isNewRecord ? title : "");
  card.toast.textContent = view.said;
  if (isNewRecord) {
    card.hint.hidden = true;
    card.hint.textContent = "";
    card.reading.scrollTop = card.record.scrollTop = 0;
  }
  if (document.activeElement === card.note) card.record.focus();
}

function fillProgress(card, view) {
  const { decided, included, left, queued } = view.tally;
  counted(card, [[decided, view.kind === "adjudication" ? "settled" : "decided"], [included, "included"], [left, "left"]]);
  const { at, of } = view.view;
  const which = [view.view.which, ...view.view.filters].join(" · ");
  const where = of ? `${Math.min(at + 1, of).toLocaleString("en")} of ${of.toLocaleString("en")}` : "none";
  card.place.replaceChildren(`${which}: ${where} `, kbd(SAME_KEYS.view));
  card.place.setAttribute("aria-label", `Records shown: ${which}, ${where}. Choose others`);
  card.who.textContent = view.reviewer;
  card.synthetic.hidden = !view.synthetic;
  card.bar.max = Math.max(queued, 1);
  card.bar.value = queued - left;
}

function fillRecord(card, view) {
  const { record } = view;
  card.title.replaceChildren(...pieces(record.title, "No title"));
  card.meta.replaceChildren(...metaLines(record, view));
  card.abstract.replaceChildren(...pieces(record.abstract, "No abstract came with this record."));
  if (!record.abstract.length) card.abstract.append(" ", act("abstract", "Give it one", SAME_KEYS.abstract));
  card.abstract.classList.toggle("absent", record.abstract.length === 0);
  card.own.hidden = !view.own;
  if (view.own) card.own.textContent = `You decided: ${spoken(view.own)}. Another decision replaces it.`;
  fillTold(card, view);
  paintMarks(card);
  card.buttons.get("pages").hidden = !record.pages;
  card.buttons.get("maybe").hidden = view.kind === "adjudication";
}

function spoken({ decision, reason, note }) {
  return [decision, reason && ` (${reason})`, note && `, with the note “${note}”`].filter(Boolean).join("");
}

function fillTold(card, view) {
  const rows = view.told.map((one) => make("tr", { class: one.decision }, make("th", { scope: "row" }, one.who), make("td", {}, one.decision), make("td", {}, one.reason), make("td", {}, one.note)));
  const head = make("tr", {}, ...["who", "decided", "reason", "note"].map((name) => make("th", { scope: "col" }, name)));
  const caption = make("caption", {}, view.kind === "adjudication" ? "What they decided; your decision settles it" : "What colleagues decided; shown since the record is settled");
  card.told.replaceChildren(...(rows.length ? [make("table", {}, caption, make("thead", {}, head), make("tbody", {}, ...rows))] : []));
}

function fillFinished(card, view) {
  const { which, of, filters } = view.view;
  const { queued, left } = view.tally;
  const keys = keysOf(view);
  card.title.textContent = headline(which, of, filters.length > 0, queued, left);
  for (const part of [card.meta, card.told]) part.replaceChildren();
  card.own.hidden = true;
  card.abstract.classList.remove("absent");
  const saved = which === "undecided" && !left && queued ? ["Every decision is saved. The next run of the review says what is left."] : [];
  const maybes = view.maybes ? [`${view.maybes.toLocaleString("en")} ${view.maybes === 1 ? "record is" : "records are"} marked as maybe: ${keys.view} shows them.`] : [];
  card.abstract.textContent = [...saved, ...maybes, `Press ${keys.undo} to go back to your last decision, ${keys.view} to see other records.`].join(" ");
}

function headline(which, of, isFiltered, queued, left) {
  const isToDo = which === "undecided" || which === "conflicts";
  if (!of && (isFiltered || !isToDo)) return "No record is in this view.";
  if (!isToDo || isFiltered) return "You are at the end of this list.";
  if (left) return `You are at the end of the list. ${left.toLocaleString("en")} of it ${left === 1 ? "is" : "are"} still ${which === "undecided" ? "undecided" : "open"}.`;
  if (which === "conflicts") return queued ? "Every conflict is settled." : "No conflict waits for you.";
  const all = queued === 1 ? "the 1 record" : `all ${queued.toLocaleString("en")} records`;
  return queued ? `You have decided ${all} in the queue.` : "The queue is empty: there is nothing to decide.";
}

function fillCriteria(card, view) {
  card.include.replaceChildren(...view.include.map((one) => make("li", {}, ...criterion(one))));
  const reason = (one, index) => {
    const key = index < 9 ? kbd(String(index + 1)) : "";
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

// The groups of terms, each with its colour: a button shows or hides the marks of one.
function fillLegend(card, view) {
  const names = JSON.stringify(view.groups);
  if (card.legend.dataset.names === names) return;
  card.legend.dataset.names = names;
  const chip = (name, at) => make("button", { type: "button", class: `chip g${at % COLOURS}`, "data-group": at, "aria-pressed": "true" }, name);
  card.legend.replaceChildren(...view.groups.map(chip));
  card.legend.hidden = !view.groups.length;
}

// So many groups are told apart by colour; more begin again, and the legend names each.
const COLOURS = 6;

function pieces(marked, absent) {
  if (marked.length === 0) return [absent];
  return marked.flatMap(([text, groups]) => {
    if (!groups.length) return paragraphs(text);
    return [make("mark", { "data-groups": groups.join(" ") }, text)];
  });
}

// Of several groups that stand in one place the first that is shown gives the colour; what ranks is a line below.
function paintMarks(card) {
  for (const one of card.record.querySelectorAll("mark")) {
    const shown = one.dataset.groups.split(" ").filter((group) => !card.off.has(group));
    const colour = shown.find((group) => /^\d/.test(group));
    one.className = [colour && `g${Number(colour) % COLOURS}`, ...shown.filter((group) => !/^\d/.test(group))].filter(Boolean).join(" ");
  }
}

function paragraphs(text) {
  return text.split(/\n+/).flatMap((line, index) => (index ? [make("span", { class: "gap" }), line] : [line]));
}

function metaLines(record, view) {
  const line = (name, ...values) => values.some(Boolean) && make("p", { class: name }, ...values);
  const published = [make("b", {}, record.year), record.year && record.venue ? " · " : "", record.venue, record.language && !/^en/i.test(record.language) ? ` · ${record.language}` : ""];
  const from = record.sources.length ? `Found in ${record.sources.join(", ")}` : "";
  const related = record.related.map((one) => {
    const title = one.title || one.group_id;
    const link = make("button", { type: "button", class: "as-link", "data-open": one.group_id }, title);
    return make("p", { class: "related" }, `${one.link}: `, one.is_here ? link : title);
  });
  return [
    line("authors", record.authors),
    (record.year || record.venue) && line("published", ...published),
    line("found", from, from && (record.doi || record.url) ? " · " : "", ...links(record)),
    record.file && line("file", `Full text: ${record.file}`, record.pages ? ` (${record.pages} ${record.pages === 1 ? "page" : "pages"}, press ${SAME_KEYS.pages})` : ""),
    record.keywords.length > 0 && line("keywords", `Keywords: ${record.keywords.join("; ")}`),
    ...related,
    ...record.beside.map((one) => line("beside", one)),
  ].filter(Boolean);
}

function links(record) {
  const address = record.doi ? `https://doi.org/${encodeURI(record.doi)}` : record.url;
  if (!/^https?:\/\//.test(address)) return [];
  const label = record.doi ? `doi.org/${record.doi}` : "Web page";
  return [make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label)];
}

// The page of a full text: its picture, with its text for who cannot see it.
function fillPage(card, now) {
  const shown = now.sheet;
  if (!shown) return;
  const { pages } = now.view.record;
  const head = make("p", { class: "page-head" }, act("back", "Back", SAME_KEYS.back), make("span", {}, `page ${shown.page} of ${pages}`), act("forward", "On", SAME_KEYS.forward));
  const picture = shown.url ? make("img", { src: shown.url, alt: `Page ${shown.page}`, "aria-describedby": "" }) : "";
  const text = make("div", { class: shown.url ? "only-heard" : "page-text" }, shown.text);
  card.pane.replaceChildren(head, picture, text);
  card.pane.scrollTop = 0;
}
