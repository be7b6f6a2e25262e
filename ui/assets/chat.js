// Runs once for the conversation log. gradio gives `element` (the log) and `trigger` (start an event on the server).
const reader = () => document.querySelector("#reader aside");
let opener = null;

async function openReader(link) {
  const pane = reader();
  const body = pane.querySelector(".dl-reader-body");
  opener = link;
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
  reader().hidden = true;
  document.body.classList.remove("dl-reading");
  // The log may have been redrawn meanwhile: the same place is the link with the same address.
  const address = opener?.getAttribute("href");
  const back = opener?.isConnected ? opener : element.querySelector(`a[href="${CSS.escape(address ?? "")}"]`);
  back?.focus();
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
  if (chip) {
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
