"use strict";
// The list of cases and their details. Text of others goes into the page as textContent only, never as markup.
(async () => {
  const ROWS = 100;
  const DAMAGED = "This page is incomplete or damaged: what should stand here cannot be unpacked.";
  const byId = (id) => document.getElementById(id);
  const blocks = new Map();

  // A block is base64 of zlib-compressed JSON. Those after this script may still be on their way.
  async function unpack(id) {
    if (!byId(id) && document.readyState === "loading") {
      await new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));
    }
    const letters = atob(byId(id).textContent);
    const bytes = new Uint8Array(letters.length);
    for (let place = 0; place < letters.length; place += 1) {
      bytes[place] = letters.charCodeAt(place);
    }
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  async function itemOf(kind, number) {
    const id = `${kind}-${Math.floor(number / index.perBlock)}`;
    if (!blocks.has(id)) {
      blocks.set(id, unpack(id));
    }
    return (await blocks.get(id))[number % index.perBlock];
  }

  // make("p", { class: "small" }, "words", node, ...): falsy children are left out.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child || child === 0).map((child) => (child instanceof Node ? child : String(child))));
    return element;
  }

  if (typeof DecompressionStream === "undefined") {
    byId("count").textContent = "This browser is too old to unpack the cases; one of 2023 or later shows them.";
    return;
  }
  const index = await unpack("index").catch(() => null);
  if (index === null) {
    byId("count").textContent = DAMAGED;
    return;
  }
  const cases = index.id.map((id, number) => ({
    number,
    id,
    question: index.question[number],
    place: index.outcome[number],
    outcome: index.outcomes[index.outcome[number]],
    group: index.unanswerable[number] ? "unanswerable" : "answerable",
    tags: index.tagged[number].map((place) => index.tags[place]),
    expected: index.expected[number],
    got: index.got[number],
    rank: index.rank[number],
    confidence: index.confidence[number],
    ms: index.ms[number],
  }));
  for (const one of cases) {
    one.words = fold([one.id, one.question, one.expected, one.got].join("\n"));
  }

  function fold(text) {
    return text.toLowerCase().normalize("NFKC");
  }

  // What has no value comes last in every order.
  const by = (value, direction) => (a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) {
      return (left === null) - (right === null) || a.number - b.number;
    }
    return direction * (left - right) || a.number - b.number;
  };
  const ORDERS = {
    "as in the set": by((one) => one.number, 1),
    "stage at which they were lost": by((one) => (index.lost.includes(one.outcome) ? one.place : null), 1),
    "surest first": by((one) => one.confidence, -1),
    "least sure first": by((one) => one.confidence, 1),
    "first hit ranked low": by((one) => one.rank, -1),
    "slowest first": by((one) => one.ms, -1),
  };
  const LOST = "lost";
  const shown = { found: cases, page: 0 };

  function choose() {
    const [outcome, group, tag] = ["outcome", "group", "tag"].map((id) => byId(id).value);
    const words = fold(byId("words").value.trim());
    shown.found = cases
      .filter((one) => !outcome || one.outcome === outcome || (outcome === LOST && index.lost.includes(one.outcome)))
      .filter((one) => !group || one.group === group)
      .filter((one) => !tag || one.tags.includes(tag))
      .filter((one) => !words || one.words.includes(words))
      .sort(ORDERS[byId("order").value]);
    turnTo(0);
  }

  function turnTo(page) {
    const pages = Math.max(1, Math.ceil(shown.found.length / ROWS));
    shown.page = Math.min(Math.max(page, 0), pages - 1);
    const first = shown.page * ROWS;
    const rows = shown.found.slice(first, first + ROWS);
    byId("list").replaceChildren(...rows.map(row));
    const all = count(cases.length);
    const found = shown.found.length === cases.length ? `All ${all} cases` : `${count(shown.found.length)} of ${all} cases`;
    byId("count").textContent = pages > 1 ? `${found}, ${count(first + 1)} to ${count(first + rows.length)} shown` : found;
    byId("page").textContent = `page ${count(shown.page + 1)} of ${count(pages)}`;
    byId("earlier").disabled = shown.page === 0;
    byId("later").disabled = shown.page === pages - 1;
    byId("pager").hidden = pages === 1;
  }

  const count = (number) => number.toLocaleString("en");
  const time = (ms) => (ms >= 1000 ? `${(ms / 1000).toPrecision(3)} s` : `${Math.round(ms)} ms`);
  const joined = (values) => values.filter(Boolean).join(" · ");
  const kindOf = (one) => (index.lost.includes(one.outcome) ? "lost" : one.outcome === "not judged" ? "open" : "good");

  function row(one) {
    const facts = joined([
      one.id,
      one.tags.join(", "),
      one.rank && `first hit ${one.rank}`,
      one.confidence !== null && `confidence ${one.confidence.toFixed(2)}`,
      one.ms !== null && time(one.ms),
    ]);
    const summary = make(
      "summary",
      {},
      make("span", { class: `outcome ${kindOf(one)}` }, one.outcome),
      make("span", { class: "question", dir: "auto" }, one.question),
      make("span", { class: "small facts" }, facts),
      make("span", { class: "small got" }, make("span", { dir: "auto" }, `expected: ${one.expected}`), make("span", { dir: "auto" }, `got: ${one.got}`)),
    );
    const details = make("details", {}, summary);
    details.addEventListener("toggle", () => fill(details, one), { once: true });
    return make("li", {}, details);
  }

  async function fill(details, one) {
    const body = make("div", { class: "body" }, make("p", { class: "small" }, "Unpacking…"));
    details.append(body);
    try {
      const record = await itemOf("cases", one.number);
      const named = (record.passages ?? []).map(([number]) => (typeof number === "number" ? itemOf("passages", number) : number));
      body.replaceChildren(...drawn(one, record, await Promise.all(named)).filter(Boolean));
    } catch {
      body.replaceChildren(words(DAMAGED, "notice"));
    }
  }

  const part = (title, ...children) => (children.some(Boolean) ? make("section", {}, make("h3", {}, title), ...children) : null);
  const words = (text, kind = "") => make("p", { dir: "auto", class: kind }, text);

  function drawn(one, record, passages) {
    const found = new Map(record.passages?.map(([number], place) => [number, passages[place]]));
    const citations = (record.citations ?? []).map((cited) => ({
      ...cited,
      article: cited.article ?? found.get(cited.in).article,
      quote: cited.quote ?? textOf(found.get(cited.in), cited.start, cited.end),
      title: cited.title ?? found.get(cited.in).title,
    }));
    return [
      record.before && part("The conversation", make("ol", { class: "turns" }, ...[...record.before, one.question].map((turn) => make("li", { dir: "auto" }, turn)))),
      record.error && part("Error", words(record.error, "notice")),
      part("Expected", ...expected(one, record)),
      part("Answer", ...answer(one, record)),
      part("Cited words", citations.length > 0 && make("ol", { class: "quotes" }, ...citations.map(quote))),
      part("Question as understood", pairs(understood(record))),
      part("Passages, best first", passages.length > 0 && make("ol", { class: "passages" }, ...passages.map((passage, place) => passageItem(passage, record.passages[place][1], citations)))),
      part("Scores and times", pairs(figures(one, record), "pairs many")),
    ];
  }

  function expected(one, record) {
    const several = record.expected && words(record.expected.join(" / "));
    return [
      several || words(one.expected),
      record.articles && words(`in: ${record.articles.join(" · ")}`, "small"),
      record.speaker && words(`speaker: ${record.speaker}`, "small"),
    ];
  }

  function answer(one, record) {
    const sentences = (record.sentences ?? []).map(([text, markers, proved]) =>
      make(
        "span",
        { class: proved ? "said" : "said unproved" },
        text,
        ...markers.map((marker) => make("span", { class: "marker" }, make("span", { class: "unseen" }, " source "), marker)),
        make("span", { class: "verdict" }, proved ? "proved" : "not proved"),
        " ",
      ),
    );
    const confidence = one.confidence !== null && `confidence ${one.confidence.toFixed(3)}`;
    return [
      record.short && words(record.short, "short"),
      sentences.length > 0 && make("p", { class: "answer", dir: "auto" }, ...sentences),
      record.text && record.answered && words(record.text, "answer"),
      record.answered === false && words(`No answer. ${record.reason ?? record.text ?? ""}`, "answer"),
      record.chosen && words(`chose: ${record.chosen}`),
      record.asked === false && words("Only passages were asked for.", "small"),
      record.asked && record.answered !== undefined && confidence && words(confidence, "small"),
    ];
  }

  function quote(cited) {
    return make(
      "li",
      { value: cited.marker },
      make("q", { dir: "auto" }, cited.quote),
      make("span", { class: "small", dir: "auto" }, joined([cited.title, cited.speaker && `quoting ${cited.speaker}`, cited.exact ? "exact" : "not found at that place"])),
    );
  }

  function understood(record) {
    const query = record.query ?? {};
    const filter = Object.entries(query.filter ?? {}).map(([name, value]) => [`filter: ${name.replace("_", " ")}`, [value].flat().join(", ")]);
    return [
      ["as a question of its own", query.standalone],
      ["kind", query.kind],
      ["looked for", query.subject],
      ["parts", query.parts?.join(" · ")],
      ...filter,
      ["as of", query.as_of ?? record.as_of],
      ["near", query.focus],
      ["notes", query.notes?.join(" · ")],
    ];
  }

  function figures(one, record) {
    const yes = (value) => (value === undefined ? undefined : value ? "yes" : "no");
    return [
      ...Object.entries(record.scores ?? {}).map(([name, score]) => [index.labels[name] ?? name, String(score)]),
      ["answerable", yes(record.answerable)],
      ["first hit among the passages", one.rank],
      ["first hit among those read", record.read_rank],
      ["first hit of a deep search", record.deep_rank],
      ["in the archive", yes(record.in_archive)],
      ["search", record.search_ms !== undefined && time(record.search_ms)],
      ["answer", record.asked && one.ms !== null && time(one.ms)],
      ["tokens", record.usage && `${count(record.usage.read)} read, ${count(record.usage.written)} written${record.usage.estimated ? " (estimated)" : ""}`],
      ["the judge's verdicts", record.verdicts?.join(", ")],
      ["why verdicts are missing", record.judge_failures?.join(" · ")],
    ];
  }

  function pairs(list, kind = "pairs") {
    const known = list.filter(([, value]) => value || value === 0);
    return known.length > 0 && make("dl", { class: kind }, ...known.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", { dir: "auto" }, value))));
  }

  function passageItem(passage, hit, citations) {
    const mark = hit ? make("span", { class: "outcome good" }, "hit") : null;
    if (typeof passage === "string") {
      return make("li", {}, make("p", {}, mark, `article ${passage}`), words("The run kept no text of this passage.", "small"));
    }
    const web = /^https?:\/\//i.test(passage.url ?? "");
    const title = web ? make("a", { href: passage.url, rel: "noreferrer noopener", target: "_blank" }, passage.title) : passage.title;
    const byline = joined([passage.outlet, passage.published?.replace("T", " "), `from character ${passage.start}`, passage.copies && `copies: ${passage.copies.join(", ")}`]);
    const spans = citations.filter((cited) => cited.exact && cited.article === passage.article);
    return make("li", {}, make("p", { class: "title", dir: "auto" }, mark, title), make("p", { class: "small" }, byline), make("p", { class: "text", dir: "auto" }, ...highlighted(passage, spans)));
  }

  // Offsets count code points, as Python does; JavaScript's own strings count differently.
  function textOf(passage, start, end) {
    const [from, text] = passage.pieces.find(([offset, words]) => offset <= start && end <= offset + [...words].length);
    return [...text].slice(start - from, end - from).join("");
  }

  // A shortened passage comes in several pieces; cited words are marked, with the number of the citation.
  function highlighted(passage, spans) {
    const parts = [];
    let reached = passage.start;
    for (const [offset, text] of passage.pieces) {
      if (offset > reached) {
        parts.push(" … ");
      }
      const letters = [...text];
      reached = offset + letters.length;
      const inside = (place) => Math.min(Math.max(place, offset), reached);
      const edges = [...new Set([offset, reached, ...spans.flatMap((cited) => [inside(cited.start), inside(cited.end)])])].sort((a, b) => a - b);
      edges.slice(1).forEach((end, number) => {
        const start = edges[number];
        const over = spans.filter((cited) => cited.start <= start && end <= cited.end);
        const piece = letters.slice(start - offset, end - offset).join("");
        const ends = over.filter((cited) => cited.end === end).map((cited) => make("span", { class: "marker" }, cited.marker));
        parts.push(over.length > 0 ? make("mark", {}, piece, ...ends) : piece);
      });
    }
    return (passage.end ?? reached) > reached ? [...parts, " …"] : parts;
  }

  function options(select, values) {
    select.append(...values.map(([value, label]) => make("option", { value }, label)));
  }

  function tally(values) {
    const counts = new Map();
    values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
    return counts;
  }

  const ended = tally(cases.map((one) => one.outcome));
  const tagged = tally(cases.flatMap((one) => one.tags));
  const lost = cases.filter((one) => index.lost.includes(one.outcome)).length;
  options(byId("outcome"), [["", `anything (${count(cases.length)})`], [LOST, `lost, at any stage (${count(lost)})`]]);
  options(byId("outcome"), index.outcomes.filter((name) => ended.has(name)).map((name) => [name, `${name} (${count(ended.get(name))})`]));
  options(byId("group"), ["", "answerable", "unanswerable"].map((name) => [name, name || "any"]));
  options(byId("tag"), [["", "any"], ...index.tags.map((tag) => [tag, `${tag} (${count(tagged.get(tag))})`])]);
  options(byId("order"), Object.keys(ORDERS).map((name) => [name, name]));

  byId("controls").addEventListener("input", choose);
  byId("controls").addEventListener("submit", (event) => event.preventDefault());
  for (const [id, step] of [["earlier", -1], ["later", 1]]) {
    byId(id).addEventListener("click", () => {
      turnTo(shown.page + step);
      byId("count").scrollIntoView({ block: "start" });
    });
  }
  // A stage of the funnel, or a tag, lists its cases and nothing else: as many as the figure beside it says.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-outcome], a[data-tag]");
    if (link) {
      byId("controls").reset();
      for (const id of ["outcome", "group", "tag"]) {
        byId(id).value = link.dataset[id] ?? "";
      }
      choose();
    }
  });
  byId("controls").hidden = false;
  choose();
})();
