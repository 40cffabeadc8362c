extension PageScript {
  /// Keys, searching, the two grounds.
  static let keys = #"""
    const field = find(".search input"), counter = find(".found"), help = find(".help");
    let hits = [], words = "";
    const text = (node) => [node.a, node.t, node.r, node.o].filter(Boolean).join("\n").toLowerCase();
    const mark = () => {
      const all = new Set(hits);
      for (const [place, line] of rows) line.classList.toggle("hit", all.has(place));
    };
    const search = (typed) => {
      words = typed.trim().toLowerCase();
      hits = words ? nodes.map((_, place) => place).filter((place) => text(nodes[place]).includes(words)) : [];
      if (!words) { counter.textContent = ""; mark(); return; }
      if (!hits.length) { counter.textContent = "not found"; mark(); return; }
      const next = hits.find((place) => place >= cursor) ?? hits[0];
      go(next);
    };
    const go = (place) => {
      move(place);
      mark();
      counter.textContent = `${hits.indexOf(place) + 1} of ${hits.length}`;
    };
    const step = (count) => {
      if (!hits.length) return;
      let index = hits.indexOf(cursor);
      if (index < 0) {
        const after = hits.findIndex((place) => place > cursor);
        index = count > 0 ? (after < 0 ? -1 : after - 1) : (after < 0 ? hits.length : after);
      }
      go(hits[(index + count + hits.length) % hits.length]);
    };
    const order = () => [...tree.querySelectorAll("[role=treeitem]")].map((line) => Number(line.id.slice(prefix.length)));
    const by = (count) => {
      const all = order();
      move(all[Math.max(0, Math.min(all.length - 1, all.indexOf(cursor) + count))]);
    };
    const sibling = (count) => {
      if (cursor === 0) return;
      const family = kids[nodes[cursor].p];
      const place = family[family.indexOf(cursor) + count];
      if (place !== undefined) move(place);
    };
    const unfoldAll = (from) => {
      const stack = [from];
      let left = 500;
      while (stack.length && left-- > 0) {
        const place = stack.shift();
        unfold(place);
        stack.push(...kids[place].slice(0, portion));
      }
      mark();
    };
    const grounds = ["auto", "dark", "light"];
    const turn = () => {
      const next = grounds[(grounds.indexOf(page.dataset.theme) + 1) % grounds.length];
      page.dataset.theme = next;
      find(".ground").textContent = next;
    };
    const showHelp = (isShown) => {
      help.hidden = !isShown;
      (isShown ? help.querySelector("button") : tree).focus();
    };
    const bestEnd = () => { if (data.best.length) move(data.best[data.best.length - 1]); };
    const commands = {
      j: () => by(1), ArrowDown: () => by(1), k: () => by(-1), ArrowUp: () => by(-1),
      l: () => open.has(cursor) ? move(kids[cursor][0]) : unfold(cursor),
      h: () => open.has(cursor) ? foldUp(cursor) : cursor > 0 && move(nodes[cursor].p),
      J: () => sibling(1), K: () => sibling(-1),
      PageDown: () => by(Math.max(1, Math.floor(tree.clientHeight / 26) - 2)),
      PageUp: () => by(-Math.max(1, Math.floor(tree.clientHeight / 26) - 2)),
      g: () => move(0), Home: () => move(0), G: () => by(nodes.length), End: () => by(nodes.length),
      Enter: () => toggle(cursor), " ": () => toggle(cursor),
      E: () => unfoldAll(cursor), C: () => foldUp(cursor),
      P: bestEnd, n: () => step(1), N: () => step(-1), t: turn,
      "/": () => { field.focus(); field.select(); }, "?": () => showHelp(true),
    };
    commands.ArrowRight = commands.l;
    commands.ArrowLeft = commands.h;
    const press = (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!help.hidden) {
        if (["Escape", "?", "q"].includes(event.key)) { showHelp(false); event.preventDefault(); }
        event.stopPropagation();
        return;
      }
      if (event.target === field) {
        event.stopPropagation();
        if (event.key === "Enter" || event.key === "Escape") {
          if (event.key === "Escape") { field.value = ""; search(""); }
          tree.focus();
          event.preventDefault();
        }
        return;
      }
      if (event.target.closest && event.target.closest("button")) return;
      const command = commands[event.key];
      if (!command) return;
      command();
      if (words) mark();
      event.preventDefault();
      event.stopPropagation();
    };
    page.addEventListener("keydown", press);
    // A page of its own takes keys wherever the focus is; a notebook keeps its own.
    const isAlone = page.parentNode === document.body;
    if (isAlone) {
      document.addEventListener("keydown", (event) => { if (!page.contains(event.target)) press(event); });
    }
    field.addEventListener("input", () => search(field.value));
    find(".turn").addEventListener("click", turn);
    find(".best-line").addEventListener("click", () => { bestEnd(); tree.focus(); });
    find(".show-help").addEventListener("click", () => showHelp(true));
    help.querySelector("button").addEventListener("click", () => showHelp(false));
    help.addEventListener("click", (event) => { if (event.target === help) showHelp(false); });

    tree.append(row(0));
    unfold(0);
    for (const place of data.best.slice(0, -1)) unfold(place);
    move(0);
    if (isAlone) tree.focus({ preventScroll: true });
    })();
    """#
}
