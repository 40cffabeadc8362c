import Groundwork

extension FormatPreset {
  /// The formats that are text, or JSON of columns; the most particular ones first.
  static let textPresets: [FormatPreset] = [
    d3Trees, mctx, rStar, branchAndBound, mermaid, gml, graphviz, graphML, xml, phoenixGo, pomdp,
    tableText, indented,
  ]

  /// D3Trees.jl, as JSON or as its page.
  static let d3Trees = FormatPreset(
    name: "d3trees", title: "a D3Trees.jl tree",
    recognizes: { outline in
      ColumnForms.isD3(outline.document) || WordText.holds(outline.text, "treeData = {")
    },
    map: "visits=N, mean=Q, text=@text, action=@label, view=root",
    read: { (source, outline) throws(ImportError) in try ColumnForms.readD3(source) })

  /// mctx, as columns of arrays.
  static let mctx = FormatPreset(
    name: "mctx", title: "columns of an mctx tree",
    recognizes: { outline in
      outline.document["children_index"]?.elements != nil
        && outline.document["node_visits"]?.elements != nil
    },
    map:
      "visits=visits, mean=q, prior=prior, raw=raw_value, reward=reward, action=action, view=mover",
    read: { (source, outline) throws(ImportError) in try ColumnForms.readMctx(source) })

