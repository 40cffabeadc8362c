/// What each target may import: the floor plan of the program.
enum FloorPlan {
  /// The targets of this package that a target may import.
  static let allowed: [String: Set<String>] = [
    "CMappings": [],
    // Its handlers let the one of mapped files look first.
    "CNcurses": ["CMappings"],
    // It opens libcurl by name.
    "CHTTP": [],
    "CKernels": [],
    // The weights of the embedded models, as bytes.
    "CEmbeddedPair": [],
    // The lessons of the course, as bytes.
    "CCourse": [],
    // What the models' speed is measured against.
    "CInferenceLoop": [],
    "Groundwork": ["CMappings"],
    "Drawing": [],
    "SearchTrees": ["Groundwork"],
    // What language-model servers are asked and say; it knows no search.
    "Endpoints": ["CHTTP", "Groundwork"],
    "TreeSearch": ["SearchTrees", "Groundwork"],
    // Never TreeSearch, nor the other way round: both speak the changes of SearchTrees.
    "Journals": ["SearchTrees", "Groundwork"],
    "Environments": ["TreeSearch", "SearchTrees", "Groundwork"],
    "LanguageModels": ["CKernels", "CEmbeddedPair", "Groundwork"],
    "RewardModels": ["LanguageModels", "Endpoints", "TreeSearch", "SearchTrees", "Groundwork"],
    "Presets": [
      "Environments", "RewardModels", "LanguageModels", "TreeSearch", "SearchTrees", "Groundwork",
    ],
    "Exporters": ["Journals", "SearchTrees", "Groundwork"],
    // Files of other programs, made into the events of a journal.
    "Importers": ["Journals", "Groundwork"],
    // Golden cases, done over by the plug-ins of searches: only tests and benchmarks check them.
    "Goldens": ["TreeSearch", "SearchTrees", "Groundwork"],
    // Never TreeSearch: the explorer cannot tell a live search from a recorded one.
    "Exploring": ["SearchTrees", "Drawing", "Groundwork"],
    // Never TreeSearch nor Journals: a lesson cannot tell a search from a recording.
    "Lessons": ["CCourse", "SearchTrees", "Drawing", "Groundwork"],
    "Sessions": [
      "Lessons", "Presets", "Environments", "Exporters", "Importers", "Journals", "TreeSearch",
      "SearchTrees",
      "Groundwork",
    ],
    // A lesson in the explorer: it knows both, and neither knows it.
    "Teaching": ["Lessons", "Exploring", "SearchTrees", "Drawing", "Groundwork"],
    // The whole program but its terminal, in one thread: only tests and benchmarks run it.
    "Simulation": [
      "Exploring", "Presets", "Environments", "Journals", "TreeSearch", "SearchTrees", "Drawing",
      "Groundwork",
    ],
    "CursesTerminal": ["CNcurses", "Drawing", "Groundwork"],
    "treetop": [
      "CursesTerminal", "Teaching", "Sessions", "Lessons", "Exploring", "Presets", "RewardModels",
      "LanguageModels", "Endpoints", "Environments", "Exporters", "Importers", "Journals",
      "TreeSearch",
      "SearchTrees",
      "Drawing", "Groundwork",
    ],
    "Benchmarks": [
      "Simulation", "Exploring", "Goldens", "Presets", "RewardModels", "LanguageModels",
      "CInferenceLoop", "Environments", "Importers", "Journals", "TreeSearch", "SearchTrees",
      "Drawing", "Groundwork",
    ],
  ]

  /// The targets below the terminal: the standard library, `Synchronization` and the C library are all
  /// that they take from outside the package.
  static let libraries = [
    "Groundwork", "Drawing", "Endpoints", "SearchTrees", "TreeSearch", "Journals", "Environments",
    "LanguageModels",
    "RewardModels", "Presets", "Goldens", "Exporters", "Importers", "Exploring", "Lessons",
    "Sessions",
    "Teaching",
  ]

  /// What comes with every compiler and starts fast.
  static let plain: Set<String> = ["Glibc", "Darwin", "Musl", "Synchronization"]
}
