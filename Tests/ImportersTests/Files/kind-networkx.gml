# made by networkx
Creator "me"
Version 1
graph [
  directed 1
  name "search"
  node [
    id 0
    label "root"
    N 10
    Q 0.6
    graphics [ x 1.0 y 2.0 ]
  ]
  node [
    id 1
    label "a"
    N 6
    Q 0.7
  ]
  node [
    id 2
    label "b"
    N 3
    Q 0.4
  ]
  node [
    id 3
    label "c"
    N 3
    Q .5
  ]
  node [ id 4 label "d &#233;" N 2 Q 0.9 ]
  edge [
    source 0
    target 1
    action "e4"
    prior 0.5
  ]
  edge [ source 0 target 2 action "d4" prior 0.25 ]
  edge [ source 1 target 3 action "e5" prior 0.5 ]
  edge [ source 1 target 4 action "c5" prior 0.5 ]
]