  /// rStar's `.tree` files.
  static let rStar = FormatPreset(
    name: "rstar", title: "an rStar tree",
    recognizes: { $0.contains("; UCT: ", #/\[[^\]\n]*Q: [-.\d]+; N: \d+; V: \S+; UCT: /#) },
    map: """
      visits=N, sum=Q, raw=V, recorded_uct=UCT, action=@rest, text=@rest, terminal=@terminal, view=root
      """,
    read: { (source, outline) throws(ImportError) in try RStarReader.read(source) },
    sentinels: [("UCT", 666), ("UCT", 999)])

  /// VBC: branch and bound, as SCIP and others write it.
  static let branchAndBound = FormatPreset(
    name: "vbc", title: "a branch-and-bound tree (VBC)",
    recognizes: { BranchAndBoundReader.recognizes($0.text) },
    map: "action=@label, text=@text, bound=bound, view=root",
    read: { (source, outline) throws(ImportError) in try BranchAndBoundReader.read(source) })

  /// Graphviz.
  static let graphviz = FormatPreset(
    name: "dot", title: "a graph for Graphviz",
    recognizes: { outline in
      outline.text.contains(
        /(?:^|\n)[ \t]*(?:strict\s+)?(?:di)?graph\b[^{;=\n]{0,200}\s*\{/
          .ignoresCase())
    },
    map: "id=@id, action=edge.@label ?? @label, text=@text",
    read: { (source, outline) throws(ImportError) in try GraphvizReader.read(source) })

  /// GraphML.
  static let graphML = FormatPreset(
    name: "graphml", title: "GraphML",
    recognizes: {
      WordText.holds($0.text, "<graphml")
        || $0.contains("edgedefault", /<(?:\w+:)?graph\b[^>]*edgedefault/)
    },
    map: "id=@id",
    read: { (source, outline) throws(ImportError) in try GraphMLReader.read(source) })

  /// GML.
  static let gml = FormatPreset(
    name: "gml", title: "GML",
    recognizes: { GMLReader.recognizes($0.text) },
    read: { (source, outline) throws(ImportError) in try GMLReader.read(source) })

  /// Flow charts of Mermaid.
  static let mermaid = FormatPreset(
    name: "mermaid", title: "a flow chart of Mermaid",
    recognizes: { MermaidReader.recognizes($0.text) },
    map: "id=@id, action=edge.@label ?? @label ?? @name, text=@text",
    read: { (source, outline) throws(ImportError) in try MermaidReader.read(source) })

  /// XML of any names.
  static let xml = FormatPreset(
    name: "xml", title: "XML",
    recognizes: { outline in outline.tree == nil && XMLReader.recognizes(outline.text) },
    read: { (source, outline) throws(ImportError) in
      let reading = try XMLReader.read(source)
      LabelNumbers.derive(reading.table)
      return reading
    })

  /// PhoenixGo and others that print a path of moves before the numbers of each node.
  static let phoenixGo = FormatPreset(
    name: "paths", title: "lines with the path of each node (PhoenixGo)",
    recognizes: { outline in PathLines.recognizes(outline.text) },
    map: "action=@label, visits=N, mean=Q, prior=p, raw=v",
    read: { (source, outline) throws(ImportError) in try PathLines.read(source) })

  /// pomdp-py's debugger.
  static let pomdp = FormatPreset(
    name: "pomdp-py", title: "a tree printed by pomdp-py",
    recognizes: { $0.contains("NodePP(n=", /_[VQ]NodePP\(n=/) },
    map: "visits=n, mean=v, action=@label, text=@rest, view=root",
    read: { (source, outline) throws(ImportError) in
      let reading = try IndentedText.read(source)
      reading.format = "a tree printed by pomdp-py"
      reading.remarks.append("nodes with one visit are not printed: sums of visits do not close")
      return reading
    })

  /// A table: CSV, TSV or with semicolons.
  static let tableText = FormatPreset(
    name: "csv", title: "a table",
    recognizes: { outline in
      (outline.lines.isEmpty || outline.tree == nil) && TableText.recognizes(outline.text)
    },
    read: { (source, outline) throws(ImportError) in try TableText.read(source) })

  /// Indented text.
  static let indented = FormatPreset(
    name: "text", title: "indented text",
    recognizes: { outline in
      (outline.lines.isEmpty || outline.tree == nil) && IndentedText.recognizes(outline.text)
    },
    map: "action=action ?? move ?? @label ?? a, text=@rest",
    read: { (source, outline) throws(ImportError) in try IndentedText.read(source) })

  /// What programs that play games print; see the file of each.
  static let gamePresets: [FormatPreset] = [
    openSpiel, openSpielText, kataGo, tamaGo, aiZynth, lc0, uci, leelaZero, minigo, gameRecord,
    leelaAnalysis,
  ]

  /// What OpenSpiel's search prints of its root's children.
  static let openSpielText = FormatPreset(
    name: "openspiel-text", title: "text printed by OpenSpiel",
    recognizes: {
      $0.contains(
        ": player: ", #/(?m)^\s*\S+: player: -?\d+, prior: +[-.\d]+, value: +[-.\d]+, sims:/#)
    },
    map: "visits=sims, mean=value, prior=prior, action=@label, view=mover",
    read: { (source, outline) throws(ImportError) in try GameLines.openSpiel(source) })

  /// KataGo's analysis engine: JSON Lines.
  static let kataGo = FormatPreset(
    name: "katago", title: "KataGo analysis",
    recognizes: { outline in
      outline.lines.contains { $0["moveInfos"]?.elements != nil }
    },
    map: """
      visits=visits, mean=winrate, prior=prior, action=move, text=@text, lcb=lcb, scoreLead=scoreLead, \
      utility=utility, edge_visits=edgeVisits
      """,
    read: { (source, outline) throws(ImportError) in try KataGoReader.read(source) })

  /// TamaGo's dump of its tree.
  static let tamaGo = FormatPreset(
    name: "tamago", title: "a TamaGo tree",
    recognizes: { $0.document["tree"]?["node"]?.elements?.first?["children_index"] != nil },
    map: "visits=visits, sum=sum, prior=prior, raw=raw_value, action=action, view=mover",
    read: { (source, outline) throws(ImportError) in try ParentArrays.tamaGo(source) })

  /// AiZynthFinder: statistics in arrays of the parent.
  static let aiZynth = FormatPreset(
    name: "aizynthfinder", title: "an AiZynthFinder tree",
    recognizes: { outline in
      outline.document["tree"]?["children_visitations"] != nil
        || outline.document["children_visitations"] != nil
    },
    map: "visits=visits, sum=sum, prior=prior, action=action, text=text, view=root",
    read: { (source, outline) throws(ImportError) in try ParentArrays.aiZynth(source) },
    sentinels: [("sum", -1_000_000)])

  /// lc0's verbose statistics.
  static let lc0 = FormatPreset(
    name: "lc0", title: "verbose statistics of lc0",
    recognizes: { $0.contains("info string ", #/info string \S+ +\( *\d+ *\) N: +\d+/#) },
    map: "visits=N, mean=Q, prior=P, raw=V, score=S, action=@label, view=mover",
    read: { (source, outline) throws(ImportError) in try GameLines.lc0(source) })

  /// Lines of a UCI engine: no visits, a line for each of its best moves.
  static let uci = FormatPreset(
    name: "uci", title: "lines of a UCI engine",
    recognizes: { $0.contains("info ", #/(?m)^info .*\bscore (cp|mate) -?\d+.* pv \S/#) },
    map: "mean=@score, action=@label, depth_searched=depth, nodes_searched=nodes, view=root",
    read: { (source, outline) throws(ImportError) in try GameLines.uci(source) })

  /// What Leela Zero prints on its standard error.
  static let leelaZero = FormatPreset(
    name: "leelaz", title: "text printed by Leela Zero",
    recognizes: { $0.contains("(V: ", #/\S+ -> +\d+ \(V: +[.\d]+%\)/#) },
    map: "visits=@visits, mean=@value, prior=@prior, lcb=@lcb, action=@label, view=mover",
    read: { (source, outline) throws(ImportError) in try GameLines.leelaZero(source) })

  /// `lz-analyze` of the Go Text Protocol.
  static let leelaAnalysis = FormatPreset(
    name: "lz-analyze", title: "an lz-analyze line",
    recognizes: { $0.contains("info move ", #/\binfo move \S+ visits \d+ winrate/#) },
    map: "visits=visits, mean=@value, prior=@prior, lcb=@lcb, action=@label, scoreLead=scoreLead",
    read: { (source, outline) throws(ImportError) in try GameLines.leelaAnalysis(source) })

  /// The table that minigo leaves in the comments of its SGF.
  static let minigo = FormatPreset(
    name: "minigo", title: "a table in a minigo comment",
    recognizes: { $0.contains(" U ", #/move *: +action +Q +U +P/#) },
    map: "visits=N, mean=Q, prior=P, action=@label, view=root, U=U",
    read: { (source, outline) throws(ImportError) in try GameLines.minigo(source) })

  /// Games with what programs said of their positions.
  static let gameRecord = FormatPreset(
    name: "sgf", title: "a game record with analysis (SGF)",
    recognizes: { GameRecordReader.recognizes($0.text) },
    map: """
      visits=visits, mean=winrate, prior=prior, action=@label, lcb=lcb, scoreLead=scoreLead, \
      analysis_visits=analysis_visits
      """,
    read: { (source, outline) throws(ImportError) in try GameRecordReader.read(source) })

  /// OpenSpiel's search, as JSON by a walk over its nodes.
  static let openSpiel = FormatPreset(
    name: "openspiel", title: "nodes of OpenSpiel's search",
    recognizes: { $0.root["explore_count"] != nil && $0.root["total_reward"] != nil },
    map: """
      visits=explore_count, sum=total_reward, prior=prior, action=action_str ?? action, view=mover
      """)
}
