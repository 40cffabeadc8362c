/// How a page looks: the roles of colour that the explorer has, on a dark and on a light ground.
enum PageStyle {
  /// Everything is said of what lies within the page's own element, so that it changes nothing around it
  /// in a notebook.
  static let text = #"""
    .treetop {
      --ground: #ffffff; --raised: #f5f5f3; --line: #e2e2df; --text: #1e1e1e; --quiet: #585858;
      --focus: #005faf; --answer: #875f00; --alert: #af0087; --bar: #87afd7; --cursor: #e4edf6;
      color-scheme: light;
    }
    .treetop[data-theme=dark] {
      --ground: #1e1e1e; --raised: #262626; --line: #383838; --text: #d4d4d4; --quiet: #949494;
      --focus: #87afff; --answer: #ffd700; --alert: #ff875f; --bar: #5f87af; --cursor: #2b3a4a;
      color-scheme: dark;
    }
    @media (prefers-color-scheme: dark) {
      .treetop:not([data-theme=light]) {
        --ground: #1e1e1e; --raised: #262626; --line: #383838; --text: #d4d4d4; --quiet: #949494;
        --focus: #87afff; --answer: #ffd700; --alert: #ff875f; --bar: #5f87af; --cursor: #2b3a4a;
        color-scheme: dark;
      }
    }
    body:has(> .treetop) { margin: 0; }
    body > .treetop { height: 100vh; border: 0; border-radius: 0; }
    .treetop, .treetop * { box-sizing: border-box; }
    .treetop {
      display: flex; flex-direction: column; height: 36rem; overflow: hidden; position: relative;
      border: 1px solid var(--line); border-radius: 6px;
      background: var(--ground); color: var(--text);
      font: 14px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
      font-variant-numeric: tabular-nums;
    }
    .treetop :focus-visible { outline: 2px solid var(--focus); outline-offset: -2px; }
    .treetop h1 { font-size: 1.15rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
    .treetop h2 { font-size: 1rem; font-weight: 600; margin: .1rem 0 .4rem; overflow-wrap: anywhere; }
    .treetop h3 {
      font-size: .8rem; font-weight: 600; color: var(--quiet); margin: 1.1rem 0 .3rem;
    }
    .treetop p { margin: .15rem 0; overflow-wrap: anywhere; }
    .treetop .quiet { color: var(--quiet); }
    .treetop .answer { color: var(--answer); }
    .treetop .alert { color: var(--alert); }
    .treetop header { padding: .8rem 1rem .6rem; border-bottom: 1px solid var(--line); }
    .treetop .head { display: flex; gap: 1rem; align-items: baseline; }
    .treetop .head h1 { flex: 1; }
    .treetop header .clamped {
      display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
    }
    .treetop button, .treetop input {
      font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line);
      border-radius: 4px; padding: .1rem .55rem;
    }
    .treetop button { cursor: pointer; white-space: nowrap; }
    .treetop kbd { font: .85em ui-monospace, monospace; color: var(--quiet); }
    .treetop .search { display: flex; gap: .6rem; align-items: center; margin-top: .5rem; }
    .treetop .search input { flex: 0 1 22rem; min-width: 6rem; }
    .treetop .panes { display: flex; flex: 1; min-height: 0; }
    .treetop .tree { flex: 3; min-width: 0; overflow: auto; padding-bottom: 1rem; outline: none; }
    .treetop .tree:focus-visible { outline: none; }
    .treetop .inspector {
      flex: 2; min-width: 0; overflow: auto; padding: .6rem 1rem 1.5rem;
      border-left: 1px solid var(--line); background: var(--raised);
    }
    .treetop .row, .treetop .heads {
      display: grid; grid-template-columns: minmax(8rem, 1fr) 4.5rem 5.5rem 4rem 4rem;
      column-gap: .6rem; padding: 0 1rem 0 0; align-items: center; height: 1.6rem;
    }
    .treetop .heads {
      position: sticky; top: 0; background: var(--ground); color: var(--quiet); font-size: .8rem;
      border-bottom: 1px solid var(--line); z-index: 1;
    }
    .treetop .heads > :first-child { padding-left: 1rem; }
    .treetop.plain .row, .treetop.plain .heads {
      grid-template-columns: minmax(8rem, 1fr) 4.5rem 5.5rem 4rem;
    }
    .treetop .row { cursor: default; }
    .treetop .row:hover { background: var(--raised); }
    .treetop .row[aria-selected=true] { background: var(--cursor); }
    .treetop .tree:focus .row[aria-selected=true] { box-shadow: inset 3px 0 0 var(--focus); }
    .treetop .label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .treetop .fold { display: inline-block; width: 1.1rem; color: var(--quiet); cursor: pointer; }
    .treetop .sign { display: inline-block; width: 1.1rem; color: var(--answer); }
    .treetop .row.best .name { font-weight: 600; }
    .treetop .row.hit .name { text-decoration: underline 2px var(--focus); text-underline-offset: 3px; }
    .treetop .flags { color: var(--quiet); font-size: .85em; margin-left: .5rem; }
    .treetop .number { text-align: right; white-space: nowrap; }
    .treetop .share { height: .55rem; background: var(--line); border-radius: 2px; overflow: hidden; }
    .treetop .share > i { display: block; height: 100%; background: var(--bar); }
    .treetop table { border-collapse: collapse; width: 100%; font-size: .92em; }
    .treetop th {
      text-align: right; font-weight: 400; color: var(--quiet); padding: .1rem .4rem;
      border-bottom: 1px solid var(--line);
    }
    .treetop td { text-align: right; padding: .1rem .4rem; vertical-align: top; }
    .treetop th:first-child, .treetop td:first-child { text-align: left; padding-left: 0; }
    .treetop td:first-child { overflow-wrap: anywhere; }
    .treetop tr.chosen td { font-weight: 600; }
    .treetop .wide { overflow-x: auto; }
    .treetop dl { display: grid; grid-template-columns: max-content max-content 1fr; gap: 0 .8rem; margin: 0; }
    .treetop dt { color: var(--quiet); }
    .treetop dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
    .treetop dd.meaning { text-align: left; color: var(--quiet); font-size: .88em; }
    .treetop pre {
      font: .9em/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace;
      white-space: pre-wrap; overflow-wrap: anywhere; margin: 0; padding: .5rem .7rem;
      background: var(--ground); border: 1px solid var(--line); border-radius: 4px;
      max-height: 22rem; overflow: auto;
    }
    .treetop .help {
      position: absolute; inset: 0; display: flex; align-items: center; justify-content: center;
      background: color-mix(in srgb, var(--ground) 70%, transparent); z-index: 2;
    }
    .treetop .help[hidden] { display: none; }
    .treetop .help > div {
      background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
      padding: 1rem 1.4rem; max-width: 38rem; max-height: 90%; overflow: auto;
    }
    .treetop .help dl { grid-template-columns: max-content 1fr; gap: .1rem 1.2rem; }
    .treetop .help dd { text-align: left; }
    @media (max-width: 50rem) {
      .treetop .panes { flex-direction: column; }
      .treetop .inspector { border-left: 0; border-top: 1px solid var(--line); }
      .treetop .row, .treetop .heads { grid-template-columns: minmax(6rem, 1fr) 4rem 3.5rem 3.5rem; }
      .treetop.plain .row, .treetop.plain .heads { grid-template-columns: minmax(6rem, 1fr) 4rem 3.5rem; }
      .treetop .shares { display: none; }
    }
    @media print {
      .treetop { height: auto; overflow: visible; border: 0; }
      .treetop .inspector, .treetop .search, .treetop button { display: none; }
      .treetop .tree { overflow: visible; }
    }
    """#
}
