// Runs once for the conversation log. gradio gives `element` (the log) and `trigger` (start an event on the server).
const reader = () => document.querySelector("#reader aside");
const answering = () => element.querySelector('.dl-exchange[aria-busy="true"]') !== null;
const GONE =
  "The server does not answer. Is Dateline still running? As soon as it is, this page loads again. Your questions and " +
  "their answers stay, in plain words.";
const BUSY = "The server could not take that. Ask again in a moment.";
const WAIT = "One answer at a time: wait for this one, or stop it.";
const EMPTY = "Write a question first.";
const TURN = "The server is busy: your question waits for its turn.";

function say(words) {
  const line = document.querySelector("#said p");
  if (line.textContent !== words) {
    line.textContent = words; // a screen reader reads every change
  }
}

// The log becomes narrower or wider beside the reader, and its lines break anew: what stood at the top stays there.
function showReader(shown) {
  const log = document.querySelector("#conversation");
  const top = log.getBoundingClientRect().top + 1; // less than a pixel of what is above may still be seen
  const parts = [...element.querySelectorAll(".dl-exchange > *")];
  const first = parts.find((part) => part.getBoundingClientRect().bottom > top);
  const before = first?.getBoundingClientRect().top;
  reader().hidden = !shown;
  if (first) {
    log.scrollTop += first.getBoundingClientRect().top - before;
  }
}

let opened = null; // what the reader shows: the address, the number of its exchange, and the link that was chosen
let followed = -1; // the number of the question whose answer the reader is still to follow

async function openReader(link, focus) {
  const pane = reader();
  const body = pane.querySelector(".dl-reader-body");
  const here = { href: link.getAttribute("href"), number: link.closest(".dl-exchange")?.dataset.number, link };
  opened = here;
  showReader(true);
  markOpened();
  let words = null;
  try {
    words = await (await fetch(here.href + "&fragment=true")).text();
  } catch {} // told below
  if (opened !== here) {
    return; // another was chosen meanwhile
  }
  if (words === null) {
    body.textContent = "The server does not answer. Is Dateline still running?";
  } else {
    body.innerHTML = words; // written and escaped by reader.py
  }
  body.scrollTop = 0;
  body.querySelector("mark")?.scrollIntoView({ block: "center" });
  if (focus) {
    pane.focus({ preventScroll: true });
  }
}

// The links of the log that lead to what the reader shows. The log may have been redrawn since one was chosen.
function openedLinks() {
  const exchange = opened && element.querySelector(`.dl-exchange[data-number="${opened.number}"]`);
  const links = exchange ? [...exchange.querySelectorAll("a[data-reader]")] : [];
  return links.filter((link) => link.getAttribute("href") === opened.href);
}

function markOpened() {
  const now = openedLinks();
  for (const link of element.querySelectorAll("a[aria-current]")) {
    now.includes(link) || link.removeAttribute("aria-current");
  }
  now.forEach((link) => link.setAttribute("aria-current", "true"));
}

function closeReader() {
  // Who has gone on to write keeps the focus. The page's body has it when somebody has gone past the article's end.
  const focused = document.activeElement === document.body || reader().contains(document.activeElement);
  const back = opened?.link.isConnected ? opened.link : openedLinks()[0];
  showReader(false);
  opened = null;
  markOpened();
  if (focused) {
    back?.focus({ preventScroll: true });
  }
}

// An article that was open when the question was asked belongs to an earlier answer: it gives way to the first source
// of this one. What was opened since stays. On a phone the reader would hide the answer, so there it closes.
function followAnswer(exchange) {
  if (followed !== Number(exchange.dataset.number) || exchange.ariaBusy === "true") {
    return;
  }
  followed = -1;
  const first = exchange.querySelector("a.dl-marker");
  const sheet = matchMedia("(max-width: 800px)").matches; // as in dateline.css
  first && !sheet ? openReader(first, reader().contains(document.activeElement)) : closeReader();
}

async function copyAnswer(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  } catch {
    button.textContent = "The browser does not allow copying here"; // it does on this machine and over https
  }
}

