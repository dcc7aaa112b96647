"use strict";
/* A text with marks, a card that says what stands at a mark, and a legend that switches kinds on and off.
 *
 * things: {kind, parts: [{name, start, end}]}, by the numbers in data-f of the marks, the shortest first there.
 * lined(thing): it has a line below the text. tinted(mark, thing): it has a tint there. face(thing): what the card says of
 * it, as {title, short, at, body: [elements]}. */
function marked({ things, lined, tinted, face }) {
  const LANES = 4;
  const main = document.getElementById("text");
  const card = document.getElementById("card");
  const marks = [...main.querySelectorAll("mark[data-f]")];
  const boxes = [...document.querySelectorAll(".legend input")];
  const all = document.querySelector(".legend .all");
  const narrow = matchMedia("(max-width: 900px)");
  let kinds = new Set();
  document.documentElement.classList.add("js");

  things.forEach(thing => { thing.at = []; thing.size = 0; });
  marks.forEach((mark, i) => {
    mark.things = mark.dataset.f.split(" ").map(n => things[n]);
    mark.start = Number(mark.dataset.s);
    for (const thing of mark.things) { thing.at.push(i); thing.size += mark.textContent.length; }
  });
  /* marks that one part covers have its line at one height */
  for (const thing of things) {
    thing.runs = thing.parts.map(p => thing.at.filter(i => p.start <= marks[i].start && marks[i].start < p.end));
  }
  const visible = mark => mark.things.filter(t => kinds.has(t.kind));

  function draw() {
    kinds = new Set(boxes.filter(b => b.checked).map(b => b.value));
    const taken = marks.map(() => 0);
    const lines = marks.map(() => []);
    const order = things.filter(t => kinds.has(t.kind) && lined(t)).sort((a, b) => a.size - b.size || a.parts[0].start - b.parts[0].start);
    for (const thing of order) for (const run of thing.runs) {
      let used = 0;
      for (const i of run) used |= taken[i];
      let lane = 0;
      while (lane < LANES - 1 && used & (1 << lane)) lane++;
      for (const i of run) { taken[i] |= 1 << lane; lines[i][lane] = thing.kind; }
    }
    marks.forEach((mark, i) => {
      const here = visible(mark);
      mark.classList.toggle("live", here.length > 0);
      if (here.length) mark.tabIndex = -1; else mark.removeAttribute("tabindex");
      for (let lane = 0; lane < LANES; lane++) {
        const kind = lines[i][lane];
        if (kind) mark.style.setProperty(`--u${lane + 1}`, `var(--${kind})`);
        else mark.style.removeProperty(`--u${lane + 1}`);
      }
      const tint = here.find(t => tinted(mark, t));
      if (tint) mark.style.setProperty("--bg", `var(--${tint.kind}-t)`);
      else mark.style.removeProperty("--bg");
    });
    const first = marks.find(m => m.classList.contains("live"));
    if (first) first.tabIndex = 0;
    if (all) all.textContent = boxes.some(b => b.checked) ? "none" : "all";
    for (const each of document.querySelectorAll("[data-i]")) each.classList.toggle("off", !kinds.has(things[each.dataset.i].kind));
    close();
  }

  /* ---------------------------------------------------------------- the card */
  let open = null, chosen = 0, pinned = false, timer = 0, lit = [];

  function element(tag, name, words) {
    const e = document.createElement(tag);
    if (name) e.className = name;
    if (words !== undefined) e.textContent = words;
    return e;
  }

  function row(thing, i) {
    const { title, short, at, body } = face(thing, element);
    const box = element("section", `fact k-${thing.kind}` + (i === chosen ? " chosen" : ""));
    const head = element("h2", "", title);
    const words = element("span", "short", short);
    words.lang = "zh-Hans";
    head.append(words, element("span", "at", at));
    box.append(head, ...body);
    box.addEventListener("click", () => { chosen = i; pinned = true; show(open, true); });
    return box;
  }

  function light(thing) {
    for (const mark of lit) { mark.classList.remove("on"); mark.style.removeProperty("--on"); }
    lit = thing ? thing.at.map(i => marks[i]) : [];
    for (const mark of lit) {
      mark.classList.add("on");
      mark.style.setProperty("--on", `var(--${thing.kind})`);
    }
  }

  function show(mark, keep) {
    clearTimeout(timer);
    const here = visible(mark);
    if (!here.length) return close();
    if (!keep) chosen = 0;
    if (open && open !== mark) open.removeAttribute("aria-describedby");
    open = mark;
    chosen = Math.min(chosen, here.length - 1);
    const x = element("button", "close", "×");
    x.type = "button";
    x.setAttribute("aria-label", "Close");
    x.addEventListener("click", close);
    card.replaceChildren(x, ...here.map(row));
    card.classList.toggle("many", here.length > 1);
    card.hidden = false;
    mark.setAttribute("aria-describedby", "card");
    light(here[chosen]);
    place(mark);
    const now = card.querySelector(".chosen");
    if (now && here.length > 1) card.scrollTop = Math.max(0, now.offsetTop - 40);
    const over = mark.getBoundingClientRect().bottom - (innerHeight - card.offsetHeight - 24);
    if (narrow.matches && over > 0) scrollBy({ top: over });
  }

  function place(mark) {
    const rects = mark.getClientRects();
    const first = rects[0], last = rects[rects.length - 1];
    const { offsetWidth: w, offsetHeight: h } = card;
    const below = last.bottom + 4, above = first.top - h - 4;
    const fits = below + h < innerHeight - 8;
    card.style.left = `${Math.max(16, Math.min(first.left - 16, innerWidth - w - 16))}px`;
    card.style.top = `${fits ? below : above > 8 ? above : Math.max(8, innerHeight - h - 8)}px`;
  }

  function close() {
    clearTimeout(timer);
    if (open) open.removeAttribute("aria-describedby");
    open = null;
    pinned = false;
    card.hidden = true;
    light(null);
  }

  const live = target => target instanceof Element ? target.closest("mark.live") : null;
  main.addEventListener("pointerover", e => {
    const mark = live(e.target);
    if (!mark || pinned || e.pointerType !== "mouse") return;
    clearTimeout(timer);
    timer = setTimeout(() => show(mark), open ? 90 : 40);
  });
  main.addEventListener("pointerout", e => {
    if (pinned || e.pointerType !== "mouse" || !live(e.target)) return;
    clearTimeout(timer);
    timer = setTimeout(close, 220);
  });
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", () => { if (!pinned) timer = setTimeout(close, 220); });
  main.addEventListener("focusin", e => {
    const mark = live(e.target);
    if (!mark) return;
    for (const other of main.querySelectorAll("mark[tabindex='0']")) other.tabIndex = -1;
    mark.tabIndex = 0;
    if (mark !== open) { pinned = false; show(mark); }
  });
  document.addEventListener("click", e => {
    if (!e.target.isConnected || card.contains(e.target)) return;
    const to = e.target.closest("[data-i]");
    if (to) return go(things[to.dataset.i]);
    const mark = live(e.target);
    if (!mark) return close();
    if (mark !== open) show(mark);
    pinned = true;
  });
  document.addEventListener("keydown", e => {
    if (e.key === "Escape") return close();
    const mark = live(document.activeElement);
    if (!mark || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === "ArrowRight" || e.key === "ArrowLeft") {
      const step = e.key === "ArrowRight" ? 1 : -1;
      let i = marks.indexOf(mark) + step;
      while (marks[i] && !marks[i].classList.contains("live")) i += step;
      if (marks[i]) marks[i].focus();
    } else if (e.key === "ArrowDown" || e.key === "ArrowUp") {
      const n = visible(mark).length;
      chosen = (chosen + (e.key === "ArrowDown" ? 1 : n - 1)) % n;
      show(mark, true);
    } else if (e.key === "Enter" || e.key === " ") {
      if (mark !== open) show(mark);
      pinned = true;
    } else return;
    e.preventDefault();
  });
  addEventListener("scroll", () => {
    if (!open) return;
    const r = open.getBoundingClientRect();
    if (r.bottom < 0 || r.top > innerHeight) close(); else place(open);
  }, { passive: true });
  addEventListener("resize", () => { if (open) place(open); });

  /* To the first mark of a thing, with its card. */
  function go(thing) {
    const mark = marks[thing.at[0]];
    if (!mark || !kinds.has(thing.kind)) return;
    mark.scrollIntoView({ block: "center", behavior: "instant" });
    mark.focus({ preventScroll: true });
    chosen = Math.max(0, visible(mark).indexOf(thing));
    show(mark, true);
    pinned = true;
  }

  for (const box of boxes) box.addEventListener("change", draw);
  if (all) all.addEventListener("click", () => {
    const on = !boxes.some(b => b.checked);
    for (const box of boxes) box.checked = on;
    draw();
  });
  draw();
}

/* The section that is being read, in the tree at the side. */
function follow() {
  const links = [...document.querySelectorAll(".tree a")].map(a => [a, document.getElementById(a.hash.slice(1))]);
  if (!links.length) return;
  const update = () => {
    let now = null;
    for (const [a, heading] of links) if (heading.getBoundingClientRect().top < innerHeight * .3) now = a;
    for (const [a] of links) a.classList.toggle("here", a === now);
  };
  addEventListener("scroll", update, { passive: true });
  update();
  if (matchMedia("(max-width: 900px)").matches) document.querySelector(".tree").open = false;
}
