/// What a page does: it reads its data from beside it and makes rows only for what is open.
///
/// Texts are put in as texts, never as markup. The script reads and changes nothing outside of its element.
enum PageScript {
  /// The script.
  static let text = tree + inspector + keys

  private static let tree = #"""
    "use strict";
    (() => {
    const own = document.currentScript && document.currentScript.closest(".treetop");
    const page = own || document.querySelector(".treetop:not([data-ready])");
    if (!page || page.dataset.ready) return;
    page.dataset.ready = "1";
    const find = (name) => page.querySelector(name);
    const data = JSON.parse(find("script.data").textContent);
    const nodes = data.nodes;
    const tree = find(".tree"), inspector = find(".inspector");
    // The same page may stand in a notebook twice.
    const twins = document.querySelectorAll(`[id^="${page.id}"].treetop`).length;
    const prefix = page.id + (twins > 1 ? "-" + twins : "") + "-";

    const make = (tag, name, text) => {
      const element = document.createElement(tag);
      if (name) element.className = name;
      if (text !== undefined) element.textContent = text;
      return element;
    };
    const known = (number) => number !== undefined && number !== null;
    const grouped = (number) => known(number)
      ? (Number.isInteger(number) ? number.toLocaleString("en-US")
        : number.toLocaleString("en-US", { maximumFractionDigits: 2 })) : "-";
    const fixed = (number, digits = 3) => {
      if (!known(number)) return "-";
      if (typeof number === "string") return number;
      const size = Math.abs(number);
      if (size >= 1e7 || (size > 0 && size < 5 * 10 ** (-digits - 1))) return number.toPrecision(3);
      return number.toFixed(digits).replace(/^(-?)0\./, "$1.");
    };
    const any = (number) => Number.isInteger(number) ? grouped(number) : fixed(number);
    const value = (node) => known(node.x) ? node.x : node.q;
    const name = (place) => place === 0 ? "root" : nodes[place].a || "#" + nodes[place].i;

    const kids = nodes.map(() => []);
    for (let place = 1; place < nodes.length; place++) kids[nodes[place].p].push(place);
    const most = (a, b) => (nodes[b].n ?? -1) - (nodes[a].n ?? -1) || a - b;
    for (const list of kids) list.sort(most);
    const depth = (place) => { let d = 0; for (; place > 0; place = nodes[place].p) d++; return d; };
    const path = (place) => {
      const all = [place];
      while (place > 0) all.unshift(place = nodes[place].p);
      return all;
    };
    const best = new Set(data.best), answer = new Set(data.answer ? data.answer.places : []);
    const share = (place) => {
      if (place === 0) return undefined;
      let sum = 0;
      for (const sibling of kids[nodes[place].p]) {
        if (!known(nodes[sibling].n)) return undefined;
        sum += nodes[sibling].n;
      }
      return sum > 0 ? nodes[place].n / sum : undefined;
    };

    const portion = 200;
    const rows = new Map(), open = new Set(), shown = new Map(), rests = new Map();
    let cursor = 0;

    const row = (place) => {
      const node = nodes[place], level = depth(place);
      const line = make("div", "row");
      line.id = prefix + place;
      line.setAttribute("role", "treeitem");
      line.setAttribute("aria-level", level + 1);
      line.setAttribute("aria-selected", "false");
      const label = make("span", "label");
      label.style.paddingLeft = `${0.6 + Math.min(level, 24) * 1.1}rem`;
      const fold = make("span", "fold", kids[place].length ? "\u25b8" : "");
      fold.setAttribute("aria-hidden", "true");
      if (kids[place].length) line.setAttribute("aria-expanded", "false");
      const sign = answer.has(place) ? "\u25c6" : best.has(place) ? "\u25cf" : "";
      const signed = make("span", "sign", sign);
      if (sign) signed.title = sign === "\u25c6" ? "answer" : "best line";
      label.append(fold, signed, make("span", "name", name(place)));
      const words = [...(node.k ? [node.k] : []), ...(node.f || [])];
      if (words.length) label.append(make("span", "flags", words.join(" ")));
      if (best.has(place)) line.classList.add("best");
      label.title = name(place);
      const bar = make("span", "shares");
      const part = share(place);
      if (known(part)) {
        const outer = make("div", "share"), inner = make("i");
        inner.style.width = `${100 * part}%`;
        outer.append(inner);
        outer.title = `${Math.round(100 * part)} % of the visits of its siblings`;
        bar.append(outer);
      }
      line.append(label, make("span", "number", grouped(node.n)), bar,
        make("span", "number", fixed(value(node))));
      if (data.hasPriors) line.append(make("span", "number", fixed(node.e)));
      line.addEventListener("click", (event) => {
        move(place);
        if (event.target === fold || event.detail === 2) toggle(place);
      });
      rows.set(place, line);
      return line;
    };
    const rest = (place) => {
      const hidden = kids[place].length - (shown.get(place) || 0);
      const line = make("div", "row quiet");
      const label = make("span", "label");
      label.style.paddingLeft = `${0.6 + Math.min(depth(place) + 1, 24) * 1.1 + 2.2}rem`;
      label.textContent = `${grouped(hidden)} more\u2026`;
      line.append(label);
      line.addEventListener("click", () => extend(place));
      return line;
    };
    const lastRow = (place) => {
      while (open.has(place)) {
        if (rests.has(place)) return rests.get(place);
        place = kids[place][shown.get(place) - 1];
      }
      return rows.get(place);
    };
    const extend = (place, least = 0) => {
      const before = shown.get(place) || 0;
      const count = Math.min(kids[place].length, Math.max(before + portion, least));
      const anchor = before ? lastRow(kids[place][before - 1]) : rows.get(place);
      if (rests.has(place)) { rests.get(place).remove(); rests.delete(place); }
      const added = kids[place].slice(before, count).map(row);
      shown.set(place, count);
      if (count < kids[place].length) { const line = rest(place); rests.set(place, line); added.push(line); }
      anchor.after(...added);
    };
    const unfold = (place) => {
      if (open.has(place) || !kids[place].length) return;
      open.add(place);
      rows.get(place).setAttribute("aria-expanded", "true");
      rows.get(place).querySelector(".fold").textContent = "\u25be";
      extend(place);
    };
    const foldUp = (place) => {
      if (!open.has(place)) return;
      const stack = kids[place].slice(0, shown.get(place));
      while (stack.length) {
        const below = stack.pop();
        if (open.has(below)) stack.push(...kids[below].slice(0, shown.get(below)));
        forget(below);
        rows.get(below).remove();
        rows.delete(below);
      }
      forget(place);
      rows.get(place).setAttribute("aria-expanded", "false");
      rows.get(place).querySelector(".fold").textContent = "\u25b8";
      if (!rows.has(cursor)) move(place);
    };
    const forget = (place) => {
      open.delete(place);
      shown.delete(place);
      if (rests.has(place)) { rests.get(place).remove(); rests.delete(place); }
    };
    const toggle = (place) => open.has(place) ? foldUp(place) : unfold(place);
    const reveal = (place) => {
      for (const above of path(place).slice(0, -1)) unfold(above);
      for (const step of path(place).slice(1)) {
        const parent = nodes[step].p;
        if (!rows.has(step)) extend(parent, kids[parent].indexOf(step) + 1);
        if (step !== place) unfold(step);
      }
    };
    const move = (place) => {
      reveal(place);
      if (rows.has(cursor)) rows.get(cursor).setAttribute("aria-selected", "false");
      cursor = place;
      const line = rows.get(place);
      line.setAttribute("aria-selected", "true");
      tree.setAttribute("aria-activedescendant", line.id);
      const heads = find(".heads").offsetHeight;
      if (line.offsetTop < tree.scrollTop + heads) tree.scrollTop = line.offsetTop - heads;
      const under = line.offsetTop + line.offsetHeight - tree.clientHeight;
      if (under > tree.scrollTop) tree.scrollTop = under;
      inspect(place);
    };

    """#
}
