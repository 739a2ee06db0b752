// The page on the left: its picture or its text, the marks on it, and the words that a reader selects.

const ZOOMS = [60, 80, 100, 125, 150, 200, 250];

// Until the page is there the pane is empty: words of another page must not be selected.
function turnTo(card, now, page) {
  now.page = page;
  now.selection = null;
  fillCounts(card, now);
  if (sheetOf(now)) drawPage(card, now);
  else card.paper.replaceChildren();
  fetchPages(now);
}

// The page on screen, then the one after it; one at a time, so that who leafs fast does not wait for what she passed.
function fetchPages(now) {
  if (now.fetching) return;
  const missing = [now.page, now.page + 1].find((page) => page >= 1 && page <= now.pages && !now.sheets.has(`${now.document} ${page}`));
  if (!missing) return;
  now.fetching = true;
  now.model.send({ do: "page", document: now.document, page: missing });
}

function drawPage(card, now) {
  const sheet = sheetOf(now);
  card.paper.classList.toggle("picture", Boolean(sheet.url));
  card.paper.style.width = `${now.zoom}%`;
  const word = ([start, end, ...box]) => {
    const style = box.length ? `left:${box[0] * 100}%;top:${box[1] * 100}%;width:${box[2] * 100}%;height:${box[3] * 100}%` : "";
    return make("span", { class: "word", "data-start": start, "data-end": end, ...(style && { style }) }, `${sheet.text.slice(start, end)} `);
  };
  const lines = sheet.words.map((line) => make(sheet.url ? "div" : "p", {}, ...line.map(word)));
  const picture = sheet.url && make("img", { src: sheet.url, alt: `Page ${sheet.page}`, draggable: "false" });
  if (sheet.url) card.paper.style.aspectRatio = `1 / ${sheet.shape}`;
  else card.paper.style.aspectRatio = "";
  card.paper.replaceChildren(picture || "", ...lines);
  card.pane.scrollTop = 0;
  mark(card, now);
}

// Marks on the page: what waits, what is coded, and the words of the form. A long text has 20,000 words and 500 items, so
// each item paints its letters once, and each word looks at its own.
function mark(card, now, follow = true) {
  const letters = new Uint8Array(sheetOf(now)?.text.length ?? 0);
  const paint = (span, bit) => {
    for (let at = span.start; at < span.end; at++) letters[at] |= bit;
  };
  for (const item of now.items.values()) {
    if (item.page === now.page && item.state !== "refused") paint(item, item.state === "done" ? 2 : 1);
  }
  if (now.form?.page === now.page) paint(now.form, 4);
  if (now.selection) paint(now.selection, 8);
  let first = null;
  for (const word of card.paper.querySelectorAll(".word")) {
    const bits = letters[word.dataset.start] | letters[word.dataset.end - 1];
    const names = ["word", bits & 2 ? "coded" : bits & 1 ? "waiting" : "", bits & 4 ? "now" : "", bits & 8 ? "selected" : ""];
    const name = names.filter(Boolean).join(" ");
    if (word.className !== name) word.className = name;
    if (bits & 4 && !first) first = word;
  }
  if (first && follow) scrollInto(card.pane, first);
}

function zoom(card, now, by) {
  const at = ZOOMS.indexOf(now.zoom);
  now.zoom = by ? ZOOMS[Math.min(Math.max(at + by, 0), ZOOMS.length - 1)] : 100;
  card.paper.style.width = `${now.zoom}%`;
  card.paper.style.fontSize = `${now.zoom}%`;
  say(card, `${now.zoom} %`);
  mark(card, now);
}

// Whole words are selected, from the one on which the button went down to the nearest one under the pointer.
function selecting(card, now) {
  let from = null;
  const select = (event) => {
    const to = nearest(card, event);
    if (!from || !to) return;
    const [a, b] = [from, to].map((word) => [Number(word.dataset.start), Number(word.dataset.end)]);
    now.selection = { start: Math.min(a[0], b[0]), end: Math.max(a[1], b[1]) };
    paint(card, now.selection);
  };
  card.paper.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    card.body.focus({ preventScroll: true });
    from = nearest(card, event);
    now.selection = null;
    paint(card, null);
    card.paper.setPointerCapture(event.pointerId);
  });
  card.paper.addEventListener("pointermove", (event) => from && event.buttons && select(event));
  card.paper.addEventListener("pointerup", (event) => {
    const was = from;
    if (was && now.selection && now.mode !== "appraise") say(card, "Press c to code these words, or s to take them as the quote of the form.");
    else if (was) atWord(card, now, was);
    from = null;
  });
}

function paint(card, selection) {
  for (const word of card.paper.querySelectorAll(".word")) {
    word.classList.toggle("selected", Boolean(selection) && Number(word.dataset.start) < selection.end && Number(word.dataset.end) > selection.start);
  }
}

// A click on marked words goes to what is suggested or coded there; another click on them to the next one.
function atWord(card, now, word) {
  const at = Number(word.dataset.start);
  const here = [...now.items.values()].filter((item) => item.page === now.page && item.start <= at && at < item.end && item.state !== "refused").sort(inOrder);
  if (!here.length) return;
  const next = here[(here.findIndex((item) => item.key === now.key) + 1) % here.length];
  if (!visible(now).some((item) => item.key === next.key)) now.show = card.show.value = "all";
  choose(card, now, next.key);
}

function nearest(card, event) {
  const hit = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(".word");
  if (hit && card.paper.contains(hit)) return hit;
  let best = null, least = Infinity;
  for (const word of card.paper.querySelectorAll(".word")) {
    const box = word.getBoundingClientRect();
    const across = Math.max(box.left - event.clientX, event.clientX - box.right, 0);
    const down = Math.max(box.top - event.clientY, event.clientY - box.bottom, 0);
    const far = across + 3 * down;
    if (far < least) [best, least] = [word, far];
  }
  return best;
}

