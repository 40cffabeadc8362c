extension PageScript {
  /// What is shown of the node under the cursor.
  static let inspector = #"""
    const section = (title, ...content) => {
      inspector.append(make("h3", "", title), ...content);
    };
    const grid = (heads, lines, chosen) => {
      const wide = make("div", "wide"), table = make("table");
      const top = make("tr");
      for (const head of heads) {
        const cell = make("th", "", head);
        cell.scope = "col";
        top.append(cell);
      }
      table.append(top);
      lines.forEach((cells, place) => {
        const line = make("tr", place === chosen ? "chosen" : "");
        for (const cell of cells) line.append(make("td", "", cell));
        table.append(line);
      });
      wide.append(table);
      return wide;
    };
    const numbers = (node, place) => {
      const list = make("dl");
      const add = (word, number, meaning) => {
        list.append(make("dt", "", word), make("dd", "", number), make("dd", "meaning", meaning || ""));
      };
      add("visits", grouped(node.n), data.visits);
      const part = share(place);
      if (known(part)) add("share", `${Math.round(100 * part)} %`, "of the visits of its siblings");
      add("Q", fixed(node.q), data.values);
      if (known(node.x)) add("exact", fixed(node.x), "proven or pinned: counts in place of Q");
      if (known(node.w)) add("sum", fixed(node.w), "of the values backed up");
      if (data.hasPriors) add(data.edge.head, fixed(node.e), data.edge.meaning);
      data.statistics.forEach((statistic, index) => {
        add(statistic.head, any(node.s ? node.s[index] ?? undefined : undefined), statistic.meaning);
      });
      for (const [word, number] of node.z || []) add(word, any(number), "");
      const below = kids[place].length + (node.h || 0);
      let children = grouped(below), more = "";
      if (node.h) more = `${grouped(node.h)} of them are not in this page`;
      if (node.u) more += `${more ? "; " : ""}${grouped(node.u)} more could be added`;
      add("children", children, more);
      return list;
    };
    const decision = (choice) => {
      const withQ = !choice.t.includes("Q");
      const heads = ["action", "n"];
      if (withQ) heads.push("Q");
      const withPrior = choice.c.some((one) => known(one.e));
      if (withPrior) heads.push(data.edge.head);
      heads.push(...choice.t);
      const withScore = choice.c.some((one) => known(one.s));
      if (withScore) heads.push("score");
      const drawn = choice.c.some((one) => known(one.p));
      if (drawn) heads.push("probability");
      const winner = choice.c[choice.w];
      const all = choice.c.slice().sort((a, b) => (b.n ?? -1) - (a.n ?? -1));
      const lines = all.map((one) => {
        const cells = [(one === winner ? "\u25b6 " : "") + one.a, grouped(one.n)];
        if (withQ) cells.push(fixed(one.q));
        if (withPrior) cells.push(fixed(one.e));
        for (const term of choice.t) cells.push(fixed(one.t ? one.t[term] : undefined));
        if (withScore) cells.push(fixed(one.s));
        if (drawn) cells.push(fixed(one.p));
        return cells;
      });
      const table = grid(heads, lines.slice(0, 100), all.indexOf(winner));
      const none = winner ? "" : "none of these was taken";
      const words = [none, choice.f, choice.l].filter(Boolean);
      const parts = [table];
      if (lines.length > 100) parts.push(make("p", "quiet", `${lines.length - 100} more candidates`));
      if (words.length) parts.push(make("p", "quiet", words.join("; ")));
      section(choice.r ? "The choice recorded last" : "The next choice", ...parts);
    };
    const judgement = (verdict) => {
      const parts = [];
      const words = [];
      if (known(verdict.value)) words.push(`value ${fixed(verdict.value)}`);
      if (verdict.vector) words.push(`all components: ${verdict.vector.map((one) => fixed(one)).join(", ")}`);
      if (known(verdict.confidence)) words.push(`confidence ${fixed(verdict.confidence)}`);
      if (verdict.model) words.push(`by ${verdict.model}`);
      if (verdict.source) words.push(`from ${verdict.source}`);
      if (verdict.standIn) words.push("a stand-in said it");
      for (const [word, number] of verdict.cost || []) words.push(`${word} ${any(number)}`);
      if (words.length) parts.push(make("p", "", words.join("; ")));
      if (verdict.parts) {
        parts.push(grid(["part", "raw", "normalized", "weight", "adds"],
          verdict.parts.map((one) => [one[0], ...one.slice(1).map((number) => fixed(number))])));
      }
      for (const [who, number, said] of verdict.voices || []) {
        parts.push(make("p", "", [who, known(number) ? fixed(number) : "", said || ""].filter(Boolean).join(" \u2013 ")));
      }
      for (const words of verdict.evidence || []) parts.push(make("p", "quiet", words));
      if (parts.length) section("Judgement", ...parts);
    };
    const inspect = (place) => {
      const node = nodes[place];
      inspector.replaceChildren();
      inspector.scrollTop = 0;
      inspector.append(make("p", "quiet", path(place).map(name).join(" \u25b8 ")), make("h2", "", name(place)));
      const words = [...(answer.has(place) ? ["\u25c6 answer"] : []), ...(best.has(place) ? ["\u25cf best line"] : []),
        ...(node.k ? [node.k] : []), ...(node.f || []), ...(node.by ? [`from ${node.by}`] : []), `node #${node.i}`];
      inspector.append(make("p", "quiet", words.join(" \u00b7 ")));
      inspector.append(numbers(node, place));
      if (node.o) section("Note", make("pre", "", node.o));
      if (node.t) section("State", make("pre", "", node.t));
      if (node.r) section("Rationale", make("pre", "", node.r));
      if (node.v) judgement(node.v);
      if (node.d) decision(node.d);
    };

    """#
}
