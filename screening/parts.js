// What every card is made of, before the card's own script: elements, keys, and a messenger that notices silence.

// A saved decision is answered in about 0.1 s; after 10 s the kernel is gone or the disk hangs, and the reviewer must know.
const ANSWER_WITHIN_MS = 10_000;
const NO_ANSWER =
  "No answer from the notebook: this decision may not be saved. Choose Kernel, Restart Kernel and Run All Cells; " +
  "everything that was saved is kept, and the first one you see is the first one not decided.";

// One message at a time: what is asked while an answer is awaited is not sent, so that no key is taken twice. `send` says
// whether it was sent, `waiting` whether an answer can still be hoped for.
function messenger(model, card) {
  let waiting = 0, isLate = false;
  const miss = () => {
    isLate = true;
    showProblem(card, NO_ANSWER);
  };
  return {
    waiting: () => Boolean(waiting) && !isLate,
    send(message) {
      if (waiting) return false;
      try {
        model.send(message);
      } catch {
        showProblem(card, NO_ANSWER);
        return false;
      }
      waiting = window.setTimeout(miss, ANSWER_WITHIN_MS);
      card.root.setAttribute("aria-busy", "true");
      return true;
    },
    answered() {
      window.clearTimeout(waiting);
      waiting = 0;
      isLate = false;
      card.root.removeAttribute("aria-busy");
    },
  };
}

function showProblem(card, sentence) {
  card.problem.hidden = !sentence;
  card.problem.textContent = sentence;
}

// Only when the cell was just run has nothing else a claim on the focus; JupyterLab takes it once more after. Who works in
// the card before that stays where she is.
const JUPYTER_FOCUSES_WITHIN_MS = 300;

function focusSoon(card, place) {
  return window.setTimeout(() => {
    if (card.root.contains(card.root.getRootNode().activeElement)) return;
    card.root.scrollIntoView({ block: "nearest" });
    place.focus({ preventScroll: true });
  }, JUPYTER_FOCUSES_WITHIN_MS);
}

// While the card's cell is the selected one a letter is meant for the card: JupyterLab's own `m` would turn the cell into
// text and the card would be gone. The window hears of a key before JupyterLab does.
function keepKeys(card, place, onKey) {
  const keep = (event) => {
    const selected = card.root.isConnected && card.root.closest(".jp-Cell.jp-mod-selected, .jp-Cell.jp-mod-active");
    const inText = event.target.closest?.("input, textarea, select, [contenteditable=true], .cm-editor, .jp-Dialog");
    if (!selected || inText || card.root.contains(event.target) || event.key.length > 1) return;
    if (isCommand(event) || isComposing(event)) return;
    event.preventDefault();
    place.focus({ preventScroll: true });
    onKey(event);
  };
  window.addEventListener("keydown", keep, true);
  return () => window.removeEventListener("keydown", keep, true);
}

// A key that is held down on a button would press it again on what comes next.
function isHeld(event) {
  return event.repeat && (event.key === "Enter" || event.key === " ") && Boolean(event.target.closest?.("button"));
}

// Who composes a word (Japanese, Chinese, Korean ...) takes it with Enter: that key is not the card's.
function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

// With Ctrl, Cmd or Alt a key is the browser's; but on many keyboards these signs stand behind Alt.
function isCommand(event) {
  return (event.ctrlKey || event.metaKey || event.altKey) && !(event.altKey && /^[[\]{}]$/.test(event.key));
}

// The key as the card knows it: a letter of another alphabet is the Latin one of the same key.
function keyOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isForeign = /^Key[A-Z]$/.test(event.code) && /^\p{L}$/u.test(key) && !/^[a-z]$/.test(key);
  return isForeign ? event.code.at(-1).toLowerCase() : key;
}

// Digits by their place, since they need Shift on a French keyboard; on a keypad, which also scrolls, by what is typed.
function digitOf(event) {
  if (/^Digit[1-9]$/.test(event.code)) return Number(event.code.at(-1));
  return /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
}

// Nobody reads a record so fast: the same key once more is a finger that bounced.
const DOUBLE_MS = 300;

function isDouble(now, what) {
  const before = now.pressed;
  now.pressed = { what, at: Date.now() };
  return before?.what === what && now.pressed.at - before.at < DOUBLE_MS;
}

function buildHelp(keys) {
  const rows = keys.map(([key, meaning]) => make("div", {}, make("dt", {}, kbd(key)), make("dd", {}, meaning)));
  return make("dl", { class: "keys", hidden: "", "aria-label": "Keys" }, ...rows);
}

function counted(card, parts) {
  const one = ([n, word]) => make("span", {}, make("b", {}, n.toLocaleString("en")), ` ${word}`);
  card.counts.replaceChildren(...parts.map(one));
}

function act(name, label, key, attributes = {}) {
  return make("button", { type: "button", class: name, "data-act": name, ...attributes }, label, key ? kbd(key) : "");
}

function kbd(key) {
  return make("kbd", {}, key);
}

function make(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== false && child !== null && child !== undefined));
  return made;
}
