(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const GAP = /_{6}|（　　）/;

  const things = data.items.map(item => {
    const parts = [];
    for (let i = 0; i < item.spans.length; i += 2) parts.push({ name: "answer", start: item.spans[i], end: item.spans[i + 1] });
    return { ...item, parts };
  });

  function stem(item, element) {
    const p = element("p", "stem");
    p.lang = "zh-Hans";
    const [before, after] = item.stem.split(GAP);
    if (after === undefined) p.append(item.stem);
    else p.append(before, item.kind === "cloze" ? element("b", "gap", item.key[0]) : element("b", "gap empty"), after);
    return p;
  }

  function options(item, element) {
    const list = element("ul", "options");
    if (item.kind !== "cloze") for (const [words, right] of item.options) {
      const li = element("li", right ? "right" : "wrong", words);
      li.lang = "zh-Hans";
      list.append(li);
    }
    return list;
  }

  function meter(item, element) {
    const box = element("p", "meter");
    if (item.difficulty === null) return box;
    const bar = element("span", "scale");
    bar.style.setProperty("--at", `${100 * item.difficulty}%`);
    box.append("difficulty ", bar, ` ${item.difficulty.toFixed(2)}`, item.worth ? ` · worth ${item.worth.toFixed(2)}` : "");
    return box;
  }

  marked({
    things,
    lined: item => item.parts.length > 0,
    tinted: () => true,
    face: (item, element) => {
      const body = [stem(item, element), options(item, element)];
      if (item.why) {
        const why = element("p", "why", item.why);
        why.lang = "zh-Hans";
        body.push(why);
      }
      body.push(meter(item, element));
      const id = element("p", "id", [item.id, item.rule && `rule ${item.rule}`, item.article, item.kept && "kept"].filter(Boolean).join(" · "));
      return { title: item.name, short: item.key.join("；"), at: item.place, body: [...body, id] };
    },
  });
})();
