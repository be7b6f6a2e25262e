// Runs once for the conversation log. gradio gives `element` (the log) and `trigger` (start an event on the server).
const reader = () => document.querySelector("#reader aside");
let opener = null;
let openedFrom = 0; // the place of its exchange in the log

async function openReader(link) {
  const pane = reader();
  const body = pane.querySelector(".dl-reader-body");
  opener = link;
  openedFrom = [...element.querySelectorAll(".dl-exchange")].indexOf(link.closest(".dl-exchange"));
  pane.hidden = false;
  document.body.classList.add("dl-reading");
  try {
    const response = await fetch(link.getAttribute("href") + "&fragment=true");
    body.innerHTML = await response.text(); // written and escaped by page.py
  } catch {
    body.textContent = "The server does not answer. Is Dateline still running?";
  }
  const mark = body.querySelector("mark");
  body.scrollTop = 0;
  if (mark) {
    mark.scrollIntoView({ block: "center" });
  }
  pane.focus({ preventScroll: true });
}

function closeReader() {
  const focused = reader().contains(document.activeElement); // who has gone on to write keeps the focus
  reader().hidden = true;
  document.body.classList.remove("dl-reading");
  if (focused) {
    // The log may have been redrawn meanwhile: the same place is the link with the same address in that exchange.
    const address = CSS.escape(opener?.getAttribute("href") ?? "");
    const exchange = element.querySelectorAll(".dl-exchange")[openedFrom];
    const back = opener?.isConnected ? opener : exchange?.querySelector(`a[href="${address}"]`);
    back?.focus({ preventScroll: true });
  }
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
    openReader(link);
  } else if (event.target.closest("[data-close-reader]")) {
    closeReader();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !reader().hidden) {
    closeReader();
  }
});

// A new question is brought to the top once; while its answer grows, the reader's own scrolling is left alone.
let shown = 0;
new MutationObserver(() => {
  for (const form of element.querySelectorAll("details:not([open]) > form")) {
    form.parentElement.open = rewording.has(form.dataset.reword);
  }
  const exchanges = element.querySelectorAll(".dl-exchange");
  if (exchanges.length > shown) {
    exchanges[exchanges.length - 1].scrollIntoView({ block: "start" });
  }
  shown = exchanges.length;
}).observe(element, { childList: true, subtree: true, attributeFilter: ["open"] });
