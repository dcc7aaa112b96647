(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const chars = Array.from(data.text);
  const text = ({ start, end }) => chars.slice(start, end).join("").replace(/\s+/g, " ");
  /* A tint shows what is short and asked; a line below the text the rest of a fact. */
  const TINTED = new Set(["term", "figure", "spelled"]);
  const ASKED = { definition: "term", thesis: "role", norm: "modal" };

  const things = data.facts.map(([kind, rule, line, column, page, said, flat]) => {
    const parts = [];
    for (let i = 0; i < flat.length; i += 3) parts.push({ name: data.parts[flat[i]], start: flat[i + 1], end: flat[i + 2] });
    return { kind: data.kinds[kind], rule: data.rules[rule], place: page ? `page ${page}` : `${line}:${column}`, said, parts };
  });

  marked({
    things,
    lined: fact => !TINTED.has(fact.kind),
    tinted: (mark, fact) =>
      TINTED.has(fact.kind) ||
      fact.parts.some(p => p.name === ASKED[fact.kind] && p.start <= mark.start && mark.start < p.end),
    face: (fact, element) => {
      const list = element("dl");
      fact.parts.forEach((part, n) => {
        const same = n && fact.parts[n - 1].name === part.name;
        const name = part.name === fact.kind ? fact.said.split(" · ")[0] || "text" : part.name;
        const words = element("dd", "", text(part));
        words.lang = "zh-Hans";
        list.append(element("dt", "", same ? "" : name), words);
      });
      const why = element("p", "why");
      const [name, summary] = fact.rule;
      why.append("rule ", element("b", "", name), fact.said ? ` (${fact.said})` : "", summary ? `: ${summary}` : "");
      return { title: fact.kind, short: text(fact.parts[0]), at: fact.place, body: [list, why] };
    },
  });
  follow();
})();
