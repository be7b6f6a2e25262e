// Runs once for what was asked before the page was loaded again, as gradio does when a server that was gone comes back:
// the server begins a new conversation, and the words of the old one are shown above it. They are kept for this tab
// alone and as plain text; the log's HTML is never read back. gradio gives `element`, the closed list of page.py.
const KEPT = "dateline-conversation";
const MOST = 30; // questions, as many as the log shows
const ANSWER = ".dl-note, .dl-short, .dl-answer, .dl-reason, .dl-trouble, .dl-disagreement, .dl-sources li";
const box = () => document.querySelector("#question textarea");

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {}; // a browser may be told to keep nothing
  }
}

const { asked: earlier = [], draft = "" } = stored();
let anew = false; // whether the conversation is left on purpose

function listed(source) {
  return [...source.children].map((part) => part.innerText.trim()).filter(Boolean).join(" · ");
}

function inWords(exchange) {
  const parts = [...exchange.querySelectorAll(ANSWER)];
  return {
    question: exchange.querySelector(".dl-question").textContent,
    alone: exchange.querySelector("input[name=question]")?.value, // as asked without what went before
    answer: parts.map((part) => (part.value ? `${part.value}. ${listed(part)}` : part.innerText.trim())).join("\n"),
  };
}

function keep() {
  const asked = [...earlier, ...[...document.querySelectorAll(".dl-exchange")].map(inWords)].slice(-MOST);
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(anew ? {} : { asked, draft: box()?.value }));
  } catch {} // full, or not allowed
}

function write(words) {
  box().value = words;
  box().dispatchEvent(new Event("input", { bubbles: true })); // gradio has a copy of its own
}

function part(tag, words) {
  const made = document.createElement(tag);
  made.dir = "auto";
  made.textContent = words;
  return made;
}

function show({ question, alone, answer }) {
  const again = part("button", "Ask again");
  again.type = "button";
  again.setAttribute("aria-label", `Ask again: ${alone || question}`);
  again.addEventListener("click", () => {
    write(alone || question);
    document.querySelector("#ask").click();
    element.querySelector("details").open = false;
  });
  const item = document.createElement("li");
  item.append(part("h2", question), part("p", answer), again);
  return item;
}

function restore() {
  element.querySelector("summary").textContent =
    `From before this page was loaded again: ${earlier.length} ${earlier.length === 1 ? "question" : "questions"}`;
  element.querySelector("ol").append(...earlier.map(show));
  element.querySelector("details").hidden = false;
}

function writeDraft() {
  box() ? write(draft) : setTimeout(writeDraft, 50); // the box is made after this
}

earlier.length && restore();
draft && writeDraft();
addEventListener("pagehide", keep);
addEventListener("visibilitychange", keep); // a phone drops a page that is not seen, and says nothing more
document.addEventListener("click", (event) => {
  anew ||= event.target.closest(".dl-name") !== null && !event.ctrlKey && !event.metaKey && !event.shiftKey;
});
