"""Takes records prepared by the pipeline; gives pages as text; touches nothing outside this folder.

A drawer: one module a view. `page` is the interactive graph, `layout` computes its positions.
"""