const rewording = new Set(); // the exchanges whose question is being changed: a redraw would close their fields

element.addEventListener("click", (event) => {
  const details = event.target.closest("summary")?.parentElement;
  if (details) {
    const number = details.querySelector("form").dataset.reword;
    details.open ? rewording.delete(number) : rewording.add(number); // it is about to change
  }
  const chip = event.target.closest("[data-chip]");
  const example = event.target.closest("[data-example]");
  const copy = event.target.closest("[data-copy]");
  if (copy) {
    copyAnswer(copy);
  } else if ((chip || example) && answering()) {
    say(WAIT);
  } else if (chip) {
    trigger("widen", { exchange: chip.dataset.exchange, chip: chip.dataset.chip });
  } else if (example) {
    trigger("example", { question: example.textContent });
  }
});

element.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-reword]");
  if (form) {
    event.preventDefault();
    if (answering()) {
      say(WAIT);
      return;
    }
    trigger("reword", { exchange: form.dataset.reword, question: form.elements.question.value });
    const details = form.closest("details");
    rewording.delete(form.dataset.reword);
    details.querySelector("summary").focus({ preventScroll: true }); // what is in a closed one loses the focus
    details.open = false;
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-reader]");
  const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (link && plain) {
    event.preventDefault();
    followed = -1;
    openReader(link, true);
  } else if (event.target.closest("[data-close-reader]")) {
    closeReader();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !reader().hidden) {
    closeReader();
  }
});

// What would be sent in vain is kept from gradio, which is why these two listen before it does.
const box = () => document.querySelector("#question textarea");
let sent = null; // the question that was sent and is not in the log yet; it stays in the box until then

function holdBack(event) {
  const words = answering() ? WAIT : !box().value.trim() ? EMPTY : box().value === sent ? TURN : "";
  say(words);
  if (words) {
    event.preventDefault();
    event.stopPropagation();
  } else {
    const asked = (sent = box().value);
    setTimeout(() => sent === asked && say(TURN), 1000); // sooner, nobody wonders
  }
}

function onEnter(event) {
  // The Enter that ends a composition, as of Japanese, sends nothing.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === box()) {
    holdBack(event);
  }
}

function onAsk(event) {
  if (event.target.closest("#ask")) {
    holdBack(event);
    box().focus(); // the button gives way to the one that stops, and would take the focus with it
  } else if (event.target.closest("#stop")) {
    box().focus();
  }
}

function onWriting(event) {
  if (event.target === box() && document.querySelector("#said p").textContent === EMPTY) {
    say("");
  }
}

document.addEventListener("input", onWriting);
document.addEventListener("keydown", onEnter, true);
document.addEventListener("click", onAsk, true);

// gradio tells of trouble in notices of its own, in words that mean nothing here: dateline.css hides them.
new MutationObserver(async (changes) => {
  const added = changes.flatMap((change) => [...change.addedNodes]);
  if (added.some((node) => node.querySelector?.(".toast-body") || node.matches?.(".toast-body"))) {
    sent = null;
    const there = await fetch("/dateline.css", { cache: "no-store" }).catch(() => null);
    say(there ? BUSY : GONE);
  }
}).observe(document.body, { childList: true, subtree: true });

// A new question is brought to the top once; while its answer grows, the reader's own scrolling is left alone.
let newest = -1;
new MutationObserver(() => {
  for (const form of element.querySelectorAll("details:not([open]) > form")) {
    form.parentElement.open = rewording.has(form.dataset.reword);
  }
  const last = [...element.querySelectorAll(".dl-exchange")].at(-1);
  if (!last) {
    return;
  }
  if (Number(last.dataset.number) !== newest) { // a conversation that was dropped begins anew
    newest = Number(last.dataset.number);
    sent = null;
    followed = reader().hidden ? -1 : newest;
    last.scrollIntoView({ block: "start" });
  }
  answering() || say("");
  followAnswer(last);
  markOpened();
}).observe(element, { childList: true, subtree: true, attributeFilter: ["open", "aria-busy"] });
